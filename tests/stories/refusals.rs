//! WhatsApp says no: what becomes of the message and what its author reads, one story for each kind
//! of no, whether it is said at once or only after the message was taken.

use conecta_sandbox::discord::{Post, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Fault, Which};
use conecta_sandbox::wire::Kind;
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;

/// When the platform says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    AtOnce,
    Later,
}

const BOTH: [When; 2] = [When::AtOnce, When::Later];

/// The next messages are refused with this code.
fn refuses(desk: &Desk, code: u32, when: When, times: u32) {
    match when {
        When::AtOnce => {
            let fault = Fault::new(Act::Error { code }).times(times);
            desk.whatsapp.order(fault);
        }
        When::Later => desk.whatsapp.fail_later(None, code, true, times),
    }
}

#[tokio::test]
async fn what_went_wrong_for_no_reason_is_tried_again_without_a_word() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        refuses(&desk, 131_000, when, 3);
        let olá = ana.sends("Olá").await;
        desk.minutes_pass(2).await;
        let read = ana.reads();
        assert_eq!(maria.got(), ["Olá"], "{when:?}: {read}");
        assert!(ana.marks(olá).ends_with("☑\u{fe0f}"), "{when:?}: {read}");
        assert!(!read.contains('❌'), "{when:?}: {read}");
    }
}

#[tokio::test]
async fn tried_often_enough_it_fails_and_its_author_may_send_it_again() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        refuses(&desk, 131_000, when, 4);
        let olá = ana.sends("Olá").await;
        desk.minutes_pass(3).await;
        assert!(ana.marks(olá).contains('❌'), "{when:?}: {}", ana.reads());
        assert!(ana.reads().contains("não disse por quê"));
        // What its line says now is what she wants to send.
        ana.edits(olá, "Olá, Maria").await;
        ana.presses("Enviar de novo").await;
        desk.seconds_pass(10).await;
        assert_eq!(maria.got(), ["Olá, Maria"], "{when:?}: {}", ana.reads());
        assert!(ana.marks(olá).contains('☑'), "{when:?}: {}", ana.reads());
        assert!(ana.reads().contains("enviou de novo"), "{}", ana.reads());
    }
}

#[tokio::test]
async fn a_platform_that_stays_in_trouble_is_told_of_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, 131_016, When::AtOnce, 5);
    ana.sends("Olá").await;
    ana.sends("Tudo bem?").await;
    desk.minutes_pass(10).await;
    let read = ana.reads();
    assert_eq!(maria.got(), ["Olá", "Tudo bem?"], "{read}");
    let told = read.matches("O WhatsApp está com problemas").count();
    assert_eq!(told, 1, "{read}");
}

#[tokio::test]
async fn writing_too_fast_waits_and_says_until_when() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        refuses(&desk, 131_056, when, 1);
        ana.sends("Olá").await;
        let told = ana.last();
        assert!(told.content.contains("Muitas mensagens seguidas"));
        assert!(told.content.contains("<t:"), "{}", told.content);
        assert!(told.pinged.is_empty(), "nothing is wanted of her");
        desk.minutes_pass(1).await;
        assert_eq!(maria.got(), ["Olá"], "{when:?}: {}", ana.reads());
    }
}

#[tokio::test]
async fn of_several_files_the_one_that_is_refused_is_tried_again_and_no_other() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::Error { code: 131_056 }).skip(1));
    let post = Post::text("Três coisas")
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.pdf", samples::PAPER))
        .file(Upload::new("c.png", samples::PICTURE));
    ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    desk.minutes_pass(3).await;
    let all = ["[image] Três coisas", "[document] b.pdf", "[image]"];
    assert_eq!(maria.got(), all, "{}", ana.reads());
}

#[tokio::test]
async fn a_window_that_whatsapp_calls_closed_puts_it_back_into_the_queue() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        refuses(&desk, 131_047, when, 1);
        let olá = ana.sends("Olá").await;
        desk.minutes_pass(5).await;
        assert_eq!(maria.got(), [""; 0], "{when:?}");
        assert!(ana.marks(olá).ends_with("🕓"), "{when:?}: {}", ana.reads());
        let put_back = ana.offered("Enviar modelo").expect("a way out");
        assert_eq!(put_back.reply_to, Some(olá));
        maria.answers("Oi?").await;
        desk.seconds_pass(10).await;
        assert_eq!(maria.got(), ["Olá"], "{when:?}: {}", ana.reads());
    }
}

