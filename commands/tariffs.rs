//! `/setup`, tariffs: what messages cost, as a file that an admin downloads, changes and gives back.

use std::collections::BTreeSet;

use super::context::Asked;
use super::given::{FileTrouble, GivenFile};
use super::trouble::Trouble;
use super::view::View;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::tariffs::{self, BadTable, Change, Wrong};
use crate::domain::text::{escape, escape_name, excerpt};
use crate::words::{self, args};

/// The largest file that is read, in KiB: some eight thousand lines.
const LIMIT_KIB: u64 = 256;

/// Changes that are listed in full; the others are counted.
const LISTED: usize = 15;

/// How much of what stands in a wrong line is shown.
const EXCERPT: usize = 40;

/// What the file is called.
const FILE_NAME: &str = "tariffs.csv";

/// Shows what table there is, and how it is changed.
pub async fn show(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    let view = view(asked, Vec::new()).await?;
    asked.show(&view).await
}

async fn view(asked: &Asked<'_>, mut lines: Vec<String>) -> Result<View, Trouble> {
    let table = asked.desk().tariffs().await?;
    let currencies: BTreeSet<&str> = table
        .rates
        .iter()
        .map(|rate| rate.currency.as_str())
        .collect();
    let newest = table.rates.iter().map(|rate| rate.from).max();
    let args = args! {
        "count" => table.rates.len(),
        "currencies" => currencies.into_iter().collect::<Vec<_>>().join(", "),
        "day" => newest.map(|day| words::day(asked.locale, day)).unwrap_or_default(),
    };
    lines.push(asked.say("tariffs-header", &args));
    if table.built_in {
        lines.push(asked.word("tariffs-built-in"));
    }
    let args = args! { "setup" => asked.mention("setup") };
    lines.push(asked.say("tariffs-how", &args));
    let button =
        |style, verb, label: &str| Button::new(style, CustomId::new(verb, 0), &asked.word(label));
    Ok(View::text(lines.join("\n")).buttons([
        button(
            ButtonStyle::Primary,
            Verb::SetTariffsFile,
            "tariffs-download-button",
        ),
        button(ButtonStyle::Secondary, Verb::Setup, "back-button"),
    ]))
}

/// Hands over the table as a file.
pub async fn download(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    let table = asked.desk().tariffs().await?;
    let file = tariffs::write(&table.rates).into_bytes();
    let view = View::text(asked.word("tariffs-file")).file(FILE_NAME, file);
    asked.whisper(&view).await
}

/// A file was given: it takes the place of the table, or the first line that is wrong is named and
/// nothing changes.
pub async fn replace(asked: &Asked<'_>, file: &GivenFile) -> Result<(), Trouble> {
    asked.admin()?;
    asked.defer().await?;
    let named = args! { "file" => escape_name(&file.name), "limit" => LIMIT_KIB };
    if file.size > LIMIT_KIB * 1024 {
        return asked.tell(asked.say("tariffs-too-large", &named)).await;
    }
    let platform = asked.data.platform();
    let text = match platform.read_text(file, LIMIT_KIB * 1024).await {
        Ok(text) => text,
        Err(FileTrouble::NotFetched | FileTrouble::NotTaken) => {
            let named = args! { "file" => escape_name(&file.name) };
            return asked.tell(asked.say("attach-unreachable", &named)).await;
        }
        Err(FileTrouble::Refused) => {
            let named = args! { "file" => escape_name(&file.name) };
            return asked.tell(asked.say("tariffs-not-text", &named)).await;
        }
    };
    let new = match tariffs::parse(&text) {
        Ok(new) => new,
        Err(bad) => return asked.tell(refusal(asked, &bad)).await,
    };
    let changes = asked.desk().replace_tariffs(asked.by.clone(), new).await?;
    let mut lines = vec![asked.word(if changes.is_empty() {
        "tariffs-same"
    } else {
        "tariffs-replaced"
    })];
    lines.extend(changes.iter().take(LISTED).map(|change| row(asked, change)));
    if changes.len() > LISTED {
        let more = changes.len() - LISTED;
        lines.push(asked.say("news-more", &args! { "count" => more }));
    }
    let view = view(asked, lines).await?;
    asked.show(&view).await
}

fn row(asked: &Asked<'_>, change: &Change) -> String {
    let amount = |micros: Option<i64>| match micros {
        Some(micros) => tariffs::amount(micros),
        None => words::unknown_price(asked.locale),
    };
    let args = args! {
        "region" => change.region.as_str(),
        "category" => words::category(asked.locale, change.category.wire_name()),
        "currency" => change.currency.as_str(),
        "before" => amount(change.before),
        "after" => amount(change.after),
        "day" => words::day(asked.locale, change.from),
    };
    asked.say("tariffs-change", &args)
}

fn refusal(asked: &Asked<'_>, bad: &BadTable) -> String {
    let (line, wrong) = match bad {
        BadTable::Empty => return asked.word("tariffs-empty"),
        BadTable::Line { line, wrong } => (line, wrong),
    };
    let (id, text) = match wrong {
        Wrong::Columns(count) => ("tariffs-wrong-columns", count.to_string()),
        Wrong::Region(text) => ("tariffs-wrong-region", text.clone()),
        Wrong::Category(text) => ("tariffs-wrong-category", text.clone()),
        Wrong::Currency(text) => ("tariffs-wrong-currency", text.clone()),
        Wrong::Amount(text) => ("tariffs-wrong-amount", text.clone()),
        Wrong::Day(text) => ("tariffs-wrong-day", text.clone()),
        Wrong::Twice(earlier) => ("tariffs-wrong-twice", earlier.to_string()),
    };
    let found = args! { "found" => escape(&excerpt(&text, EXCERPT)) };
    let why = asked.say(id, &found);
    let args = args! { "line" => line.to_string(), "why" => why };
    asked.say("tariffs-bad-line", &args)
}
