//! The settings: from the command line, the environment and `.env`, checked before anything starts.

use std::fmt::Debug;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use secrecy::SecretString;
use url::Url;

use crate::channels::http::is_loopback;
use crate::domain::ids::PlaceId;
use crate::words::Locale;

/// The settings as they are typed. Every one is optional here, so that a missing or malformed one
/// is reported by [`Settings::check`] in one sentence that names it.
#[derive(Debug, Clone, Default, Args)]
pub struct Settings {
    /// The bot's token, from Discord's Developer Portal, page Bot.
    #[arg(long, env = "DISCORD_TOKEN", hide_env_values = true, global = true)]
    pub discord_token: Option<String>,
    /// The id of the Discord server that the desk lives in.
    #[arg(long, env = "DISCORD_GUILD_ID", global = true)]
    pub discord_guild_id: Option<String>,
    /// Where Discord's API is; only tests and proxies change it [default: https://discord.com].
    #[arg(long, env = "DISCORD_API_BASE", global = true)]
    pub discord_api_base: Option<String>,
    /// A WhatsApp token that does not expire, of a system user with whatsapp_business_messaging and
    /// whatsapp_business_management.
    #[arg(long, env = "WHATSAPP_TOKEN", hide_env_values = true, global = true)]
    pub whatsapp_token: Option<String>,
    /// The app secret that signs the webhooks, from Meta's App Dashboard, App settings, Basic.
    #[arg(
        long,
        env = "WHATSAPP_APP_SECRET",
        hide_env_values = true,
        global = true
    )]
    pub whatsapp_app_secret: Option<String>,
    /// A word of your choice, typed into Meta's App Dashboard too when the webhook is verified.
    #[arg(
        long,
        env = "WHATSAPP_VERIFY_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub whatsapp_verify_token: Option<String>,
    /// The ids of the WhatsApp Business accounts, separated by commas; numbers and templates are
    /// read from them.
    #[arg(long, env = "WHATSAPP_BUSINESS_ACCOUNT_IDS", global = true)]
    pub whatsapp_business_account_ids: Option<String>,
    /// Where Meta's Graph API is; only tests and proxies change it
    /// [default: https://graph.facebook.com].
    #[arg(long, env = "GRAPH_API_BASE", global = true)]
    pub graph_api_base: Option<String>,
    /// The version of Meta's Graph API [default: v25.0].
    #[arg(long, env = "GRAPH_API_VERSION", global = true)]
    pub graph_api_version: Option<String>,
    /// The database file [default: sqlite://conecta.db].
    #[arg(long, env = "DATABASE_URL", global = true)]
    pub database_url: Option<String>,
    /// The folder of customers' and agents' files, which Conecta alone reads; left out, it stands
    /// beside the database.
    #[arg(long, env = "FILES_DIR", global = true)]
    pub files_dir: Option<String>,
    /// Where the webhook listens, behind your HTTPS proxy [default: 127.0.0.1:8080].
    #[arg(long, env = "WEBHOOK_BIND", global = true)]
    pub webhook_bind: Option<String>,
    /// The public address that reaches the webhook, for links and for doctor.
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Where metrics are served; keep it away from the internet [default: 127.0.0.1:9090].
    #[arg(long, env = "METRICS_BIND", global = true)]
    pub metrics_bind: Option<String>,
    /// The language of what nobody in particular reads: pt-BR, en or es [default: pt-BR].
    #[arg(long, env = "DEFAULT_LOCALE", global = true)]
    pub default_locale: Option<String>,
    /// The time zone of shown times and of night hours [default: America/Sao_Paulo].
    #[arg(long, env = "TIME_ZONE", global = true)]
    pub time_zone: Option<String>,
    /// The form of the log: text or json [default: text].
    #[arg(long, env = "LOG_FORMAT", global = true)]
    pub log_format: Option<String>,
}

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token.
    pub discord_token: SecretString,
    /// The Discord server (guild).
    pub guild: PlaceId,
    /// Where Discord's API is.
    pub discord_api_base: Url,
    /// Whether that is not Discord's own address.
    pub discord_overridden: bool,
    /// The WhatsApp token.
    pub whatsapp_token: SecretString,
    /// The key of the webhooks' signatures.
    pub whatsapp_app_secret: SecretString,
    /// The word of the webhook's verification.
    pub whatsapp_verify_token: SecretString,
    /// The WhatsApp Business accounts.
    pub whatsapp_business_account_ids: Vec<String>,
    /// Where the Graph API is.
    pub graph_api_base: Url,
    /// Its version, `v25.0`.
    pub graph_api_version: String,
    /// The database.
    pub database_url: String,
    /// The folder of customers' and agents' files.
    pub files_dir: PathBuf,
    /// Where the webhook listens.
    pub webhook_bind: SocketAddr,
    /// The public address of the webhook.
    pub public_url: Option<Url>,
    /// Where metrics are served.
    pub metrics_bind: SocketAddr,
    /// The language of what nobody in particular reads.
    pub locale: Locale,
    /// The time zone of shown times.
    pub time_zone: chrono_tz::Tz,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object per line.
    Json,
}

