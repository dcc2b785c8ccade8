//! The customer quotes, reacts to, edits or removes a message: the line points at it.

use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Id, SeenMessage};

use crate::support::Desk;
use crate::support::media::{photo, voice_note};
use crate::support::people::{Agent, Customer};

/// The customer replies to a message on the phone; the line that came of it.
async fn quotes(
    desk: &Desk,
    customer: &Customer<'_>,
    ana: &Agent<'_>,
    message: &str,
) -> SeenMessage {
    customer
        .phone
        .replies(customer.number(), message, "Esse aí");
    desk.settle().await;
    ana.last()
}

/// The platform's id of the newest message on the customer's phone that the company sent.
fn newest(customer: &Customer<'_>) -> String {
    let chat = customer.phone.phone(customer.number());
    let business = conecta_sandbox::whatsapp::Author::Business;
    let newest = chat.iter().rfind(|bubble| bubble.author == business);
    newest.expect("the company wrote").id.clone()
}

/// The line here that says this.
fn line_of(agent: &Agent<'_>, text: &str) -> Id {
    let seen = agent.person.sees(agent.place());
    let line = seen.iter().rfind(|line| line.content.contains(text));
    line.expect("it stands here").id
}

#[tokio::test]
async fn a_quote_is_a_reply_to_the_line_that_stands_here_also_after_a_restart() {
    let mut desk = Desk::open().await;
    let (ours, theirs, mine) = {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let ours = ana.sends("Azul ou verde?").await;
        let mine = maria.answers("Azul").await;
        let theirs = ana.last().id;
        let line = quotes(&desk, &maria, &ana, &newest(&maria)).await;
        assert_eq!(line.reply_to, Some(ours), "{}", ana.reads());
        assert_eq!(line.content, "Esse aí", "the reply shows what it quotes");
        let line = quotes(&desk, &maria, &ana, &mine).await;
        assert_eq!(line.reply_to, Some(theirs), "{}", ana.reads());
        (ours, theirs, mine)
    };
    desk.kill().await;
    desk.starts_again().await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    let line = quotes(&desk, &maria, &ana, &newest(&maria)).await;
    assert_eq!(line.reply_to, Some(ours), "{}", ana.reads());
    let line = quotes(&desk, &maria, &ana, &mine).await;
    assert_eq!(line.reply_to, Some(theirs), "{}", ana.reads());
    let replied: Vec<_> = ana.person.sees(ana.place());
    let pinged = replied.iter().filter(|line| line.reply_to == Some(ours));
    let pinged = pinged.filter(|line| line.pinged.contains(&ana.person.id()));
    assert!(pinged.count() <= 1, "a reply by itself calls nobody");
}

#[tokio::test]
async fn a_pressed_button_points_at_its_template() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let in_team = ana.clone().in_team("Vendas");
    let preview = in_team.prepares("Maria", "Vendas", "pesquisa").await;
    in_team.presses_on(preview.id, "Iniciar atendimento").await;
    desk.seconds_pass(10).await;
    let ana = ana.with("Maria");
    let template = line_of(&ana, "«pesquisa»");
    let maria = desk.customer("Maria");
    maria.phone.presses(maria.number(), &newest(&maria), "Bom");
    desk.settle().await;
    let line = ana.last();
    assert_eq!(line.reply_to, Some(template), "{}", ana.reads());
    assert!(line.content.contains("🔘 Bom"), "{}", line.content);
}

#[tokio::test]
async fn what_stood_in_an_earlier_conversation_is_shown_with_the_way_there() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let ours = ana.sends("Seu pedido chega na *terça*.").await;
    let old = ana.place();
    let wamid = newest(&maria);
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    maria.answers("Oi de novo").await;
    let again = desk.agent("Ana").with("Maria");
    assert_ne!(again.place(), old);
    let line = quotes(&desk, &maria, &again, &wamid).await;
    assert_eq!(line.reply_to, None);
    let link = format!(
        "https://discord.com/channels/{}/{old}/{ours}",
        desk.discord.guild_id()
    );
    let expected = format!("> Seu pedido chega na \\*terça\\*. · {link}\nEsse aí");
    assert_eq!(line.content, expected);
}

#[tokio::test]
async fn what_is_not_here_is_said_to_be_older() {
    let desk = Desk::open().await;
    // Written before the company talked to her from here.
    let old = desk
        .whatsapp
        .own_phone(SALES)
        .writes("Maria Souza", "Bem-vinda");
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = quotes(&desk, &maria, &ana, &old).await;
    assert!(
        line.content
            .ends_with("\n↩ Em resposta a uma mensagem mais antiga, que não está aqui\nEsse aí"),
        "{}",
        line.content
    );
}

