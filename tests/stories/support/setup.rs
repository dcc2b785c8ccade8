//! The company's desk is set up.

use conecta::desk::contacts::TypedContact;
use conecta::domain::ids::{PlaceId, RoleId};
use conecta::domain::rules::Rules;
use conecta::store::teams::TeamFacts;
use conecta::store::{StoreError, channels, teams};
use conecta_sandbox::company::SALES;

use super::world::Desk;

/// Teams, numbers (both on, *Vendas* being the default team of the first), and every customer with
/// a phone number as a contact.
pub async fn company(desk: &Desk) {
    let core = desk.bot().app.desk().clone();
    let now = desk.clock.now();
    let supervisors = desk.company.supervisor_role;
    let facts: Vec<TeamFacts> = desk
        .company
        .teams
        .iter()
        .map(|team| TeamFacts {
            name: team.name.to_owned(),
            role: RoleId(team.role.0),
            supervisor_role: Some(RoleId(supervisors.0)),
            place: Some(PlaceId(team.channel.0)),
            rules: Rules::default(),
        })
        .collect();
    core.store()
        .write(move |db| {
            Box::pin(async move {
                let mut ids = Vec::new();
                for facts in &facts {
                    ids.push(teams::create(db, facts, now).await?);
                }
                for channel in channels::list(db).await? {
                    let sales = channel.listed.phone_number_id == SALES;
                    let name = if sales { "Vendas" } else { "Atendimento" };
                    let team = if sales { ids[0] } else { ids[1] };
                    channels::set_name(db, channel.id, name).await?;
                    channels::set_default_team(db, channel.id, Some(team)).await?;
                    channels::set_enabled(db, channel.id, true).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .expect("the company is written down");
    for customer in &desk.company.customers {
        if let Some(phone) = &customer.phone {
            let typed = TypedContact {
                name: customer.name.clone(),
                phone: format!("+{phone}"),
                ..TypedContact::default()
            };
            core.create_contact(typed).await.expect("a new contact");
        }
    }
}