/// One setting that keeps the program from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// Its name in the environment.
    pub name: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is not there, or empty.
    Missing,
    /// It is no number.
    NotANumber,
    /// It is no address of the form `https://…` (plain `http://` is allowed to this machine only).
    NotAnAddress,
    /// It is no `host:port` to listen on.
    NotABind,
    /// It is no version such as `v25.0`.
    NotAVersion,
    /// It is no address of an SQLite file.
    NotADatabase,
    /// It is none of the known languages.
    NotALocale,
    /// It is no time zone such as `America/Sao_Paulo`.
    NotATimeZone,
    /// It is neither `text` nor `json`.
    NotAFormat,
}

/// Discord's own address.
pub const DISCORD: &str = "https://discord.com";
const GRAPH: &str = "https://graph.facebook.com";
const GRAPH_VERSION: &str = "v25.0";
const DATABASE: &str = "sqlite://conecta.db";
const WEBHOOK_BIND: &str = "127.0.0.1:8080";
const METRICS_BIND: &str = "127.0.0.1:9090";
const TIME_ZONE: &str = "America/Sao_Paulo";

impl Settings {
    /// Checks everything that `conecta run` needs.
    ///
    /// # Errors
    /// The first setting that is missing or malformed.
    pub fn check(&self) -> Result<Config, SettingError> {
        let discord_api_base = address("DISCORD_API_BASE", &self.discord_api_base, DISCORD)?;
        Ok(Config {
            discord_token: secret("DISCORD_TOKEN", &self.discord_token)?,
            guild: parse(
                "DISCORD_GUILD_ID",
                required("DISCORD_GUILD_ID", &self.discord_guild_id)?,
                Problem::NotANumber,
            )
            .map(PlaceId)?,
            discord_overridden: discord_api_base.as_str().trim_end_matches('/') != DISCORD,
            discord_api_base,
            whatsapp_token: secret("WHATSAPP_TOKEN", &self.whatsapp_token)?,
            whatsapp_app_secret: secret("WHATSAPP_APP_SECRET", &self.whatsapp_app_secret)?,
            whatsapp_verify_token: secret("WHATSAPP_VERIFY_TOKEN", &self.whatsapp_verify_token)?,
            whatsapp_business_account_ids: accounts(&self.whatsapp_business_account_ids)?,
            graph_api_base: address("GRAPH_API_BASE", &self.graph_api_base, GRAPH)?,
            graph_api_version: version(&self.graph_api_version)?,
            files_dir: self.files()?,
            database_url: self.database()?,
            webhook_bind: bind("WEBHOOK_BIND", &self.webhook_bind, WEBHOOK_BIND)?,
            public_url: match given(&self.public_url) {
                Some(_) => Some(address("PUBLIC_URL", &self.public_url, "")?),
                None => None,
            },
            metrics_bind: bind("METRICS_BIND", &self.metrics_bind, METRICS_BIND)?,
            locale: self.locale()?,
            time_zone: parse(
                "TIME_ZONE",
                given(&self.time_zone).unwrap_or(TIME_ZONE),
                Problem::NotATimeZone,
            )?,
        })
    }