#[tokio::test]
async fn what_was_deleted_here_is_quoted_in_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let ours = ana.sends("Azul ou verde?").await;
    ana.deletes(ours).await;
    desk.seconds_pass(5).await;
    let line = quotes(&desk, &maria, &ana, &newest(&maria)).await;
    assert_eq!(line.reply_to, None);
    assert!(
        line.content.ends_with("\n> Azul ou verde?\nEsse aí"),
        "{}",
        line.content
    );
}

#[tokio::test]
async fn what_a_moderator_deleted_of_the_customers_is_quoted_in_words_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let dona = desk.agent("Dona").at(ana.place());
    let deletes_the_last = async || {
        let line = ana.last().id;
        dona.deletes(line).await;
        desk.seconds_pass(5).await;
    };
    let said = maria.answers("Azul").await;
    deletes_the_last().await;
    let line = quotes(&desk, &maria, &ana, &said).await;
    assert_eq!(line.reply_to, None);
    assert!(line.content.ends_with("> Azul\nEsse aí"), "{line:?}");

    let number = maria.number();
    let first = photo("um").caption("O *azul*");
    let first = maria.phone.sends_image(number, first);
    let second = maria.phone.sends_image(number, photo("dois"));
    desk.seconds_pass(3).await;
    assert_eq!(ana.last().attachments.len(), 2);
    deletes_the_last().await;
    for (picture, shows) in [(first, "> O \\*azul\\*"), (second, "> 📷 Foto")] {
        let line = quotes(&desk, &maria, &ana, &picture).await;
        assert_eq!(line.reply_to, None);
        let said = format!("{shows}\nEsse aí");
        assert!(line.content.ends_with(&said), "{line:?}");
    }

    let phone = desk.whatsapp.own_phone(SALES);
    let promise = phone.writes("Maria Souza", "Faço por 900");
    desk.settle().await;
    deletes_the_last().await;
    let line = quotes(&desk, &maria, &ana, &promise).await;
    assert_eq!(line.reply_to, None);
    assert!(
        line.content.ends_with("> Faço por 900\nEsse aí"),
        "{line:?}"
    );
}

#[tokio::test]
async fn what_has_no_words_is_quoted_by_its_kind() {
    use conecta_sandbox::whatsapp::Location;
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = Location {
        latitude: 1.0,
        longitude: 2.0,
        name: None,
        address: None,
    };
    let place = maria.phone.sends_location(maria.number(), place);
    maria.phone.takes_back(maria.number(), &place);
    desk.settle().await;
    let line = ana.last();
    assert!(
        line.content.contains("«📍 Localização»"),
        "{}",
        line.content
    );
    assert!(line.reply_to.is_some());
}

#[tokio::test]
async fn a_voice_note_shows_what_it_answers() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let ours = ana.sends("Azul ou verde?").await;
    let asked = newest(&maria);
    // The line above says her name already.
    maria.answers("Pera").await;
    maria
        .sends(|phone, to| phone.replies_with_voice(to, &asked, voice_note()))
        .await;
    let line = ana.last();
    assert_eq!(line.attachments.len(), 1, "{}", ana.reads());
    assert_eq!(line.content, "", "{}", ana.reads());
    assert_eq!(line.reply_to, Some(ours), "{}", ana.reads());
}

#[tokio::test]
async fn whoever_goes_on_from_their_own_words_quotes_them_and_a_note_stays_a_note() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let price = ana.sends("Custa R$ 10").await;
    let quoted = newest(&maria);
    ana.replies(price, "Com frete").await;
    desk.seconds_pass(6).await;
    assert_eq!(maria.got(), ["Custa R$ 10", "Com frete"], "{}", ana.reads());
    let bubbles = maria.phone.phone(maria.number());
    let last = bubbles.last().expect("a message");
    assert_eq!(last.quotes.as_deref(), Some(&*quoted), "{}", maria.sees());

    // What the customer has not got yet cannot be quoted, and leaves as it is.
    let waits = ana.types("À vista").await;
    ana.replies(waits, "ou em duas vezes").await;
    desk.seconds_pass(12).await;
    assert_eq!(maria.got()[2..], ["À vista", "ou em duas vezes"]);
    assert_eq!(
        maria.phone.phone(maria.number()).last().expect("it").quotes,
        None
    );

    let note = ana.types("// cliente antiga").await;
    let inside = ana.replies(note, "dar desconto?").await;
    desk.seconds_pass(6).await;
    assert_eq!((maria.got().len(), &*ana.marks(inside)), (4, "🔒"));
}
