### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Localização · [ver no mapa]({ $link })
inbound-location-named = 📍 Localização: { $name } · [ver no mapa]({ $link })
# One line for each card.
inbound-contact-card = 👤 Contato: { $name } · { $phone }
inbound-contact-card-no-phone = 👤 Contato: { $name } (sem telefone)
inbound-reaction = Reagiu com { $emoji } a «{ $excerpt }»
inbound-reaction-elsewhere = Reagiu com { $emoji } a uma mensagem que não está aqui
inbound-reaction-removed = Tirou a reação de «{ $excerpt }»
inbound-reaction-removed-elsewhere = Tirou a reação de uma mensagem que não está aqui
# The new text follows.
inbound-edited = ✏️ Editou «{ $excerpt }»; agora diz:
inbound-edited-elsewhere = ✏️ Editou uma mensagem que não está aqui; agora diz:
inbound-revoked = 🗑 Apagou «{ $excerpt }»
inbound-revoked-elsewhere = 🗑 Apagou uma mensagem que não está aqui
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Pedido de { $count ->
        [1] 1 item
       *[other] { $count } itens
    }:
inbound-order-item = { $quantity } × { $product } · { $amount }
# The fields follow, one a line.
inbound-flow = 📝 Formulário respondido:
inbound-flow-field = { $field }: { $value }
inbound-call = 📞 Ligou pelo WhatsApp. Chamadas não tocam aqui: responda por mensagem.
inbound-call-permission-given = 📞 Permitiu chamadas
inbound-call-permission-refused = 📞 Não permitiu chamadas
inbound-unsupported = ⚠️ Mensagem que o WhatsApp não mostra a empresas. Peça que mande de outro jeito.
inbound-unsupported-kind = ⚠️ Mensagem que o WhatsApp não mostra a empresas ({ $kind }). Peça que mande de outro jeito.
inbound-unknown = ⚠️ Mensagem de um tipo que a Conecta ainda não conhece ({ $kind }). Está guardada; peça que mande de outro jeito.

## What stands before a message, on a line of its own.

inbound-forwarded = ↪ Encaminhada
inbound-forwarded-often = ⏩ Encaminhada muitas vezes
inbound-reply = ↩ Em resposta a «{ $excerpt }»
inbound-referral = 📣 Veio do anúncio «{ $headline }» · { $url }
inbound-referral-unnamed = 📣 Veio de um anúncio · { $url }
inbound-product = 🛍️ Sobre o produto { $product }

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 O código de segurança de { $contact } mudou: pode ser outro aparelho ou outra pessoa. Confirme com quem fala antes de tratar de dados.
inbound-number-changed = -# ⚙️ { $contact } mudou de número: agora é { $phone }.
inbound-number-changed-hidden = -# ⚙️ { $contact } mudou de número. O novo não foi informado; a conversa continua aqui.
