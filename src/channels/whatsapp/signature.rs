//! Whether a webhook, or the question before the first one, comes from the platform.
//!
//! <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-hub-signature-256";

/// Whether `signature` (`sha256=` and hexadecimal) is that of exactly these bytes under the app
/// secret. The comparison takes the same time wherever they differ.
///
/// The bytes are those that arrived: the platform escapes whatever is not ASCII as `\u`, so JSON
/// that was parsed and written again has another signature.
pub fn is_signed(app_secret: &SecretString, body: &[u8], signature: &str) -> bool {
    let secret = app_secret.expose_secret().as_bytes();
    // Anybody can sign with an empty secret.
    if secret.is_empty() {
        return false;
    }
    let mut claimed = [0_u8; 32];
    let Some(hexadecimal) = signature.strip_prefix("sha256=") else {
        return false;
    };
    if hex::decode_to_slice(hexadecimal, &mut claimed).is_err() {
        return false;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(body);
    mac.verify_slice(&claimed).is_ok()
}

/// The answer to the platform's question whether this address is ours to give, if it is asked
/// rightly: `challenge`, to be sent back as it is.
pub fn answer_challenge<'a>(
    verify_token: &SecretString,
    mode: &str,
    token: &str,
    challenge: &'a str,
) -> Option<&'a str> {
    let known = verify_token.expose_secret().as_bytes();
    let right: bool = known.ct_eq(token.as_bytes()).into();
    (right && !known.is_empty() && mode == "subscribe").then_some(challenge)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signed with another program: `openssl dgst -sha256 -hmac geheim`.
    const BODY: &[u8] = br#"{"a":"\u00e9"}"#;
    const SIGNATURE: &str =
        "sha256=58f8bbb43462f480999d4e6f00a62ecb47e74281dde183fc45af298f633fa98f";

    fn secret(secret: &str) -> SecretString {
        SecretString::from(secret)
    }

    #[test]
    fn the_raw_bytes_are_what_is_signed() {
        assert!(is_signed(&secret("geheim"), BODY, SIGNATURE));
        // The same JSON, otherwise escaped.
        assert!(!is_signed(
            &secret("geheim"),
            "{\"a\":\"é\"}".as_bytes(),
            SIGNATURE
        ));
    }

    #[test]
    fn anything_else_is_forged() {
        assert!(!is_signed(&secret("other"), BODY, SIGNATURE));
        for forged in [
            "",
            "sha256=",
            "sha256=zz",
            &SIGNATURE["sha256=".len()..],
            &SIGNATURE[..SIGNATURE.len() - 1],
            &SIGNATURE.replace("sha256", "sha1"),
            &format!("{SIGNATURE}00"),
        ] {
            assert!(!is_signed(&secret("geheim"), BODY, forged), "{forged}");
        }
    }

    #[test]
    fn the_challenge_is_answered_to_the_right_token_only() {
        let token = secret("combinado");
        assert_eq!(
            answer_challenge(&token, "subscribe", "combinado", "42"),
            Some("42")
        );
        assert_eq!(
            answer_challenge(&token, "subscribe", "Combinado", "42"),
            None
        );
        assert_eq!(answer_challenge(&token, "subscribe", "", "42"), None);
        assert_eq!(
            answer_challenge(&token, "unsubscribe", "combinado", "42"),
            None
        );
        assert_eq!(answer_challenge(&secret(""), "subscribe", "", "42"), None);
    }
}
