//! Files that do not come, or are not what they claim to be.

use std::time::Duration;

use conecta_sandbox::blob::Pace;
use conecta_sandbox::company::{CARE, SALES};
use conecta_sandbox::discord;
use conecta_sandbox::whatsapp::{Act, Attachment, Content, Endpoint, Fault, Media, Signature};
use conecta_sandbox::wire::Kind;
use serde_json::json;

use crate::support::Desk;
use crate::support::media::{document, photo};
use crate::support::people::{Agent, Customer};

const AGAIN: &str = "Tentar de novo";

/// The id of the file in a message on the phone.
fn media_of(customer: &Customer<'_>, wamid: &str) -> String {
    let chat = customer.phone.phone(customer.number());
    let bubble = chat.into_iter().find(|bubble| bubble.id == wamid);
    match bubble.expect("it is on the phone").content {
        Content::Media(media) => media.id.expect("it was uploaded"),
        other => panic!("no file: {other:?}"),
    }
}

fn not_found() -> Act {
    Act::Answer {
        status: 404,
        body: "Not found".to_owned(),
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_had_says_so_and_comes_when_it_is_asked_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(not_found()).on(Endpoint::Download).times(2));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    let line = ana.last();
    assert!(
        line.content
            .contains("o WhatsApp não tem mais este arquivo"),
        "{}",
        ana.reads()
    );
    assert!(line.content.contains("nota.pdf"), "{}", ana.reads());
    maria.answers("Recebeu?").await;
    assert!(ana.reads().contains("Recebeu?"), "nobody waits for it");

    let told = ana.presses_on(line.id, AGAIN).await;
    assert!(format!("{told:?}").contains("Buscando de novo"), "{told:?}");
    desk.seconds_pass(2).await;
    let file = ana.last();
    assert_eq!(file.attachments.len(), 1, "{}", ana.reads());
    assert_eq!(
        file.reply_to,
        Some(line.id),
        "as a reply to the line that said so"
    );
    let told = ana.presses_on(line.id, AGAIN).await;
    assert!(format!("{told:?}").contains("já chegou"), "{told:?}");
}

#[tokio::test]
async fn a_file_that_is_given_up_after_it_was_announced_says_so_with_a_button() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::Hang).on(Endpoint::Download));
    let id = maria
        .sends(|phone, to| phone.sends_image(to, photo("x")))
        .await;
    desk.minutes_pass(1).await;
    assert!(
        ana.last().content.contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    desk.whatsapp.forget_media(&media_of(&maria, &id));
    desk.minutes_pass(5).await;
    let line = ana.offered(AGAIN).expect("it is said");
    assert!(line.content.starts_with("-# ⚙️"), "{}", ana.reads());
    assert!(
        line.content.contains("não tem mais este arquivo"),
        "{}",
        ana.reads()
    );
    ana.presses_on(line.id, AGAIN).await;
    desk.minutes_pass(1).await;
    assert_eq!(
        ana.offered(AGAIN).map(|one| one.id > line.id),
        Some(true),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn of_three_files_the_one_that_whatsapp_does_not_hand_over_is_soon_given_up() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let send = |name: &str| {
        maria
            .phone
            .sends_document(maria.number(), document(&format!("{name}.pdf")))
    };
    send("um");
    desk.seconds_pass(2).await;
    for code in [131_052, 131_000] {
        let refuses = Fault::new(Act::Error { code }).on(Endpoint::Media);
        desk.whatsapp.order(refuses.always());
        let name = format!("recusado-{code}");
        send(&name);
        desk.minutes_pass(5).await;
        let line = ana.offered(AGAIN).expect("it is said");
        assert!(line.content.contains(&name), "{}", ana.reads());
        assert!(line.content.contains("não entregou"), "{}", ana.reads());
        desk.whatsapp.end_faults();
    }
    send("tres");
    desk.seconds_pass(2).await;
    assert_eq!(ana.last().attachments[0].filename, "tres.pdf");
}

#[tokio::test]
async fn a_file_for_which_whatsapp_is_asked_in_vain_is_told_of_and_comes_all_the_same() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let down = Act::Answer {
        status: 503,
        body: "x".to_owned(),
    };
    desk.whatsapp
        .order(Fault::new(down).on(Endpoint::Download).always());
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.minutes_pass(5).await;
    assert!(
        ana.reads().contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    assert_eq!(ana.offered(AGAIN), None, "it may come any moment");
    desk.minutes_pass(60).await;
    let told = ana.reads().matches("não entregou").count();
    assert_eq!(told, 1, "it is said once: {}", ana.reads());
    assert!(ana.offered(AGAIN).is_some(), "{}", ana.reads());
    desk.whatsapp.end_faults();
    desk.minutes_pass(6).await;
    assert!(came(&ana), "by itself: {}", ana.reads());
}

#[tokio::test]
async fn an_address_that_expired_is_asked_for_anew() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(not_found()).on(Endpoint::Download));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    assert_eq!(ana.last().attachments.len(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn an_empty_file_is_named_and_not_posted() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let empty = Attachment::new("application/pdf", *b"").filename("vazio.pdf");
    maria
        .sends(|phone, to| phone.sends_document(to, empty))
        .await;
    let line = ana.last();
    assert!(
        line.content.contains("o arquivo está vazio"),
        "{}",
        ana.reads()
    );
    assert!(line.attachments.is_empty());
}

#[tokio::test]
async fn nothing_of_somebody_blocked_is_fetched() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.blocks("Maria").await;
    let entry = desk.wire.last();
    maria
        .sends(|phone, to| phone.sends_image(to, photo("x")))
        .await;
    let asked = format!("{:?}", desk.wire_after(entry));
    assert!(!asked.contains("attachments"), "{asked}");
    assert!(ana.last().attachments.is_empty());
}

