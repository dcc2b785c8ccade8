//! The three languages say the same, in full, and within the lengths that Discord sets.

mod texts;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::domain::conversation::Stage;
use crate::domain::price::Price;
use crate::domain::refusal::Reason;
use crate::domain::template::{Field, Label, Lacks, MediaKind, Slot};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

#[test]
fn locales_are_read_back() {
    for locale in Locale::ALL {
        assert_eq!(locale.as_str().parse(), Ok(locale));
        assert_eq!(Locale::ALL[locale.index()], locale);
        let stored = serde_json::to_value(locale).expect("serialisable");
        assert_eq!(stored, locale.to_string());
    }
    assert!("de".parse::<Locale>().is_err());
    for (code, locale) in [
        ("pt-BR", Some(Locale::PtBr)),
        ("en-US", Some(Locale::En)),
        ("en-GB", Some(Locale::En)),
        ("es-ES", Some(Locale::Es)),
        ("es-419", Some(Locale::Es)),
        ("de", None),
        ("", None),
    ] {
        assert_eq!(Locale::from_discord(code), locale, "{code}");
    }
}

#[test]
fn every_reason_has_a_sentence_in_every_language() {
    let stages = [None, Some(Stage::Open), Some(Stage::Concluded)];
    let cases = Locale::ALL
        .into_iter()
        .flat_map(|locale| stages.map(|stage| (locale, stage)));
    for (locale, stage) in cases {
        let args = args! {
            "contact" => "Ana", "channel" => "Vendas", "template" => "pedido_ok", "next" => "<t:1:R>",
            "told" => told(true), "lacks" => lacks(Locale::PtBr, None), "fate" => fate(stage),
        };
        for &why in Reason::ALL {
            let (text, errors) = say::try_say(locale, &format!("reason-{}", why.name()), &args)
                .unwrap_or_else(|| panic!("{locale}: {why:?} has no sentence"));
            assert!(errors.is_empty(), "{locale} {why:?}: {errors:?}");
            assert_eq!(reason(locale, why, &args), text);
            assert!(text.ends_with('.'), "{locale} {why:?}: {text}");
        }
    }
}

#[test]
fn what_a_template_lacks_is_quoted_as_each_language_quotes() {
    let field = Field {
        slot: Slot::Body("1".to_owned()),
        label: Label::Words("Olá".to_owned()),
        placeholder: None,
        max_length: 60,
        prefill: None,
    };
    let missing = Lacks {
        media: Some(MediaKind::Image),
        fields: vec![field],
    };
    let told = |locale| lacks(locale, Some(&missing));
    assert_eq!(told(Locale::PtBr), "a imagem do cabeçalho, «Olá»");
    assert_eq!(told(Locale::En), "the header's picture, “Olá”");
    assert_eq!(told(Locale::Es), "la imagen del encabezado, «Olá»");
}

#[test]
fn what_waits_has_a_time_that_reads_as_one() {
    // A relative time is "5 minutes ago" in every reader's language.
    let told = |locale, id| say(locale, id, &args! { "since" => "5 min", "command" => "/d" });
    for id in [
        "alert-still-messages",
        "alert-still-lines",
        "alert-still-webhooks",
    ] {
        let (en, es) = (told(Locale::En, id), told(Locale::Es, id));
        assert!(en.contains("the oldest is from 5 min."), "{en}");
        assert!(es.contains("espera desde 5 min."), "{es}");
    }
}

#[test]
fn a_missing_text_is_its_id() {
    assert_eq!(say(Locale::Es, "no-such-text", &args! {}), "no-such-text");
}

#[test]
fn plurals_follow_the_number() {
    let said = |locale, count: usize| say(locale, "n-messages", &args! { "count" => count });
    assert_eq!(said(Locale::PtBr, 0), "0 mensagens");
    assert_eq!(said(Locale::PtBr, 1), "1 mensagem");
    assert_eq!(said(Locale::PtBr, 3), "3 mensagens");
    assert_eq!(said(Locale::En, 1), "1 message");
    assert_eq!(said(Locale::Es, 2), "2 mensajes");
}

