### Lines of ours in a conversation's thread. Every line begins with the sign by which people tell
### them from the customer's. `$contact` is the customer's first name, `$by` a colleague's name,
### `$excerpt` the beginning of a message, times are relative.

## Notices: one for each variant of the core's `Notice`.

notice-started = -# ⚙️ { $by } inició la conversación.
notice-assumed = -# ⚙️ { $by } asumió la conversación.
notice-released = -# ⚙️ { $by } liberó la conversación. Queda en *Nuevas* hasta que alguien la asuma.
# `$count`: messages that were discarded from the queue.
notice-concluded = -# ⚙️ { $by } concluyó la conversación{ $count ->
        [0] .
        [1] {" "}y descartó 1 mensaje de la cola.
       *[other] {" "}y descartó { $count } mensajes de la cola.
    }
notice-restarted = -# ⚙️ { $by } reinició la conversación.
notice-queued = -# ⚙️ 🕓 { waits-in-the-queue }
notice-queue-leaves = -# ⚙️ { $contact } respondió. { $count ->
        [1] El mensaje de la cola está saliendo.
       *[other] Los { $count } mensajes de la cola están saliendo, en orden.
    }
notice-queue-sent = -# ⚙️ { $by } dejó salir la cola: { n-messages }.
notice-queue-discarded = -# ⚙️ { $by } descartó la cola: { n-messages }.
# `$reason`: the sentence of the refusal (`reason-…`).
notice-failed = -# ⚙️ ❌ { $reason }
# The same with the platform's own code, for whoever has to look it up.
notice-failed-code = -# ⚙️ ❌ { $reason } (código { $code })
# Of a line with several files: which one. `$reason` is the sentence.
failed-one-file = «{ $file }»: { $reason }
# What stood below the file did not go below another.
failed-with-words = { $reason } Las palabras que iban con él tampoco salieron.
# It has not failed: it waits, and is tried again without anybody.
notice-delayed = -# ⚙️ 🕓 { $reason }
# Nothing leaves from the number; `$reason` says why.
notice-paused = -# ⚙️ 🕓 { $reason } El mensaje espera y sale cuando el número vuelva.
notice-paused-by-people = -# ⚙️ 🕓 Los envíos del número «{ $channel }» están en pausa. El mensaje espera y sale cuando se reanuden.
notice-paused-by-switch = -# ⚙️ 🕓 El número «{ $channel }» está apagado: nada sale. El mensaje espera hasta que la administración lo active de nuevo.
notice-put-back = -# ⚙️ 🕓 WhatsApp dice que la ventana de 24 h está cerrada. «{ $excerpt }» volvió a la cola y sale cuando { $contact } responda.
# `$excerpt`: of the oldest one.
notice-expired = -# ⚙️ ❌ { $count ->
        [1] «{ $excerpt }» esperó demasiado en la cola y ya no sale. Si aún vale, escríbelo de nuevo.
       *[other] { $count } mensajes, desde «{ $excerpt }», esperaron demasiado en la cola y ya no salen. Si aún valen, escríbelos de nuevo.
    }
notice-expired-in-doubt = -# ⚙️ ❓ «{ $excerpt }» esperó demasiado para salir de nuevo y ya no sale. Nadie sabe si { $contact } lo recibió la primera vez; si aún vale, pregunta antes de repetir.
notice-arrived-after-all = -# ⚙️ ⚠️ { $contact } recibió «{ $excerpt }», aunque WhatsApp lo había rechazado antes: la entrega acaba de confirmarse. Si ya no corresponde, explícalo en otro mensaje.
notice-left-before = -# ⚙️ ⚠️ Ahora sabemos que este mensaje ya había salido para { $contact }, antes de que Conecta volviera a una copia de seguridad. No sale de nuevo; si lo cambiaste desde entonces, escribe el cambio en otro mensaje.
# `$sure`: whether it is known that the customer has it; here and below.
notice-edited-after = -# ⚙️ ✏️ Editado en Discord; { $sure ->
        [no] no sabemos si { $contact } recibió lo que decía antes:
       *[yes] { $contact } sigue con:
    }
notice-edited-beside = -# ⚙️ ✏️ Editado en Discord; lo que va para { $contact } sigue siendo:
notice-deleted-after = -# ⚙️ 🗑 Borrado en Discord; { whether-received }:
notice-deleted-after-by = -# ⚙️ 🗑 Borrado en Discord por { $by }; { whether-received }:
whether-received = { $sure ->
        [no] no sabemos si { $contact } recibió
       *[yes] { $contact } recibió
    }
