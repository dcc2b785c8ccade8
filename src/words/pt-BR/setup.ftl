### `/setup`: five ticks in one message, resumable. Steps are shown as `✅ 1 · WhatsApp`.

setup-header = **Primeiro dia** · { $done } de 5
setup-step-whatsapp = 1 · WhatsApp
setup-app-live = ℹ️ A API da Meta não diz se o aplicativo está publicado. Confira em App Dashboard → App Mode: Live. Em desenvolvimento, só os números de teste e as pessoas do aplicativo funcionam.
setup-step-numbers = 2 · Números
setup-step-team = 3 · Equipe
setup-step-supervisors = 4 · Supervisores
setup-step-test = 5 · Teste
setup-complete = Tudo pronto. A equipe já pode usar { $start }; { $diagnostics } confere tudo de novo quando quiser.

## 1. WhatsApp

setup-also-connected = Também conectado: { $apps }. As duas plataformas vão receber.
setup-subscribe-button = Inscrever a Conecta na conta
setup-subscribed = ✅ Inscrita: as mensagens chegam à Conecta, e a quem mais estiver conectado.
setup-subscribe-failed = A Meta não aceitou a inscrição. Confira as permissões do WHATSAPP_TOKEN e tente de novo.

## 2. Numbers

setup-numbers-prompt = Cada número está desligado até você ligar aqui.
setup-numbers-none = Nenhum número nas contas do WhatsApp. Confira WHATSAPP_BUSINESS_ACCOUNT_IDS.
setup-off-count = { $count ->
        [1] 1 mensagem chegou
       *[other] { $count } mensagens chegaram
    } em { $channel } (desligado).

## 3. Team

setup-team-prompt = Crie a primeira equipe com { $team }: um nome, um cargo do Discord (quem tem o cargo é da equipe) e um canal privado.

## 4. Supervisors

setup-supervisors-prompt = Escolha o cargo de quem supervisiona cada equipe com { $team }. Supervisores veem todos os atendimentos dela.

## 5. Test

setup-test-prompt = Um modelo vai para o seu celular; responda por lá e a resposta aparece aqui.
# `$price`: of one template, `words::estimate` or unknown.
setup-test-button = Enviar teste para mim · { $price }
setup-test-title = Teste no meu celular
setup-test-phone-label = Seu telefone com DDI e DDD
setup-test-sent = Teste enviado. Responda pelo celular.
setup-test-answered = ✅ A sua resposta chegou: ida e volta funcionam.
setup-test-no-template = Não há modelo aprovado sem parâmetros para testar. Crie um na Meta e atualize.
setup-test-no-role = O teste é um atendimento seu, e você ainda não está em nenhuma equipe. Dê a si no Discord um destes cargos e aperte de novo: { $roles }.

## What admins are told once

setup-advice = **Para o dia a dia**
    • Limite os comandos por cargo em Server Settings → Integrations.
    • Recomende a notificação «Only @mentions» nos canais das equipes.
    • Deixe notificações de reação só para mensagens diretas.

## Where admins are told

setup-admin-place = 🔔 Avisos à administração: em { $place }.
setup-admin-place-none = 🔔 Avisos à administração: ainda sem canal, ninguém é avisado. Escolha um abaixo.
# The line that stands there as soon as it is chosen.
setup-admin-place-line = 🔔 Aqui a Conecta avisa a administração: números que param, canais e cargos que somem, quem passa a ler. Escolhido por { $by }.
setup-admin-place-chosen = ✅ Avisos à administração vão para { $place }; há uma linha lá.
setup-admin-place-closed = A Conecta não consegue escrever em { $place }. Nada mudou: dê a ela View Channel e Send Messages lá, ou escolha outro.
setup-admin-place-placeholder = Canal dos avisos à administração

## For how long files are kept

setup-file-days = 🗄️ Arquivos de clientes e da equipe ficam guardados por { $count } dias.
setup-file-days-option = Guardar arquivos por { $count } dias
setup-file-days-placeholder = Por quanto tempo guardar arquivos

## A team's channel must be private

visibility-refused = { $place } é visível para { $count ->
        [1] 1 pessoa
       *[other] { $count } pessoas
    } fora da equipe.
visibility-everyone = { $place } é visível para todo o servidor.
visibility-make-private-button = Tornar privado
visibility-choose-other-button = Escolher outro
visibility-made-private = 🔒 { $place } agora é privado: só a equipe { $team } e quem supervisiona leem.
visibility-readers = Leem { $place }: { $readers }.
visibility-administrators = Quem tem a permissão Administrator lê sempre: { $people }.
visibility-bots = Outros bots que leem: { $bots }.
visibility-shut-out = Em { $place }, sem conseguir ler ou escrever nos tópicos: { $roles }. Assim não veem nem atendem ninguém. «Tornar privado» resolve.
visibility-posting = Em { $place } podem escrever fora dos tópicos: { $roles }. O que se escreve ali não chega a cliente nenhum. «Tornar privado» deixa escrever só nos tópicos.
# `$role`: the team’s. `$permission`: by Discord’s own name.
visibility-role-not-called = O cargo { $role } não pode ser mencionado pela Conecta: ninguém é chamado quando um cliente novo espera. Ligue «Allow anyone to @mention this role» no cargo (Server Settings → Roles) ou dê ao cargo do bot a permissão { $permission }.

