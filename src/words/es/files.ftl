### Files of customers, where they are not simply in the message.

## What a file is called: on the customer's lines, and in ours. `$name`: of a document.

inbound-picture = 🖼️ Foto
inbound-video = 🎬 Video
inbound-audio = 🎵 Audio
inbound-voice = 🎤 Nota de voz
inbound-document = 📄 «{ $name }»
inbound-sticker = 🏷️ Sticker

# A file whose name cannot be used is called so, on the customer's phone too; an ending follows.
unnamed-file = archivo
# What a message is called where it stands as a file.
message-file = mensaje.txt

## On the customer's line, in the file's place. `$label`: what it is called.

inbound-file-coming = { $label } · ⏳ aún está llegando; aparece aquí en cuanto venga
inbound-file-failed = { $label } · ⚠️ { $reason }
inbound-file-purged = { $label } · ya no se guarda: pasó su plazo
# `$size`: `37,2 MB`. `$link`: its whole address.
inbound-file-linked = { $label } ({ $size }) · { $why ->
        [refused] Discord no aceptó este archivo
        [forbidden] Conecta no puede adjuntar archivos aquí
       *[large] demasiado grande para Discord
    }; ábrelo hasta { $until }: { $link }
inbound-file-unlinked = { $label } ({ $size }) · { $why ->
        [refused] Discord no aceptó este archivo
        [forbidden] Conecta no puede adjuntar archivos aquí (quien administra debe darle el permiso)
       *[large] demasiado grande para Discord
    }. Está guardado; para que el equipo lo abra con un enlace, quien administra debe definir PUBLIC_URL.

## Below a file that is not what one would think: a line of ours. `$what`: one of the sentences that
## follow, in an album behind the file's place in it.

notice-file-caution = -# ⚙️ ⚠️ { $what }
file-caution-renamed = El nombre que el cliente dio a este archivo engañaba, no servía o era demasiado largo; ahora es «{ $name }». Comprueba que es lo que esperas antes de abrirlo.
# `$claimed`, `$is`: `PDF`, `HTML`.
file-caution-disguised = Llegó como { $claimed }, pero es { $is }: puede engañar a quien lo abre. Ábrelo solo si esperabas este archivo.
file-caution-unrecognised = Llegó como { $claimed }, pero no lo es, y no se puede decir qué es. Ábrelo solo si esperabas este archivo.
file-caution-program = Es un programa: quien lo abre le entrega el ordenador. No lo abras; pide de otra forma lo que trae.
file-caution-huge = La imagen dice tener { $width } × { $height } puntos: abrirla puede bloquear el ordenador o el teléfono. Pide una más pequeña.
file-caution-swells = Dice convertirse en { $size } al descomprimirse: puede llenar el disco y bloquear el ordenador. No lo descomprimas; pide los archivos sueltos.
file-caution-unseen = No se puede ver todo lo que trae este archivo comprimido ni el tamaño que toma al descomprimirse. Descomprímelo solo si esperabas este archivo; en caso de duda, pide los archivos sueltos.

## A line of ours, after one that promised the file.

notice-file-failed = -# ⚙️ ⚠️ { $label } de { $contact }: { $reason }
# It is asked for further on.
notice-file-late = -# ⚙️ ⚠️ { $label } de { $contact } aún no ha llegado: { $reason } Mientras tanto, Conecta sigue intentándolo.
notice-echo-file-failed = -# ⚙️ ⚠️ { $label } enviado desde el celular de la empresa no llegó de WhatsApp: ábrelo en el teléfono de la empresa
fetch-file-button = Intentar de nuevo

## Why a file is not here, and what to do.

file-gone = WhatsApp ya no tiene este archivo. Pide que lo envíe de nuevo.
file-too-large = es más grande de lo que WhatsApp entrega. Pide uno más pequeño o un enlace.
file-foreign = la dirección del archivo no es de WhatsApp y no se abrió. Pide que lo envíe de nuevo.
file-damaged = llegó dañado de WhatsApp. Intenta de nuevo; si sigue, pide que lo envíe otra vez.
file-empty = el archivo está vacío. Pide que lo envíe de nuevo.
file-unreachable = WhatsApp no entregó el archivo. Intenta de nuevo; si sigue, pide que lo envíe otra vez.
file-no-room = no cupo en el disco de Conecta. Avisa a quien administra e intenta más tarde.
file-blocked = el contacto fue bloqueado antes de que llegara el archivo, y no se buscó. Si lo necesitas, inténtalo de nuevo.
file-lost = está guardado, pero Conecta no lo encuentra en el disco. Avisa a quien administra; si lo necesitas ya, pide que lo envíe de nuevo.

## Answers to the button

# `$count`: how many of its message.
file-fetching = { $count ->
        [1] Buscándolo de nuevo. Si llega, el archivo aparece en el hilo como respuesta.
       *[other] Buscando { $count } archivos de nuevo. Los que lleguen aparecen en el hilo como respuesta.
    }
file-here = Este archivo ya llegó: está en el hilo.
file-purged = Este archivo ya no se guarda: pasó su plazo. Pide que lo envíe de nuevo.

## Behind a link whose time is over: a page of this one sentence, for colleagues and for customers.

link-expired = Este enlace venció y ya no abre el archivo. Si aún lo necesitas, pide al equipo que lo solicite de nuevo al cliente.
link-expired-customer = Este enlace venció y ya no abre el archivo. Si aún lo necesitas, responde en el chat de WhatsApp y pide que te lo envíen de nuevo.
