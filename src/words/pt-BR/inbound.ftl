### What the customer sent, where it is not plain text: a label in its place, so that nothing is
### lost. These are the customer's lines, so they carry no sign of ours. Captions follow on the next
### line.

# `$link`: to a map; we make it from the coordinates.
inbound-location = 📍 Localização
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
        [work] trabalho
        [cell] celular
        [mobile] celular
       *[other] { $label }
    }
inbound-card-lines-more = … e mais { $count }
inbound-cards-more = … e mais { $count ->
        [1] 1 cartão
       *[other] { $count } cartões
    }
inbound-reaction = Reagiu com { $emoji } a «{ $excerpt }»
inbound-reaction-elsewhere = Reagiu com { $emoji } a uma mensagem que não está aqui
inbound-reaction-removed = Tirou a reação de «{ $excerpt }»
inbound-reaction-removed-elsewhere = Tirou a reação de uma mensagem que não está aqui
# The new text follows.
inbound-edited = ✏️ Editou. Antes: «{ $excerpt }». Agora:
inbound-edited-elsewhere = ✏️ Editou uma mensagem que não está aqui; agora diz:
inbound-revoked = 🗑 Apagou «{ $excerpt }»
inbound-revoked-elsewhere = 🗑 Apagou uma mensagem que não está aqui
# The edit or the removal came first; the words follow behind a bar.
inbound-edited-before = ✏️ Já editada; agora diz «{ $excerpt }». Antes:
inbound-revoked-before = 🗑 Já apagada. Era:
# A button or a row of a list that was chosen.
inbound-choice = 🔘 { $label }
inbound-choice-described = 🔘 { $label } · { $description }
# The items follow, one a line.
inbound-order = 🛒 Pedido de { $count ->
        [1] 1 item
       *[other] { $count } itens
    }
# The heads of its columns, as short as they can be.
inbound-order-quantity = Qtd
inbound-order-product = Produto
inbound-order-price = Preço
inbound-order-sum = Soma
inbound-order-total = Total
inbound-order-more = … e mais { $count ->
        [1] 1 item
       *[other] { $count } itens
    }
inbound-form = 📝 Formulário respondido
inbound-form-yes = sim
inbound-form-no = não
inbound-form-more = … e mais { $count ->
        [1] 1 linha
       *[other] { $count } linhas
    }
# The fields follow, one a line.
inbound-call = 📞 Ligou pelo WhatsApp às { $at }. Chamadas não tocam aqui, mas a ligação abriu a janela de 24 h: responda por mensagem.
# Told so late that the window is closed again.
inbound-call-late = 📞 Ligou pelo WhatsApp às { $at }. Chamadas não tocam aqui e a janela de 24 h já fechou: envie um modelo.
inbound-call-permission-given = 📞 Permitiu chamadas
inbound-call-permission-refused = 📞 Não permitiu chamadas
inbound-unsupported = ⚠️ Mensagem que o WhatsApp não mostra a empresas. Peça que mande de outro jeito.
inbound-unsupported-kind = ⚠️ Mensagem que o WhatsApp não mostra a empresas ({ $kind }). Peça que mande de outro jeito.
inbound-file-not-fetched = ⚠️ Arquivo que o WhatsApp não conseguiu buscar (mais de 100 MB ou já apagado). Peça que mande de novo, menor ou por um link.
# What it was, where WhatsApp says so.
unsupported-edit = edição de uma mensagem
unsupported-revoke = uma mensagem apagada
unsupported-poll = enquete
unsupported-vote = voto em uma enquete
unsupported-live-location = localização ao vivo
inbound-unknown = ⚠️ Mensagem de um tipo que a Conecta ainda não conhece ({ $kind }). Está guardada; peça que mande de outro jeito.

## What stands before a message, on a line of its own.

inbound-group = 👥 Em um grupo do WhatsApp: o que você escrever aqui vai só para { $contact }.
# Of the time before the number was connected, told only now. `$at`: day and time.
inbound-historic = 🕰️ Do histórico do celular da empresa, de { $at }
# It came long after it was written, which was then.
inbound-late = 🕰️ De { $at }, chegou só agora
# Or after what was written later.
inbound-late-before = 🕰️ De { $at }, antes do que está acima
inbound-forwarded = ↪ Encaminhada
inbound-forwarded-often = ⏩ Encaminhada muitas vezes
inbound-reply = > { $excerpt }
# What is quoted stands in another thread.
inbound-reply-elsewhere = > { $excerpt } · { $link }
inbound-reply-unknown = ↩ Em resposta a uma mensagem mais antiga, que não está aqui
inbound-referral = 📣 Veio do anúncio «{ $headline }»
inbound-referral-unnamed = 📣 Veio de um anúncio
inbound-referral-post = 📣 Veio da publicação «{ $headline }»
inbound-referral-post-unnamed = 📣 Veio de uma publicação
inbound-referral-welcome = 👋 Saudação do anúncio: «{ $text }»
# What it shows; its address follows, where there is one.
inbound-referral-picture = 🖼️ Com imagem
inbound-referral-film = 🎬 Com vídeo
inbound-referral-source = Código do anúncio: { $id }
inbound-product = 🛍️ Sobre o produto { $product }

## What somebody wrote to the customer on the company's own phone: neither the customer's lines nor
## ours. The message follows behind a bar.

echo-sent = -# 📱 Enviado pelo celular da empresa
echo-sent-before = -# 📱 Enviado pelo celular da empresa em { $at }
echo-file = { $label } · abra no celular da empresa
echo-edited = -# 📱 Editado no celular da empresa. Antes: «{ $excerpt }». Agora:
echo-revoked = -# 📱 Apagado no celular da empresa: «{ $excerpt }»
echo-reaction = -# 📱 Reagiu com { $emoji } a «{ $excerpt }» pelo celular da empresa
echo-reaction-removed = -# 📱 Tirou a reação de «{ $excerpt }» pelo celular da empresa

## What WhatsApp says about the customer: lines of ours.

inbound-identity-changed = -# ⚙️ 🔑 O código de segurança de { $contact } mudou: pode ser outro aparelho ou outra pessoa. Confirme com quem fala antes de tratar de dados.
inbound-number-changed = -# ⚙️ { $contact } mudou de número: agora é { $phone }.
inbound-number-changed-hidden = -# ⚙️ { $contact } mudou de número. O novo não foi informado; a conversa continua aqui.
inbound-user-id-changed = -# ⚙️ A identificação de { $contact } no WhatsApp mudou: pode ser outro número ou outra conta. A conversa continua aqui; confirme com quem fala antes de tratar de dados.
inbound-news-other = -# ⚙️ O WhatsApp avisou algo sobre { $contact } que a Conecta ainda não conhece ({ $kind }). O aviso está guardado.

## A message without words of a person, where it is only mentioned: in a quote, in a question.

short-picture = 📷 Foto
short-video = 🎬 Vídeo
short-audio = 🎵 Áudio
short-voice = 🎤 Mensagem de voz
short-sticker = 🏷️ Figurinha
short-document = 📄 Documento
short-location = 📍 Localização
short-contacts = 👤 Contato
short-form = 📝 Formulário
short-order = 🛒 Pedido
short-reaction = Reação
short-call = 📞 Ligação
short-message = Mensagem
