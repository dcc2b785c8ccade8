### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Location
inbound-location-named = 📍 { $name }
# A contact card: the name, and below it each way to reach whoever it is.
inbound-card = 👤 **{ $name }**
inbound-card-phone = 📞 { $phone }
inbound-card-phone-whatsapp = 📞 { $phone } · WhatsApp
# WhatsApp knows it under another number.
inbound-card-phone-elsewhere = 📞 { $phone } · WhatsApp { $account }
# Which of several it is, behind the line; `$label`: what the phone calls it.
inbound-card-label = { $kind ->
        [home] home
        [work] work
        [cell] mobile
        [mobile] mobile
       *[other] { $label }
    }
inbound-card-lines-more = … and { $count } more
inbound-cards-more = … and { $count ->
        [1] 1 more card
       *[other] { $count } more cards
    }
inbound-reaction = Reacted with { $emoji } to “{ $excerpt }”
inbound-reaction-elsewhere = Reacted with { $emoji } to a message that is not here
inbound-reaction-removed = Took back the reaction to “{ $excerpt }”
inbound-reaction-removed-elsewhere = Took back the reaction to a message that is not here
# The new text follows.
inbound-edited = ✏️ Edited. Before: “{ $excerpt }”. Now:
inbound-edited-elsewhere = ✏️ Edited a message that is not here; it now says:
inbound-revoked = 🗑 Removed “{ $excerpt }”
inbound-revoked-elsewhere = 🗑 Removed a message that is not here
# The edit or the removal came first; the words follow behind a bar.
inbound-edited-before = ✏️ Edited already; it now says “{ $excerpt }”. Before:
inbound-revoked-before = 🗑 Removed already. It was:
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Order of { $count ->
        [1] 1 item
       *[other] { $count } items
    }
# The heads of its columns, as short as they can be.
inbound-order-quantity = Qty
inbound-order-product = Product
inbound-order-price = Price
inbound-order-sum = Sum
inbound-order-total = Total
inbound-order-more = … and { $count ->
        [1] 1 more item
       *[other] { $count } more items
    }
inbound-form = 📝 Form answered
inbound-form-yes = yes
inbound-form-no = no
inbound-form-more = … and { $count ->
        [1] 1 more line
       *[other] { $count } more lines
    }
# The fields follow, one a line.
inbound-call = 📞 Called on WhatsApp at { $at }. Calls do not ring here, but the call opened the 24-hour window: answer by message.
# Told so late that the window is closed again.
inbound-call-late = 📞 Called on WhatsApp at { $at }. Calls do not ring here and the 24-hour window is closed again: send a template.
inbound-call-permission-given = 📞 Allowed calls
inbound-call-permission-refused = 📞 Did not allow calls
inbound-unsupported = ⚠️ A message that WhatsApp does not show to businesses. Ask for it in another form.
inbound-unsupported-kind = ⚠️ A message that WhatsApp does not show to businesses ({ $kind }). Ask for it in another form.
inbound-file-not-fetched = ⚠️ A file that WhatsApp could not fetch (over 100 MB, or deleted already). Ask for it again, smaller or by a link.
# What it was, where WhatsApp says so.
unsupported-edit = the edit of a message
unsupported-revoke = a removed message
unsupported-poll = a poll
unsupported-vote = a vote in a poll
unsupported-live-location = a live location
inbound-unknown = ⚠️ A message of a kind that Conecta does not know yet ({ $kind }). It is kept; ask for it in another form.

## What stands before a message, on a line of its own.

inbound-group = 👥 In a WhatsApp group: what you write here goes to { $contact } alone.
# Of the time before the number was connected, told only now. `$at`: day and time.
inbound-historic = 🕰️ From the history of the company’s phone, of { $at }
# It came long after it was written, which was then.
inbound-late = 🕰️ From { $at }, came only now
# Or after what was written later.
inbound-late-before = 🕰️ From { $at }, before what stands above
inbound-forwarded = ↪ Forwarded
inbound-forwarded-often = ⏩ Forwarded many times
inbound-reply = > { $excerpt }
# What is quoted stands in another thread.
inbound-reply-elsewhere = > { $excerpt } · { $link }
inbound-reply-unknown = ↩ In reply to an older message that is not here
inbound-referral = 📣 Came from the ad “{ $headline }”
inbound-referral-unnamed = 📣 Came from an ad
inbound-referral-post = 📣 Came from the post “{ $headline }”
inbound-referral-post-unnamed = 📣 Came from a post
inbound-referral-welcome = 👋 The ad greets with: “{ $text }”
# What it shows; its address follows, where there is one.
inbound-referral-picture = 🖼️ With a picture
inbound-referral-film = 🎬 With a video
inbound-referral-source = Id of the ad: { $id }
inbound-product = 🛍️ About the product { $product }

## What somebody wrote to the customer on the company's own phone: neither the customer's lines nor
## ours. The message follows behind a bar.

echo-sent = -# 📱 Sent from the company's phone
echo-sent-before = -# 📱 Sent from the company's phone on { $at }
echo-file = { $label } · open it on the company’s phone
echo-edited = -# 📱 Edited on the company's phone. Before: “{ $excerpt }”. Now:
echo-revoked = -# 📱 Removed on the company's phone: “{ $excerpt }”
echo-reaction = -# 📱 Reacted with { $emoji } to “{ $excerpt }” from the company's phone
echo-reaction-removed = -# 📱 Took back the reaction to “{ $excerpt }” from the company's phone

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 { $contact }'s security code changed: it may be another device or another person. Make sure who it is before you discuss data.
inbound-number-changed = -# ⚙️ { $contact } changed numbers: it is { $phone } now.
inbound-number-changed-hidden = -# ⚙️ { $contact } changed numbers. The new one is not told; the conversation goes on here.
inbound-user-id-changed = -# ⚙️ { $contact }'s WhatsApp identity changed: it may be another number or another account. The conversation goes on here; make sure who it is before you discuss data.
inbound-news-other = -# ⚙️ WhatsApp says something about { $contact } that Conecta does not know yet ({ $kind }). It is kept.

## A message without words of a person, where it is only mentioned: in a quote, in a question.

short-picture = 📷 Picture
short-video = 🎬 Video
short-audio = 🎵 Audio
short-voice = 🎤 Voice note
short-sticker = 🏷️ Sticker
short-document = 📄 Document
short-location = 📍 Location
short-contacts = 👤 Contact
short-form = 📝 Form
short-order = 🛒 Order
short-reaction = Reaction
short-call = 📞 Call
short-message = Message
