### Why something did not leave: one sentence for each `Reason`. Cause, consequence, next step.
### All take `$contact` (first name), `$channel` (our name of the number), `$template` (its name),
### `$next` (when it is tried again, relative), `$told` (`yes` if admins have chosen where they
### are told, and so have been) and `$fate` (`waits`: it leaves by itself later; `stays`: it would come
### out of order; `ended`: its conversation is concluded); each uses what it needs.

not-repeated = { $fate ->
        [ended] The message did not leave and is not repeated, because the conversation was concluded: restart it and send it again if you still want to.
       *[stays] The message did not leave and is not repeated by itself: send it again if you still want to.
    }

reason-no-connection = We cannot reach WhatsApp. { $fate ->
        [waits] The message waits and leaves by itself when the connection is back.
       *[stays] { not-repeated }
    }
reason-no-answer = WhatsApp did not answer in time. We do not know whether { $contact } received it; nothing is repeated unless you decide so.
reason-connection-lost = The connection broke before WhatsApp answered. We do not know whether { $contact } received it; nothing is repeated unless you decide so.
reason-unreadable-answer = WhatsApp answered something that we do not understand. We do not know whether { $contact } received it; nothing is repeated unless you decide so.
reason-platform-down = WhatsApp is in trouble. { $fate ->
        [waits] The message waits and we try again without you doing anything.
       *[stays] { not-repeated }
    }
reason-rate-limited = The number “{ $channel }” sent a lot at once. { $fate ->
        [waits] The message waits and leaves by itself in a while.
       *[stays] { not-repeated }
    }
reason-maintenance = The number “{ $channel }” is under maintenance at WhatsApp. { $fate ->
        [waits] The message waits and leaves by itself in a while.
       *[stays] { not-repeated }
    }
admins-told = Sending is paused{ $told ->
        [yes] {" "}and the admins have been told
       *[no] : tell whoever administers the server
    }.{ $fate ->
        [waits] {""}
       *[stays] {" "}{ not-repeated }
    }
reason-token-rejected = The number “{ $channel }” lost its authorisation. { admins-told }
reason-no-permission = The number “{ $channel }” has no permission to send. { admins-told }
reason-channel-gone = The number “{ $channel }” is gone from the WhatsApp account, or we can no longer see it. { admins-told }
reason-account-restricted = Meta restricted the account of the number “{ $channel }”. { admins-told }
reason-country-restricted = The account of the number “{ $channel }” may not write to { $contact }'s country. { admins-told }
reason-name-not-approved = Meta has not approved the name of the number “{ $channel }” yet. { admins-told }
reason-billing = The WhatsApp account has a payment problem. { admins-told }
reason-not-registered = The number “{ $channel }” is not registered with WhatsApp. { admins-told }
reason-spam-limit = Many people blocked or reported the number “{ $channel }”. { admins-told }
reason-terms-not-accepted = Meta's terms have to be accepted first for the number “{ $channel }”. { admins-told }
waits-in-the-queue = The 24-hour window is closed. The message is in the queue and leaves when { $contact } answers.
reason-window-closed = { $fate ->
        [waits] { waits-in-the-queue }
       *[stays] The 24-hour window is closed. { not-repeated }
    }
reason-pair-limit = Many messages in a row to this person{ $fate ->
        [waits] ; the next one leaves { $next }.
       *[stays] . { not-repeated }
    }
reason-undeliverable = WhatsApp did not deliver to this number (no account, a block or an old app). We will not repeat it: check the contact or try another way.
reason-no-address = We have neither a phone nor a WhatsApp identity of { $contact }. The message did not leave: complete the contact and send it again.
reason-recipient-is-sender = This phone is the number “{ $channel }” itself. The message did not leave: check the contact's phone.
reason-not-in-test-list = “{ $channel }” is a test number and only writes to the five phones on its list. The message did not leave; the admins can add this one at Meta.
reason-user-in-experiment = Meta leaves { $contact } out of business messages for a study of its own. We will not repeat it; try another way.
reason-marketing-cap = { $contact } has had enough marketing for now, from all companies together. The message did not leave: try again { $next } or use a utility template.
reason-opted-out = { $contact } asked not to receive marketing. The message did not leave; utility templates still may.
reason-marketing-unavailable = WhatsApp carries no marketing to { $contact } from this number. The message did not leave: use a utility template.
reason-marketing-off = The number “{ $channel }” can no longer send marketing this way. { admins-told }
reason-needs-phone-number = This template only reaches people who show their phone number, and { $contact } does not. The message did not leave: choose another template.
reason-mislabelled-templates = Meta limited the account because of templates in the wrong category. { admins-told }
reason-identity-changed = { $contact }'s device changed since you last talked. The message did not leave: make sure who it is and send it again.
reason-something-wrong = WhatsApp could not take the message and does not say why. It did not leave: try again later.
reason-bad-parameter = A part of the message is missing or not accepted by WhatsApp. It did not leave: change it and send it again.
reason-reaction-refused = WhatsApp did not take the reaction, and { $contact } does not see it. It will not be tried again: answer the message in words.
reason-kind-unsupported = WhatsApp does not carry this kind of message. It did not leave: send it in another form.
reason-media-download = The file could not be fetched. The message did not leave: attach it again.
reason-media-upload = WhatsApp did not accept the file (its type, size or content). The message did not leave: send it again, or in another format.
reason-file-too-large = The file is over everything that can go to { $contact }. Send a smaller one, or ask your admins for the public address to send it as a link.
reason-file-empty = The file is empty. Nothing of it was sent: send the right file again.
reason-file-gone = Discord does not hand out this file any more. Nothing of it was sent: send it again.
# Where a header takes a file and got none; other parameters go by their words.
lacks-picture = the header's picture
lacks-video = the header's video
lacks-document = the header's document
lacks-field = “{ $field }”
reason-template-parameters = The template “{ $template }” changed or lacks parameters{ $lacks ->
        [none] .
       *[other] : { $lacks }.
    } The message did not leave: fix it and send it again.
reason-template-missing = The template “{ $template }” is not available (removed or not approved). The list was updated: choose another.
reason-template-too-long = The template “{ $template }” gets too long with these parameters. The message did not leave: shorten them and send it again.
reason-template-policy = The template “{ $template }” breaks one of Meta's rules. The message did not leave: choose another.
reason-template-paused = The template “{ $template }” is not available (paused for its quality). The list was updated: choose another.
reason-template-disabled = The template “{ $template }” is not available (disabled by Meta). The list was updated: choose another.
reason-flow-blocked = The form behind the template “{ $template }” is blocked or slowed down by Meta. The message did not leave: choose another template.
reason-template-rejected = Meta did not accept the template “{ $template }”. Nothing changed there: fix it and submit it again.
reason-stale-cursor = The list changed while it was read. Nothing is lost: open it again.
reason-unknown = WhatsApp refused the message for a reason that we do not know. It did not leave: send it again and, if that does not help, tell the admins.
