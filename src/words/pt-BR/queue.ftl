### `/queue`, and the menus on a message of the thread.

queue-header = **Fila de { $contact }** · { n-messages } · { $price }
queue-empty = A fila de { $contact } está vazia.
# `$written` and `$expires` are relative.
queue-row = { $place }. «{ $excerpt }» · { $by } · escrita { $written }, expira { $expires }
queue-select-placeholder = Escolha uma mensagem
queue-edit-button = ✏️ Editar
queue-up-button = ↑ Antes
queue-down-button = ↓ Depois
queue-delete-button = 🗑 Tirar
queue-hold-button = Segurar a fila
queue-unhold-button = Soltar a fila
queue-other-template-button = Enviar outro modelo
queue-edit-title = Editar mensagem da fila
queue-edit-label = Texto que vai sair
# `$line`: `yes` where its line says what leaves.
queue-edit-too-long = O texto não cabe no formulário do Discord, que leva até 4.000 caracteres. Nada mudou: { $line ->
        [yes] edite a própria mensagem no tópico
       *[no] tire-a da fila e envie o texto em partes
    }.
queue-edited = ✏️ Mudado. Sai este texto, embora a linha no tópico mostre o antigo.
queue-edited-note = 🔒 Virou nota: fica aqui dentro e não sai.
queue-edited-not = Este texto não serve aqui: está vazio ou é longo demais para a legenda do arquivo. Nada mudou.
queue-moved = A ordem mudou.
queue-removed = 🗑 Tirada da fila: não vai sair.
queue-held = ⏸ A fila está segurada: não sai nem quando { $contact } responder.
queue-unheld = A fila está solta: sai quando { $contact } responder.
queue-unheld-asks = A fila está solta, mas não sai sem a sua palavra: responda à pergunta no tópico.
queue-unheld-leaves = A fila está solta e sai agora, em ordem.
queue-unheld-paused = A fila está solta, mas os envios deste número estão parados: sai quando ele voltar.
queue-unheld-behind = A fila está solta, mas espera atrás de outra mensagem que pede decisão.
queue-message-gone = Esta mensagem já saiu ou foi tirada. A lista foi atualizada.

## Menu «Enviar ao cliente»

menu-send-confirm = Vai para { $contact }, de { $channel }: «{ $text }»
menu-send-confirm-files = Vai para { $contact }, de { $channel }: 📎 { $files }
menu-send-confirm-both = Vai para { $contact }, de { $channel }: «{ $text }» · 📎 { $files }
menu-send-unread = O Discord não mostrou a mensagem agora. Nada foi enviado: tente de novo.
menu-send-not-yours = Só a sua própria nota pode ir para o cliente. Nada foi enviado.
menu-send-not-note = Esta mensagem não é uma nota. Nada foi enviado agora.
menu-send-empty = Esta mensagem não tem nada para enviar.
menu-send-names = Esta nota cita pessoa, cargo ou canal do Discord, que não é para o cliente. Escreva a mensagem sem isso. Nada foi enviado.

## Menu «Tornar nota»

menu-note-done = 🔒 Virou nota. { $contact } não vê.
menu-note-already = 🔒 Esta mensagem já é uma nota.
menu-too-late = Tarde demais: { $contact } já tem esta mensagem, ou ela está saindo.
menu-never-left = Esta mensagem não saiu e não vai sair. Nada mudou.
menu-left-unknown = Não sabemos se { $contact } recebeu esta mensagem; não dá mais para retirá-la.
menu-part-left = O resto não sai mais. { $contact } já tem, ou está saindo: «{ $left }»

## Menu «Cancelar envio»

menu-cancel-done = Cancelado: não vai para { $contact }.
menu-cancel-nothing = Esta mensagem não ia sair. Nada mudou.

## Menu «Ver situação»: `status-…` for each state of a message, with its mark.

menu-status-none = Esta mensagem não é para o cliente.
# Of a line that stands for several messages: which of them, and where it stands.
status-of = «{ $excerpt }»: { $status }
status-note = 🔒 Nota: fica aqui dentro.
status-file-missing = { $count ->
        [1] ⚠️ O arquivo desta mensagem não veio.
       *[other] ⚠️ { $count } arquivos desta mensagem não vieram.
    }
# `$why`: `status-why-…`, for each `HeldReason`. To its author, and to anybody else.
status-held = ⏸ Retida: espera você decidir. { $why }
status-held-by = ⏸ Retida: espera a decisão de { $author }. { $why }
status-why-command = Começa como um comando.
status-why-colleague = A linha acima dela é de um colega.
status-why-late = Só foi vista algum tempo depois de escrita.
status-why-away = O WhatsApp não a recebeu por um tempo.
status-why-long-paste = O Discord transformou o texto em arquivo.
status-why-unassigned = Ninguém tinha assumido o atendimento.
status-why-concluded = O atendimento estava concluído.
status-why-deleted = Foi apagada no Discord antes de sair.
status-undo = Sai daqui a instantes; ainda dá para cancelar.
status-waiting = 🕓 Na fila: sai quando { $contact } responder.
# What is in the queue, and why it waits.
status-waiting-off = 🕓 Na fila: o número está desligado.
status-waiting-stopped = 🕓 Na fila: envios pausados até o número voltar a enviar.
status-waiting-paused = 🕓 Na fila: envios pausados até { $until }.
status-waiting-kept-back = ⏸ Na fila, que está segurada: sai depois que alguém soltar.
status-waiting-undecided = ⏸ Na fila: espera decisão.
status-waiting-behind = 🕓 Na fila, atrás de outra mensagem que espera decisão.
status-waiting-leaving = 🕓 Na fila: saindo, em ordem.
status-ready = 🕓 Pronta para sair; o WhatsApp ainda não recebeu.
status-sending = Saindo agora.
status-doubt = ❓ Não sabemos se { $contact } recebeu.
status-accepted = ✔️ O WhatsApp recebeu; ainda não chegou ao celular.
status-sent = ✔️ A caminho do celular de { $contact }.
status-delivered = ☑️ Entregue a { $contact }.
status-read = 🔵 { $contact } leu.
status-failed = ❌ { $reason }
status-cancelled = Cancelada: não saiu.
status-expired = ❌ Esperou demais na fila e não sai mais.
status-presumed = ❓ Ninguém sabe se { $contact } recebeu; uma pessoa decidiu seguir sem repetir.
