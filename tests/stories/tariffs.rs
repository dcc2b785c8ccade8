//! What messages cost is a table that admins download, change and give back.

use conecta_sandbox::discord::{Answer, Upload};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

fn dona(desk: &Desk) -> Agent<'_> {
    desk.agent("Dona").at(desk.company.general)
}

/// What `/setup` shows of the tariffs.
async fn tariffs(desk: &Desk) -> Screen<'_> {
    let mut screen = Screen::of(desk, &dona(desk), "setup", &[]).await;
    screen.presses("Tarifas").await;
    screen.says(&["baixe a tabela"]);
    screen
}

/// The table as an admin downloads it.
async fn downloaded(screen: &Screen<'_>, dona: &Agent<'_>) -> String {
    let Answer::Message(answer) = dona.presses_on(screen.shows.id, "Baixar CSV").await else {
        panic!("no message brings the file");
    };
    let [file] = answer.attachments.as_slice() else {
        panic!("one file: {answer:?}");
    };
    assert_eq!(file.filename, "tariffs.csv");
    String::from_utf8(file.content.bytes()).expect("a text")
}

async fn gives<'a>(desk: &'a Desk, table: &str) -> Screen<'a> {
    let file = Upload::new("tarifas.csv", table.as_bytes());
    Screen::of(desk, &dona(desk), "setup", &[("tariffs", file.into())]).await
}

/// What a greeting is said to cost.
async fn greeting(desk: &Desk, contact: &str) -> String {
    let ana = desk.agent("Ana").in_team("Vendas");
    ana.prepares(contact, "Vendas", "saudacao").await.content
}

#[tokio::test]
async fn an_admin_changes_the_table_and_the_prices_follow_from_their_days_on() {
    let desk = Desk::open().await;
    let (screen, dona) = (tariffs(&desk).await, dona(&desk));
    screen.says(&["19 linhas em AED, USD", "veio com a Conecta"]);
    let table = downloaded(&screen, &dona).await;
    assert!(
        table.starts_with("region,category,currency,amount,from\nBR,marketing,USD,0.0625,"),
        "{table}"
    );
    let same = gives(&desk, &table).await;
    same.says(&["nenhum preço mudou", "19 linhas em AED, USD"]);

    let mine = table.replace("BR,utility,USD,0.0068,", "BR,utility,USD,0.007,");
    let mine = format!("{mine}PT,utility,USD,0.04,2026-11-01\nBR,utility,USD,0.008,2026-11-24\n");
    let changed = gives(&desk, &mine).await;
    changed.says(&[
        "Tarifas trocadas. O que muda",
        "• BR · utilidade · USD: 0.0068 → 0.007, desde 01/01/2026",
        "• BR · utilidade · USD: 0.0068 → 0.008, desde 24/11/2026",
        "• PT · utilidade · USD: preço desconhecido → 0.04, desde 01/11/2026",
        "21 linhas em AED, USD; a mais recente vale desde 24/11/2026",
    ]);
    for (contact, price) in [("Maria", "≈ US$ 0,007 "), ("Camila", "≈ US$ 0,04 ")] {
        let shown = greeting(&desk, contact).await;
        assert!(shown.contains(price), "{shown}");
    }
    // Tomorrow the newer line counts.
    desk.hours_pass(24).await;
    let shown = greeting(&desk, "Maria").await;
    assert!(shown.contains("≈ US$ 0,008 "), "{shown}");
    assert!(
        downloaded(&tariffs(&desk).await, &dona)
            .await
            .contains("BR,utility,USD,0.008,2026-11-24")
    );
}

#[tokio::test]
async fn a_file_with_a_wrong_line_is_refused_with_its_number_and_nothing_changes() {
    let desk = Desk::open().await;
    let (screen, dona) = (tariffs(&desk).await, dona(&desk));
    let before = downloaded(&screen, &dona).await;
    let good = "# nossas tarifas\nBR;utility;BRL;0,05;2026-11-01\n";
    let too_long = format!("{good}#{}", "x".repeat(256 * 1024));
    for (table, said) in [
        (
            format!("{good}BR;gift;BRL;0,05;2026-11-01"),
            "A linha 3 do arquivo não diz marketing, utility, authentication ou service: «gift». \
             Nada mudou.",
        ),
        (
            format!("{good}\nBR;marketing;BRL;barato;2026-11-01"),
            "A linha 4 do arquivo não traz um valor com até seis casas decimais",
        ),
        (
            format!("{good}BR;marketing;BRL;0,05;01/11/2026"),
            "A linha 3 do arquivo não traz a data no formato 2026-10-01: «01/11/2026»",
        ),
        (
            format!("{good}BR;utility;BRL;0,06;2026-11-01"),
            "A linha 3 do arquivo repete a linha 2",
        ),
        (String::new(), "nenhuma linha de tarifa. Nada mudou."),
        (too_long, "«tarifas.csv» passa de 256 KB. Nada mudou."),
    ] {
        gives(&desk, &table).await.says(&[said]);
        assert_eq!(downloaded(&screen, &dona).await, before, "{said}");
    }
    let file = Upload::new("tarifas.xlsx", vec![0x50, 0x4B, 0xFF, 0xFE]);
    let refused = Screen::of(&desk, &dona, "setup", &[("tariffs", file.into())]).await;
    refused.says(&["não é um CSV em UTF-8. Nada mudou."]);
    // A file that a spreadsheet of this country wrote is as good.
    let taken = gives(&desk, good).await;
    taken.says(&["1 linha em BRL", "… e mais"]);
}

#[tokio::test]
async fn a_queue_is_priced_in_the_currency_of_its_account() {
    let desk = Desk::with(|_, whatsapp| {
        for account in &mut whatsapp.accounts {
            account.currency = "AED".to_owned();
        }
    })
    .await;
    let (ana, _) = desk.silence("Ana", "Maria").await;
    ana.sends("Ainda está aí?").await;
    ana.sends("Seu pedido chegou.").await;
    let queue = Screen::of(&desk, &ana, "queue", &[]).await;
    queue.says(&["2 mensagens · ≈ AED 0,05"]);
}
