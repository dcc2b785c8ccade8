//! The file that a template always carries: an admin's once, instead of the agent's every time.

use conecta_sandbox::discord::{Given, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Content, Endpoint, Fault, Header};
use conecta_sandbox::wire::Kind;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// `/setup` with this file for this template.
async fn gives<'a>(desk: &'a Desk, template: &str, name: &str, bytes: &[u8]) -> Screen<'a> {
    let dona = desk.agent("Dona").at(desk.company.general);
    let picked = dona.picks("setup", &[], "template", template).await;
    let file = Given::File(Upload::new(name, bytes));
    let options = [("template", picked), ("file", file)];
    Screen::of(desk, &dona, "setup", &options).await
}

/// `/iniciar` with the template, as far as it goes by itself.
async fn prepares<'a>(desk: &'a Desk, ana: &Agent<'a>, contact: &str) -> Screen<'a> {
    let mut options: Vec<(&str, Given)> = Vec::new();
    for (option, typed) in [
        ("contact", contact),
        ("channel", "Vendas"),
        ("template", "colecao"),
    ] {
        let picked = ana.picks("start", &options, option, typed).await;
        options.push((option, picked));
    }
    Screen::of(desk, ana, "start", &options).await
}

/// The picture above the newest message on the phone.
fn picture(customer: &Customer<'_>) -> Option<Vec<u8>> {
    let newest = customer.phone.phone(customer.number()).pop()?;
    let Content::Template(shown) = newest.content else {
        return None;
    };
    match shown.header {
        Some(Header::Media(media)) => media.content.map(|content| content.bytes()),
        _ => None,
    }
}

fn uploads(desk: &Desk) -> usize {
    let all = desk.wire_after(0);
    let uploads = all.iter().filter(|entry| match &entry.kind {
        Kind::Request { method, path, .. } => method == "POST" && path.ends_with("/media"),
        Kind::Event { .. } => false,
    });
    uploads.count()
}

#[tokio::test]
async fn the_wizard_asks_for_no_file_and_the_phone_shows_it() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let before = prepares(&desk, &ana, "Maria").await;
    before.says(&["Este modelo leva uma foto"]);
    let mut screen = gives(&desk, "colecao", "capa.jpg", samples::PHOTO).await;
    screen.says(&["«capa.jpg» vai em todo envio", "Arquivo fixo: capa.jpg"]);

    let mut preview = prepares(&desk, &ana, "Maria").await;
    preview.says(&["Confira", "📎 capa.jpg"]);
    let before = uploads(&desk);
    preview.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    let maria = desk.customer("Maria");
    assert!(picture(&maria).as_deref() == Some(samples::PHOTO));
    assert_eq!(uploads(&desk), before + 1);

    // The platform has it by now, and the next one goes at once.
    let mut preview = prepares(&desk, &ana, "José").await;
    preview.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    let jose = desk.customer("José");
    assert!(picture(&jose).as_deref() == Some(samples::PHOTO));
    assert_eq!(uploads(&desk), before + 1);

    screen.presses("Tirar o arquivo fixo").await;
    screen.says(&["Arquivo fixo tirado", "Sem arquivo fixo"]);
    assert_eq!(desk.files_on_disk(), [""; 0]);
    let after = prepares(&desk, &ana, "Beatriz").await;
    after.says(&["Este modelo leva uma foto"]);
}

#[tokio::test]
async fn it_is_kept_for_good_and_handed_over_anew_when_the_platform_has_forgotten_it() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    gives(&desk, "colecao", "capa.jpg", samples::PHOTO).await;
    // Of messages nothing is kept for longer.
    let dona = desk.agent("Dona").member();
    let kept = desk.bot().app.desk().set_file_days(dona, 7).await;
    kept.expect("chosen");
    let mut preview = prepares(&desk, &ana, "Maria").await;
    preview.presses("Iniciar atendimento").await;
    desk.hours_pass(24 * 31).await;
    let before = uploads(&desk);
    let mut preview = prepares(&desk, &ana, "José").await;
    preview.says(&["📎 capa.jpg"]);
    preview.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert!(picture(&desk.customer("José")).as_deref() == Some(samples::PHOTO));
    assert_eq!(uploads(&desk), before + 1);
}

