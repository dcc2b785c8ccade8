### `/queue`, and the menus on a message of the thread.

queue-header = **Cola de { $contact }** · { n-messages } · { $price }
queue-empty = La cola de { $contact } está vacía.
# `$written` and `$expires` are relative.
queue-row = { $place }. «{ $excerpt }» · { $by } · escrito { $written }, vence { $expires }
queue-select-placeholder = Elige un mensaje
queue-edit-button = ✏️ Editar
queue-up-button = ↑ Antes
queue-down-button = ↓ Después
queue-delete-button = 🗑 Quitar
queue-hold-button = Retener la cola
queue-unhold-button = Soltar la cola
queue-other-template-button = Enviar otra plantilla
queue-edit-title = Editar mensaje de la cola
queue-edit-label = Texto que va a salir
# `$line`: `yes` where its line says what leaves.
queue-edit-too-long = El texto no cabe en el formulario de Discord, que admite hasta 4.000 caracteres. Nada cambió: { $line ->
        [yes] edita el propio mensaje en el hilo
       *[no] quítalo de la cola y envía el texto en partes
    }.
queue-edited = ✏️ Cambiado. Sale este texto, aunque la línea del hilo muestre el anterior.
queue-edited-note = 🔒 Pasó a ser nota: queda aquí dentro y no sale.
queue-edited-not = Este texto no sirve aquí: está vacío o es demasiado largo para la leyenda del archivo. Nada cambió.
queue-moved = El orden cambió.
queue-removed = 🗑 Quitado de la cola: no va a salir.
queue-held = ⏸ La cola está retenida: no sale ni cuando { $contact } responda.
queue-unheld = La cola está suelta: sale cuando { $contact } responda.
queue-unheld-asks = La cola está suelta, pero no sale sin tu palabra: responde a la pregunta en el hilo.
queue-unheld-leaves = La cola está suelta y sale ahora, en orden.
queue-unheld-paused = La cola está suelta, pero este número no está enviando: sale cuando vuelva.
queue-unheld-behind = La cola está suelta, pero espera detrás de otro mensaje que pide una decisión.
queue-message-gone = Este mensaje ya salió o se quitó. La lista se actualizó.

## Menu «Enviar ao cliente»

menu-send-confirm = Va para { $contact }, desde { $channel }: «{ $text }»
menu-send-confirm-files = Va para { $contact }, desde { $channel }: 📎 { $files }
menu-send-confirm-both = Va para { $contact }, desde { $channel }: «{ $text }» · 📎 { $files }
menu-send-unread = Discord no mostró el mensaje ahora. No se envió nada: inténtalo de nuevo.
menu-send-not-yours = Solo una nota tuya puede ir al cliente. No se envió nada.
menu-send-not-note = Este mensaje no es una nota. No se envió nada ahora.
menu-send-empty = Este mensaje no tiene nada que enviar.
menu-send-names = Esta nota nombra a una persona, un rol o un canal de Discord, que no es para el cliente. Escribe el mensaje sin eso. No se envió nada.

## Menu «Tornar nota»

menu-note-done = 🔒 Ahora es nota. { $contact } no la ve.
menu-note-already = 🔒 Este mensaje ya es una nota.
menu-too-late = Demasiado tarde: { $contact } ya tiene este mensaje, o está saliendo.
menu-never-left = Este mensaje no salió y no va a salir. Nada cambió.
menu-left-unknown = No sabemos si { $contact } recibió este mensaje; ya no se puede retirar.
menu-part-left = El resto ya no sale. { $contact } ya tiene esto, o está saliendo: «{ $left }»

## Menu «Cancelar envio»

menu-cancel-done = Cancelado: no va para { $contact }.
menu-cancel-nothing = Este mensaje no iba a salir. Nada cambió.

## Menu «Ver situação»: `status-…` for each state of a message, with its mark.

menu-status-none = Este mensaje no es para el cliente.
# Of a line that stands for several messages: which of them, and where it stands.
status-of = «{ $excerpt }»: { $status }
status-note = 🔒 Nota: queda aquí dentro.
status-file-missing = { $count ->
        [1] ⚠️ El archivo de este mensaje no llegó.
       *[other] ⚠️ { $count } archivos de este mensaje no llegaron.
    }
# `$why`: `status-why-…`, for each `HeldReason`. To its author, and to anybody else.
status-held = ⏸ Retenido: espera que decidas. { $why }
status-held-by = ⏸ Retenido: espera la decisión de { $author }. { $why }
status-why-command = Empieza como un comando.
status-why-colleague = La línea de arriba es de un colega.
status-why-late = Se vio solo un tiempo después de escrito.
status-why-away = WhatsApp no lo recibió por un tiempo.
status-why-long-paste = Discord convirtió el texto en archivo.
status-why-unassigned = Nadie había asumido la conversación.
status-why-concluded = La conversación estaba concluida.
status-why-deleted = Se borró en Discord antes de salir.
status-undo = Sale en un momento; aún se puede cancelar.
status-waiting = 🕓 En la cola: sale cuando { $contact } responda.
# What is in the queue, and why it waits.
status-waiting-off = 🕓 En la cola: el número está apagado.
status-waiting-stopped = 🕓 En la cola: envíos en pausa hasta que el número vuelva a enviar.
status-waiting-paused = 🕓 En la cola: envíos en pausa hasta { $until }.
status-waiting-kept-back = ⏸ En la cola, que está retenida: sale cuando alguien la suelte.
status-waiting-undecided = ⏸ En la cola: espera una decisión.
status-waiting-behind = 🕓 En la cola, detrás de otro mensaje que espera una decisión.
status-waiting-leaving = 🕓 En la cola: saliendo, en orden.
status-ready = 🕓 Listo para salir; WhatsApp aún no lo recibió.
status-sending = Saliendo ahora.
status-doubt = ❓ No sabemos si { $contact } lo recibió.
status-accepted = ✔️ WhatsApp lo recibió; aún no llegó al celular.
status-sent = ✔️ En camino al celular de { $contact }.
status-delivered = ☑️ Entregado a { $contact }.
status-read = 🔵 { $contact } lo leyó.
status-failed = ❌ { $reason }
status-cancelled = Cancelado: no salió.
status-expired = ❌ Esperó demasiado en la cola y ya no sale.
status-presumed = ❓ Nadie sabe si { $contact } lo recibió; una persona decidió seguir sin repetir.
