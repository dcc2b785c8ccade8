### Lines of ours in a conversation's thread. Every line begins with the sign by which people tell
### them from the customer's. `$contact` is the customer's first name, `$by` a colleague's name,
### `$excerpt` the beginning of a message, times are relative.

## Notices: one for each variant of the core's `Notice`.

notice-started = -# ⚙️ { $by } iniciou o atendimento.
notice-assumed = -# ⚙️ { $by } assumiu o atendimento.
notice-released = -# ⚙️ { $by } liberou o atendimento. Fica em *Novos* até alguém assumir.
# `$count`: messages that were discarded from the queue.
notice-concluded = -# ⚙️ { $by } concluiu o atendimento{ $count ->
        [0] .
        [1] {" "}e descartou 1 mensagem da fila.
       *[other] {" "}e descartou { $count } mensagens da fila.
    }
notice-restarted = -# ⚙️ { $by } reiniciou o atendimento.
notice-queued = -# ⚙️ 🕓 { waits-in-the-queue }
notice-queue-leaves = -# ⚙️ { $contact } respondeu. { $count ->
        [1] A mensagem da fila está saindo.
       *[other] As { $count } mensagens da fila estão saindo, em ordem.
    }
notice-queue-sent = -# ⚙️ { $by } mandou sair a fila: { n-messages }.
notice-queue-discarded = -# ⚙️ { $by } descartou a fila: { n-messages }.
# `$reason`: the sentence of the refusal (`reason-…`).
notice-failed = -# ⚙️ ❌ { $reason }
# The same with the platform's own code, for whoever has to look it up.
notice-failed-code = -# ⚙️ ❌ { $reason } (código { $code })
# Of a line with several files: which one. `$reason` is the sentence.
failed-one-file = «{ $file }»: { $reason }
# What stood below the file did not go below another.
failed-with-words = { $reason } As palavras que iam com ele também não saíram.
# It has not failed: it waits, and is tried again without anybody.
notice-delayed = -# ⚙️ 🕓 { $reason }
# Nothing leaves from the number; `$reason` says why.
notice-paused = -# ⚙️ 🕓 { $reason } A mensagem espera e sai quando o número voltar.
notice-paused-by-people = -# ⚙️ 🕓 Os envios do número «{ $channel }» estão pausados. A mensagem espera e sai quando voltarem.
notice-paused-by-switch = -# ⚙️ 🕓 O número «{ $channel }» está desligado: nada sai. A mensagem espera até a administração ligar de novo.
notice-put-back = -# ⚙️ 🕓 O WhatsApp diz que a janela de 24 h está fechada. «{ $excerpt }» voltou para a fila e sai quando { $contact } responder.
# `$excerpt`: of the oldest one.
notice-expired = -# ⚙️ ❌ { $count ->
        [1] «{ $excerpt }» esperou demais na fila e não sai mais. Se ainda valer, escreva de novo.
       *[other] { $count } mensagens, a partir de «{ $excerpt }», esperaram demais na fila e não saem mais. Se ainda valerem, escreva de novo.
    }
notice-expired-in-doubt = -# ⚙️ ❓ «{ $excerpt }» esperou demais para sair de novo e não sai mais. Ninguém sabe se { $contact } recebeu da primeira vez; se ainda valer, pergunte antes de repetir.
notice-arrived-after-all = -# ⚙️ ⚠️ { $contact } recebeu «{ $excerpt }», embora o WhatsApp tivesse recusado antes: a entrega acaba de ser confirmada. Se não for mais o caso, explique em outra mensagem.
notice-left-before = -# ⚙️ ⚠️ Sabemos agora que esta mensagem já saiu para { $contact }, antes de a Conecta voltar a uma cópia de segurança. Ela não sai de novo; se você a mudou desde então, escreva a mudança em outra mensagem.
# `$sure`: whether it is known that the customer has it; here and below.
notice-edited-after = -# ⚙️ ✏️ Editada no Discord; { $sure ->
        [no] não sabemos se { $contact } recebeu o que estava antes:
       *[yes] { $contact } continua com:
    }
notice-edited-beside = -# ⚙️ ✏️ Editada no Discord; o que vai para { $contact } continua:
notice-deleted-after = -# ⚙️ 🗑 Apagada no Discord; { whether-received }:
notice-deleted-after-by = -# ⚙️ 🗑 Apagada no Discord por { $by }; { whether-received }:
whether-received = { $sure ->
        [no] não sabemos se { $contact } recebeu
       *[yes] { $contact } recebeu
    }
