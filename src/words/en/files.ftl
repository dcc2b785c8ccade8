### Files of customers, where they are not simply in the message.

## What a file is called: on the customer's lines, and in ours. `$name`: of a document.

inbound-picture = 🖼️ Picture
inbound-video = 🎬 Video
inbound-audio = 🎵 Audio
inbound-voice = 🎤 Voice note
inbound-document = 📄 “{ $name }”
inbound-sticker = 🏷️ Sticker

# A file whose name cannot be used is called so, on the customer's phone too; an ending follows.
unnamed-file = file
# What a message is called where it stands as a file.
message-file = message.txt

## On the customer's line, in the file's place. `$label`: what it is called.

inbound-file-coming = { $label } · ⏳ still on its way; it appears here as soon as it comes
inbound-file-failed = { $label } · ⚠️ { $reason }
inbound-file-purged = { $label } · no longer kept: its time is over
# `$size`: `37.2 MB`. `$link`: its whole address.
inbound-file-linked = { $label } ({ $size }) · { $why ->
        [refused] Discord did not accept this file
        [forbidden] Conecta may not attach files here
       *[large] too large for Discord
    }; open it until { $until }: { $link }
inbound-file-unlinked = { $label } ({ $size }) · { $why ->
        [refused] Discord did not accept this file
        [forbidden] Conecta may not attach files here (an admin has to give it the permission)
       *[large] too large for Discord
    }. It is kept; for the team to open it by a link, an admin has to set PUBLIC_URL.

## Below a file that is not what one would think: a line of ours. `$what`: one of the sentences that
## follow, in an album behind the file's place in it.

notice-file-caution = -# ⚙️ ⚠️ { $what }
file-caution-renamed = The name that the customer gave this file was misleading, unusable or too long; now it is “{ $name }”. Check that it is what you expect before you open it.
# `$claimed`, `$is`: `PDF`, `HTML`.
file-caution-disguised = It came as { $claimed }, but it is { $is }: it may deceive whoever opens it. Open it only if you expected this file.
file-caution-unrecognised = It came as { $claimed }, but it is not, and nobody can tell what it is. Open it only if you expected this file.
file-caution-program = It is a program: whoever opens it hands the computer over to it. Do not open it; ask for what it brings in another way.
file-caution-huge = The picture says it has { $width } × { $height } pixels: opening it may freeze the computer or the phone. Ask for a smaller one.
file-caution-swells = It says it becomes { $size } when unpacked: it may fill the disk and freeze the computer. Do not unpack it; ask for the files one by one.
file-caution-unseen = What this compressed file brings, and how large it becomes when unpacked, cannot all be seen. Unpack it only if you expected this file; if in doubt, ask for the files one by one.

## A line of ours, after one that promised the file.

notice-file-failed = -# ⚙️ ⚠️ { $label } from { $contact }: { $reason }
# It is asked for further on.
notice-file-late = -# ⚙️ ⚠️ { $label } from { $contact } has not come yet: { $reason } Meanwhile Conecta goes on trying.
notice-echo-file-failed = -# ⚙️ ⚠️ { $label } sent from the company’s phone did not come from WhatsApp: open it on the company’s phone
fetch-file-button = Try again

## Why a file is not here, and what to do.

file-gone = WhatsApp no longer has this file. Ask for it again.
file-too-large = it is larger than WhatsApp delivers. Ask for a smaller one, or a link.
file-foreign = the file's address is not WhatsApp's and was not opened. Ask for it again.
file-damaged = it came damaged from WhatsApp. Try again; if that goes on, ask for it once more.
file-empty = the file is empty. Ask for it again.
file-unreachable = WhatsApp did not deliver the file. Try again; if that goes on, ask for it once more.
file-no-room = it did not fit on Conecta's disk. Tell an admin and try again later.
file-blocked = the contact was blocked before the file came, so it was not fetched. If you need it, try again.
file-lost = it is kept, but Conecta does not find it on its disk. Tell an admin; if you need it now, ask for it again.

## Answers to the button

# `$count`: how many of its message.
file-fetching = { $count ->
        [1] Fetching it again. If it comes, the file appears in the thread as a reply.
       *[other] Fetching { $count } files again. Those that come appear in the thread as replies.
    }
file-here = This file has come: it is in the thread.
file-purged = This file is no longer kept: its time is over. Ask for it again.

## Behind a link whose time is over: a page of this one sentence, for colleagues and for customers.

link-expired = This link has expired and no longer opens the file. If you still need it, have the team ask the customer for it again.
link-expired-customer = This link has expired and no longer opens the file. If you still need it, reply in the WhatsApp chat and ask for it again.
