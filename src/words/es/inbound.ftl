### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Ubicación · [ver en el mapa]({ $link })
inbound-location-named = 📍 Ubicación: { $name } · [ver en el mapa]({ $link })
# One line for each card.
inbound-contact-card = 👤 Contacto: { $name } · { $phone }
inbound-contact-card-no-phone = 👤 Contacto: { $name } (sin teléfono)
inbound-reaction = Reaccionó con { $emoji } a «{ $excerpt }»
inbound-reaction-elsewhere = Reaccionó con { $emoji } a un mensaje que no está aquí
inbound-reaction-removed = Quitó la reacción a «{ $excerpt }»
inbound-reaction-removed-elsewhere = Quitó la reacción a un mensaje que no está aquí
# The new text follows.
inbound-edited = ✏️ Editó «{ $excerpt }»; ahora dice:
inbound-edited-elsewhere = ✏️ Editó un mensaje que no está aquí; ahora dice:
inbound-revoked = 🗑 Eliminó «{ $excerpt }»
inbound-revoked-elsewhere = 🗑 Eliminó un mensaje que no está aquí
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Pedido de { $count ->
        [1] 1 artículo
       *[other] { $count } artículos
    }:
inbound-order-item = { $quantity } × { $product } · { $amount }
# The fields follow, one a line.
inbound-flow = 📝 Formulario respondido:
inbound-flow-field = { $field }: { $value }
inbound-call = 📞 Llamó por WhatsApp. Las llamadas no suenan aquí: responde por mensaje.
inbound-call-permission-given = 📞 Permitió llamadas
inbound-call-permission-refused = 📞 No permitió llamadas
inbound-unsupported = ⚠️ Mensaje que WhatsApp no muestra a las empresas. Pide que lo mande de otra forma.
inbound-unsupported-kind = ⚠️ Mensaje que WhatsApp no muestra a las empresas ({ $kind }). Pide que lo mande de otra forma.
inbound-unknown = ⚠️ Mensaje de un tipo que Conecta aún no conoce ({ $kind }). Está guardado; pide que lo mande de otra forma.

## What stands before a message, on a line of its own.

inbound-forwarded = ↪ Reenviado
inbound-forwarded-often = ⏩ Reenviado muchas veces
inbound-reply = ↩ En respuesta a «{ $excerpt }»
inbound-referral = 📣 Llegó por el anuncio «{ $headline }» · { $url }
inbound-referral-unnamed = 📣 Llegó por un anuncio · { $url }
inbound-product = 🛍️ Sobre el producto { $product }

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 El código de seguridad de { $contact } cambió: puede ser otro aparato u otra persona. Confirma con quién hablas antes de tratar datos.
inbound-number-changed = -# ⚙️ { $contact } cambió de número: ahora es { $phone }.
inbound-number-changed-hidden = -# ⚙️ { $contact } cambió de número. No se informó el nuevo; la conversación sigue aquí.