notice-file-taken-out = -# ⚙️ 🗑 «{ $file }» fue quitado del mensaje en Discord; { whether-received } el archivo.
notice-doubt-again = -# ⚙️ { $by } envió de nuevo «{ $excerpt }»: puede llegar dos veces.
notice-doubt-gone-on = -# ⚙️ { $by } siguió sin repetir «{ $excerpt }».
notice-sent-again = -# ⚙️ { $by } envió de nuevo «{ $excerpt }».
# `$words`: what the customer wrote.
notice-opted-out = -# ⚙️ ⛔ { $contact } no quiere recibir más: «{ $words }». Las plantillas de marketing quedan bloqueadas; lo demás sigue saliendo.
notice-opted-out-there = -# ⚙️ ⛔ { $contact } rechazó los mensajes de marketing en el propio WhatsApp. Las plantillas de marketing quedan bloqueadas; lo demás sigue saliendo.
notice-opted-out-by = -# ⚙️ ⛔ { $by } registró que { $contact } no quiere marketing. Las plantillas de marketing quedan bloqueadas; lo demás sigue saliendo.
notice-opted-in-by = -# ⚙️ { $by } permitió las plantillas de marketing para { $contact }.
notice-back-there = -# ⚙️ { $contact } volvió a aceptar mensajes de marketing en el propio WhatsApp: las plantillas de marketing están liberadas.
notice-wants-back = -# ⚙️ { $contact } escribió «{ $words }» y quiere volver a recibir. Las plantillas de marketing siguen bloqueadas hasta que las permitas.
notice-still-waiting = -# ⚙️ { $contact } se comunicó { $since } y espera respuesta.
# `$file`: the name of a file of the agent's; one sentence for each `Remark` of the core.
notice-goes-converted = -# ⚙️ 📎 «{ $file }» va como imagen común, que WhatsApp muestra.
notice-goes-shrunk = -# ⚙️ 📎 «{ $file }» supera el límite de imágenes de WhatsApp y va en un tamaño menor.
notice-goes-moving-as-link = -# ⚙️ 📎 «{ $file }» va como enlace: WhatsApp no muestra imágenes animadas.
notice-goes-moving-as-still = -# ⚙️ 📎 «{ $file }» va como imagen fija: WhatsApp no muestra imágenes animadas. Para mostrar el movimiento, envía un video MP4.
notice-goes-sticker-still = -# ⚙️ 📎 El sticker «{ $file }» va sin moverse: su animación no llega a WhatsApp.
notice-goes-sticker-as-picture = -# ⚙️ 📎 El sticker «{ $file }» va como imagen común: tiene demasiado detalle para un sticker de WhatsApp.
notice-goes-voice-as-audio = -# ⚙️ 📎 «{ $file }» va como audio común, no como mensaje de voz: WhatsApp no acepta la grabación así.
notice-goes-voice-to-fetch = -# ⚙️ 📎 «{ $file }» es una grabación larga: en el teléfono aparece con el icono de descargar y solo suena después.
notice-goes-unshown-as-document = -# ⚙️ 📎 «{ $file }» va como documento: WhatsApp no mostraría esta imagen.
notice-goes-form-as-document = -# ⚙️ 📎 «{ $file }» va como documento: WhatsApp no reproduce este formato.
notice-goes-as-link = -# ⚙️ 📎 «{ $file }» supera el límite de WhatsApp y va como enlace.
notice-goes-kind-as-link = -# ⚙️ 📎 «{ $file }» va como enlace: WhatsApp no acepta este tipo de archivo.
notice-reaction-too-old = -# ⚙️ La reacción se queda aquí: WhatsApp no acepta reacciones a mensajes de más de { $days } días. Responde con palabras.
notice-quote-too-old = -# ⚙️ La respuesta va sin la cita: WhatsApp no muestra citas de mensajes de más de { $days } días.
notice-reaction-to-removed = -# ⚙️ La reacción se queda aquí: { $contact } eliminó ese mensaje. Responde con palabras.
notice-quote-of-removed = -# ⚙️ La respuesta va sin la cita: { $contact } eliminó ese mensaje.
# `$count`: Discord's drawings that move (Lottie stickers), which are no pictures.
notice-only-names = -# ⚙️ { $count ->
        [1] Este sticker animado de Discord no es una imagen: va solo su nombre.
       *[other] Estos stickers animados de Discord no son imágenes: van solo sus nombres.
    }
