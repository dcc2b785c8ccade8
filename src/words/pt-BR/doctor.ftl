### What `conecta doctor` and `/diagnostics` find, and what the command line says. Names of links and
### buttons in other people's portals stand as those portals spell them.

## Settings: one sentence, then the program ends with code 2.

setting-missing = Falta { $name }: defina no ambiente ou no arquivo .env.
# `$expected`: from `setting-expects-…`. The value itself is never shown: it may be a secret.
setting-malformed = { $name } não serve: { $expected }.
setting-expects-id = precisa de um id do Discord, só números
setting-expects-ids = precisa de um ou mais ids, só números, separados por vírgula
setting-expects-https = precisa de https, exceto na própria máquina
setting-expects-address = precisa de endereço e porta, como 127.0.0.1:8080
setting-expects-version = precisa de uma versão como v25.0
setting-expects-database = precisa de um banco SQLite, como sqlite://conecta.db
setting-expects-locale = precisa de pt-BR, en ou es
setting-expects-time-zone = precisa de um fuso como America/Sao_Paulo
setting-expects-log-format = precisa de text ou json

## The command line

run-ready = A Conecta está no ar no servidor { $guild }; webhook em { $address }.
run-stopping = Parando: o que está saindo termina antes.
run-database-taken = Outra Conecta já usa o banco { $path }. Pare a outra ou escolha outro DATABASE_URL.
run-files-unusable = A pasta de arquivos { $path } não pode ser usada: { $why }. Sem ela os arquivos dos clientes se perderiam; dê à Conecta o direito de escrever nela ou escolha outra em FILES_DIR.
run-address-taken = O endereço { $address } já está em uso. Mude { $name } ou pare quem o usa.
run-migrated = Banco em dia.

## Doctor

doctor-header = Conferindo a instalação…
doctor-all-well = Tudo certo.
doctor-problems = { $count ->
        [1] 1 problema para resolver
       *[other] { $count } problemas para resolver
    }.

doctor-database-ok = Banco: { $path }, em dia.
doctor-files-ok = A pasta de arquivos { $path } aceita escrita.
doctor-files-new = A pasta de arquivos { $path } ainda não existe; nasce na primeira partida.
doctor-files-unusable = A pasta de arquivos { $path } não aceita escrita: os arquivos dos clientes não chegam. Libere espaço, dê à Conecta o direito de escrever nela, ou escolha outra em FILES_DIR.
doctor-database-new = Banco: { $path } ainda não existe; conecta run o cria.
doctor-database-in-use = Banco: { $path }, em uso pela Conecta que está no ar.
doctor-database-unusable = O banco { $path } não abre ou não aceita escrita. Confira a pasta, o disco e as permissões do arquivo.
doctor-database-behind = O banco { $path } é de uma versão anterior. Rode conecta migrate.
doctor-database-ahead = O banco { $path } é de uma versão mais nova da Conecta. Atualize este programa.

# `$count`: seconds that this machine's clock is off.
doctor-clock-ok = Relógio: certo.
doctor-clock-skewed = O relógio desta máquina está { $count ->
        [1] 1 segundo
       *[other] { $count } segundos
    } fora do certo. As janelas de 24 h sairiam erradas: ligue o NTP.
doctor-clock-unknown = Não deu para conferir o relógio: nenhum servidor disse a hora.

## Discord

doctor-discord-token-ok = Discord: o token é de { $bot }.
doctor-discord-token-wrong = O Discord recusou DISCORD_TOKEN. Gere outro no Discord Developer Portal → Bot → Reset Token.
doctor-discord-unreachable = Não dá para falar com o Discord em { $address }. Confira a rede e DISCORD_API_BASE.
doctor-intents-ok = Discord: os intents necessários estão ligados.
doctor-intents-missing = O bot não pode ler as mensagens. Ligue no Discord Developer Portal → Bot → Privileged Gateway Intents → Message Content Intent.
# Then presses and commands never reach us.
doctor-interactions-elsewhere = O Discord manda os comandos para { $url }, e não para a Conecta. Apague Interactions Endpoint URL em Discord Developer Portal → General Information.
doctor-guild-ok = Discord: o bot está no servidor { $guild }.
doctor-guild-missing = O bot não está no servidor { $guild }. Convide com o link do Discord Developer Portal → OAuth2 → URL Generator (scopes bot e applications.commands) ou corrija DISCORD_GUILD_ID.
doctor-voice-closed = Sem a permissão { $permission }, os áudios de voz dos clientes chegam como arquivos comuns. Dê a permissão ao cargo do bot para que toquem direto na conversa.
doctor-audit-log-closed = Sem a permissão { $permission }, a Conecta não sabe quem apagou uma mensagem: toda mensagem apagada antes de sair conta como cancelada pelo autor. Dê a permissão ao cargo do bot, se quiser que ela pergunte.
doctor-commands-refused = O Discord não aceitou os comandos. Convide o bot de novo com o scope applications.commands (OAuth2 → URL Generator).
doctor-channel-ok = Canal de { $team }: { $place }, privado e com as permissões certas.
doctor-channel-permissions = Em { $place }, da equipe { $team }, falta ao bot: { $permissions }. Ajuste em Edit Channel → Permissions.
doctor-channel-visible = { $place }, da equipe { $team }, também pode ser lido por: { $readers }. Feche em Edit Channel → Permissions.
doctor-channel-shut-out = Em { $place }, da equipe { $team }, sem conseguir ler ou escrever nos tópicos: { $roles }. Assim não veem nem atendem ninguém. Permita View Channel e Send Messages in Threads em Edit Channel → Permissions.
doctor-channel-posting = Em { $place }, da equipe { $team }, podem escrever fora dos tópicos: { $roles }. O que se escreve ali não chega a cliente nenhum. Negue Send Messages em Edit Channel → Permissions.
doctor-channel-gone = O canal da equipe { $team } não existe mais no Discord. Escolha outro com /equipe.
doctor-role-gone = O cargo da equipe { $team } não existe mais no Discord e ninguém está nela. Escolha outro com /equipe.
doctor-team-empty = Ninguém tem o cargo da equipe { $team }. Dê o cargo { $role } a quem atende.
doctor-teams-none = Ainda não há equipe. Comece com /configurar no Discord.
doctor-supervisors-ok = Supervisores de { $team }: { $role }.
doctor-supervisors-none = A equipe { $team } não tem cargo de supervisores. Escolha um com /equipe.
doctor-admin-place-ok = Avisos à administração: em { $place }.
doctor-admin-place-none = Avisos à administração: por enquanto só aqui e no log. Escolha um canal com /configurar.
doctor-admin-place-closed = A Conecta não consegue escrever em { $place }, onde avisa a administração. Ajuste em Edit Channel → Permissions ou escolha outro com /configurar.

