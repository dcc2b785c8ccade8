### What several areas share. `$count` is always a number and chooses the plural; every other
### argument comes ready to be shown: names escaped, times as `words::relative` or `words::time`
### make them, prices as `words::price_line` or `words::estimate` make them, commands as mentions.

n-messages = { $count ->
        [1] 1 mensagem
       *[other] { $count } mensagens
    }

back-button = ◀ Voltar
cancel-button = ✖ Cancelar
send-button = Enviar
rename-button = ✏️ Nome
search-button = 🔎 Buscar
refresh-button = ↻ Atualizar
previous-page-button = ◀ Anteriores
next-page-button = Próximos ▶
page = Página { $page } de { $pages }
nobody = ninguém
none = nenhum
autocomplete-slow = Continue digitando…

## Money. `$amount` comes from `words::money`.

price-estimate = ≈ { $amount }
price-unknown = preço desconhecido
price-free = grátis
price-line = { $price } · { $category } · só se entregue
price-line-free = { price-free } · { $category }
category-marketing = marketing
category-utility = utilidade
category-authentication = autenticação
category-service = mensagem livre

## How long the window stays open, in a row of a list; `$left` is a span such as `3 h`.

window-open-short = 🟢 { $left }
window-closed-short = 🔴

## What a message to the customer carries, in one line.

content-reaction-removed = reação retirada
# `$place`: name, address or coordinates.
content-location = 📍 { $place }
content-ask-location = Enviar localização
# What goes to the customer in place of a file. `$file` is its name, `$size` its size, `$until` the day on which the link ends, `$link` its address.
content-link = 📎 { $file } ({ $size }), até { $until }: { $link }
