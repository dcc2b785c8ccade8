//! The day itself. Whatever people write in it holds one word.

use std::time::Duration;

use conecta::store::inbox;
use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::{CARE, SALES};
use conecta_sandbox::discord::{self, Post, Upload};
use conecta_sandbox::http;
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{
    Act, Attachment, Endpoint, Fault, Location, Release, Seed, Signature, Which,
};
use serde_json::{Value, json};
use url::Url;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::media::{document, photo, voice_note};
use crate::support::people::Agent;
use crate::support::webhook::webhook;

/// What stands in everything that people write.
pub const WORD: &str = "framboesa";

/// More than Discord takes.
const LARGE: u64 = 11 * 1024 * 1024;

/// A new contact, a template with what is filled in, a search that finds nobody.
pub async fn a_conversation_is_started(desk: &Desk) {
    let bruno = desk.agent("Bruno").in_team("Vendas");
    bruno
        .runs(
            "contact view",
            &[("contact", "ninguém de framboesa".into())],
        )
        .await;
    let mut screen = Screen::of(desk, &bruno, "start", &[]).await;
    let typed = [
        ("name", "Zuleica Framboesa"),
        ("phone", "11 97777-6666"),
        ("email", "zuleica@framboesa.example"),
        ("note", "só framboesa"),
    ];
    screen.fills("Novo contato", &typed).await;
    for choice in ["Vendas", "Vendas", "pedido_enviado"] {
        screen.chooses(choice).await;
    }
    let filled = [("1", "framboesa-1042"), ("2", "amanhã"), ("3", "framboesa")];
    screen.fills("Preencher", &filled).await;
    screen.presses("Iniciar atendimento").await;
    desk.minutes_pass(2).await;
    let bruno = desk.agent("Bruno").with("Zuleica");
    bruno.sends("Chegou a framboesa?").await;
    bruno.types("// ela prefere framboesa").await;
}

/// The window closes, what is written waits, and leaves.
pub async fn a_queue_waits_and_leaves(desk: &Desk) {
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let waits = ana.sends("Ainda quer a framboesa?").await;
    ana.edits(waits, "Ainda quer framboesa?").await;
    ana.sends("/framboesa com creme").await;
    maria.answers("Quero, de framboesa").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["Ainda quer framboesa?"]);
    decides(&ana).await;
    let chat = maria.phone.phone(maria.number());
    let ours = chat.last().expect("a message").id.clone();
    maria.phone.reacts(maria.number(), &ours, "❤️");
    maria.reads().await;
}

/// Every kind of file, captions and names, a link that is opened and others that are not.
pub async fn files_go_both_ways(desk: &Desk) {
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    let plan = Attachment::of("application/pdf", Blob::made(b"%PDF-1.7\n", LARGE));
    let place = Location {
        latitude: -23.5,
        longitude: -46.6,
        name: Some("Sítio da framboesa".to_owned()),
        address: Some("Rua da framboesa, 10".to_owned()),
    };
    let card = json!({
        "name": { "formatted_name": "Tia Framboesa", "first_name": "Tia" },
        "phones": [{ "phone": "+55 11 91234-0000", "wa_id": "5511912340000" }],
        "emails": [{ "email": "tia@framboesa.example" }],
    });
    maria
        .sends(|phone, to| phone.sends_image(to, photo("a").caption("Minha framboesa")))
        .await;
    maria
        .sends(|phone, to| phone.sends_document(to, document("framboesa.pdf")))
        .await;
    maria
        .sends(|phone, to| phone.sends_document(to, document("../framboesa.bat")))
        .await;
    let lie = Attachment::new(
        "framboesa/framboesa",
        *b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
    );
    maria
        .sends(|phone, to| phone.sends_document(to, lie.filename("framboesa")))
        .await;
    maria
        .sends(|phone, to| phone.sends_voice(to, voice_note()))
        .await;
    maria
        .sends(|phone, to| phone.sends_location(to, place))
        .await;
    maria
        .sends(|phone, to| phone.sends_contacts(to, vec![card]))
        .await;
    maria
        .sends(|phone, to| phone.sends_document(to, plan.filename("sítio de framboesa.pdf")))
        .await;
    let link = link(&ana.last().content);
    let mut forged = link.clone();
    forged.set_query(Some("e=1&s=framboesa"));
    for link in [link, forged] {
        http::get(link).await.expect("an answer");
    }
    for (name, bytes) in [
        ("framboesa.jpg", samples::PHOTO),
        ("framboesa.pdf", samples::PAPER),
        ("framboesa.7z", b"7z\xBC\xAF\x27\x1C...."),
        ("framboesa.png", b"no picture at all"),
    ] {
        let post = Post::text("Com framboesa").file(Upload::new(name, bytes.to_vec()));
        ana.person.posts(ana.place(), post).expect("posted");
        desk.seconds_pass(30).await;
    }
    // What Discord does not hand over, and what the disk does not take.
    let gone = discord::Fault::on("GET", "/attachments/").always();
    desk.discord.order(gone.answers(404, Value::Null));
    let post = Post::text("").file(Upload::new("framboesa-2.pdf", samples::PAPER.to_vec()));
    ana.person.posts(ana.place(), post).expect("posted");
    desk.minutes_pass(10).await;
    desk.discord.clear_orders();
    let disk = desk.takes_the_folder_away();
    maria
        .sends(|phone, to| phone.sends_document(to, document("framboesa-3.pdf")))
        .await;
    disk.comes_back();
    desk.minutes_pass(10).await;
}

