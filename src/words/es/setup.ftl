### `/setup`: five ticks in one message, resumable. Steps are shown as `✅ 1 · WhatsApp`.

setup-header = **Primer día** · { $done } de 5
setup-step-whatsapp = 1 · WhatsApp
setup-app-live = ℹ️ La API de Meta no dice si la aplicación está publicada. Revísalo en App Dashboard → App Mode: Live. En desarrollo solo funcionan los números de prueba y las personas de la aplicación.
setup-step-numbers = 2 · Números
setup-step-team = 3 · Equipo
setup-step-supervisors = 4 · Supervisores
setup-step-test = 5 · Prueba
setup-complete = Todo listo. El equipo ya puede usar { $start }; { $diagnostics } revisa todo de nuevo cuando quieras.

## 1. WhatsApp

setup-also-connected = También conectado: { $apps }. Las dos plataformas van a recibir.
setup-subscribe-button = Suscribir Conecta a la cuenta
setup-subscribed = ✅ Suscrita: los mensajes llegan a Conecta, y a quien más esté conectado.
setup-subscribe-failed = Meta no aceptó la suscripción. Revisa los permisos de WHATSAPP_TOKEN e inténtalo de nuevo.

## 2. Numbers

setup-numbers-prompt = Cada número está apagado hasta que lo actives aquí.
setup-numbers-none = Ningún número en las cuentas de WhatsApp. Revisa WHATSAPP_BUSINESS_ACCOUNT_IDS.
setup-off-count = { $count ->
        [1] Llegó 1 mensaje
       *[other] Llegaron { $count } mensajes
    } a { $channel } (apagado).

## 3. Team

setup-team-prompt = Crea el primer equipo con { $team }: un nombre, un rol de Discord (quien lo tiene es del equipo) y un canal privado.

## 4. Supervisors

setup-supervisors-prompt = Elige el rol de quien supervisa cada equipo con { $team }. Los supervisores ven todas sus conversaciones.

## 5. Test

setup-test-prompt = Una plantilla va a tu celular; responde ahí y la respuesta aparece aquí.
# `$price`: of one template, `words::estimate` or unknown.
setup-test-button = Enviarme una prueba · { $price }
setup-test-title = Prueba en mi celular
setup-test-phone-label = Tu teléfono con código de país
setup-test-sent = Prueba enviada. Responde desde el celular.
setup-test-answered = ✅ Tu respuesta llegó: ida y vuelta funcionan.
setup-test-no-template = No hay plantilla aprobada sin parámetros para probar. Crea una en Meta y actualiza.
setup-test-no-role = La prueba es una conversación tuya, y todavía no estás en ningún equipo. Date en Discord uno de estos roles y pulsa de nuevo: { $roles }.

## What admins are told once

setup-advice = **Para el día a día**
    • Limita los comandos por rol en Server Settings → Integrations.
    • Recomienda la notificación «Only @mentions» en los canales de los equipos.
    • Deja las notificaciones de reacciones solo para mensajes directos.

## Where admins are told

setup-admin-place = 🔔 Avisos a la administración: en { $place }.
setup-admin-place-none = 🔔 Avisos a la administración: todavía sin canal, no se avisa a nadie. Elige uno abajo.
# The line that stands there as soon as it is chosen.
setup-admin-place-line = 🔔 Aquí Conecta avisa a la administración: números que paran, canales y roles que desaparecen, quién pasa a leer. Elegido por { $by }.
setup-admin-place-chosen = ✅ Los avisos a la administración van a { $place }; hay una línea allí.
setup-admin-place-closed = Conecta no puede escribir en { $place }. Nada cambió: dale View Channel y Send Messages allí, o elige otro.
setup-admin-place-placeholder = Canal de los avisos a la administración

## For how long files are kept

setup-file-days = 🗄️ Los archivos de clientes y del equipo se guardan { $count } días.
setup-file-days-option = Guardar archivos { $count } días
setup-file-days-placeholder = Por cuánto tiempo guardar archivos

## A team's channel must be private

visibility-refused = { $place } es visible para { $count ->
        [1] 1 persona
       *[other] { $count } personas
    } fuera del equipo.
visibility-everyone = { $place } es visible para todo el servidor.
visibility-make-private-button = Hacer privado
visibility-choose-other-button = Elegir otro
visibility-made-private = 🔒 { $place } ahora es privado: solo leen el equipo { $team } y quienes supervisan.
visibility-readers = Leen { $place }: { $readers }.
visibility-administrators = Quien tiene el permiso Administrator siempre lee: { $people }.
visibility-bots = Otros bots que leen: { $bots }.
visibility-shut-out = En { $place }, sin poder leer o escribir en los hilos: { $roles }. Así no ven ni atienden a nadie. «Hacer privado» lo resuelve.
visibility-posting = En { $place } pueden escribir fuera de los hilos: { $roles }. Lo que se escribe allí no llega a ningún cliente. «Hacer privado» deja escribir solo en los hilos.
# `$role`: the team’s. `$permission`: by Discord’s own name.
visibility-role-not-called = Conecta no puede mencionar el rol { $role }: nadie recibe aviso cuando un cliente nuevo espera. Activa «Allow anyone to @mention this role» en el rol (Server Settings → Roles) o da al rol del bot el permiso { $permission }.