#[test]
fn money_reads_as_each_language_writes_it() {
    let table = [
        ("BRL", 350_000, "R$ 0,35", "R$0.35", "R$ 0,35"),
        ("BRL", 351_234, "R$ 0,35", "R$0.35", "R$ 0,35"),
        ("BRL", 38_080, "R$ 0,0381", "R$0.0381", "R$ 0,0381"),
        ("BRL", 40_000, "R$ 0,04", "R$0.04", "R$ 0,04"),
        ("BRL", 0, "R$ 0,00", "R$0.00", "R$ 0,00"),
        ("BRL", 995_000, "R$ 1,00", "R$1.00", "R$ 1,00"),
        (
            "BRL",
            1_234_500_000,
            "R$ 1.234,50",
            "R$1,234.50",
            "R$ 1234,50",
        ),
        ("BRL", -1_500_000, "-R$ 1,50", "-R$1.50", "-R$ 1,50"),
        ("USD", 62_500, "US$ 0,0625", "US$0.0625", "US$ 0,0625"),
        ("USD", 6_800, "US$ 0,0068", "US$0.0068", "US$ 0,0068"),
        ("USD", 85, "US$ 0,000085", "US$0.000085", "US$ 0,000085"),
        ("AED", 229_500, "AED 0,23", "AED 0.23", "AED 0,23"),
        ("AED", 25_000, "AED 0,025", "AED 0.025", "AED 0,025"),
        ("AED", 2_900, "AED 0,0029", "AED 0.0029", "AED 0,0029"),
        (
            "EUR",
            12_345_670_000,
            "€ 12.345,67",
            "€12,345.67",
            "€ 12.345,67",
        ),
        ("CLP", 81_400_000, "CLP 81", "CLP 81", "CLP 81"),
        ("CLP", 6_320_000, "CLP 6,32", "CLP 6.32", "CLP 6,32"),
    ];
    for (currency, micros, pt, en, es) in table {
        assert_eq!(money(Locale::PtBr, currency, micros), pt);
        assert_eq!(money(Locale::En, currency, micros), en);
        assert_eq!(money(Locale::Es, currency, micros), es);
    }
    let known = Price::Known {
        currency: "BRL".to_owned(),
        micros: 350_000,
    };
    assert_eq!(price(Locale::PtBr, &known), "≈ R$ 0,35");
    assert_eq!(
        price_line(Locale::PtBr, &known, "marketing"),
        "≈ R$ 0,35 · marketing · só se entregue"
    );
    assert_eq!(
        price_line(Locale::Es, &Price::Unknown, "utility"),
        "precio desconocido · utilidad · solo si se entrega"
    );
    assert_eq!(
        price_line(Locale::En, &Price::Free, "brand_new"),
        "free · brand_new"
    );
}

#[test]
fn numbers_are_grouped() {
    assert_eq!(number(Locale::PtBr, 1_234_567), "1.234.567");
    assert_eq!(number(Locale::En, -1_234), "-1,234");
    assert_eq!(number(Locale::Es, 1_234), "1234");
    assert_eq!(number(Locale::Es, 12_345), "12.345");
    assert_eq!(number(Locale::PtBr, 999), "999");
}

#[test]
fn times_are_shown_where_the_company_is() {
    let zone = chrono_tz::America::Sao_Paulo;
    let then = at("2026-11-21T17:02:00Z");
    assert_eq!(clock_time(then, zone), "14:02");
    assert_eq!(date_time(Locale::PtBr, then, zone), "21/11 14:02");
    assert_eq!(date_time(Locale::En, then, zone), "21 Nov 14:02");
    assert_eq!(date(Locale::Es, then, zone), "21/11/2026");
    assert_eq!(date(Locale::En, then, zone), "21 Nov 2026");
    // Midnight is São Paulo's, not Greenwich's.
    let evening = at("2026-11-22T02:59:00Z");
    assert_eq!(moment(Locale::PtBr, then, evening, zone), "14:02");
    let next_day = evening + TimeDelta::minutes(1);
    assert_eq!(moment(Locale::PtBr, then, next_day, zone), "21/11 14:02");
    assert_eq!(relative(then), "<t:1795280520:R>");
    assert_eq!(time(then), "<t:1795280520:t>");
}

