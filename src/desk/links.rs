//! Links to files: each names a file by its key, holds until a moment, and is signed, so that nobody
//! can make one, or make one hold longer.

use std::fmt;
use std::sync::Arc;

use chrono::DateTime;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use url::Url;

use crate::clock::Timestamp;

/// The part of the path under which files are served.
pub const FOLDER: &str = "files";

/// Makes links and knows its own. Cloning gives another handle.
#[derive(Clone)]
pub struct Links {
    secret: Arc<SecretString>,
    /// The public address of this installation, if it has one.
    public: Option<Url>,
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links")
            .field("public", &self.public.as_ref().map(Url::as_str))
            .finish_non_exhaustive()
    }
}

/// What a link is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It opens the file.
    Good,
    /// It was one of ours and holds no longer.
    Expired,
    /// It is none of ours.
    None,
}

impl Links {
    /// Links that are signed with this installation's secret and lead to its public address.
    pub fn new(secret: SecretString, public: Option<Url>) -> Self {
        Self {
            secret: Arc::new(secret),
            public,
        }
    }

    /// The link to the file of this key until then; `None` without a public address.
    pub fn to(&self, key: &str, until: Timestamp) -> Option<Url> {
        let mut url = self.public.clone()?;
        let until = until.timestamp();
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .extend([FOLDER, key]);
        let signature = hex::encode(self.signed(key, until).finalize().into_bytes());
        url.query_pairs_mut()
            .append_pair("e", &until.to_string())
            .append_pair("s", &signature);
        Some(url)
    }

    /// What a link is worth now that claims to hold until `until`. The comparison takes the same
    /// time wherever signatures differ.
    pub fn worth(&self, key: &str, until: i64, signature: &str, now: Timestamp) -> Worth {
        let mut claimed = [0_u8; 32];
        if hex::decode_to_slice(signature, &mut claimed).is_err()
            || self.signed(key, until).verify_slice(&claimed).is_err()
        {
            return Worth::None;
        }
        match DateTime::from_timestamp(until, 0) {
            Some(until) if now < until => Worth::Good,
            _ => Worth::Expired,
        }
    }

    fn signed(&self, key: &str, until: i64) -> Hmac<Sha256> {
        let secret = self.secret.expose_secret().as_bytes();
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(format!("{FOLDER}/{key}?e={until}").as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    const KEY: &str = "00112233445566778899aabbccddeeff";

    fn links(secret: &str, public: &str) -> Links {
        let public = Url::parse(public).expect("an address");
        Links::new(SecretString::from(secret), Some(public))
    }

    fn at(seconds: i64) -> Timestamp {
        DateTime::from_timestamp(seconds, 0).expect("a time")
    }

    fn parts(url: &Url) -> (i64, String) {
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        (query["e"].parse().expect("a number"), query["s"].clone())
    }

    #[test]
    fn a_link_stands_below_the_public_address() {
        for (public, start) in [
            (
                "https://desk.example.com",
                "https://desk.example.com/files/",
            ),
            (
                "https://example.com/desk/",
                "https://example.com/desk/files/",
            ),
        ] {
            let link = links("s", public).to(KEY, at(50)).expect("a link");
            let expected = format!("{start}{KEY}?e=50&s=");
            assert!(link.as_str().starts_with(&expected), "{link}");
        }
        let nowhere = Links::new(SecretString::from("s"), None);
        assert_eq!(nowhere.to(KEY, at(50)), None);
    }

    #[test]
    fn it_opens_that_file_until_then_and_nothing_else() {
        let ours = links("s", "https://desk.example.com");
        let (until, signature) = parts(&ours.to(KEY, at(50)).expect("a link"));
        let worth = |key, until, signature: &str, now| ours.worth(key, until, signature, at(now));
        assert_eq!(worth(KEY, until, &signature, 49), Worth::Good);
        assert_eq!(worth(KEY, until, &signature, 50), Worth::Expired);
        assert_eq!(worth(KEY, until + 1, &signature, 49), Worth::None);
        let other = KEY.replace('0', "1");
        assert_eq!(worth(&other, until, &signature, 49), Worth::None);
        assert_eq!(worth(KEY, i64::MAX, &signature, 49), Worth::None);
        for bad in ["", "00", &signature[2..], &"0".repeat(64), &"é".repeat(32)] {
            assert_eq!(worth(KEY, until, bad, 49), Worth::None, "{bad}");
        }
        let theirs = links("t", "https://desk.example.com");
        assert_eq!(theirs.worth(KEY, until, &signature, at(49)), Worth::None);
    }

    #[test]
    fn the_secret_is_not_shown() {
        let shown = format!("{:?}", links("geheim", "https://desk.example.com"));
        assert!(!shown.contains("geheim"), "{shown}");
    }
}