#[tokio::test]
async fn too_much_marketing_says_when_it_may_be_tried_again() {
    for when in BOTH {
        let desk = Desk::open().await;
        refuses(&desk, 131_049, when, 1);
        let ana = desk.agent("Ana");
        let thread = ana.starts("Maria").await;
        desk.seconds_pass(10).await;
        let ana = ana.at(thread);
        let told = ana.offered("Escolher outro").expect("a way out");
        let tomorrow = (desk.clock.now() + chrono::TimeDelta::hours(24)).timestamp();
        let times = (tomorrow - 15..=tomorrow).map(|at| format!("<t:{at}:R>"));
        assert!(
            times.into_iter().any(|time| told.content.contains(&time)),
            "{when:?}: {}",
            told.content
        );
        assert!(told.pinged.contains(&ana.person.id()));
    }
}

#[tokio::test]
async fn a_number_that_cannot_be_reached_is_never_tried_again() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        refuses(&desk, 131_026, when, 1);
        let olá = ana.sends("Olá").await;
        desk.minutes_pass(30).await;
        assert_eq!(maria.got(), [""; 0], "{when:?}");
        let told = ana.offered("Ver contato").expect("a way out");
        assert_eq!(told.reply_to, Some(olá));
        assert!(told.pinged.contains(&ana.person.id()));
        assert!(told.content.contains("não entregou a este número"));
        assert!(told.content.contains("131026"), "{}", told.content);
    }
}

#[tokio::test]
async fn a_number_that_is_stopped_waits_says_why_and_calls_the_admins() {
    for when in BOTH {
        let desk = Desk::open().await;
        let general = desk.company.general;
        desk.chooses_the_admins_place().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let (bruno, josé) = desk.talk("Bruno", "José").await;
        refuses(&desk, 131_042, when, 1);
        let olá = ana.sends("Olá").await;
        bruno.sends("Bom dia").await;
        bruno.sends("Tudo bem?").await;
        desk.minutes_pass(1).await;
        assert!(ana.marks(olá).ends_with("🕓"), "{when:?}: {}", ana.reads());
        for reader in [&ana, &bruno] {
            let read = reader.reads();
            let told = read.matches("pagamento pendente").count();
            assert_eq!(told, 1, "{when:?}: {read}");
            assert!(read.contains("sai quando o número voltar"), "{read}");
        }
        let owner = desk.discord.person(desk.company.owner);
        let alerts = owner.sees(general);
        assert!(
            alerts.iter().any(|m| m.content.contains("parou de enviar")),
            "{when:?}: {alerts:?}"
        );
        // The bill is paid, and an admin wants to know at once.
        let dona = desk.agent("Dona").at(general);
        let mut numbers = Screen::of(&desk, &dona, "number", &[]).await;
        numbers.presses("↻ Ler números e modelos").await;
        desk.minutes_pass(6).await;
        assert_eq!(maria.got(), ["Olá"], "{when:?}: {}", ana.reads());
        assert_eq!(josé.got(), ["Bom dia", "Tudo bem?"], "{}", bruno.reads());
    }
}

#[tokio::test]
async fn a_template_that_is_gone_is_read_again_and_another_is_offered() {
    use When::{AtOnce, Later};
    let gone = "removido ou não aprovado";
    for (code, when, why) in [
        (132_001, AtOnce, gone),
        (132_001, Later, gone),
        (132_015, AtOnce, "pausado"),
        (132_016, AtOnce, "desativado"),
    ] {
        let desk = Desk::open().await;
        refuses(&desk, code, when, 1);
        let before = desk.wire.last();
        let ana = desk.agent("Ana");
        let thread = ana.starts("Maria").await;
        desk.seconds_pass(10).await;
        let ana = ana.at(thread);
        let told = ana.offered("Escolher outro").expect("a way out");
        let words = told.content;
        assert!(words.contains("«saudacao» não está disponível"), "{words}");
        assert!(words.contains(why), "{code}: {words}");
        let asked = desk.wire_after(before).into_iter().any(|entry| {
            matches!(entry.kind, Kind::Request { path, .. } if path.contains("message_templates"))
        });
        assert!(asked, "{code}, {when:?}: the templates are read again");
    }
}

#[tokio::test]
async fn a_template_whose_parameters_do_not_fit_is_filled_in_again() {
    use When::{AtOnce, Later};
    for (code, when) in [(132_012, AtOnce), (132_012, Later), (132_000, AtOnce)] {
        let desk = Desk::open().await;
        refuses(&desk, code, when, 1);
        let ana = desk.agent("Ana");
        let thread = ana.starts("Maria").await;
        desk.seconds_pass(10).await;
        let ana = ana.at(thread);
        let told = ana.offered("Corrigir").expect("a way out").content;
        let words = "O modelo «saudacao» mudou ou faltam parâmetros";
        assert!(told.contains(words), "{told}");
        ana.presses("Corrigir").await;
        ana.presses("Enviar").await;
        desk.seconds_pass(10).await;
        let maria = desk.customer("Maria");
        assert_eq!(maria.got().len(), 1, "{code}, {when:?}: {}", ana.reads());
    }
}

