//! Why something was not done, in one sentence for the person who asked.

use poise::serenity_prelude as serenity;

use super::context::Asked;
use crate::desk::DeskError;
use crate::desk::error::{AskMoney, Refused};
use crate::desk::lookups::Team;
use crate::desk::marketing::OptedOut;
use crate::discord::error::{DiscordError, What, outline};
use crate::domain::ids::{ChannelId, ContactId, PlaceId, TeamId, TemplateId};
use crate::domain::price::Price;
use crate::domain::quick::{self, Unfit};
use crate::domain::text::escape_name;
use crate::words::{self, args, relative};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The desk did not do it.
    #[error("{0}")]
    Desk(DeskError, Box<About>),
    /// Discord did not take our answer.
    #[error("{}", outline(.0))]
    Discord(Box<serenity::Error>),
    /// It comes from elsewhere than the one guild that is served.
    #[error("not from the served guild")]
    NotOurs,
    /// It only means something in the thread of a conversation.
    #[error("outside a conversation's thread")]
    OutsideThread,
    /// Nothing fits what was typed.
    #[error("nothing found")]
    NotFound(String),
    /// A sentence for the person.
    #[error("refused")]
    Say(String),
}

/// What a refusal is about, so that its sentence can name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The contact.
    pub contact: Option<ContactId>,
    /// The number.
    pub channel: Option<ChannelId>,
    /// The template.
    pub template: Option<TemplateId>,
    /// It is about a draft.
    pub draft: bool,
    /// That draft is a further template in a conversation.
    pub further: bool,
    /// What was typed.
    pub typed: Option<String>,
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        Self::Desk(error, Box::default())
    }
}

impl From<serenity::Error> for Trouble {
    fn from(error: serenity::Error) -> Self {
        Self::Discord(Box::new(error))
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        DeskError::from(refused).into()
    }
}

/// Names what a refusal is about.
pub(super) trait Concerning<T> {
    /// The same outcome, whose refusal can name these.
    fn about(self, about: About) -> Result<T, Trouble>;
}

impl<T> Concerning<T> for Result<T, DeskError> {
    fn about(self, about: About) -> Result<T, Trouble> {
        self.map_err(|error| Trouble::Desk(error, Box::new(about)))
    }
}

impl Trouble {
    /// The refusal, if it is one.
    pub(super) fn refused(&self) -> Option<&Refused> {
        match self {
            Self::Desk(DeskError::Refused(refused), _) => Some(refused),
            _ => None,
        }
    }

    /// The sentence for the person.
    pub(super) async fn sentence(&self, asked: &Asked<'_>) -> String {
        match self {
            Self::Desk(DeskError::Refused(refused), about) => sentence(asked, refused, about).await,
            Self::Desk(
                DeskError::NoConversation | DeskError::Missing(_) | DeskError::Unreadable,
                _,
            ) => asked.word("refused-button-unknown"),
            Self::Desk(DeskError::NoTeamYet, _) => {
                let setup = asked.mention("setup");
                asked.say("refused-not-set-up", &args! { "setup" => setup })
            }
            Self::Desk(DeskError::Store(error), _) => {
                let reference = asked.press.0.to_string();
                tracing::error!(%error, %reference, "a person's wish failed");
                if error.is_closed() {
                    return asked.word("refused-busy");
                }
                asked.say("refused-our-fault", &args! { "reference" => reference })
            }
            Self::Discord(_) | Self::NotOurs => asked.word("refused-other-server"),
            Self::OutsideThread => {
                let list = asked.mention("conversations");
                asked.say("refused-outside-thread", &args! { "conversations" => list })
            }
            Self::NotFound(typed) => {
                let query = escape_name(typed);
                asked.say("refused-not-found", &args! { "query" => query })
            }
            Self::Say(sentence) => sentence.clone(),
        }
    }
}

/// What an admin reads of a channel after such an answer of Discord's; `None` if it is that the bot
/// may not do what was tried.
pub(super) fn without_answer(
    asked: &Asked<'_>,
    place: PlaceId,
    error: &DiscordError,
) -> Option<String> {
    match error {
        DiscordError::Forbidden { .. } => None,
        DiscordError::Gone {
            what: What::Channel,
        } => Some(asked.word("discord-channel-gone")),
        _ => {
            let args = args! { "place" => format!("<#{}>", place.0) };
            Some(asked.say("discord-no-answer", &args))
        }
    }
}

fn unfit_quick_reply(asked: &Asked<'_>, unfit: &Unfit) -> String {
    let limited = |id: &str, limit: usize| asked.say(id, &args! { "limit" => limit });
    match unfit {
        Unfit::NotTheirs => asked.word("quick-not-yours"),
        Unfit::Name => limited("quick-name-wrong", quick::NAME),
        Unfit::NameTaken => asked.word("quick-name-taken"),
        Unfit::Text => limited("quick-text-wrong", quick::TEXT),
        Unfit::Note => asked.word("quick-note"),
        Unfit::Placeholder(name) => {
            let args = args! { "name" => escape_name(name) };
            asked.say("quick-placeholder-unknown", &args)
        }
        Unfit::TooMany => limited("quick-too-many", quick::LIMIT),
    }
}

