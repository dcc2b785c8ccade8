//! What customers send that is neither plain text nor a file, as the agent reads it.

use std::time::Duration;

use conecta_sandbox::blob::Blob;
use conecta_sandbox::whatsapp::{Attachment, Location, Ordered};
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::media::{document, photo};

#[tokio::test]
async fn a_place_says_where_it_is_and_shows_it_on_a_map() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    let bare = Location {
        latitude: -23.561_414,
        longitude: -46.655_881,
        name: None,
        address: None,
    };
    maria.phone.sends_location(number, bare.clone());
    let named = Location {
        name: Some("MASP @everyone".to_owned()),
        address: Some("Av. Paulista, 1578 - [Bela Vista](https://evil.example)".to_owned()),
        ..bare
    };
    maria.phone.sends_location(number, named);
    desk.settle().await;
    insta::assert_snapshot!("places", ana.reads());
}

#[tokio::test]
async fn contact_cards_are_readable() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let cards = vec![
        json!({
            "name": { "formatted_name": "Carlos Dias", "first_name": "Carlos" },
            "org": { "company": "Transportes Dias", "department": "Frota", "title": "Motorista" },
            "phones": [
                { "phone": "+55 11 91234-0000", "wa_id": "5511912340000", "type": "CELL" },
                { "phone": "+55 11 4000-0000", "type": "WORK" },
                { "phone": "+55 31 98888-7777", "wa_id": "553188887777" },
            ],
            "emails": [{ "email": "carlos@dias.example", "type": "WORK" }],
            "urls": [{ "url": "https://dias.example/frota", "type": "Loja *nova*" }],
            "addresses": [{
                "street": "Rua A, 10", "city": "São Paulo", "country": "Brasil", "type": "HOME",
            }],
            "birthday": "1990-02-28",
        }),
        json!({ "name": { "formatted_name": "# **Oficina**\n<@1>" }, "phones": [] }),
        json!({ "phones": [{ "wa_id": "5511955554444" }] }),
    ];
    maria.phone.sends_contacts(maria.number(), cards);
    desk.settle().await;
    insta::assert_snapshot!("cards", ana.reads());
}

#[tokio::test]
async fn a_contact_card_in_parts_or_as_text_is_read_whole() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lima;Rosa;;;\r\nFN:Rosa Lima\r\n\
        TEL;type=CELL;waid=5511955554444:+55 11 95555-4444\r\n\
        EMAIL;type=WORK:rosa@lima.example\r\nEND:VCARD\r\n";
    let cards = vec![
        json!({
            "name": { "prefix": "Dr.", "first_name": "Carlos", "last_name": "Dias" },
            "phones": [{ "phone": "+55 11 4000-0000" }],
            "vcard": text,
        }),
        json!({ "origin": "contact_request", "vcard": text }),
    ];
    maria.phone.sends_contacts(maria.number(), cards);
    desk.settle().await;
    let read = ana.reads();
    let shown = "👤 **Dr. Carlos Dias**\n    - 📞 +55 11 4000-0000\n";
    assert!(read.contains(shown), "{read}");
    let shown = "👤 **Rosa Lima**\n    - 📞 +55 11 95555-4444 · WhatsApp · celular\n    \
        - ✉️ rosa@lima.example · trabalho\n";
    assert!(read.contains(shown), "{read}");
}

#[tokio::test]
async fn a_contact_card_that_comes_as_text_alone_loses_nothing_that_people_need() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lima;Rosa;Maria;Dra.;\r\n\
        ORG:Clínica Lima\\, Filhos;Pediatria\r\nTITLE:Diretora\r\n\
        ADR;TYPE=WORK:;Sala 3;Rua A\\, 10;São Paulo;SP;01000-000;Brasil\r\n\
        URL:https://lima.example/rosa\r\nBDAY:1990-02-28\r\nEND:VCARD\r\n";
    let card = json!({ "vcard": text });
    maria.phone.sends_contacts(maria.number(), vec![card]);
    desk.settle().await;
    let read = ana.reads();
    for shown in [
        "👤 **Dra. Rosa Maria Lima**",
        "Clínica Lima, Filhos",
        "Pediatria",
        "Diretora",
        "Sala 3, Rua A, 10, São Paulo, SP, 01000-000, Brasil",
        "https://lima.example/rosa",
        "1990-02-28",
    ] {
        assert!(read.contains(shown), "{shown} in {read}");
    }
}

