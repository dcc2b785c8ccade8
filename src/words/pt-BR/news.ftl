### The *Novos* message at the end of each team's channel.

news-header = 🔔 { $count ->
        [1] 1 novo
       *[other] { $count } novos
    } · o mais antigo espera { $oldest }
news-header-calm = 🔔 { $count ->
        [1] 1 novo
       *[other] { $count } novos
    } · ninguém espera resposta
news-empty = 🔔 Nenhum novo: todos têm quem atenda.
# `$thread`: the jump.
news-row = { $thread } · { $channel } · escreveu { $since }
news-row-calm = { $thread } · { $channel } · não espera resposta · novo { $since }
news-more = … e mais { $count }
# `$role`: the mention; it stands here and nowhere else.
news-reminder = { $role } { $count ->
        [1] 1 novo espera
       *[other] { $count } novos esperam
    }; o mais antigo escreveu { $oldest }.
news-assume-next-button = Assumir o próximo
news-start-button = ＋ Iniciar atendimento
news-nothing-left = Não há novos agora: alguém assumiu antes de você.
