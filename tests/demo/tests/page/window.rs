//! A browser window, and what somebody does in it.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};
use thirtyfour::{
    By, ChromeCapabilities, ChromiumLikeCapabilities as _, Key, LoggingPrefsLogLevel, WebDriver,
};

use super::driver::{Client, Driver};

/// How long anything may take to appear, in milliseconds.
const PATIENCE: u64 = 60_000;

/// How often a press is tried while the page redraws what is pressed.
const TRIES: usize = 200;

/// How often, and how many times, it is looked whether a file is saved.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: usize = 1_200;

/// A window of a browser of its own: two of them share nothing.
pub struct Window {
    driver: WebDriver,
    /// Holds what the browser writes.
    profile: tempfile::TempDir,
    origin: String,
}

impl Window {
    /// Opens the page in a new browser, in Portuguese.
    pub async fn open(driver: &Driver, url: &str) -> Self {
        Self::sized(driver, url, 1280, 720).await
    }

    /// The same with a window of this size.
    pub async fn sized(driver: &Driver, url: &str, width: u32, height: u32) -> Self {
        let profile = tempfile::tempdir().expect("a directory");
        let capabilities = capabilities(profile.path(), width, height);
        let driver = WebDriver::builder(driver.url(), capabilities.expect("capabilities"))
            .client(Client::new())
            .connect()
            .await
            .expect("a browser");
        let window = Self {
            driver,
            profile,
            origin: url.trim_end_matches('/').to_owned(),
        };
        window.is_sized(width, height).await;
        // What a new browser shows before is its own affair.
        let _ = window.driver.get_log("performance").await;
        window.driver.goto(url).await.expect("the page opens");
        window
    }

    /// Shows the page in this size, as a phone would below 600 pixels.
    pub async fn is_sized(&self, width: u32, height: u32) {
        // The window itself is higher than what it shows.
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// Shows the page as a system in this theme, `light` or `dark`, asks for it.
    pub async fn wears(&self, theme: &str) {
        let theme = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        self.devtools("Emulation.setEmulatedMedia", theme).await;
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the page loads");
    }

    /// Waits until an expression of JavaScript is something, and answers it. In it, `$(css)` is the
    /// first element that is shown, `$$(css)` all that are there.
    ///
    /// # Panics
    /// If it does not become so.
    pub async fn until(&self, what: &str, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const $$ = (css) => [...document.querySelectorAll(css)];
             const $ = (css) => $$(css).find((one) => one.checkVisibility());
             const till = performance.now() + {PATIENCE};
             const look = () => {{
                 let found = null;
                 try {{ found = ({expression}); }} catch (error) {{ window.lastTrouble = String(error); }}
                 if (found) done(found);
                 else if (performance.now() > till) done(null);
                 else requestAnimationFrame(look);
             }};
             look();"
        );
        let found = self.driver.execute_async(script, Vec::new()).await;
        let found = found.expect("a script runs").json().clone();
        if found.is_null() {
            self.give_up(what).await;
        }
        found
    }

    /// The expression as it is now.
    pub async fn now(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        let found = self.driver.execute(script, Vec::new()).await;
        found.expect("a script runs").json().clone()
    }

    async fn give_up(&self, what: &str) -> ! {
        let folder = option_env!("CARGO_TARGET_TMPDIR");
        let folder = folder.map_or_else(std::env::temp_dir, std::path::PathBuf::from);
        let name = what.replace(|sign: char| !sign.is_alphanumeric(), "-");
        let picture = folder.join(format!("{name}.png"));
        let _ = std::fs::write(&picture, self.picture().await);
        let log = self.driver.browser_log().await.unwrap_or_default();
        panic!(
            "not seen: {what}; see {}; console: {log:?}",
            picture.display()
        );
    }

    /// Waits until an element is shown.
    pub async fn sees(&self, css: &str) {
        self.until(css, &format!("Boolean($({}))", json!(css)))
            .await;
    }

    /// Waits until an element that shows this text is shown.
    pub async fn reads(&self, css: &str, text: &str) {
        let expression = format!(
            "$$({}).some((one) => one.checkVisibility() && one.textContent.includes({}))",
            json!(css),
            json!(text)
        );
        self.until(&format!("{css} with {text}"), &expression).await;
    }