/// The one file of the newest message that has any, if it is this document.
pub fn came(agent: &Agent<'_>) -> bool {
    let seen = agent.person.sees(agent.place());
    let file = seen
        .iter()
        .rev()
        .find_map(|message| message.attachments.first());
    file.is_some_and(|file| file.content == document("").content)
}

#[tokio::test]
async fn a_file_that_breaks_off_is_fetched_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let cut_off = Fault::new(Act::Pace(Pace::CutOff { after: 30 })).times(2);
    desk.whatsapp.order(cut_off.on(Endpoint::Download));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.seconds_pass(10).await;
    assert!(came(&ana), "{}", ana.reads());
    assert!(
        !ana.reads().contains("chegando"),
        "nobody noticed: {}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_slow_file_comes_as_long_as_it_moves_and_one_that_stands_still_is_fetched_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let slow = |every| {
        let every = Duration::from_secs(every);
        let pace = Pace::Slow { bytes: 100, every };
        Fault::new(Act::Pace(pace)).on(Endpoint::Download)
    };
    // Three pieces, forty seconds apart: longer than any fixed limit of a minute.
    desk.whatsapp.order(slow(40));
    let entry = desk.wire.last();
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.minutes_pass(4).await;
    assert!(came(&ana), "{}", ana.reads());
    assert_eq!(
        downloads(&desk, entry),
        1,
        "it is not asked for again meanwhile"
    );

    desk.whatsapp.order(slow(900));
    let entry = desk.wire.last();
    maria
        .sends(|phone, to| phone.sends_image(to, photo("x")))
        .await;
    desk.minutes_pass(10).await;
    let last = ana.person.sees(ana.place());
    let files = last.iter().rev().find_map(|one| one.attachments.first());
    assert_eq!(
        files.map(|file| file.content == photo("x").content),
        Some(true),
        "{}",
        ana.reads()
    );
    assert!(downloads(&desk, entry) > 1);
}

/// How often a file was fetched since then.
fn downloads(desk: &Desk, entry: u64) -> usize {
    let entries = desk.wire_after(entry);
    let fetched = entries.iter().filter(|entry| match &entry.kind {
        Kind::Request { path, .. } => path.contains("/attachments/"),
        _ => false,
    });
    fetched.count()
}

