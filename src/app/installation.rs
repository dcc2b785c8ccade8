//! What belongs to this installation alone: its account, its id, its secret.

use secrecy::SecretString;
use serenity::all::UserId;

use super::StartError;
use crate::clock::SharedClock;
use crate::config::Config;
use crate::discord::error::DiscordError;
use crate::discord::sender::Sender;
use crate::store::{Store, StoreError, installation};

/// Where Discord's account of ours is remembered, for a start while Discord is away.
const ME: &str = "discord_user";

/// Our own account: asked, or remembered while Discord is away.
pub(super) async fn who_am_i(
    discord: &Sender,
    config: &Config,
    store: &Store,
    clock: &SharedClock,
) -> Result<UserId, StartError> {
    match discord.current_user().await {
        Ok(user) => {
            let (id, now) = (user.id.get(), clock.now());
            store
                .write(move |db| {
                    Box::pin(async move { installation::set_setting(db, ME, &id, now).await })
                })
                .await
                .map_err(StoreError::from)?;
            Ok(user.id)
        }
        Err(DiscordError::Unauthorized) => Err(StartError::DiscordToken),
        Err(error) => {
            let mut db = store.read().await?;
            match installation::setting::<u64>(&mut db, ME).await? {
                Some(id) => {
                    tracing::warn!(%error, "Discord is away; what must wait for it waits");
                    Ok(UserId::new(id))
                }
                None => Err(StartError::Discord {
                    address: config.discord_api_base.to_string(),
                    source: error,
                }),
            }
        }
    }
}

/// What keeps the nonces of two installations apart.
pub(super) async fn installation_id(store: &Store, clock: &SharedClock) -> Result<u32, StartError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that needs chance: installations must differ"
    )]
    let fresh = format!("{:08x}", rand::random::<u32>());
    let now = clock.now();
    let id = store
        .write(move |db| Box::pin(async move { installation::id(db, &fresh, now).await }))
        .await
        .map_err(StoreError::from)?;
    // Only we write it, always as eight hexadecimal digits.
    Ok(u32::from_str_radix(&id, 16).unwrap_or_default())
}

/// What links are signed with.
pub(super) async fn link_secret(
    store: &Store,
    clock: &SharedClock,
) -> Result<SecretString, StartError> {
    let now = clock.now();
    let secret = store
        .write(move |db| Box::pin(async move { installation::secret(db, now).await }))
        .await
        .map_err(StoreError::from)?;
    Ok(secret.into())
}
