### What `conecta doctor` and `/diagnostics` find, and what the command line says. Names of links and
### buttons in other people's portals stand as those portals spell them.

## Settings: one sentence, then the program ends with code 2.

setting-missing = Falta { $name }: defínela en el entorno o en el archivo .env.
# `$expected`: from `setting-expects-…`. The value itself is never shown: it may be a secret.
setting-malformed = { $name } no sirve: { $expected }.
setting-expects-id = necesita un id de Discord, solo números
setting-expects-ids = necesita uno o más ids, solo números, separados por comas
setting-expects-https = necesita https, salvo en la propia máquina
setting-expects-address = necesita dirección y puerto, como 127.0.0.1:8080
setting-expects-version = necesita una versión como v25.0
setting-expects-database = necesita una base SQLite, como sqlite://conecta.db
setting-expects-locale = necesita pt-BR, en o es
setting-expects-time-zone = necesita una zona horaria como America/Sao_Paulo
setting-expects-log-format = necesita text o json

## The command line

run-ready = Conecta está activa en el servidor { $guild }; webhook en { $address }.
run-stopping = Deteniendo: lo que está saliendo termina antes.
run-database-taken = Otra Conecta ya usa la base { $path }. Detén la otra o elige otro DATABASE_URL.
run-files-unusable = No se puede usar la carpeta de archivos { $path }: { $why }. Sin ella se perderían los archivos de los clientes; dale a Conecta permiso para escribir en ella o elige otra en FILES_DIR.
run-address-taken = La dirección { $address } ya está en uso. Cambia { $name } o detén lo que la usa.
run-migrated = Base de datos al día.

## Doctor

doctor-header = Revisando la instalación…
doctor-all-well = Todo en orden.
doctor-problems = { $count ->
        [1] 1 problema por resolver
       *[other] { $count } problemas por resolver
    }.

doctor-database-ok = Base de datos: { $path }, al día.
doctor-files-ok = La carpeta de archivos { $path } acepta escritura.
doctor-files-new = La carpeta de archivos { $path } aún no existe; nace en el primer arranque.
doctor-files-unusable = La carpeta de archivos { $path } no acepta escritura: los archivos de los clientes no llegan. Libera espacio, dale a Conecta permiso para escribir en ella o elige otra en FILES_DIR.
doctor-database-new = Base de datos: { $path } aún no existe; conecta run la crea.
doctor-database-in-use = Base de datos: { $path }, en uso por la Conecta que está en marcha.
doctor-database-unusable = La base { $path } no abre o no acepta escritura. Revisa la carpeta, el disco y los permisos del archivo.
doctor-database-behind = La base { $path } es de una versión anterior. Ejecuta conecta migrate.
doctor-database-ahead = La base { $path } es de una versión más nueva de Conecta. Actualiza este programa.

# `$count`: seconds that this machine's clock is off.
doctor-clock-ok = Reloj: correcto.
doctor-clock-skewed = El reloj de esta máquina está desviado { $count ->
        [1] 1 segundo
       *[other] { $count } segundos
    }. Las ventanas de 24 h saldrían mal: activa NTP.
doctor-clock-unknown = No se pudo revisar el reloj: ningún servidor dio la hora.

## Discord

doctor-discord-token-ok = Discord: el token es de { $bot }.
doctor-discord-token-wrong = Discord rechazó DISCORD_TOKEN. Genera otro en Discord Developer Portal → Bot → Reset Token.
doctor-discord-unreachable = No se puede hablar con Discord en { $address }. Revisa la red y DISCORD_API_BASE.
doctor-intents-ok = Discord: los intents necesarios están activos.
doctor-intents-missing = El bot no puede leer los mensajes. Activa en Discord Developer Portal → Bot → Privileged Gateway Intents → Message Content Intent.
# Then presses and commands never reach us.
doctor-interactions-elsewhere = Discord manda los comandos a { $url } y no a Conecta. Borra Interactions Endpoint URL en Discord Developer Portal → General Information.
doctor-guild-ok = Discord: el bot está en el servidor { $guild }.
doctor-guild-missing = El bot no está en el servidor { $guild }. Invítalo con el enlace de Discord Developer Portal → OAuth2 → URL Generator (scopes bot y applications.commands) o corrige DISCORD_GUILD_ID.
doctor-voice-closed = Sin el permiso { $permission }, las notas de voz de los clientes llegan como archivos comunes. Dáselo al rol del bot para que suenen en la conversación.
doctor-audit-log-closed = Sin el permiso { $permission }, Conecta no sabe quién borró un mensaje: todo el que se borra antes de salir cuenta como cancelado por su autor. Dáselo al rol del bot si quieres que pregunte.
doctor-commands-refused = Discord no aceptó los comandos. Invita al bot de nuevo con el scope applications.commands (OAuth2 → URL Generator).
doctor-channel-ok = Canal de { $team }: { $place }, privado y con los permisos correctos.
doctor-channel-permissions = En { $place }, del equipo { $team }, al bot le falta: { $permissions }. Ajústalo en Edit Channel → Permissions.
doctor-channel-visible = { $place }, del equipo { $team }, también lo pueden leer: { $readers }. Ciérralo en Edit Channel → Permissions.
doctor-channel-shut-out = En { $place }, del equipo { $team }, sin poder leer o escribir en los hilos: { $roles }. Así no ven ni atienden a nadie. Permite View Channel y Send Messages in Threads en Edit Channel → Permissions.
doctor-channel-posting = En { $place }, del equipo { $team }, pueden escribir fuera de los hilos: { $roles }. Lo que se escribe allí no llega a ningún cliente. Niega Send Messages en Edit Channel → Permissions.
doctor-channel-gone = El canal del equipo { $team } ya no existe en Discord. Elige otro con /equipo.
doctor-role-gone = El rol del equipo { $team } ya no existe en Discord y nadie está en él. Elige otro con /equipo.
doctor-team-empty = Nadie tiene el rol del equipo { $team }. Da el rol { $role } a quienes atienden.
doctor-teams-none = Aún no hay equipos. Empieza con /configurar en Discord.
doctor-supervisors-ok = Supervisores de { $team }: { $role }.
doctor-supervisors-none = El equipo { $team } no tiene rol de supervisores. Elige uno con /equipo.
doctor-admin-place-ok = Avisos a la administración: en { $place }.
doctor-admin-place-none = Avisos a la administración: por ahora solo aquí y en el log. Elige un canal con /configurar.
doctor-admin-place-closed = Conecta no puede escribir en { $place }, donde avisa a la administración. Ajústalo en Edit Channel → Permissions o elige otro con /configurar.

