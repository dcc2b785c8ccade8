//! Where things listen, and who is who.

use conecta_sandbox::discord::Id;

use crate::screen::Screen;
use crate::town::{Addresses, Town};

/// What another program needs to speak to the look-alikes.
pub fn look_alikes(town: &Town, screen: &Screen) {
    screen.heading("Discord (imitação)");
    pair(screen, "API", town.discord.api_base());
    pair(screen, "gateway", town.discord.gateway_url());
    pair(screen, "token do bot", town.discord.token());
    pair(screen, "aplicação", town.discord.application_id());
    pair(screen, "servidor", town.discord.guild_id());
    screen.heading("WhatsApp Cloud API (imitação)");
    pair(screen, "API", town.whatsapp.graph_base());
    pair(screen, "token", &town.whatsapp_token);
    pair(screen, "app secret", &town.app_secret);
    pair(screen, "conta (WABA)", &town.company.account);
    for number in &town.company.numbers {
        let name = format!("{} · {}", number.display, number.verified_name);
        pair(screen, "número", format!("{} · {name}", number.id));
    }
    company(town, screen);
}

/// The same, and the bot.
pub async fn everything(town: &Town, screen: &Screen) {
    look_alikes(town, screen);
    if let Some(Addresses { webhook, metrics }) = town.addresses().await {
        screen.heading("Conecta");
        pair(
            screen,
            "webhook",
            format!("http://{webhook}/webhook/whatsapp"),
        );
        pair(screen, "saúde", format!("http://{webhook}/health"));
        pair(screen, "métricas", format!("http://{metrics}/metrics"));
    }
}

fn company(town: &Town, screen: &Screen) {
    let company = &town.company;
    screen.heading("A empresa");
    for team in &company.teams {
        let members = town.discord.members_with(team.role);
        let members: Vec<String> = members.into_iter().map(|id| name(town, id)).collect();
        let members = members.join(", ");
        pair(
            screen,
            team.name,
            format!("canal {} · cargo {} · {members}", team.channel, team.role),
        );
    }
    let supervisors = town.discord.members_with(company.supervisor_role);
    let supervisors: Vec<String> = supervisors.into_iter().map(|id| name(town, id)).collect();
    pair(
        screen,
        "Supervisão",
        format!(
            "cargo {} · {}",
            company.supervisor_role,
            supervisors.join(", ")
        ),
    );
    pair(screen, "dona do servidor", company.owner);
    for person in &company.people {
        pair(screen, person.name, person.id);
    }
    screen.heading("Clientes");
    for customer in &company.customers {
        let phone = customer.phone.as_deref().unwrap_or("sem telefone");
        let ids = format!("{phone} · {}", customer.user_id);
        pair(screen, &customer.name, ids);
    }
}

fn name(town: &Town, id: Id) -> String {
    town.discord.person(id).name()
}

fn pair(screen: &Screen, name: &str, value: impl std::fmt::Display) {
    screen.line(format!("  {name:<18} {value}"));
}
