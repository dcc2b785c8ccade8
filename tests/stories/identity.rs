//! Who a message is from, and what becomes of it where that, or its team, is not clear.

use conecta::desk::setup::TeamChange;
use conecta::domain::ids::{PersonId, PlaceId, RoleId};
use conecta::domain::rights::Member;
use conecta::store::{channels, inbox};
use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Signature, seed};
use conecta_sandbox::wire::Kind;
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::webhook::webhook;

/// A text as Meta posts it, from somebody known by these names.
fn text(desk: &Desk, id: &str, phone: Option<&str>, user: &str, body: &str) -> Vec<u8> {
    let mut contact = json!({ "profile": { "name": "Maria" }, "user_id": user });
    let mut message = json!({
        "from_user_id": user, "id": id, "type": "text", "text": { "body": body },
        "timestamp": desk.clock.now().timestamp().to_string(),
    });
    if let Some(phone) = phone {
        contact["wa_id"] = json!(phone);
        message["from"] = json!(phone);
    }
    webhook(SALES, contact, message)
}

/// The news that somebody has another number, as Meta posted it before there were user ids.
fn moved(desk: &Desk, id: &str, from: &str, to: &str) -> Vec<u8> {
    let contact = json!({ "profile": { "name": "Maria Souza" }, "wa_id": from });
    let body = format!("User Maria Souza changed from {from} to {to}");
    let message = json!({
        "from": from, "id": id, "type": "system",
        "system": { "type": "user_changed_number", "body": body, "wa_id": to },
        "timestamp": desk.clock.now().timestamp().to_string(),
    });
    webhook(SALES, contact, message)
}

async fn posted(desk: &Desk, body: Vec<u8>) {
    let status = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 200);
    desk.settle().await;
}

#[tokio::test]
async fn an_answer_belongs_where_it_was_asked_for_whatever_else_is_known_of_its_author() {
    let desk = Desk::open().await;
    // Without a number she is somebody new.
    posted(&desk, text(&desk, "wamid.a", None, "BR.77", "sem número")).await;
    assert_eq!(desk.threads("Maria").len(), 1);
    // With her number only she is the contact of the address book.
    let (ana, _) = desk.talk("Ana", "Maria").await;
    assert_eq!(desk.threads("Maria").len(), 2);
    // Now both at once: two contacts have one of her names each.
    let phone = Some("5511987654321");
    posted(&desk, text(&desk, "wamid.b", phone, "BR.77", "com os dois")).await;
    let ana = ana.with("Maria Souza");
    assert!(ana.reads().contains("com os dois"), "{}", ana.reads());
    let core = desk.bot().app.desk();
    let mut db = core.store().read().await.expect("a reader");
    let waiting = inbox::heads(&mut db).await.expect("heads");
    assert!(waiting.is_empty(), "{waiting:?}");
}

#[tokio::test]
async fn what_comes_to_a_number_that_is_off_is_not_kept() {
    let desk = Desk::open().await;
    let store = desk.bot().app.desk().store().clone();
    let kept = || async {
        let mut db = store.read().await.expect("a reader");
        let all = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM webhooks");
        all.fetch_one(&mut *db).await.expect("a count")
    };
    let before = kept().await;
    desk.customer("Maria").answers("Oi").await;
    assert!(kept().await > before);
    let off = store.write(|db| {
        Box::pin(async move {
            for channel in channels::list(db).await? {
                channels::set_enabled(db, channel.id, false).await?;
            }
            Ok::<_, conecta::store::StoreError>(())
        })
    });
    off.await.expect("off");
    let before = kept().await;
    desk.customer("José").answers("segredo").await;
    assert_eq!(kept().await, before);
}

#[tokio::test]
async fn what_waited_for_a_team_comes_as_soon_as_there_is_one() {
    let mut desk = Desk::unstarted(|_, _| {}).await;
    desk.starts_again().await;
    let core = desk.bot().app.desk().clone();
    let on = core.store().write(|db| {
        Box::pin(async move {
            for channel in channels::list(db).await? {
                channels::set_enabled(db, channel.id, true).await?;
            }
            Ok::<_, conecta::store::StoreError>(())
        })
    });
    on.await.expect("on");
    desk.customer("Maria").answers("Tem alguém?").await;
    desk.customer("Maria").answers("Oi?").await;
    desk.hours_pass(30).await;
    let owner = Member {
        id: PersonId(desk.company.owner.0),
        roles: Vec::new(),
        manages_server: true,
    };
    let sales = desk.company.team("Vendas");
    let (role, place) = (RoleId(sales.role.0), PlaceId(sales.channel.0));
    let team = core.create_team(owner.clone(), "Vendas".to_owned()).await;
    let team = team.expect("a team");
    for change in [TeamChange::Role(Some(role)), TeamChange::Place(place)] {
        let changed = core.change_team(owner.clone(), team, change).await;
        changed.expect("changed");
    }
    desk.seconds_pass(5).await;
    let read = desk.agent("Ana").with("Maria").reads();
    assert!(read.find("Tem alguém?") < read.find("Oi?"), "{read}");
    assert!(read.contains("Oi?"), "{read}");
}

