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
team-role-everyone = The whole server has this role. Choose one of the team alone.

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
number-unauthorised = 🔴 no authorisation
number-paused = ⏸ paused until { $until }
number-on-button = Switch on
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
number-synced = ↻ Just read: { $numbers } numbers and { $templates } templates.
number-sync-failed = Meta did not answer. Nothing changed: try again in a few minutes.
