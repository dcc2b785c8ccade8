//! What was found, sentence by sentence.

use crate::words::{Args, Locale, say};

/// What was found about one part of the set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which of the five steps of the set-up it belongs to, if to one.
    pub step: Option<u8>,
    /// It is in order.
    pub fine: bool,
    /// What to tell the admin.
    pub sentence: String,
    /// What one press could do about it.
    pub mend: Option<Mend>,
}

/// What the program can mend by itself, if it is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// Subscribe the app to the accounts, so that their messages reach it.
    Subscribe,
}

/// The findings of one area, in order.
pub struct Report {
    locale: Locale,
    step: Option<u8>,
    findings: Vec<Finding>,
}

impl Report {
    /// Nothing was found yet.
    pub fn new(locale: Locale) -> Self {
        Self {
            locale,
            step: None,
            findings: Vec::new(),
        }
    }

    /// The language of the sentences.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// What is found from now on belongs to this step of the set-up.
    pub fn step(&mut self, step: u8) {
        self.step = Some(step);
    }

    /// This is in order.
    pub fn fine(&mut self, id: &str, args: &Args<'_>) {
        self.found(true, id, args);
    }

    /// This is not.
    pub fn trouble(&mut self, id: &str, args: &Args<'_>) {
        self.found(false, id, args);
    }

    /// Everything that was found.
    pub fn findings(self) -> Vec<Finding> {
        self.findings
    }

    fn found(&mut self, fine: bool, id: &str, args: &Args<'_>) {
        self.findings.push(Finding {
            step: self.step,
            fine,
            sentence: say(self.locale, id, args),
            mend: None,
        });
    }

    /// What was found last can be mended so.
    pub fn mended_by(&mut self, mend: Mend) {
        if let Some(last) = self.findings.last_mut() {
            last.mend = Some(mend);
        }
    }
}
