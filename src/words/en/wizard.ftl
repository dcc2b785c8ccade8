### Starting a conversation: one private message, edited in place. `$contact` is the full name.
### `$path` is what was chosen so far: `Ana Souza › Vendas`.

wizard-trail = New conversation · { $step } of 5
wizard-trail-path = New conversation · { $step } of 5 · { $path }
# The same wizard, opened in a conversation: only the template and its parameters.
wizard-trail-template = Template · { $step } of 2 · { $path }
wizard-resumed = Going on with your draft from { $when }.
wizard-afresh-button = Start afresh
wizard-cancelled = Cancelled. Nothing was sent.

## 1. Contact

wizard-contact-prompt = Whom do you want to talk to?
wizard-contact-placeholder = Recent contacts
wizard-contact-found-placeholder = Contacts found
wizard-contact-new-button = ＋ New contact
# `$window`: `window-open-short` or `window-closed-short`.
wizard-contact-row = { $phone } · { $channel } · { $window }
wizard-contact-row-never = { $phone } · never talked
wizard-contact-row-blocked = ⛔ { $phone } · blocked
wizard-contact-row-opted-out = ⛔ { $phone } · wants to receive nothing
wizard-contact-no-phone = no phone
wizard-contact-found = { $count ->
        [1] 1 contact
       *[other] { $count } contacts
    } for “{ $query }”:
wizard-contact-found-many = More than { $count } contacts for “{ $query }”. These are the likeliest; search with more letters to get to others.
wizard-contact-not-found = Nobody for “{ $query }”. Search for another part of the name, e-mail or phone, or create the contact.
wizard-contact-blocked = ⛔ { $contact } is blocked: nothing leaves and nothing arrives. Only the admins can unblock.
# `$next`: `wizard-opted-out-start`, `wizard-opted-out-wait` or `wizard-opted-out-template`.
wizard-contact-opted-out = ⛔ { $contact } asked { $when } to receive nothing more: “{ $words }”. { $next }
wizard-contact-opted-out-by = ⛔ { $by } wrote down { $when } that { $contact } wants no marketing. { $next }
wizard-contact-opted-out-there = ⛔ { $contact } refused marketing messages in WhatsApp itself { $when }. { $next }
# `$button`: `opt-in-button`. `$view`: `/contact view`.
wizard-opted-out-start = No conversation begins from here: wait until { $contact } writes or, if they accept it again, use “{ $button }” in { $view }.
wizard-opted-out-wait = No conversation begins from here: wait until { $contact } writes.
wizard-opted-out-template = Choose a template that is not marketing.
wizard-search-title = Search contacts
wizard-search-label = Name, phone or e-mail
wizard-search-placeholder = Any part: jose, 9876, @company

## 2. Channel

wizard-channel-prompt = From which number do you want to talk to { $contact }?
wizard-channel-placeholder = Numbers that are on
wizard-channel-row = 📱 { $channel } · { $phone } · { $health }
wizard-channel-none = No number that is on reaches { $contact }. Talk to the admins: { $number } switches one on.
wizard-channel-stopped = The number “{ $channel }” cannot send now. Choose another or talk to the admins.
wizard-channel-open-here = { $contact } already has a conversation on this number: { $thread }.
wizard-channel-open-other-team = { $contact } is already in a conversation with another team, begun { $since }.
wizard-channel-open-elsewhere = ⚠️ { $contact } already has a conversation on another number, “{ $channel }”. If you go on, there will be two.

## 3. Team

wizard-team-prompt = Which team will handle it?
wizard-team-placeholder = Your teams
wizard-window-open = { $contact }'s window is open and closes { $closes }: you can talk without a template.
wizard-free-button = Talk without a template

## 4. Template

wizard-template-prompt = Which template do you want to send?
wizard-template-placeholder = Approved templates
# `$price`: of one delivery.
wizard-template-row = { $category } · { $language } · { $price }
wizard-template-none = No approved template of this number is open to the team { $team }. Talk to the admins.
wizard-template-not-found = No template for “{ $query }”. Search for another word.
wizard-template-gone = The template “{ $template }” is no longer available. The list was updated: choose another.
wizard-template-not-sendable = The template “{ $template }” has a part that Conecta cannot send yet ({ $part }). Choose another.
wizard-template-search-title = Search templates
wizard-template-search-label = Name or text of the template
wizard-template-search-placeholder = Any part: order, reminder
# What a phone shows above the text.
header-picture = 🖼️ *picture*
header-video = 🎬 *video*
header-document = 📄 *document*
header-location = 📍 *location*

## 5. Parameters

wizard-parameters-prompt = { $count ->
        [1] 1 parameter
       *[other] { $count } parameters
    } of the template { $count ->
        [1] is
       *[other] are
    } missing.
