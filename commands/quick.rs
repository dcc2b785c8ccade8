//! `/quick`: texts that are written once and sent often: one's own, a team's, everyone's.

use super::composed::{self, Fields, field};
use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use super::{checks, pick, rows};
use crate::desk::error::Refused;
use crate::desk::quick::Kept;
use crate::discord::components::{
    Button, ButtonStyle, Embed, Modal, OPTIONS_LIMIT, Select, SelectOption, TextInput,
};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::Content;
use crate::domain::ids::{QuickReplyId, TeamId};
use crate::domain::quick::{self, QuickReply, Scope, Values, filled};
use crate::domain::search::fold;
use crate::domain::text::{escape_name, excerpt};
use crate::words::args;

/// What the button that takes one away says the second time.
const SURE: &str = "sure";

/// Sends a quick reply, or shows them all.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn quick(
    ctx: Context<'_>,
    #[autocomplete = "pick::quick_reply"] reply: Option<String>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        match reply {
            Some(typed) => send(&asked, &typed).await,
            None => list(&asked, 0, None).await,
        }
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}

/// A typed value that was not picked is a search: exactly one hit goes on.
async fn send(asked: &Asked<'_>, typed: &str) -> Result<(), Trouble> {
    let replies = asked.desk().quick_replies(&asked.by).await?.replies;
    let picked = pick::picked(typed).map(QuickReplyId);
    let found = match replies.iter().find(|kept| Some(kept.id) == picked) {
        Some(kept) => Some(kept),
        None => {
            let named = |kept: &&Kept| fold(&kept.reply.name).contains(&fold(typed));
            let mut named = replies.iter().filter(named);
            named.next().filter(|_| named.next().is_none())
        }
    };
    let found = found.ok_or_else(|| Trouble::NotFound(typed.to_owned()))?;
    compose(asked, found).await
}

/// Fills it in for the conversation of this thread.
async fn compose(asked: &Asked<'_>, kept: &Kept) -> Result<(), Trouble> {
    let conversation = asked.conversation_here().await?;
    let seen = asked.desk().see(conversation, &asked.by).await?;
    let values = Values {
        contact: (!seen.contact.is_unnamed()).then(|| seen.contact.facts.name.clone()),
        agent: asked.name.clone(),
        protocol: conversation.protocol(),
        team: seen.team.facts.name.clone(),
    };
    let text = filled(&kept.reply.text, &values);
    composed::begin(asked, conversation, Content::Text { text }).await
}

/// The one that was chosen is for the customer of this thread.
pub async fn chosen(asked: &Asked<'_>, id: QuickReplyId) -> Result<(), Trouble> {
    let replies = asked.desk().quick_replies(&asked.by).await?.replies;
    let kept = replies.iter().find(|kept| kept.id == id);
    compose(asked, kept.ok_or(Refused::Over)?).await
}

/// Shows a page of them.
pub async fn list(asked: &Asked<'_>, page: i64, note: Option<String>) -> Result<(), Trouble> {
    let replies = asked.desk().quick_replies(&asked.by).await?.replies;
    let pages = replies.chunks(OPTIONS_LIMIT).count().max(1);
    let page = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let shown = replies.chunks(OPTIONS_LIMIT).nth(page).unwrap_or_default();
    let mut lines: Vec<String> = note.into_iter().collect();
    if shown.is_empty() {
        lines.push(asked.word("quick-none"));
    } else {
        let args = args! { "count" => replies.len(), "page" => page + 1, "pages" => pages };
        lines.push(asked.say("quick-header", &args));
    }
    let mut options = Vec::new();
    for kept in shown {
        let scope = scope_name(asked, kept.reply.scope).await?;
        lines.push(format!("• **{}** · {scope}", escape_name(&kept.reply.name)));
        let option = SelectOption::new(kept.id.0.to_string(), &kept.reply.name);
        options.push(option.description(&excerpt(&kept.reply.text, 90)));
    }
    let mut view = View::text(lines.join("\n"));
    if !options.is_empty() {
        let select = Select::options(CustomId::new(Verb::QuickPick, 0), options);
        view = view.select(select.placeholder(&asked.word("quick-placeholder")));
    }
    let turn = |to: usize, label: &str| {
        let to = i64::try_from(to).unwrap_or(0);
        Button::new(
            ButtonStyle::Secondary,
            CustomId::new(Verb::Quick, to),
            label,
        )
    };
    let new = CustomId::new(Verb::QuickNew, 0);
    let new = Button::new(ButtonStyle::Primary, new, &asked.word("quick-new-button"));
    let back = (page > 0).then(|| turn(page - 1, "◀"));
    let on = (page + 1 < pages).then(|| turn(page + 1, "▶"));
    let buttons = std::iter::once(new).chain(back).chain(on);
    asked.show(&view.buttons(buttons)).await
}

