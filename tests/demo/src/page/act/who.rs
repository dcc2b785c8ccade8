//! Whom and what the page names: it may be wrong, and then that is said.

use anyhow::{Context as _, bail};
use conecta_sandbox::discord::{Id, Person};
use conecta_sandbox::whatsapp::Customer;

use crate::town::Town;

/// Somebody who may sit at the desk.
pub(in crate::page) fn person(town: &Town, id: Id) -> anyhow::Result<Person> {
    let known = town.company.owner == id || town.company.people.iter().any(|one| one.id == id);
    if !known {
        bail!("nobody here has the id {id}");
    }
    Ok(town.discord.person(id))
}

/// Somebody with a phone, by their place among all: names, numbers and ids may change.
pub(in crate::page) fn customer(town: &Town, key: &str) -> anyhow::Result<Customer> {
    let place = key.parse().ok();
    let found = place.and_then(|place: usize| town.whatsapp.customers().into_iter().nth(place));
    found.with_context(|| format!("there is no customer {key}"))
}

/// One of the company's numbers.
pub(in crate::page) fn number<'a>(town: &'a Town, id: &str) -> anyhow::Result<&'a str> {
    let mut all = town.company.numbers.iter();
    let found = all.find(|number| number.id == id);
    Ok(&found
        .with_context(|| format!("there is no number {id}"))?
        .id)
}
