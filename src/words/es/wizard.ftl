### Starting a conversation: one private message, edited in place. `$contact` is the full name.
### `$path` is what was chosen so far: `Ana Souza › Vendas`.

wizard-trail = Nueva conversación · { $step } de 5
wizard-trail-path = Nueva conversación · { $step } de 5 · { $path }
# The same wizard, opened in a conversation: only the template and its parameters.
wizard-trail-template = Plantilla · { $step } de 2 · { $path }
wizard-resumed = Continuando tu borrador de { $when }.
wizard-afresh-button = Empezar de nuevo
wizard-cancelled = Cancelado. No se envió nada.

## 1. Contact

wizard-contact-prompt = ¿Con quién quieres hablar?
wizard-contact-placeholder = Contactos recientes
wizard-contact-found-placeholder = Contactos encontrados
wizard-contact-new-button = ＋ Nuevo contacto
# `$window`: `window-open-short` or `window-closed-short`.
wizard-contact-row = { $phone } · { $channel } · { $window }
wizard-contact-row-never = { $phone } · nunca conversó
wizard-contact-row-blocked = ⛔ { $phone } · bloqueado
wizard-contact-row-opted-out = ⛔ { $phone } · no quiere recibir
wizard-contact-no-phone = sin teléfono
wizard-contact-found = { $count ->
        [1] 1 contacto
       *[other] { $count } contactos
    } para «{ $query }»:
wizard-contact-found-many = Más de { $count } contactos para «{ $query }». Estos son los más probables; busca con más letras para llegar a otros.
wizard-contact-not-found = Nadie para «{ $query }». Busca otra parte del nombre, del correo o del teléfono, o crea el contacto.
wizard-contact-blocked = ⛔ { $contact } está bloqueado: nada sale y nada llega. Solo la administración desbloquea.
# `$next`: `wizard-opted-out-start`, `wizard-opted-out-wait` or `wizard-opted-out-template`.
wizard-contact-opted-out = ⛔ { $contact } pidió { $when } no recibir más: «{ $words }». { $next }
wizard-contact-opted-out-by = ⛔ { $by } registró { $when } que { $contact } no quiere marketing. { $next }
wizard-contact-opted-out-there = ⛔ { $contact } rechazó los mensajes de marketing en el propio WhatsApp { $when }. { $next }
# `$button`: `opt-in-button`. `$view`: `/contact view`.
wizard-opted-out-start = Ninguna conversación empieza por aquí: espera a que { $contact } escriba o, si volvió a aceptar, usa «{ $button }» en { $view }.
wizard-opted-out-wait = Ninguna conversación empieza por aquí: espera a que { $contact } escriba.
wizard-opted-out-template = Elige una plantilla que no sea de marketing.
wizard-search-title = Buscar contacto
wizard-search-label = Nombre, teléfono o correo
wizard-search-placeholder = Cualquier parte: jose, 9876, @empresa

## 2. Channel

wizard-channel-prompt = ¿Desde qué número hablar con { $contact }?
wizard-channel-placeholder = Números activos
wizard-channel-row = 📱 { $channel } · { $phone } · { $health }
wizard-channel-none = Ningún número activo llega a { $contact }. Habla con la administración: { $number } activa uno.
wizard-channel-stopped = El número «{ $channel }» no puede enviar ahora. Elige otro o habla con la administración.
wizard-channel-open-here = { $contact } ya tiene una conversación por este número: { $thread }.
wizard-channel-open-other-team = { $contact } ya está en conversación con otro equipo desde { $since }.
wizard-channel-open-elsewhere = ⚠️ { $contact } ya tiene una conversación por otro número, «{ $channel }». Si sigues, serán dos.

## 3. Team

wizard-team-prompt = ¿Qué equipo va a atender?
wizard-team-placeholder = Tus equipos
wizard-window-open = La ventana de { $contact } está abierta y cierra { $closes }: puedes conversar sin plantilla.
wizard-free-button = Conversar sin plantilla

## 4. Template

wizard-template-prompt = ¿Qué plantilla enviar?
wizard-template-placeholder = Plantillas aprobadas
# `$price`: of one delivery.
wizard-template-row = { $category } · { $language } · { $price }
wizard-template-none = Ninguna plantilla aprobada de este número está abierta al equipo { $team }. Habla con la administración.
wizard-template-not-found = Ninguna plantilla para «{ $query }». Busca otra palabra.
wizard-template-gone = La plantilla «{ $template }» ya no está disponible. La lista se actualizó: elige otra.
wizard-template-not-sendable = La plantilla «{ $template }» tiene una parte que Conecta aún no envía ({ $part }). Elige otra.
wizard-template-search-title = Buscar plantilla
wizard-template-search-label = Nombre o texto de la plantilla
wizard-template-search-placeholder = Cualquier parte: pedido, recordatorio
# What a phone shows above the text.
header-picture = 🖼️ *foto*
header-video = 🎬 *video*
header-document = 📄 *documento*
header-location = 📍 *ubicación*

## 5. Parameters

wizard-parameters-prompt = { $count ->
        [1] Falta 1 parámetro
       *[other] Faltan { $count } parámetros
    } de la plantilla.
