//! A small company on both platforms, for whoever needs one that is ready: three teams with their
//! private channels, six people, one of them without a team, two numbers, a dozen customers, ten templates of all shapes.

use crate::discord::permissions::bits;
use crate::discord::{self, Id, NewChannel, NewMember, NewRole};
use crate::whatsapp::{self, seed};

mod templates;

/// What a company consists of, by name and id.
#[derive(Debug, Clone)]
pub struct Company {
    /// The owner of the guild, who may manage everything.
    pub owner: Id,
    /// The role of those who supervise every team.
    pub supervisor_role: Id,
    /// The teams.
    pub teams: Vec<Team>,
    /// The people, the owner not among them.
    pub people: Vec<Person>,
    /// A channel that everyone reads.
    pub general: Id,
    /// The WhatsApp Business account.
    pub account: String,
    /// Its numbers.
    pub numbers: Vec<seed::Number>,
    /// People with phones.
    pub customers: Vec<seed::Customer>,
}

/// A group of agents.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its name, which its role bears as well.
    pub name: &'static str,
    /// Having it is being a member.
    pub role: Id,
    /// Its channel, which only its role and the supervisors' can read.
    pub channel: Id,
}

/// Somebody who works there.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name.
    pub name: &'static str,
    /// The Discord user.
    pub id: Id,
}

/// The account's id.
pub const ACCOUNT: &str = "102290129340398";
/// The id of the number that is named *Vendas*.
pub const SALES: &str = "106540352242922";
/// The id of the number that is named *Atendimento*.
pub const CARE: &str = "106540352242933";

/// A company, with what the two look-alikes are started with.
pub fn company() -> (Company, discord::Seed, whatsapp::Seed) {
    let mut discord = discord::Seed::new("Loja da Ana");
    let colours = [
        ("Vendas", 0x2E_CC71),
        ("Suporte", 0x34_98DB),
        ("Financeiro", 0xF1_C40F),
    ];
    let roles = colours.map(|(name, colour)| {
        let role = NewRole::named(name).mentionable().coloured(colour);
        let role = discord.role(role);
        (name, role)
    });
    let supervisor_role = discord.role(NewRole::named("Supervisão").coloured(0xE9_1E63));
    let general = discord.channel(NewChannel::text("geral"));
    let teams = roles.map(|(name, role)| Team {
        name,
        role,
        channel: discord.channel(private(&name.to_lowercase(), role, supervisor_role)),
    });
    let [sales, support, finance] = roles.map(|(_, role)| role);
    let people = [
        ("Ana", &[sales][..]),
        ("Bruno", &[sales, support]),
        ("Carla", &[support]),
        ("Davi", &[finance]),
        ("Helena", &[supervisor_role]),
        ("Igor", &[]),
    ]
    .map(|(name, roles)| {
        let member = NewMember::named(name);
        let member = roles.iter().fold(member, |member, role| member.role(*role));
        let id = discord.member(member);
        Person { name, id }
    });
    let numbers = vec![
        seed::Number::new(SALES, "+55 11 4000-1000", "Loja da Ana"),
        seed::Number::new(CARE, "+55 11 4000-2000", "Loja da Ana Atendimento"),
    ];
    let customers = customers();
    let mut account = seed::Account::new(ACCOUNT, "Loja da Ana");
    account.numbers.clone_from(&numbers);
    account.templates = templates::all();
    let mut whatsapp = whatsapp::Seed::default().account(account);
    whatsapp.customers.clone_from(&customers);
    let company = Company {
        owner: discord.owner_id(),
        supervisor_role,
        teams: teams.into(),
        people: people.into(),
        general,
        account: ACCOUNT.to_owned(),
        numbers,
        customers,
    };
    (company, discord, whatsapp)
}

/// A channel in which a team and its supervisors read, and only bots write outside threads.
fn private(name: &str, team: Id, supervisors: Id) -> NewChannel {
    let allow = bits::VIEW_CHANNEL | bits::SEND_MESSAGES_IN_THREADS;
    NewChannel::text(name)
        .private()
        .role(team, allow, bits::SEND_MESSAGES)
        .role(supervisors, allow, bits::SEND_MESSAGES)
}

fn customers() -> Vec<seed::Customer> {
    [
        ("Maria Souza", "5511987654321"),
        ("José Álvares", "5511912345678"),
        ("Beatriz Lima", "5521998877665"),
        ("Francisco Prado", "5531988776655"),
        ("Antônia Reis", "5541977665544"),
        ("Paulo Teixeira", "5551966554433"),
        ("Rita Nogueira", "5561955443322"),
        ("Marcos Vinícius", "5571944332211"),
        ("Luíza Barros", "5581933221100"),
        ("Sebastião Rocha", "5585922110099"),
        ("Camila Duarte", "351912345678"),
    ]
    .into_iter()
    .map(|(name, phone)| {
        let customer = seed::Customer::new(name, phone);
        match phone.strip_prefix("5531") {
            // An account from before the ninth digit keeps its old id.
            Some(rest) => customer.wa_id(format!("5531{}", &rest[1..])),
            None => customer,
        }
    })
    .chain([seed::Customer::without_phone(
        "Noemi Castro",
        "BR.4471209985536",
    )])
    .collect()
}

impl Company {
    /// The team of this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn team(&self, name: &str) -> &Team {
        let team = self.teams.iter().find(|team| team.name == name);
        team.unwrap_or_else(|| panic!("there is no team {name}"))
    }

    /// The person of this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn person(&self, name: &str) -> Id {
        let person = self.people.iter().find(|person| person.name == name);
        person
            .unwrap_or_else(|| panic!("there is nobody named {name}"))
            .id
    }
}