    /// The texts of all such elements, in their order.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let all = format!(
            "[...document.querySelectorAll({})].map((one) => one.textContent)",
            json!(css)
        );
        serde_json::from_value(self.now(&all).await).expect("texts")
    }

    /// Presses what stands there, once it can be pressed.
    pub async fn press(&self, css: &str) {
        self.press_with(css, "").await;
    }

    /// Presses the first such element that shows this text.
    pub async fn press_with(&self, css: &str, text: &str) {
        let mut trouble = None;
        for _ in 0..TRIES {
            self.reads(css, text).await;
            match self.try_press(css, text).await {
                Ok(()) => return,
                // The page was drawn anew, or something moves away from above it.
                Err(error) => {
                    let passes = matches!(
                        *error,
                        WebDriverErrorInner::StaleElementReference(_)
                            | WebDriverErrorInner::NoSuchElement(_)
                            | WebDriverErrorInner::ElementClickIntercepted(_)
                            | WebDriverErrorInner::ElementNotInteractable(_)
                    );
                    assert!(passes, "{css}: {error}");
                    trouble = Some(error);
                }
            }
        }
        self.give_up(&format!("a press on {css} ({trouble:?})"))
            .await;
    }

    async fn try_press(&self, css: &str, text: &str) -> WebDriverResult<()> {
        for element in self.driver.find_all(By::Css(css)).await? {
            if element.is_displayed().await? && element.text().await?.contains(text) {
                return element.click().await;
            }
        }
        Err(thirtyfour::error::WebDriverError::NoSuchElement(
            thirtyfour::error::WebDriverErrorInfo::new(css.to_owned()),
        ))
    }

    /// Writes into whatever has the focus, as a keyboard of any language does.
    pub async fn types(&self, text: &str) {
        let parameters = json!({ "text": text });
        self.devtools("Input.insertText", parameters).await;
    }

    /// Presses a key.
    pub async fn key(&self, key: Key) {
        let keys = self.driver.action_chain().send_keys(key);
        keys.perform().await.expect("pressed");
    }

    /// Presses a field and writes into it.
    pub async fn writes(&self, css: &str, text: &str) {
        self.press(css).await;
        self.types(text).await;
    }

    /// Presses a field and pastes a text into it.
    pub async fn pastes(&self, css: &str, text: &str) {
        self.press(css).await;
        let paste = format!(
            "(() => {{ const clipboardData = new DataTransfer();
                clipboardData.setData('text/plain', {});
                document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{
                    clipboardData, bubbles: true, cancelable: true,
                }})); }})()",
            json!(text)
        );
        self.now(&paste).await;
    }

    /// Sends a command of the DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let sent = self.driver.cdp().send_raw(method, parameters).await;
        sent.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Presses `part` of the newest such element with this text.
    pub async fn presses_newest(&self, css: &str, text: &str, part: &str) {
        let press = format!(
            "(() => {{ const one = $$({}).findLast((one) => one.textContent.includes({}));
                const part = one?.querySelector({});
                part?.click();
                return Boolean(part); }})()",
            json!(css),
            json!(text),
            json!(part)
        );
        self.until(&format!("{part} of {text}"), &press).await;
    }

    /// Follows the link in the newest such element that names this file; answers how many bytes of
    /// it the browser saved.
    pub async fn saves(&self, css: &str, name: &str) -> u64 {
        let folder = self.profile.path().join("saved");
        let allowed = json!({ "behavior": "allow", "downloadPath": folder });
        self.devtools("Browser.setDownloadBehavior", allowed).await;
        self.presses_newest(css, name, "a[href*='/files/']").await;
        let file = folder.join(name);
        let mut looks = tokio::time::interval(LOOK);
        for _ in 0..LOOKS {
            looks.tick().await;
            // Under its own name it is whole.
            if let Ok(saved) = std::fs::metadata(&file) {
                return saved.len();
            }
        }
        self.give_up(&format!("the file {name}")).await
    }

    /// The picture of the window, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let picture = self.driver.screenshot_as_png().await;
        picture.expect("a picture")
    }

    /// Closes it, having seen that nothing went wrong in it: no error or warning in the console but
    /// those that hold one of `expected`, and no request to anywhere but the page's own server.
    pub async fn closes(self, expected: &[&str]) {
        let log = self.driver.browser_log().await.expect("the console");
        let trouble: Vec<String> = log
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .map(|entry| entry.message)
            .filter(|message| !expected.iter().any(|known| message.contains(known)))
            .collect();
        let requests = self.driver.get_log("performance").await;
        let outside: Vec<String> = requests
            .expect("the requests")
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok())
            .filter_map(|entry| requested(&entry["message"]))
            .filter(|url| !self.is_ours(url))
            .collect();
        self.driver.quit().await.expect("the window closes");
        assert!(trouble.is_empty(), "the console says {trouble:#?}");
        assert!(outside.is_empty(), "requested from outside: {outside:#?}");
    }

    fn is_ours(&self, url: &str) -> bool {
        let own = |scheme: &str| {
            let host = self.origin.trim_start_matches("http://");
            let rest = url.strip_prefix(&format!("{scheme}://{host}"));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // The browser's first page may still have been loading.
        let inside = ["data:", "blob:", "about:", "chrome:"];
        own("http") || own("ws") || inside.iter().any(|scheme| url.starts_with(scheme))
    }
}

/// The address of a request or a WebSocket that the browser reports.
fn requested(message: &Value) -> Option<String> {
    let url = match message["method"].as_str()? {
        "Network.requestWillBeSent" => &message["params"]["request"]["url"],
        "Network.webSocketCreated" => &message["params"]["url"],
        _ => return None,
    };
    url.as_str().map(str::to_owned)
}

fn capabilities(
    profile: &std::path::Path,
    width: u32,
    height: u32,
) -> WebDriverResult<ChromeCapabilities> {
    let mut capabilities = ChromeCapabilities::new();
    for argument in [
        "--headless",
        // Continuous integration runs as root, which Chromium's sandbox refuses; what is shown is
        // our own page and nothing else.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=pt-BR",
        "--accept-lang=pt-BR",
        "--force-device-scale-factor=1",
        "--hide-scrollbars",
    ] {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--window-size={width},{height}"))?;
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}
