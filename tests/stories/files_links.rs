//! What is too large for Discord is reached by a link, for a time.

use std::collections::HashMap;

use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Post, SeenMessage, Upload};
use conecta_sandbox::http;
use conecta_sandbox::whatsapp::{Act, Attachment, Fault};
use reqwest::Response;
use url::Url;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::media::document;
use crate::support::people::{Agent, Customer};

/// More than this guild takes.
const LARGE: u64 = 11 * 1024 * 1024;

fn plan() -> Attachment {
    let content = Blob::made(b"%PDF-1.7\n", LARGE);
    Attachment::of("application/pdf", content).filename("Planta «final» 3º andar.pdf")
}

fn link(message: &SeenMessage) -> Url {
    let (_, rest) = message.content.split_once("<http").expect("a link");
    let (link, _) = rest.split_once('>').expect("its end");
    format!("http{link}").parse().expect("an address")
}

async fn opens(link: Url) -> Response {
    http::get(link).await.expect("it answers")
}

#[tokio::test]
async fn a_file_that_discord_does_not_take_is_opened_by_its_link() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let plan = plan();
    maria
        .sends(|phone, to| phone.sends_document(to, plan.clone()))
        .await;
    let line = ana.last();
    assert!(line.attachments.is_empty(), "{}", ana.reads());
    assert!(line.content.contains("11,5 MB"), "{}", ana.reads());
    assert!(line.content.contains("até 21/02/2027"), "{}", ana.reads());

    let opened = opens(link(&line)).await;
    assert_eq!(opened.status(), 200);
    let headers: HashMap<String, String> = opened
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()))
        .collect();
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", "11534336"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox"),
        ("cache-control", "private, no-store"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    let saved = &headers["content-disposition"];
    assert!(saved.starts_with("attachment; "), "{saved}");
    assert!(saved.contains("filename*=UTF-8''Planta%20"), "{saved}");
    let bytes = opened.bytes().await.expect("all of it");
    assert!(bytes == plan.content.bytes(), "the very file");
}

#[tokio::test]
async fn what_the_server_takes_changes_with_its_boosts() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (tier, files) in [(2, 1), (0, 0)] {
        desk.discord.is_boosted(tier);
        // Changes that follow one another are looked at together.
        desk.seconds_pass(10).await;
        maria
            .sends(|phone, to| phone.sends_document(to, plan()))
            .await;
        let line = ana.last();
        assert_eq!(line.attachments.len(), files, "{}", ana.reads());
        assert_eq!(
            line.content.contains("<http"),
            files == 0,
            "{}",
            ana.reads()
        );
    }
}

#[tokio::test]
async fn a_link_opens_nothing_else_and_not_for_ever() {
    let desk = Desk::public().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.chooses("por 7 dias").await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_document(to, plan()))
        .await;
    let link = link(&ana.last());

    let wrong = |change: &dyn Fn(&mut Url)| {
        let mut link = link.clone();
        change(&mut link);
        link
    };
    let query = link.query().expect("signed").to_owned();
    let key = link.path().rsplit('/').next().expect("a key").to_owned();
    let longer = query.replacen("e=1", "e=2", 1);
    let forged = query.replace("&s=", "&s=0");
    let mut answers = Vec::new();
    for other in [
        wrong(&|link| link.set_query(None)),
        wrong(&|link| link.set_query(Some(&longer))),
        wrong(&|link| link.set_query(Some(&forged))),
        wrong(&|link| {
            link.set_path(&format!(
                "/files/{}",
                key.replace('a', "b").replace('1', "2")
            ))
        }),
        wrong(&|link| link.set_path("/files/..%2Fdesk.db")),
        wrong(&|link| link.set_path(&format!("/files/{key}.part"))),
    ] {
        let answer = opens(other.clone()).await;
        assert_eq!(answer.status(), 404, "{other}");
        answers.push(answer.text().await.expect("text"));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "the same whatever is wrong: {answers:?}");

    desk.hours_pass(24 * 7 + 1).await;
    let late = opens(link).await;
    assert_eq!(late.status(), 410);
    let sentence = late.text().await.expect("text");
    assert!(sentence.contains("venceu"), "{sentence}");
}

#[tokio::test]
async fn without_a_public_address_the_thread_says_what_is_missing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_document(to, plan()))
        .await;
    let said = ana.last().content;
    assert!(
        said.contains("PUBLIC_URL") && said.contains("11,5 MB"),
        "{said}"
    );
}

#[tokio::test]
async fn what_would_run_in_a_browser_is_only_ever_saved() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (mime, page) in [
        ("text/html", "<!doctype html><script>alert(1)</script>"),
        (
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
    ] {
        let mut bytes = page.as_bytes().to_vec();
        bytes.resize(4096, b' ');
        let page = Attachment::of(mime, Blob::made(&bytes, LARGE)).filename("boleto.html");
        maria
            .sends(|phone, to| phone.sends_document(to, page))
            .await;
        let opened = opens(link(&ana.last())).await;
        let headers = opened.headers();
        assert_eq!(headers["content-type"], "application/octet-stream");
        let saved = headers["content-disposition"].to_str().expect("text");
        assert!(saved.starts_with("attachment"), "{saved}");
    }
}

