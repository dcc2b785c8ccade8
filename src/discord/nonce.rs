//! The nonce by which Discord recognises a post that it already took.

use std::fmt;

use serde::{Serialize, Serializer};

/// `<8 hex of this installation>-<post>-<part>`, the last two in base 36 so that every value
/// keeps within the 25 characters that Discord allows.
///
/// Discord remembers a nonce for minutes only and never returns it when a message is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nonce {
    installation: u32,
    post: u64,
    part: u8,
}

impl Nonce {
    /// The nonce of a post's part, from 0, in this installation.
    pub const fn new(installation: u32, post: i64, part: u8) -> Self {
        Self {
            installation,
            post: post.cast_unsigned(),
            part,
        }
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-", self.installation)?;
        base36(self.post, f)?;
        f.write_str("-")?;
        base36(self.part.into(), f)
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn base36(number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let rest = number / 36;
    if rest > 0 {
        base36(rest, f)?;
    }
    let digit = char::from_digit((number % 36) as u32, 36).unwrap_or_default();
    write!(f, "{digit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_names_installation_post_and_part() {
        assert_eq!(Nonce::new(0xbeef, 35, 0).to_string(), "0000beef-z-0");
        assert_eq!(Nonce::new(1, 36, 37).to_string(), "00000001-10-11");
    }

    #[test]
    fn the_longest_nonce_fits() {
        assert_eq!(
            Nonce::new(u32::MAX, i64::MAX, u8::MAX).to_string().len(),
            25
        );
        assert_eq!(Nonce::new(u32::MAX, -1, u8::MAX).to_string().len(), 25);
    }
}
