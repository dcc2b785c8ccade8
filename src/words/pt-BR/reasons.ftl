### Why something did not leave: one sentence for each `Reason`. Cause, consequence, next step.
### All take `$contact` (first name), `$channel` (our name of the number), `$template` (its name),
### `$next` (when it is tried again, relative), `$told` (`yes` if admins have chosen where they
### are told, and so have been) and `$fate` (`waits`: it leaves by itself later; `stays`: it would come
### out of order; `ended`: its conversation is concluded); each uses what it needs.

not-repeated = { $fate ->
        [ended] A mensagem não saiu e não se repete, porque o atendimento foi concluído: reinicie-o e envie de novo se ainda vale.
       *[stays] A mensagem não saiu e não se repete sozinha: envie de novo se ainda vale.
    }

reason-no-connection = Não conseguimos falar com o WhatsApp. { $fate ->
        [waits] A mensagem espera e sai sozinha quando a conexão voltar.
       *[stays] { not-repeated }
    }
reason-no-answer = O WhatsApp não respondeu a tempo. Não sabemos se { $contact } recebeu; nada se repete sem você decidir.
reason-connection-lost = A conexão caiu antes da resposta do WhatsApp. Não sabemos se { $contact } recebeu; nada se repete sem você decidir.
reason-unreadable-answer = O WhatsApp respondeu algo que não entendemos. Não sabemos se { $contact } recebeu; nada se repete sem você decidir.
reason-platform-down = O WhatsApp está com problemas. { $fate ->
        [waits] A mensagem espera e tentamos de novo sem você fazer nada.
       *[stays] { not-repeated }
    }
reason-rate-limited = O número «{ $channel }» enviou muito de uma vez. { $fate ->
        [waits] A mensagem espera e sai sozinha daqui a pouco.
       *[stays] { not-repeated }
    }
reason-maintenance = O número «{ $channel }» está em manutenção no WhatsApp. { $fate ->
        [waits] A mensagem espera e sai sozinha daqui a pouco.
       *[stays] { not-repeated }
    }
admins-told = Os envios estão pausados{ $told ->
        [yes] {" "}e a administração foi avisada
       *[no] : avise quem administra o servidor
    }.{ $fate ->
        [waits] {""}
       *[stays] {" "}{ not-repeated }
    }
reason-token-rejected = O número «{ $channel }» perdeu a autorização. { admins-told }
reason-no-permission = O número «{ $channel }» não tem permissão para enviar. { admins-told }
reason-channel-gone = O número «{ $channel }» sumiu da conta do WhatsApp ou não o vemos mais. { admins-told }
reason-account-restricted = A Meta restringiu a conta do número «{ $channel }». { admins-told }
reason-country-restricted = A conta do número «{ $channel }» não pode escrever para o país de { $contact }. { admins-told }
reason-name-not-approved = A Meta ainda não aprovou o nome do número «{ $channel }». { admins-told }
reason-billing = A conta do WhatsApp está com o pagamento pendente. { admins-told }
reason-not-registered = O número «{ $channel }» não está registrado no WhatsApp. { admins-told }
reason-spam-limit = Muitas pessoas bloquearam ou denunciaram o número «{ $channel }». { admins-told }
reason-terms-not-accepted = Falta aceitar um termo de uso na Meta para o número «{ $channel }». { admins-told }
waits-in-the-queue = A janela de 24 h está fechada. A mensagem ficou na fila e sai quando { $contact } responder.
reason-window-closed = { $fate ->
        [waits] { waits-in-the-queue }
       *[stays] A janela de 24 h está fechada. { not-repeated }
    }
reason-pair-limit = Muitas mensagens seguidas para esta pessoa{ $fate ->
        [waits] ; a próxima sai { $next }.
       *[stays] . { not-repeated }
    }
