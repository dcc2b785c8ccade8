### The card of a conversation. A field's line is a label and a value; what the values may be follows.

card-contact = **Contact:** { $value }
card-channel = **Channel:** { $value }
card-team = **Team:** { $value }
card-assignee = **Agent:** { $value }
card-state = **State:** { $value }
card-window = **Window:** { $value }
card-queue = **Queue:** { $value }
card-cost = **Cost:** { $value }
card-problem = **Last problem:** { $value }
# The card's own text, which stands alone where its components are not shown.
card-summary = { $contact } · { $channel } · { $state }

card-unassigned = nobody yet
state-new = new
state-waiting = waiting for an answer
state-active = in progress
state-concluded = concluded
# `$closes`: relative, so that Discord counts down.
window-open = 🟢 open, closes { $closes }
window-closed = 🔴 closed: opens when { $contact } answers
queue-none = empty
queue-waiting = 🕓 { $count } in the queue: { $count ->
        [1] leaves
       *[other] leave
    } when { $contact } answers
queue-leaving = 🕓 { $count } in the queue: leaving
queue-kept-back = ⏸ { $count } in the queue: kept back
queue-undecided = ⏸ { $count } in the queue: { $count ->
        [1] waits
       *[other] wait
    } for a decision
queue-paused = 🕓 { $count } in the queue: sending paused until { $until }
queue-off = 🕓 { $count } in the queue: the number is off
queue-stopped = 🕓 { $count } in the queue: sending paused until the number sends again
cost-none = nothing charged so far
cost-incomplete = { $amount } + unknown price
problem-row = ❌ { $reason } ({ $when })

card-assume-button = Assume
card-template-button = Template
card-queue-button = Queue
card-conclude-button = Conclude
card-release-button = Release
card-restart-button = Restart
card-contact-button = Contact
card-open-button = Open

## The select with the rest: the second line of each option.

more-placeholder = More…
more-release-about = Back to the team's new ones
more-contact-about = View, edit and, for admins, block
more-opt-out-about = Marketing templates no longer leave for this person
more-opt-in-about = This person asked to receive marketing again
more-help = Other commands
more-help-about = Note, quick reply, question, place, file
