//! What every command and every press has at hand: the desk, who asks, in which language, and how
//! they are answered.

mod answers;

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::AtomicU8;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use futures::future::BoxFuture;
use poise::serenity_prelude as serenity;

use super::given::{FileTrouble, GivenFile, KeptFile};
use super::trouble::Trouble;
use crate::clock::Timestamp;
use crate::desk::Desk;
use crate::desk::error::Refused;
use crate::desk::lines::Attached;
use crate::desk::templates::StandingFile;
use crate::discord::sender::Sender;
use crate::domain::ids::{ConversationId, PersonId, PlaceId, PostId, RoleId};
use crate::domain::rights::Member;
use crate::underway::{Piece, Underway};
use crate::words::{Args, Locale, command, say};

/// The context that poise hands to a command.
pub type Context<'a> = poise::Context<'a, Data, Trouble>;

/// What the commands ask of the platforms behind the desk. Each may take long: whoever calls it
/// has answered before.
pub trait Platform: Debug + Send + Sync {
    /// Fetches a file from Discord and hands it to the platform, for messages from that number.
    /// Returns the platform's id of it. It must really be of one of these types; none: of any.
    fn keep_file<'a>(
        &'a self,
        phone_number_id: &'a str,
        file: &'a GivenFile,
        types: &'static [&'static str],
    ) -> BoxFuture<'a, Result<String, FileTrouble>>;

    /// Fetches a file from Discord and keeps it here until it is forgotten.
    fn keep_here<'a>(&'a self, file: &'a GivenFile)
    -> BoxFuture<'a, Result<KeptFile, FileTrouble>>;

    /// Removes what was kept here under this key.
    fn forget(&self, key: String) -> BoxFuture<'_, ()>;

    /// Hands a file that is kept here to the platform, for messages from that number. Returns the
    /// platform's id of it.
    fn hand_over<'a>(
        &'a self,
        phone_number_id: &'a str,
        file: &'a StandingFile,
    ) -> BoxFuture<'a, Result<String, FileTrouble>>;

    /// Fetches a file of text from Discord; one that is longer than so many bytes is refused.
    fn read_text<'a>(
        &'a self,
        file: &'a GivenFile,
        limit: u64,
    ) -> BoxFuture<'a, Result<String, FileTrouble>>;

    /// What a line of a thread says now, and its files, whose addresses hold for a day only.
    fn line_again(
        &self,
        place: PlaceId,
        post: PostId,
    ) -> BoxFuture<'_, Result<(String, Vec<Attached>), FileTrouble>>;

    /// The address behind which the file of this key opens until then; `None` without a public one.
    fn link(&self, key: &str, until: Timestamp) -> Option<String>;

    /// Reads numbers and templates of all accounts again. Says how many of each there are.
    fn read_again(&self) -> BoxFuture<'_, Result<(usize, usize), Unread>>;

    /// Subscribes the app to all accounts, so that their messages reach us, whoever else gets them.
    fn subscribe(&self) -> BoxFuture<'_, Result<(), Unread>>;

    /// Checks the whole set-up, as `conecta doctor` does: one sentence for each thing looked at.
    fn diagnose(&self, locale: Locale) -> BoxFuture<'_, Vec<Finding>>;
}

/// The platform did not say what numbers and templates there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// What was found about one part of the set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which of the five steps of the set-up it belongs to, if to one.
    pub step: Option<u8>,
    /// It is in order.
    pub fine: bool,
    /// What to tell the admin.
    pub sentence: String,
    /// Subscribing the app to the accounts would mend it.
    pub subscribe: bool,
}

/// What all commands share. Cloning gives another handle.
#[derive(Debug, Clone)]
pub struct Data {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    desk: Desk,
    discord: Sender,
    platform: Arc<dyn Platform>,
    guild: serenity::GuildId,
    locale: Locale,
    underway: Underway,
    commands: RwLock<Registered>,
    seen: Mutex<HashMap<PersonId, (String, String)>>,
}