#[test]
fn spans_show_their_largest_unit() {
    let said = |minutes| span(TimeDelta::minutes(minutes));
    let all = [-3, 0, 59, 60, 185, 47 * 60 + 59, 48 * 60].map(said);
    assert_eq!(
        all,
        ["0 min", "0 min", "59 min", "1 h", "3 h", "47 h", "2 d"]
    );
}

#[test]
fn commands_are_called_by_their_english_names() {
    let start = command("start");
    assert_eq!(start.name.base(), "start");
    assert_eq!(start.name.get(Locale::PtBr), "iniciar");
    assert_eq!(
        start.name.localizations(),
        [
            ("pt-BR", "iniciar"),
            ("es-ES", "iniciar"),
            ("es-419", "iniciar")
        ]
    );
    assert_eq!(command("contact new").name.get(Locale::PtBr), "novo");
    assert_eq!(option("start", "team").name.get(Locale::Es), "equipo");
    assert_eq!(menu("send").get(Locale::PtBr), "Enviar ao cliente");
}

#[test]
fn lines_read_as_they_were_designed() {
    let queue = |locale, count: usize| {
        let args = args! {
            "contact" => "Ana", "answer" => "Já paguei", "count" => count,
            "oldest" => "<t:1:R>", "price" => "≈ R$ 0,11",
        };
        say(locale, "ask-queue-stop", &args)
    };
    insta::assert_snapshot!(queue(Locale::PtBr, 3), @"-# ⚙️ ⏸ Ana respondeu «Já paguei». 3 mensagens na fila, a mais antiga <t:1:R>, ≈ R$ 0,11. Parece que não é para continuar.");
    insta::assert_snapshot!(queue(Locale::PtBr, 1), @"-# ⚙️ ⏸ Ana respondeu «Já paguei». 1 mensagem na fila, escrita <t:1:R>, ≈ R$ 0,11. Parece que não é para continuar.");
    insta::assert_snapshot!(queue(Locale::En, 3), @"-# ⚙️ ⏸ Ana answered “Já paguei”. 3 messages in the queue, the oldest <t:1:R>, ≈ R$ 0,11. It sounds like a stop.");

    let doubt = |count: usize| {
        let args = args! { "contact" => "Ana", "excerpt" => "Segue o…", "count" => count };
        say(Locale::PtBr, "ask-doubt", &args)
    };
    insta::assert_snapshot!(doubt(0), @"-# ⚙️ ❓ Não sabemos se Ana recebeu «Segue o…».");
    insta::assert_snapshot!(doubt(2), @"-# ⚙️ ❓ Não sabemos se Ana recebeu «Segue o…». 2 mensagens esperam atrás dela.");

    let concluded = |count: usize| {
        let args = args! { "by" => "Carla", "count" => count };
        say(Locale::PtBr, "notice-concluded", &args)
    };
    insta::assert_snapshot!(concluded(0), @"-# ⚙️ Carla concluiu o atendimento.");
    insta::assert_snapshot!(concluded(3), @"-# ⚙️ Carla concluiu o atendimento e descartou 3 mensagens da fila.");

    let args = args! { "count" => 3, "contact" => "Ana" };
    insta::assert_snapshot!(say(Locale::PtBr, "queue-waiting", &args), @"🕓 3 na fila: saem quando Ana responder");
    let args = args! { "count" => 214, "place" => "#vendas" };
    insta::assert_snapshot!(say(Locale::PtBr, "visibility-refused", &args), @"#vendas é visível para 214 pessoas fora da equipe.");
}
