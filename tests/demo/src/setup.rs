//! The company's desk as its owner would set it up: teams, numbers, contacts.
//!
//! The stories set their companies up with it as well.

use anyhow::{Context as _, Result, anyhow};
use conecta::desk::Desk;
use conecta::desk::contacts::TypedContact;
use conecta::domain::ids::{PlaceId, RoleId};
use conecta::domain::rules::{Rules, Signature};
use conecta::store::teams::TeamFacts;
use conecta::store::{StoreError, channels, teams};
use conecta_sandbox::company::{Company, SALES};

/// Every team; the numbers *Vendas* and *Atendimento*, both on, whose default teams are *Vendas*
/// and *Suporte*; and every customer with a phone number as a contact.
///
/// # Errors
/// If the store refuses any of it.
pub async fn set_up(desk: &Desk, company: &Company) -> Result<()> {
    let now = desk.now();
    let facts: Vec<TeamFacts> = company
        .teams
        .iter()
        .map(|team| TeamFacts {
            name: team.name.to_owned(),
            role: Some(RoleId(team.role.0)),
            supervisor_role: Some(RoleId(company.supervisor_role.0)),
            place: Some(PlaceId(team.channel.0)),
            // Their stories are about other things than names.
            rules: Rules {
                signature: Signature::Off,
                ..Rules::default()
            },
        })
        .collect();
    let written = desk.store().write(move |db| {
        Box::pin(async move {
            let mut ids = Vec::new();
            for facts in &facts {
                ids.push(teams::create(db, facts, now).await?);
            }
            for channel in channels::list(db).await? {
                let sales = channel.listed.phone_number_id == SALES;
                let (name, team) = if sales {
                    ("Vendas", ids[0])
                } else {
                    ("Atendimento", ids[1])
                };
                channels::set_name(db, channel.id, name).await?;
                channels::set_default_team(db, channel.id, Some(team)).await?;
                channels::set_enabled(db, channel.id, true).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    written
        .await
        .map_err(|error| anyhow!("{error}"))
        .context("teams and numbers")?;
    for customer in &company.customers {
        let Some(phone) = &customer.phone else {
            continue;
        };
        let typed = TypedContact {
            name: customer.name.clone(),
            phone: format!("+{phone}"),
            ..TypedContact::default()
        };
        let created = desk.create_contact(typed).await;
        created
            .map_err(|error| anyhow!("{error}"))
            .with_context(|| format!("the contact {}", customer.name))?;
    }
    Ok(())
}