async fn scope_name(asked: &Asked<'_>, scope: Scope) -> Result<String, Trouble> {
    Ok(match scope {
        Scope::Person(_) => asked.word("quick-scope-person"),
        Scope::Everyone => asked.word("quick-scope-everyone"),
        Scope::Team(team) => {
            let team = asked.desk().team(team).await?;
            let name = team.map(|team| escape_name(&team.facts.name));
            asked.say(
                "quick-scope-team",
                &args! { "team" => name.unwrap_or_default() },
            )
        }
    })
}

/// Shows one, with everything that can be done about it.
pub async fn show(
    asked: &Asked<'_>,
    id: QuickReplyId,
    note: Option<String>,
) -> Result<(), Trouble> {
    let quick = asked.desk().quick_replies(&asked.by).await?;
    let kept = quick.replies.iter().find(|kept| kept.id == id);
    let kept = kept.ok_or(Refused::Over)?;
    let mut lines: Vec<String> = note.into_iter().collect();
    let scope = scope_name(asked, kept.reply.scope).await?;
    lines.push(format!("**{}** · {scope}", escape_name(&kept.reply.name)));
    let button = |style, verb, label: &str| {
        Button::new(style, CustomId::new(verb, id.0), &asked.word(label))
    };
    let mut view = View::text(lines.join("\n")).framed(Embed::new(&kept.reply.text));
    let mut buttons = Vec::new();
    if asked.desk().conversation_in(asked.place).await?.is_some() {
        buttons.push(button(
            ButtonStyle::Success,
            Verb::QuickUse,
            "quick-use-button",
        ));
    }
    if quick.scopes.contains(&kept.reply.scope) {
        if quick.scopes.len() > 1 {
            view = view.select(scopes(asked, id, kept.reply.scope, &quick.scopes).await?);
        }
        buttons.push(button(
            ButtonStyle::Secondary,
            Verb::QuickEdit,
            "quick-edit-button",
        ));
        buttons.push(button(
            ButtonStyle::Danger,
            Verb::QuickDelete,
            "quick-delete-button",
        ));
    }
    let all = CustomId::new(Verb::Quick, 0);
    buttons.push(Button::new(
        ButtonStyle::Secondary,
        all,
        &asked.word("quick-all-button"),
    ));
    asked.show(&view.buttons(buttons)).await
}

/// The select of those for whom it is.
async fn scopes(
    asked: &Asked<'_>,
    id: QuickReplyId,
    now: Scope,
    scopes: &[Scope],
) -> Result<Select, Trouble> {
    let mut options = Vec::new();
    for scope in scopes.iter().take(OPTIONS_LIMIT) {
        let label = scope_name(asked, *scope).await?;
        options.push(SelectOption::new(value(*scope), &label).chosen(*scope == now));
    }
    let select = Select::options(CustomId::new(Verb::QuickScope, id.0), options);
    Ok(select.placeholder(&asked.word("quick-scope-placeholder")))
}

