### The *Novos* message at the end of each team's channel.

news-header = 🔔 { $count } new · the oldest wrote { $oldest }
news-header-calm = 🔔 { $count } new · nobody waits for an answer
news-empty = 🔔 Nothing new: everyone is taken care of.
# `$thread`: the jump.
news-row = { $thread } · { $channel } · wrote { $since }
news-row-calm = { $thread } · { $channel } · waits for no answer · new { $since }
news-more = … and { $count } more
# `$role`: the mention; it stands here and nowhere else.
news-reminder = { $role } { $count } new { $count ->
        [1] one waits
       *[other] ones wait
    }; the oldest wrote { $oldest }.
news-assume-next-button = Assume the next one
news-start-button = ＋ Start conversation
news-nothing-left = Nothing is new now: somebody assumed it before you.