## Templates

templates-button = Modelos
templates-header = **Modelos aprovados** ({ $count })
templates-placeholder = Escolha um modelo
template-header = **{ $template }** · { $language }
template-open-to-all = Aberto a todas as equipes.
template-open-to = Aberto só a: { $teams }.
template-teams-placeholder = Equipes que podem usar (nenhuma: todas)
template-field = • «{ $field }»: { $source }
template-field-placeholder = Escolha um parâmetro para preencher sozinho
template-source-prompt = O que preenche «{ $field }»? Quem atende ainda pode mudar.
template-saved = ✅ Modelo salvo.
template-file = 📎 Arquivo fixo: { $file }. Quem atende pode pôr outro no rascunho.
template-file-none = 📎 Sem arquivo fixo: quem atende anexa um a cada vez.
# `$setup`: the command, as a mention.
template-file-how = Para pôr ou trocar: { $setup } com o modelo e o arquivo.
template-file-which = Diga também de qual modelo é o arquivo. Nada mudou.
template-file-remove-button = Tirar o arquivo fixo
template-file-saved = ✅ «{ $file }» vai em todo envio deste modelo.
template-file-removed = ✅ Arquivo fixo tirado: quem atende anexa um a cada vez.
template-source-nothing = quem atende digita
template-source-first-name = primeiro nome do contato
template-source-name = nome do contato
template-source-phone = telefone do contato
template-source-email = e-mail do contato

## Tariffs

tariffs-button = Tarifas
# `$currencies`: their codes; `$day` comes from `words::day`.
tariffs-header = **Tarifas** · { $count ->
        [1] 1 linha
       *[other] { $count } linhas
    } em { $currencies }; a mais recente vale desde { $day }.
tariffs-built-in = É a tabela que veio com a Conecta, colhida de listas publicadas: confira com a da Meta.
# `$setup`: the command, as a mention.
tariffs-how = Para mudar: baixe a tabela, edite as linhas e mande o arquivo com { $setup }, na opção `tarifas`. Ele toma o lugar da tabela inteira; cada linha vale desde a sua data.
tariffs-download-button = ⬇ Baixar CSV
tariffs-file = A tabela como está: preço de uma mensagem entregue, na moeda da linha, desde a data da linha.
tariffs-replaced = ✅ Tarifas trocadas. O que muda:
tariffs-same = ✅ Tarifas trocadas; nenhum preço mudou.
tariffs-change = • { $region } · { $category } · { $currency }: { $before } → { $after }, desde { $day }
# `$why` is one of the `tariffs-wrong-…`.
tariffs-bad-line = A linha { $line } do arquivo { $why } Nada mudou.
tariffs-wrong-columns = tem { $found } colunas em vez de cinco: `region,category,currency,amount,from`.
tariffs-wrong-region = não diz o país em duas letras maiúsculas, como BR: «{ $found }».
tariffs-wrong-category = não diz marketing, utility, authentication ou service: «{ $found }».
tariffs-wrong-currency = não diz a moeda em três letras maiúsculas, como BRL: «{ $found }».
tariffs-wrong-amount = não traz um valor com até seis casas decimais, como 0.0625: «{ $found }».
tariffs-wrong-day = não traz a data no formato 2026-10-01: «{ $found }».
tariffs-wrong-twice = repete a linha { $found }.
tariffs-empty = O arquivo não tem nenhuma linha de tarifa. Nada mudou.
tariffs-too-large = «{ $file }» passa de { $limit } KB. Nada mudou.
tariffs-not-text = «{ $file }» não é um CSV em UTF-8. Nada mudou.

## The words after which the queue asks. `$answers` and `$opt_outs`: the lists of a language.

stops-button = Palavras que param a fila
stops-header = **Respostas depois das quais a fila pergunta antes de sair**
    Maiúsculas, acentos e pontuação não fazem diferença. Uma recusa, além disso, bloqueia os modelos de marketing.
stops-row = **{ $language }** · param: { $answers } · recusam: { $opt_outs }
stops-title = Palavras, uma por linha
stops-answers-label = A resposta é ou começa com
stops-buttons-label = O botão do modelo começa com
stops-opt-outs-label = A resposta inteira é uma recusa
stops-opt-ins-label = A resposta inteira pede para voltar
stops-emoji-label = Emojis que param, em todas as línguas
stops-saved = ✅ Salvo: vale a partir da próxima resposta.

## The reactions that reach customers

reactions-button = Reações que chegam ao cliente
reactions-title = Reações que chegam ao cliente
reactions-label = Emojis, um depois do outro
# `$emojis`: `👍 🙏`.
reactions-saved = ✅ Salvo: numa mensagem do cliente, { $emojis } de quem atende chega a ele; qualquer outra reação fica aqui.
reactions-none-saved = ✅ Salvo: nenhuma reação chega ao cliente.
reactions-bad = «{ $typed }» não é um emoji do WhatsApp. Nada mudou: deixe só emojis.
