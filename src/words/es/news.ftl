### The *Novos* message at the end of each team's channel.

news-header = 🔔 { $count ->
        [1] 1 nueva
       *[other] { $count } nuevas
    } · la más antigua espera desde { $oldest }
news-header-calm = 🔔 { $count ->
        [1] 1 nueva
       *[other] { $count } nuevas
    } · nadie espera respuesta
news-empty = 🔔 Ninguna nueva: todas tienen quien las atienda.
# `$thread`: the jump.
news-row = { $thread } · { $channel } · escribió { $since }
news-row-calm = { $thread } · { $channel } · no espera respuesta · nueva { $since }
news-more = … y { $count } más
# `$role`: the mention; it stands here and nowhere else.
news-reminder = { $role } { $count ->
        [1] 1 nueva espera
       *[other] { $count } nuevas esperan
    }; la más antigua escribió { $oldest }.
news-assume-next-button = Asumir la siguiente
news-start-button = ＋ Iniciar conversación
news-nothing-left = No hay nuevas ahora: alguien asumió antes que tú.
