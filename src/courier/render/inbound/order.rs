//! An order from the catalogue, as a table with its totals.

use std::collections::BTreeMap;

use crate::domain::incoming::{Order, OrderItem};
use crate::domain::text::invisible::harmless;
use crate::domain::text::{Align, table, to_discord};
use crate::words::{Args, Locale, args, money, quantity, say};

/// More rows than any cart holds; the rest is counted, and in the totals.
const ROWS_MAX: usize = 500;

/// Where the look of a product ends and a mistake begins: more than any shop has ever sold.
const AMOUNT_MAX: f64 = 1e12;

/// The order, with what the customer wrote with it. The products stand last in their rows: however
/// long a name is, the amounts are seen on a phone.
pub fn order(locale: Locale, order: &Order) -> String {
    let word = |id: &str| say(locale, id, &Args::new());
    let head = say(
        locale,
        "inbound-order",
        &args! { "count" => order.items.len() },
    );
    let mut rows = vec![vec![
        word("inbound-order-quantity"),
        word("inbound-order-price"),
        word("inbound-order-sum"),
        word("inbound-order-product"),
    ]];
    rows.extend(
        order
            .items
            .iter()
            .take(ROWS_MAX)
            .map(|item| row(locale, item)),
    );
    let more = order.items.len().saturating_sub(ROWS_MAX);
    if more > 0 {
        let more = say(locale, "inbound-order-more", &args! { "count" => more });
        rows.push(vec![String::new(), String::new(), String::new(), more]);
    }
    for (currency, sum) in totals(&order.items) {
        let total = money(locale, &currency, sum);
        let label = word("inbound-order-total");
        rows.push(vec![String::new(), String::new(), total, label]);
    }
    let columns = [Align::Right, Align::Right, Align::Right, Align::Left];
    let table = table(&columns, &rows);
    let text = order.text.as_deref().map(to_discord);
    let text = text.filter(|text| !text.is_empty());
    [Some(head), Some(table), text]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(locale: Locale, item: &OrderItem) -> Vec<String> {
    let amount = |micros: Option<i64>| match (micros, currency(item)) {
        (Some(micros), Some(currency)) => money(locale, &currency, micros),
        _ => "—".to_owned(),
    };
    let product = harmless(&item.product);
    vec![
        quantity(locale, item.quantity),
        amount(item.price.and_then(micros)),
        amount(sum(item)),
        if product.trim().is_empty() {
            "—".to_owned()
        } else {
            product
        },
    ]
}

/// What all of it costs, by currency.
fn totals(items: &[OrderItem]) -> BTreeMap<String, i64> {
    let mut totals: BTreeMap<String, i64> = BTreeMap::new();
    for item in items {
        if let (Some(currency), Some(sum)) = (currency(item), sum(item)) {
            let total = totals.entry(currency).or_default();
            *total = total.saturating_add(sum);
        }
    }
    totals
}

fn sum(item: &OrderItem) -> Option<i64> {
    micros(item.price? * item.quantity)
}

/// Prices come as decimal numbers; millionths keep them exact enough to show.
fn micros(amount: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within what was just asked for"
    )]
    (amount.abs() < AMOUNT_MAX).then(|| (amount * 1e6).round() as i64)
}

/// An ISO 4217 code; nothing else is one.
fn currency(item: &OrderItem) -> Option<String> {
    let code = item.currency.as_deref()?;
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| code.to_ascii_uppercase())
}
