### What the platform says about accounts and numbers, told to admins: cause, consequence, next step.

## `$whom` of the sentences below, never behind a word that melts into the article. `$name`: of a number.

account-number = the number “{ $name }”
account-account = the WhatsApp account { $account }
account-unnamed = a WhatsApp account

## What happened

# `$what`: what follows below, several behind semicolons.
account-restricted = ⚠️ Meta has restricted { $whom }: { $what }. See why and ask for a review in WhatsApp Manager.
account-restricted-somehow = ⚠️ Meta has restricted { $whom }: messages may be refused. See why and ask for a review in WhatsApp Manager.
# `$name`: of a restriction that is not known here.
account-restriction = { $kind ->
        [restricted_biz_initiated_messaging] conversations cannot be started
        [restricted_customer_initiated_messaging] customers cannot be answered
        [restricted_add_phone_number_action] numbers cannot be added
        [restricted_business_initiated_calling] customers cannot be called
        [restricted_user_initiated_calling] customers cannot call
       *[other] { $name }
    }
# `$until`: `21 Nov 14:02`.
account-restriction-until = { $what } until { $until }
# `$rule`: by its name at Meta.
account-violated = ⚠️ Meta says that { $whom } broke a rule of WhatsApp ({ $rule }): if it goes on, messages may be limited or stop. See what it was and, if you do not agree, ask for a review in WhatsApp Manager.
account-violated-somehow = ⚠️ Meta says that { $whom } broke a rule of WhatsApp: if it goes on, messages may be limited or stop. See what it was and, if you do not agree, ask for a review in WhatsApp Manager.
# `$on`: a day, as Meta writes it.
account-disabling-on = ⚠️ Meta will disable { $whom } on { $on }: from then on nothing comes in or goes out. Ask for a review before that in WhatsApp Manager.
account-disabling = ⚠️ Meta will disable { $whom }: from then on nothing comes in or goes out. Ask for a review before that in WhatsApp Manager.
account-disabled = ⚠️ Meta has disabled { $whom }: nothing comes in or goes out any more. See why and ask for a review in WhatsApp Manager.
account-reinstated = ✅ Meta has enabled { $whom } again: messages can come and go again. Check that the numbers are on.
account-deleted = ⚠️ Meta has deleted { $whom }: nothing comes in or goes out there any more. If it was nobody of the company, check who has access in Business Manager.
# `$why`: by its name at Meta.
account-disconnected = ⚠️ Meta has disconnected { $whom } from an app or a partner: if it was Conecta's, nothing comes in or goes out any more. Check with { $command } and, if so, give the app access again in Business Manager.
account-disconnected-why = ⚠️ Meta has disconnected { $whom } from an app or a partner ({ $why }): if it was Conecta's, nothing comes in or goes out any more. Check with { $command } and, if so, give the app access again in Business Manager.
account-review-refused = ⚠️ Meta has refused { $whom } in its review: the WhatsApp API cannot be used with it. See why and ask for another review in WhatsApp Manager.
account-review-open = ⚠️ Meta has not decided its review yet: until then { $whom } cannot be used. See in WhatsApp Manager whether something is missing from the company.
# `$people`: digits, or `2K`.
account-limit = ⚠️ Meta has changed to how many people { $whom } may write first: up to { $people } a day get templates; the rest is refused. If that is too few, verify the company and mind the quality in WhatsApp Manager.
account-flagged = ⚠️ Meta has flagged { $whom } for low quality: customers block or report its messages, and its limit may fall. For some days, send templates only to those who expect them.
account-unflagged = ✅ Meta no longer flags { $whom } for low quality. There is nothing to do.
account-name-refused = ⚠️ Meta has refused the name “{ $name }” for { $whom }: customers will not see it. Ask for another name in WhatsApp Manager.
# `$why`: in Meta's words.
account-name-refused-why = ⚠️ Meta has refused the name “{ $name }” for { $whom } ({ $why }): customers will not see it. Ask for another name in WhatsApp Manager.
account-pin-asked = ⚠️ Somebody has asked Meta to change the PIN of { $whom }: whoever has the PIN can take the number to another account. If it was nobody of the company, check who has access in Business Manager.
account-pin-changed = ⚠️ The PIN of { $whom } was changed: whoever has the PIN can take the number to another account. If it was nobody of the company, check who has access in Business Manager and change the PIN.
# `$event`: by its name at Meta.
account-other = ⚠️ Meta has told something about { $whom } that Conecta does not know ({ $event }): messages may be affected. See what it is in WhatsApp Manager.
