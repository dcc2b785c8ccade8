### `/team` and `/number`.

team-header = **Equipos** ({ $count })
team-none = Aún no hay equipos. Crea el primero.
team-row = **{ $team }** · { $role } · { $place }
team-supervisors = Supervisión: { $role }
team-new-button = ＋ Nuevo equipo
team-new-title = Nuevo equipo
team-edit-title = Nombre del equipo
team-name-label = Nombre del equipo
team-name-placeholder = Ventas
team-select-placeholder = Elige un equipo
team-role-placeholder = Rol: quien lo tiene es del equipo
team-channel-placeholder = Canal privado del equipo
team-supervisors-placeholder = Rol de quienes supervisan
team-role-missing = falta el rol
team-channel-missing = falta el canal
team-created = ✅ Equipo { $team } creado. Elige el rol y el canal.
team-saved = ✅ Equipo { $team } guardado.
team-ready = ✅ El equipo { $team } está listo en { $place }.
team-name-taken = Ya existe un equipo { $team }. Elige otro nombre.
team-name-bad = El nombre va de 1 a { $limit } caracteres. Nada cambió.
team-channel-taken = { $place } ya es el canal del equipo { $team }. Elige otro.
team-channel-kind = { $place } no es un canal de texto. Elige otro.
team-channel-closed = { $count ->
        [1] A Conecta le falta el permiso
       *[other] A Conecta le faltan los permisos
    } { $permissions } en { $place }, que no fue elegido. Ajústalo en los permisos del canal y elige de nuevo.
team-role-everyone = Todo el servidor tiene este rol. Elige uno solo del equipo.

## A team's rules

team-rules-button = Reglas
team-rules-header = **Reglas de { $team }**
# `$count`: seconds.
team-rule-undo = • Deshacer: el mensaje sale { $count ->
        [0] en el acto
       *[other] { $count } s después de escrito
    }.
# `$count`: hours.
team-rule-fresh = • Cola: sale sola cuando el cliente responde, si cada mensaje se escribió o confirmó en las últimas { $count } h.
team-rule-fresh-never = • Cola: siempre pregunta antes de salir.
# `$count`: days.
team-rule-queue = • En la cola, un mensaje espera hasta { $count ->
        [1] 1 día
       *[other] { $count } días
    }.
# `$count`: minutes.
team-rule-new = • Nuevas: si la más antigua espera { $count } min, se menciona al equipo.
team-rule-new-never = • Nuevas: no se menciona a nadie.
team-rule-quoted = • Solo sale lo que empieza con `> `; lo demás es nota.
team-rule-not-quoted = • Lo que escribe quien atiende en el hilo sale.
team-rule-third = • La tercera plantilla sin respuesta solo la envía supervisión.
team-rule-no-third = • La tercera plantilla sin respuesta la envía quien atiende.
team-reading-placeholder = Cuándo ve el cliente que se leyó
team-reading-action = Lectura: cuando quien atiende actúa
team-reading-typing = Lectura: cuando quien atiende actúa, y «escribiendo…» hasta que sale el mensaje
team-reading-answer = Lectura: solo cuando sale una respuesta
team-reading-never = Lectura: nunca
team-signature-placeholder = Cuándo va el nombre de quien escribe antes del mensaje
team-signature-first = Firma: en el primer mensaje de quien asume
team-signature-every = Firma: en todos los mensajes
team-signature-off = Firma: nunca
team-times-button = Tiempos
team-times-title = Tiempos del equipo
team-undo-label = Segundos para deshacer, 0 a 30
team-fresh-label = La cola sale sola, horas (0 a 168)
team-queue-label = Días en la cola, 1 a 365
team-new-after-label = Minutos hasta mencionar (0 a 60)
team-time-bad = «{ $field }» va de { $min } a { $max }. Nada cambió.
team-quoted-on-button = Solo sale lo que empieza con >
team-quoted-off-button = Sale todo lo que se escribe
team-third-on-button = 3.ª plantilla: solo supervisión
team-third-off-button = 3.ª plantilla: quien atiende

## Numbers

number-header = **Números** ({ $count })
# `$health`: from `number-…`; `$team`: of messages from people without a conversation.
number-row = { $health } **{ $channel }** · { $phone } · equipo { $team }
number-row-off = ⚪ **{ $channel }** · { $phone } · apagado
number-team-missing = ninguno aún
number-healthy = 🟢
number-quality-medium = 🟡 calidad media
number-quality-low = 🔴 calidad baja
number-not-connected = 🔴 desconectado en Meta
number-stopped = 🔴 detenido: no envía
number-paused = ⏸ en pausa hasta { $until }
number-on-button = Activar
number-on-named-button = Activar { $channel }
number-off-button = Apagar
number-rename-title = Nombre del número
number-name-label = Cómo llama el equipo a este número
number-name-placeholder = Ventas
number-select-placeholder = Elige un número
number-team-placeholder = Equipo de quien escribe primero
number-on = ✅ { $channel } está activo: lo que llegue abre conversaciones en el equipo { $team }.
number-off = ⚪ { $channel } está apagado: nada sale, y lo que llegue se cuenta, no se guarda.
number-needs-team = Elige antes el equipo que recibe a quien escribe primero. El número sigue apagado.
number-saved = ✅ { $channel } guardado.
number-sync-button = ↻ Leer números y plantillas
number-synced = ↻ Leído ahora. Números: { $numbers }. Plantillas: { $templates }.
number-sync-failed = Meta no respondió. Nada cambió: inténtalo de nuevo en unos minutos.