/// What became of registering the commands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Registered {
    /// Discord's id of each command, by its English name.
    pub ids: HashMap<String, u64>,
    /// Discord did not take them the last time, without refusing them.
    pub late: bool,
}

impl Data {
    /// What the commands of this guild share. `locale` is for people whose language we do not
    /// speak.
    pub fn new(
        desk: Desk,
        discord: Sender,
        platform: Arc<dyn Platform>,
        guild: serenity::GuildId,
        locale: Locale,
        underway: Underway,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                desk,
                discord,
                platform,
                guild,
                locale,
                underway,
                commands: RwLock::default(),
                seen: Mutex::default(),
            }),
        }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    /// The way to Discord for what is no answer to an interaction.
    pub(super) fn discord(&self) -> &Sender {
        &self.inner.discord
    }

    /// The platforms behind the desk.
    pub(super) fn platform(&self) -> &dyn Platform {
        self.inner.platform.as_ref()
    }

    /// The one guild that is served.
    pub(super) fn guild(&self) -> serenity::GuildId {
        self.inner.guild
    }

    /// The language for those whose own we do not speak.
    pub(super) fn locale(&self, code: &str) -> Locale {
        Locale::from_discord(code).unwrap_or(self.inner.locale)
    }

    /// The language of what is written for everybody.
    pub(super) fn own_locale(&self) -> Locale {
        self.inner.locale
    }

    /// Something begins that must end before the program looks idle.
    pub(super) fn begin(&self) -> Piece {
        self.inner.underway.begin()
    }

    /// What became of registering the commands.
    pub(super) fn registered(&self) -> Registered {
        let commands = self.inner.commands.read();
        commands.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_registered(&self, registered: Registered) {
        let mut commands = self
            .inner
            .commands
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *commands = registered;
    }

    /// A command as a text mentions it (`start`, `contact new`): people can press it. Before
    /// Discord has told us its id, its name.
    pub fn mention(&self, locale: Locale, path: &str) -> String {
        let top = path.split(' ').next().unwrap_or(path);
        let commands = self.inner.commands.read();
        let commands = commands.unwrap_or_else(PoisonError::into_inner);
        match commands.ids.get(top) {
            Some(id) => format!("</{path}:{id}>"),
            None => format!("`/{}`", command(top).name.get(locale)),
        }
    }

    /// Remembers what somebody is called and which language they read, if that is news.
    async fn saw(&self, person: PersonId, name: &str, language: &str) -> Result<(), Trouble> {
        let known = (name.to_owned(), language.to_owned());
        {
            let seen = self.inner.seen.lock();
            let mut seen = seen.unwrap_or_else(PoisonError::into_inner);
            if seen.get(&person) == Some(&known) {
                return Ok(());
            }
            seen.insert(person, known);
        }
        Ok(self.desk().saw(person, name, language).await?)
    }
}

/// A person asks for something: by a command, a press or a form.
#[derive(Debug)]
pub struct Asked<'a> {
    /// What all commands share.
    pub data: &'a Data,
    /// Who asks, with the rights that Discord gives them at this moment.
    pub by: Member,
    /// What they are called in the guild.
    pub name: String,
    /// The language they read.
    pub locale: Locale,
    /// Where they ask: a channel or a thread.
    pub place: PlaceId,
    /// The interaction's id: the place in the order of what they send by it.
    pub press: PostId,
    http: &'a serenity::Http,
    id: serenity::InteractionId,
    token: &'a str,
    /// They pressed in a message for them alone, which is edited in place.
    in_place: bool,
    state: AtomicU8,
    _piece: Piece,
}

/// What the three kinds of interactions have in common.
struct Raw<'a> {
    id: serenity::InteractionId,
    token: &'a str,
    guild: Option<serenity::GuildId>,
    member: Option<&'a serenity::Member>,
    channel: serenity::ChannelId,
    locale: &'a str,
    message: Option<&'a serenity::Message>,
}