## WhatsApp

doctor-whatsapp-token-ok = WhatsApp: o token vale e não expira.
doctor-whatsapp-token-wrong = A Meta recusou WHATSAPP_TOKEN. Gere outro em Business settings → System users → Generate token, sem prazo.
doctor-whatsapp-token-expires = WHATSAPP_TOKEN expira em { $when }. Gere um sem prazo em Business settings → System users → Generate token.
doctor-whatsapp-token-permission = Falta ao WHATSAPP_TOKEN a permissão { $permissions }. Gere outro com ela em Business settings → System users → Generate token.
doctor-whatsapp-unreachable = Não dá para falar com o WhatsApp em { $address }. Confira a rede, GRAPH_API_BASE e GRAPH_API_VERSION.
doctor-account-gone = A conta { $account } não existe ou o token não a alcança. Confira WHATSAPP_BUSINESS_ACCOUNT_IDS e, em System users, Assign assets.
doctor-numbers-none = A conta { $account } não tem números. Adicione um em WhatsApp Manager → Phone numbers.
doctor-number-ok = Número { $channel } ({ $phone }): conectado e ligado.
doctor-number-off = Número { $channel } ({ $phone }): desligado. Ligue com /numero, se quiser usar.
doctor-number-disconnected = Número { $channel } ({ $phone }): a Meta diz { $status }, e nada sai por ele. Veja em WhatsApp Manager → Phone numbers.
doctor-number-quality = Número { $channel } ({ $phone }): qualidade baixa na Meta. Menos modelos sem resposta, ou os limites caem.
doctor-number-teamless = Número { $channel } ({ $phone }): nenhuma equipe recebe quem escreve primeiro. Escolha com /numero.
doctor-number-paused = Número { $channel } ({ $phone }): envios pausados. { $reason }
doctor-numbers-off = Nenhum número está ligado: nada sai nem chega. Ligue um com /numero.
doctor-webhook-ok = Webhook: responde em { $url }.
doctor-webhook-no-url = Falta PUBLIC_URL: sem ele não dá para conferir o webhook por fora.
doctor-webhook-unreachable = { $url } não responde de fora. Confira o proxy HTTPS, o DNS e WEBHOOK_BIND.
doctor-webhook-verification = { $url } não confirmou o WHATSAPP_VERIFY_TOKEN. Ele deve ser igual aqui e na Meta, em WhatsApp → Configuration → Webhook.
doctor-webhook-other-url = A Meta manda os avisos para { $actual }, não para { $url }. Corrija em WhatsApp → Configuration → Webhook.
doctor-currency-without-tariffs = A conta { $account } é cobrada em { $currency }, e a tabela de tarifas não tem essa moeda: os preços aparecem como desconhecidos.
doctor-not-subscribed = A conta { $account } não está inscrita neste aplicativo e nenhuma mensagem chega. Inscreva com /configurar.
doctor-webhook-not-refused = { $url } não recusou um token errado: quem responde ali não é a Conecta. Confira o proxy HTTPS.
doctor-webhook-not-set = A Meta ainda não sabe para onde mandar as mensagens. Em WhatsApp → Configuration → Webhook, use { $url } e o WHATSAPP_VERIFY_TOKEN.
doctor-webhook-no-messages = A Meta não manda as mensagens: assine messages em WhatsApp → Configuration → Webhook fields.
# `$fields`: names as Meta writes them.
doctor-webhook-fields = A Meta não avisa de tudo, e do que falta ninguém aqui fica sabendo: assine também { $fields } em WhatsApp → Configuration → Webhook fields.
doctor-app-secret-wrong = A Meta não reconhece WHATSAPP_APP_SECRET, e todo aviso dela seria recusado. Copie de novo em App settings → Basic → App secret.
doctor-subscribed = A conta { $account } está inscrita neste aplicativo.
doctor-templates-ok = Modelos: { $count ->
        [1] 1 aprovado
       *[other] { $count } aprovados
    }.
doctor-templates-none = Nenhum modelo aprovado na conta { $account }: não dá para iniciar atendimentos. Crie um em WhatsApp Manager → Message templates.
