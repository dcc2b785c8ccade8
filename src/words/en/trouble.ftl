### Refusals in one sentence, trouble with Discord, and what admins are told.

## Refusals. `$whom`: a mention of who can help.

refused-not-in-team = You are not in the team { $team }. Talk to { $whom }.
# They supervise it, and so are whom others would talk to.
refused-supervises = You supervise { $team }, but only people with the role { $role } handle conversations. Nothing changed: ask whoever manages the server for the role.
refused-no-team = You are in no team. Talk to { $whom }.
# `$roles`: of the teams.
refused-no-team-admin = You manage the server, but are in no team. Give yourself one of these roles in Discord: { $roles }.
# Where there is nobody to mention.
refused-admins = whoever manages the server
refused-not-assignee = This conversation is with { $assignee }. Nothing changed; to take it, use { $assume }.
# To whoever supervises, but cannot assume.
refused-left-to-assignee = This conversation is with { $assignee }, and only they decide this. Nothing changed: talk to them.
refused-unassigned = Nobody has assumed this conversation. Nothing changed; to take it, use { $assume }.
refused-not-author = Only { $author } decides about this message. Nothing changed.
refused-admin-only = Only people with the Manage Server permission can do this. Nothing changed.
refused-button-unknown = This button is no longer valid. Nothing changed.
refused-draft-gone = This draft does not exist any more. Nothing was sent; begin with { $start }.
refused-outside-thread = This works inside a conversation's thread. Find yours with { $conversations }.
refused-other-server = Conecta only works in the company's server.
refused-concluded = This conversation is concluded. Nothing changed; to talk again, use { $restart }.
refused-not-found = I did not find “{ $query }”. Pick one from the list as you type.
refused-not-set-up = Conecta is not set up here yet. An admin begins with { $setup }.
# `$reference`: finds the log lines that belong to it.
refused-our-fault = Something went wrong on our side and nothing changed. Try again; if it goes on, show this to the admins: { $reference }.
refused-busy = Conecta is busy and nothing changed. Try again in a few seconds.

## Discord. Permissions carry Discord's own English names.

discord-permission-missing = Conecta lacks the { $count ->
        [1] permission
       *[other] permissions
    } { $permissions } in { $place }. Until then its conversations do not show: mend it in the channel's permissions.
discord-no-answer = Discord did not answer about { $place }. Try again in a few minutes.
discord-channel-gone = This channel was deleted on Discord. Choose another.
discord-commands-late = Discord has not taken the commands yet; the earlier ones hold. Conecta has tried by itself; if it goes on, restart it.
discord-channel-deleted = ⚠️ The channel of the team { $team } was deleted on Discord. Its conversations wait: choose another channel with { $command }.
discord-role-deleted = ⚠️ The role of the team { $team } was deleted on Discord and nobody is in it any more. Choose another with { $command }.

## What admins are told

alert-number-stopped = ⚠️ The number “{ $channel }” stopped sending. { $reason } { $count ->
        [1] 1 message waits
       *[other] { $count } messages wait
    }.
alert-number-back = ✅ The number “{ $channel }” sends again.
# `$since`: relative, `há 5 minutos`. `$command`: `/diagnostics`.
alert-still-messages = ⚠️ Messages that are ready do not leave for customers: the oldest is from { $since }. Nothing is lost, and one that waits 15 minutes asks before it leaves. See the cause with { $command }.
alert-still-lines = ⚠️ What should appear in the threads does not: the oldest is from { $since }. Agents may not see what the customer wrote. Nothing is lost; see the cause with { $command }.
alert-still-webhooks = ⚠️ News from WhatsApp could not be worked in: the oldest is from { $since }. Customers’ messages may be missing in the threads. Nothing is lost; see the cause with { $command }.
alert-moving-messages = ✅ No messages stand still any more. What waited 15 minutes is held in the threads, for whoever wrote it.
alert-moving-lines = ✅ The threads are up to date again.
alert-moving-webhooks = ✅ News from WhatsApp is worked in again.
alert-no-room = ⚠️ Conecta’s disk takes no more files. Those that customers send wait, and conversations go on without them: make room or look after the folder of FILES_DIR, and they come within minutes.
alert-reader-appeared = ⚠️ { $reader } can now read { $place }, with the conversations of the team { $team }. If that is not meant, mend the channel's permissions.
alert-unreadable = ⚠️ { $count ->
        [1] 1 webhook
       *[other] { $count } webhooks
    } of WhatsApp could not be read and { $count ->
        [1] is
       *[other] are
    } kept for 30 days. Show this to whoever runs the installation.
alert-given-up = ⚠️ { $count ->
        [1] 1 piece of news from WhatsApp could not be worked in and is not tried again
       *[other] { $count } pieces of news from WhatsApp could not be worked in and are not tried again
    }: customers’ messages may be missing in the threads. What they say is kept in the database for 30 days: show this to whoever runs the installation, who finds the cause in the log.