# `$count`: emojis that the server made itself.
notice-emoji-names = -# ⚙️ { $count ->
        [1] Este emoji es solo de este servidor de Discord: va solo su nombre.
       *[other] Estos emojis son solo de este servidor de Discord: van solo sus nombres.
    }
notice-spoiler-opens = -# ⚙️ 👁 El spoiler va abierto: WhatsApp no le oculta nada a { $contact }.
notice-points-at-first = -# ⚙️ Para { $contact }, esto apunta al primero de los { $count } archivos: WhatsApp solo apunta a uno.
# `$excerpt`: what leaves, whatever the line that it stands below says.
notice-rewritten = -# ⚙️ ✏️ { $by } lo cambió en la cola. Sale:
notice-moved = -# ⚙️ ↕️ { $by } cambió el orden de la cola: «{ $excerpt }» cambió de lugar.
notice-taken-out = -# ⚙️ 🗑 { $by } lo sacó de la cola: «{ $excerpt }» no sale.
notice-queue-held = -# ⚙️ ✋ { $by } retiene la cola: nada de ella sale hasta que alguien la suelte.
notice-queue-let-go = -# ⚙️ { $by } soltó la cola.
notice-template-stopped = -# ⚙️ 🛑 La plantilla «{ $excerpt }» no llegó a { $contact } y ya no sale: { $contact } pidió que paren. Si aún corresponde, elígela de nuevo.
notice-assignee-left = -# ⚙️ { $who } ya no está en el equipo: la conversación volvió a las nuevas.
notice-stays-there = -# ⚙️ Meta retuvo esta plantilla para evaluar su calidad; puede salir más tarde o fallar.
notice-stays-there-paused = -# ⚙️ Meta acaba de pausar esta plantilla: el mensaje fue aceptado, pero puede no salir.
notice-room-made = -# ⚙️ Discord llegó al límite de hilos activos; los más antiguos y quietos se archivaron y vuelven cuando alguien escriba en ellos.
notice-card-lost = -# ⚙️ La tarjeta de esta conversación se borró: esta queda en su lugar.
notice-mirror-not-shown = -# ⚙️ ❌ Un mensaje de { $contact } no pudo aparecer aquí: Discord no lo aceptó, o llegó ilegible. Está guardado; usa el botón para leerlo.
notice-line-not-shown = -# ⚙️ ❌ Discord no aceptó un aviso de esta conversación. Mira la tarjeta y la cola.
read-unshown-button = Leer el mensaje
# Only the asker sees it. `$text`: the whole of it, or its beginning.
unshown-message = Solo lo ves tú. El mensaje de { $contact }, con las direcciones sin efecto:
    { $text }
# Below the customer's words.
line-addresses-inert = -# ⚙️ ⚠️ Discord no aceptó una dirección de este mensaje. Aquí las direcciones no se abren (hxxp, [.]): desconfía de ellas.
# In place of the words.
line-words-as-file = -# ⚙️ ⚠️ Discord no aceptó el texto de este mensaje. Está en el archivo de abajo.

## Lines that stand for something that left without a line of the agent's own; the text follows.

line-template = -# ⚙️ 📨 Plantilla «{ $template }» enviada por { $by } · { $price }
line-text = -# ⚙️ Enviado a { $contact } por { $by }:
line-note = -# ⚙️ 🔒 Nota de { $by }: { $text }

## Questions: `ask-held-…` for each `HeldReason`, `ask-queue-…` for each `AskWhy`, and the rest of
## the core's `Ask`.

ask-held-command = -# ⚙️ ⏸ No lo envié a { $contact }. Parece el comando { $command } escrito como texto.
# Begins like a command, but is none of ours.
ask-held-command-other = -# ⚙️ ⏸ No lo envié a { $contact }. Empieza como un comando.
ask-held-colleague = -# ⚙️ ⏸ No lo envié a { $contact }. La línea de arriba es de un colega: ¿para quién es?
ask-held-late = -# ⚙️ ⏸ No lo envié a { $contact }. Vi este mensaje un tiempo después de escrito: ¿aún vale?
ask-held-away = -# ⚙️ ⏸ No lo envié a { $contact }. WhatsApp no recibió nada por un tiempo: ¿aún vale?
ask-held-long-paste = -# ⚙️ ⏸ No lo envié a { $contact }. Discord convirtió el texto en archivo.
ask-held-unassigned = -# ⚙️ ⏸ No lo envié a { $contact }. Nadie asumió esta conversación.
ask-held-concluded = -# ⚙️ ⏸ No lo envié a { $contact }. Esta conversación está concluida.
ask-held-deleted = -# ⚙️ ⏸ «{ $excerpt }» se borró en Discord antes de salir para { $contact }. ¿Lo envío igual?
ask-held-deleted-by = -# ⚙️ ⏸ { $by } borró «{ $excerpt }» en Discord antes de salir para { $contact }. ¿Lo envío igual?
held-send-button = Enviar a { $contact }
held-as-text-button = Enviar como texto
held-as-file-button = Como archivo
held-note-button = Es nota
held-assume-button = Asumir y enviar
held-restart-button = Reiniciar y enviar
held-only-note-button = Solo nota
paste-unreachable = Discord no entregó el archivo. Nada cambió: inténtalo de nuevo.
paste-unreadable = El archivo no es un texto de hasta 64 KB. Nada salió: usa «Como archivo» o pégalo en partes.
paste-too-large = El archivo pasa de 10 MB. Nada salió: divídelo o envíalo con otro nombre.

