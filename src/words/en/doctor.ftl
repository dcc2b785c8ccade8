### What `conecta doctor` and `/diagnostics` find, and what the command line says. Names of links and
### buttons in other people's portals stand as those portals spell them.

## Settings: one sentence, then the program ends with code 2.

setting-missing = { $name } is missing: set it in the environment or in the file .env.
# `$expected`: from `setting-expects-…`. The value itself is never shown: it may be a secret.
setting-malformed = { $name } does not work: { $expected }.
setting-expects-id = it takes a Discord id, digits only
setting-expects-ids = it takes one or more ids, digits only, separated by commas
setting-expects-https = it takes https, except on this very machine
setting-expects-address = it takes an address and a port, such as 127.0.0.1:8080
setting-expects-version = it takes a version such as v25.0
setting-expects-database = it takes a SQLite database, such as sqlite://conecta.db
setting-expects-locale = it takes pt-BR, en or es
setting-expects-time-zone = it takes a time zone such as America/Sao_Paulo
setting-expects-log-format = it takes text or json

## The command line

run-ready = Conecta is up in the server { $guild }; webhook at { $address }.
run-stopping = Stopping: what is leaving gets finished first.
run-database-taken = Another Conecta uses the database { $path } already. Stop that one or choose another DATABASE_URL.
run-files-unusable = The folder of files { $path } cannot be used: { $why }. Without it customers’ files would be lost; give Conecta the right to write there or choose another FILES_DIR.
run-address-taken = The address { $address } is in use already. Change { $name } or stop what uses it.
run-migrated = The database is up to date.

## Doctor

doctor-header = Checking the installation…
doctor-all-well = All is well.
doctor-problems = { $count ->
        [1] 1 problem
       *[other] { $count } problems
    } to solve.

doctor-database-ok = Database: { $path }, up to date.
doctor-files-ok = The folder of files { $path } takes writes.
doctor-files-new = The folder of files { $path } does not exist yet; the first start makes it.
doctor-files-unusable = The folder of files { $path } takes no writes: customers’ files do not arrive. Make room, give Conecta the right to write there, or choose another FILES_DIR.
doctor-database-new = Database: { $path } does not exist yet; conecta run makes it.
doctor-database-in-use = Database: { $path }, in use by the Conecta that is up.
doctor-database-unusable = The database { $path } does not open or cannot be written to. Check the folder, the disk and the file's permissions.
doctor-database-behind = The database { $path } is of an earlier version. Run conecta migrate.
doctor-database-ahead = The database { $path } is of a newer version of Conecta. Update this program.

# `$count`: seconds that this machine's clock is off.
doctor-clock-ok = Clock: right.
doctor-clock-skewed = This machine's clock is off by { $count ->
        [1] 1 second
       *[other] { $count } seconds
    }. The 24-hour windows would be wrong: switch NTP on.
doctor-clock-unknown = The clock could not be checked: no server told the time.

## Discord

doctor-discord-token-ok = Discord: the token belongs to { $bot }.
doctor-discord-token-wrong = Discord refused DISCORD_TOKEN. Make another in the Discord Developer Portal → Bot → Reset Token.
doctor-discord-unreachable = Discord cannot be reached at { $address }. Check the network and DISCORD_API_BASE.
doctor-intents-ok = Discord: the needed intents are on.
doctor-intents-missing = The bot may not read messages. Switch on, in the Discord Developer Portal → Bot → Privileged Gateway Intents → Message Content Intent.
# Then presses and commands never reach us.
doctor-interactions-elsewhere = Discord sends the commands to { $url } and not to Conecta. Delete Interactions Endpoint URL in Discord Developer Portal → General Information.
doctor-guild-ok = Discord: the bot is in the server { $guild }.
doctor-guild-missing = The bot is not in the server { $guild }. Invite it with the link of the Discord Developer Portal → OAuth2 → URL Generator (scopes bot and applications.commands) or correct DISCORD_GUILD_ID.
doctor-voice-closed = Without the permission { $permission }, customers’ voice notes arrive as ordinary files. Give it to the bot’s role to play them where they stand.
doctor-audit-log-closed = Without the permission { $permission }, Conecta cannot know who deleted a message: each one that is deleted before it leaves counts as cancelled by its author. Give it to the bot’s role if you want to be asked.
doctor-commands-refused = Discord did not accept the commands. Invite the bot again with the scope applications.commands (OAuth2 → URL Generator).
doctor-channel-ok = Channel of { $team }: { $place }, private and with the right permissions.
doctor-channel-permissions = In { $place }, of the team { $team }, the bot lacks: { $permissions }. Mend it in Edit Channel → Permissions.
doctor-channel-visible = { $place }, of the team { $team }, can also be read by: { $readers }. Close it in Edit Channel → Permissions.
doctor-channel-shut-out = In { $place }, of the team { $team }, unable to read or to write in threads: { $roles }. So they see and answer nobody. Allow View Channel and Send Messages in Threads in Edit Channel → Permissions.
doctor-channel-posting = In { $place }, of the team { $team }, able to write outside of threads: { $roles }. What is written there reaches no customer. Deny Send Messages in Edit Channel → Permissions.
doctor-channel-gone = The channel of the team { $team } does not exist on Discord any more. Choose another with /team.
doctor-role-gone = The role of the team { $team } does not exist on Discord any more and nobody is in it. Choose another with /team.
doctor-team-empty = Nobody has the role of the team { $team }. Give the role { $role } to its agents.
doctor-teams-none = There is no team yet. Begin with /setup on Discord.
doctor-supervisors-ok = Supervisors of { $team }: { $role }.
doctor-supervisors-none = The team { $team } has no role of supervisors. Choose one with /team.
doctor-admin-place-ok = Alerts to the admins: in { $place }.
doctor-admin-place-none = Alerts to the admins: for now only here and in the log. Choose a channel with /setup.
doctor-admin-place-closed = Conecta cannot write in { $place }, where it alerts the admins. Mend it in Edit Channel → Permissions or choose another with /setup.