## Templates

templates-button = Plantillas
templates-header = **Plantillas aprobadas** ({ $count })
templates-placeholder = Elige una plantilla
template-header = **{ $template }** · { $language }
template-open-to-all = Abierta a todos los equipos.
template-open-to = Abierta solo a: { $teams }.
template-teams-placeholder = Equipos que pueden usarla (ninguno: todos)
template-field = • «{ $field }»: { $source }
template-field-placeholder = Elige un parámetro para rellenar solo
template-source-prompt = ¿Qué rellena «{ $field }»? Quien atiende aún puede cambiarlo.
template-saved = ✅ Plantilla guardada.
template-file = 📎 Archivo fijo: { $file }. Quien atiende puede poner otro en el borrador.
template-file-none = 📎 Sin archivo fijo: quien atiende adjunta uno cada vez.
# `$setup`: the command, as a mention.
template-file-how = Para ponerlo o cambiarlo: { $setup } con la plantilla y el archivo.
template-file-which = Di también de qué plantilla es el archivo. Nada cambió.
template-file-remove-button = Quitar el archivo fijo
template-file-saved = ✅ «{ $file }» va en cada envío de esta plantilla.
template-file-removed = ✅ Archivo fijo quitado: quien atiende adjunta uno cada vez.
template-source-nothing = quien atiende lo escribe
template-source-first-name = nombre de pila del contacto
template-source-name = nombre del contacto
template-source-phone = teléfono del contacto
template-source-email = correo del contacto

## Tariffs

tariffs-button = Tarifas
# `$currencies`: their codes; `$day` comes from `words::day`.
tariffs-header = **Tarifas** · { $count ->
        [1] 1 línea
       *[other] { $count } líneas
    } en { $currencies }; la más reciente vale desde { $day }.
tariffs-built-in = Es la tabla que vino con Conecta, tomada de listas publicadas: compárala con la de Meta.
# `$setup`: the command, as a mention.
tariffs-how = Para cambiarla: descarga la tabla, edita las líneas y manda el archivo con { $setup }, en la opción `tarifas`. Ocupa el lugar de la tabla entera; cada línea vale desde su fecha.
tariffs-download-button = ⬇ Descargar CSV
tariffs-file = La tabla como está: precio de un mensaje entregado, en la moneda de la línea, desde la fecha de la línea.
tariffs-replaced = ✅ Tarifas cambiadas. Lo que cambia:
tariffs-same = ✅ Tarifas cambiadas; ningún precio cambió.
tariffs-change = • { $region } · { $category } · { $currency }: { $before } → { $after }, desde { $day }
# `$why` is one of the `tariffs-wrong-…`.
tariffs-bad-line = La línea { $line } del archivo { $why } Nada cambió.
tariffs-wrong-columns = tiene { $found } columnas en vez de cinco: `region,category,currency,amount,from`.
tariffs-wrong-region = no dice el país en dos letras mayúsculas, como BR: «{ $found }».
tariffs-wrong-category = no dice marketing, utility, authentication o service: «{ $found }».
tariffs-wrong-currency = no dice la moneda en tres letras mayúsculas, como BRL: «{ $found }».
tariffs-wrong-amount = no trae un valor con hasta seis decimales, como 0.0625: «{ $found }».
tariffs-wrong-day = no trae la fecha en el formato 2026-10-01: «{ $found }».
tariffs-wrong-twice = repite la línea { $found }.
tariffs-empty = El archivo no tiene ninguna línea de tarifa. Nada cambió.
tariffs-too-large = «{ $file }» pasa de { $limit } KB. Nada cambió.
tariffs-not-text = «{ $file }» no es un CSV en UTF-8. Nada cambió.

## The words after which the queue asks. `$answers` and `$opt_outs`: the lists of a language.

stops-button = Palabras que paran la cola
stops-header = **Respuestas tras las cuales la cola pregunta antes de salir**
    Mayúsculas, acentos y puntuación no importan. Una baja, además, bloquea las plantillas de marketing.
stops-row = **{ $language }** · paran: { $answers } · bajas: { $opt_outs }
stops-title = Palabras, una por línea
stops-answers-label = La respuesta es o empieza con
stops-buttons-label = El botón de la plantilla empieza con
stops-opt-outs-label = La respuesta entera es una baja
stops-opt-ins-label = La respuesta entera pide volver
stops-emoji-label = Emojis que paran, en todos los idiomas
stops-saved = ✅ Guardado: vale desde la próxima respuesta.

## The reactions that reach customers

reactions-button = Reacciones que llegan al cliente
reactions-title = Reacciones que llegan al cliente
reactions-label = Emojis, uno tras otro
# `$emojis`: `👍 🙏`.
reactions-saved = ✅ Guardado: en un mensaje del cliente, { $emojis } de quien atiende le llega; cualquier otra reacción se queda aquí.
reactions-none-saved = ✅ Guardado: ninguna reacción llega al cliente.
reactions-bad = «{ $typed }» no es un emoji de WhatsApp. Nada cambió: deja solo emojis.