#[tokio::test]
async fn of_many_long_contact_cards_nothing_is_lost() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let card = |n| {
        let emails: Vec<Value> = (1..=15)
            .map(|email| json!({ "email": format!("{email}@loja-{n}.example") }))
            .collect();
        json!({ "name": { "formatted_name": format!("Loja {n}") }, "emails": emails })
    };
    let cards = (1..=12).map(card).collect();
    maria.phone.sends_contacts(maria.number(), cards);
    desk.settle().await;
    let read = ana.reads();
    for n in 1..=12 {
        for email in [1, 15] {
            let email = format!("- ✉️ {email}@loja-{n}.example");
            assert!(read.contains(&email), "{email} in {read}");
        }
    }
}

#[tokio::test]
async fn an_order_is_a_table_with_its_totals() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let items = [
        Ordered::new("sofá-retrátil-3-lugares-azul-marinho", 1, 2499.9, "BRL"),
        Ordered::new("almofada", 12, 39.5, "BRL"),
        Ordered::new(
            "```\n@everyone # fim da tabela antes da hora",
            2,
            10.0,
            "USD",
        ),
    ];
    maria
        .phone
        .orders(maria.number(), &items, "Entrega no *sábado*?");
    let many: Vec<Ordered> = (1..=40)
        .map(|n| Ordered::new(format!("produto-{n}"), n, 1.0, "BRL"))
        .collect();
    maria.phone.orders(maria.number(), &many, "");
    desk.settle().await;
    insta::assert_snapshot!("orders", ana.reads());
}

#[tokio::test]
async fn a_form_is_read_field_by_field() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let sala = maria
        .phone
        .picks_file(maria.number(), photo("a sala").filename("sala.jpg"));
    let answers = json!({
        "flow_token": "a-secret-of-the-form",
        "full_name": "Maria Souza",
        "screen_0_Como_soube_de_nós_0": "Indicação de @everyone",
        "accepts": true,
        "days": ["segunda", "quarta"],
        "children": 2,
        "comment": "Gostei.\n# Muito\nmesmo",
        "address": { "street": "Rua A", "number": null, "extra": { "floor": 3 } },
        "items": [{ "name": "sofá" }, { "name": "mesa", "colour": "azul" }],
        "photo": [sala],
        "nothing": "",
    });
    maria.phone.fills_in(maria.number(), None, &answers);
    desk.settle().await;
    let read = ana.reads();
    assert!(!read.contains("a-secret-of-the-form"), "{read}");
    insta::assert_snapshot!("form", read);
}

#[tokio::test]
async fn every_file_that_was_picked_in_a_form_stands_with_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let picks = |file| maria.phone.picks_file(maria.number(), file);
    let photos: Vec<Value> = (1..=10)
        .map(|n| picks(photo(&n.to_string()).filename(format!("foto-{n}.jpg"))))
        .collect();
    // Its id comes as a number at times.
    let mut contract = picks(document("contrato.pdf"));
    let id: u64 = contract["id"]
        .as_str()
        .expect("an id")
        .parse()
        .expect("digits");
    contract["id"] = json!(id);
    let answers = json!({ "photos": photos, "papers": { "contract": contract } });
    maria.phone.fills_in(maria.number(), None, &answers);
    // Another picture right after it is no part of the form.
    maria
        .phone
        .sends_image(maria.number(), photo("depois").caption("E esta"));
    desk.seconds_pass(5).await;
    let seen = ana.sees_files();
    let names: Vec<Vec<&str>> = seen
        .iter()
        .map(|message| {
            let files = message.attachments.iter();
            files.map(|file| file.filename.as_str()).collect()
        })
        .collect();
    let [first, second, after] = names.as_slice() else {
        panic!("{names:?}\n{}", ana.reads());
    };
    assert_eq!((first.len(), second.len(), after.len()), (10, 1, 1));
    assert!(
        seen[0].content.contains("📎 contrato.pdf"),
        "{}",
        ana.reads()
    );
    let all = [first.as_slice(), second].concat();
    for n in 1..=10 {
        let name = format!("foto-{n}.jpg");
        assert!(all.contains(&name.as_str()), "{name} in {all:?}");
    }
    assert!(all.contains(&"contrato.pdf"), "{all:?}");
    assert!(seen[2].content.contains("E esta"), "{}", ana.reads());
}

