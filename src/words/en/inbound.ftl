### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Location · [see on the map]({ $link })
inbound-location-named = 📍 Location: { $name } · [see on the map]({ $link })
# One line for each card.
inbound-contact-card = 👤 Contact: { $name } · { $phone }
inbound-contact-card-no-phone = 👤 Contact: { $name } (no phone)
inbound-reaction = Reacted with { $emoji } to “{ $excerpt }”
inbound-reaction-elsewhere = Reacted with { $emoji } to a message that is not here
inbound-reaction-removed = Took back the reaction to “{ $excerpt }”
inbound-reaction-removed-elsewhere = Took back the reaction to a message that is not here
# The new text follows.
inbound-edited = ✏️ Edited “{ $excerpt }”; it now says:
inbound-edited-elsewhere = ✏️ Edited a message that is not here; it now says:
inbound-revoked = 🗑 Removed “{ $excerpt }”
inbound-revoked-elsewhere = 🗑 Removed a message that is not here
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Order of { $count ->
        [1] 1 item
       *[other] { $count } items
    }:
inbound-order-item = { $quantity } × { $product } · { $amount }
# The fields follow, one a line.
inbound-flow = 📝 Form answered:
inbound-flow-field = { $field }: { $value }
inbound-call = 📞 Called on WhatsApp. Calls do not ring here: answer by message.
inbound-call-permission-given = 📞 Allowed calls
inbound-call-permission-refused = 📞 Did not allow calls
inbound-unsupported = ⚠️ A message that WhatsApp does not show to businesses. Ask for it in another form.
inbound-unsupported-kind = ⚠️ A message that WhatsApp does not show to businesses ({ $kind }). Ask for it in another form.
inbound-unknown = ⚠️ A message of a kind that Conecta does not know yet ({ $kind }). It is kept; ask for it in another form.

## What stands before a message, on a line of its own.

inbound-forwarded = ↪ Forwarded
inbound-forwarded-often = ⏩ Forwarded many times
inbound-reply = ↩ In reply to “{ $excerpt }”
inbound-referral = 📣 Came from the ad “{ $headline }” · { $url }
inbound-referral-unnamed = 📣 Came from an ad · { $url }
inbound-product = 🛍️ About the product { $product }

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 { $contact }'s security code changed: it may be another device or another person. Make sure who it is before you discuss data.
inbound-number-changed = -# ⚙️ { $contact } changed numbers: it is { $phone } now.
inbound-number-changed-hidden = -# ⚙️ { $contact } changed numbers. The new one is not told; the conversation goes on here.