#[tokio::test]
async fn what_nobody_can_work_in_is_given_up_and_the_rest_goes_on() {
    let mut desk = Desk::open().await;
    let core = desk.bot().app.desk().clone();
    let now = desk.clock.now();
    let added = core.store().write(move |db| {
        Box::pin(async move { inbox::add(db, "BR.77", "garbage", "?", now, now).await })
    });
    added.await.expect("added");
    posted(
        &desk,
        text(&desk, "wamid.c", None, "BR.77", "atrás do lixo"),
    )
    .await;
    drop(core);
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(2).await;
    let read = desk.agent("Ana").with("Maria").reads();
    assert!(read.contains("atrás do lixo"), "{read}");
}

#[tokio::test]
async fn after_a_change_of_number_what_is_written_goes_to_the_new_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let new = "5511900001111";
    maria.phone.changes_number(SALES, new, "BR.11223344556677");
    desk.settle().await;
    let before = desk.wire.last();
    ana.sends("Oi, Maria!").await;
    let sent = desk.wire_after(before).into_iter().find_map(|entry| {
        let Kind::Request { path, body, .. } = entry.kind else {
            return None;
        };
        let written = path.ends_with("/messages") && body["type"] == "text";
        written.then(|| body["to"].clone())
    });
    assert_eq!(sent, Some(json!("+5511900001111")), "{}", ana.reads());
    assert_eq!(maria.got(), ["Oi, Maria!"]);
    let core = desk.bot().app.desk();
    let found = core.search_contacts(new, PersonId(0), 5).await;
    let found = found.expect("searched");
    assert_eq!(found.len(), 1, "she is found by it: {found:?}");
}

#[tokio::test]
async fn what_changed_about_a_customer_between_two_conversations_stands_first_in_the_next() {
    const KEY: &str = "🔑 O código de segurança de Maria mudou";
    const NUMBER: &str = "Maria mudou de número";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(8).await;
    maria.phone.changes_device(SALES);
    desk.settle().await;
    assert!(
        !ana.reads().contains(KEY),
        "nobody talks to her: {}",
        ana.reads()
    );
    desk.hours_pass(8).await;
    maria.answers("Bom dia, me passa o saldo?").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let read = bruno.reads();
    let told = read.find(KEY).unwrap_or_else(|| panic!("{read}"));
    assert!(told < read.find("me passa o saldo").expect(&read), "{read}");
    assert_eq!(desk.threads("Maria").len(), 2);

    // Whoever writes first must know as well, and it is told once.
    bruno.takes().await;
    desk.minutes_pass(1).await;
    bruno.runs("conclude", &[]).await;
    desk.hours_pass(1).await;
    maria
        .phone
        .changes_number(SALES, "5511900001111", "BR.11223344556677");
    desk.settle().await;
    let thread = desk.agent("Ana").starts("Maria").await;
    let ana = desk.agent("Ana").at(thread);
    let read = ana.reads();
    assert!(read.contains(NUMBER) && !read.contains(KEY), "{read}");

    // And whoever takes up an old one.
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(1).await;
    maria.phone.changes_device(SALES);
    desk.settle().await;
    ana.runs("restart", &[]).await;
    let read = ana.reads();
    assert!(read.matches(KEY).count() == 1, "{read}");
    assert!(read.matches(NUMBER).count() == 1, "{read}");
}

/// How many contacts a search finds.
async fn found(desk: &Desk, typed: &str) -> usize {
    let found = desk
        .bot()
        .app
        .desk()
        .search_contacts(typed, PersonId(0), 25);
    found.await.expect("searched").len()
}

#[tokio::test]
async fn somebody_without_a_user_id_who_moves_twice_stays_one_contact() {
    let desk = Desk::open().await;
    let (first, second, third) = ("5511987654321", "5511900001111", "5511900002222");
    for (id, from, to) in [
        ("wamid.m1", first, second),
        ("wamid.m2", second, third),
        // Told again, and late.
        ("wamid.m1", first, second),
        ("wamid.m2", second, third),
    ] {
        posted(&desk, moved(&desk, id, from, to)).await;
    }
    assert_eq!(found(&desk, "maria souza").await, 1);
    assert_eq!(found(&desk, third).await, 1);
    for old in [first, second] {
        assert_eq!(found(&desk, old).await, 0, "nobody has {old} any more");
    }
    assert_eq!(desk.threads("Maria").len(), 0, "news begin nothing");
    let now = text(&desk, "wamid.m3", Some(third), "BR.99", "Sou eu");
    posted(&desk, now).await;
    assert_eq!(desk.threads("Maria Souza").len(), 1);
    assert_eq!(found(&desk, "maria").await, 1);
}

