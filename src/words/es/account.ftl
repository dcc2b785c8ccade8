### What the platform says about accounts and numbers, told to admins: cause, consequence, next step.

## `$whom` of the sentences below, never behind a word that melts into the article. `$name`: of a number.

account-number = el número «{ $name }»
account-account = la cuenta { $account } de WhatsApp
account-unnamed = una cuenta de WhatsApp

## What happened

# `$what`: what follows below, several behind semicolons.
account-restricted = ⚠️ Meta ha restringido { $whom }: { $what }. Mira el motivo y pide una revisión en el Administrador de WhatsApp.
account-restricted-somehow = ⚠️ Meta ha restringido { $whom }: los envíos pueden ser rechazados. Mira el motivo y pide una revisión en el Administrador de WhatsApp.
# `$name`: of a restriction that is not known here.
account-restriction = { $kind ->
        [restricted_biz_initiated_messaging] no se pueden iniciar conversaciones
        [restricted_customer_initiated_messaging] no se puede responder a clientes
        [restricted_add_phone_number_action] no se pueden añadir números
        [restricted_business_initiated_calling] no se puede llamar a clientes
        [restricted_user_initiated_calling] los clientes no pueden llamar
       *[other] { $name }
    }
# `$until`: `21/11 14:02`.
account-restriction-until = { $what } hasta el { $until }
# `$rule`: by its name at Meta.
account-violated = ⚠️ Meta dice que { $whom } ha incumplido una regla de WhatsApp ({ $rule }): si sigue, los envíos pueden limitarse o parar. Mira qué fue y, si no estás de acuerdo, pide una revisión en el Administrador de WhatsApp.
account-violated-somehow = ⚠️ Meta dice que { $whom } ha incumplido una regla de WhatsApp: si sigue, los envíos pueden limitarse o parar. Mira qué fue y, si no estás de acuerdo, pide una revisión en el Administrador de WhatsApp.
# `$on`: a day, as Meta writes it.
account-disabling-on = ⚠️ Meta va a desactivar { $whom } en esta fecha: { $on }. Desde entonces nada llega ni sale. Pide antes una revisión en el Administrador de WhatsApp.
account-disabling = ⚠️ Meta va a desactivar { $whom }: desde entonces nada llega ni sale. Pide antes una revisión en el Administrador de WhatsApp.
account-disabled = ⚠️ Meta ha desactivado { $whom }: ya nada llega ni sale. Mira el motivo y pide una revisión en el Administrador de WhatsApp.
account-reinstated = ✅ Meta ha reactivado { $whom }: los mensajes pueden llegar y salir de nuevo. Comprueba que los números estén activados.
account-deleted = ⚠️ Meta ha borrado { $whom }: ya nada llega ni sale por ahí. Si no fue alguien de la empresa, comprueba quién tiene acceso en el Administrador comercial.
# `$why`: by its name at Meta.
account-disconnected = ⚠️ Meta ha desconectado { $whom } de una aplicación o un socio: si era la de Conecta, ya nada llega ni sale. Compruébalo con { $command } y, si es así, da acceso de nuevo a la aplicación en el Administrador comercial.
account-disconnected-why = ⚠️ Meta ha desconectado { $whom } de una aplicación o un socio ({ $why }): si era la de Conecta, ya nada llega ni sale. Compruébalo con { $command } y, si es así, da acceso de nuevo a la aplicación en el Administrador comercial.
account-review-refused = ⚠️ Meta ha rechazado { $whom } en su revisión: no se puede usar la API de WhatsApp con ella. Mira el motivo y pide otra revisión en el Administrador de WhatsApp.
account-review-open = ⚠️ Meta aún no ha decidido su revisión: hasta entonces no se puede usar { $whom }. Mira en el Administrador de WhatsApp si falta algo de la empresa.
# `$people`: digits, or `2K`.
account-limit = ⚠️ Meta ha cambiado a cuántas personas puede escribir primero { $whom }: hasta { $people } al día reciben plantillas; el resto se rechaza. Si es poco, verifica la empresa y cuida la calidad en el Administrador de WhatsApp.
account-flagged = ⚠️ Meta ha marcado { $whom } por baja calidad: los clientes bloquean o denuncian los mensajes, y el límite de envíos puede bajar. En los próximos días, envía plantillas solo a quien las espera.
account-unflagged = ✅ Meta ya no marca { $whom } por baja calidad. No hay nada que hacer.
account-name-refused = ⚠️ Meta ha rechazado el nombre «{ $name }» para { $whom }: los clientes no lo verán. Pide otro nombre en el Administrador de WhatsApp.
# `$why`: in Meta's words.
account-name-refused-why = ⚠️ Meta ha rechazado el nombre «{ $name }» para { $whom } ({ $why }): los clientes no lo verán. Pide otro nombre en el Administrador de WhatsApp.
account-pin-asked = ⚠️ Alguien ha pedido a Meta cambiar el PIN que protege { $whom }: quien tiene el PIN puede llevarse el número a otra cuenta. Si no fue alguien de la empresa, comprueba quién tiene acceso en el Administrador comercial.
account-pin-changed = ⚠️ Se ha cambiado el PIN que protege { $whom }: quien tiene el PIN puede llevarse el número a otra cuenta. Si no fue alguien de la empresa, comprueba quién tiene acceso en el Administrador comercial y cambia el PIN.
# `$event`: by its name at Meta.
account-other = ⚠️ Meta ha avisado algo sobre { $whom } que Conecta no conoce ({ $event }): los envíos pueden verse afectados. Mira de qué se trata en el Administrador de WhatsApp.