fn link(content: &str) -> Url {
    let (_, rest) = content.split_once("<http").expect("a link");
    let (link, _) = rest.split_once('>').expect("its end");
    format!("http{link}").parse().expect("an address")
}

/// WhatsApp refuses, quoting what it was sent; drops, hangs, and answers with pages.
pub async fn whatsapp_stumbles(desk: &Desk) {
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    let quoting = |code: u32| {
        let said = "Message «framboesa» to +5511987654321 failed";
        let error = json!({ "error": {
            "message": format!("(#{code}) {said}"), "type": "OAuthException", "code": code,
            "error_data": { "messaging_product": "whatsapp", "details": said },
            "fbtrace_id": "AbCdEf",
        } });
        let body = error.to_string();
        Act::Answer { status: 400, body }
    };
    let answers = |status: u16, body: &str| Act::Answer {
        status,
        body: body.to_owned(),
    };
    for act in [
        quoting(131_026),
        quoting(131_047),
        quoting(131_056),
        quoting(100),
        answers(500, "<html>framboesa</html>"),
        answers(200, "framboesa"),
        Act::TooMany { retry_after: 5 },
        Act::DropConnection,
        Act::Hang,
    ] {
        maria.answers("Outra framboesa").await;
        desk.whatsapp.order(Fault::new(act));
        ana.sends("Framboesa outra vez").await;
        desk.minutes_pass(2).await;
        desk.whatsapp.end_faults();
        desk.whatsapp.let_go();
        desk.minutes_pass(20).await;
        decides(&ana).await;
    }
    desk.whatsapp.fail_later(None, 131_026, true, 1);
    ana.sends("Mais framboesa").await;
    desk.whatsapp.expire_token();
    ana.sends("Sem framboesa").await;
    desk.minutes_pass(2).await;
    desk.whatsapp.set_token(&Seed::default().token);
    desk.minutes_pass(70).await;
    decides(&ana).await;
    let elsewhere = "http://127.0.0.1:9/framboesa".to_owned();
    let redirect = Act::Redirect {
        to: elsewhere.clone(),
    };
    let (key, value) = ("url", json!("https://elsewhere.example/framboesa"));
    let upload = Fault::new(quoting(131_053)).on(Endpoint::Upload);
    for fault in [
        Fault::new(redirect).on(Endpoint::Download),
        Fault::new(Act::Lie { key, value }).on(Endpoint::Media),
        Fault::new(answers(404, "framboesa")).on(Endpoint::Media),
        Fault::new(Act::DropConnection).on(Endpoint::Download),
        upload,
    ] {
        desk.whatsapp.order(fault);
        maria
            .sends(|phone, to| phone.sends_document(to, document("framboesa-4.pdf")))
            .await;
        let post = Post::text("").file(Upload::new("framboesa-5.pdf", samples::PAPER.to_vec()));
        ana.person.posts(ana.place(), post).expect("posted");
        desk.minutes_pass(10).await;
        desk.whatsapp.end_faults();
    }
}

