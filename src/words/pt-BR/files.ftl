### Files of customers, where they are not simply in the message.

## What a file is called: on the customer's lines, and in ours. `$name`: of a document.

inbound-picture = 🖼️ Foto
inbound-video = 🎬 Vídeo
inbound-audio = 🎵 Áudio
inbound-voice = 🎤 Mensagem de voz
inbound-document = 📄 «{ $name }»
inbound-sticker = 🏷️ Figurinha

# A file whose name cannot be used is called so, on the customer's phone too; an ending follows.
unnamed-file = arquivo
# What a message is called where it stands as a file.
message-file = mensagem.txt

## On the customer's line, in the file's place. `$label`: what it is called.

inbound-file-coming = { $label } · ⏳ ainda está chegando; aparece aqui assim que vier
inbound-file-failed = { $label } · ⚠️ { $reason }
inbound-file-purged = { $label } · não está mais guardado: o prazo de guarda passou
# `$size`: `37,2 MB`. `$link`: its whole address.
inbound-file-linked = { $label } ({ $size }) · { $why ->
        [refused] o Discord não aceitou este arquivo
        [forbidden] a Conecta não pode anexar arquivos aqui
       *[large] grande demais para o Discord
    }; abra até { $until }: { $link }
inbound-file-unlinked = { $label } ({ $size }) · { $why ->
        [refused] o Discord não aceitou este arquivo
        [forbidden] a Conecta não pode anexar arquivos aqui (quem administra precisa dar a ela a permissão)
       *[large] grande demais para o Discord
    }. Está guardado; para a equipe abrir por um link, quem administra precisa definir PUBLIC_URL.

## Below a file that is not what one would think: a line of ours. `$what`: one of the sentences that
## follow, in an album behind the file's place in it.

notice-file-caution = -# ⚙️ ⚠️ { $what }
file-caution-renamed = O nome que o cliente deu a este arquivo enganava, não servia ou era longo demais; agora é «{ $name }». Confira se é o que você espera antes de abrir.
# `$claimed`, `$is`: `PDF`, `HTML`.
file-caution-disguised = Chegou como { $claimed }, mas é { $is }: pode enganar quem abre. Abra só se esperava este arquivo.
file-caution-unrecognised = Chegou como { $claimed }, mas não é, e não dá para dizer o que é. Abra só se esperava este arquivo.
file-caution-program = É um programa: quem abre entrega o computador a ele. Não abra; peça de outro jeito o que ele traz.
file-caution-huge = A imagem diz ter { $width } × { $height } pontos: abrir pode travar o computador ou o celular. Peça uma menor.
file-caution-swells = Diz virar { $size } ao ser descompactado: pode encher o disco e travar o computador. Não descompacte; peça os arquivos soltos.
file-caution-unseen = Não dá para ver tudo o que este arquivo compactado traz, nem o tamanho que toma ao ser descompactado. Descompacte só se esperava este arquivo; na dúvida, peça os arquivos soltos.

## A line of ours, after one that promised the file.

notice-file-failed = -# ⚙️ ⚠️ { $label } de { $contact }: { $reason }
# It is asked for further on.
notice-file-late = -# ⚙️ ⚠️ { $label } de { $contact } ainda não veio: { $reason } Enquanto isso a Conecta continua tentando.
notice-echo-file-failed = -# ⚙️ ⚠️ { $label } enviado pelo celular da empresa não veio do WhatsApp: abra no celular da empresa
fetch-file-button = Tentar de novo

## Why a file is not here, and what to do.

file-gone = o WhatsApp não tem mais este arquivo. Peça que envie de novo.
file-too-large = é maior do que o WhatsApp entrega. Peça que envie menor, ou por um link.
file-foreign = o endereço do arquivo não é do WhatsApp e não foi aberto. Peça que envie de novo.
file-damaged = chegou estragado do WhatsApp. Tente de novo; se continuar, peça que envie outra vez.
file-empty = o arquivo está vazio. Peça que envie de novo.
file-unreachable = o WhatsApp não entregou o arquivo. Tente de novo; se continuar, peça que envie outra vez.
file-no-room = não coube no disco da Conecta. Avise quem administra e tente de novo depois.
file-blocked = o contato foi bloqueado antes que o arquivo chegasse, e ele não foi buscado. Se precisar dele, tente de novo.
file-lost = está guardado, mas a Conecta não o acha no disco. Avise quem administra; se precisar dele já, peça que envie de novo.

## Answers to the button

# `$count`: how many of its message.
file-fetching = { $count ->
        [1] Buscando de novo. Se vier, o arquivo aparece no tópico como resposta.
       *[other] Buscando { $count } arquivos de novo. Os que vierem aparecem no tópico como resposta.
    }
file-here = Este arquivo já chegou: está no tópico.
file-purged = Este arquivo não está mais guardado: o prazo de guarda passou. Peça que envie de novo.

## Behind a link whose time is over: a page of this one sentence, for colleagues and for customers.

link-expired = Este link venceu, e o arquivo não abre mais por ele. Se ainda precisar, peça à equipe que o peça de novo ao cliente.
link-expired-customer = Este link venceu, e o arquivo não abre mais por ele. Se ainda precisar, responda na conversa do WhatsApp e peça que o enviem de novo.
