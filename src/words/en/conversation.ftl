### The inbox, and the life of a conversation: confirmations for the person who acted.

## `/conversations`

inbox-header = **Conversations of { $by }**
inbox-waiting = **Waiting for me** ({ $count })
inbox-held = **Held: they leave only when you say so** ({ $count })
inbox-doubt = **In doubt** ({ $count })
inbox-failed = **Failed** ({ $count })
inbox-new = **New** ({ $count })
inbox-mine = **Mine** ({ $count })
inbox-others = **Others** ({ $count })
inbox-concluded = **Concluded** ({ $count })
inbox-all-button = Waiting for me
inbox-new-button = New
inbox-mine-button = Mine
inbox-others-button = Others
inbox-concluded-button = Concluded
inbox-row = { $thread } · { $channel } · { $state } · { $when }
inbox-row-assigned = { $thread } · { $channel } · with { $assignee } · { $when }
inbox-nothing-waits = Nothing waits for you. 🎉
inbox-list-empty = Nothing in this list.

## Assume

assume-done = { $contact }'s conversation is yours: what you write in the thread goes to { $contact }.
assume-already-yours = This conversation is yours already.
assume-colleague = It is with { $assignee }; the customer wrote { $since } and has no answer.
assume-colleague-answered = It is with { $assignee }, who has answered.
assume-too-late = { $assignee } assumed it before you.
assume-concluded = This conversation is concluded. To talk again, use { $restart }.

## Release

release-done = You released { $contact }'s conversation. It stays among the *New* ones until somebody assumes it.
release-queue-stays = { n-messages } in the queue { $count ->
        [1] waits
       *[other] wait
    } for whoever assumes it to confirm.
release-nobody = Nobody has assumed this conversation yet.

## Conclude

conclude-done = { $contact }'s conversation is concluded. If { $contact } writes, a new one begins.
conclude-queue = { n-messages } in the queue.
conclude-discard-button = Conclude and discard
conclude-just-wrote = { $contact } wrote { $seconds } s ago.
conclude-see-button = See
conclude-doubt = We do not know whether { $contact } received “{ $excerpt }”. Decide that before you conclude.
conclude-under-way = A message is leaving right now. Conclude in a few seconds.
conclude-already = This conversation is concluded already.

## Restart

restart-done = { $contact }'s conversation is restarted: { $thread }
restart-open = This conversation is open: { $thread }
restart-open-elsewhere = { $contact } already has another conversation: { $thread }
restart-needs-template = The 24-hour window is closed. The conversation is restarted; send a template so that { $contact } answers.
restart-which = Which conversation? Use { $restart } in its thread, or pick one from the list as you type.

## How somebody is told. `$how`: one of the three below.

preferences-now = I tell you { $how }.
preferences-every = of every message of your customers
preferences-first = of the first message since you wrote, and once more after 5 minutes without an answer
preferences-nothing = of nothing: threads only turn unread
preferences-every-button = Every message
preferences-first-button = Only the first
preferences-nothing-button = Nothing