#[tokio::test]
async fn of_a_long_form_nothing_is_lost() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let answers: serde_json::Map<String, Value> = (1..=90)
        .map(|n| (format!("pergunta_{n}"), json!(format!("resposta {n}."))))
        .collect();
    maria
        .phone
        .fills_in(maria.number(), None, &Value::Object(answers));
    desk.settle().await;
    let read = ana.reads();
    for n in 1..=90 {
        let line = format!("- **Pergunta {n}:** resposta {n}.");
        assert!(read.contains(&line), "{line} in {read}");
    }
}

#[tokio::test]
async fn who_comes_from_an_advertisement_brings_it_along_once() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ad = json!({
        "source_type": "ad",
        "source_id": "120226305854810726",
        "source_url": "https://fb.me/3cr4Wqqkv",
        "headline": "Sofás com 30% [off](https://evil.example)",
        "body": "Só até sábado.\n# Corra",
        "media_type": "image",
        "ctwa_clid": "not-for-people",
        "welcome_message": { "text": "Oi! Qual sofá você procura?" },
    });
    let number = maria.number();
    maria.phone.comes_from_ad(number, "O azul", ad.clone());
    maria.phone.comes_from_ad(number, "Ainda tem?", ad);
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    insta::assert_snapshot!("advertisement", ana.reads());
}

#[tokio::test]
async fn what_an_advertisement_shows_stands_at_its_true_address_and_is_not_fetched() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let elsewhere = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let host = elsewhere.local_addr().expect("an address");
    let film = format!("http://{host}/sofas.mp4?oh=1&_nc=2");
    let ad = json!({
        "source_type": "ad",
        "source_url": format!("http://{host}/ad"),
        "headline": "Sofás",
        "media_type": "video",
        "video_url": film,
        "thumbnail_url": format!("http://{host}/sofas.jpg"),
    });
    let number = maria.number();
    maria.phone.comes_from_ad(number, "O azul", ad);
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    let shown = format!("🎬 Com vídeo: {film}\n");
    assert!(ana.reads().contains(&shown), "{}", ana.reads());

    let ad = json!({
        "source_type": "post",
        "image_url": "[grátis](https://evil.example) <@1>",
        "media_type": "image",
    });
    maria.phone.comes_from_ad(number, "E este?", ad);
    desk.settle().await;
    let said = ana.last().content;
    let escaped = "🖼️ Com imagem: \\[grátis\\](https\\://evil.example) \\<";
    assert!(said.contains(escaped) && !said.contains("<@1>"), "{said}");
    let asked = tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await;
    assert!(asked.is_err(), "no address of an advertisement is fetched");
}

#[tokio::test]
async fn a_long_advertisement_stands_there_as_a_whole() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ad = json!({
        "source_type": "ad",
        "headline": "Sofás",
        "body": format!("{}fim do texto", "Linho, veludo ou couro. ".repeat(60)),
        "welcome_message": { "text": format!("{}fim da saudação", "Oi! ".repeat(100)) },
    });
    maria.phone.comes_from_ad(maria.number(), "O azul", ad);
    desk.settle().await;
    let read = desk.agent("Ana").with("Maria").reads();
    for end in ["fim do texto", "fim da saudação", "O azul"] {
        assert!(read.contains(end), "{end} in {read}");
    }
}

