//! Every kind that a customer can send, once, as the thread shows it; and what comes from elsewhere:
//! the company's own phone, a group, a call, the history of the phone.

use chrono::TimeDelta;
use conecta_sandbox::company::SALES;
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Attachment, Author, Location};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::media::{document, film, photo, song, sticker, voice_note};
use crate::support::people::{Agent, Customer};
use crate::support::webhook;

const MARIA: &str = "Maria Souza";

/// The bytes of the files in the thread, oldest first.
fn files(agent: &Agent<'_>) -> Vec<Vec<u8>> {
    let seen = agent.person.sees(agent.place());
    let files = seen.iter().flat_map(|message| &message.attachments);
    files.map(|file| file.content.bytes()).collect()
}

/// Fails unless these very files stand in the thread, in this order.
fn stand_there(agent: &Agent<'_>, sent: &[Attachment]) {
    let sent: Vec<Vec<u8>> = sent.iter().map(|file| file.content.bytes()).collect();
    assert!(files(agent) == sent, "as they came: {}", agent.reads());
}

/// The platform's id of the newest message on the customer's phone that the company sent.
fn newest(customer: &Customer<'_>) -> String {
    let chat = customer.phone.phone(customer.number());
    let newest = chat
        .iter()
        .rfind(|bubble| bubble.author == Author::Business);
    newest.expect("the company wrote").id.clone()
}

/// Something pressable is composed in a form and sent.
async fn asks(desk: &Desk, ana: &Agent<'_>, command: &str, fields: &[(&str, &str)]) {
    let mut screen = Screen::form(desk, ana, command, fields).await;
    screen.presses("Enviar para Maria").await;
    desk.minutes_pass(1).await;
}

#[tokio::test]
async fn what_is_taken_recorded_and_attached_on_a_phone() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bare = photo("o mar");
    let captioned = photo("a praia").caption("Olha a *praia*\n> que dia");
    let (waves, samba, note) = (film("as ondas").caption("E as ondas"), song(), voice_note());
    let contract = document("Contrato 2026.pdf").caption("Para _assinar_");
    let (still, moving) = (sticker(samples::STICKER), sticker(samples::MOVING_STICKER));
    maria
        .sends(|phone, to| phone.sends_image(to, bare.clone()))
        .await;
    maria
        .sends(|phone, to| phone.sends_image(to, captioned.clone()))
        .await;
    maria
        .sends(|phone, to| phone.sends_video(to, waves.clone()))
        .await;
    maria
        .sends(|phone, to| phone.sends_audio(to, samba.clone()))
        .await;
    maria
        .sends(|phone, to| phone.sends_voice(to, note.clone()))
        .await;
    maria
        .sends(|phone, to| phone.sends_document(to, contract.clone()))
        .await;
    for sticker in [&still, &moving] {
        maria
            .sends(|phone, to| phone.sends_sticker(to, sticker.clone()))
            .await;
    }
    assert_snapshot!("files_thread", ana.reads());
    let sent = [bare, captioned, waves, samba, note, contract, still, moving];
    stand_there(&ana, &sent);
}

#[tokio::test]
async fn what_is_sent_in_one_go() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let album = [
        photo("a frente").caption("A frente"),
        film("por dentro"),
        photo("os fundos").caption("Os *fundos*"),
    ];
    maria.phone.sends_album(maria.number(), album.to_vec());
    maria.answers("Gostou?").await;
    desk.seconds_pass(5).await;
    assert_snapshot!("album_thread", ana.reads());
    stand_there(&ana, &album);
}

