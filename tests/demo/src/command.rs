//! `cargo demo` and what it can be told.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::Parser;

use crate::outgoing::Outgoing;
use crate::page::Page;
use crate::screen::Screen;
use crate::town::Town;
use crate::{listing, play};

/// Where the page is tried first, so that its address stays the same from one time to the next.
const PORT: u16 = 4280;

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

/// Does what the command line says; 2 if an address is not on this machine.
pub fn run() -> ExitCode {
    let options = Options::parse();
    let screen = Screen::new();
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(perform(&options, &screen)));
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

async fn perform(options: &Options, screen: &Screen) -> Result<()> {
    let town = Arc::new(Town::open().await?);
    if options.without_bot {
        screen.title("Conecta · demonstração (tudo nesta máquina)");
        listing::look_alikes(&town, screen);
        return until_interrupted(screen).await;
    }
    let done = if options.play {
        screen.title("Conecta · demonstração (tudo nesta máquina)");
        town.start_bot().await?;
        play::main_job(&town, screen).await
    } else {
        in_the_browser(&town, screen).await
    };
    town.stop_bot().await;
    done
}

/// The page stands before the bot does: whoever is quick sees it start.
async fn in_the_browser(town: &Arc<Town>, screen: &Screen) -> Result<()> {
    let page = Page::serve(Arc::clone(town), PORT).await?;
    screen.title(&format!("{}   ← abra isto no navegador", page.url()));
    screen.line("Conecta · demonstração (tudo nesta máquina)");
    town.start_bot().await?;
    listing::everything(town, screen).await;
    until_interrupted(screen).await
}

async fn until_interrupted(screen: &Screen) -> Result<()> {
    screen.line("");
    screen.line("Ctrl-C termina.");
    tokio::signal::ctrl_c().await?;
    Ok(())
}