## WhatsApp

doctor-whatsapp-token-ok = WhatsApp: the token works and does not expire.
doctor-whatsapp-token-wrong = Meta refused WHATSAPP_TOKEN. Make another in Business settings → System users → Generate token, without an end.
doctor-whatsapp-token-expires = WHATSAPP_TOKEN expires on { $when }. Make one without an end in Business settings → System users → Generate token.
doctor-whatsapp-token-permission = WHATSAPP_TOKEN lacks the permission { $permissions }. Make another with it in Business settings → System users → Generate token.
doctor-whatsapp-unreachable = WhatsApp cannot be reached at { $address }. Check the network, GRAPH_API_BASE and GRAPH_API_VERSION.
doctor-account-gone = The account { $account } does not exist or the token does not reach it. Check WHATSAPP_BUSINESS_ACCOUNT_IDS and, in System users, Assign assets.
doctor-numbers-none = The account { $account } has no numbers. Add one in WhatsApp Manager → Phone numbers.
doctor-number-ok = Number { $channel } ({ $phone }): connected and on.
doctor-number-off = Number { $channel } ({ $phone }): off. Switch it on with /number if you want to use it.
doctor-number-disconnected = Number { $channel } ({ $phone }): Meta says { $status }, and nothing leaves from it. See WhatsApp Manager → Phone numbers.
doctor-number-quality = Number { $channel } ({ $phone }): low quality at Meta. Fewer unanswered templates, or its limits fall.
doctor-number-teamless = Number { $channel } ({ $phone }): no team receives those who write first. Choose one with /number.
doctor-number-paused = Number { $channel } ({ $phone }): sending is paused. { $reason }
doctor-numbers-off = No number is on: nothing leaves and nothing arrives. Switch one on with /number.
doctor-webhook-ok = Webhook: it answers at { $url }.
doctor-webhook-no-url = PUBLIC_URL is missing: without it the webhook cannot be checked from outside.
doctor-webhook-unreachable = { $url } does not answer from outside. Check the HTTPS proxy, the DNS and WEBHOOK_BIND.
doctor-webhook-verification = { $url } did not confirm the WHATSAPP_VERIFY_TOKEN. It must be the same here and at Meta, in WhatsApp → Configuration → Webhook.
doctor-webhook-other-url = Meta sends the webhooks to { $actual }, not to { $url }. Correct it in WhatsApp → Configuration → Webhook.
doctor-currency-without-tariffs = The account { $account } is billed in { $currency }, and the table of tariffs does not have that currency: prices are shown as unknown.
doctor-not-subscribed = The account { $account } is not subscribed to this app and no message arrives. Subscribe it with /setup.
doctor-webhook-not-refused = { $url } did not refuse a wrong token: whoever answers there is not Conecta. Check the HTTPS proxy.
doctor-webhook-not-set = Meta does not know yet where to send the messages. In WhatsApp → Configuration → Webhook, use { $url } and the WHATSAPP_VERIFY_TOKEN.
doctor-webhook-no-messages = Meta does not send the messages: subscribe to messages in WhatsApp → Configuration → Webhook fields.
# `$fields`: names as Meta writes them.
doctor-webhook-fields = Meta does not tell everything, and of the rest nobody here hears: subscribe to { $fields } too in WhatsApp → Configuration → Webhook fields.
doctor-app-secret-wrong = Meta does not know WHATSAPP_APP_SECRET, and every webhook of its would be refused. Copy it again from App settings → Basic → App secret.
doctor-subscribed = The account { $account } is subscribed to this app.
doctor-templates-ok = Templates: { $count } approved.
doctor-templates-none = No approved template in the account { $account }: conversations cannot be started. Make one in WhatsApp Manager → Message templates.