## WhatsApp

doctor-whatsapp-token-ok = WhatsApp: el token sirve y no vence.
doctor-whatsapp-token-wrong = Meta rechazó WHATSAPP_TOKEN. Genera otro en Business settings → System users → Generate token, sin plazo.
doctor-whatsapp-token-expires = WHATSAPP_TOKEN vence el { $when }. Genera uno sin plazo en Business settings → System users → Generate token.
doctor-whatsapp-token-permission = A WHATSAPP_TOKEN le falta el permiso { $permissions }. Genera otro con él en Business settings → System users → Generate token.
doctor-whatsapp-unreachable = No se puede hablar con WhatsApp en { $address }. Revisa la red, GRAPH_API_BASE y GRAPH_API_VERSION.
doctor-account-gone = La cuenta { $account } no existe o el token no la alcanza. Revisa WHATSAPP_BUSINESS_ACCOUNT_IDS y, en System users, Assign assets.
doctor-numbers-none = La cuenta { $account } no tiene números. Agrega uno en WhatsApp Manager → Phone numbers.
doctor-number-ok = Número { $channel } ({ $phone }): conectado y activo.
doctor-number-off = Número { $channel } ({ $phone }): apagado. Actívalo con /numero, si quieres usarlo.
doctor-number-disconnected = Número { $channel } ({ $phone }): Meta dice { $status }, y nada sale por él. Mira en WhatsApp Manager → Phone numbers.
doctor-number-quality = Número { $channel } ({ $phone }): calidad baja en Meta. Menos plantillas sin respuesta, o bajan los límites.
doctor-number-teamless = Número { $channel } ({ $phone }): ningún equipo recibe a quien escribe primero. Elígelo con /numero.
doctor-number-paused = Número { $channel } ({ $phone }): envíos en pausa. { $reason }
doctor-numbers-off = Ningún número está activo: nada sale ni llega. Activa uno con /numero.
doctor-webhook-ok = Webhook: responde en { $url }.
doctor-webhook-no-url = Falta PUBLIC_URL: sin ella no se puede revisar el webhook desde fuera.
doctor-webhook-unreachable = { $url } no responde desde fuera. Revisa el proxy HTTPS, el DNS y WEBHOOK_BIND.
doctor-webhook-verification = { $url } no confirmó el WHATSAPP_VERIFY_TOKEN. Debe ser igual aquí y en Meta, en WhatsApp → Configuration → Webhook.
doctor-webhook-other-url = Meta manda los avisos a { $actual }, no a { $url }. Corrígelo en WhatsApp → Configuration → Webhook.
doctor-currency-without-tariffs = La cuenta { $account } se cobra en { $currency }, y la tabla de tarifas no tiene esa moneda: los precios aparecen como desconocidos.
doctor-not-subscribed = La cuenta { $account } no está suscrita a esta aplicación y no llega ningún mensaje. Suscríbela con /configurar.
doctor-webhook-not-refused = { $url } no rechazó un token equivocado: quien responde ahí no es Conecta. Revisa el proxy HTTPS.
doctor-webhook-not-set = Meta aún no sabe adónde mandar los mensajes. En WhatsApp → Configuration → Webhook, usa { $url } y el WHATSAPP_VERIFY_TOKEN.
doctor-webhook-no-messages = Meta no manda los mensajes: suscribe messages en WhatsApp → Configuration → Webhook fields.
# `$fields`: names as Meta writes them.
doctor-webhook-fields = Meta no avisa de todo, y de lo que falta nadie aquí se entera: suscribe también { $fields } en WhatsApp → Configuration → Webhook fields.
doctor-app-secret-wrong = Meta no reconoce WHATSAPP_APP_SECRET, y todo aviso suyo sería rechazado. Cópialo de nuevo de App settings → Basic → App secret.
doctor-subscribed = La cuenta { $account } está suscrita a esta aplicación.
doctor-templates-ok = Plantillas: { $count ->
        [1] 1 aprobada
       *[other] { $count } aprobadas
    }.
doctor-templates-none = Ninguna plantilla aprobada en la cuenta { $account }: no se pueden iniciar conversaciones. Crea una en WhatsApp Manager → Message templates.