notice-file-taken-out = -# ⚙️ 🗑 «{ $file }» foi retirado da mensagem no Discord; { whether-received } o arquivo.
notice-doubt-again = -# ⚙️ { $by } enviou de novo «{ $excerpt }»: pode chegar duas vezes.
notice-doubt-gone-on = -# ⚙️ { $by } seguiu sem repetir «{ $excerpt }».
notice-sent-again = -# ⚙️ { $by } enviou de novo «{ $excerpt }».
# `$words`: what the customer wrote.
notice-opted-out = -# ⚙️ ⛔ { $contact } não quer mais receber: «{ $words }». Modelos de marketing ficam bloqueados; o resto continua saindo.
notice-opted-out-there = -# ⚙️ ⛔ { $contact } recusou mensagens de marketing no próprio WhatsApp. Modelos de marketing ficam bloqueados; o resto continua saindo.
notice-opted-out-by = -# ⚙️ ⛔ { $by } registrou que { $contact } não quer marketing. Modelos de marketing ficam bloqueados; o resto continua saindo.
notice-opted-in-by = -# ⚙️ { $by } liberou os modelos de marketing para { $contact }.
notice-back-there = -# ⚙️ { $contact } voltou a aceitar mensagens de marketing no próprio WhatsApp: os modelos de marketing estão liberados.
notice-wants-back = -# ⚙️ { $contact } escreveu «{ $words }» e quer voltar a receber. Modelos de marketing continuam bloqueados até você liberar.
notice-still-waiting = -# ⚙️ { $contact } chamou { $since } e espera resposta.
# `$file`: the name of a file of the agent's; one sentence for each `Remark` of the core.
notice-goes-converted = -# ⚙️ 📎 «{ $file }» vai como imagem comum, que o WhatsApp mostra.
notice-goes-shrunk = -# ⚙️ 📎 «{ $file }» passa do limite de imagens do WhatsApp e vai em tamanho menor.
notice-goes-moving-as-link = -# ⚙️ 📎 «{ $file }» vai como link: o WhatsApp não mostra imagens animadas.
notice-goes-moving-as-still = -# ⚙️ 📎 «{ $file }» vai como imagem parada: o WhatsApp não mostra imagens animadas. Para mostrar o movimento, envie um vídeo MP4.
notice-goes-sticker-still = -# ⚙️ 📎 A figurinha «{ $file }» vai parada: o movimento não chega ao WhatsApp.
notice-goes-sticker-as-picture = -# ⚙️ 📎 A figurinha «{ $file }» vai como imagem comum: tem detalhes demais para uma figurinha do WhatsApp.
notice-goes-voice-as-audio = -# ⚙️ 📎 «{ $file }» vai como áudio comum, não como mensagem de voz: o WhatsApp não aceita a gravação assim.
notice-goes-voice-to-fetch = -# ⚙️ 📎 «{ $file }» é uma gravação longa: no celular aparece com o ícone de baixar, e só toca depois.
notice-goes-unshown-as-document = -# ⚙️ 📎 «{ $file }» vai como documento: o WhatsApp não mostraria esta imagem.
notice-goes-form-as-document = -# ⚙️ 📎 «{ $file }» vai como documento: o WhatsApp não reproduz este formato.
notice-goes-as-link = -# ⚙️ 📎 «{ $file }» passa do limite do WhatsApp e vai como link.
notice-goes-kind-as-link = -# ⚙️ 📎 «{ $file }» vai como link: o WhatsApp não aceita este tipo de arquivo.
notice-reaction-too-old = -# ⚙️ A reação fica só aqui: o WhatsApp não aceita reações a mensagens de mais de { $days } dias. Responda com palavras.
notice-quote-too-old = -# ⚙️ A resposta vai sem a citação: o WhatsApp não mostra citações de mensagens de mais de { $days } dias.
notice-reaction-to-removed = -# ⚙️ A reação fica só aqui: { $contact } apagou essa mensagem. Responda com palavras.
notice-quote-of-removed = -# ⚙️ A resposta vai sem a citação: { $contact } apagou essa mensagem.
# `$count`: Discord's drawings that move (Lottie stickers), which are no pictures.
notice-only-names = -# ⚙️ { $count ->
        [1] Esta figurinha animada do Discord não é uma imagem: vai só o nome dela.
       *[other] Estas figurinhas animadas do Discord não são imagens: vão só os nomes delas.
    }
