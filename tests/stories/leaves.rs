//! What leaves, what stays: nothing internal ever reaches the customer.

use conecta_sandbox::discord::{Given, Id, Post, Upload};

use crate::support::Desk;

const NOTE: &str = "🔒";
const HELD: &str = "⏸\u{FE0F}";

#[tokio::test]
async fn what_the_assignee_types_leaves_after_five_seconds() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let message = ana.types("Olá, Maria!").await;
    desk.seconds_pass(4).await;
    assert_eq!(maria.got().len(), 0, "it can still be taken back");
    desk.seconds_pass(1).await;
    assert_eq!(maria.got(), ["Olá, Maria!"]);
    desk.seconds_pass(5).await;
    assert_eq!(ana.marks(message), "☑\u{FE0F}");
}

#[tokio::test]
async fn a_reply_to_the_customer_leaves_and_quotes() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let asked = maria.answers("Tem em azul?").await;
    let line = ana.last().id;
    ana.replies(line, "Tem sim").await;
    desk.seconds_pass(6).await;
    let chat = maria.phone.phone(maria.number());
    let answer = chat.last().expect("an answer");
    assert_eq!(answer.text(), "Tem sim");
    assert_eq!(answer.quotes.as_deref(), Some(asked.as_str()));
}

/// Every way of writing that makes a note, each with its sign at once and nothing on the phone.
#[tokio::test]
async fn notes_stay_and_say_so_at_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let helena = desk.agent("Helena").with("Maria");
    let dona = desk.agent("Dona").with("Maria");
    let person = bruno.person.id();
    let team = desk.company.team("Vendas");
    let link = "https://discord.com/channels/1/2/3";
    let mut notes: Vec<Id> = Vec::new();
    for text in [
        "// ela já reclamou".to_owned(),
        "//sem espaço".to_owned(),
        "🔒 ela já reclamou".to_owned(),
        "// primeira linha\ne a segunda".to_owned(),
        format!("<@{person}> o que acha?"),
        format!("o que acha, <@&{}>?", team.role),
        format!("como em <#{}>", team.channel),
        format!("veja {link}"),
        "entre em discord.gg/abc".to_owned(),
    ] {
        notes.push(ana.types(&text).await);
    }
    let card = notes[0];
    for to in [card, notes[1]] {
        notes.push(ana.replies(to, "resposta a uma nota").await);
    }
    for other in [&bruno, &helena, &dona] {
        let line = other.types("isto é entre nós").await;
        notes.push(ana.replies(line, "certo").await);
        notes.push(line);
    }
    let file = Upload::new("foto.png", b"png".to_vec());
    let with_file = Post::text("// só para nós").file(file);
    let place = ana.place();
    let with_file = ana.person.posts(place, with_file).expect("posted");
    let poll = ana
        .person
        .polls(place, "Azul ou verde?", &["Azul", "Verde"]);
    let forward = ana.person.forwards(place, notes[0]).expect("forwarded");
    notes.extend([with_file, poll.expect("a poll"), forward]);
    // Discord takes four reactions a second in a thread.
    desk.seconds_pass(10).await;
    for note in &notes {
        let text = ana.person.sees_message(*note).expect("there").content;
        assert_eq!(ana.marks(*note), NOTE, "{text:?}");
    }
    desk.minutes_pass(10).await;
    assert_eq!(maria.got(), [""; 0], "not one of them leaves");
}

#[tokio::test]
async fn a_colleagues_note_gets_no_reply_and_no_button() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let before = bruno.person.sees(bruno.place()).len();
    bruno.types("Ela comprou comigo em maio").await;
    desk.minutes_pass(1).await;
    assert_eq!(bruno.person.sees(bruno.place()).len(), before + 1);
}