#[tokio::test]
async fn what_is_not_what_was_announced_is_never_shown() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let lies = [
        (
            "sha256",
            json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ),
        ("file_size", json!(7)),
    ];
    for (key, value) in lies {
        desk.whatsapp.order(
            Fault::new(Act::Lie { key, value })
                .on(Endpoint::Media)
                .always(),
        );
        let name = format!("{}.pdf", key.replace('_', "-"));
        maria
            .sends(|phone, to| phone.sends_document(to, document(&name)))
            .await;
        desk.minutes_pass(5).await;
        let line = ana.offered(AGAIN).expect("it is said");
        assert!(line.content.contains("chegou estragado"), "{}", ana.reads());
        assert!(line.content.contains(&name), "{}", ana.reads());
        assert!(!came(&ana), "{}", ana.reads());
        desk.whatsapp.end_faults();
    }
    ana.presses(AGAIN).await;
    desk.seconds_pass(2).await;
    assert!(came(&ana), "{}", ana.reads());
}

#[tokio::test]
async fn the_token_goes_to_nobody_else() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let elsewhere = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let to = format!("http://{}/x", elsewhere.local_addr().expect("an address"));
    let redirect = Fault::new(Act::Redirect { to: to.clone() }).on(Endpoint::Download);
    let lie = Fault::new(Act::Lie {
        key: "url",
        value: json!(to),
    });
    for fault in [redirect, lie.on(Endpoint::Media)] {
        desk.whatsapp.order(fault);
        maria
            .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
            .await;
        let line = ana.last();
        assert!(
            line.content.contains("não é do WhatsApp"),
            "{}",
            ana.reads()
        );
    }
    let asked = tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await;
    assert!(asked.is_err(), "somebody else was asked");
}

#[tokio::test]
async fn a_file_of_another_number_is_not_ours() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let theirs = maria.phone.sends_document(CARE, document("segredo.pdf"));
    let chat = maria.phone.phone(CARE);
    let bubble = chat.into_iter().find(|bubble| bubble.id == theirs);
    let Content::Media(Media { id: Some(id), .. }) = bubble.expect("it is there").content else {
        panic!("no file");
    };
    desk.settle().await;
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": desk.company.account, "changes": [{ "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "1", "phone_number_id": SALES },
            "contacts": [{ "profile": { "name": "Maria" }, "wa_id": maria.phone.card().wa_id }],
            "messages": [{
                "from": maria.phone.card().wa_id, "id": "wamid.forged", "type": "document",
                "timestamp": desk.clock.now().timestamp().to_string(),
                "document": { "id": id, "mime_type": "application/pdf", "filename": "a.pdf" },
            }],
        } }] }],
    });
    let posted = desk
        .whatsapp
        .post_raw(body.to_string().into_bytes(), Signature::Valid);
    assert_eq!(posted.await.expect("an answer"), 200);
    desk.seconds_pass(2).await;
    let line = ana.last();
    assert!(
        line.content.contains("não tem mais este arquivo"),
        "{}",
        ana.reads()
    );
    assert!(line.attachments.is_empty());
}

#[tokio::test]
async fn a_disk_that_is_full_loses_nothing_and_admins_hear_of_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.chooses_the_admins_place().await;
    let gone = desk.takes_the_folder_away();
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.minutes_pass(1).await;
    let dona = desk.agent("Dona").at(desk.company.general);
    assert!(
        dona.reads().contains("não aceita mais arquivos"),
        "{}",
        dona.reads()
    );
    assert!(
        ana.reads().contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    gone.comes_back();
    desk.minutes_pass(6).await;
    assert!(came(&ana), "{}", ana.reads());
}

#[tokio::test]
async fn a_file_that_was_kept_and_cannot_be_found_is_told_of() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let busy = discord::Fault::on("POST", "/channels/*/messages$");
    desk.discord.order(busy.times(4).answers_html(503, "x"));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf").caption("A nota")))
        .await;
    assert!(!came(&ana), "{}", ana.reads());
    let broken = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            const SQL: &str = "UPDATE files SET key = '../' || key";
            sqlx::query(SQL).execute(db).await.map(drop)
        })
    });
    broken.await.expect("broken");
    desk.minutes_pass(3).await;
    let line = ana.last();
    assert!(line.content.contains("A nota"), "{}", ana.reads());
    let told = "«nota.pdf» · ⚠️ está guardado, mas a Conecta não o acha no disco";
    assert!(line.content.contains(told), "{}", ana.reads());
}
