### The card of a conversation. A field's line is a label and a value; what the values may be follows.

card-contact = **Contato:** { $value }
card-channel = **Canal:** { $value }
card-team = **Equipe:** { $value }
card-assignee = **Atendente:** { $value }
card-state = **Situação:** { $value }
card-window = **Janela:** { $value }
card-queue = **Fila:** { $value }
card-cost = **Custo:** { $value }
card-problem = **Último problema:** { $value }
# The card's own text, which stands alone where its components are not shown.
card-summary = { $contact } · { $channel } · { $state }

card-unassigned = ninguém ainda
state-new = novo
state-waiting = aguardando resposta
state-active = em andamento
state-concluded = concluído
# `$closes`: relative, so that Discord counts down.
window-open = 🟢 aberta, fecha { $closes }
window-closed = 🔴 fechada: abre quando { $contact } responder
queue-none = vazia
queue-waiting = 🕓 { $count } na fila: { $count ->
        [1] sai
       *[other] saem
    } quando { $contact } responder
queue-leaving = 🕓 { $count } na fila: saindo
queue-kept-back = ⏸ { $count } na fila: segurada
queue-undecided = ⏸ { $count } na fila: { $count ->
        [1] espera
       *[other] esperam
    } decisão
queue-paused = 🕓 { $count } na fila: envios pausados até { $until }
queue-off = 🕓 { $count } na fila: o número está desligado
queue-stopped = 🕓 { $count } na fila: envios pausados até o número voltar a enviar
cost-none = nada cobrado até agora
cost-incomplete = { $amount } + preço desconhecido
problem-row = ❌ { $reason } ({ $when })

card-assume-button = Assumir
card-template-button = Modelo
card-queue-button = Fila
card-conclude-button = Concluir
card-release-button = Liberar
card-restart-button = Reiniciar
card-contact-button = Contato
card-open-button = Abrir

## The select with the rest: the second line of each option.

more-placeholder = Mais…
more-release-about = Volta para os novos da equipe
more-contact-about = Ver, editar e, para a administração, bloquear
more-opt-out-about = Modelos de marketing deixam de sair para esta pessoa
more-opt-in-about = Esta pessoa pediu para receber marketing de novo
more-help = Outros comandos
more-help-about = Nota, mensagem rápida, pergunta, lugar, arquivo
