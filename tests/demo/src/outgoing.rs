//! Nothing leaves this machine: every address that the bot will speak to is looked at first.

use conecta::channels::http::is_loopback;
use conecta::config::Config;
use url::Url;

/// An address that is not on this machine.
#[derive(Debug, thiserror::Error)]
#[error("a demonstração só fala com esta máquina, e {0} fica fora dela")]
pub struct Outgoing(Url);

/// Looks at every address in the bot's settings.
///
/// # Errors
/// The first one that is not on this machine.
pub fn only_this_machine(config: &Config) -> Result<(), Outgoing> {
    let addresses = [
        Some(&config.discord_api_base),
        Some(&config.graph_api_base),
        config.public_url.as_ref(),
    ];
    let away = addresses
        .into_iter()
        .flatten()
        .find(|url| !is_loopback(url));
    away.map_or(Ok(()), |url| Err(Outgoing(url.clone())))
}

#[cfg(test)]
mod tests {
    use conecta::config::Settings;

    use super::*;

    fn settings() -> Settings {
        let some = |text: &str| Some(text.to_owned());
        Settings {
            discord_token: some("t"),
            discord_guild_id: some("42"),
            discord_api_base: some("http://127.0.0.1:1"),
            whatsapp_token: some("w"),
            whatsapp_app_secret: some("s"),
            whatsapp_verify_token: some("v"),
            whatsapp_business_account_ids: some("1"),
            graph_api_base: some("http://127.0.0.1:2"),
            ..Settings::default()
        }
    }

    #[test]
    fn an_address_elsewhere_is_refused_whichever_it_is() {
        let check = |settings: &Settings| {
            let config = settings.check().expect("complete settings");
            only_this_machine(&config).map_err(|Outgoing(url)| url.to_string())
        };
        assert_eq!(check(&settings()), Ok(()));
        type Change = fn(&mut Settings);
        let changes: [(Change, &str); 3] = [
            (|s| s.discord_api_base = None, "https://discord.com/"),
            (|s| s.graph_api_base = None, "https://graph.facebook.com/"),
            (
                |s| s.public_url = Some("https://desk.example".to_owned()),
                "https://desk.example/",
            ),
        ];
        for (change, address) in changes {
            let mut settings = settings();
            change(&mut settings);
            assert_eq!(check(&settings), Err(address.to_owned()));
        }
    }
}
