### `/team` and `/number`.

team-header = **Equipes** ({ $count })
team-none = Ainda não há equipe. Crie a primeira.
team-row = **{ $team }** · { $role } · { $place }
team-supervisors = Supervisão: { $role }
team-new-button = ＋ Nova equipe
team-new-title = Nova equipe
team-edit-title = Nome da equipe
team-name-label = Nome da equipe
team-name-placeholder = Vendas
team-select-placeholder = Escolha uma equipe
team-role-placeholder = Cargo: quem tem é da equipe
team-channel-placeholder = Canal privado da equipe
team-supervisors-placeholder = Cargo de quem supervisiona
team-role-missing = falta o cargo
team-channel-missing = falta o canal
team-created = ✅ Equipe { $team } criada. Escolha o cargo e o canal.
team-saved = ✅ Equipe { $team } salva.
team-ready = ✅ A equipe { $team } está pronta em { $place }.
team-name-taken = Já existe uma equipe { $team }. Escolha outro nome.
team-name-bad = O nome vai de 1 a { $limit } caracteres. Nada mudou.
team-channel-taken = { $place } já é o canal da equipe { $team }. Escolha outro.
team-channel-kind = { $place } não é um canal de texto. Escolha outro.
team-channel-closed = { $count ->
        [1] Falta à Conecta a permissão
       *[other] Faltam à Conecta as permissões
    } { $permissions } em { $place }, que não foi escolhido. Ajuste nas permissões do canal e escolha de novo.
team-role-everyone = Todo o servidor tem este cargo. Escolha um só da equipe.

## A team's rules

team-rules-button = Regras
team-rules-header = **Regras de { $team }**
# `$count`: seconds.
team-rule-undo = • Desfazer: a mensagem sai { $count ->
        [0] na hora
       *[other] { $count } s depois de escrita
    }.
# `$count`: hours.
team-rule-fresh = • Fila: sai sozinha quando o cliente responde, se cada mensagem foi escrita ou confirmada nas últimas { $count } h.
team-rule-fresh-never = • Fila: sempre pergunta antes de sair.
# `$count`: days.
team-rule-queue = • Na fila, uma mensagem espera até { $count ->
        [1] 1 dia
       *[other] { $count } dias
    }.
# `$count`: minutes.
team-rule-new = • Novos: se o mais antigo espera { $count } min, a equipe é mencionada.
team-rule-new-never = • Novos: ninguém é mencionado.
team-rule-quoted = • Só sai o que começa com `> `; o resto é nota.
team-rule-not-quoted = • O que quem atende escreve no tópico sai.
team-rule-third = • O terceiro modelo sem resposta só sai pela supervisão.
team-rule-no-third = • O terceiro modelo sem resposta sai por quem atende.
team-reading-placeholder = Quando o cliente vê que foi lido
team-reading-action = Leitura: quando quem atende age
team-reading-typing = Leitura: quando quem atende age, e «digitando…» até a mensagem sair
team-reading-answer = Leitura: só quando uma resposta sai
team-reading-never = Leitura: nunca
team-signature-placeholder = Quando o nome de quem escreve vai antes da mensagem
team-signature-first = Assinatura: na primeira mensagem de quem assume
team-signature-every = Assinatura: em toda mensagem
team-signature-off = Assinatura: nunca
team-times-button = Tempos
team-times-title = Tempos da equipe
team-undo-label = Segundos para desfazer, 0 a 30
team-fresh-label = Fila sai sozinha até quantas horas (0 a 168)
team-queue-label = Dias na fila, 1 a 365
team-new-after-label = Minutos até mencionar a equipe (0 a 60)
team-time-bad = «{ $field }» vai de { $min } a { $max }. Nada mudou.
team-quoted-on-button = Só o que começa com > sai
team-quoted-off-button = Tudo que se escreve sai
team-third-on-button = 3º modelo: só supervisão
team-third-off-button = 3º modelo: quem atende

## Numbers

number-header = **Números** ({ $count })
# `$health`: from `number-…`; `$team`: of messages from people without a conversation.
number-row = { $health } **{ $channel }** · { $phone } · equipe { $team }
number-row-off = ⚪ **{ $channel }** · { $phone } · desligado
number-team-missing = nenhuma ainda
number-healthy = 🟢
number-quality-medium = 🟡 qualidade média
number-quality-low = 🔴 qualidade baixa
number-not-connected = 🔴 desconectado na Meta
number-stopped = 🔴 parado: não envia
number-paused = ⏸ pausado até { $until }
number-on-button = Ligar
number-on-named-button = Ligar { $channel }
number-off-button = Desligar
number-rename-title = Nome do número
number-name-label = Como a equipe chama este número
number-name-placeholder = Vendas
number-select-placeholder = Escolha um número
number-team-placeholder = Equipe de quem escreve primeiro
number-on = ✅ { $channel } está ligado: o que chegar abre atendimentos na equipe { $team }.
number-off = ⚪ { $channel } está desligado: nada sai, e o que chegar é contado, não guardado.
number-needs-team = Escolha antes a equipe que recebe quem escreve primeiro. O número continua desligado.
number-saved = ✅ { $channel } salvo.
number-sync-button = ↻ Ler números e modelos
number-synced = ↻ Lido agora. Números: { $numbers }. Modelos: { $templates }.
number-sync-failed = A Meta não respondeu. Nada mudou: tente de novo em alguns minutos.
