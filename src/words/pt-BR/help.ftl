### `/help`: what this person may do here. Commands come as mentions.

help-header = **O que você pode fazer aqui**
help-agent = • { $start } inicia um atendimento com quem você escolher.
    • { $conversations } mostra o que espera por você.
    • No tópico, o que você escreve vai para o cliente; com `//` na frente é nota e fica aqui.
    • { $template }, { $queue }, { $note } e { $conclude } valem dentro do tópico.
    • { $quick } envia uma mensagem rápida, { $ask } pergunta com botões, { $location } manda um lugar.
    • { $assume }, { $release } e { $restart } dizem de quem é; { $conversation } mostra o cartão; { $contact } mostra e corrige um contato; { $attach } põe um arquivo no rascunho.
    • Botões e comandos fazem o mesmo.
    • { $preferences } diz como você é avisado.
help-supervisor = • Você supervisiona { $teams }: pode abrir todos os tópicos, e o que escrever neles é nota. { $conversations } mostra as listas, { $queue } a fila, { $contact } um contato; { $conclude } conclui.
help-admin = • { $setup } conduz a instalação; { $team } e { $number } cuidam de equipes e números; { $contact } mostra, corrige e bloqueia um contato; { $diagnostics } diz o que está errado.
help-teams = Suas equipes: { $teams }.
help-no-team = Você ainda não está em nenhuma equipe. Fale com { $whom }.
help-marks = **Marcas nas suas mensagens**
    🔒 fica aqui · ⏸ espera você decidir · 🕓 ainda não saiu · ✔️ o WhatsApp recebeu · ☑️ entregue · 🔵 lida · ❌ falhou · ❓ ninguém sabe
help-silent = Uma mensagem sem marca por dez segundos quer dizer que a Conecta não está rodando.