# `$answer`: the customer's answer; `$oldest`: when the oldest was written; `$price`: of all.
# `$answered`: `no` where the customer answered in an earlier conversation.
ask-queue-facts = { $answered ->
        [no] Para { $contact }:
       *[yes] { $contact } respondió «{ $answer }».
    } { n-messages } en la cola, { $count ->
        [1] escrito
       *[other] el más antiguo
    } { $oldest }, { $price }.
ask-queue-stop = -# ⚙️ ⏸ { ask-queue-facts } Parece que no hay que seguir.
ask-queue-aged = -# ⚙️ ⏸ { ask-queue-facts } Hace tiempo que nadie confirma: ¿aún { $count ->
        [1] vale
       *[other] valen
    }?
ask-queue-other-author = -# ⚙️ ⏸ { ask-queue-facts } No todo lo escribió quien atiende ahora: ¿lo confirmas?
ask-queue-paused = -# ⚙️ ⏸ { ask-queue-facts } Los envíos estaban en pausa.
queue-send-button = Enviar { $count ->
        [1] el mensaje
       *[other] los { $count }
    }
review-button = Revisar
discard-button = Descartar

# `$from` and `$until` are times of day, `14:02`.
ask-stale-away = -# ⚙️ ⏸ Mientras Conecta estuvo fuera ({ $from }–{ $until }) escribiste { n-messages }. No envié nada: ¿aún { $count ->
        [1] vale
       *[other] valen
    }?
ask-stale-platform = -# ⚙️ ⏸ WhatsApp no recibió nada ({ $from }–{ $until }) y { n-messages } de ti { $count ->
        [1] espera
       *[other] esperan
    }. ¿Aún { $count ->
        [1] vale
       *[other] valen
    }?

# `$count`: messages that wait behind it.
ask-doubt = -# ⚙️ ❓ No sabemos si { $contact } recibió «{ $excerpt }».{ $count ->
        [0] {""}
        [1] {" "}1 mensaje espera detrás.
       *[other] {" "}{ $count } mensajes esperan detrás.
    }
doubt-go-on-button = Seguir sin repetir
doubt-again-button = Enviar de nuevo: puede llegar dos veces

ask-opt-out = -# ⚙️ { $contact } escribió «{ $words }». Parece que no quiere recibir más. ¿Bloqueo las plantillas de marketing?
opt-out-record-button = Registrar rechazo
opt-out-ignore-button = Ignorar
opt-in-button = Permitir marketing

## Buttons that help after a failure or a change.

send-correction-button = Enviar corrección
send-template-button = Enviar plantilla
see-queue-button = Ver cola
choose-another-button = Elegir otra
fix-template-button = Corregir
send-again-button = Enviar de nuevo
see-contact-button = Ver contacto

## The answers to those who pressed, for them alone.

pressed-sent = Va para { $contact }.
pressed-note = 🔒 Queda como nota.
pressed-discarded = Descartado: { n-messages } no { $count ->
        [1] sale
       *[other] salen
    }.
pressed-too-late = Esto ya se decidió. Nada cambió ahora.
pressed-opt-out-ignored = Nada cambió: las plantillas de marketing siguen permitidas para { $contact }.
correction-sent = La corrección va para { $contact }.
correction-is-note = 🔒 Lo que el mensaje dice ahora es una nota o nada: la corrección no va para { $contact }.
doubt-skipped = Seguimos como si { $contact } lo hubiera recibido; lo que esperaba detrás continúa.
opt-out-done = { $contact } no recibe más marketing.
opt-in-done = { $contact } puede volver a recibir plantillas de marketing.
