### Commands as Discord shows them. Names: lower case, 1 to 32 characters, no spaces; descriptions up
### to 100. `command-<name>-name`, `command-<name>-description`, an option is
### `command-<name>-<option>-name`; a subcommand stands where the option stands. The English name is
### the one that code knows.

command-start-name = start
command-start-description = Start a conversation with a contact
command-start-contact-name = contact
command-start-contact-description = Part of the name, phone or e-mail
command-start-channel-name = channel
command-start-channel-description = The WhatsApp number to talk from
command-start-team-name = team
command-start-team-description = The team that will handle it
command-start-template-name = template
command-start-template-description = The approved message template
command-start-file-name = file
command-start-file-description = The picture, video or document that the template carries
command-help-name = help
command-help-description = What you can do here
command-attach-name = attach
command-attach-description = Put a file into the open draft
command-attach-file-name = file
command-attach-file-description = The picture, video or document
command-conversation-name = conversation
command-conversation-description = The card of this thread, for you alone, with every button
command-conversations-name = conversations
command-conversations-description = What waits for you, and the team's lists
command-assume-name = assume
command-assume-description = Assume this conversation
command-release-name = release
command-release-description = Give this conversation back to the team's new ones
command-conclude-name = conclude
command-conclude-description = Conclude this conversation
command-restart-name = restart
command-restart-description = Restart a concluded conversation
command-restart-conversation-name = conversation
command-restart-conversation-description = Contact or protocol; without it, the one of this thread
command-template-name = template
command-template-description = Send a message template in this conversation
command-note-name = note
command-note-description = Write a note that the customer does not see
command-note-text-name = text
command-note-text-description = What the team should know
command-queue-name = queue
command-queue-description = The messages that wait for the contact to answer
command-contact-name = contact
command-contact-description = See, create and edit contacts
command-contact-view-name = view
command-contact-view-description = See a contact
command-contact-view-contact-name = contact
command-contact-view-contact-description = Part of the name, phone or e-mail
command-contact-new-name = new
command-contact-new-description = Create a contact
command-contact-edit-name = edit
command-contact-edit-description = Change a contact
command-contact-edit-contact-name = contact
command-contact-edit-contact-description = Part of the name, phone or e-mail
command-setup-name = setup
command-setup-description = Lead through the installation, step by step
command-setup-tariffs-name = tariffs
command-setup-tariffs-description = A CSV that takes the place of the table of tariffs
command-team-name = team
command-team-description = Teams: name, role, private channel, supervisors
command-number-name = number
command-number-description = WhatsApp numbers: switch on, name, team, health
command-diagnostics-name = diagnostics
command-diagnostics-description = Check the installation and say what is wrong

## Menus on a message

menu-send-name = Send to customer
menu-note-name = Make it a note
menu-cancel-name = Cancel sending
menu-status-name = See status
