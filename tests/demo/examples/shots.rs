//! Pictures of the page in the middle of the main job, in both sizes and both themes:
//!
//! ```sh
//! cargo run --package conecta-demo --example shots            # docs/demo.png, for the README
//! cargo run --package conecta-demo --example shots FOLDER     # every picture, to be looked at
//! ```

#[path = "../tests/page/driver.rs"]
mod driver;
#[expect(dead_code, reason = "the tests do more than the pictures need")]
#[path = "../tests/page/people.rs"]
mod people;
#[expect(dead_code, reason = "the tests see more than the pictures need")]
#[path = "../tests/page/window.rs"]
mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use conecta_demo::page::Page;
use conecta_demo::town::Town;

use driver::Driver;
use window::Window;

/// What is pictured: a name, a size, and the pane to open where only one is shown.
const VIEWS: [(&str, u32, u32, Option<&str>); 5] = [
    ("desk", 1280, 720, None),
    ("places", 390, 844, Some("places")),
    ("channel", 390, 844, Some("channel")),
    ("thread", 390, 844, Some("thread")),
    ("phone", 390, 844, Some("phone")),
];

#[tokio::main]
async fn main() -> Result<()> {
    if !driver::is_there() {
        bail!("pictures need a browser");
    }
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let town = Arc::new(Town::open().await?);
    let page = Page::serve(Arc::clone(&town), 0).await?;
    town.start_bot().await?;
    let driver = Driver::start();
    let window = Window::open(&driver, &page.url()).await;
    main_job(&window).await;
    match folder {
        Some(folder) => {
            std::fs::create_dir_all(&folder)?;
            for theme in ["light", "dark"] {
                window.wears(theme).await;
                for (name, width, height, pane) in VIEWS {
                    window.is_sized(width, height).await;
                    if let Some(pane) = pane {
                        window.press(&format!("[data-test='tab-{pane}']")).await;
                    }
                    let file = folder.join(format!("{name}-{theme}.png"));
                    write(&file, &window.picture().await)?;
                }
            }
        }
        None => {
            window.wears("dark").await;
            let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
            write(&docs.join("demo.png"), &window.picture().await)?;
        }
    }
    window.closes(&[]).await;
    town.stop_bot().await;
    Ok(())
}

/// Ana has started a conversation, Maria has answered, and has read the last message.
async fn main_job(window: &Window) {
    window.is_ready().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window.takes_phone("Maria Souza").await;
    window.starts_conversation("Maria Souza", "saudacao").await;
    window.opens_thread("Maria Souza").await;
    window.reads("[data-test='bubble']", "Loja da Ana").await;
    window.says_in_thread("Oi, Maria! Aqui é a Ana.").await;
    window
        .says_in_thread("Seu pedido **1042** ficou pronto.")
        .await;
    let last = "Prefere retirar ou receber em casa?";
    window.says_in_thread(last).await;
    window.is_marked(last, "🕓").await;
    window.says_on_phone("Oi! Pode entregar em casa 😊").await;
    window.is_marked(last, "☑️").await;
    window.press("[data-test='read-now']").await;
    window.is_marked(last, "🔵").await;
    window
        .says_in_thread("Combinado: amanhã, até as 18 h.")
        .await;
    window.reads("[data-test='bubble']", "Combinado").await;
    window.tells_of_no_queue().await;
    window.press("[data-test='hint-dismiss']").await;
}

fn write(file: &Path, picture: &[u8]) -> Result<()> {
    std::fs::write(file, picture).with_context(|| file.display().to_string())
}
