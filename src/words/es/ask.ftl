### Messages that are composed in a form: `/ask`, `/location`, `/quick`.

composed-header = **Para { $contact }**, como lo mostrará el teléfono:
composed-waits = 🕓 La ventana está cerrada: va a la cola y sale cuando { $contact } responda.
composed-problems = ⚠️ Así no se puede enviar:
composed-send-button = Enviar a { $contact }
composed-edit-button = Corregir
composed-text-title = Corregir el mensaje
composed-text-label = Texto que va a salir
composed-text-too-long = El texto no cabe en el formulario de Discord, que admite hasta 4.000 caracteres. Nada cambió: cancela y escríbelo en partes.

## `/ask`

ask-title = Preguntar
ask-body-label = Qué preguntar
ask-button-label = Botón { $place } (hasta 20 letras)
ask-list-button-label = Lo que abre la lista (hasta 20 letras)
ask-rows-label = Opciones, una por línea (hasta 10)
ask-rows-placeholder = Mañana | de 8 a 12
ask-link-label = Lo que dice el botón (hasta 20 letras)
ask-address-label = Dirección de la página
ask-field-body = El texto
ask-field-button = El botón { $place }
ask-field-buttons = Los botones
ask-field-list-button = El botón que abre la lista
ask-field-row = La opción { $place }
ask-field-row-description = Lo que va debajo de la opción { $place }
ask-field-rows = Las opciones
ask-field-link-button = El botón
ask-field-address = La dirección
ask-wrong-missing = { $field }: falta.
ask-wrong-too-long = { $field }: tiene { $count } letras, y caben { $limit }.
ask-wrong-too-many = { $field }: son { $count }, y caben { $limit }.
ask-wrong-twice = { $field }: repite el texto del elemento { $first }.
ask-wrong-address = { $field }: no es la dirección de una página. Empieza con https:// y no pongas contraseña ni solo números.
ask-wrong-nameless = { $field }: aún no sabemos el nombre del contacto. Escribe algo en lugar de las llaves {"{{"}…{"}}"}.
ask-wrong-note = { $field }: parece una nota (empieza con // o 🔒, o nombra a una persona, un rol o un canal de Discord). Nada de eso va al cliente.

## `/location`

location-title = Ubicación
location-place-label = Enlace de un mapa, o coordenadas
location-name-label = Nombre del lugar
location-address-label = Dirección
location-short-link = Este enlace corto no dice dónde queda el lugar. Ábrelo en el navegador y copia la dirección entera de la página, o las coordenadas. No se envió nada.
location-nowhere = No encontré un lugar en eso. Pega un enlace de Google Maps, OpenStreetMap, Apple Maps o Waze, o coordenadas como -23.5505, -46.6333. No se envió nada.

## `/quick`

quick-header = **Mensajes rápidos** · { $count } · página { $page } de { $pages }
quick-none = Todavía no tienes mensajes rápidos.
quick-placeholder = Elige uno
quick-scope-placeholder = Para quién es
quick-scope-person = solo tuyo
quick-scope-team = equipo { $team }
quick-scope-everyone = de todos
quick-new-button = ＋ Nuevo
quick-use-button = Usar aquí
quick-edit-button = ✏️ Editar
quick-delete-button = 🗑 Borrar
quick-all-button = Todos
quick-new-title = Nuevo mensaje rápido
quick-edit-title = Editar mensaje rápido
quick-name-label = Nombre
quick-text-label = Texto
# `{"{{"}` stands for two braces: people type them.
quick-text-placeholder = Hola {"{{"}nombre{"}}"}, soy {"{{"}agente{"}}"}. Protocolo {"{{"}protocolo{"}}"}.
quick-kept = ✅ Guardado.
quick-deleted = 🗑 «{ $name }» fue borrado.
quick-delete-sure = ¿Borrar «{ $name }»? Quien lo usa ya no lo encontrará.
quick-not-yours = Solo supervisores y la administración cambian este mensaje rápido. Nada cambió.
quick-name-wrong = El nombre debe tener de 1 a { $limit } letras. No se guardó nada.
quick-name-taken = Ya hay un mensaje rápido con ese nombre. Elige otro; no se guardó nada.
quick-text-wrong = El texto debe tener de 1 a { $limit } letras. No se guardó nada.
quick-note = El texto parece una nota: empieza con // o 🔒, o nombra a una persona, un rol o un canal de Discord. Nada de eso va al cliente. No se guardó nada.
quick-placeholder-unknown = No conozco {"{{"}{ $name }{"}}"}. Conozco {"{{"}nombre{"}}"}, {"{{"}cliente{"}}"}, {"{{"}agente{"}}"}, {"{{"}equipo{"}}"} y {"{{"}protocolo{"}}"}. No se guardó nada.
quick-too-many = Ya hay { $limit } mensajes rápidos, y no caben más. Borra uno que nadie use.
