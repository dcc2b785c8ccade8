//! `/ask`: a question that the customer answers with a press.

use super::checks;
use super::composed::{self, Fields, field};
use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::discord::components::{Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::{Content, Interactive, Offer};
use crate::domain::ids::ConversationId;
use crate::domain::interactive::{Field, Flaw, Wrong, rows_of, typed_rows};
use crate::words::args;

/// What the customer is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Buttons,
    List,
    Link,
    Location,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Buttons, Self::List, Self::Link, Self::Location];

    pub fn of(message: &Interactive) -> Self {
        match message.offer {
            Offer::Buttons { .. } => Self::Buttons,
            Offer::List { .. } => Self::List,
            Offer::Link { .. } => Self::Link,
            Offer::AskLocation => Self::Location,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Buttons => "buttons",
            Self::List => "list",
            Self::Link => "link",
            Self::Location => "location",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    fn blank(self) -> Interactive {
        let nothing = String::new;
        Interactive {
            body: nothing(),
            offer: match self {
                Self::Buttons => Offer::Buttons { labels: Vec::new() },
                Self::List => Offer::List {
                    button: nothing(),
                    rows: Vec::new(),
                },
                Self::Link => Offer::Link {
                    label: nothing(),
                    url: nothing(),
                },
                Self::Location => Offer::AskLocation,
            },
        }
    }
}

/// Asks the customer something.
#[poise::command(
    slash_command,
    guild_only,
    subcommands("buttons", "list", "link", "location"),
    check = "checks::agent"
)]
pub async fn ask(_ctx: Context<'_>) -> Result<(), Trouble> {
    Ok(())
}

/// With up to three buttons.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn buttons(ctx: Context<'_>) -> Result<(), Trouble> {
    begin(ctx, Kind::Buttons).await
}

/// With a list of up to ten rows.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn list(ctx: Context<'_>) -> Result<(), Trouble> {
    begin(ctx, Kind::List).await
}

/// With a button that opens a page.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn link(ctx: Context<'_>) -> Result<(), Trouble> {
    begin(ctx, Kind::Link).await
}

/// With a button that sends where the customer is.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn location(ctx: Context<'_>) -> Result<(), Trouble> {
    begin(ctx, Kind::Location).await
}

async fn begin(ctx: Context<'_>, kind: Kind) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = open(&asked, kind).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Whoever may not ask learns it before the form is filled in.
async fn open(asked: &Asked<'_>, kind: Kind) -> Result<(), Trouble> {
    let conversation = asked.conversation_here().await?;
    asked
        .desk()
        .may_speak(conversation, asked.by.clone())
        .await?;
    let id = CustomId::new(Verb::Ask, conversation.0);
    let id = id.clone().with_extra(kind.as_str()).unwrap_or(id);
    asked.open(&form(asked, id, &kind.blank())).await
}

/// The form was sent.
pub async fn composed(
    asked: &Asked<'_>,
    conversation: ConversationId,
    kind: Option<&str>,
    fields: &Fields,
) -> Result<(), Trouble> {
    let kind = kind.and_then(Kind::parse).unwrap_or(Kind::Buttons);
    composed::begin(asked, conversation, typed(asked, kind, fields)).await
}

/// The form for a question, with what it says already.
pub fn form(asked: &Asked<'_>, id: CustomId, message: &Interactive) -> Modal {
    let line = |name: &str, label: &str, limit: usize, value: &str| {
        TextInput::line(name, label).length(1, limit).value(value)
    };
    let limits = &asked.desk().abilities().interactive;
    // A form takes no more, WhatsApp does.
    let longest = limits.body_above(&message.offer).min(4000);
    let body = TextInput::paragraph("body", &asked.word("ask-body-label"))
        .length(1, longest)
        .value(&message.body);
    let mut inputs = vec![body];
    match &message.offer {
        Offer::Buttons { labels } => {
            for at in 1..=limits.buttons {
                let label = asked.say("ask-button-label", &args! { "place" => at });
                let value = labels.get(at - 1).map(String::as_str).unwrap_or_default();
                let input = line(&format!("button{at}"), &label, limits.label, value);
                inputs.push(if at == 1 { input } else { input.optional() });
            }
        }
        Offer::List { button, rows } => {
            let label = asked.word("ask-list-button-label");
            inputs.push(line("button", &label, limits.label, button));
            let input = TextInput::paragraph("rows", &asked.word("ask-rows-label"))
                .length(1, 2000)
                .placeholder(&asked.word("ask-rows-placeholder"))
                .value(&typed_rows(rows));
            inputs.push(input);
        }
        Offer::Link { label, url } => {
            let named = asked.word("ask-link-label");
            inputs.push(line("button", &named, limits.label, label));
            let named = asked.word("ask-address-label");
            inputs.push(line("url", &named, 2000, url).placeholder("https://"));
        }
        Offer::AskLocation => {}
    }
    Modal::new(id, &asked.word("ask-title"), inputs)
}

/// What the form says.
pub fn typed(asked: &Asked<'_>, kind: Kind, fields: &Fields) -> Content {
    let field = |name: &str| field(fields, name).to_owned();
    let offer = match kind {
        Kind::Buttons => {
            let buttons = asked.desk().abilities().interactive.buttons;
            let labels = (1..=buttons).map(|at| field(&format!("button{at}")));
            Offer::Buttons {
                labels: labels.filter(|label| !label.is_empty()).collect(),
            }
        }
        Kind::List => Offer::List {
            button: field("button"),
            rows: rows_of(&field("rows")),
        },
        Kind::Link => Offer::Link {
            label: field("button"),
            url: field("url"),
        },
        Kind::Location => Offer::AskLocation,
    };
    let body = field("body");
    Content::Interactive(Box::new(Interactive { body, offer }))
}

/// What is wrong, by the field's name.
pub fn sentence(asked: &Asked<'_>, flaw: &Flaw) -> String {
    let place = |id: &str, place: usize| asked.say(id, &args! { "place" => place });
    let field = match flaw.field {
        Field::Body => asked.word("ask-field-body"),
        Field::Buttons => asked.word("ask-field-buttons"),
        Field::Button(at) => place("ask-field-button", at),
        Field::ListButton => asked.word("ask-field-list-button"),
        Field::Row(at) => place("ask-field-row", at),
        Field::RowDescription(at) => place("ask-field-row-description", at),
        Field::Rows => asked.word("ask-field-rows"),
        Field::LinkButton => asked.word("ask-field-link-button"),
        Field::Address => asked.word("ask-field-address"),
        Field::PlaceName => asked.word("location-name-label"),
        Field::PlaceAddress => asked.word("location-address-label"),
    };
    match flaw.wrong {
        Wrong::Missing => asked.say("ask-wrong-missing", &args! { "field" => field }),
        Wrong::TooLong { count, limit } => {
            let args = args! { "field" => field, "count" => count, "limit" => limit };
            asked.say("ask-wrong-too-long", &args)
        }
        Wrong::TooMany { count, limit } => {
            let args = args! { "field" => field, "count" => count, "limit" => limit };
            asked.say("ask-wrong-too-many", &args)
        }
        Wrong::Twice { first } => {
            let args = args! { "field" => field, "first" => first };
            asked.say("ask-wrong-twice", &args)
        }
        Wrong::NoAddress => asked.say("ask-wrong-address", &args! { "field" => field }),
        Wrong::Nameless => asked.say("ask-wrong-nameless", &args! { "field" => field }),
        Wrong::Note => asked.say("ask-wrong-note", &args! { "field" => field }),
    }
}