#[tokio::test]
async fn what_the_platform_cannot_use_any_more_is_handed_over_anew_by_the_next_try() {
    for later in [true, false] {
        let desk = Desk::open().await;
        let ana = desk.agent("Ana").in_team("Vendas");
        gives(&desk, "colecao", "capa.jpg", samples::PHOTO).await;
        let mut preview = prepares(&desk, &ana, "Maria").await;
        preview.presses("Iniciar atendimento").await;
        desk.seconds_pass(5).await;
        let before = uploads(&desk);
        if later {
            desk.whatsapp.fail_later(None, 131_053, true, 1);
        } else {
            desk.whatsapp
                .order(Fault::new(Act::Error { code: 131_053 }));
        }
        let mut preview = prepares(&desk, &ana, "José").await;
        preview.presses("Iniciar atendimento").await;
        desk.minutes_pass(1).await;
        let ana = ana.at(desk.thread("José"));
        let mut again = Screen::behind(&desk, &ana, "Enviar de novo").await;
        again.says(&["📎 capa.jpg"]);
        again.presses("Enviar").await;
        desk.seconds_pass(5).await;
        let jose = desk.customer("José");
        assert!(picture(&jose).as_deref() == Some(samples::PHOTO));
        assert_eq!(uploads(&desk), before + 1, "{later}: {}", ana.reads());
    }
}

#[tokio::test]
async fn another_file_takes_its_place_and_what_was_previewed_is_shown_again() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    gives(&desk, "colecao", "capa.jpg", samples::PHOTO).await;
    let mut preview = prepares(&desk, &ana, "Maria").await;
    let screen = gives(&desk, "colecao", "nova.png", samples::PICTURE).await;
    screen.says(&["Arquivo fixo: nova.png"]);
    assert_eq!(desk.files_on_disk().len(), 1);
    preview.presses("Iniciar atendimento").await;
    let maria = desk.customer("Maria");
    assert_eq!(maria.got(), [""; 0], "it is not what was shown");
    preview.says(&["📎 nova.png"]);
    preview.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert!(picture(&maria).as_deref() == Some(samples::PICTURE));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_nothing_is_kept() {
    let desk = Desk::open().await;
    let refused = gives(&desk, "colecao", "boleto.pdf", samples::PAPER).await;
    refused.says(&["«boleto.pdf» não serve"]);
    // It says that it is a photo.
    let refused = gives(&desk, "colecao", "capa.jpg", samples::PAPER).await;
    refused.says(&["«capa.jpg» não serve", "foto JPEG ou PNG"]);
    assert_eq!(desk.files_on_disk(), [""; 0]);

    let dona = desk.agent("Dona").at(desk.company.general);
    let file = || Given::File(Upload::new("capa.jpg", samples::PHOTO));
    let alone = dona.runs("setup", &[("file", file())]).await;
    assert!(alone.content.contains("qual modelo"), "{alone:?}");
    let options = [("template", "saudacao".into()), ("file", file())];
    let none = dona.runs("setup", &options).await;
    assert!(none.content.contains("não leva arquivo"), "{none:?}");
    assert_eq!(desk.files_on_disk(), [""; 0]);
}

#[tokio::test]
async fn if_the_platform_does_not_take_it_nothing_leaves_and_the_agent_may_go_on() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    gives(&desk, "colecao", "capa.jpg", samples::PHOTO).await;
    let mut preview = prepares(&desk, &ana, "Maria").await;
    let fault = Fault::new(Act::Error { code: 131_053 }).on(Endpoint::Upload);
    desk.whatsapp.order(fault.times(1));
    preview.presses("Iniciar atendimento").await;
    preview.says(&["não recebeu «capa.jpg»", "Nada saiu"]);
    let maria = desk.customer("Maria");
    assert_eq!(maria.got(), [""; 0]);
    preview.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert!(picture(&maria).as_deref() == Some(samples::PHOTO));
}
