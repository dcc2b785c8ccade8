### `/contact`: view, new, edit. `$contact` is the full name.

contact-name = **Name:** { $value }
contact-phone = **Phone:** { $value }
contact-email = **E-mail:** { $value }
contact-notes = **Notes:** { $value }
contact-window = **Window:** { $value }
contact-last = **Last conversation:** { $value }
contact-blocked = ⛔ Blocked: nothing leaves and nothing arrives.
contact-archived = 📦 Archived: comes back upon writing.
contact-opted-out = ⛔ Wants no marketing; asked { $when }: “{ $words }”.
contact-opted-out-there = ⛔ Wants no marketing: refused it in WhatsApp itself { $when }.
contact-opted-out-by = ⛔ Wants no marketing: { $by } wrote that down { $when }.
contact-start-button = 💬 Start conversation
contact-edit-button = ✏️ Edit
contact-block-button = ⛔ Block
contact-let-in-button = Unblock
contact-block-done = ⛔ { $contact } is blocked: nothing leaves and nothing comes in. What was open has been concluded.
contact-let-in-done = ✅ { $contact } is no longer blocked.
contact-new-title = New contact
contact-edit-title = Edit contact
contact-name-label = Name
contact-name-placeholder = Ana Souza
contact-phone-label = Phone with country code
contact-phone-placeholder = +55 11 98765-4321
contact-email-label = E-mail (if any)
contact-email-placeholder = ana@example.com
contact-notes-label = Notes (the contact does not see them)
contact-created = ✅ { $contact } is among the contacts now.
contact-saved = ✅ { $contact }'s contact is saved.
contact-exists = There is a contact with this phone already: { $contact }. Nothing was created.
contact-phone-taken = This phone belongs to { $contact } already. Nothing changed.
contact-name-missing = The name is missing. Nothing was saved.
contact-phone-bad = “{ $value }” is not a phone number. Nothing was saved: write it with the country code, as +55 11 98765-4321.
contact-email-bad = “{ $value }” is not an e-mail address. Nothing was saved: check it and try again.
contact-not-found = Nobody for “{ $query }”. Search for another part of the name, e-mail or phone.
contact-which = { $count ->
        [1] 1 contact
       *[other] { $count } contacts
    } for “{ $query }”. Which one?
contact-gone = This contact does not exist any more. Search again.