    /// The database alone, for `conecta migrate`.
    ///
    /// # Errors
    /// If it is not the address of an SQLite file.
    pub fn database(&self) -> Result<String, SettingError> {
        let url = given(&self.database_url).unwrap_or(DATABASE);
        let file = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"));
        match file {
            Some(file) if !file.is_empty() && !file.starts_with(":memory:") => Ok(url.to_owned()),
            _ => Err(error("DATABASE_URL", Problem::NotADatabase)),
        }
    }

    /// Where files lie: `conecta.files` beside `conecta.db`, unless it is said.
    fn files(&self) -> Result<PathBuf, SettingError> {
        Ok(match given(&self.files_dir) {
            Some(folder) => PathBuf::from(folder),
            None => Path::new(database_file(&self.database()?)).with_extension("files"),
        })
    }

    /// The language alone, for messages about the other settings.
    ///
    /// # Errors
    /// If it is none of ours.
    pub fn locale(&self) -> Result<Locale, SettingError> {
        match given(&self.default_locale) {
            None => Ok(Locale::PtBr),
            Some(text) => parse("DEFAULT_LOCALE", text, Problem::NotALocale),
        }
    }

    /// The form of the log alone, which is needed before everything else.
    ///
    /// # Errors
    /// If it is none of ours.
    pub fn log(&self) -> Result<LogFormat, SettingError> {
        match given(&self.log_format) {
            None | Some("text") => Ok(LogFormat::Text),
            Some("json") => Ok(LogFormat::Json),
            Some(_) => Err(error("LOG_FORMAT", Problem::NotAFormat)),
        }
    }
}

/// The file that the address of a database names.
pub fn database_file(url: &str) -> &str {
    let file = url.strip_prefix("sqlite://");
    let file = file.or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    file.split('?').next().unwrap_or(file)
}

fn error(name: &'static str, problem: Problem) -> SettingError {
    SettingError { name, problem }
}

