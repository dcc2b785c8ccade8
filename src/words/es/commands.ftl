### Commands as Discord shows them. Names: lower case, 1 to 32 characters, no spaces; descriptions up
### to 100. `command-<name>-name`, `command-<name>-description`, an option is
### `command-<name>-<option>-name`; a subcommand stands where the option stands. The English name is
### the one that code knows.

command-start-name = iniciar
command-start-description = Iniciar una conversación con un contacto
command-start-contact-name = contacto
command-start-contact-description = Parte del nombre, del teléfono o del correo
command-start-channel-name = canal
command-start-channel-description = El número de WhatsApp por donde hablar
command-start-team-name = equipo
command-start-team-description = El equipo que va a atender
command-start-template-name = plantilla
command-start-template-description = La plantilla de mensaje aprobada
command-start-file-name = archivo
command-start-file-description = La foto, el video o el documento que lleva la plantilla
command-help-name = ayuda
command-help-description = Lo que puedes hacer aquí
command-attach-name = adjuntar
command-attach-description = Poner un archivo en el borrador abierto
command-attach-file-name = archivo
command-attach-file-description = La foto, el video o el documento
command-conversation-name = conversacion
command-conversation-description = La ficha de este hilo, solo para ti, con todos los botones
command-conversations-name = conversaciones
command-conversations-description = Lo que te espera, y las listas del equipo
command-assume-name = asumir
command-assume-description = Asumir esta conversación
command-release-name = liberar
command-release-description = Devolver esta conversación a las nuevas del equipo
command-conclude-name = concluir
command-conclude-description = Concluir esta conversación
command-restart-name = reiniciar
command-restart-description = Reiniciar una conversación concluida
command-restart-conversation-name = conversacion
command-restart-conversation-description = Contacto o protocolo; sin esto, la de este hilo
command-template-name = plantilla
command-template-description = Enviar una plantilla de mensaje en esta conversación
command-note-name = nota
command-note-description = Escribir una nota que el cliente no ve
command-note-text-name = texto
command-note-text-description = Lo que el equipo debe saber
command-queue-name = cola
command-queue-description = Los mensajes que esperan que el contacto responda
command-contact-name = contacto
command-contact-description = Ver, crear y editar contactos
command-contact-view-name = ver
command-contact-view-description = Ver un contacto
command-contact-view-contact-name = contacto
command-contact-view-contact-description = Parte del nombre, del teléfono o del correo
command-contact-new-name = nuevo
command-contact-new-description = Crear un contacto
command-contact-edit-name = editar
command-contact-edit-description = Cambiar un contacto
command-contact-edit-contact-name = contacto
command-contact-edit-contact-description = Parte del nombre, del teléfono o del correo
command-setup-name = configurar
command-setup-description = Guiar la instalación, paso a paso
command-setup-tariffs-name = tarifas
command-setup-tariffs-description = Un CSV que ocupa el lugar de la tabla de tarifas
command-team-name = equipo
command-team-description = Equipos: nombre, rol, canal privado, supervisores
command-number-name = numero
command-number-description = Números de WhatsApp: activar, nombre, equipo, salud
command-diagnostics-name = diagnostico
command-diagnostics-description = Revisar la instalación y decir qué está mal

## Menus on a message

menu-send-name = Enviar al cliente
menu-note-name = Convertir en nota
menu-cancel-name = Cancelar envío
menu-status-name = Ver situación
