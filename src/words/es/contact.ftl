### `/contact`: view, new, edit. `$contact` is the full name.

contact-name = **Nombre:** { $value }
contact-phone = **Teléfono:** { $value }
contact-email = **Correo:** { $value }
contact-notes = **Notas:** { $value }
contact-window = **Ventana:** { $value }
contact-last = **Última conversación:** { $value }
contact-blocked = ⛔ Bloqueado: nada sale y nada llega.
contact-archived = 📦 Archivado: vuelve cuando escriba.
contact-opted-out = ⛔ No quiere recibir marketing; lo pidió { $when }: «{ $words }».
contact-opted-out-there = ⛔ No quiere recibir marketing: lo rechazó en el propio WhatsApp { $when }.
contact-opted-out-by = ⛔ No quiere recibir marketing: { $by } lo registró { $when }.
contact-start-button = 💬 Iniciar conversación
contact-edit-button = ✏️ Editar
contact-block-button = ⛔ Bloquear
contact-let-in-button = Desbloquear
contact-block-done = ⛔ { $contact } está bloqueado: nada sale y nada llega. Lo que estaba abierto se concluyó.
contact-let-in-done = ✅ { $contact } ya no está bloqueado.
contact-new-title = Nuevo contacto
contact-edit-title = Editar contacto
contact-name-label = Nombre
contact-name-placeholder = Ana Souza
contact-phone-label = Teléfono con código de país
contact-phone-placeholder = +55 11 98765-4321
contact-email-label = Correo (si tiene)
contact-email-placeholder = ana@ejemplo.com
contact-notes-label = Notas (el contacto no las ve)
contact-created = ✅ { $contact } ya está en los contactos.
contact-saved = ✅ Contacto de { $contact } guardado.
contact-exists = Ya existe un contacto con este teléfono: { $contact }. No se creó nada.
contact-phone-taken = Este teléfono ya es de { $contact }. Nada cambió.
contact-name-missing = Falta el nombre. No se guardó nada.
contact-phone-bad = «{ $value }» no es un teléfono. No se guardó nada: escríbelo con código de país, como +55 11 98765-4321.
contact-email-bad = «{ $value }» no es un correo. No se guardó nada: revísalo e inténtalo de nuevo.
contact-not-found = Nadie para «{ $query }». Busca otra parte del nombre, del correo o del teléfono.
contact-which = { $count ->
        [1] 1 contacto
       *[other] { $count } contactos
    } para «{ $query }». ¿Cuál?
contact-gone = Este contacto ya no existe. Búscalo de nuevo.
