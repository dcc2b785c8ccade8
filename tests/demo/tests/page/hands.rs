//! What people do with menus: of the clip and the plus sign, of bubbles and messages, of commands.

use serde_json::json;

use super::window::Window;

/// A line of the thread that is open.
pub const THREAD: &str = "[data-test='thread-pane'] [data-test='message']";
/// One that answers another.
pub const QUOTING: &str = "[data-test='thread-pane'] [data-test='message']:has(button.reply-line)";
/// What the company wrote, on the phone.
pub const BUBBLE: &str = "[data-test='bubble'][data-author='business']";

impl Window {
    /// Chooses in the menu of the phone's clip.
    pub async fn attaches_on_phone(&self, path: &[&str]) {
        self.press("[data-test='phone-attach']").await;
        for item in path {
            self.press(&format!("[data-test='send-{item}']")).await;
        }
    }

    /// Chooses in the menu of the thread's plus sign, and sends it.
    pub async fn attaches_in_thread(&self, item: &str) {
        let mine = format!("{THREAD}[data-mine='true']");
        let before = self.count(&mine, "").await;
        self.press("[data-test='thread-pane'] [data-test='attach']")
            .await;
        self.press(&format!("[data-test='attach-{item}']")).await;
        if item != "voice" {
            self.sees("[data-test='thread-pane'] [data-test='file-chip']")
                .await;
            self.press("[data-test='thread-pane'] [data-test='send']")
                .await;
        }
        self.counts(&mine, "", before + 1).await;
    }

    /// Sends one of the server's stickers.
    pub async fn sticks_in_thread(&self, sticker: &str) {
        let mine = format!("{THREAD}[data-mine='true']");
        let before = self.count(&mine, "").await;
        self.press("[data-test='thread-pane'] [data-test='stickers']")
            .await;
        let option = format!("[data-test='sticker-option'][data-name='{sticker}']");
        self.press(&option).await;
        self.counts(&mine, "", before + 1).await;
    }

    /// Chooses in the menu of the newest bubble with this text.
    pub async fn does_with_bubble(&self, text: &str, item: &str) {
        let more = "[data-test='bubble-more']";
        self.presses_newest("[data-test='bubble']", text, more)
            .await;
        self.press(item).await;
    }

    /// Presses a tool of the newest message of the thread with this text.
    pub async fn does_with_message(&self, text: &str, tool: &str) {
        let tool = format!("[data-test='{tool}']");
        self.presses_newest(THREAD, text, &tool).await;
    }

    /// Begins a command of the thread.
    pub async fn types_command(&self, typed: &str, command: &str) {
        self.writes("[data-test='composer'][data-kind='thread']", typed)
            .await;
        let option = format!("[data-test='picker-option'][data-command='{command}']");
        self.press(&option).await;
    }

    /// Runs a command of the thread.
    pub async fn runs(&self, typed: &str, command: &str) {
        self.types_command(typed, command).await;
        self.press("[data-test='command-send']").await;
    }

    /// Fills the form that is open in, and sends it.
    pub async fn fills(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            let field = format!("[data-test='modal-field'][data-custom-id='{name}']");
            self.writes(&field, value).await;
        }
        self.press("[data-test='modal-submit']").await;
    }

    /// Runs a command of the thread that opens a form, fills that in, and sends what it shows.
    pub async fn asks(&self, typed: &str, command: &str, fields: &[(&str, &str)]) {
        self.runs(typed, command).await;
        self.fills(fields).await;
        self.sends_own("Enviar para").await;
    }

    /// Presses this button of the answer that only this person sees, and is done with that once
    /// it is gone.
    pub async fn sends_own(&self, label: &str) {
        self.presses_own(label).await;
        let gone = format!(
            "$$(\"[data-ephemeral='true'] [data-test='button'][data-label*='{label}']\").length === 0"
        );
        self.until(&format!("no more {label}"), &gone).await;
        let dismiss = "$$(\"[data-test='dismiss']\").map((one) => one.click()).length === 0";
        self.until("nothing beside the thread", dismiss).await;
    }

    /// Begins to send a template in the thread.
    pub async fn chooses_template(&self, name: &str) {
        self.runs("/modelo", "template").await;
        self.chooses(name).await;
    }

    /// Waits until there are so many such elements with this text.
    pub async fn counts(&self, css: &str, text: &str, wanted: usize) {
        let all = format!(
            "$$({}).filter((one) => one.textContent.includes({})).length === {wanted}",
            json!(css),
            json!(text)
        );
        self.until(&format!("{wanted} of {css} with {text:?}"), &all)
            .await;
    }

    /// How many such elements with this text there are.
    pub async fn count(&self, css: &str, text: &str) -> usize {
        let all = self.texts(css).await;
        all.iter().filter(|one| one.contains(text)).count()
    }
}