# `$count`: emojis that the server made itself.
notice-emoji-names = -# ⚙️ { $count ->
        [1] Este emoji é só deste servidor do Discord: vai só o nome dele.
       *[other] Estes emojis são só deste servidor do Discord: vão só os nomes deles.
    }
notice-spoiler-opens = -# ⚙️ 👁 O spoiler vai aberto: o WhatsApp não esconde nada de { $contact }.
notice-points-at-first = -# ⚙️ Para { $contact }, isto aponta para o primeiro dos { $count } arquivos: o WhatsApp só aponta para um.
# `$excerpt`: what leaves, whatever the line that it stands below says.
notice-rewritten = -# ⚙️ ✏️ { $by } mudou na fila. Sai:
notice-moved = -# ⚙️ ↕️ { $by } mudou a ordem da fila: «{ $excerpt }» trocou de lugar.
notice-taken-out = -# ⚙️ 🗑 { $by } tirou da fila: «{ $excerpt }» não sai.
notice-queue-held = -# ⚙️ ✋ { $by } segurou a fila: nada dela sai até alguém soltar.
notice-queue-let-go = -# ⚙️ { $by } soltou a fila.
notice-template-stopped = -# ⚙️ 🛑 O modelo «{ $excerpt }» não chegou a { $contact } e não sai mais: { $contact } pediu para parar. Se ainda for o caso, escolha-o de novo.
notice-assignee-left = -# ⚙️ { $who } não está mais na equipe: o atendimento voltou aos novos.
notice-stays-there = -# ⚙️ A Meta segurou este modelo para avaliar a qualidade; pode sair mais tarde ou falhar.
notice-stays-there-paused = -# ⚙️ A Meta acaba de pausar este modelo: a mensagem foi aceita, mas pode não sair.
notice-room-made = -# ⚙️ O Discord chegou ao limite de tópicos ativos; os mais antigos e parados foram arquivados e voltam quando alguém escrever neles.
notice-card-lost = -# ⚙️ O cartão deste atendimento foi apagado: este fica no lugar dele.
notice-mirror-not-shown = -# ⚙️ ❌ Uma mensagem de { $contact } não pôde aparecer aqui: o Discord não a aceitou, ou ela chegou ilegível. Está guardada; use o botão para ler.
notice-line-not-shown = -# ⚙️ ❌ O Discord não aceitou um aviso deste atendimento. Veja o cartão e a fila.
read-unshown-button = Ler a mensagem
# Only the asker sees it. `$text`: the whole of it, or its beginning.
unshown-message = Só você vê. A mensagem de { $contact }, com os endereços sem efeito:
    { $text }
# Below the customer's words.
line-addresses-inert = -# ⚙️ ⚠️ O Discord não aceitou um endereço desta mensagem. Aqui os endereços não abrem (hxxp, [.]): desconfie deles.
# In place of the words.
line-words-as-file = -# ⚙️ ⚠️ O Discord não aceitou o texto desta mensagem. Está no arquivo abaixo.

## Lines that stand for something that left without a line of the agent's own; the text follows.

line-template = -# ⚙️ 📨 Modelo «{ $template }» enviado por { $by } · { $price }
line-text = -# ⚙️ Enviado a { $contact } por { $by }:
line-note = -# ⚙️ 🔒 Nota de { $by }: { $text }

## Questions: `ask-held-…` for each `HeldReason`, `ask-queue-…` for each `AskWhy`, and the rest of
## the core's `Ask`.

ask-held-command = -# ⚙️ ⏸ Não enviei para { $contact }. Parece o comando { $command } digitado como texto.
# Begins like a command, but is none of ours.
ask-held-command-other = -# ⚙️ ⏸ Não enviei para { $contact }. Começa como um comando.
ask-held-colleague = -# ⚙️ ⏸ Não enviei para { $contact }. A linha acima é de um colega: é para quem?
ask-held-late = -# ⚙️ ⏸ Não enviei para { $contact }. Só vi esta mensagem algum tempo depois de escrita: ainda vale?
ask-held-away = -# ⚙️ ⏸ Não enviei para { $contact }. O WhatsApp não recebeu nada por um tempo: ainda vale?
ask-held-long-paste = -# ⚙️ ⏸ Não enviei para { $contact }. O Discord transformou o texto em arquivo.
ask-held-unassigned = -# ⚙️ ⏸ Não enviei para { $contact }. Ninguém assumiu este atendimento.
ask-held-concluded = -# ⚙️ ⏸ Não enviei para { $contact }. Este atendimento está concluído.
ask-held-deleted = -# ⚙️ ⏸ «{ $excerpt }» foi apagada no Discord antes de sair para { $contact }. Ainda envio?
ask-held-deleted-by = -# ⚙️ ⏸ { $by } apagou «{ $excerpt }» no Discord antes de sair para { $contact }. Ainda envio?
held-send-button = Enviar para { $contact }
held-as-text-button = Enviar como texto
held-as-file-button = Como arquivo
held-note-button = É nota
held-assume-button = Assumir e enviar
held-restart-button = Reiniciar e enviar
held-only-note-button = Só nota
paste-unreachable = O Discord não entregou o arquivo. Nada mudou: tente de novo.
paste-unreadable = O arquivo não é um texto de até 64 KB. Nada saiu: use «Como arquivo» ou cole em partes.
paste-too-large = O arquivo passa de 10 MB. Nada saiu: divida-o ou envie com outro nome.

