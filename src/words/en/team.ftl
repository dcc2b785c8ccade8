### `/team` and `/number`.

team-header = **Teams** ({ $count })
team-none = There is no team yet. Make the first one.
team-row = **{ $team }** · { $role } · { $place }
team-supervisors = Supervision: { $role }
team-new-button = ＋ New team
team-new-title = New team
team-edit-title = Name of the team
team-name-label = Name of the team
team-name-placeholder = Sales
team-select-placeholder = Choose a team
team-role-placeholder = Role: whoever has it is in the team
team-channel-placeholder = The team's private channel
team-supervisors-placeholder = Role of those who supervise
team-role-missing = role missing
team-channel-missing = channel missing
team-created = ✅ Team { $team } made. Choose its role and channel.
team-saved = ✅ Team { $team } saved.
team-ready = ✅ The team { $team } is ready in { $place }.
team-name-taken = There is a team { $team } already. Choose another name.
team-name-bad = The name has 1 to { $limit } characters. Nothing changed.
team-channel-taken = { $place } is the channel of the team { $team } already. Choose another.
team-channel-kind = { $place } is not a text channel. Choose another.
team-channel-closed = Conecta lacks the { $count ->
        [1] permission
       *[other] permissions
    } { $permissions } in { $place }, which was not chosen. Mend it in the channel's permissions and choose again.
team-role-everyone = The whole server has this role. Choose one of the team alone.

## A team's rules

team-rules-button = Rules
team-rules-header = **Rules of { $team }**
# `$count`: seconds.
team-rule-undo = • Undo: a message leaves { $count ->
        [0] at once
       *[other] { $count } s after it was written
    }.
# `$count`: hours.
team-rule-fresh = • Queue: it leaves by itself when the customer answers, if each message was written or confirmed in the last { $count } h.
team-rule-fresh-never = • Queue: it always asks before it leaves.
# `$count`: days.
team-rule-queue = • A message waits in the queue for up to { $count ->
        [1] 1 day
       *[other] { $count } days
    }.
# `$count`: minutes.
team-rule-new = • New: if the oldest waits { $count } min, the team is mentioned.
team-rule-new-never = • New: nobody is mentioned.
team-rule-quoted = • Only what begins with `> ` leaves; everything else is a note.
team-rule-not-quoted = • What the assignee writes in the thread leaves.
team-rule-third = • The third template without an answer is a supervisor’s to send.
team-rule-no-third = • The third template without an answer is the assignee’s to send.
team-reading-placeholder = When the customer sees that it was read
team-reading-action = Reading: when the assignee acts
team-reading-typing = Reading: when the assignee acts, and “typing…” until the message leaves
team-reading-answer = Reading: only when an answer leaves
team-reading-never = Reading: never
team-signature-placeholder = When the writer's name goes before the message
team-signature-first = Signature: on the first message of whoever assumes
team-signature-every = Signature: on every message
team-signature-off = Signature: never
team-times-button = Times
team-times-title = Times of the team
team-undo-label = Seconds to undo, 0 to 30
team-fresh-label = Queue leaves by itself, hours (0 to 168)
team-queue-label = Days in the queue, 1 to 365
team-new-after-label = Minutes until a mention (0 to 60)
team-time-bad = “{ $field }” goes from { $min } to { $max }. Nothing changed.
team-quoted-on-button = Only what begins with > leaves
team-quoted-off-button = All that is written leaves
team-third-on-button = 3rd template: supervisors only
team-third-off-button = 3rd template: the assignee

## Numbers

number-header = **Numbers** ({ $count })
# `$health`: from `number-…`; `$team`: of messages from people without a conversation.
number-row = { $health } **{ $channel }** · { $phone } · team { $team }
number-row-off = ⚪ **{ $channel }** · { $phone } · off
number-team-missing = none yet
number-healthy = 🟢
number-quality-medium = 🟡 medium quality
number-quality-low = 🔴 low quality
number-not-connected = 🔴 not connected at Meta
number-stopped = 🔴 stopped: does not send
number-paused = ⏸ paused until { $until }
number-on-button = Switch on
number-on-named-button = Switch on { $channel }
number-off-button = Switch off
number-rename-title = Name of the number
number-name-label = What the team calls this number
number-name-placeholder = Sales
number-select-placeholder = Choose a number
number-team-placeholder = Team for those who write first
number-on = ✅ { $channel } is on: what comes in opens conversations in the team { $team }.
number-off = ⚪ { $channel } is off: nothing leaves, and what comes in is counted, not stored.
number-needs-team = First choose the team for those who write first. The number stays off.
number-saved = ✅ { $channel } saved.
number-sync-button = ↻ Read numbers and templates
number-synced = ↻ Just read. Numbers: { $numbers }. Templates: { $templates }.
number-sync-failed = Meta did not answer. Nothing changed: try again in a few minutes.
