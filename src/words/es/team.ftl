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
team-role-everyone = Todo el servidor tiene este rol. Elige uno solo del equipo.

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
number-unauthorised = 🔴 sin autorización
number-paused = ⏸ en pausa hasta { $until }
number-on-button = Activar
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
number-synced = ↻ Leído ahora: { $numbers } números y { $templates } plantillas.
number-sync-failed = Meta no respondió. Nada cambió: inténtalo de nuevo en unos minutos.
