//! Conecta on one machine: the real bot between look-alikes of Discord and WhatsApp.

mod listing;
mod outgoing;
mod play;
mod reading;
mod screen;
mod setup;
mod town;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use outgoing::Outgoing;
use screen::Screen;
use town::Town;

/// Toca a Conecta nesta máquina, entre imitações do Discord e do WhatsApp. Nada sai dela: nenhuma
/// configuração é lida, nem do ambiente nem de um arquivo .env.
#[derive(Debug, Parser)]
#[command(name = "demo", disable_help_subcommand = true)]
struct Options {
    /// Mostra um atendimento do começo ao fim e termina.
    #[arg(long, conflicts_with = "without_bot")]
    play: bool,
    /// Só as imitações, para outro programa que se queira apontar para elas.
    #[arg(long)]
    without_bot: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let screen = Screen::new();
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(&options, &screen)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen.trouble(&format!("{error:#}"));
            // 2: as with every setting that cannot be used.
            if error.is::<Outgoing>() {
                ExitCode::from(2)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

async fn run(options: &Options, screen: &Screen) -> Result<()> {
    screen.title("Conecta · demonstração (tudo nesta máquina)");
    let mut town = Town::open().await?;
    if options.without_bot {
        listing::look_alikes(&town, screen);
        return until_interrupted(screen).await;
    }
    town.start_bot().await?;
    let done = if options.play {
        play::main_job(&town, screen).await
    } else {
        listing::everything(&town, screen);
        until_interrupted(screen).await
    };
    town.stop_bot().await;
    done
}

async fn until_interrupted(screen: &Screen) -> Result<()> {
    screen.line("");
    screen.line("Ctrl-C termina.");
    tokio::signal::ctrl_c().await?;
    Ok(())
}
