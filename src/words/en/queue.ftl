### `/queue`, and the menus on a message of the thread.

queue-header = **Queue for { $contact }** · { n-messages } · { $price }
queue-empty = The queue for { $contact } is empty.
# `$written` and `$expires` are relative.
queue-row = { $place }. “{ $excerpt }” · { $by } · written { $written }, expires { $expires }
queue-select-placeholder = Choose a message
queue-edit-button = ✏️ Edit
queue-up-button = ↑ Earlier
queue-down-button = ↓ Later
queue-delete-button = 🗑 Remove
queue-hold-button = Hold the queue
queue-unhold-button = Let the queue go
queue-other-template-button = Send another template
queue-edit-title = Edit queued message
queue-edit-label = Text that will leave
# `$line`: `yes` where its line says what leaves.
queue-edit-too-long = The text does not fit into Discord's form, which takes up to 4,000 characters. Nothing changed: { $line ->
        [yes] edit the message itself in the thread
       *[no] take it out of the queue and send the text in parts
    }.
queue-edited = ✏️ Changed. This text leaves, though the line in the thread shows the old one.
queue-edited-note = 🔒 It became a note: it stays inside and does not leave.
queue-edited-not = This text does not do here: it is empty, or too long for the file's caption. Nothing changed.
queue-moved = The order changed.
queue-removed = 🗑 Removed from the queue: it will not leave.
queue-held = ⏸ The queue is held: it does not leave even when { $contact } answers.
queue-unheld = The queue is free: it leaves when { $contact } answers.
queue-unheld-asks = The queue is free, but does not leave without your word: answer the question in the thread.
queue-unheld-leaves = The queue is free and leaves now, in order.
queue-unheld-paused = The queue is free, but this number is not sending: it leaves when the number is back.
queue-unheld-behind = The queue is free, but waits behind another message that needs a decision.
queue-message-gone = This message has left or was removed. The list was updated.

## Menu «Enviar ao cliente»

menu-send-confirm = Goes to { $contact }, from { $channel }: “{ $text }”
menu-send-confirm-files = Goes to { $contact }, from { $channel }: 📎 { $files }
menu-send-confirm-both = Goes to { $contact }, from { $channel }: “{ $text }” · 📎 { $files }
menu-send-unread = Discord did not show the message just now. Nothing was sent: try again.
menu-send-not-yours = Only a note of your own can go to the customer. Nothing was sent.
menu-send-not-note = This message is not a note. Nothing was sent now.
menu-send-empty = This message has nothing to send.
menu-send-names = This note names a person, role or channel of Discord, which is not for the customer. Write the message without it. Nothing was sent.

## Menu «Tornar nota»

menu-note-done = 🔒 It is a note now. { $contact } does not see it.
menu-note-already = 🔒 This message is a note already.
menu-too-late = Too late: { $contact } has this message already, or it is leaving.
menu-never-left = This message did not leave and will not. Nothing changed.
menu-left-unknown = We do not know whether { $contact } received this message; it can no longer be taken back.
menu-part-left = The rest does not leave any more. { $contact } has this already, or it is leaving: “{ $left }”

## Menu «Cancelar envio»

menu-cancel-done = Cancelled: it does not go to { $contact }.
menu-cancel-nothing = This message was not going to leave. Nothing changed.

## Menu «Ver situação»: `status-…` for each state of a message, with its mark.

menu-status-none = This message is not for the customer.
# Of a line that stands for several messages: which of them, and where it stands.
status-of = “{ $excerpt }”: { $status }
status-note = 🔒 Note: it stays inside.
status-file-missing = { $count ->
        [1] ⚠️ This message's file did not come.
       *[other] ⚠️ { $count } files of this message did not come.
    }
# `$why`: `status-why-…`, for each `HeldReason`. To its author, and to anybody else.
status-held = ⏸ Held: it waits for you to decide. { $why }
status-held-by = ⏸ Held: it waits for { $author } to decide. { $why }
status-why-command = It begins like a command.
status-why-colleague = The line above it is a colleague's.
status-why-late = It was seen only some time after it was written.
status-why-away = WhatsApp did not take it for a while.
status-why-long-paste = Discord made a file of the text.
status-why-unassigned = Nobody had assumed the conversation.
status-why-concluded = The conversation was concluded.
status-why-deleted = It was deleted on Discord before it left.
status-undo = Leaves in a moment; it can still be cancelled.
status-waiting = 🕓 In the queue: it leaves when { $contact } answers.
# What is in the queue, and why it waits.
status-waiting-off = 🕓 In the queue: the number is off.
status-waiting-stopped = 🕓 In the queue: sending paused until the number sends again.
status-waiting-paused = 🕓 In the queue: sending paused until { $until }.
status-waiting-kept-back = ⏸ In the queue, which is held: it leaves after somebody lets it go.
status-waiting-undecided = ⏸ In the queue: it waits for a decision.
status-waiting-behind = 🕓 In the queue, behind another message that waits for a decision.
status-waiting-leaving = 🕓 In the queue: leaving, in order.
status-ready = 🕓 Ready to leave; WhatsApp has not taken it yet.
status-sending = Leaving now.
status-doubt = ❓ We do not know whether { $contact } received it.
status-accepted = ✔️ WhatsApp has it; it has not reached the phone yet.
status-sent = ✔️ On its way to { $contact }'s phone.
status-delivered = ☑️ Delivered to { $contact }.
status-read = 🔵 { $contact } read it.
status-failed = ❌ { $reason }
status-cancelled = Cancelled: it did not leave.
status-expired = ❌ It waited too long in the queue and will not leave.
status-presumed = ❓ Nobody knows whether { $contact } received it; a person decided to go on without repeating.