fn value(scope: Scope) -> String {
    match scope {
        Scope::Person(_) => "person".to_owned(),
        Scope::Everyone => "everyone".to_owned(),
        Scope::Team(team) => team.0.to_string(),
    }
}

/// It is for others now.
pub async fn scoped(asked: &Asked<'_>, id: QuickReplyId, chosen: &str) -> Result<(), Trouble> {
    let scope = match (chosen, chosen.parse()) {
        ("person", _) => Scope::Person(asked.by.id),
        ("everyone", _) => Scope::Everyone,
        (_, Ok(team)) => Scope::Team(TeamId(team)),
        _ => return Err(Refused::Over.into()),
    };
    let reply = QuickReply {
        scope,
        ..reply(asked, id).await?
    };
    keep(asked, Some(id), reply).await
}

async fn reply(asked: &Asked<'_>, id: QuickReplyId) -> Result<QuickReply, Trouble> {
    let replies = asked.desk().quick_replies(&asked.by).await?.replies;
    let kept = replies.into_iter().find(|kept| kept.id == id);
    Ok(kept.ok_or(Refused::Over)?.reply)
}

/// Opens the form: empty, or with what one says.
pub async fn open(asked: &Asked<'_>, id: Option<QuickReplyId>) -> Result<(), Trouble> {
    let (verb, row, title, now) = match id {
        Some(id) => {
            let now = Some(reply(asked, id).await?);
            (Verb::QuickEdit, id.0, "quick-edit-title", now)
        }
        None => (Verb::QuickNew, 0, "quick-new-title", None),
    };
    let now =
        |part: fn(&QuickReply) -> &String| now.as_ref().map(part).cloned().unwrap_or_default();
    let name = TextInput::line("name", &asked.word("quick-name-label"))
        .length(1, quick::NAME)
        .value(&now(|reply| &reply.name));
    let text = TextInput::paragraph("text", &asked.word("quick-text-label"))
        .length(1, quick::TEXT)
        .placeholder(&asked.word("quick-text-placeholder"))
        .value(&now(|reply| &reply.text));
    let form = Modal::new(CustomId::new(verb, row), &asked.word(title), [name, text]);
    asked.open(&form).await
}

/// The form was sent.
pub async fn typed(
    asked: &Asked<'_>,
    id: Option<QuickReplyId>,
    fields: &Fields,
) -> Result<(), Trouble> {
    let scope = match id {
        Some(id) => reply(asked, id).await?.scope,
        None => Scope::Person(asked.by.id),
    };
    let reply = QuickReply {
        scope,
        name: field(fields, "name").to_owned(),
        text: field(fields, "text").to_owned(),
    };
    keep(asked, id, reply).await
}

async fn keep(
    asked: &Asked<'_>,
    id: Option<QuickReplyId>,
    reply: QuickReply,
) -> Result<(), Trouble> {
    let by = asked.by.clone();
    let id = asked.desk().keep_quick_reply(by, id, reply).await?;
    show(asked, id, Some(asked.word("quick-kept"))).await
}

/// Takes one away, once that was asked.
pub async fn delete(
    asked: &Asked<'_>,
    id: QuickReplyId,
    extra: Option<&str>,
) -> Result<(), Trouble> {
    let name = escape_name(&reply(asked, id).await?.name);
    if extra != Some(SURE) {
        let sure = CustomId::new(Verb::QuickDelete, id.0);
        let sure = sure.clone().with_extra(SURE).unwrap_or(sure);
        let label = asked.word("quick-delete-button");
        let buttons = [
            Button::new(ButtonStyle::Danger, sure, &label),
            rows::cancel(asked),
        ];
        let text = asked.say("quick-delete-sure", &args! { "name" => name });
        return asked.show(&View::text(text).buttons(buttons)).await;
    }
    asked
        .desk()
        .delete_quick_reply(asked.by.clone(), id)
        .await?;
    let note = asked.say("quick-deleted", &args! { "name" => name });
    list(asked, 0, Some(note)).await
}
