//! Finds every path that begins at the crate's root or climbs out of its module, wherever it stands:
//! in a `use` with its groups, or in the middle of a line.

use super::lexer::{Kind, Token};

/// A path from the crate's root, as a file spells it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub line: usize,
    /// `["store", "writer", "Db"]`; a glob ends in `*`.
    pub path: Vec<String>,
}

/// The paths in a file whose module is `module`.
pub fn found(tokens: &[Token], module: &[String]) -> Vec<Found> {
    let mut finder = Finder {
        tokens,
        module: module.to_vec(),
        inline: Vec::new(),
        depth: 0,
        found: Vec::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        at = finder.step(at);
    }
    finder.found
}

struct Finder<'a> {
    tokens: &'a [Token],
    module: Vec<String>,
    /// At which depth of braces each module inside the file ends.
    inline: Vec<usize>,
    depth: usize,
    found: Vec<Found>,
}

impl Finder<'_> {
    fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn name(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::name)
    }

    /// Reads what begins at `at`; answers where the next begins.
    fn step(&mut self, at: usize) -> usize {
        match &self.tokens[at].kind {
            Kind::Sign('{') => {
                self.depth += 1;
                if at >= 2
                    && self.name(at - 2) == Some("mod")
                    && let Some(name) = self.name(at - 1).map(str::to_owned)
                {
                    self.module.push(name);
                    self.inline.push(self.depth);
                }
            }
            Kind::Sign('}') => {
                if self.inline.last() == Some(&self.depth) {
                    self.inline.pop();
                    self.module.pop();
                }
                self.depth = self.depth.saturating_sub(1);
            }
            Kind::Name(name) if matches!(name.as_str(), "crate" | "super" | "self") => {
                let continues = at > 0 && self.kind(at - 1) == Some(&Kind::PathSep);
                if !continues && self.kind(at + 1) == Some(&Kind::PathSep) {
                    return self.path(at, self.module.clone());
                }
            }
            _ => {}
        }
        at + 1
    }

    /// Reads a path or one branch of a group, begun at `base`; answers where it ends.
    fn path(&mut self, mut at: usize, mut base: Vec<String>) -> usize {
        loop {
            let line = self.tokens.get(at).map_or(0, |token| token.line);
            match self.kind(at) {
                Some(Kind::Name(name)) => match name.as_str() {
                    "crate" => base.clear(),
                    "super" => {
                        base.pop();
                    }
                    "self" => {}
                    name => base.push(name.to_owned()),
                },
                Some(Kind::Sign('*')) => base.push("*".to_owned()),
                Some(Kind::Sign('{')) => return self.group(at + 1, &base),
                _ => return at,
            }
            at += 1;
            if self.kind(at) != Some(&Kind::PathSep) {
                self.found.push(Found { line, path: base });
                return at;
            }
            at += 1;
            if self.kind(at) == Some(&Kind::Sign('<')) {
                // The types of a call: the path is over, and theirs are read by themselves.
                self.found.push(Found { line, path: base });
                return at;
            }
        }
    }

    fn group(&mut self, mut at: usize, base: &[String]) -> usize {
        loop {
            match self.kind(at) {
                None => return at,
                Some(Kind::Sign('}')) => return at + 1,
                Some(Kind::Name(name)) if name == "as" => at += 2,
                Some(Kind::Name(_) | Kind::Sign('*' | '{')) => {
                    at = self.path(at, base.to_vec());
                }
                Some(_) => at += 1,
            }
        }
    }
}
