### Lines of ours in a conversation's thread. Every line begins with the sign by which people tell
### them from the customer's. `$contact` is the customer's first name, `$by` a colleague's name,
### `$excerpt` the beginning of a message, times are relative.

## Notices: one for each variant of the core's `Notice`.

notice-started = -# ⚙️ { $by } started the conversation.
notice-assumed = -# ⚙️ { $by } assumed the conversation.
notice-released = -# ⚙️ { $by } released the conversation. It stays among the *New* ones until somebody assumes it.
# `$count`: messages that were discarded from the queue.
notice-concluded = -# ⚙️ { $by } concluded the conversation{ $count ->
        [0] .
        [1] {" "}and discarded 1 queued message.
       *[other] {" "}and discarded { $count } queued messages.
    }
notice-restarted = -# ⚙️ { $by } restarted the conversation.
notice-queued = -# ⚙️ 🕓 { waits-in-the-queue }
notice-queue-leaves = -# ⚙️ { $contact } answered. { $count ->
        [1] The queued message is leaving.
       *[other] The { $count } queued messages are leaving, in order.
    }
notice-queue-sent = -# ⚙️ { $by } let the queue leave: { n-messages }.
notice-queue-discarded = -# ⚙️ { $by } discarded the queue: { n-messages }.
# `$reason`: the sentence of the refusal (`reason-…`).
notice-failed = -# ⚙️ ❌ { $reason }
# The same with the platform's own code, for whoever has to look it up.
notice-failed-code = -# ⚙️ ❌ { $reason } (code { $code })
# Of a line with several files: which one. `$reason` is the sentence.
failed-one-file = “{ $file }”: { $reason }
# What stood below the file did not go below another.
failed-with-words = { $reason } The words that were to go with it have not left either.
# It has not failed: it waits, and is tried again without anybody.
notice-delayed = -# ⚙️ 🕓 { $reason }
# Nothing leaves from the number; `$reason` says why.
notice-paused = -# ⚙️ 🕓 { $reason } The message waits and leaves when the number is back.
notice-paused-by-people = -# ⚙️ 🕓 Sending from the number “{ $channel }” is paused. The message waits and leaves when it goes on.
notice-paused-by-switch = -# ⚙️ 🕓 The number “{ $channel }” is off: nothing leaves. The message waits until the admins switch it on again.
notice-put-back = -# ⚙️ 🕓 WhatsApp says the 24-hour window is closed. “{ $excerpt }” is back in the queue and leaves when { $contact } answers.
# `$excerpt`: of the oldest one.
notice-expired = -# ⚙️ ❌ { $count ->
        [1] “{ $excerpt }” waited too long in the queue and will not leave. If it still holds, write it again.
       *[other] { $count } messages, from “{ $excerpt }” on, waited too long in the queue and will not leave. If they still hold, write them again.
    }
notice-expired-in-doubt = -# ⚙️ ❓ “{ $excerpt }” waited too long to leave again and will not leave. Nobody knows whether { $contact } received it the first time; if it still matters, ask before repeating it.
notice-arrived-after-all = -# ⚙️ ⚠️ { $contact } received “{ $excerpt }”, although WhatsApp had refused it before: the delivery has just been confirmed. If it is no longer right, explain in another message.
notice-left-before = -# ⚙️ ⚠️ We know now that this message had left for { $contact } already, before Conecta went back to a backup. It does not leave again; if you have changed it since then, write the change in another message.
# `$sure`: whether it is known that the customer has it; here and below.
notice-edited-after = -# ⚙️ ✏️ Edited on Discord; { $sure ->
        [no] we do not know whether { $contact } received what it said before:
       *[yes] { $contact } still has:
    }
notice-edited-beside = -# ⚙️ ✏️ Edited on Discord; what goes to { $contact } is still:
notice-deleted-after = -# ⚙️ 🗑 Deleted on Discord; { whether-received }:
notice-deleted-after-by = -# ⚙️ 🗑 Deleted on Discord by { $by }; { whether-received }:
whether-received = { $sure ->
        [no] we do not know whether { $contact } received
       *[yes] { $contact } received
    }
