### Commands as Discord shows them. Names: lower case, 1 to 32 characters, no spaces; descriptions up
### to 100. `command-<name>-name`, `command-<name>-description`, an option is
### `command-<name>-<option>-name`; a subcommand stands where the option stands. The English name is
### the one that code knows.

command-start-name = iniciar
command-start-description = Iniciar um atendimento com um contato
command-start-contact-name = contato
command-start-contact-description = Parte do nome, do telefone ou do e-mail
command-start-channel-name = canal
command-start-channel-description = O número de WhatsApp por onde falar
command-start-team-name = equipe
command-start-team-description = A equipe que vai atender
command-start-template-name = modelo
command-start-template-description = O modelo de mensagem aprovado
command-start-file-name = arquivo
command-start-file-description = A foto, o vídeo ou o documento que o modelo leva
command-help-name = ajuda
command-help-description = O que você pode fazer aqui
command-attach-name = anexar
command-attach-description = Pôr um arquivo no rascunho aberto
command-attach-file-name = arquivo
command-attach-file-description = A foto, o vídeo ou o documento
command-conversation-name = atendimento
command-conversation-description = O cartão deste tópico, só para você, com todos os botões
command-conversations-name = atendimentos
command-conversations-description = O que espera por você, e as listas da equipe
command-assume-name = assumir
command-assume-description = Assumir este atendimento
command-release-name = liberar
command-release-description = Devolver este atendimento aos novos da equipe
command-conclude-name = concluir
command-conclude-description = Concluir este atendimento
command-restart-name = reiniciar
command-restart-description = Reiniciar um atendimento concluído
command-restart-conversation-name = atendimento
command-restart-conversation-description = Contato ou protocolo; sem isto, o deste tópico
command-template-name = modelo
command-template-description = Enviar um modelo de mensagem neste atendimento
command-note-name = nota
command-note-description = Escrever uma nota que o cliente não vê
command-note-text-name = texto
command-note-text-description = O que a equipe deve saber
command-queue-name = fila
command-queue-description = As mensagens que esperam o contato responder
command-contact-name = contato
command-contact-description = Ver, criar e editar contatos
command-contact-view-name = ver
command-contact-view-description = Ver um contato
command-contact-view-contact-name = contato
command-contact-view-contact-description = Parte do nome, do telefone ou do e-mail
command-contact-new-name = novo
command-contact-new-description = Criar um contato
command-contact-edit-name = editar
command-contact-edit-description = Mudar um contato
command-contact-edit-contact-name = contato
command-contact-edit-contact-description = Parte do nome, do telefone ou do e-mail
command-setup-name = configurar
command-setup-description = Conduzir a instalação, passo a passo
command-setup-tariffs-name = tarifas
command-setup-tariffs-description = Um CSV que toma o lugar da tabela de tarifas
command-team-name = equipe
command-team-description = Equipes: nome, cargo, canal privado, supervisores
command-number-name = numero
command-number-description = Números de WhatsApp: ligar, nome, equipe, saúde
command-diagnostics-name = diagnostico
command-diagnostics-description = Conferir a instalação e dizer o que está errado

## Menus on a message

menu-send-name = Enviar ao cliente
menu-note-name = Tornar nota
menu-cancel-name = Cancelar envio
menu-status-name = Ver situação