fn given(value: &Option<String>) -> Option<&str> {
    value
        .as_deref()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn required<'a>(name: &'static str, value: &'a Option<String>) -> Result<&'a str, SettingError> {
    given(value).ok_or_else(|| error(name, Problem::Missing))
}

fn secret(name: &'static str, value: &Option<String>) -> Result<SecretString, SettingError> {
    required(name, value).map(SecretString::from)
}

fn parse<T: FromStr>(name: &'static str, text: &str, problem: Problem) -> Result<T, SettingError> {
    text.parse().map_err(|_| error(name, problem))
}

fn bind(
    name: &'static str,
    value: &Option<String>,
    default: &str,
) -> Result<SocketAddr, SettingError> {
    parse(name, given(value).unwrap_or(default), Problem::NotABind)
}

/// Tokens travel to these addresses, so they are encrypted unless they never leave the machine.
fn address(name: &'static str, value: &Option<String>, default: &str) -> Result<Url, SettingError> {
    let url: Url = parse(name, given(value).unwrap_or(default), Problem::NotAnAddress)?;
    let encrypted = url.scheme() == "https" && url.host().is_some();
    if encrypted || (url.scheme() == "http" && is_loopback(&url)) {
        Ok(url)
    } else {
        Err(error(name, Problem::NotAnAddress))
    }
}

fn accounts(value: &Option<String>) -> Result<Vec<String>, SettingError> {
    const NAME: &str = "WHATSAPP_BUSINESS_ACCOUNT_IDS";
    let ids: Vec<String> = required(NAME, value)?
        .split(',')
        .map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
        .collect();
    if ids.is_empty() {
        return Err(error(NAME, Problem::Missing));
    }
    if ids.iter().any(|id| !id.bytes().all(|b| b.is_ascii_digit())) {
        return Err(error(NAME, Problem::NotANumber));
    }
    Ok(ids)
}

fn version(value: &Option<String>) -> Result<String, SettingError> {
    let text = given(value).unwrap_or(GRAPH_VERSION);
    let number = text
        .strip_prefix('v')
        .and_then(|number| number.split_once('.'));
    match number {
        Some((major, minor)) if major.parse::<u16>().is_ok() && minor.parse::<u16>().is_ok() => {
            Ok(text.to_owned())
        }
        _ => Err(error("GRAPH_API_VERSION", Problem::NotAVersion)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Settings {
        let some = |text: &str| Some(text.to_owned());
        Settings {
            discord_token: some("t"),
            discord_guild_id: some("42"),
            whatsapp_token: some("w"),
            whatsapp_app_secret: some("s"),
            whatsapp_verify_token: some("v"),
            whatsapp_business_account_ids: some("1, 2"),
            ..Settings::default()
        }
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let config = complete().check().expect("complete");
        assert_eq!(config.whatsapp_business_account_ids, ["1", "2"]);
        assert_eq!(
            config.graph_api_base.as_str(),
            "https://graph.facebook.com/"
        );
        assert!(config.metrics_bind.ip().is_loopback());
        assert!(!config.discord_overridden);
        assert_eq!(config.files_dir, Path::new("conecta.files"));
    }

    #[test]
    fn files_lie_beside_the_database_unless_it_is_said() {
        let mut settings = complete();
        settings.database_url = Some("sqlite:///var/lib/conecta/conecta.db?mode=rwc".into());
        let beside = settings.check().expect("complete").files_dir;
        assert_eq!(beside, Path::new("/var/lib/conecta/conecta.files"));
        settings.files_dir = Some("/mnt/files".into());
        let said = settings.check().expect("complete").files_dir;
        assert_eq!(said, Path::new("/mnt/files"));
    }

    #[test]
    fn each_trouble_names_its_setting() {
        type Change = fn(&mut Settings);
        let table: [(Change, &str, Problem); 10] = [
            (
                |s| s.discord_token = None,
                "DISCORD_TOKEN",
                Problem::Missing,
            ),
            (
                |s| s.whatsapp_token = Some(" ".into()),
                "WHATSAPP_TOKEN",
                Problem::Missing,
            ),
            (
                |s| s.discord_guild_id = Some("x".into()),
                "DISCORD_GUILD_ID",
                Problem::NotANumber,
            ),
            (
                |s| s.whatsapp_business_account_ids = Some("12,ab".into()),
                "WHATSAPP_BUSINESS_ACCOUNT_IDS",
                Problem::NotANumber,
            ),
            (
                |s| s.graph_api_base = Some("http://example.com".into()),
                "GRAPH_API_BASE",
                Problem::NotAnAddress,
            ),
            (
                |s| s.graph_api_version = Some("25".into()),
                "GRAPH_API_VERSION",
                Problem::NotAVersion,
            ),
            (
                |s| s.database_url = Some("postgres://x".into()),
                "DATABASE_URL",
                Problem::NotADatabase,
            ),
            (
                |s| s.webhook_bind = Some("8080".into()),
                "WEBHOOK_BIND",
                Problem::NotABind,
            ),
            (
                |s| s.default_locale = Some("xx".into()),
                "DEFAULT_LOCALE",
                Problem::NotALocale,
            ),
            (
                |s| s.time_zone = Some("Mars".into()),
                "TIME_ZONE",
                Problem::NotATimeZone,
            ),
        ];
        for (change, name, problem) in table {
            let mut settings = complete();
            change(&mut settings);
            assert_eq!(settings.check().err(), Some(error(name, problem)));
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        let mut settings = complete();
        settings.discord_api_base = Some("http://127.0.0.1:3300".into());
        assert!(settings.check().expect("loopback").discord_overridden);
        settings.discord_api_base = Some("http://127.0.0.1.evil.test".into());
        assert!(settings.check().is_err());
    }
}
