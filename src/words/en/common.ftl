### What several areas share. `$count` is always a number and chooses the plural; every other
### argument comes ready to be shown: names escaped, times as `words::relative` or `words::time`
### make them, prices as `words::price_line` or `words::estimate` make them, commands as mentions.

n-messages = { $count ->
        [1] 1 message
       *[other] { $count } messages
    }

back-button = ◀ Back
cancel-button = ✖ Cancel
send-button = Send
rename-button = ✏️ Name
search-button = 🔎 Search
refresh-button = ↻ Refresh
previous-page-button = ◀ Previous
next-page-button = Next ▶
page = Page { $page } of { $pages }
nobody = nobody
none = none
autocomplete-slow = Keep typing…

## Money. `$amount` comes from `words::money`.

price-estimate = ≈ { $amount }
price-unknown = unknown price
price-free = free
price-line = { $price } · { $category } · only if delivered
price-line-free = { price-free } · { $category }
category-marketing = marketing
category-utility = utility
category-authentication = authentication
category-service = free-form message

## How long the window stays open, in a row of a list; `$left` is a span such as `3 h`.

window-open-short = 🟢 { $left }
window-closed-short = 🔴

## What a message to the customer carries, in one line.

content-reaction-removed = reaction taken back
# `$place`: name, address or coordinates.
content-location = 📍 { $place }
content-ask-location = Send location
# What goes to the customer in place of a file. `$file` is its name, `$size` its size, `$until` the day on which the link ends, `$link` its address.
content-link = 📎 { $file } ({ $size }), until { $until }: { $link }