async fn sentence(asked: &Asked<'_>, refused: &Refused, about: &About) -> String {
    let assume = || asked.mention("assume");
    match refused {
        Refused::NoTeam => no_team(asked).await,
        Refused::NotInTeam(team) => not_in_team(asked, *team).await,
        Refused::NotAssignee(Some(person)) => {
            let args = args! { "assignee" => format!("<@{}>", person.0), "assume" => assume() };
            asked.say("refused-not-assignee", &args)
        }
        Refused::NotAssignee(None) => {
            asked.say("refused-unassigned", &args! { "assume" => assume() })
        }
        Refused::LeftTo(assignee) => {
            let args = args! { "assignee" => format!("<@{}>", assignee.0) };
            asked.say("refused-left-to-assignee", &args)
        }
        Refused::NotAdmin => asked.word("refused-admin-only"),
        Refused::NotYours => asked.word("refused-button-unknown"),
        Refused::Over if about.draft => {
            let start = asked.mention("start");
            asked.say("refused-draft-gone", &args! { "start" => start })
        }
        Refused::Over | Refused::NotConcluded => asked.word("pressed-too-late"),
        Refused::Concluded => {
            let restart = asked.mention("restart");
            asked.say("refused-concluded", &args! { "restart" => restart })
        }
        Refused::OpenAlready(conversation) => {
            let thread = super::rows::thread_of(asked, *conversation).await;
            let contact = contact(asked, about).await;
            let args = args! { "contact" => contact, "thread" => thread };
            asked.say("wizard-channel-open-here", &args)
        }
        Refused::OpenElsewhere { since } => {
            let contact = contact(asked, about).await;
            let args = args! { "contact" => contact, "since" => relative(*since) };
            asked.say("wizard-channel-open-other-team", &args)
        }
        Refused::Blocked => {
            let contact = contact(asked, about).await;
            asked.say("wizard-contact-blocked", &args! { "contact" => contact })
        }
        Refused::OptedOut => opted_out(asked, about).await,
        Refused::NumberOff => {
            let channel = channel(asked, about).await;
            asked.say("wizard-channel-stopped", &args! { "channel" => channel })
        }
        Refused::TemplateGone | Refused::TemplateKind => {
            let template = template(asked, about).await;
            asked.say("wizard-template-gone", &args! { "template" => template })
        }
        Refused::TemplateChanged => asked.word("wizard-changed"),
        Refused::PriceChanged => asked.word("wizard-price-changed"),
        Refused::Unreachable => {
            let args = args! { "contact" => contact(asked, about).await, "channel" => "",
            "template" => "", "next" => "" };
            asked.say("reason-no-address", &args)
        }
        Refused::WindowClosed => asked.word("wizard-window-closed"),
        Refused::Parameters(_) => asked.word("wizard-parameters-wrong"),
        Refused::QuickReply(unfit) => unfit_quick_reply(asked, unfit),
        Refused::NotAPhone => {
            let value = escape_name(about.typed.as_deref().unwrap_or_default());
            asked.say("contact-phone-bad", &args! { "value" => value })
        }
        Refused::NotAnEmail => {
            let value = escape_name(about.typed.as_deref().unwrap_or_default());
            asked.say("contact-email-bad", &args! { "value" => value })
        }
        Refused::ContactExists(id) => {
            let about = About {
                contact: Some(*id),
                ..About::default()
            };
            let contact = contact(asked, &about).await;
            asked.say("contact-exists", &args! { "contact" => contact })
        }
        Refused::Empty("phone") => asked.say("contact-phone-bad", &args! { "value" => "" }),
        Refused::Empty(_) => asked.word("contact-name-missing"),
        Refused::BadName => {
            let limit = crate::desk::setup::NAME_MAX;
            asked.say("team-name-bad", &args! { "limit" => limit })
        }
        Refused::NameTaken => {
            let team = escape_name(about.typed.as_deref().unwrap_or_default());
            asked.say("team-name-taken", &args! { "team" => team })
        }
        Refused::PlaceTaken(team) => {
            let team = asked.desk().team(*team).await.ok().flatten();
            let team = team.map(|team| escape_name(&team.facts.name));
            let args = args! {
                "team" => team.unwrap_or_default(),
                "place" => about.typed.clone().unwrap_or_default(),
            };
            asked.say("team-channel-taken", &args)
        }
        Refused::NeedsTeam => asked.word("number-needs-team"),
        Refused::Money(money) => money_sentence(asked, money, about).await,
    }
}

/// What a person is asked, or told, about money.
pub(super) async fn money_sentence(asked: &Asked<'_>, money: &AskMoney, about: &About) -> String {
    let contact = contact(asked, about).await;
    match money {
        AskMoney::Unanswered { since, price } => {
            let args = args! {
                "contact" => contact,
                "when" => relative(*since),
                "price" => words::price(asked.locale, price),
            };
            let id = match price {
                Price::Unknown => "money-unanswered-unknown",
                Price::Free => "money-unanswered-free",
                Price::Known { .. } => "money-unanswered",
            };
            asked.say(id, &args)
        }
        AskMoney::NeedsSupervisor { count, team } => {
            let team = asked.desk().team(*team).await.ok().flatten();
            let args = args! {
                "contact" => contact,
                "count" => *count,
                "whom" => supervisors(asked, team.as_ref()),
            };
            asked.say("money-third", &args)
        }
        AskMoney::Night { .. } => {
            let zone = asked.desk().company().time_zone;
            let hour = words::clock_time(asked.desk().now(), zone);
            asked.say("money-night", &args! { "hour" => hour })
        }
    }
}