notice-file-taken-out = -# ⚙️ 🗑 “{ $file }” was taken out of the message in Discord; { whether-received } the file.
notice-doubt-again = -# ⚙️ { $by } sent “{ $excerpt }” again: it may arrive twice.
notice-doubt-gone-on = -# ⚙️ { $by } went on without repeating “{ $excerpt }”.
notice-sent-again = -# ⚙️ { $by } sent “{ $excerpt }” again.
# `$words`: what the customer wrote.
notice-opted-out = -# ⚙️ ⛔ { $contact } wants to receive no more: “{ $words }”. Marketing templates are blocked; everything else still leaves.
notice-opted-out-there = -# ⚙️ ⛔ { $contact } refused marketing messages in WhatsApp itself. Marketing templates are blocked; everything else still leaves.
notice-opted-out-by = -# ⚙️ ⛔ { $by } wrote down that { $contact } wants no marketing. Marketing templates are blocked; everything else still leaves.
notice-opted-in-by = -# ⚙️ { $by } allowed marketing templates for { $contact }.
notice-back-there = -# ⚙️ { $contact } accepts marketing messages again, by their own choice in WhatsApp: marketing templates are open.
notice-wants-back = -# ⚙️ { $contact } wrote “{ $words }” and wants to receive again. Marketing templates stay blocked until you allow them.
notice-still-waiting = -# ⚙️ { $contact } got in touch { $since } and waits for an answer.
# `$file`: the name of a file of the agent's; one sentence for each `Remark` of the core.
notice-goes-converted = -# ⚙️ 📎 “{ $file }” goes as an ordinary picture, which WhatsApp shows.
notice-goes-shrunk = -# ⚙️ 📎 “{ $file }” is over WhatsApp's limit for pictures and goes smaller.
notice-goes-moving-as-link = -# ⚙️ 📎 “{ $file }” goes as a link: WhatsApp does not show animated pictures.
notice-goes-moving-as-still = -# ⚙️ 📎 “{ $file }” goes as a still picture: WhatsApp does not show animated pictures. To show the movement, send an MP4 video.
notice-goes-sticker-still = -# ⚙️ 📎 The sticker “{ $file }” goes without moving: its animation does not reach WhatsApp.
notice-goes-sticker-as-picture = -# ⚙️ 📎 The sticker “{ $file }” goes as an ordinary picture: it has too much detail for a WhatsApp sticker.
notice-goes-voice-as-audio = -# ⚙️ 📎 “{ $file }” goes as ordinary audio, not as a voice message: WhatsApp does not take the recording like this.
notice-goes-voice-to-fetch = -# ⚙️ 📎 “{ $file }” is a long recording: on the phone it shows the download icon and plays only after that.
notice-goes-unshown-as-document = -# ⚙️ 📎 “{ $file }” goes as a document: WhatsApp would not show this picture.
notice-goes-form-as-document = -# ⚙️ 📎 “{ $file }” goes as a document: WhatsApp does not play this format.
notice-goes-as-link = -# ⚙️ 📎 “{ $file }” is over WhatsApp's limit and goes as a link.
notice-goes-kind-as-link = -# ⚙️ 📎 “{ $file }” goes as a link: WhatsApp does not take this type of file.
notice-reaction-too-old = -# ⚙️ The reaction stays here: WhatsApp takes no reactions to messages older than { $days } days. Answer in words.
notice-quote-too-old = -# ⚙️ The reply goes without the quote: WhatsApp shows no quotes of messages older than { $days } days.
notice-reaction-to-removed = -# ⚙️ The reaction stays here: { $contact } has removed that message. Answer in words.
notice-quote-of-removed = -# ⚙️ The reply goes without the quote: { $contact } has removed that message.
# `$count`: Discord's drawings that move (Lottie stickers), which are no pictures.
notice-only-names = -# ⚙️ { $count ->
        [1] This animated sticker of Discord's is not a picture: only its name goes.
       *[other] These animated stickers of Discord's are not pictures: only their names go.
    }
