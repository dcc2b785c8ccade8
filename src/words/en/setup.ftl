### `/setup`: five ticks in one message, resumable. Steps are shown as `✅ 1 · WhatsApp`.

setup-header = **First day** · { $done } of 5
setup-step-whatsapp = 1 · WhatsApp
setup-app-live = ℹ️ Meta’s API does not tell whether the app is published. Look at App Dashboard → App Mode: Live. In development only test numbers and the app’s own people work.
setup-step-numbers = 2 · Numbers
setup-step-team = 3 · Team
setup-step-supervisors = 4 · Supervisors
setup-step-test = 5 · Test
setup-complete = All is ready. The team can use { $start } now; { $diagnostics } checks everything again whenever you like.

## 1. WhatsApp

setup-also-connected = Also connected: { $apps }. Both platforms will receive.
setup-subscribe-button = Subscribe Conecta to the account
setup-subscribed = ✅ Subscribed: messages reach Conecta, and whoever else is connected.
setup-subscribe-failed = Meta did not accept the subscription. Check the permissions of WHATSAPP_TOKEN and try again.

## 2. Numbers

setup-numbers-prompt = Each number is off until you switch it on here.
setup-numbers-none = There is no number in the WhatsApp accounts. Check WHATSAPP_BUSINESS_ACCOUNT_IDS.
setup-off-count = { $count ->
        [1] 1 message
       *[other] { $count } messages
    } came in at { $channel } (off).

## 3. Team

setup-team-prompt = Make the first team with { $team }: a name, a Discord role (whoever has it is in the team) and a private channel.

## 4. Supervisors

setup-supervisors-prompt = Choose who supervises each team, by role, with { $team }. Supervisors see all its conversations.

## 5. Test

setup-test-prompt = A template goes to your own phone; answer there and the answer shows here.
# `$price`: of one template, `words::estimate` or unknown.
setup-test-button = Send a test to me · { $price }
setup-test-title = Test on my phone
setup-test-phone-label = Your phone with country code
setup-test-sent = Test sent. Answer on the phone.
setup-test-answered = ✅ Your answer arrived: both ways work.
setup-test-no-template = There is no approved template without parameters to test with. Make one at Meta and refresh.
setup-test-no-role = The test is a conversation of yours, and you are in no team yet. Give yourself one of these roles in Discord and press again: { $roles }.

## What admins are told once

setup-advice = **For every day**
    • Limit the commands by role in Server Settings → Integrations.
    • Recommend the notification “Only @mentions” in the teams' channels.
    • Leave reaction notifications to direct messages only.

## Where admins are told

setup-admin-place = 🔔 Admins are told in { $place }.
setup-admin-place-none = 🔔 News for the admins: no channel yet, nobody is told. Choose one below.
# The line that stands there as soon as it is chosen.
setup-admin-place-line = 🔔 Here Conecta tells the admins: of numbers that stop, channels and roles that disappear, new readers. Chosen by { $by }.
setup-admin-place-chosen = ✅ News for the admins go to { $place }; there is a line there.
setup-admin-place-closed = Conecta cannot write in { $place }. Nothing changed: give it View Channel and Send Messages there, or choose another.
setup-admin-place-placeholder = Channel in which admins are told

## For how long files are kept

setup-file-days = 🗄️ Files of customers and of the team are kept for { $count } days.
setup-file-days-option = Keep files for { $count } days
setup-file-days-placeholder = For how long to keep files

## A team's channel must be private

visibility-refused = { $place } is visible to { $count ->
        [1] 1 person
       *[other] { $count } people
    } outside the team.
visibility-everyone = { $place } is visible to the whole server.
visibility-make-private-button = Make private
visibility-choose-other-button = Choose another
visibility-made-private = 🔒 { $place } is private now: only the team { $team } and its supervisors read it.
visibility-readers = { $place } is read by: { $readers }.
visibility-administrators = Whoever has the Administrator permission always reads: { $people }.
visibility-bots = Other bots that read: { $bots }.
visibility-shut-out = In { $place }, unable to read or to write in threads: { $roles }. So they see and answer nobody. “Make private” mends it.
visibility-posting = In { $place }, able to write outside of threads: { $roles }. What is written there reaches no customer. “Make private” leaves writing to threads.
# `$role`: the team’s. `$permission`: by Discord’s own name.
visibility-role-not-called = Conecta cannot mention the role { $role }: nobody is called when a new customer waits. Switch on “Allow anyone to @mention this role” in the role (Server Settings → Roles) or give the bot’s role the permission { $permission }.

