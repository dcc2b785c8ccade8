//! Quick replies: texts that are written once and sent often, with placeholders for what changes
//! from one conversation to the next.

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, TeamId};
use super::leaves::has_note_sign;
use super::rights::Member;
use super::search::fold;

/// Quick replies that one company keeps.
pub const LIMIT: usize = 250;

/// Characters of a name.
pub const NAME: usize = 60;

/// Characters of a text; a form takes no more.
pub const TEXT: usize = 4000;

/// A text that is written once and sent often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickReply {
    /// For whom it is.
    pub scope: Scope,
    /// By which it is found.
    pub name: String,
    /// With placeholders.
    pub text: String,
}

/// Why a quick reply is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Somebody else decides about it.
    NotTheirs,
    /// It has no name, or one that is too long.
    Name,
    /// Another one for the same people has that name.
    NameTaken,
    /// It has no text, or one that is too long.
    Text,
    /// Its text has the sign of a note, or names somebody of Discord's.
    Note,
    /// Its text has a placeholder that stands for nothing.
    Placeholder(String),
    /// There are [`LIMIT`] of them.
    TooMany,
}

/// What speaks against keeping `reply` beside `others`.
pub fn unfit<'a>(
    reply: &QuickReply,
    others: impl IntoIterator<Item = &'a QuickReply>,
) -> Option<Unfit> {
    let within = |text: &str, limit: usize| (1..=limit).contains(&text.trim().chars().count());
    if !within(&reply.name, NAME) {
        return Some(Unfit::Name);
    }
    if !within(&reply.text, TEXT) {
        return Some(Unfit::Text);
    }
    if has_note_sign(&reply.text) {
        return Some(Unfit::Note);
    }
    if let Some(name) = unknown(&reply.text).first() {
        return Some(Unfit::Placeholder((*name).to_owned()));
    }
    let mut count = 0;
    for other in others {
        count += 1;
        if other.scope == reply.scope && fold(&other.name) == fold(&reply.name) {
            return Some(Unfit::NameTaken);
        }
    }
    (count >= LIMIT).then_some(Unfit::TooMany)
}

/// For whom a quick reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Who wrote it.
    Person(PersonId),
    /// A team.
    Team(TeamId),
    /// Everybody.
    Everyone,
}

/// What stands in the place of a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// The customer's name, if they told one.
    pub contact: Option<String>,
    /// The agent's name.
    pub agent: String,
    /// The number of the conversation.
    pub protocol: String,
    /// The team's name.
    pub team: String,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    FirstName,
    FullName,
    Agent,
    Protocol,
    Team,
}

/// Names of placeholders, in the three languages.
const NAMES: &[(&str, Placeholder)] = &[
    ("nome", Placeholder::FirstName),
    ("name", Placeholder::FirstName),
    ("nombre", Placeholder::FirstName),
    ("cliente", Placeholder::FullName),
    ("customer", Placeholder::FullName),
    ("atendente", Placeholder::Agent),
    ("agent", Placeholder::Agent),
    ("agente", Placeholder::Agent),
    ("protocolo", Placeholder::Protocol),
    ("protocol", Placeholder::Protocol),
    ("equipe", Placeholder::Team),
    ("team", Placeholder::Team),
    ("equipo", Placeholder::Team),
];

/// A piece of a text.
enum Piece<'a> {
    Words(&'a str),
    /// The name between the braces.
    Placeholder(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else {
            break;
        };
        pieces.push(Piece::Words(before));
        pieces.push(Piece::Placeholder(name.trim()));
        rest = behind;
    }
    pieces.push(Piece::Words(rest));
    pieces
}

fn meaning(name: &str) -> Option<Placeholder> {
    let name = name.to_lowercase();
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, placeholder)| *placeholder)
}

/// The placeholders of `text` that stand for nothing we know.
pub fn unknown(text: &str) -> Vec<&str> {
    let named = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name),
        Piece::Words(_) => None,
    });
    named.filter(|name| meaning(name).is_none()).collect()
}

/// The text still names the customer by a placeholder: nobody knows what they are called.
pub fn lacks_the_name(text: &str) -> bool {
    pieces(text).into_iter().any(|piece| match piece {
        Piece::Placeholder(name) => matches!(
            meaning(name),
            Some(Placeholder::FirstName | Placeholder::FullName)
        ),
        Piece::Words(_) => false,
    })
}

/// The text with everything filled in. What is not known stays as it is.
pub fn filled(text: &str, values: &Values) -> String {
    let contact = values.contact.as_deref();
    let value = |name: &str| {
        Some(match meaning(name)? {
            Placeholder::FirstName => super::template::first_name(contact?),
            Placeholder::FullName => contact?,
            Placeholder::Agent => &values.agent,
            Placeholder::Protocol => &values.protocol,
            Placeholder::Team => &values.team,
        })
    };
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Placeholder(name) => {
                value(name).map_or_else(|| format!("{{{{{name}}}}}"), str::to_owned)
            }
        })
        .collect()
}