# `$count`: emojis that the server made itself.
notice-emoji-names = -# ⚙️ { $count ->
        [1] This emoji is the Discord server's own: only its name goes.
       *[other] These emojis are the Discord server's own: only their names go.
    }
notice-spoiler-opens = -# ⚙️ 👁 The spoiler goes open: WhatsApp hides nothing from { $contact }.
notice-points-at-first = -# ⚙️ For { $contact } this points at the first of the { $count } files: WhatsApp points at one only.
# `$excerpt`: what leaves, whatever the line that it stands below says.
notice-rewritten = -# ⚙️ ✏️ { $by } changed it in the queue. What leaves:
notice-moved = -# ⚙️ ↕️ { $by } changed the order of the queue: “{ $excerpt }” moved.
notice-taken-out = -# ⚙️ 🗑 { $by } took it out of the queue: “{ $excerpt }” does not leave.
notice-queue-held = -# ⚙️ ✋ { $by } holds the queue: nothing of it leaves until somebody lets it go.
notice-queue-let-go = -# ⚙️ { $by } let the queue go.
notice-template-stopped = -# ⚙️ 🛑 The template “{ $excerpt }” has not reached { $contact } and will not leave: { $contact } asked to stop. If it is still right, choose it again.
notice-assignee-left = -# ⚙️ { $who } is no longer in the team: the conversation is among the new ones again.
notice-stays-there = -# ⚙️ Meta holds this template back to assess its quality; it may leave later or fail.
notice-stays-there-paused = -# ⚙️ Meta has just paused this template: the message was accepted, but may not leave.
notice-room-made = -# ⚙️ Discord has reached its limit of active threads; the oldest idle ones were archived and come back as soon as somebody writes in them.
notice-card-lost = -# ⚙️ The card of this conversation was deleted: this one takes its place.
notice-mirror-not-shown = -# ⚙️ ❌ A message from { $contact } could not be shown here: Discord did not accept it, or it came unreadable. It is kept; use the button to read it.
notice-line-not-shown = -# ⚙️ ❌ Discord did not accept a notice of this conversation. Look at the card and the queue.
read-unshown-button = Read the message
# Only the asker sees it. `$text`: the whole of it, or its beginning.
unshown-message = Only you see this. The message from { $contact }, its addresses without effect:
    { $text }
# Below the customer's words.
line-addresses-inert = -# ⚙️ ⚠️ Discord did not accept an address in this message. Here its addresses do not open (hxxp, [.]): do not trust them.
# In place of the words.
line-words-as-file = -# ⚙️ ⚠️ Discord did not accept the text of this message. It is in the file below.

## Lines that stand for something that left without a line of the agent's own; the text follows.

line-template = -# ⚙️ 📨 Template “{ $template }” sent by { $by } · { $price }
line-text = -# ⚙️ Sent to { $contact } by { $by }:
line-note = -# ⚙️ 🔒 Note by { $by }: { $text }

## Questions: `ask-held-…` for each `HeldReason`, `ask-queue-…` for each `AskWhy`, and the rest of
## the core's `Ask`.

ask-held-command = -# ⚙️ ⏸ Not sent to { $contact }. It looks like the command { $command } typed as text.
# Begins like a command, but is none of ours.
ask-held-command-other = -# ⚙️ ⏸ Not sent to { $contact }. It begins like a command.
ask-held-colleague = -# ⚙️ ⏸ Not sent to { $contact }. The line above is a colleague's: who is this for?
ask-held-late = -# ⚙️ ⏸ Not sent to { $contact }. I saw this message some time after it was written: does it still hold?
ask-held-away = -# ⚙️ ⏸ Not sent to { $contact }. WhatsApp took nothing for a while: does it still hold?
ask-held-long-paste = -# ⚙️ ⏸ Not sent to { $contact }. Discord made a file of the text.
ask-held-unassigned = -# ⚙️ ⏸ Not sent to { $contact }. Nobody has assumed this conversation.
ask-held-concluded = -# ⚙️ ⏸ Not sent to { $contact }. This conversation is concluded.
ask-held-deleted = -# ⚙️ ⏸ “{ $excerpt }” was deleted on Discord before it left for { $contact }. Send it anyway?
ask-held-deleted-by = -# ⚙️ ⏸ { $by } deleted “{ $excerpt }” on Discord before it left for { $contact }. Send it anyway?
held-send-button = Send to { $contact }
held-as-text-button = Send as text
held-as-file-button = As a file
held-note-button = It is a note
held-assume-button = Assume and send
held-restart-button = Restart and send
held-only-note-button = Only a note
paste-unreachable = Discord did not give the file out. Nothing changed: try again.
paste-unreadable = The file is no text of up to 64 KB. Nothing left: use “As a file”, or paste it in parts.
paste-too-large = The file is over 10 MB. Nothing left: split it, or send it under another name.