/// Answers whatever the thread asks.
async fn decides(ana: &Agent<'_>) {
    for way in ["Seguir sem repetir", "Descartar", "É nota"] {
        if let Some(asks) = ana.offered(way) {
            ana.presses_on(asks.id, way).await;
        }
    }
}

/// Webhooks that nobody can read, forged ones, repeated ones, of people who are blocked, for a
/// number that is off, and for one in trouble.
pub async fn webhooks_are_odd(desk: &Desk) {
    let contact = json!({ "wa_id": "5511987654321", "profile": { "name": "Framboesa" } });
    let holding = |message: Value| webhook(SALES, contact.clone(), message);
    let object = "whatsapp_business_account";
    let text = json!({ "body": "framboesa" });
    let news = |field: &str, event: &str| {
        let value = json!({ "event": event, "framboesa": "framboesa" });
        let changes = json!([{ "field": field, "value": value }]);
        let entry = json!([{ "id": "1", "time": 1, "changes": changes }]);
        json!({ "object": object, "entry": entry })
            .to_string()
            .into_bytes()
    };
    let bodies = [
        b"framboesa".to_vec(),
        news("account_update", "DISABLED_UPDATE"),
        news("account_update", "framboesa, SUSPENDED!"),
        news("framboesa!", "framboesa"),
        json!({ "object": "framboesa" }).to_string().into_bytes(),
        json!({ "object": object, "entry": "framboesa" })
            .to_string()
            .into_bytes(),
        json!({ "object": object, "entry": [{ "id": "framboesa" }] })
            .to_string()
            .into_bytes(),
        holding(json!("framboesa")),
        holding(json!({ "from": "5511987654321", "type": "text", "text": text })),
        holding(json!({
            "from": "5511987654321", "id": "wamid.framboesa", "timestamp": "framboesa",
            "type": "framboesa", "framboesa": text,
        })),
    ];
    for body in bodies {
        for signature in [Signature::Valid, Signature::Wrong, Signature::Missing] {
            let answered = desk.whatsapp.post_raw(body.clone(), signature).await;
            answered.expect("an answer");
        }
        desk.seconds_pass(10).await;
    }
    let address = format!("http://{}/webhook/whatsapp", desk.bot().app.webhook_addr());
    let refused = desk.whatsapp.verify_webhook(&address, "framboesa").await;
    assert!(refused.is_err(), "another verify token");
    desk.whatsapp.repeat_webhooks(Which::All, 2);
    desk.customer("Paulo").answers("Framboesa, por favor").await;
    desk.whatsapp.release(Release::InOrder);
    desk.blocks("Paulo").await;
    desk.customer("Paulo").answers("Framboesa?").await;
    desk.customer("Rita").to(CARE).answers("Framboesa!").await;
    desk.whatsapp.reports_trouble(SALES, 131_000);
    desk.minutes_pass(1).await;
}

