### Starting a conversation: one private message, edited in place. `$contact` is the full name.
### `$path` is what was chosen so far: `Ana Souza › Vendas`.

wizard-trail = Novo atendimento · { $step } de 5
wizard-trail-path = Novo atendimento · { $step } de 5 · { $path }
# The same wizard, opened in a conversation: only the template and its parameters.
wizard-trail-template = Modelo · { $step } de 2 · { $path }
wizard-resumed = Continuando o rascunho de { $when }.
wizard-afresh-button = Começar de novo
wizard-cancelled = Cancelado. Nada foi enviado.

## 1. Contact

wizard-contact-prompt = Com quem você quer falar?
wizard-contact-placeholder = Contatos recentes
wizard-contact-found-placeholder = Contatos encontrados
wizard-contact-new-button = ＋ Novo contato
# `$window`: `window-open-short` or `window-closed-short`.
wizard-contact-row = { $phone } · { $channel } · { $window }
wizard-contact-row-never = { $phone } · nunca conversou
wizard-contact-row-blocked = ⛔ { $phone } · bloqueado
wizard-contact-row-opted-out = ⛔ { $phone } · não quer receber
wizard-contact-no-phone = sem telefone
wizard-contact-found = { $count ->
        [1] 1 contato
       *[other] { $count } contatos
    } para «{ $query }»:
wizard-contact-found-many = Mais de { $count } contatos para «{ $query }». Estes são os mais prováveis; busque com mais letras para chegar a outros.
wizard-contact-not-found = Ninguém para «{ $query }». Busque outra parte do nome, do e-mail ou do telefone, ou crie o contato.
wizard-contact-blocked = ⛔ { $contact } está bloqueado: nada sai e nada chega. Só a administração desbloqueia.
# `$next`: `wizard-opted-out-start`, `wizard-opted-out-wait` or `wizard-opted-out-template`.
wizard-contact-opted-out = ⛔ { $contact } pediu { $when } para não receber mais: «{ $words }». { $next }
wizard-contact-opted-out-by = ⛔ { $by } registrou { $when } que { $contact } não quer marketing. { $next }
wizard-contact-opted-out-there = ⛔ { $contact } recusou mensagens de marketing no próprio WhatsApp { $when }. { $next }
# `$button`: `opt-in-button`. `$view`: `/contact view`.
wizard-opted-out-start = Nenhum atendimento começa por aqui: espere { $contact } escrever ou, se voltou a aceitar, use «{ $button }» em { $view }.
wizard-opted-out-wait = Nenhum atendimento começa por aqui: espere { $contact } escrever.
wizard-opted-out-template = Escolha um modelo que não seja de marketing.
wizard-search-title = Buscar contato
wizard-search-label = Nome, telefone ou e-mail
wizard-search-placeholder = Qualquer parte: jose, 9876, @empresa

## 2. Channel

wizard-channel-prompt = Por qual número falar com { $contact }?
wizard-channel-placeholder = Números ligados
wizard-channel-row = 📱 { $channel } · { $phone } · { $health }
wizard-channel-none = Nenhum número ligado alcança { $contact }. Fale com a administração: { $number } liga um.
wizard-channel-stopped = O número «{ $channel }» não pode enviar agora. Escolha outro ou fale com a administração.
wizard-channel-open-here = { $contact } já está em atendimento por este número: { $thread }.
wizard-channel-open-other-team = { $contact } já está em atendimento com outra equipe desde { $since }.
wizard-channel-open-elsewhere = ⚠️ { $contact } já está em atendimento por outro número, «{ $channel }». Se seguir, serão duas conversas.

## 3. Team

wizard-team-prompt = Qual equipe vai atender?
wizard-team-placeholder = Suas equipes
wizard-window-open = A janela de { $contact } está aberta e fecha { $closes }: dá para conversar sem modelo.
wizard-free-button = Conversar sem modelo

## 4. Template

wizard-template-prompt = Qual modelo enviar?
wizard-template-placeholder = Modelos aprovados
# `$price`: of one delivery.
wizard-template-row = { $category } · { $language } · { $price }
wizard-template-none = Nenhum modelo aprovado deste número está aberto à equipe { $team }. Fale com a administração.
wizard-template-not-found = Nenhum modelo para «{ $query }». Busque outra palavra.
wizard-template-gone = O modelo «{ $template }» não está mais disponível. A lista foi atualizada: escolha outro.
wizard-template-not-sendable = O modelo «{ $template }» tem uma parte que a Conecta ainda não envia ({ $part }). Escolha outro.
wizard-template-search-title = Buscar modelo
wizard-template-search-label = Nome ou texto do modelo
wizard-template-search-placeholder = Qualquer parte: pedido, lembrete
# What a phone shows above the text.
header-picture = 🖼️ *foto*
header-video = 🎬 *vídeo*
header-document = 📄 *documento*
header-location = 📍 *localização*

## 5. Parameters

wizard-parameters-prompt = { $count ->
        [1] Falta 1 parâmetro
       *[other] Faltam { $count } parâmetros
    } do modelo.