#[tokio::test]
async fn whoever_is_blocked_stays_so_under_a_new_number() {
    let desk = Desk::open().await;
    desk.blocks("Maria").await;
    let maria = desk.customer("Maria");
    let (second, third) = ("5511900001111", "5511900002222");
    maria
        .phone
        .changes_number(SALES, second, "BR.11223344556677");
    desk.settle().await;
    maria.answers("Sou eu de novo").await;
    assert_eq!(desk.threads("Maria"), []);
    assert_eq!(found(&desk, "maria souza").await, 1);
    assert_eq!(
        found(&desk, second).await,
        1,
        "it is known whom the block keeps out"
    );
    // Told as before there were user ids.
    posted(&desk, moved(&desk, "wamid.m1", second, third)).await;
    let now = text(&desk, "wamid.m2", Some(third), "BR.99", "E agora?");
    posted(&desk, now).await;
    // And where the platform does not show a number any more.
    let now = text(&desk, "wamid.m3", None, "BR.99", "E agora?");
    posted(&desk, now).await;
    assert_eq!(desk.threads("Maria"), []);
    assert_eq!(found(&desk, "maria").await, 1);
}

/// A call as Meta posts it, from this number.
fn call(desk: &Desk, id: &str, from: &str) -> Vec<u8> {
    let call = json!({
        "id": id, "from": from, "to": "551140001000", "event": "connect",
        "direction": "USER_INITIATED", "timestamp": desk.clock.now().timestamp().to_string(),
    });
    let value = json!({
        "messaging_product": "whatsapp", "calls": [call],
        "metadata": { "display_phone_number": "551140001000", "phone_number_id": SALES },
    });
    let changes = json!([{ "field": "calls", "value": value }]);
    let entry = json!([{ "id": desk.company.account, "changes": changes }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": entry });
    body.to_string().into_bytes()
}

async fn nobody_is_spoken_to_by_a_number(desk: &Desk) {
    let ana = desk.agent("Ana").with("+5519987651111");
    ana.takes().await;
    let mut screen = Screen::of(desk, &ana, "quick", &[]).await;
    let reply = [
        ("name", "Oi"),
        ("text", "Oi, {{nome}}! Aqui é {{atendente}}."),
    ];
    screen.fills("Nova", &reply).await;
    let picked = ana.picks("quick", &[], "reply", "Oi").await;
    let mut screen = Screen::of(desk, &ana, "quick", &[("reply", picked)]).await;
    screen.says(&["Aqui é Ana", "O texto: ainda não sabemos o nome"]);
    assert!(!screen.offers("Enviar para"), "{screen:?}");
    screen
        .fills("Corrigir", &[("text", "Oi! Aqui é Ana.")])
        .await;
    assert!(screen.offers("Enviar para"), "{screen:?}");
}

#[tokio::test]
async fn whoever_calls_first_is_called_by_their_name() {
    let desk = Desk::open().await;
    let nina = seed::Customer::new("Nina Prates", "5519987650000");
    desk.whatsapp.add_customer(nina).calls(SALES);
    desk.settle().await;
    assert_eq!(desk.threads("Nina Prates").len(), 1);

    // Of a call without a name the number stands there until they write.
    posted(&desk, call(&desk, "wacid.a", "5519987651111")).await;
    assert_eq!(desk.threads("+5519987651111").len(), 1);
    nobody_is_spoken_to_by_a_number(&desk).await;
    let now = text(
        &desk,
        "wamid.a",
        Some("5519987651111"),
        "BR.5",
        "Liguei agora",
    );
    posted(&desk, now).await;
    assert_eq!(desk.threads("Maria").len(), 1);
    assert_eq!(desk.threads("+5519987651111"), []);
    desk.minutes_pass(1).await;
    let team = desk.agent("Ana").in_team("Vendas");
    assert!(team.reads().contains("Maria"), "{}", team.reads());

    // A name that somebody gave them stays.
    let now = text(&desk, "wamid.b", Some("5511987654321"), "BR.6", "Oi");
    posted(&desk, now).await;
    assert_eq!(desk.threads("Maria Souza").len(), 1);
}