impl<'a> Asked<'a> {
    /// By a command or one of a message's menus; by typing into an option, too.
    pub async fn by_command(ctx: Context<'a>) -> Result<Self, Trouble> {
        let Context::Application(ctx) = ctx else {
            return Err(Trouble::NotOurs);
        };
        let asked = ctx.interaction;
        let raw = Raw {
            id: asked.id,
            token: &asked.token,
            guild: asked.guild_id,
            member: asked.member.as_deref(),
            channel: asked.channel_id,
            locale: &asked.locale,
            message: None,
        };
        let http = &ctx.framework.serenity_context.http;
        Self::of(ctx.framework.user_data, http, &raw).await
    }

    /// By a button or a select.
    pub(super) async fn by_press(
        data: &'a Data,
        http: &'a serenity::Http,
        press: &'a serenity::ComponentInteraction,
    ) -> Result<Self, Trouble> {
        let raw = Raw {
            id: press.id,
            token: &press.token,
            guild: press.guild_id,
            member: press.member.as_ref(),
            channel: press.channel_id,
            locale: &press.locale,
            message: Some(&press.message),
        };
        Self::of(data, http, &raw).await
    }

    /// By sending a form.
    pub(super) async fn by_form(
        data: &'a Data,
        http: &'a serenity::Http,
        form: &'a serenity::ModalInteraction,
    ) -> Result<Self, Trouble> {
        let raw = Raw {
            id: form.id,
            token: &form.token,
            guild: form.guild_id,
            member: form.member.as_ref(),
            channel: form.channel_id,
            locale: &form.locale,
            message: form.message.as_deref(),
        };
        Self::of(data, http, &raw).await
    }

    async fn of(data: &'a Data, http: &'a serenity::Http, raw: &Raw<'a>) -> Result<Self, Trouble> {
        let piece = data.begin();
        let Some(member) = raw.member.filter(|_| raw.guild == Some(data.guild())) else {
            return Err(Trouble::NotOurs);
        };
        let by = Member {
            id: PersonId(member.user.id.get()),
            roles: member.roles.iter().map(|role| RoleId(role.get())).collect(),
            manages_server: member
                .permissions
                .is_some_and(|may| may.manage_guild() || may.administrator()),
        };
        data.saw(by.id, member.display_name(), raw.locale).await?;
        let in_place = raw.message.is_some_and(|message| {
            message
                .flags
                .is_some_and(|flags| flags.contains(serenity::MessageFlags::EPHEMERAL))
        });
        Ok(Self {
            data,
            by,
            name: member.display_name().to_owned(),
            locale: data.locale(raw.locale),
            place: PlaceId(raw.channel.get()),
            press: PostId(raw.id.get()),
            http,
            id: raw.id,
            token: raw.token,
            in_place,
            state: AtomicU8::new(answers::UNANSWERED),
            _piece: piece,
        })
    }

    /// The desk.
    pub fn desk(&self) -> &'a Desk {
        self.data.desk()
    }

    /// A text in the asker's language.
    pub fn say(&self, id: &str, args: &Args<'_>) -> String {
        say(self.locale, id, args)
    }

    /// A text that takes nothing, in the asker's language.
    pub fn word(&self, id: &str) -> String {
        say(self.locale, id, &Args::new())
    }

    /// A command as a text mentions it.
    pub fn mention(&self, path: &str) -> String {
        self.data.mention(self.locale, path)
    }

    /// The conversation in whose thread they ask.
    pub async fn conversation_here(&self) -> Result<ConversationId, Trouble> {
        let here = self.desk().conversation_in(self.place).await?;
        here.ok_or(Trouble::OutsideThread)
    }

    /// Refuses whoever is no admin.
    pub fn admin(&self) -> Result<(), Trouble> {
        if self.by.is_admin() {
            Ok(())
        } else {
            Err(Refused::NotAdmin.into())
        }
    }
}
