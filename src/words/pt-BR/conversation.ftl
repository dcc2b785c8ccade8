### The inbox, and the life of a conversation: confirmations for the person who acted.

## `/conversations`

inbox-header = **Atendimentos de { $by }**
inbox-waiting = **Esperam por mim** ({ $count })
inbox-held = **Retidas: só saem quando você disser** ({ $count })
inbox-doubt = **Em dúvida** ({ $count })
inbox-failed = **Falharam** ({ $count })
inbox-new = **Novos** ({ $count })
inbox-mine = **Meus** ({ $count })
inbox-others = **Outros** ({ $count })
inbox-concluded = **Concluídos** ({ $count })
inbox-all-button = Esperam por mim
inbox-new-button = Novos
inbox-mine-button = Meus
inbox-others-button = Outros
inbox-concluded-button = Concluídos
inbox-row = { $thread } · { $channel } · { $state } · { $when }
inbox-row-assigned = { $thread } · { $channel } · com { $assignee } · { $when }
inbox-nothing-waits = Nada espera por você. 🎉
inbox-list-empty = Nada nesta lista.

## Assume

assume-done = O atendimento de { $contact } é seu: o que você escrever no tópico vai para { $contact }.
assume-already-yours = Este atendimento já é seu.
assume-colleague = Está com { $assignee }, sem responder { $since }.
assume-colleague-answered = Está com { $assignee }, que já respondeu.
assume-too-late = { $assignee } assumiu antes de você.
assume-concluded = Este atendimento está concluído. Para falar de novo, use { $restart }.

## Release

release-done = Você liberou o atendimento de { $contact }. Fica em *Novos* até alguém assumir.
release-queue-stays = { n-messages } na fila { $count ->
        [1] espera
       *[other] esperam
    } a confirmação de quem assumir.
release-nobody = Ninguém assumiu este atendimento ainda.

## Conclude

conclude-done = Atendimento de { $contact } concluído. Se { $contact } escrever, um novo começa.
conclude-queue = { n-messages } na fila.
conclude-discard-button = Concluir e descartar
conclude-just-wrote = { $contact } escreveu há { $seconds } s.
conclude-see-button = Ver
conclude-doubt = Não sabemos se { $contact } recebeu «{ $excerpt }». Decida isso antes de concluir.
conclude-under-way = Uma mensagem está saindo agora. Conclua daqui a alguns segundos.
conclude-already = Este atendimento já está concluído.

## Restart

restart-done = Atendimento de { $contact } reiniciado: { $thread }
restart-open = Este atendimento está aberto: { $thread }
restart-open-elsewhere = { $contact } já está em outro atendimento: { $thread }
restart-needs-template = A janela de 24 h está fechada. O atendimento foi reiniciado; envie um modelo para { $contact } responder.
restart-which = Qual atendimento? Use { $restart } no tópico dele, ou escolha um da lista ao digitar.

## How somebody is told. `$how`: one of the three below.

preferences-now = Aviso você { $how }.
preferences-every = em toda mensagem dos seus clientes
preferences-first = na primeira mensagem desde que você escreveu, e de novo após 5 minutos sem resposta
preferences-nothing = de nada: os tópicos só ficam não lidos
preferences-every-button = Toda mensagem
preferences-first-button = Só a primeira
preferences-nothing-button = Nada