wizard-parameters-button = Preencher { $from } a { $to } de { $total }
wizard-parameters-one-button = Preencher
wizard-parameters-title = Parâmetros do modelo
# `$button`: the button's own text, at most 25 characters.
wizard-parameter-url-label = Fim do link «{ $button }»
wizard-parameter-code-label = Código para copiar
wizard-parameter-placeholder = Ex.: { $example }
wizard-latitude-label = Latitude
wizard-longitude-label = Longitude
wizard-place-name-label = Nome do lugar
wizard-place-address-label = Endereço
wizard-place-bad = «{ $value }» não é uma coordenada. Escreva em graus: -23.5505.
wizard-parameter-empty = Falta «{ $label }». Nada foi enviado.
wizard-parameter-long = «{ $label }» tem { $length } caracteres e cabem { $limit }. Nada foi enviado: encurte.
wizard-parameter-link-bad = «{ $label }» vai no fim de um link e não pode ter espaços. Nada foi enviado.
wizard-parameter-note = «{ $label }» parece nota (começa com // ou 🔒, ou cita pessoa, cargo ou canal do Discord). Nada foi enviado.
wizard-text-long = O texto todo ficaria com { $length } caracteres e cabem { $limit }. Nada foi enviado: encurte.
wizard-parameter-corrected = Em «{ $label }», quebras de linha e espaços repetidos viraram um espaço: o WhatsApp não os aceita em modelos.
# `$attach`: the command, as a mention.
wizard-media-picture = Este modelo leva uma foto: use { $attach }.
wizard-media-video = Este modelo leva um vídeo: use { $attach }.
wizard-media-document = Este modelo leva um PDF: use { $attach }.
# `$file`: the template's own; `$attach`: the command, as a mention.
wizard-standing-failed = O WhatsApp não recebeu «{ $file }», o arquivo fixo do modelo. Nada saiu: tente de novo, ou anexe outro com { $attach }.

## The preview and the start

wizard-preview-prompt = Confira. É assim que vai aparecer no celular de { $contact }:
wizard-preview-to = **Para:** { $contact } · { $phone }
wizard-preview-from = **De:** { $channel } · { $phone }
wizard-preview-team = **Equipe:** { $team }
wizard-preview-price = **Preço:** { $price }
wizard-preview-buttons = **Botões:** { $buttons }
wizard-preview-file = 📎 { $file }
wizard-start-button = ✅ Iniciar atendimento
wizard-send-button = ✅ Enviar modelo
wizard-edit-button = ✏️ Parâmetros
wizard-changed = O modelo mudou na Meta desde a prévia. Nada foi enviado: este é o texto novo, com o preço novo.
wizard-price-changed = O preço mudou desde a prévia. Nada foi enviado: este é o novo.
wizard-started = ✅ Atendimento iniciado: { $thread }
wizard-sent = ✅ Modelo a caminho de { $contact }.
wizard-already-started = Este atendimento já foi iniciado: { $thread }
wizard-window-closed = A janela de 24 h fechou: para falar agora é preciso um modelo.
wizard-parameters-wrong = Algum parâmetro não serve. Nada foi enviado: confira e tente de novo.

## `/attach`

attach-done = 📎 «{ $file }» está no rascunho. Continue ali.
attach-no-draft = Você não tem rascunho aberto. Comece com { $start } e anexe quando o modelo pedir.
attach-too-early = «{ $file }» ainda não foi guardado: escolha antes o modelo que leva um arquivo, e mande-o então com { $attach }.
attach-not-wanted = O modelo escolhido não leva arquivo. Nada foi anexado.
# `$wanted`: `foto`, `vídeo`, `PDF`, from `attach-kind-…`.
attach-wrong-kind = «{ $file }» não serve: o modelo leva { $wanted }. Anexe outro.
attach-kind-picture = uma foto JPEG ou PNG
attach-kind-video = um vídeo MP4 ou 3GPP
attach-kind-document = um documento, de preferência PDF
attach-too-large = «{ $file }» passa de { $limit } MB, o limite do WhatsApp. Anexe um menor.
attach-not-taken = O WhatsApp não está recebendo arquivos agora, e «{ $file }» não foi anexado. O arquivo pode estar certo: anexe de novo em alguns minutos.
attach-unreachable = Não consegui buscar «{ $file }» no Discord. Anexe de novo.

## Questions about money, before a template leaves

money-unanswered = { $contact } ainda não respondeu ao modelo de { $when }. Outro custa { $price } e pode baixar a qualidade do número.
money-unanswered-unknown = { $contact } ainda não respondeu ao modelo de { $when }. Outro tem preço desconhecido e pode baixar a qualidade do número.
money-unanswered-free = { $contact } ainda não respondeu ao modelo de { $when }. Outro é grátis, mas pode baixar a qualidade do número.
money-third = { $contact } não respondeu a { $count } modelos. Mais um só com supervisor; fale com { $whom }.
# `$hour`: now, where the company is.
money-night = São { $hour }. Marketing entre 21 h e 8 h incomoda e pode baixar a qualidade do número.
money-send-anyway-button = Enviar mesmo assim
money-wait-button = Esperar
money-waited = Nada foi enviado. O rascunho fica guardado.
