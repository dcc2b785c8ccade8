### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Ubicación
inbound-location-named = 📍 { $name }
# A contact card: the name, and below it each way to reach whoever it is.
inbound-card = 👤 **{ $name }**
inbound-card-phone = 📞 { $phone }
inbound-card-phone-whatsapp = 📞 { $phone } · WhatsApp
# WhatsApp knows it under another number.
inbound-card-phone-elsewhere = 📞 { $phone } · WhatsApp { $account }
# Which of several it is, behind the line; `$label`: what the phone calls it.
inbound-card-label = { $kind ->
        [home] casa
        [work] trabajo
        [cell] móvil
        [mobile] móvil
       *[other] { $label }
    }
inbound-card-lines-more = … y { $count } más
inbound-cards-more = … y { $count ->
        [1] 1 tarjeta más
       *[other] { $count } tarjetas más
    }
inbound-reaction = Reaccionó con { $emoji } a «{ $excerpt }»
inbound-reaction-elsewhere = Reaccionó con { $emoji } a un mensaje que no está aquí
inbound-reaction-removed = Quitó la reacción a «{ $excerpt }»
inbound-reaction-removed-elsewhere = Quitó la reacción a un mensaje que no está aquí
# The new text follows.
inbound-edited = ✏️ Editó. Antes: «{ $excerpt }». Ahora:
inbound-edited-elsewhere = ✏️ Editó un mensaje que no está aquí; ahora dice:
inbound-revoked = 🗑 Eliminó «{ $excerpt }»
inbound-revoked-elsewhere = 🗑 Eliminó un mensaje que no está aquí
# The edit or the removal came first; the words follow behind a bar.
inbound-edited-before = ✏️ Ya editado; ahora dice «{ $excerpt }». Antes:
inbound-revoked-before = 🗑 Ya eliminado. Era:
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Pedido de { $count ->
        [1] 1 artículo
       *[other] { $count } artículos
    }
# The heads of its columns, as short as they can be.
inbound-order-quantity = Cant
inbound-order-product = Producto
inbound-order-price = Precio
inbound-order-sum = Suma
inbound-order-total = Total
inbound-order-more = … y { $count ->
        [1] 1 artículo más
       *[other] { $count } artículos más
    }
inbound-form = 📝 Formulario respondido
inbound-form-yes = sí
inbound-form-no = no
inbound-form-more = … y { $count ->
        [1] 1 línea más
       *[other] { $count } líneas más
    }
# The fields follow, one a line.
inbound-call = 📞 Llamó por WhatsApp a las { $at }. Las llamadas no suenan aquí, pero la llamada abrió la ventana de 24 h: responde por mensaje.
# Told so late that the window is closed again.
inbound-call-late = 📞 Llamó por WhatsApp a las { $at }. Las llamadas no suenan aquí y la ventana de 24 h ya cerró: envía una plantilla.
inbound-call-permission-given = 📞 Permitió llamadas
inbound-call-permission-refused = 📞 No permitió llamadas
inbound-unsupported = ⚠️ Mensaje que WhatsApp no muestra a las empresas. Pide que lo mande de otra forma.
inbound-unsupported-kind = ⚠️ Mensaje que WhatsApp no muestra a las empresas ({ $kind }). Pide que lo mande de otra forma.
inbound-file-not-fetched = ⚠️ Archivo que WhatsApp no pudo obtener (más de 100 MB o ya borrado). Pide que lo mande de nuevo, más pequeño o por un enlace.
# What it was, where WhatsApp says so.
unsupported-edit = edición de un mensaje
unsupported-revoke = un mensaje eliminado
unsupported-poll = encuesta
unsupported-vote = voto en una encuesta
unsupported-live-location = ubicación en tiempo real
inbound-unknown = ⚠️ Mensaje de un tipo que Conecta aún no conoce ({ $kind }). Está guardado; pide que lo mande de otra forma.

## What stands before a message, on a line of its own.

inbound-group = 👥 En un grupo de WhatsApp: lo que escribas aquí va solo a { $contact }.
# Of the time before the number was connected, told only now. `$at`: day and time.
inbound-historic = 🕰️ Del historial del teléfono de la empresa, de { $at }
# It came long after it was written, which was then.
inbound-late = 🕰️ De { $at }, llegó recién ahora
# Or after what was written later.
inbound-late-before = 🕰️ De { $at }, antes de lo que está arriba
inbound-forwarded = ↪ Reenviado
inbound-forwarded-often = ⏩ Reenviado muchas veces
inbound-reply = > { $excerpt }
# What is quoted stands in another thread.
inbound-reply-elsewhere = > { $excerpt } · { $link }
inbound-reply-unknown = ↩ En respuesta a un mensaje más antiguo que no está aquí
inbound-referral = 📣 Llegó por el anuncio «{ $headline }»
inbound-referral-unnamed = 📣 Llegó por un anuncio
inbound-referral-post = 📣 Llegó por la publicación «{ $headline }»
inbound-referral-post-unnamed = 📣 Llegó por una publicación
inbound-referral-welcome = 👋 Saludo del anuncio: «{ $text }»
# What it shows; its address follows, where there is one.
inbound-referral-picture = 🖼️ Con imagen
inbound-referral-film = 🎬 Con video
inbound-referral-source = Código del anuncio: { $id }
inbound-product = 🛍️ Sobre el producto { $product }

## What somebody wrote to the customer on the company's own phone: neither the customer's lines nor
## ours. The message follows behind a bar.

echo-sent = -# 📱 Enviado desde el celular de la empresa
echo-sent-before = -# 📱 Enviado desde el celular de la empresa el { $at }
echo-file = { $label } · ábrelo en el teléfono de la empresa
echo-edited = -# 📱 Editado en el celular de la empresa. Antes: «{ $excerpt }». Ahora:
echo-revoked = -# 📱 Eliminado en el celular de la empresa: «{ $excerpt }»
echo-reaction = -# 📱 Reaccionó con { $emoji } a «{ $excerpt }» desde el celular de la empresa
echo-reaction-removed = -# 📱 Quitó la reacción a «{ $excerpt }» desde el celular de la empresa

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 El código de seguridad de { $contact } cambió: puede ser otro aparato u otra persona. Confirma con quién hablas antes de tratar datos.
inbound-number-changed = -# ⚙️ { $contact } cambió de número: ahora es { $phone }.
inbound-number-changed-hidden = -# ⚙️ { $contact } cambió de número. No se informó el nuevo; la conversación sigue aquí.
inbound-user-id-changed = -# ⚙️ La identificación de { $contact } en WhatsApp cambió: puede ser otro número u otra cuenta. La conversación sigue aquí; confirma con quién hablas antes de tratar datos.
inbound-news-other = -# ⚙️ WhatsApp avisó algo sobre { $contact } que Conecta aún no conoce ({ $kind }). El aviso está guardado.

## A message without words of a person, where it is only mentioned: in a quote, in a question.

short-picture = 📷 Foto
short-video = 🎬 Video
short-audio = 🎵 Audio
short-voice = 🎤 Nota de voz
short-sticker = 🏷️ Sticker
short-document = 📄 Documento
short-location = 📍 Ubicación
short-contacts = 👤 Contacto
short-form = 📝 Formulario
short-order = 🛒 Pedido
short-reaction = Reacción
short-call = 📞 Llamada
short-message = Mensaje
