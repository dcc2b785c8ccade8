//! What a browser test plays on: a town whose bot runs, its page, and browsers.

use std::sync::{Arc, LazyLock};

use conecta_demo::page::Page;
use conecta_demo::town::{Life, Town};
use conecta_sandbox::wait::patiently;
use tokio::sync::{Mutex, MutexGuard};

use super::driver::{self, Driver};
use super::life;
use super::window::Window;

/// Browsers are heavy, and what they show is timed: one test after another.
static ONE_AT_A_TIME: LazyLock<Mutex<()>> = LazyLock::new(Mutex::default);

/// A town with a page, and a driver for the browsers that look at it.
pub struct Stage {
    pub town: Arc<Town>,
    pub page: Page,
    driver: Driver,
    _turn: MutexGuard<'static, ()>,
}

impl Stage {
    /// Everything is ready; `None` without a browser.
    pub async fn open() -> Option<Self> {
        if !driver::is_there() {
            return None;
        }
        let turn = ONE_AT_A_TIME.lock().await;
        let town = Arc::new(Town::open().await.expect("a town"));
        let page = Page::serve(Arc::clone(&town), 0).await.expect("a page");
        let started = patiently("the bot starts", town.start_bot()).await;
        started.expect("the bot starts");
        Some(Self {
            page,
            town,
            driver: Driver::start(),
            _turn: turn,
        })
    }

    /// Somebody opens the page and sees it whole.
    pub async fn window(&self) -> Window {
        let window = Window::open(&self.driver, &self.page.url()).await;
        window.is_ready().await;
        window
    }

    /// Maria has written, and Ana looks at the thread of it.
    pub async fn news(&self) -> Window {
        let window = self.window().await;
        window.sits("Ana").await;
        window.takes_phone("Maria Souza").await;
        window.says_on_phone("Oi!").await;
        window.opens_channel("vendas").await;
        window.press("[data-test='thread-chip']").await;
        window
    }

    /// Maria has written, and Ana has taken the conversation.
    pub async fn talk(&self) -> Window {
        let window = self.news().await;
        window
            .press("[data-test='thread-pane'] [data-test='button'][data-label*='Assumir']")
            .await;
        window.is_the_assignee("Ana").await;
        window
    }

    /// Somebody with a small telephone opens it.
    pub async fn small_window(&self) -> Window {
        Window::sized(&self.driver, &self.page.url(), 390, 844).await
    }

    /// Waits until the bot is so.
    pub async fn bot_is(&self, life: Life) {
        life::is(&self.town, life).await;
    }
}