#[tokio::test]
async fn admins_say_for_how_long_files_are_kept() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.says(&["guardados por 90 dias"]);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    maria
        .sends(|phone, to| phone.sends_document(to, plan()))
        .await;
    let link = link(&ana.last());
    assert_eq!(desk.files_on_disk().len(), 2);

    setup.chooses("por 7 dias").await;
    setup.says(&["guardados por 7 dias"]);
    desk.hours_pass(24 * 8).await;
    assert_eq!(desk.files_on_disk(), [""; 0]);
    let early = opens(link).await;
    assert_eq!(
        early.status(),
        410,
        "its day has not come, and it opens nothing"
    );
    let sentence = early.text().await.expect("text");
    assert!(sentence.contains("venceu"), "{sentence}");
}

#[tokio::test]
async fn the_menu_of_a_line_opens_what_was_too_large_before_there_was_an_address() {
    let mut desk = Desk::open().await;
    let line = {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        maria
            .sends(|phone, to| phone.sends_document(to, plan()))
            .await;
        let line = ana.last();
        let told = ana.runs_on(line.id, "Ver situação").await;
        assert!(told.content.contains("PUBLIC_URL"), "{told:?}");
        line.id
    };
    desk.stop().await;
    desk.is_public();
    desk.starts_again().await;
    let ana = desk.agent("Ana").with("Maria");
    let told = ana.runs_on(line, "Ver situação").await;
    assert!(told.content.contains("Planta"), "{told:?}");
    let opened = opens(link(&told)).await;
    assert_eq!(opened.status(), 200);
}

#[tokio::test]
async fn the_menu_of_a_line_gives_a_new_link_as_long_as_the_file_is_kept() {
    let desk = Desk::public().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.chooses("por 7 dias").await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_document(to, plan()))
        .await;
    let phone = desk.whatsapp.own_phone(SALES);
    phone.sends_document("Maria Souza", plan());
    desk.settle().await;
    let lines = ana.person.sees(ana.place());
    let lines = &lines[lines.len() - 2..];
    setup.chooses("por 30 dias").await;
    desk.hours_pass(24 * 8).await;
    for line in lines {
        assert_eq!(opens(link(line)).await.status(), 410);
        let told = ana.runs_on(line.id, "Ver situação").await;
        assert!(told.content.contains("até 23/12/2026"), "{told:?}");
        assert_eq!(opens(link(&told)).await.status(), 200);
    }
    desk.hours_pass(24 * 30).await;
    let told = ana.runs_on(lines[0].id, "Ver situação").await;
    assert!(told.content.contains("não está mais guardado"), "{told:?}");
}

/// Ana sends the customer something that goes as a link.
async fn links(desk: &Desk, ana: &Agent<'_>) {
    let file = Upload::new("tudo.7z", b"7z\xBC\xAF\x27\x1C....".to_vec());
    let posted = ana.person.posts(ana.place(), Post::text("").file(file));
    posted.expect("posted");
    desk.settle().await;
    desk.seconds_pass(30).await;
}

/// The link that the customer got last.
fn got(customer: &Customer<'_>) -> (String, Url) {
    let text = customer.got().pop().expect("a message");
    let link = text.rsplit(' ').next().expect("a link").parse();
    (text, link.expect("an address"))
}

#[tokio::test]
async fn a_link_to_the_customer_says_until_when_it_holds() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    links(&desk, &ana).await;
    let (text, link) = got(&maria);
    assert!(text.contains("até 30/11/2026"), "{text}");
    assert_eq!(opens(link).await.status(), 200);
}

#[tokio::test]
async fn a_link_to_the_customer_says_in_the_end_whom_a_customer_asks() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    links(&desk, &ana).await;
    let (_, link) = got(&maria);
    desk.hours_pass(24 * 7 + 1).await;
    let late = opens(link).await;
    assert_eq!(late.status(), 410);
    let sentence = late.text().await.expect("text");
    assert!(sentence.contains("WhatsApp"), "{sentence}");
    assert!(!sentence.contains("cliente"), "{sentence}");
}

#[tokio::test]
async fn a_link_to_a_file_of_the_companys_phone_speaks_to_colleagues_in_the_end() {
    let desk = Desk::public().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.chooses("por 7 dias").await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    let phone = desk.whatsapp.own_phone(SALES);
    phone.sends_document("Maria Souza", plan());
    desk.settle().await;
    let link = link(&ana.last());
    desk.hours_pass(24 * 7 + 1).await;
    let late = opens(link).await;
    assert_eq!(late.status(), 410);
    let sentence = late.text().await.expect("text");
    assert!(!sentence.contains("responda na conversa"), "{sentence}");
}

#[tokio::test]
async fn a_link_counts_from_when_it_leaves_and_the_file_is_kept_as_long() {
    let desk = Desk::public().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.chooses("por 7 dias").await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // WhatsApp calls the window closed once the link was made.
    let closed = Fault::new(Act::Error { code: 131_047 });
    desk.whatsapp.order(closed);
    links(&desk, &ana).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    desk.hours_pass(24 * 3).await;
    maria.answers("Oi?").await;
    if ana.offered("Enviar").is_some() {
        ana.presses("Enviar").await;
    }
    desk.minutes_pass(1).await;
    let (text, link) = got(&maria);
    assert!(text.contains("até 03/12/2026"), "{text}\n{}", ana.reads());
    desk.hours_pass(24 * 5).await;
    assert_eq!(opens(link).await.status(), 200, "it holds, and opens");
}
