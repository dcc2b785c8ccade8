### Refusals in one sentence, trouble with Discord, and what admins are told.

## Refusals. `$whom`: a mention of who can help.

refused-not-in-team = No estás en el equipo { $team }. Habla con { $whom }.
# They supervise it, and so are whom others would talk to.
refused-supervises = Supervisas { $team }, pero solo atiende quien tiene el rol { $role }. Nada cambió: pide el rol a quien administra el servidor.
refused-no-team = No estás en ningún equipo. Habla con { $whom }.
# `$roles`: of the teams.
refused-no-team-admin = Administras el servidor, pero no estás en ningún equipo. Date uno de estos roles en Discord: { $roles }.
# Where there is nobody to mention.
refused-admins = quien administra el servidor
refused-not-assignee = Esta conversación está con { $assignee }. Nada cambió; para tomarla, usa { $assume }.
# To whoever supervises, but cannot assume.
refused-left-to-assignee = Esta conversación está con { $assignee }, y solo esa persona decide esto. Nada cambió: habla con ella.
refused-unassigned = Nadie asumió esta conversación. Nada cambió; para tomarla, usa { $assume }.
refused-not-author = Solo { $author } decide sobre este mensaje. Nada cambió.
refused-admin-only = Solo quien tiene el permiso Manage Server puede hacer esto. Nada cambió.
refused-button-unknown = Este botón ya no vale. Nada cambió.
refused-draft-gone = Este borrador ya no existe. No se envió nada; empieza con { $start }.
refused-outside-thread = Esto vale dentro del hilo de una conversación. Encuentra la tuya con { $conversations }.
refused-other-server = Conecta solo trabaja en el servidor de la empresa.
refused-concluded = Esta conversación está concluida. Nada cambió; para hablar de nuevo, usa { $restart }.
refused-not-found = No encontré «{ $query }». Elige uno de la lista al escribir.
refused-not-set-up = Conecta aún no está configurada aquí. Quien administra empieza con { $setup }.
# `$reference`: finds the log lines that belong to it.
refused-our-fault = Algo falló de nuestro lado y nada cambió. Inténtalo de nuevo; si sigue, muéstralo a la administración: { $reference }.
refused-busy = Conecta está ocupada y nada cambió. Inténtalo de nuevo en unos segundos.

## Discord. Permissions carry Discord's own English names.

discord-permission-missing = { $count ->
        [1] A Conecta le falta el permiso
       *[other] A Conecta le faltan los permisos
    } { $permissions } en { $place }. Hasta entonces sus conversaciones no aparecen: ajústalo en los permisos del canal.
discord-no-answer = Discord no respondió sobre { $place }. Inténtalo de nuevo en unos minutos.
discord-channel-gone = Este canal fue borrado en Discord. Elige otro.
discord-commands-late = Discord aún no recibió los comandos; valen los de antes. Conecta lo intentó sola; si sigue, reiníciala.
discord-channel-deleted = ⚠️ El canal del equipo { $team } fue borrado en Discord. Las conversaciones esperan: elige otro canal con { $command }.
discord-role-deleted = ⚠️ El rol del equipo { $team } fue borrado en Discord y ya nadie está en él. Elige otro con { $command }.

## What admins are told

alert-number-stopped = ⚠️ El número «{ $channel }» dejó de enviar. { $reason } { $count ->
        [1] 1 mensaje espera
       *[other] { $count } mensajes esperan
    }.
alert-number-back = ✅ El número «{ $channel }» volvió a enviar.
# `$since`: relative, `há 5 minutos`. `$command`: `/diagnostics`.
alert-still-messages = ⚠️ Mensajes listos no salen hacia los clientes: el más antiguo espera desde { $since }. Nada se perdió, y el que espera 15 minutos pregunta antes de salir. Mira la causa con { $command }.
alert-still-lines = ⚠️ Lo que debería aparecer en los hilos no aparece: lo más antiguo espera desde { $since }. Quien atiende puede no ver lo que escribió el cliente. Nada se perdió; mira la causa con { $command }.
alert-still-webhooks = ⚠️ Avisos de WhatsApp no pudieron procesarse: el más antiguo espera desde { $since }. Pueden faltar mensajes de clientes en los hilos. Nada se perdió; mira la causa con { $command }.
alert-moving-messages = ✅ Ya no hay mensajes detenidos. Lo que esperó 15 minutos está retenido en los hilos, a la espera de quien lo escribió.
alert-moving-lines = ✅ Los hilos están al día de nuevo.
alert-moving-webhooks = ✅ Los avisos de WhatsApp se procesan de nuevo.
alert-no-room = ⚠️ El disco de Conecta ya no acepta archivos. Los que envían los clientes esperan y las conversaciones siguen sin ellos: libera espacio o revisa la carpeta de FILES_DIR, y llegarán en minutos.
alert-reader-appeared = ⚠️ { $reader } ahora puede leer { $place }, con las conversaciones del equipo { $team }. Si no debe ser, ajusta los permisos del canal.
alert-unreadable = ⚠️ { $count ->
        [1] 1 aviso
       *[other] { $count } avisos
    } de WhatsApp no se { $count ->
        [1] pudo leer y queda guardado
       *[other] pudieron leer y quedan guardados
    } 30 días. Muéstralo a quien cuida la instalación.
alert-given-up = ⚠️ { $count ->
        [1] 1 aviso de WhatsApp no pudo procesarse y no se intentará de nuevo
       *[other] { $count } avisos de WhatsApp no pudieron procesarse y no se intentarán de nuevo
    }: pueden faltar mensajes de clientes en los hilos. El contenido queda guardado en la base de datos 30 días: muéstralo a quien cuida la instalación, que encuentra la causa en el log.
