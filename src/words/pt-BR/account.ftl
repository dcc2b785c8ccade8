### What the platform says about accounts and numbers, told to admins: cause, consequence, next step.

## `$whom` of the sentences below, never behind a word that melts into the article. `$name`: of a number.

account-number = o número «{ $name }»
account-account = a conta { $account } do WhatsApp
account-unnamed = uma conta do WhatsApp

## What happened

# `$what`: what follows below, several behind semicolons.
account-restricted = ⚠️ A Meta restringiu { $whom }: { $what }. Veja o motivo e peça revisão no Gerenciador do WhatsApp.
account-restricted-somehow = ⚠️ A Meta restringiu { $whom }: envios podem ser recusados. Veja o motivo e peça revisão no Gerenciador do WhatsApp.
# `$name`: of a restriction that is not known here.
account-restriction = { $kind ->
        [restricted_biz_initiated_messaging] não dá para iniciar atendimentos
        [restricted_customer_initiated_messaging] não dá para responder a clientes
        [restricted_add_phone_number_action] não dá para adicionar números
        [restricted_business_initiated_calling] não dá para ligar para clientes
        [restricted_user_initiated_calling] clientes não conseguem ligar
       *[other] { $name }
    }
# `$until`: `21/11 14:02`.
account-restriction-until = { $what } até { $until }
# `$rule`: by its name at Meta.
account-violated = ⚠️ A Meta acusa { $whom } de violar uma regra do WhatsApp ({ $rule }): se continuar, os envios podem ser limitados ou parar. Veja o que foi e, se não concordar, peça revisão no Gerenciador do WhatsApp.
account-violated-somehow = ⚠️ A Meta acusa { $whom } de violar uma regra do WhatsApp: se continuar, os envios podem ser limitados ou parar. Veja o que foi e, se não concordar, peça revisão no Gerenciador do WhatsApp.
# `$on`: a day, as Meta writes it.
account-disabling-on = ⚠️ A Meta vai desativar { $whom } em { $on }: a partir daí nada chega nem sai. Peça revisão antes disso no Gerenciador do WhatsApp.
account-disabling = ⚠️ A Meta vai desativar { $whom }: a partir daí nada chega nem sai. Peça revisão antes disso no Gerenciador do WhatsApp.
account-disabled = ⚠️ A Meta desativou { $whom }: nada mais chega nem sai. Veja o motivo e peça revisão no Gerenciador do WhatsApp.
account-reinstated = ✅ A Meta reativou { $whom }: mensagens podem chegar e sair de novo. Confira se os números estão ligados.
account-deleted = ⚠️ A Meta apagou { $whom }: nada mais chega nem sai por aí. Se não foi alguém da empresa, confira quem tem acesso no Gerenciador de Negócios.
# `$why`: by its name at Meta.
account-disconnected = ⚠️ A Meta desligou { $whom } de um aplicativo ou parceiro: se era o da Conecta, nada mais chega nem sai. Confira com { $command } e, se for o caso, dê acesso de novo ao aplicativo no Gerenciador de Negócios.
account-disconnected-why = ⚠️ A Meta desligou { $whom } de um aplicativo ou parceiro ({ $why }): se era o da Conecta, nada mais chega nem sai. Confira com { $command } e, se for o caso, dê acesso de novo ao aplicativo no Gerenciador de Negócios.
account-review-refused = ⚠️ A Meta recusou { $whom } na revisão: não dá para usar a API do WhatsApp com ela. Veja o motivo e peça nova revisão no Gerenciador do WhatsApp.
account-review-open = ⚠️ A Meta ainda não decidiu a revisão que faz: até lá não dá para usar { $whom }. Veja no Gerenciador do WhatsApp se falta algo da empresa.
# `$people`: digits, or `2K`.
account-limit = ⚠️ A Meta mudou a quantas pessoas { $whom } pode escrever primeiro: até { $people } por dia recebem modelos; o resto é recusado. Se for pouco, verifique a empresa e cuide da qualidade no Gerenciador do WhatsApp.
account-flagged = ⚠️ A Meta marcou { $whom } por baixa qualidade: clientes bloqueiam ou denunciam as mensagens, e o limite de envios pode cair. Nos próximos dias, envie modelos só a quem espera por eles.
account-unflagged = ✅ A Meta não marca mais { $whom } por baixa qualidade. Nada a fazer.
account-name-refused = ⚠️ A Meta recusou o nome «{ $name }» para { $whom }: clientes não vão vê-lo. Peça outro nome no Gerenciador do WhatsApp.
# `$why`: in Meta's words.
account-name-refused-why = ⚠️ A Meta recusou o nome «{ $name }» para { $whom } ({ $why }): clientes não vão vê-lo. Peça outro nome no Gerenciador do WhatsApp.
account-pin-asked = ⚠️ Alguém pediu à Meta para trocar o PIN que protege { $whom }: quem tem o PIN pode levar o número para outra conta. Se não foi alguém da empresa, confira quem tem acesso no Gerenciador de Negócios.
account-pin-changed = ⚠️ Foi trocado o PIN que protege { $whom }: quem tem o PIN pode levar o número para outra conta. Se não foi alguém da empresa, confira quem tem acesso no Gerenciador de Negócios e troque o PIN.
# `$event`: by its name at Meta.
account-other = ⚠️ A Meta avisou algo sobre { $whom } que a Conecta não conhece ({ $event }): os envios podem ser afetados. Veja do que se trata no Gerenciador do WhatsApp.
