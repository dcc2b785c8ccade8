### `/help`: what this person may do here. Commands come as mentions.

help-header = **What you can do here**
help-agent = • { $start } begins a conversation with whomever you choose.
    • { $conversations } shows what waits for you.
    • In the thread, what you write goes to the customer; with `//` in front it is a note and stays here.
    • { $template }, { $queue }, { $note } and { $conclude } work inside the thread.
    • { $quick } sends a quick reply, { $ask } asks with buttons, { $location } sends a place.
    • { $assume }, { $release } and { $restart } say whose it is; { $conversation } shows the card; { $contact } shows and corrects a contact; { $attach } puts a file into the draft.
    • Buttons and commands do the same.
    • { $preferences } says how you are told.
help-supervisor = • You supervise { $teams }: you may open every thread, and what you write there is a note. { $conversations } shows the lists, { $queue } the queue, { $contact } a contact; { $conclude } concludes.
help-admin = • { $setup } leads through the installation; { $team } and { $number } look after teams and numbers; { $contact } shows, corrects and blocks a contact; { $diagnostics } says what is wrong.
help-teams = Your teams: { $teams }.
help-no-team = You are in no team yet. Talk to { $whom }.
help-marks = **Marks on your messages**
    🔒 stays here · ⏸ waits for you to decide · 🕓 has not left yet · ✔️ WhatsApp has it · ☑️ delivered · 🔵 read · ❌ failed · ❓ nobody knows
help-silent = A message without a mark for ten seconds means that Conecta is not running.