#[tokio::test]
async fn what_answers_a_message_of_ours() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    ana.sends("Azul ou verde?").await;
    let asked = newest(&maria);
    maria.phone.replies(number, &asked, "*Azul*");
    desk.settle().await;
    maria
        .sends(|phone, to| phone.replies_with_voice(to, &asked, voice_note()))
        .await;
    maria.phone.reacts(number, &asked, "👍");
    desk.seconds_pass(5).await;
    maria.phone.unreacts(number, &asked);
    desk.seconds_pass(5).await;

    let buttons = [
        ("body", "Pode ser **amanhã**?"),
        ("button1", "Sim"),
        ("button2", "Não"),
    ];
    asks(&desk, &ana, "ask buttons", &buttons).await;
    maria.phone.picks(number, &newest(&maria), "Não");
    desk.settle().await;
    let list = [
        ("body", "Quando?"),
        ("button", "Ver horários"),
        ("rows", "Manhã | das 8 às 12\nTarde"),
    ];
    asks(&desk, &ana, "ask list", &list).await;
    maria.phone.picks(number, &newest(&maria), "Manhã");
    desk.settle().await;
    asks(&desk, &ana, "ask location", &[("body", "Onde entregamos?")]).await;
    let home = Location {
        latitude: -23.5503,
        longitude: -46.6342,
        name: None,
        address: None,
    };
    maria
        .phone
        .answers_with_location(number, &newest(&maria), home);
    desk.settle().await;
    for template in ["pesquisa", "ficha"] {
        let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
        screen.chooses(template).await;
        screen.presses("Enviar modelo").await;
        desk.minutes_pass(1).await;
        let shown = newest(&maria);
        match template {
            "pesquisa" => maria.phone.presses(number, &shown, "Bom"),
            _ => {
                let answers = json!({ "nome": "Maria Souza", "bairro": "Centro" });
                maria.phone.fills_in(number, Some(&shown), &answers)
            }
        };
        desk.settle().await;
    }
    assert_snapshot!("answers_thread", ana.reads());
}

#[tokio::test]
async fn what_comes_from_a_group_and_by_a_call() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    maria
        .phone
        .writes_in_group(number, "grupo-1", "Quem tem o *endereço*?");
    desk.settle().await;
    let party = photo("a festa").caption("A festa");
    maria
        .sends(|phone, to| phone.sends_image_in_group(to, "grupo-1", party.clone()))
        .await;
    maria.phone.calls(number);
    desk.settle().await;
    maria.answers("Liguei agora").await;
    assert_snapshot!("group_and_call_thread", ana.reads());
    stand_there(&ana, &[party]);
}

#[tokio::test]
async fn what_the_company_sends_on_its_own_phone() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Cadê o contrato?").await;
    let chat = maria.phone.phone(maria.number());
    let hers = chat.last().expect("she wrote").id.clone();
    let phone = desk.whatsapp.own_phone(SALES);
    let contract = document("Contrato 2026.pdf").caption("Para *assinar*");
    phone.sends_document(MARIA, contract.clone());
    desk.seconds_pass(5).await;
    phone.sends_voice(MARIA, voice_note());
    desk.seconds_pass(5).await;
    let waves = film("as ondas").caption("As *ondas*");
    let (samba, still) = (song(), sticker(samples::STICKER));
    phone.sends_video(MARIA, waves.clone());
    desk.seconds_pass(5).await;
    phone.sends_audio(MARIA, samba.clone());
    desk.seconds_pass(5).await;
    phone.sends_sticker(MARIA, still.clone());
    desk.seconds_pass(5).await;
    let shop = Location {
        latitude: -23.5614,
        longitude: -46.6559,
        name: Some("A loja".to_owned()),
        address: None,
    };
    phone.sends_location(MARIA, shop);
    desk.seconds_pass(5).await;
    let driver = json!({
        "name": { "formatted_name": "Zé do frete" },
        "phones": [{ "phone": "+55 11 91234-0000", "wa_id": "5511912340000" }],
    });
    phone.sends_contacts(MARIA, vec![driver]);
    desk.seconds_pass(5).await;
    phone.reacts(MARIA, &hers, "👍");
    desk.seconds_pass(5).await;
    maria.answers("Recebi").await;
    assert_snapshot!("own_phone_thread", ana.reads());
    stand_there(&ana, &[contract, voice_note(), waves, samba, still]);
}

#[tokio::test]
async fn what_the_history_of_the_phone_tells() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let sofa = photo("o sofá de antes");
    let mut image = maria.phone.picks_file(SALES, sofa.clone());
    image["caption"] = json!("Este *aqui*");
    let long_ago = desk.clock.now() - TimeDelta::days(30);
    let told = |id: &str, kind: &str, content: Value| {
        json!({
            "from": "5511987654321", "id": id, "timestamp": long_ago.timestamp().to_string(),
            "type": kind, kind: content,
        })
    };
    for message in [
        told("wamid.h1", "text", json!({ "body": "Vocês têm *sofá*?" })),
        told("wamid.h2", "image", image),
    ] {
        webhook::arrives(&desk, webhook::history(SALES, message)).await;
        desk.seconds_pass(5).await;
    }
    maria.answers("E agora?").await;
    assert_snapshot!("history_thread", ana.reads());
    stand_there(&ana, &[sofa]);
}
