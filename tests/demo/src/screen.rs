//! What stands on the terminal.

use std::fmt::Display;
use std::io::{IsTerminal, Write as _};
use std::time::Instant;

/// The terminal, with colours where it has them.
#[derive(Debug, Clone)]
pub struct Screen {
    coloured: bool,
    begun: Instant,
}

/// Whose side a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What the agent sees in Discord.
    Discord,
    /// What the customer sees on the phone.
    Phone,
}

impl Screen {
    /// The standard output.
    pub fn new() -> Self {
        Self {
            coloured: std::io::stdout().is_terminal(),
            begun: Instant::now(),
        }
    }

    /// A line over everything.
    pub fn title(&self, text: &str) {
        self.line(self.paint("1", text));
    }

    /// A heading, with an empty line before it.
    pub fn heading(&self, text: &str) {
        self.line("");
        self.line(self.paint("1", text));
    }

    /// What somebody does.
    pub fn act(&self, text: &str) {
        self.line("");
        let seconds = self.begun.elapsed().as_secs_f32();
        let at = format!("{seconds:5.1} s").replace('.', ",");
        self.line(format!(
            "{}  {}",
            self.paint("2", &at),
            self.paint("1", text)
        ));
    }

    /// What somebody sees, line by line.
    pub fn seen(&self, side: Side, text: &str) {
        let (name, colour) = match side {
            Side::Discord => ("Discord ", "34"),
            Side::Phone => ("WhatsApp", "32"),
        };
        for (number, line) in text.trim_end().lines().enumerate() {
            let name = if number == 0 { name } else { "        " };
            self.line(format!("  {} │ {line}", self.paint(colour, name)));
        }
    }

    /// A line as it is.
    pub fn line(&self, text: impl Display) {
        // Whoever closes the output does not want to read on.
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Why it does not go on.
    pub fn trouble(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.coloured {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