# `$answer`: the customer's answer; `$oldest`: when the oldest was written; `$price`: of all.
# `$answered`: `no` where the customer answered in an earlier conversation.
ask-queue-facts = { $answered ->
        [no] For { $contact }:
       *[yes] { $contact } answered “{ $answer }”.
    } { n-messages } in the queue, { $count ->
        [1] written
       *[other] the oldest
    } { $oldest }, { $price }.
ask-queue-stop = -# ⚙️ ⏸ { ask-queue-facts } It sounds like a stop.
ask-queue-aged = -# ⚙️ ⏸ { ask-queue-facts } Nobody has confirmed for a while: { $count ->
        [1] does it still hold
       *[other] do they still hold
    }?
ask-queue-other-author = -# ⚙️ ⏸ { ask-queue-facts } Not all of it was written by the present assignee: do you confirm it?
ask-queue-paused = -# ⚙️ ⏸ { ask-queue-facts } Sending was paused.
queue-send-button = Send { $count ->
        [1] it
       *[other] all { $count }
    }
review-button = Review
discard-button = Discard

# `$from` and `$until` are times of day, `14:02`.
ask-stale-away = -# ⚙️ ⏸ While Conecta was away ({ $from }–{ $until }) you wrote { n-messages }. Nothing was sent: { $count ->
        [1] does it still hold
       *[other] do they still hold
    }?
ask-stale-platform = -# ⚙️ ⏸ WhatsApp took nothing ({ $from }–{ $until }) and { n-messages } of yours { $count ->
        [1] waits
       *[other] wait
    }. { $count ->
        [1] Does it still hold
       *[other] Do they still hold
    }?

# `$count`: messages that wait behind it.
ask-doubt = -# ⚙️ ❓ We do not know whether { $contact } received “{ $excerpt }”.{ $count ->
        [0] {""}
        [1] {" "}1 message waits behind it.
       *[other] {" "}{ $count } messages wait behind it.
    }
doubt-go-on-button = Go on without repeating
doubt-again-button = Send again: it may arrive twice

ask-opt-out = -# ⚙️ { $contact } wrote “{ $words }”. It sounds like wanting to receive no more. Block marketing templates?
opt-out-record-button = Record refusal
opt-out-ignore-button = Ignore
opt-in-button = Allow marketing

## Buttons that help after a failure or a change.

send-correction-button = Send correction
send-template-button = Send template
see-queue-button = See queue
choose-another-button = Choose another
fix-template-button = Fix
send-again-button = Send again
see-contact-button = See contact

## The answers to those who pressed, for them alone.

pressed-sent = It goes to { $contact }.
pressed-note = 🔒 It stays a note.
pressed-discarded = Discarded: { n-messages } will not leave.
pressed-too-late = This was decided already. Nothing changed now.
pressed-opt-out-ignored = Nothing changed: marketing templates stay allowed for { $contact }.
correction-sent = The correction goes to { $contact }.
correction-is-note = 🔒 What the message says now is a note or nothing: no correction goes to { $contact }.
doubt-skipped = We go on as if { $contact } had received it; what waited behind it continues.
opt-out-done = { $contact } receives no more marketing.
opt-in-done = { $contact } can be sent marketing templates again.