/// Discord refuses, quoting what it was sent, drops, and answers with pages.
pub async fn discord_stumbles(desk: &Desk) {
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    let quoting = |code: u32| {
        json!({
            "message": "Invalid Form Body: framboesa", "code": code,
            "errors": { "data": { "content": { "_errors": [
                { "code": "BASE_TYPE_CHOICES", "message": "«framboesa» is not allowed" },
            ] } } },
        })
    };
    let on = discord::Fault::on;
    for fault in [
        // As it is, and as a file.
        on("POST", "/channels/*/messages$")
            .answers(400, quoting(50_035))
            .times(2),
        on("POST", "/channels/*/messages$").answers_html(503, "framboesa"),
        on("POST", "/channels/*/messages$").answers_then_drops(),
        on("PATCH", "/channels/*/messages/").answers(403, quoting(50_013)),
        on("PUT", "/reactions/").answers(403, quoting(90_001)),
    ] {
        desk.discord.order(fault);
        maria.answers("Doce de framboesa").await;
        ana.types("// anotado: framboesa").await;
        desk.minutes_pass(5).await;
        desk.discord.clear_orders();
    }
    // Answers to people, by command, by button, while they type.
    let callback = || on("POST", "/callback").times(1);
    for fault in [
        callback().answers(400, quoting(50_035)),
        callback().answers(404, quoting(10_062)),
        callback().drops(),
    ] {
        let search = [("contact", discord::Given::from("framboesa"))];
        let place = ana.place();
        desk.discord.order(fault.clone());
        let run = ana.person.runs(place, "contact view", &search);
        run.expect("run");
        waits_in_vain(desk).await;
        desk.discord.order(fault.clone());
        let typing = ana
            .person
            .autocompletes(place, "contact view", &search, "contact");
        let waits = async {
            desk.discord.heard().await;
            waits_in_vain(desk).await;
        };
        let (_, ()) = tokio::join!(typing, waits);
        desk.discord.order(fault);
        let opened = ana.person.runs(place, "contact new", &[]).expect("run");
        waits_in_vain(desk).await;
        drop(opened);
    }
    desk.discord.clear_orders();
}

/// The three seconds pass in which an answer could have come.
async fn waits_in_vain(desk: &Desk) {
    desk.clock.advance(Duration::from_secs(4));
    desk.settle().await;
}

/// People write while nobody listens, and where nothing can be read.
pub async fn the_gateway_is_lost(desk: &Desk) {
    let ana = desk.agent("Ana").with("Maria");
    let history = format!("/channels/{}/messages", ana.place());
    let missing = json!({ "message": "Missing Access to framboesa", "code": 50_001 });
    desk.discord.order(
        discord::Fault::on("GET", &history)
            .times(2)
            .answers(403, missing),
    );
    let place = ana.place();
    desk.discord.gateway_invalid_session(false);
    ana.person
        .types(place, "Mais uma framboesa")
        .expect("typed");
    desk.comes_to_itself().await;
    desk.minutes_pass(10).await;
    desk.discord.clear_orders();
    desk.discord
        .gateway_sends(r#"{ "op": 0, "d": { "content": "framboesa" "#);
    desk.discord.gateway_garbles("MESSAGE_CREATE");
    ana.person
        .types(place, "Framboesa ilegível")
        .expect("typed");
    desk.minutes_pass(1).await;
    desk.discord_goes_down();
    ana.person
        .types(place, "Framboesa no escuro")
        .expect("typed");
    desk.customer("Maria").phone.writes(SALES, "Framboesa?");
    desk.minutes_pass(10).await;
    desk.discord_comes_back().await;
    desk.minutes_pass(5).await;
}

/// Rows that cannot be read any more, and one that cannot be written.
pub async fn the_database_stumbles(desk: &Desk) {
    let now = desk.clock.now();
    let set_aside = desk.bot().app.desk().store().write(move |db| {
        Box::pin(async move { inbox::add(db, "BR.77", "\"framboesa\"", "?", now, now).await })
    });
    set_aside.await.expect("set aside");
    let (_, jose) = desk.talk("Bruno", "José").await;
    let bruno = desk.agent("Bruno").with("José");
    bruno.types("Com framboesa").await;
    let broken = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            const UNREADABLE: &str = "UPDATE outgoing \
                SET content = '{\"v\":1,\"kind\":\"framboesa\",\"text\":{\"framboesa\":1}}'";
            const UNWRITABLE: &str = "CREATE TRIGGER full BEFORE INSERT ON inbound \
                BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
            sqlx::query(UNREADABLE).execute(&mut *db).await?;
            sqlx::query(UNWRITABLE).execute(&mut *db).await.map(drop)
        })
    });
    broken.await.expect("broken");
    jose.answers("Cadê a framboesa?").await;
    bruno.types("Já vai a framboesa").await;
    desk.minutes_pass(10).await;
}