# `$answer`: the customer's answer; `$oldest`: when the oldest was written; `$price`: of all.
# `$answered`: `no` where the customer answered in an earlier conversation.
ask-queue-facts = { $answered ->
        [no] Para { $contact }:
       *[yes] { $contact } respondeu «{ $answer }».
    } { n-messages } na fila, { $count ->
        [1] escrita
       *[other] a mais antiga
    } { $oldest }, { $price }.
ask-queue-stop = -# ⚙️ ⏸ { ask-queue-facts } Parece que não é para continuar.
ask-queue-aged = -# ⚙️ ⏸ { ask-queue-facts } Faz tempo que ninguém confirma: ainda { $count ->
        [1] vale
       *[other] valem
    }?
ask-queue-other-author = -# ⚙️ ⏸ { ask-queue-facts } Nem tudo foi escrito por quem atende agora: você confirma?
ask-queue-paused = -# ⚙️ ⏸ { ask-queue-facts } Os envios estavam pausados.
queue-send-button = Enviar { $count ->
        [1] a mensagem
       *[other] as { $count }
    }
review-button = Revisar
discard-button = Descartar

# `$from` and `$until` are times of day, `14:02`.
ask-stale-away = -# ⚙️ ⏸ Enquanto a Conecta esteve fora ({ $from }–{ $until }) você escreveu { n-messages }. Não enviei nada: ainda { $count ->
        [1] vale
       *[other] valem
    }?
ask-stale-platform = -# ⚙️ ⏸ O WhatsApp não recebeu nada ({ $from }–{ $until }) e { n-messages } de você { $count ->
        [1] espera
       *[other] esperam
    }. Ainda { $count ->
        [1] vale
       *[other] valem
    }?

# `$count`: messages that wait behind it.
ask-doubt = -# ⚙️ ❓ Não sabemos se { $contact } recebeu «{ $excerpt }».{ $count ->
        [0] {""}
        [1] {" "}1 mensagem espera atrás dela.
       *[other] {" "}{ $count } mensagens esperam atrás dela.
    }
doubt-go-on-button = Seguir sem repetir
doubt-again-button = Enviar de novo: pode chegar duas vezes

ask-opt-out = -# ⚙️ { $contact } escreveu «{ $words }». Parece que não quer mais receber. Bloqueio os modelos de marketing?
opt-out-record-button = Registrar recusa
opt-out-ignore-button = Ignorar
opt-in-button = Liberar marketing

## Buttons that help after a failure or a change.

send-correction-button = Enviar correção
send-template-button = Enviar modelo
see-queue-button = Ver fila
choose-another-button = Escolher outro
fix-template-button = Corrigir
send-again-button = Enviar de novo
see-contact-button = Ver contato

## The answers to those who pressed, for them alone.

pressed-sent = Vai para { $contact }.
pressed-note = 🔒 Fica como nota.
pressed-discarded = Descartado: { n-messages } não { $count ->
        [1] sai
       *[other] saem
    }.
pressed-too-late = Isso já foi decidido. Nada mudou agora.
pressed-opt-out-ignored = Nada mudou: modelos de marketing continuam liberados para { $contact }.
correction-sent = A correção vai para { $contact }.
correction-is-note = 🔒 O que a mensagem diz agora é nota ou nada: a correção não vai para { $contact }.
doubt-skipped = Seguimos como se { $contact } tivesse recebido; o que esperava atrás continua.
opt-out-done = { $contact } não recebe mais marketing.
opt-in-done = { $contact } volta a poder receber modelos de marketing.