wizard-parameters-button = Fill in { $from } to { $to } of { $total }
wizard-parameters-one-button = Fill in
wizard-parameters-title = Template parameters
# `$button`: the button's own text, at most 25 characters.
wizard-parameter-url-label = End of the link “{ $button }”
wizard-parameter-code-label = Code to copy
wizard-parameter-placeholder = E.g. { $example }
wizard-latitude-label = Latitude
wizard-longitude-label = Longitude
wizard-place-name-label = Name of the place
wizard-place-address-label = Address
wizard-place-bad = “{ $value }” is not a coordinate. Write it in degrees: -23.5505.
wizard-parameter-empty = “{ $label }” is missing. Nothing was sent.
wizard-parameter-long = “{ $label }” has { $length } characters and { $limit } fit. Nothing was sent: shorten it.
wizard-parameter-link-bad = “{ $label }” goes at the end of a link and cannot have spaces. Nothing was sent.
wizard-parameter-note = “{ $label }” looks like a note (begins with // or 🔒, or names a person, role or channel of Discord). Nothing was sent.
wizard-text-long = The whole text would have { $length } characters and { $limit } fit. Nothing was sent: shorten it.
wizard-parameter-corrected = In “{ $label }”, line breaks and repeated spaces became one space: WhatsApp does not accept them in templates.
# `$attach`: the command, as a mention.
wizard-media-picture = This template carries a picture: use { $attach }.
wizard-media-video = This template carries a video: use { $attach }.
wizard-media-document = This template carries a PDF: use { $attach }.
# `$file`: the template's own; `$attach`: the command, as a mention.
wizard-standing-failed = WhatsApp did not take “{ $file }”, the template’s standing file. Nothing left: try again, or attach another with { $attach }.

## The preview and the start

wizard-preview-prompt = Have a look. This is how it will show on { $contact }'s phone:
wizard-preview-to = **To:** { $contact } · { $phone }
wizard-preview-from = **From:** { $channel } · { $phone }
wizard-preview-team = **Team:** { $team }
wizard-preview-price = **Price:** { $price }
wizard-preview-buttons = **Buttons:** { $buttons }
wizard-preview-file = 📎 { $file }
wizard-start-button = ✅ Start conversation
wizard-send-button = ✅ Send template
wizard-edit-button = ✏️ Parameters
wizard-changed = The template changed at Meta since the preview. Nothing was sent: this is the new text, with the new price.
wizard-price-changed = The price has changed since the preview. Nothing was sent: this is the new one.
wizard-started = ✅ Conversation started: { $thread }
wizard-sent = ✅ The template is on its way to { $contact }.
wizard-already-started = This conversation was started already: { $thread }
wizard-window-closed = The 24 h window has closed: to write now you need a template.
wizard-parameters-wrong = A parameter does not fit. Nothing was sent: check it and try again.

## `/attach`

attach-done = 📎 “{ $file }” is in the draft. Go on there.
attach-no-draft = You have no open draft. Begin with { $start } and attach when the template asks for it.
attach-too-early = “{ $file }” was not kept yet: first choose the template that takes a file, then send it with { $attach }.
attach-not-wanted = The chosen template carries no file. Nothing was attached.
# `$wanted`: `foto`, `vídeo`, `PDF`, from `attach-kind-…`.
attach-wrong-kind = “{ $file }” does not fit: the template carries { $wanted }. Attach another.
attach-kind-picture = a JPEG or PNG picture
attach-kind-video = an MP4 or 3GPP video
attach-kind-document = a document, preferably PDF
attach-too-large = “{ $file }” is over { $limit } MB, WhatsApp's limit. Attach a smaller one.
attach-not-taken = WhatsApp is not taking files right now, and “{ $file }” was not attached. The file may be fine: attach it again in a few minutes.
attach-unreachable = I could not fetch “{ $file }” from Discord. Attach it again.

## Questions about money, before a template leaves

money-unanswered = { $contact } has not answered the template of { $when } yet. Another costs { $price } and may lower the number's quality.
money-unanswered-unknown = { $contact } has not answered the template of { $when } yet. Another has an unknown price and may lower the number's quality.
money-unanswered-free = { $contact } has not answered the template of { $when } yet. Another is free, but may lower the number's quality.
money-third = { $contact } has not answered { $count } templates. One more takes a supervisor; talk to { $whom }.
# `$hour`: now, where the company is.
money-night = It is { $hour }. Marketing between 21:00 and 8:00 disturbs people and may lower the number's quality.
money-send-anyway-button = Send anyway
money-wait-button = Wait
money-waited = Nothing was sent. The draft is kept.