/// Whom to talk to about a team: those who supervise it, else the admins.
fn supervisors(asked: &Asked<'_>, team: Option<&Team>) -> String {
    match team.and_then(|team| team.facts.supervisor_role) {
        Some(role) => format!("<@&{}>", role.0),
        None => asked.word("refused-admins"),
    }
}

/// Admins give themselves a role; everybody else asks them for one.
async fn no_team(asked: &Asked<'_>) -> String {
    if asked.by.is_admin() {
        let roles = roles(asked).await.unwrap_or_default();
        return match roles.as_str() {
            "" => {
                let setup = asked.mention("setup");
                asked.say("refused-not-set-up", &args! { "setup" => setup })
            }
            roles => asked.say("refused-no-team-admin", &args! { "roles" => roles }),
        };
    }
    let whom = asked.word("refused-admins");
    asked.say("refused-no-team", &args! { "whom" => whom })
}

/// The roles that make somebody an agent, as people read them.
pub(super) async fn roles(asked: &Asked<'_>) -> Result<String, DeskError> {
    let teams = asked.desk().teams().await?;
    let ready = teams.iter().filter(|team| team.is_ready());
    let roles = ready.filter_map(|team| team.facts.role);
    let roles: Vec<String> = roles.map(|role| format!("<@&{}>", role.0)).collect();
    Ok(roles.join(", "))
}

async fn not_in_team(asked: &Asked<'_>, id: TeamId) -> String {
    let team = asked.desk().team(id).await.ok().flatten();
    // To talk to the supervisors would be to talk to themselves.
    let supervised = team
        .as_ref()
        .filter(|team| asked.by.supervises(&team.roles()))
        .and_then(|team| Some((&team.facts.name, team.facts.role?)));
    if let Some((name, role)) = supervised {
        let args = args! {
            "team" => escape_name(name),
            "role" => format!("<@&{}>", role.0),
        };
        return asked.say("refused-supervises", &args);
    }
    let whom = supervisors(asked, team.as_ref());
    let team = team
        .map(|team| escape_name(&team.facts.name))
        .unwrap_or_default();
    asked.say(
        "refused-not-in-team",
        &args! { "team" => team, "whom" => whom },
    )
}

async fn opted_out(asked: &Asked<'_>, about: &About) -> String {
    let found = match about.contact {
        Some(id) => asked.desk().opted_out(id).await.ok().flatten(),
        None => None,
    };
    let contact = contact(asked, about).await;
    let when = found.as_ref().map(|found| relative(found.at));
    let way_back = match about.contact {
        Some(id) => asked
            .desk()
            .marketing_in(id, &asked.by)
            .await
            .ok()
            .flatten(),
        None => None,
    };
    let next = if about.further {
        asked.word("wizard-opted-out-template")
    } else if way_back.is_none() {
        let args = args! { "contact" => contact.as_str() };
        asked.say("wizard-opted-out-wait", &args)
    } else {
        let view = asked.mention("contact view");
        let button = asked.word("opt-in-button");
        let args = args! { "contact" => contact.as_str(), "button" => button, "view" => view };
        asked.say("wizard-opted-out-start", &args)
    };
    let when = when.unwrap_or_default();
    let mut args = args! { "contact" => contact, "when" => when, "next" => next };
    match found {
        Some(OptedOut {
            words: Some(words), ..
        }) => {
            args.set("words", crate::domain::text::escape(&words));
            asked.say("wizard-contact-opted-out", &args)
        }
        Some(OptedOut { by: Some(by), .. }) => {
            args.set("by", format!("<@{}>", by.0));
            asked.say("wizard-contact-opted-out-by", &args)
        }
        _ => asked.say("wizard-contact-opted-out-there", &args),
    }
}

async fn contact(asked: &Asked<'_>, about: &About) -> String {
    match about.contact {
        Some(id) => match asked.desk().contact(id).await {
            Ok(Some(contact)) => escape_name(&contact.facts.name),
            _ => String::new(),
        },
        None => String::new(),
    }
}

async fn channel(asked: &Asked<'_>, about: &About) -> String {
    match about.channel {
        Some(id) => match asked.desk().channel(id).await {
            Ok(Some(channel)) => escape_name(&channel.name),
            _ => String::new(),
        },
        None => String::new(),
    }
}

async fn template(asked: &Asked<'_>, about: &About) -> String {
    match about.template {
        Some(id) => match asked.desk().template(id).await {
            Ok(Some(template)) => crate::domain::text::escape(&template.listed.name),
            _ => String::new(),
        },
        None => String::new(),
    }
}
