//! The command line: `conecta run | migrate | doctor`.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::app::{App, StartError};
use crate::clock::SystemClock;
use crate::config::{LogFormat, Problem, SettingError, Settings};
use crate::doctor;
use crate::intake::connection::Rejected;
use crate::store::{OpenError, Store};
use crate::words::{Args, Locale, args, say};

/// A service desk inside Discord: agents answer customers on WhatsApp without leaving their
/// threads.
#[derive(Debug, Parser)]
#[command(name = "conecta", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Command {
    /// Runs the desk until it is stopped.
    Run,
    /// Brings the database up to date and ends.
    Migrate,
    /// Looks at the set-up and says what is wrong and where to mend it.
    Doctor,
}

/// What is logged unless `RUST_LOG` says otherwise. Left out is what poise says of Discord's refusals
/// of choices: they may quote customers' names; and what serenity says of a frame that it cannot read,
/// which it quotes: that there was one it says a second time without.
pub const LOGGED: &str = "info,serenity=warn,serenity::gateway::ws=error,sqlx=warn,poise=warn,\
    poise::dispatch::slash=error";

/// The program could not do what it was asked for because of how it is set up.
const SET_UP: u8 = 2;

/// Does what the command line asks for.
pub fn main() -> ExitCode {
    // Before any thread: the environment may be changed only then.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        let args = args! { "name" => ".env", "expected" => error.to_string() };
        return complain(Locale::default(), "setting-malformed", &args);
    }
    let cli = Cli::parse();
    let locale = cli.settings.locale().unwrap_or_default();
    let format = match cli.settings.log() {
        Ok(format) => format,
        Err(error) => return wrong_setting(locale, &error),
    };
    log(format);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "no runtime");
            return ExitCode::FAILURE;
        }
    };
    match cli.command {
        Command::Run => runtime.block_on(run(&cli.settings, locale)),
        Command::Migrate => runtime.block_on(migrate(&cli.settings, locale)),
        Command::Doctor => runtime.block_on(examine(&cli.settings, locale)),
    }
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

async fn run(settings: &Settings, locale: Locale) -> ExitCode {
    let config = match settings.check() {
        Ok(config) => config,
        Err(error) => return wrong_setting(locale, &error),
    };
    let guild = config.guild.0.to_string();
    let app = match App::start(config, Arc::new(SystemClock)).await {
        Ok(app) => app,
        Err(error) => return not_started(locale, &error),
    };
    tracing::info!(
        webhook = %app.webhook_addr(),
        metrics = %app.metrics_addr(),
        "running"
    );
    let ready = async {
        app.ready().await;
        let address = app.webhook_addr().to_string();
        let args = args! { "guild" => guild, "address" => address };
        tell(&say(locale, "run-ready", &args));
        std::future::pending().await
    };
    let rejected = tokio::select! {
        () = asked_to_stop() => None,
        why = app.rejected() => Some(why),
        never = ready => never,
    };
    if rejected.is_none() {
        tell(&say(locale, "run-stopping", &Args::new()));
    }
    app.stop().await;
    match rejected {
        None => ExitCode::SUCCESS,
        Some(Rejected::Token) => complain(locale, "doctor-discord-token-wrong", &Args::new()),
        Some(Rejected::Intents) => complain(locale, "doctor-intents-missing", &Args::new()),
    }
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}

async fn migrate(settings: &Settings, locale: Locale) -> ExitCode {
    let database = match settings.database() {
        Ok(database) => database,
        Err(error) => return wrong_setting(locale, &error),
    };
    match Store::migrate(&database).await {
        Ok(()) => {
            tell(&say(locale, "run-migrated", &Args::new()));
            ExitCode::SUCCESS
        }
        Err(error) => no_database(locale, &error),
    }
}

async fn examine(settings: &Settings, locale: Locale) -> ExitCode {
    let config = match settings.check() {
        Ok(config) => config,
        Err(error) => return wrong_setting(locale, &error),
    };
    tell(&say(locale, "doctor-header", &Args::new()));
    let findings = doctor::from_the_shell(config, Arc::new(SystemClock), locale).await;
    let findings = match findings {
        Ok(findings) => findings,
        Err(error) => {
            tracing::error!(%error, "no HTTP client");
            return ExitCode::FAILURE;
        }
    };
    for finding in &findings {
        let sign = if finding.fine { "✔" } else { "✘" };
        tell(&format!("{sign} {}", finding.sentence));
    }
    let count = findings.iter().filter(|finding| !finding.fine).count();
    if count == 0 {
        tell(&say(locale, "doctor-all-well", &Args::new()));
        ExitCode::SUCCESS
    } else {
        tell(&say(locale, "doctor-problems", &args! { "count" => count }));
        ExitCode::FAILURE
    }
}

/// What the person at the shell asked to read.
fn tell(text: &str) {
    #[expect(clippy::print_stdout, reason = "the only place that writes there")]
    {
        println!("{text}");
    }
}

fn complain(locale: Locale, id: &str, args: &Args<'_>) -> ExitCode {
    #[expect(
        clippy::print_stderr,
        reason = "the sentence for whoever started the program"
    )]
    {
        eprintln!("{}", say(locale, id, args));
    }
    ExitCode::from(SET_UP)
}

fn wrong_setting(locale: Locale, error: &SettingError) -> ExitCode {
    let expected = match error.problem {
        Problem::Missing => {
            return complain(locale, "setting-missing", &args! { "name" => error.name });
        }
        Problem::NotANumber if error.name.ends_with("_IDS") => "setting-expects-ids",
        Problem::NotANumber => "setting-expects-id",
        Problem::NotAnAddress => "setting-expects-https",
        Problem::NotABind => "setting-expects-address",
        Problem::NotAVersion => "setting-expects-version",
        Problem::NotADatabase => "setting-expects-database",
        Problem::NotALocale => "setting-expects-locale",
        Problem::NotATimeZone => "setting-expects-time-zone",
        Problem::NotAFormat => "setting-expects-log-format",
    };
    let expected = say(locale, expected, &Args::new());
    let args = args! { "name" => error.name, "expected" => expected };
    complain(locale, "setting-malformed", &args)
}

fn not_started(locale: Locale, error: &StartError) -> ExitCode {
    match error {
        StartError::Database(error) => no_database(locale, error),
        StartError::Files { folder, source } => complain(
            locale,
            "run-files-unusable",
            &args! { "path" => folder.display().to_string(), "why" => source.to_string() },
        ),
        StartError::DiscordToken => complain(locale, "doctor-discord-token-wrong", &Args::new()),
        StartError::Bind { address, name, .. } => complain(
            locale,
            "run-address-taken",
            &args! { "address" => address.to_string(), "name" => *name },
        ),
        StartError::Discord { address, .. } => complain(
            locale,
            "doctor-discord-unreachable",
            &args! { "address" => address.clone() },
        ),
        other => {
            tracing::error!(error = %other, "not started");
            ExitCode::FAILURE
        }
    }
}

fn no_database(locale: Locale, error: &OpenError) -> ExitCode {
    match error {
        OpenError::InUse { path } => complain(
            locale,
            "run-database-taken",
            &args! { "path" => path.display().to_string() },
        ),
        OpenError::TooNew { path } => complain(
            locale,
            "doctor-database-ahead",
            &args! { "path" => path.display().to_string() },
        ),
        other => {
            tracing::error!(error = %other, "the database cannot be used");
            complain(
                locale,
                "doctor-database-unusable",
                &args! { "path" => other.subject() },
            )
        }
    }
}