#[tokio::test]
async fn what_is_typed_below_a_colleagues_note_may_be_meant_for_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let helena = desk.agent("Helena").with("Maria");
    let note = [("text", Given::from("Essa deve três meses"))];
    helena.runs("note", &note).await;
    let typed = ana.types("Eu sei, caloteira").await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.marks(typed), HELD, "{}", ana.reads());
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn a_command_typed_as_text_is_held_until_its_author_presses() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let typed = ana.types("/concluir").await;
    assert_eq!(ana.marks(typed), HELD);
    let question = ana.last();
    assert!(
        question.content.contains("Parece o comando"),
        "{}",
        ana.reads()
    );
    assert!(question.pinged.contains(&ana.person.id()));
    assert_eq!(question.reply_to, Some(typed));
    let later = ana.sends("Já volto").await;
    assert_eq!(maria.got(), [""; 0], "later messages wait behind it");

    ana.presses("É nota").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Já volto"]);
    assert_eq!(ana.marks(typed), NOTE);
    assert_eq!(ana.marks(later), "☑\u{FE0F}");
    assert!(
        ana.person.sees_message(question.id).is_none(),
        "the question disappears when it is answered"
    );
}

#[tokio::test]
async fn a_held_message_leaves_when_its_author_says_so_and_nobody_else() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.types("!importante: amanhã fechamos").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let question = ana.offered("Enviar para Maria").expect("a question");
    bruno.presses_on(question.id, "Enviar para Maria").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), [""; 0], "a colleague's press changes nothing");
    ana.presses("Enviar para Maria").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["!importante: amanhã fechamos"]);
}

#[tokio::test]
async fn a_line_below_a_colleagues_is_held_for_ten_minutes() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").with("Maria");
    bruno.types("Oferece o azul").await;
    let held = ana.sends("Boa ideia").await;
    assert_eq!(ana.marks(held), HELD);
    assert_eq!(maria.got(), [""; 0]);
    ana.presses("É nota").await;

    bruno.types("E o verde").await;
    desk.minutes_pass(11).await;
    ana.sends("Temos azul e verde").await;
    assert_eq!(maria.got(), ["Temos azul e verde"]);
}

#[tokio::test]
async fn no_edit_turns_a_note_or_a_held_message_into_a_sent_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let note = ana.types("// ela é difícil").await;
    ana.edits(note, "ela é difícil").await;
    let held = ana.types("/nota ligar amanhã").await;
    ana.edits(held, "ligar amanhã").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), [""; 0]);
    assert_eq!(ana.marks(note), NOTE);
}

#[tokio::test]
async fn in_a_conversation_of_nobody_the_author_may_assume_and_send() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    let ana = desk.agent("Ana").with("Maria");
    let typed = ana.sends("Olá!").await;
    assert_eq!(ana.marks(typed), HELD);
    assert_eq!(maria.got(), [""; 0]);
    ana.presses("Assumir e enviar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Olá!"]);
    ana.sends("Tudo bem?").await;
    assert_eq!(maria.got(), ["Olá!", "Tudo bem?"], "it is hers now");
}

#[tokio::test]
async fn in_a_conversation_of_nobody_only_the_last_line_can_be_let_go() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let ana = desk.agent("Ana").with("Maria");
    let colleagues = bruno.sends("Alguém viu isto?").await;
    let first = ana.sends("Olá!").await;
    let last = ana.sends("Posso ajudar?").await;
    for (line, mark) in [(colleagues, NOTE), (first, NOTE), (last, HELD)] {
        assert_eq!(ana.marks(line), mark, "{}", ana.reads());
    }
    let seen = ana.person.sees(ana.place());
    let buttons = seen.iter().flat_map(|message| &message.buttons);
    let offers = buttons.filter(|button| button.label.contains("Assumir e enviar"));
    assert_eq!(offers.count(), 1, "{}", ana.reads());
    ana.presses("Assumir e enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Posso ajudar?"], "{}", ana.reads());
}

#[tokio::test]
async fn formatting_is_translated_both_ways_and_nothing_pings() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("**Atenção**: *só* hoje, ~~50~~ `10`").await;
    assert_eq!(maria.got(), ["*Atenção*: _só_ hoje, ~50~ `10`"]);

    let everyone = format!("@everyone <@{}> *veja* _isto_ ~não~", ana.person.id());
    maria.answers(&everyone).await;
    let line = ana.last();
    assert!(
        line.content.contains("**veja** _isto_ ~~não~~"),
        "{}",
        line.content
    );
    // The one mention is the bot's own for the assignee.
    assert!(
        line.pinged.iter().all(|id| *id == ana.person.id()),
        "{line:?}"
    );
    maria
        .answers("-# ⚙️ fingindo ser vocês\n# grande\n> citando")
        .await;
    insta::assert_snapshot!("harmless", ana.read(&ana.last()));
}
