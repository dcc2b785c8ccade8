### Messages that are composed in a form: `/ask`, `/location`, `/quick`.

composed-header = **Para { $contact }**, como o celular vai mostrar:
composed-waits = 🕓 A janela está fechada: vai para a fila e sai quando { $contact } responder.
composed-problems = ⚠️ Assim não dá para enviar:
composed-send-button = Enviar para { $contact }
composed-edit-button = Corrigir
composed-text-title = Corrigir a mensagem
composed-text-label = Texto que vai sair
composed-text-too-long = O texto não cabe no formulário do Discord, que leva até 4.000 caracteres. Nada mudou: cancele e escreva em partes.

## `/ask`

ask-title = Perguntar
ask-body-label = O que perguntar
ask-button-label = Botão { $place } (até 20 letras)
ask-list-button-label = O que abre a lista (até 20 letras)
ask-rows-label = Opções, uma por linha (até 10)
ask-rows-placeholder = Manhã | das 8 às 12
ask-link-label = O que diz o botão (até 20 letras)
ask-address-label = Endereço da página
ask-field-body = O texto
ask-field-button = O botão { $place }
ask-field-buttons = Os botões
ask-field-list-button = O botão que abre a lista
ask-field-row = A opção { $place }
ask-field-row-description = O que fica abaixo da opção { $place }
ask-field-rows = As opções
ask-field-link-button = O botão
ask-field-address = O endereço
ask-wrong-missing = { $field }: falta.
ask-wrong-too-long = { $field }: tem { $count } letras, e cabem { $limit }.
ask-wrong-too-many = { $field }: são { $count }, e cabem { $limit }.
ask-wrong-twice = { $field }: repete o texto do item { $first }.
ask-wrong-address = { $field }: não é o endereço de uma página. Comece com https:// e não ponha senha nem só números.
ask-wrong-nameless = { $field }: ainda não sabemos o nome do contato. Escreva algo no lugar das chaves {"{{"}…{"}}"}.
ask-wrong-note = { $field }: parece nota (começa com // ou 🔒, ou cita pessoa, cargo ou canal do Discord). Nada disso vai para o cliente.

## `/location`

location-title = Localização
location-place-label = Link de um mapa, ou coordenadas
location-name-label = Nome do lugar
location-address-label = Endereço
location-short-link = Este link curto não diz onde fica o lugar. Abra-o no navegador e copie o endereço inteiro da página, ou as coordenadas. Nada foi enviado.
location-nowhere = Não achei um lugar nisso. Cole um link do Google Maps, do OpenStreetMap, do Apple Maps ou do Waze, ou coordenadas como -23.5505, -46.6333. Nada foi enviado.

## `/quick`

quick-header = **Mensagens rápidas** · { $count } · página { $page } de { $pages }
quick-none = Você ainda não tem mensagens rápidas.
quick-placeholder = Escolha uma
quick-scope-placeholder = Para quem é
quick-scope-person = só sua
quick-scope-team = equipe { $team }
quick-scope-everyone = de todos
quick-new-button = ＋ Nova
quick-use-button = Usar aqui
quick-edit-button = ✏️ Editar
quick-delete-button = 🗑 Apagar
quick-all-button = Todas
quick-new-title = Nova mensagem rápida
quick-edit-title = Editar mensagem rápida
quick-name-label = Nome
quick-text-label = Texto
# `{"{{"}` stands for two braces: people type them.
quick-text-placeholder = Oi {"{{"}nome{"}}"}, aqui é {"{{"}atendente{"}}"}. Protocolo {"{{"}protocolo{"}}"}.
quick-kept = ✅ Guardada.
quick-deleted = 🗑 «{ $name }» foi apagada.
quick-delete-sure = Apagar «{ $name }»? Quem a usa não a acha mais.
quick-not-yours = Só supervisores e a administração mudam esta mensagem rápida. Nada mudou.
quick-name-wrong = O nome precisa ter de 1 a { $limit } letras. Nada foi guardado.
quick-name-taken = Já há uma mensagem rápida com esse nome. Escolha outro; nada foi guardado.
quick-text-wrong = O texto precisa ter de 1 a { $limit } letras. Nada foi guardado.
quick-note = O texto parece nota: começa com // ou 🔒, ou cita pessoa, cargo ou canal do Discord. Nada disso vai para o cliente. Nada foi guardado.
quick-placeholder-unknown = Não conheço {"{{"}{ $name }{"}}"}. Conheço {"{{"}nome{"}}"}, {"{{"}cliente{"}}"}, {"{{"}atendente{"}}"}, {"{{"}equipe{"}}"} e {"{{"}protocolo{"}}"}. Nada foi guardado.
quick-too-many = Já há { $limit } mensagens rápidas, e não cabem mais. Apague uma que ninguém usa.
