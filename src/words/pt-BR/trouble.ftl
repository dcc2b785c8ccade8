### Refusals in one sentence, trouble with Discord, and what admins are told.

## Refusals. `$whom`: a mention of who can help.

refused-not-in-team = Você não está na equipe { $team }. Fale com { $whom }.
# They supervise it, and so are whom others would talk to.
refused-supervises = Você supervisiona { $team }, mas só quem tem o cargo { $role } atende. Nada mudou: peça o cargo a quem administra o servidor.
refused-no-team = Você não está em nenhuma equipe. Fale com { $whom }.
# `$roles`: of the teams.
refused-no-team-admin = Você administra o servidor, mas não está em nenhuma equipe. Dê a si um destes cargos no Discord: { $roles }.
# Where there is nobody to mention.
refused-admins = quem administra o servidor
refused-not-assignee = Este atendimento está com { $assignee }. Nada mudou; para ficar com ele, use { $assume }.
# To whoever supervises, but cannot assume.
refused-left-to-assignee = Este atendimento está com { $assignee }, e só essa pessoa decide isto. Nada mudou: fale com ela.
refused-unassigned = Ninguém assumiu este atendimento. Nada mudou; para ficar com ele, use { $assume }.
refused-not-author = Só { $author } decide sobre esta mensagem. Nada mudou.
refused-admin-only = Só quem tem a permissão Manage Server pode fazer isto. Nada mudou.
refused-button-unknown = Este botão não vale mais. Nada mudou.
refused-draft-gone = Este rascunho não existe mais. Nada foi enviado; comece com { $start }.
refused-outside-thread = Isto vale dentro do tópico de um atendimento. Ache o seu com { $conversations }.
refused-other-server = A Conecta só trabalha no servidor da empresa.
refused-concluded = Este atendimento está concluído. Nada mudou; para falar de novo, use { $restart }.
refused-not-found = Não achei «{ $query }». Escolha um da lista ao digitar.
refused-not-set-up = A Conecta ainda não está configurada aqui. Quem administra começa com { $setup }.
# `$reference`: finds the log lines that belong to it.
refused-our-fault = Algo deu errado do nosso lado e nada mudou. Tente de novo; se continuar, mostre à administração: { $reference }.
refused-busy = A Conecta está ocupada e nada mudou. Tente de novo em alguns segundos.

## Discord. Permissions carry Discord's own English names.

discord-permission-missing = { $count ->
        [1] Falta à Conecta a permissão
       *[other] Faltam à Conecta as permissões
    } { $permissions } em { $place }. Até lá, os atendimentos daí não aparecem: ajuste nas permissões do canal.
discord-no-answer = O Discord não respondeu sobre { $place }. Tente de novo em alguns minutos.
discord-channel-gone = Este canal foi apagado no Discord. Escolha outro.
discord-commands-late = O Discord ainda não recebeu os comandos; valem os de antes. A Conecta tentou sozinha; se continuar, reinicie-a.
discord-channel-deleted = ⚠️ O canal da equipe { $team } foi apagado no Discord. Os atendimentos esperam: escolha outro canal com { $command }.
discord-role-deleted = ⚠️ O cargo da equipe { $team } foi apagado no Discord e ninguém mais está nela. Escolha outro com { $command }.

## What admins are told

alert-number-stopped = ⚠️ O número «{ $channel }» parou de enviar. { $reason } { $count ->
        [1] 1 mensagem espera
       *[other] { $count } mensagens esperam
    }.
alert-number-back = ✅ O número «{ $channel }» voltou a enviar.
# `$since`: relative, `há 5 minutos`. `$command`: `/diagnostics`.
alert-still-messages = ⚠️ Mensagens prontas não saem para clientes: a mais antiga espera { $since }. Nada se perdeu, e a que espera 15 minutos pergunta antes de sair. Veja a causa em { $command }.
alert-still-lines = ⚠️ O que deveria aparecer nos tópicos não aparece: o mais antigo espera { $since }. Quem atende pode não ver o que o cliente escreveu. Nada se perdeu; veja a causa em { $command }.
alert-still-webhooks = ⚠️ Avisos do WhatsApp não puderam ser processados: o mais antigo espera { $since }. Mensagens de clientes podem faltar nos tópicos. Nada se perdeu; veja a causa em { $command }.
alert-moving-messages = ✅ Não há mais mensagens paradas. O que esperou 15 minutos está retido nos tópicos, à espera de quem escreveu.
alert-moving-lines = ✅ Os tópicos estão em dia de novo.
alert-moving-webhooks = ✅ Os avisos do WhatsApp estão processados de novo.
alert-no-room = ⚠️ O disco da Conecta não aceita mais arquivos. Os que os clientes mandam esperam, e os atendimentos seguem sem eles: libere espaço ou confira a pasta de FILES_DIR, e eles chegam em minutos.
alert-reader-appeared = ⚠️ { $reader } agora consegue ler { $place }, com as conversas da equipe { $team }. Se não for para ser, ajuste as permissões do canal.
alert-unreadable = ⚠️ { $count ->
        [1] 1 aviso
       *[other] { $count } avisos
    } do WhatsApp não { $count ->
        [1] pôde ser lido
       *[other] puderam ser lidos
    } e { $count ->
        [1] fica guardado
       *[other] ficam guardados
    } por 30 dias. Mostre a quem cuida da instalação.
alert-given-up = ⚠️ { $count ->
        [1] 1 aviso do WhatsApp não pôde ser processado e não será tentado de novo
       *[other] { $count } avisos do WhatsApp não puderam ser processados e não serão tentados de novo
    }: mensagens de clientes podem faltar nos tópicos. O conteúdo fica guardado no banco de dados por 30 dias: mostre a quem cuida da instalação, que acha a causa no log.
