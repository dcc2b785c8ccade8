### Why something did not leave: one sentence for each `Reason`. Cause, consequence, next step.
### All take `$contact` (first name), `$channel` (our name of the number), `$template` (its name),
### `$next` (when it is tried again, relative), `$told` (`yes` if admins have chosen where they
### are told, and so have been) and `$fate` (`waits`: it leaves by itself later; `stays`: it would come
### out of order; `ended`: its conversation is concluded); each uses what it needs.

not-repeated = { $fate ->
        [ended] El mensaje no salió y no se repite, porque la conversación fue concluida: reiníciala y envíalo de nuevo si aún vale.
       *[stays] El mensaje no salió y no se repite solo: envíalo de nuevo si aún vale.
    }

reason-no-connection = No logramos hablar con WhatsApp. { $fate ->
        [waits] El mensaje espera y sale solo cuando vuelva la conexión.
       *[stays] { not-repeated }
    }
reason-no-answer = WhatsApp no respondió a tiempo. No sabemos si { $contact } lo recibió; nada se repite sin que decidas.
reason-connection-lost = La conexión cayó antes de la respuesta de WhatsApp. No sabemos si { $contact } lo recibió; nada se repite sin que decidas.
reason-unreadable-answer = WhatsApp respondió algo que no entendemos. No sabemos si { $contact } lo recibió; nada se repite sin que decidas.
reason-platform-down = WhatsApp tiene problemas. { $fate ->
        [waits] El mensaje espera y lo intentamos de nuevo sin que hagas nada.
       *[stays] { not-repeated }
    }
reason-rate-limited = El número «{ $channel }» envió mucho de una vez. { $fate ->
        [waits] El mensaje espera y sale solo dentro de poco.
       *[stays] { not-repeated }
    }
reason-maintenance = El número «{ $channel }» está en mantenimiento en WhatsApp. { $fate ->
        [waits] El mensaje espera y sale solo dentro de poco.
       *[stays] { not-repeated }
    }
admins-told = Los envíos están en pausa{ $told ->
        [yes] {" "}y se avisó a la administración
       *[no] : avisa a quien administra el servidor
    }.{ $fate ->
        [waits] {""}
       *[stays] {" "}{ not-repeated }
    }
reason-token-rejected = El número «{ $channel }» perdió la autorización. { admins-told }
reason-no-permission = El número «{ $channel }» no tiene permiso para enviar. { admins-told }
reason-channel-gone = El número «{ $channel }» ya no está en la cuenta de WhatsApp o no lo vemos más. { admins-told }
reason-account-restricted = Meta restringió la cuenta del número «{ $channel }». { admins-told }
reason-country-restricted = La cuenta del número «{ $channel }» no puede escribir al país de { $contact }. { admins-told }
reason-name-not-approved = Meta aún no aprobó el nombre del número «{ $channel }». { admins-told }
reason-billing = La cuenta de WhatsApp tiene un pago pendiente. { admins-told }
reason-not-registered = El número «{ $channel }» no está registrado en WhatsApp. { admins-told }
reason-spam-limit = Muchas personas bloquearon o denunciaron el número «{ $channel }». { admins-told }
reason-terms-not-accepted = Falta aceptar unas condiciones de Meta para el número «{ $channel }». { admins-told }
waits-in-the-queue = La ventana de 24 h está cerrada. El mensaje quedó en la cola y sale cuando { $contact } responda.
reason-window-closed = { $fate ->
        [waits] { waits-in-the-queue }
       *[stays] La ventana de 24 h está cerrada. { not-repeated }
    }
reason-pair-limit = Muchos mensajes seguidos para esta persona{ $fate ->
        [waits] ; el próximo sale { $next }.
       *[stays] . { not-repeated }
    }
