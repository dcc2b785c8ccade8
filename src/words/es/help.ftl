### `/help`: what this person may do here. Commands come as mentions.

help-header = **Lo que puedes hacer aquí**
help-agent = • { $start } inicia una conversación con quien elijas.
    • { $conversations } muestra lo que te espera.
    • En el hilo, lo que escribes va al cliente; con `//` delante es nota y queda aquí.
    • { $template }, { $queue }, { $note } y { $conclude } valen dentro del hilo.
    • { $quick } envía un mensaje rápido, { $ask } pregunta con botones, { $location } manda un lugar.
    • { $assume }, { $release } y { $restart } dicen de quién es; { $conversation } muestra la tarjeta; { $contact } muestra y corrige un contacto; { $attach } pone un archivo en el borrador.
    • Botones y comandos hacen lo mismo.
    • { $preferences } dice cómo te aviso.
help-supervisor = • Supervisas { $teams }: puedes abrir todos los hilos, y lo que escribas ahí es nota. { $conversations } muestra las listas, { $queue } la cola, { $contact } un contacto; { $conclude } concluye.
help-admin = • { $setup } guía la instalación; { $team } y { $number } cuidan equipos y números; { $contact } muestra, corrige y bloquea un contacto; { $diagnostics } dice qué está mal.
help-teams = Tus equipos: { $teams }.
help-no-team = Aún no estás en ningún equipo. Habla con { $whom }.
help-marks = **Marcas en tus mensajes**
    🔒 queda aquí · ⏸ espera que decidas · 🕓 aún no salió · ✔️ WhatsApp lo recibió · ☑️ entregado · 🔵 leído · ❌ falló · ❓ nadie sabe
help-silent = Un mensaje sin marca por diez segundos quiere decir que Conecta no está funcionando.
