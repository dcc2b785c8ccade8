### The card of a conversation. A field's line is a label and a value; what the values may be follows.

card-contact = **Contacto:** { $value }
card-channel = **Canal:** { $value }
card-team = **Equipo:** { $value }
card-assignee = **Agente:** { $value }
card-state = **Situación:** { $value }
card-window = **Ventana:** { $value }
card-queue = **Cola:** { $value }
card-cost = **Costo:** { $value }
card-problem = **Último problema:** { $value }
# The card's own text, which stands alone where its components are not shown.
card-summary = { $contact } · { $channel } · { $state }

card-unassigned = nadie todavía
state-new = nueva
state-waiting = esperando respuesta
state-active = en curso
state-concluded = concluida
# `$closes`: relative, so that Discord counts down.
window-open = 🟢 abierta, cierra { $closes }
window-closed = 🔴 cerrada: se abre cuando { $contact } responda
queue-none = vacía
queue-waiting = 🕓 { $count } en la cola: { $count ->
        [1] sale
       *[other] salen
    } cuando { $contact } responda
queue-leaving = 🕓 { $count } en la cola: saliendo
queue-kept-back = ⏸ { $count } en la cola: retenida
queue-undecided = ⏸ { $count } en la cola: { $count ->
        [1] espera
       *[other] esperan
    } decisión
queue-paused = 🕓 { $count } en la cola: envíos en pausa hasta { $until }
queue-off = 🕓 { $count } en la cola: el número está apagado
queue-stopped = 🕓 { $count } en la cola: envíos en pausa hasta que el número vuelva a enviar
cost-none = nada cobrado hasta ahora
cost-incomplete = { $amount } + precio desconocido
problem-row = ❌ { $reason } ({ $when })

card-assume-button = Asumir
card-template-button = Plantilla
card-queue-button = Cola
card-conclude-button = Concluir
card-release-button = Liberar
card-restart-button = Reiniciar
card-contact-button = Contacto
card-open-button = Abrir

## The select with the rest: the second line of each option.

more-placeholder = Más…
more-release-about = Vuelve a las nuevas del equipo
more-contact-about = Ver, editar y, para la administración, bloquear
more-opt-out-about = Las plantillas de marketing dejan de salir para esta persona
more-opt-in-about = Esta persona pidió recibir marketing otra vez
more-help = Otros comandos
more-help-about = Nota, respuesta rápida, pregunta, lugar, archivo