#[tokio::test]
async fn no_word_of_an_advertisement_is_taken_for_the_customers() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ad = json!({
        "source_type": "ad",
        "headline": "S".repeat(60),
        "body": format!("{}\n\n{}", "Linho. ".repeat(100), "Veludo. ".repeat(175)),
    });
    maria.phone.comes_from_ad(maria.number(), "Oi", ad);
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    let seen = ana.person.sees(ana.place());
    let lines = seen.iter().flat_map(|message| message.content.lines());
    let advertised = lines.filter(|line| line.contains("Linho.") || line.contains("Veludo."));
    let bare: Vec<&str> = advertised.filter(|line| !line.starts_with("> ")).collect();
    assert_eq!(bare, [""; 0], "{}", ana.reads());
    assert_eq!(ana.reads().matches("Veludo.").count(), 175);
    assert!(ana.last().content.ends_with("\nOi"), "{}", ana.reads());
}

#[tokio::test]
async fn what_was_passed_on_or_is_about_a_product_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    maria.phone.forwards(number, "Leia isto", false);
    maria.phone.forwards(number, "Leia isto também", true);
    maria.phone.asks_about(number, "sofá-azul", "Tem em couro?");
    desk.settle().await;
    insta::assert_snapshot!("passed_on", ana.reads());
}

#[tokio::test]
async fn a_call_says_when_and_that_the_window_is_open() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    maria.phone.calls(maria.number());
    desk.settle().await;
    let now = desk.clock.now().timestamp();
    let told = ana.last();
    assert!(told.content.contains(&format!("<t:{now}:t>")), "{told:?}");
    assert!(told.content.contains("abriu a janela de 24 h"), "{told:?}");
    ana.sends("Pode falar por aqui").await;
    assert_eq!(
        maria.got().last().map(String::as_str),
        Some("Pode falar por aqui")
    );
}

#[tokio::test]
async fn what_whatsapp_does_not_show_is_named() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    for what in ["poll_creation", "edit", "live_location", "**pin**"] {
        maria.phone.sends_unsupported(number, what);
    }
    let node = json!({ "of": "which nobody knows" });
    maria.phone.sends_something_new(number, "hologram", node);
    desk.settle().await;
    insta::assert_snapshot!("not_shown", ana.reads());
}

#[tokio::test]
async fn a_file_that_whatsapp_does_not_hand_over_is_asked_for_again() {
    const TOO_LARGE: u64 = 101 * 1024 * 1024;
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let plan = Attachment::of("application/pdf", Blob::made(b"%PDF-1.4", TOO_LARGE));
    let number = maria.number();
    maria
        .phone
        .sends_document(number, plan.filename("obra.pdf"));
    desk.settle().await;
    let said = ana.last();
    assert!(
        said.content
            .contains("Arquivo que o WhatsApp não conseguiu buscar (mais de 100 MB"),
        "{said:?}"
    );
    assert!(said.pinged.contains(&ana.person.id()), "it waits for her");
}

#[tokio::test]
async fn whether_the_company_may_call_is_said() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (permits, says) in [
        (true, "📞 Permitiu chamadas"),
        (false, "📞 Não permitiu chamadas"),
    ] {
        maria.phone.permits_calls(maria.number(), permits);
        desk.settle().await;
        let said = ana.last();
        assert!(said.content.ends_with(says), "{said:?}");
    }
}

#[tokio::test]
async fn an_edit_says_what_was_and_what_is_and_a_removal_what_is_gone() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    let order = maria.answers("Quero dois sofás").await;
    maria.phone.edits(number, &order, "Quero *três* sofás");
    maria.phone.edits(number, &order, "Quero um sofá");
    maria.phone.takes_back(number, &order);
    desk.settle().await;
    insta::assert_snapshot!("edited_and_removed", ana.reads());
}

#[tokio::test]
async fn what_whatsapp_says_about_a_customer_is_a_line_of_ours() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    maria.phone.changes_device(number);
    maria.phone.changes_user_id(number, "BR.99887766554433");
    desk.settle().await;
    maria
        .phone
        .changes_number(number, "5511900001111", "BR.11223344556677");
    desk.settle().await;
    maria.answers("Sou eu").await;
    insta::assert_snapshot!("news_of_a_customer", ana.reads());
    assert_eq!(desk.threads("Maria").len(), 1, "she is still the same");
}