#[tokio::test]
async fn what_a_template_lacks_since_it_changed_is_named_in_its_own_words() {
    let desk = Desk::open().await;
    desk.whatsapp.withhold(Which::All);
    desk.whatsapp.set_template_components(
        "saudacao",
        json!([{
            "type": "BODY",
            "text": "Olá {{nome}}, o pedido {{pedido}} saiu da Loja da Ana.",
        }]),
    );
    desk.whatsapp.lose_withheld();
    let ana = desk.agent("Ana");
    let thread = ana.starts("Maria").await;
    desk.seconds_pass(10).await;
    let ana = ana.at(thread);
    let told = ana.offered("Corrigir").expect("a way out").content;
    let words = "mudou ou faltam parâmetros: «o pedido \\_\\_\\_ saiu da Loja da Ana.»";
    assert!(told.contains(words), "{told}");
    let mut screen = Screen::behind(&desk, &ana, "Corrigir").await;
    screen.fills("Preencher", &[("1", "4711")]).await;
    screen.presses("Enviar").await;
    desk.seconds_pass(10).await;
    let got = desk.customer("Maria").got();
    assert_eq!(got.len(), 1, "{}", ana.reads());
    assert!(got[0].contains("o pedido 4711 saiu"), "{got:?}");
}

#[tokio::test]
async fn a_template_that_meta_keeps_back_says_so_once_and_tells_nobody() {
    for (status, said) in [
        (
            "held_for_quality_assessment",
            "segurou este modelo para avaliar a qualidade",
        ),
        ("paused", "acaba de pausar este modelo"),
    ] {
        let desk = Desk::open().await;
        let ana = desk.agent("Ana");
        desk.whatsapp.holds_next_template(status);
        let thread = ana.starts("Maria").await;
        desk.minutes_pass(1).await;
        let ana = ana.at(thread);
        let seen = ana.person.sees(ana.place());
        let told = seen.iter().find(|line| line.content.contains(said));
        let told = told.unwrap_or_else(|| panic!("{status}: {}", ana.reads()));
        assert!(!ana.read(told).contains('🔔'), "{status}");
        let maria = desk.customer("Maria");
        assert_eq!(maria.got().len(), 0);
        desk.whatsapp.lets_templates_leave();
        desk.minutes_pass(1).await;
        assert_eq!(maria.got().len(), 1, "{status}: {}", ana.reads());
        assert_eq!(ana.reads().matches(said).count(), 1, "{}", ana.reads());
    }
}

/// A code that Meta has added since.
#[tokio::test]
async fn what_is_refused_for_a_reason_that_nobody_knows_may_be_sent_again() {
    for when in BOTH {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let times = if when == When::AtOnce { 2 } else { 1 };
        refuses(&desk, 139_999, when, times);
        let photo = Post::text("").file(Upload::new("foto.jpg", samples::PHOTO));
        ana.person.posts(ana.place(), photo).expect("posted");
        desk.settle().await;
        desk.minutes_pass(1).await;
        let told = ana.offered("Enviar de novo").expect("a way out").content;
        assert!(told.contains("motivo que não conhecemos"), "{told}");
        ana.presses("Enviar de novo").await;
        desk.minutes_pass(1).await;
        assert_eq!(maria.got(), ["[image]"], "{when:?}: {}", ana.reads());
    }
}

#[tokio::test]
async fn whom_meta_keeps_a_message_from_may_be_reached_another_way_or_later() {
    for (code, way) in [(130_472, "Ver contato"), (131_049, "Enviar de novo")] {
        let desk = Desk::open().await;
        let (ana, _) = desk.talk("Ana", "Maria").await;
        refuses(&desk, code, When::Later, 1);
        let olá = ana.sends("Olá").await;
        desk.minutes_pass(1).await;
        let told = ana.offered(way).expect("a way out");
        assert_eq!(told.reply_to, Some(olá), "{code}");
    }
}

#[tokio::test]
async fn a_file_that_was_not_taken_is_uploaded_once_more_and_then_as_a_document() {
    for when in BOTH {
        for (times, arrives) in [
            (1, Some("[image]")),
            (2, Some("[document] foto.jpg")),
            (3, None),
        ] {
            let desk = Desk::open().await;
            let (ana, maria) = desk.talk("Ana", "Maria").await;
            refuses(&desk, 131_053, when, times);
            let photo = Post::text("").file(Upload::new("foto.jpg", samples::PHOTO));
            let photo = ana.person.posts(ana.place(), photo).expect("posted");
            desk.settle().await;
            desk.minutes_pass(1).await;
            let got = maria.got();
            let newest = got.last().map(String::as_str);
            assert_eq!(newest, arrives, "{when:?} {times}: {}", ana.reads());
            let failed = ana.marks(photo).contains('❌');
            assert_eq!(failed, arrives.is_none(), "{when:?} {times}");
        }
    }
}