/// Whether this person may change a quick reply for those. `teams` are those that they supervise.
pub fn may_change(by: &Member, scope: Scope, supervised: &[TeamId]) -> bool {
    match scope {
        Scope::Person(owner) => by.id == owner,
        Scope::Team(team) => by.is_admin() || supervised.contains(&team),
        Scope::Everyone => by.is_admin() || !supervised.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        Values {
            contact: Some("Maria Clara Souza".into()),
            agent: "Ana".into(),
            protocol: "000123".into(),
            team: "Vendas".into(),
        }
    }

    #[test]
    fn placeholders_are_filled_in_every_language() {
        let said = |text: &str| filled(text, &values());
        assert_eq!(
            said("Oi {{nome}}, aqui é {{ Atendente }} ({{equipe}})."),
            "Oi Maria, aqui é Ana (Vendas)."
        );
        assert_eq!(
            said("{{customer}} {{protocol}}"),
            "Maria Clara Souza 000123"
        );
        assert_eq!(said("{{agente}}{{equipo}}"), "AnaVendas");
    }

    #[test]
    fn what_is_unknown_is_named_and_stays() {
        let text = "Oi {{nome}} {{cpf}} {{ }} {{";
        assert_eq!(unknown(text), ["cpf", ""]);
        assert_eq!(filled(text, &values()), "Oi Maria {{cpf}} {{}} {{");
        assert_eq!(unknown("{a} }} {{nome}}"), [""; 0]);
    }

    #[test]
    fn values_bring_no_placeholders_along() {
        let values = Values {
            contact: Some("{{protocolo}} {{equipe}}".into()),
            ..values()
        };
        assert_eq!(
            filled("Oi {{cliente}}", &values),
            "Oi {{protocolo}} {{equipe}}"
        );
    }

    #[test]
    fn nobody_is_called_by_a_name_that_they_did_not_tell() {
        let values = Values {
            contact: None,
            ..values()
        };
        let said = filled("Oi {{ nome }}, aqui é {{atendente}}", &values);
        assert_eq!(said, "Oi {{nome}}, aqui é Ana");
        assert!(lacks_the_name(&said) && lacks_the_name("{{Customer}}"));
        assert!(!lacks_the_name("Oi {{cpf}} {{equipe}} nome"));
    }

    #[test]
    fn a_quick_reply_has_a_name_of_its_own_and_a_text_that_can_be_filled() {
        let reply = |scope, name: &str, text: &str| QuickReply {
            scope,
            name: name.into(),
            text: text.into(),
        };
        let pix = reply(Scope::Everyone, "Pix", "Nossa chave é …");
        let check = |reply: &QuickReply| unfit(reply, [&pix]);
        assert_eq!(
            check(&reply(Scope::Everyone, "PÍX", "a")),
            Some(Unfit::NameTaken)
        );
        assert_eq!(check(&reply(Scope::Team(TeamId(1)), "Pix", "a")), None);
        assert_eq!(check(&reply(Scope::Everyone, " ", "a")), Some(Unfit::Name));
        assert_eq!(
            check(&reply(Scope::Everyone, &"a".repeat(61), "a")),
            Some(Unfit::Name)
        );
        assert_eq!(check(&reply(Scope::Everyone, "a", "")), Some(Unfit::Text));
        for note in [
            "// só nós",
            "Veja discord.com/channels/1/2",
            "Fale com <@1>",
        ] {
            let note = reply(Scope::Everyone, "a", note);
            assert_eq!(check(&note), Some(Unfit::Note), "{note:?}");
        }
        let cpf = Unfit::Placeholder("cpf".into());
        assert_eq!(
            check(&reply(Scope::Everyone, "a", "{{nome}} {{cpf}}")),
            Some(cpf)
        );
        let many = vec![pix.clone(); LIMIT];
        let one_more = reply(Scope::Everyone, "a", "a");
        assert_eq!(unfit(&one_more, &many), Some(Unfit::TooMany));
        assert_eq!(unfit(&one_more, &many[1..]), None);
    }

    #[test]
    fn everybody_changes_their_own_and_supervisors_those_of_many() {
        let member = |id: u64, admin: bool| Member {
            id: PersonId(id),
            roles: Vec::new(),
            manages_server: admin,
        };
        let (ana, admin) = (member(1, false), member(2, true));
        let (sales, other) = (TeamId(1), TeamId(2));
        let own = Scope::Person(PersonId(1));
        assert!(may_change(&ana, own, &[]) && !may_change(&admin, own, &[]));
        for scope in [Scope::Team(sales), Scope::Everyone] {
            assert!(!may_change(&ana, scope, &[]));
            assert!(may_change(&ana, scope, &[sales]));
            assert!(may_change(&admin, scope, &[]));
        }
        assert!(!may_change(&ana, Scope::Team(other), &[sales]));
    }
}
