### What several areas share. `$count` is always a number and chooses the plural; every other
### argument comes ready to be shown: names escaped, times as `words::relative` or `words::time`
### make them, prices as `words::price_line` or `words::estimate` make them, commands as mentions.

n-messages = { $count ->
        [1] 1 mensaje
       *[other] { $count } mensajes
    }

back-button = ◀ Volver
cancel-button = ✖ Cancelar
send-button = Enviar
rename-button = ✏️ Nombre
search-button = 🔎 Buscar
refresh-button = ↻ Actualizar
previous-page-button = ◀ Anteriores
next-page-button = Siguientes ▶
page = Página { $page } de { $pages }
nobody = nadie
none = ninguno
autocomplete-slow = Sigue escribiendo…

## Money. `$amount` comes from `words::money`.

price-estimate = ≈ { $amount }
price-unknown = precio desconocido
price-free = gratis
price-line = { $price } · { $category } · solo si se entrega
price-line-free = { price-free } · { $category }
category-marketing = marketing
category-utility = utilidad
category-authentication = autenticación
category-service = mensaje libre

## How long the window stays open, in a row of a list; `$left` is a span such as `3 h`.

window-open-short = 🟢 { $left }
window-closed-short = 🔴

## What a message to the customer carries, in one line.

content-reaction-removed = reacción retirada
# `$place`: name, address or coordinates.
content-location = 📍 { $place }
content-ask-location = Enviar ubicación
# What goes to the customer in place of a file. `$file` is its name, `$size` its size, `$until` the day on which the link ends, `$link` its address.
content-link = 📎 { $file } ({ $size }), hasta { $until }: { $link }
