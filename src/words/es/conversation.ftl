### The inbox, and the life of a conversation: confirmations for the person who acted.

## `/conversations`

inbox-header = **Conversaciones de { $by }**
inbox-waiting = **Esperan por mí** ({ $count })
inbox-held = **Retenidos: solo salen cuando lo digas** ({ $count })
inbox-doubt = **En duda** ({ $count })
inbox-failed = **Fallaron** ({ $count })
inbox-new = **Nuevas** ({ $count })
inbox-mine = **Mías** ({ $count })
inbox-others = **Otras** ({ $count })
inbox-concluded = **Concluidas** ({ $count })
inbox-all-button = Esperan por mí
inbox-new-button = Nuevas
inbox-mine-button = Mías
inbox-others-button = Otras
inbox-concluded-button = Concluidas
inbox-row = { $thread } · { $channel } · { $state } · { $when }
inbox-row-assigned = { $thread } · { $channel } · con { $assignee } · { $when }
inbox-nothing-waits = Nada te espera. 🎉
inbox-list-empty = Nada en esta lista.

## Assume

assume-done = La conversación de { $contact } es tuya: lo que escribas en el hilo va a { $contact }.
assume-already-yours = Esta conversación ya es tuya.
assume-colleague = Está con { $assignee }, sin responder desde { $since }.
assume-colleague-answered = Está con { $assignee }, que ya respondió.
assume-too-late = { $assignee } la asumió antes que tú.
assume-concluded = Esta conversación está concluida. Para hablar de nuevo, usa { $restart }.

## Release

release-done = Liberaste la conversación de { $contact }. Queda en *Nuevas* hasta que alguien la asuma.
release-queue-stays = { n-messages } en la cola { $count ->
        [1] espera
       *[other] esperan
    } que quien la asuma confirme.
release-nobody = Nadie asumió esta conversación todavía.

## Conclude

conclude-done = Conversación de { $contact } concluida. Si { $contact } escribe, empieza una nueva.
conclude-queue = { n-messages } en la cola.
conclude-discard-button = Concluir y descartar
conclude-just-wrote = { $contact } escribió hace { $seconds } s.
conclude-see-button = Ver
conclude-doubt = No sabemos si { $contact } recibió «{ $excerpt }». Decide eso antes de concluir.
conclude-under-way = Un mensaje está saliendo ahora. Concluye en unos segundos.
conclude-already = Esta conversación ya está concluida.

## Restart

restart-done = Conversación de { $contact } reiniciada: { $thread }
restart-open = Esta conversación está abierta: { $thread }
restart-open-elsewhere = { $contact } ya está en otra conversación: { $thread }
restart-needs-template = La ventana de 24 h está cerrada. La conversación se reinició; envía una plantilla para que { $contact } responda.
restart-which = ¿Qué conversación? Usa { $restart } en su hilo, o elige una de la lista al escribir.

## How somebody is told. `$how`: one of the three below.

preferences-now = Te aviso { $how }.
preferences-every = de cada mensaje de tus clientes
preferences-first = del primer mensaje desde que escribiste, y otra vez tras 5 minutos sin respuesta
preferences-nothing = de nada: los hilos solo quedan sin leer
preferences-every-button = Cada mensaje
preferences-first-button = Solo el primero
preferences-nothing-button = Nada