reason-undeliverable = O WhatsApp não entregou a este número (sem conta, bloqueio ou aplicativo antigo). Não vamos repetir: confira o contato ou fale por outro meio.
reason-no-address = Não temos telefone nem identidade de { $contact } no WhatsApp. A mensagem não saiu: complete o contato e envie de novo.
reason-recipient-is-sender = Este telefone é o do próprio número «{ $channel }». A mensagem não saiu: confira o telefone do contato.
reason-not-in-test-list = «{ $channel }» é um número de teste e só escreve para os cinco telefones da lista dele. A mensagem não saiu; a administração pode incluir este na Meta.
reason-user-in-experiment = A Meta deixou { $contact } fora das mensagens de empresas por causa de um estudo dela. Não vamos repetir; tente por outro meio.
reason-marketing-cap = { $contact } já recebeu marketing demais por agora, somando todas as empresas. A mensagem não saiu: tente de novo { $next } ou use um modelo de utilidade.
reason-opted-out = { $contact } pediu para não receber marketing. A mensagem não saiu; modelos de utilidade ainda podem sair.
reason-marketing-unavailable = O WhatsApp não leva marketing a { $contact } por este número. A mensagem não saiu: use um modelo de utilidade.
reason-marketing-off = O número «{ $channel }» não pode mais enviar marketing por aqui. { admins-told }
reason-needs-phone-number = Este modelo só chega a quem mostra o telefone, e { $contact } não mostra. A mensagem não saiu: escolha outro modelo.
reason-mislabelled-templates = A Meta limitou a conta por causa de modelos na categoria errada. { admins-told }
reason-identity-changed = O aparelho de { $contact } mudou desde a última conversa. A mensagem não saiu: confirme com quem fala e envie de novo.
reason-something-wrong = O WhatsApp não conseguiu levar a mensagem e não disse por quê. Ela não saiu: tente de novo mais tarde.
reason-bad-parameter = Uma parte da mensagem falta ou não é aceita pelo WhatsApp. Ela não saiu: mude e envie de novo.
reason-reaction-refused = O WhatsApp não aceitou a reação, e { $contact } não a vê. Não vamos repetir: responda à mensagem com palavras.
reason-kind-unsupported = O WhatsApp não leva este tipo de mensagem. Ela não saiu: mande de outro jeito.
reason-media-download = O arquivo não pôde ser buscado. A mensagem não saiu: anexe de novo.
reason-media-upload = O WhatsApp não aceitou o arquivo (tipo, tamanho ou conteúdo). A mensagem não saiu: envie de novo, ou em outro formato.
reason-file-too-large = O arquivo passa de tudo o que pode ir para { $contact }. Envie um menor, ou peça à administração o endereço público para enviar por link.
reason-file-empty = O arquivo está vazio. Nada dele foi enviado: envie de novo o arquivo certo.
reason-file-gone = O Discord não entrega mais este arquivo. Nada dele foi enviado: envie-o de novo.
# Where a header takes a file and got none; other parameters go by their words.
lacks-picture = a imagem do cabeçalho
lacks-video = o vídeo do cabeçalho
lacks-document = o documento do cabeçalho
lacks-field = «{ $field }»
reason-template-parameters = O modelo «{ $template }» mudou ou faltam parâmetros{ $lacks ->
        [none] .
       *[other] : { $lacks }.
    } A mensagem não saiu: corrija e envie de novo.
reason-template-missing = O modelo «{ $template }» não está disponível (removido ou não aprovado). A lista foi atualizada: escolha outro.
reason-template-too-long = O modelo «{ $template }» fica longo demais com estes parâmetros. A mensagem não saiu: encurte e envie de novo.
reason-template-policy = O modelo «{ $template }» fere uma regra da Meta. A mensagem não saiu: escolha outro.
reason-template-paused = O modelo «{ $template }» não está disponível (pausado pela qualidade). A lista foi atualizada: escolha outro.
reason-template-disabled = O modelo «{ $template }» não está disponível (desativado pela Meta). A lista foi atualizada: escolha outro.
reason-flow-blocked = O formulário do modelo «{ $template }» está bloqueado ou lento na Meta. A mensagem não saiu: escolha outro modelo.
reason-template-rejected = A Meta não aceitou o modelo «{ $template }». Nada mudou lá: corrija e envie para análise de novo.
reason-stale-cursor = A lista mudou enquanto era lida. Nada se perdeu: abra de novo.
reason-unknown = O WhatsApp recusou a mensagem por um motivo que não conhecemos. Ela não saiu: envie de novo e, se não adiantar, avise a administração.
