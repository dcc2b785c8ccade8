### Messages that are composed in a form: `/ask`, `/location`, `/quick`.

composed-header = **To { $contact }**, as the phone will show it:
composed-waits = 🕓 The window is closed: it joins the queue and leaves when { $contact } answers.
composed-problems = ⚠️ It cannot be sent like this:
composed-send-button = Send to { $contact }
composed-edit-button = Correct
composed-text-title = Correct the message
composed-text-label = Text that will leave
composed-text-too-long = The text does not fit into Discord's form, which takes up to 4,000 characters. Nothing changed: cancel, and write it in parts.

## `/ask`

ask-title = Ask
ask-body-label = What to ask
ask-button-label = Button { $place } (up to 20 characters)
ask-list-button-label = What opens the list (up to 20 characters)
ask-rows-label = Options, one a line (up to 10)
ask-rows-placeholder = Morning | from 8 to 12
ask-link-label = What the button says (up to 20 characters)
ask-address-label = Address of the page
ask-field-body = The text
ask-field-button = Button { $place }
ask-field-buttons = The buttons
ask-field-list-button = The button that opens the list
ask-field-row = Option { $place }
ask-field-row-description = What stands below option { $place }
ask-field-rows = The options
ask-field-link-button = The button
ask-field-address = The address
ask-wrong-missing = { $field }: missing.
ask-wrong-too-long = { $field }: has { $count } characters, and { $limit } fit.
ask-wrong-too-many = { $field }: there are { $count }, and { $limit } fit.
ask-wrong-twice = { $field }: says the same as number { $first }.
ask-wrong-address = { $field }: is not the address of a page. Begin with https:// and use neither a password nor mere numbers.
ask-wrong-nameless = { $field }: the contact's name is not known yet. Write something in place of the braces {"{{"}…{"}}"}.
ask-wrong-note = { $field }: looks like a note (begins with // or 🔒, or names a person, role or channel of Discord). None of that goes to the customer.

## `/location`

location-title = Location
location-place-label = Link of a map, or coordinates
location-name-label = Name of the place
location-address-label = Address
location-short-link = This short link does not say where the place is. Open it in a browser and copy the whole address of the page, or the coordinates. Nothing was sent.
location-nowhere = I found no place in that. Paste a link of Google Maps, OpenStreetMap, Apple Maps or Waze, or coordinates such as -23.5505, -46.6333. Nothing was sent.

## `/quick`

quick-header = **Quick replies** · { $count } · page { $page } of { $pages }
quick-none = You have no quick replies yet.
quick-placeholder = Choose one
quick-scope-placeholder = Whom it is for
quick-scope-person = only yours
quick-scope-team = team { $team }
quick-scope-everyone = everyone's
quick-new-button = ＋ New
quick-use-button = Use here
quick-edit-button = ✏️ Edit
quick-delete-button = 🗑 Delete
quick-all-button = All
quick-new-title = New quick reply
quick-edit-title = Edit quick reply
quick-name-label = Name
quick-text-label = Text
# `{"{{"}` stands for two braces: people type them.
quick-text-placeholder = Hi {"{{"}name{"}}"}, this is {"{{"}agent{"}}"}. Protocol {"{{"}protocol{"}}"}.
quick-kept = ✅ Kept.
quick-deleted = 🗑 “{ $name }” was deleted.
quick-delete-sure = Delete “{ $name }”? Whoever uses it will not find it any more.
quick-not-yours = Only supervisors and admins change this quick reply. Nothing changed.
quick-name-wrong = The name must have 1 to { $limit } characters. Nothing was kept.
quick-name-taken = There is a quick reply with that name already. Choose another; nothing was kept.
quick-text-wrong = The text must have 1 to { $limit } characters. Nothing was kept.
quick-note = The text looks like a note: it begins with // or 🔒, or names a person, role or channel of Discord. None of that goes to the customer. Nothing was kept.
quick-placeholder-unknown = I do not know {"{{"}{ $name }{"}}"}. I know {"{{"}name{"}}"}, {"{{"}customer{"}}"}, {"{{"}agent{"}}"}, {"{{"}team{"}}"} and {"{{"}protocol{"}}"}. Nothing was kept.
quick-too-many = There are { $limit } quick replies already, and no more fit. Delete one that nobody uses.