reason-undeliverable = WhatsApp no entregó a este número (sin cuenta, bloqueo o aplicación antigua). No lo repetiremos: revisa el contacto o prueba por otro medio.
reason-no-address = No tenemos teléfono ni identidad de { $contact } en WhatsApp. El mensaje no salió: completa el contacto y envíalo de nuevo.
reason-recipient-is-sender = Este teléfono es el del propio número «{ $channel }». El mensaje no salió: revisa el teléfono del contacto.
reason-not-in-test-list = «{ $channel }» es un número de prueba y solo escribe a los cinco teléfonos de su lista. El mensaje no salió; la administración puede incluir este en Meta.
reason-user-in-experiment = Meta dejó a { $contact } fuera de los mensajes de empresas por un estudio suyo. No lo repetiremos; prueba por otro medio.
reason-marketing-cap = { $contact } ya recibió demasiado marketing por ahora, sumando todas las empresas. El mensaje no salió: inténtalo de nuevo { $next } o usa una plantilla de utilidad.
reason-opted-out = { $contact } pidió no recibir marketing. El mensaje no salió; las plantillas de utilidad aún pueden salir.
reason-marketing-unavailable = WhatsApp no lleva marketing a { $contact } desde este número. El mensaje no salió: usa una plantilla de utilidad.
reason-marketing-off = El número «{ $channel }» ya no puede enviar marketing por aquí. { admins-told }
reason-needs-phone-number = Esta plantilla solo llega a quien muestra su teléfono, y { $contact } no lo muestra. El mensaje no salió: elige otra plantilla.
reason-mislabelled-templates = Meta limitó la cuenta por plantillas en la categoría equivocada. { admins-told }
reason-identity-changed = El aparato de { $contact } cambió desde la última conversación. El mensaje no salió: confirma con quién hablas y envíalo de nuevo.
reason-something-wrong = WhatsApp no pudo llevar el mensaje y no dijo por qué. No salió: inténtalo más tarde.
reason-bad-parameter = Una parte del mensaje falta o WhatsApp no la acepta. No salió: cámbialo y envíalo de nuevo.
reason-reaction-refused = WhatsApp no aceptó la reacción, y { $contact } no la ve. No la repetiremos: responde al mensaje con palabras.
reason-kind-unsupported = WhatsApp no lleva este tipo de mensaje. No salió: mándalo de otra forma.
reason-media-download = No se pudo obtener el archivo. El mensaje no salió: adjúntalo de nuevo.
reason-media-upload = WhatsApp no aceptó el archivo (tipo, tamaño o contenido). El mensaje no salió: envíalo de nuevo o en otro formato.
reason-file-too-large = El archivo supera todo lo que puede ir a { $contact }. Envía uno menor, o pide a la administración la dirección pública para enviarlo por enlace.
reason-file-empty = El archivo está vacío. No se envió nada: envía de nuevo el archivo correcto.
reason-file-gone = Discord ya no entrega este archivo. No se envió nada: envíalo de nuevo.
# Where a header takes a file and got none; other parameters go by their words.
lacks-picture = la imagen del encabezado
lacks-video = el video del encabezado
lacks-document = el documento del encabezado
lacks-field = «{ $field }»
reason-template-parameters = La plantilla «{ $template }» cambió o faltan parámetros{ $lacks ->
        [none] .
       *[other] : { $lacks }.
    } El mensaje no salió: corrígela y envíala de nuevo.
reason-template-missing = La plantilla «{ $template }» no está disponible (eliminada o no aprobada). La lista se actualizó: elige otra.
reason-template-too-long = La plantilla «{ $template }» queda demasiado larga con estos parámetros. El mensaje no salió: acórtalos y envíala de nuevo.
reason-template-policy = La plantilla «{ $template }» infringe una regla de Meta. El mensaje no salió: elige otra.
reason-template-paused = La plantilla «{ $template }» no está disponible (en pausa por su calidad). La lista se actualizó: elige otra.
reason-template-disabled = La plantilla «{ $template }» no está disponible (desactivada por Meta). La lista se actualizó: elige otra.
reason-flow-blocked = El formulario de la plantilla «{ $template }» está bloqueado o lento en Meta. El mensaje no salió: elige otra plantilla.
reason-template-rejected = Meta no aceptó la plantilla «{ $template }». Nada cambió allá: corrígela y envíala a revisión de nuevo.
reason-stale-cursor = La lista cambió mientras se leía. Nada se perdió: ábrela de nuevo.
reason-unknown = WhatsApp rechazó el mensaje por un motivo que no conocemos. No salió: envíalo de nuevo y, si no sirve, avisa a la administración.
