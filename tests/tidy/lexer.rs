//! Reads Rust as far as the checks need it: names, signs and texts, without comments.

/// One piece of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Name(String),
    /// `::`
    PathSep,
    /// Any other sign.
    Sign(char),
    /// What stands between the quotes of a string, escapes as they are written.
    Text(String),
    /// A number, a character or a lifetime.
    Other,
}

impl Token {
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The tokens of a source file.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader {
        chars: source.chars().collect(),
        at: 0,
        line: 1,
    };
    let mut tokens = Vec::new();
    while let Some(token) = reader.token() {
        tokens.push(token);
    }
    tokens
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn next(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        self.line += usize::from(c == '\n');
        c
    }

    fn done(&self) -> bool {
        self.at >= self.chars.len()
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while !self.done() && belongs(self.peek(0)) {
            taken.push(self.next());
        }
        taken
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            if self.done() {
                return;
            }
            match (self.peek(0), self.peek(1)) {
                (c, _) if c.is_whitespace() => {
                    self.next();
                }
                ('/', '/') => {
                    self.take(|c| c != '\n');
                }
                ('/', '*') => self.skip_block_comment(),
                _ => return,
            }
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        while !self.done() {
            match (self.next(), self.peek(0)) {
                ('/', '*') => {
                    self.next();
                    depth += 1;
                }
                ('*', '/') => {
                    self.next();
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn token(&mut self) -> Option<Token> {
        self.skip_blanks_and_comments();
        if self.done() {
            return None;
        }
        let line = self.line;
        let kind = match self.peek(0) {
            '"' => self.quoted(),
            '\'' => self.character_or_lifetime(),
            ':' if self.peek(1) == ':' => {
                self.at += 2;
                Kind::PathSep
            }
            c if c.is_ascii_digit() => {
                self.take(|c| c.is_alphanumeric() || c == '_');
                Kind::Other
            }
            c if c.is_alphabetic() || c == '_' => self.name_or_prefixed(),
            _ => Kind::Sign(self.next()),
        };
        Some(Token { line, kind })
    }

    /// A name, or a string with letters before its quotes: `r"…"`, `b"…"`, `br#"…"#`.
    fn name_or_prefixed(&mut self) -> Kind {
        let name = self.take(|c| c.is_alphanumeric() || c == '_');
        let prefix = matches!(name.as_str(), "r" | "b" | "br" | "c" | "cr");
        let raw = prefix && name.ends_with('r');
        match self.peek(0) {
            '"' if raw => self.raw(0),
            '"' if prefix => self.quoted(),
            '\'' if name == "b" => self.character_or_lifetime(),
            '#' if raw => {
                let mut hashes = 0;
                while self.peek(hashes) == '#' {
                    hashes += 1;
                }
                if self.peek(hashes) == '"' {
                    self.at += hashes;
                    self.raw(hashes)
                } else {
                    // `r#type`: a name that is spelt like a keyword.
                    self.at += 1;
                    Kind::Name(self.take(|c| c.is_alphanumeric() || c == '_'))
                }
            }
            _ => Kind::Name(name),
        }
    }

    fn quoted(&mut self) -> Kind {
        self.next();
        let mut text = String::new();
        while !self.done() {
            match self.next() {
                '"' => break,
                '\\' => {
                    text.push('\\');
                    text.push(self.next());
                }
                c => text.push(c),
            }
        }
        Kind::Text(text)
    }

    fn raw(&mut self, hashes: usize) -> Kind {
        self.next();
        let mut text = String::new();
        while !self.done() {
            let c = self.next();
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == '#') {
                self.at += hashes;
                break;
            }
            text.push(c);
        }
        Kind::Text(text)
    }

    fn character_or_lifetime(&mut self) -> Kind {
        self.next();
        if self.peek(0) == '\\' {
            self.next();
            self.next();
            self.take(|c| c != '\'');
            self.next();
        } else if self.peek(1) == '\'' {
            self.next();
            self.next();
        } else {
            self.take(|c| c.is_alphanumeric() || c == '_');
        }
        Kind::Other
    }
}