## Templates

templates-button = Templates
templates-header = **Approved templates** ({ $count })
templates-placeholder = Choose a template
template-header = **{ $template }** · { $language }
template-open-to-all = Open to every team.
template-open-to = Open only to: { $teams }.
template-teams-placeholder = Teams that may use it (none: all)
template-field = • “{ $field }”: { $source }
template-field-placeholder = Choose a parameter to fill in by itself
template-source-prompt = What fills in “{ $field }”? The agent can still change it.
template-saved = ✅ Template saved.
template-file = 📎 Standing file: { $file }. The agent can put another into the draft.
template-file-none = 📎 No standing file: the agent attaches one each time.
# `$setup`: the command, as a mention.
template-file-how = To set or replace it: { $setup } with the template and the file.
template-file-which = Say also which template the file is for. Nothing changed.
template-file-remove-button = Remove the standing file
template-file-saved = ✅ “{ $file }” goes every time this template is sent.
template-file-removed = ✅ Standing file removed: the agent attaches one each time.
template-source-nothing = the agent types it
template-source-first-name = the contact’s first name
template-source-name = the contact’s name
template-source-phone = the contact’s phone
template-source-email = the contact’s e-mail

## Tariffs

tariffs-button = Tariffs
# `$currencies`: their codes; `$day` comes from `words::day`.
tariffs-header = **Tariffs** · { $count ->
        [1] 1 line
       *[other] { $count } lines
    } in { $currencies }; the newest counts since { $day }.
tariffs-built-in = It is the table that came with Conecta, collected from published lists: compare it with Meta's.
# `$setup`: the command, as a mention.
tariffs-how = To change it: download the table, edit its lines and give the file to { $setup }, in the option `tariffs`. It takes the place of the whole table; each line counts from its day on.
tariffs-download-button = ⬇ Download CSV
tariffs-file = The table as it stands: the price of one delivered message, in the line's currency, from the line's day on.
tariffs-replaced = ✅ Tariffs replaced. What changes:
tariffs-same = ✅ Tariffs replaced; no price changed.
tariffs-change = • { $region } · { $category } · { $currency }: { $before } → { $after }, from { $day } on
# `$why` is one of the `tariffs-wrong-…`.
tariffs-bad-line = Line { $line } of the file { $why } Nothing changed.
tariffs-wrong-columns = has { $found } columns instead of five: `region,category,currency,amount,from`.
tariffs-wrong-region = does not name the country in two capital letters, such as BR: “{ $found }”.
tariffs-wrong-category = does not say marketing, utility, authentication or service: “{ $found }”.
tariffs-wrong-currency = does not name the currency in three capital letters, such as BRL: “{ $found }”.
tariffs-wrong-amount = has no amount of at most six decimals, such as 0.0625: “{ $found }”.
tariffs-wrong-day = does not write its day as 2026-10-01: “{ $found }”.
tariffs-wrong-twice = repeats line { $found }.
tariffs-empty = The file has no line of tariffs. Nothing changed.
tariffs-too-large = “{ $file }” is over { $limit } KB. Nothing changed.
tariffs-not-text = “{ $file }” is no CSV in UTF-8. Nothing changed.

## The words after which the queue asks. `$answers` and `$opt_outs`: the lists of a language.

stops-button = Words that stop the queue
stops-header = **Answers after which the queue asks before it leaves**
    Case, accents and punctuation make no difference. An opt-out also blocks marketing templates.
stops-row = **{ $language }** · stop: { $answers } · opt out: { $opt_outs }
stops-title = Words, one per line
stops-answers-label = The answer is or begins with
stops-buttons-label = The template's button begins with
stops-opt-outs-label = The whole answer is an opt-out
stops-opt-ins-label = The whole answer asks to come back
stops-emoji-label = Emojis that stop, in all languages
stops-saved = ✅ Saved: it holds from the next answer.

## The reactions that reach customers

reactions-button = Reactions that reach the customer
reactions-title = Reactions that reach the customer
reactions-label = Emojis, one after another
# `$emojis`: `👍 🙏`.
reactions-saved = ✅ Saved: on a customer’s message, { $emojis } from the assignee reaches them; every other reaction stays here.
reactions-none-saved = ✅ Saved: no reaction reaches the customer.
reactions-bad = “{ $typed }” is no emoji of WhatsApp. Nothing changed: leave only emojis.