wizard-parameters-button = Completar { $from } a { $to } de { $total }
wizard-parameters-one-button = Completar
wizard-parameters-title = Parámetros de la plantilla
# `$button`: the button's own text, at most 25 characters.
wizard-parameter-url-label = Fin del enlace «{ $button }»
wizard-parameter-code-label = Código para copiar
wizard-parameter-placeholder = Ej.: { $example }
wizard-latitude-label = Latitud
wizard-longitude-label = Longitud
wizard-place-name-label = Nombre del lugar
wizard-place-address-label = Dirección
wizard-place-bad = «{ $value }» no es una coordenada. Escríbela en grados: -23.5505.
wizard-parameter-empty = Falta «{ $label }». No se envió nada.
wizard-parameter-long = «{ $label }» tiene { $length } caracteres y caben { $limit }. No se envió nada: acórtalo.
wizard-parameter-link-bad = «{ $label }» va al final de un enlace y no puede tener espacios. No se envió nada.
wizard-parameter-note = «{ $label }» parece una nota (empieza con // o 🔒, o nombra a una persona, un rol o un canal de Discord). No se envió nada.
wizard-text-long = El texto entero tendría { $length } caracteres y caben { $limit }. No se envió nada: acórtalo.
wizard-parameter-corrected = En «{ $label }», los saltos de línea y espacios repetidos pasaron a ser uno solo: WhatsApp no los acepta en plantillas.
# `$attach`: the command, as a mention.
wizard-media-picture = Esta plantilla lleva una foto: usa { $attach }.
wizard-media-video = Esta plantilla lleva un video: usa { $attach }.
wizard-media-document = Esta plantilla lleva un PDF: usa { $attach }.
# `$file`: the template's own; `$attach`: the command, as a mention.
wizard-standing-failed = WhatsApp no recibió «{ $file }», el archivo fijo de la plantilla. Nada salió: intenta de nuevo, o adjunta otro con { $attach }.

## The preview and the start

wizard-preview-prompt = Revisa. Así se verá en el celular de { $contact }:
wizard-preview-to = **Para:** { $contact } · { $phone }
wizard-preview-from = **De:** { $channel } · { $phone }
wizard-preview-team = **Equipo:** { $team }
wizard-preview-price = **Precio:** { $price }
wizard-preview-buttons = **Botones:** { $buttons }
wizard-preview-file = 📎 { $file }
wizard-start-button = ✅ Iniciar conversación
wizard-send-button = ✅ Enviar plantilla
wizard-edit-button = ✏️ Parámetros
wizard-changed = La plantilla cambió en Meta desde la vista previa. No se envió nada: este es el texto nuevo, con el precio nuevo.
wizard-price-changed = El precio cambió desde la vista previa. No se envió nada: este es el nuevo.
wizard-started = ✅ Conversación iniciada: { $thread }
wizard-sent = ✅ Plantilla en camino a { $contact }.
wizard-already-started = Esta conversación ya fue iniciada: { $thread }
wizard-window-closed = La ventana de 24 h se cerró: para escribir ahora hace falta una plantilla.
wizard-parameters-wrong = Algún parámetro no sirve. No se envió nada: revísalo e inténtalo de nuevo.

## `/attach`

attach-done = 📎 «{ $file }» está en el borrador. Sigue allí.
attach-no-draft = No tienes ningún borrador abierto. Empieza con { $start } y adjunta cuando la plantilla lo pida.
attach-too-early = «{ $file }» todavía no se guardó: elige antes la plantilla que lleva un archivo y envíalo entonces con { $attach }.
attach-not-wanted = La plantilla elegida no lleva archivo. No se adjuntó nada.
# `$wanted`: `foto`, `video`, `PDF`, from `attach-kind-…`.
attach-wrong-kind = «{ $file }» no sirve: la plantilla lleva { $wanted }. Adjunta otro.
attach-kind-picture = una foto JPEG o PNG
attach-kind-video = un video MP4 o 3GPP
attach-kind-document = un documento, de preferencia PDF
attach-too-large = «{ $file }» pasa de { $limit } MB, el límite de WhatsApp. Adjunta uno menor.
attach-not-taken = WhatsApp no está recibiendo archivos ahora, y «{ $file }» no se adjuntó. El archivo puede estar bien: adjúntalo de nuevo en unos minutos.
attach-unreachable = No logré obtener «{ $file }» de Discord. Adjúntalo de nuevo.

## Questions about money, before a template leaves

money-unanswered = { $contact } aún no respondió a la plantilla de { $when }. Otra cuesta { $price } y puede bajar la calidad del número.
money-unanswered-unknown = { $contact } aún no respondió a la plantilla de { $when }. Otra tiene precio desconocido y puede bajar la calidad del número.
money-unanswered-free = { $contact } aún no respondió a la plantilla de { $when }. Otra es gratis, pero puede bajar la calidad del número.
money-third = { $contact } no respondió a { $count } plantillas. Una más solo con supervisor; habla con { $whom }.
# `$hour`: now, where the company is.
money-night = Son las { $hour }. El marketing entre las 21 h y las 8 h molesta y puede bajar la calidad del número.
money-send-anyway-button = Enviar igual
money-wait-button = Esperar
money-waited = No se envió nada. El borrador queda guardado.
