//! What the tests' people do again and again.

use super::window::Window;
use thirtyfour::Key;

impl Window {
    /// The page is there and shows the desk.
    pub async fn is_ready(&self) {
        self.sees("[data-test='channel']").await;
    }

    /// Somebody else sits down at the desk.
    pub async fn sits(&self, name: &str) {
        self.press("[data-test='who']").await;
        self.press(&format!("[data-test='who-option'][data-name='{name}']"))
            .await;
        self.reads("[data-test='who']", name).await;
    }

    /// Opens a channel of the list.
    pub async fn opens_channel(&self, name: &str) {
        self.press(&format!("[data-test='channel'][data-name='{name}']"))
            .await;
    }

    /// Opens the thread of the list whose name begins so.
    pub async fn opens_thread(&self, name: &str) {
        self.press(&format!("[data-test='thread'][data-name^='{name}']"))
            .await;
        self.reads("[data-test='thread-name']", name).await;
    }

    /// Writes a message in the thread that is open.
    pub async fn says_in_thread(&self, text: &str) {
        self.writes("[data-test='composer'][data-kind='thread']", text)
            .await;
        self.key(Key::Enter).await;
    }

    /// Takes a customer's phone.
    pub async fn takes_phone(&self, name: &str) {
        self.press(&format!("[data-test='contact'][data-name='{name}']"))
            .await;
        self.sees("[data-test='phone-composer']").await;
    }

    /// Writes on the phone that is in the hand.
    pub async fn says_on_phone(&self, text: &str) {
        self.writes("[data-test='phone-composer']", text).await;
        self.key(Key::Enter).await;
    }

    /// Waits until the message with this text bears this mark.
    pub async fn is_marked(&self, text: &str, mark: &str) {
        let expression = format!(
            "$$(\"[data-test='thread-pane'] [data-test='message']\")
                .filter((one) => one.textContent.includes({}))
                .some((one) => one.querySelector(\"[data-test='reaction'][data-emoji='{mark}']\"))",
            serde_json::json!(text)
        );
        self.until(&format!("{mark} on {text}"), &expression).await;
    }

    /// Presses a button of the answer that only this person sees.
    pub async fn presses_own(&self, label: &str) {
        let button = "[data-ephemeral='true'] [data-test='button']";
        self.press(&format!("{button}[data-label*='{label}']"))
            .await;
    }

    /// Opens the only select of that answer and picks the first option with this text in it.
    pub async fn chooses(&self, text: &str) {
        self.press("[data-ephemeral='true'] [data-test='select']")
            .await;
        self.sees("[data-test='select-search']").await;
        self.types(text).await;
        self.press_with("[data-test='select-option']", text).await;
    }

    /// Starts a conversation from the channel that is open, every step on the command line: the
    /// number and the team *Vendas*.
    pub async fn starts_conversation(&self, contact: &str, template: &str) {
        self.writes("[data-test='composer'][data-kind='channel']", "/iniciar")
            .await;
        self.press("[data-test='picker-option'][data-command='start']")
            .await;
        for (option, value) in [
            ("contact", contact),
            ("channel", "Vendas"),
            ("team", "Vendas"),
            ("template", template),
        ] {
            self.press(&format!("[data-test='chip-add'][data-option='{option}']"))
                .await;
            self.sees(&format!("[data-test='chip'][data-option='{option}']"))
                .await;
            let typed: String = value.chars().take(4).collect();
            self.types(&typed).await;
            self.press_with("[data-test='offered-option']", value).await;
        }
        self.press("[data-test='command-send']").await;
        self.presses_own("Iniciar atendimento").await;
    }

    /// Waits until the thread's card says who answers.
    pub async fn is_the_assignee(&self, name: &str) {
        self.reads("[data-test='thread-starter']", &format!("@{name}"))
            .await;
    }

    /// Switches a trouble on or off in the menu above.
    pub async fn turns(&self, trouble: &str, on: bool) {
        let item = format!("[data-test='fault-{trouble}']");
        self.press("[data-test='faults']").await;
        self.press(&item).await;
        self.sees(&format!("{item}[aria-checked='{on}']")).await;
        self.key(Key::Escape).await;
        let gone = format!("$$(\"{item}\").length === 0");
        self.until("the menu closed", &gone).await;
    }

    /// Waits until the card in the channel counts nothing that waits.
    pub async fn tells_of_no_queue(&self) {
        let empty = "$$(\"[data-test='channel-pane'] [data-test='message']\") \
            .every((one) => !one.textContent.includes('na fila'))";
        self.until("a card without a queue", empty).await;
    }
}
