### `/contact`: view, new, edit. `$contact` is the full name.

contact-name = **Nome:** { $value }
contact-phone = **Telefone:** { $value }
contact-email = **E-mail:** { $value }
contact-notes = **Observações:** { $value }
contact-window = **Janela:** { $value }
contact-last = **Último atendimento:** { $value }
contact-blocked = ⛔ Bloqueado: nada sai e nada chega.
contact-archived = 📦 Arquivado: volta quando escrever.
contact-opted-out = ⛔ Não quer receber marketing; pediu { $when }: «{ $words }».
contact-opted-out-there = ⛔ Não quer receber marketing: recusou no próprio WhatsApp { $when }.
contact-opted-out-by = ⛔ Não quer receber marketing: { $by } registrou { $when }.
contact-start-button = 💬 Iniciar atendimento
contact-edit-button = ✏️ Editar
contact-block-button = ⛔ Bloquear
contact-let-in-button = Desbloquear
contact-block-done = ⛔ { $contact } está bloqueado: nada sai e nada chega. O que estava aberto foi concluído.
contact-let-in-done = ✅ { $contact } não está mais bloqueado.
contact-new-title = Novo contato
contact-edit-title = Editar contato
contact-name-label = Nome
contact-name-placeholder = Ana Souza
contact-phone-label = Telefone com DDI e DDD
contact-phone-placeholder = +55 11 98765-4321
contact-email-label = E-mail (se houver)
contact-email-placeholder = ana@exemplo.com.br
contact-notes-label = Observações (o contato não vê)
contact-created = ✅ { $contact } entrou nos contatos.
contact-saved = ✅ Contato de { $contact } salvo.
contact-exists = Já existe um contato com este telefone: { $contact }. Nada foi criado.
contact-phone-taken = Este telefone já é de { $contact }. Nada mudou.
contact-name-missing = Falta o nome. Nada foi salvo.
contact-phone-bad = «{ $value }» não é um telefone. Nada foi salvo: escreva com DDI e DDD, como +55 11 98765-4321.
contact-email-bad = «{ $value }» não é um e-mail. Nada foi salvo: confira e tente de novo.
contact-not-found = Ninguém para «{ $query }». Busque outra parte do nome, do e-mail ou do telefone.
contact-which = { $count ->
        [1] 1 contato
       *[other] { $count } contatos
    } para «{ $query }». Qual?
contact-gone = Este contato não existe mais. Busque de novo.
