//! What the commands ask of the platforms behind the desk.

use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::io::AsyncWrite;

use crate::channels::whatsapp::WhatsApp;
use crate::channels::{Channel, Upload};
use crate::clock::Timestamp;
use crate::commands::{FileTrouble, Finding, GivenFile, KeptFile, Platform, Unread};
use crate::config::Config;
use crate::courier::{self, Facts};
use crate::desk::lines::Attached;
use crate::desk::templates::StandingFile;
use crate::discord::sender::AttachmentSource;
use crate::doctor::{Doctor, Mend};
use crate::domain::ids::{PlaceId, PostId};
use crate::domain::refusal::Retry;
use crate::formats;
use crate::intake::gateway::attached;
use crate::store::{StoreError, channels, files, templates};
use crate::vault::Incoming;
use crate::words::Locale;

/// Discord and WhatsApp, as the commands need them.
#[derive(Debug)]
pub struct Platforms {
    facts: Facts,
    whatsapp: Arc<WhatsApp>,
    doctor: Doctor,
}

impl Platforms {
    /// For the running program.
    pub fn new(facts: Facts, whatsapp: Arc<WhatsApp>, config: &Config) -> Self {
        Self {
            doctor: Doctor::new(
                config,
                facts.discord.clone(),
                Arc::clone(&whatsapp),
                Arc::clone(&facts.clock),
                Some(facts.desk.clone()),
            ),
            whatsapp,
            facts,
        }
    }

    async fn fetch(
        &self,
        file: &GivenFile,
        limit: u64,
        into: &mut (dyn AsyncWrite + Send + Unpin),
    ) -> Result<(), FileTrouble> {
        if file.size > limit {
            return Err(FileTrouble::NotFetched);
        }
        let source = AttachmentSource {
            url: file.url.clone(),
            message: None,
        };
        let fetched = self.facts.discord.fetch_attachment(&source, limit, into);
        fetched.await.map(drop).map_err(|error| {
            tracing::warn!(%error, "a file could not be fetched from Discord");
            FileTrouble::NotFetched
        })
    }

    async fn text_of(&self, file: &GivenFile, limit: u64) -> Result<String, FileTrouble> {
        if file.size > limit {
            return Err(FileTrouble::Refused);
        }
        let mut bytes = Vec::new();
        self.fetch(file, limit, &mut bytes).await?;
        String::from_utf8(bytes).map_err(|_| FileTrouble::Refused)
    }

    /// Takes it in from Discord, and looks at what it really is.
    async fn take(&self, file: &GivenFile) -> Result<(Incoming, String), FileTrouble> {
        let mut incoming = self.facts.vault.receive().await.map_err(not_kept)?;
        // WhatsApp takes none that are larger.
        let limit = self.whatsapp.abilities().largest_file();
        self.fetch(file, limit, &mut incoming).await?;
        let found = formats::sniff(incoming.head(), file.mime.as_deref(), Some(&file.name));
        Ok((incoming, found.mime_type))
    }

    /// Keeps it under a name that nobody can guess.
    async fn keep(&self, file: &GivenFile) -> Result<KeptFile, FileTrouble> {
        let key = {
            let store = self.facts.desk.store();
            let mut db = store.read().await.map_err(no_key)?;
            files::fresh_key(&mut db).await.map_err(no_key)?
        };
        let (incoming, mime) = self.take(file).await?;
        let came = incoming.keep(&key).await.map_err(not_kept)?;
        Ok(KeptFile {
            key,
            mime,
            size: came.bytes,
        })
    }

    /// The whole file, ready to go on as what it really is, which must be one of these types.
    async fn pass_on(&self, file: &GivenFile, types: &[&str]) -> Result<Upload, FileTrouble> {
        let (incoming, mime_type) = self.take(file).await?;
        let (content, bytes) = incoming.read_once().await.map_err(not_kept)?;
        if bytes == 0 || !(types.is_empty() || types.contains(&mime_type.as_str())) {
            return Err(FileTrouble::Refused);
        }
        Ok(Upload {
            file: content,
            bytes,
            filename: file.name.clone(),
            mime_type,
        })
    }

    /// Hands a file to the platform, for this number.
    async fn upload(&self, number: &str, file: Upload) -> Result<String, FileTrouble> {
        let uploaded = self.whatsapp.upload_media(number, file).await;
        uploaded.map_err(|error| {
            tracing::warn!(%error, "a file was not taken");
            match error.refusal.retry {
                Retry::Never | Retry::Reupload => FileTrouble::Refused,
                _ => FileTrouble::NotTaken,
            }
        })
    }
}

fn no_key(error: StoreError) -> FileTrouble {
    tracing::error!(%error, "a file could not be given a name");
    FileTrouble::NotFetched
}

fn not_kept(error: std::io::Error) -> FileTrouble {
    tracing::error!(%error, "a file could not be written down");
    FileTrouble::NotFetched
}

impl Platform for Platforms {
    fn keep_file<'a>(
        &'a self,
        phone_number_id: &'a str,
        file: &'a GivenFile,
        types: &'static [&'static str],
    ) -> BoxFuture<'a, Result<String, FileTrouble>> {
        Box::pin(async move {
            let upload = self.pass_on(file, types).await?;
            self.upload(phone_number_id, upload).await
        })
    }

    fn keep_here<'a>(
        &'a self,
        file: &'a GivenFile,
    ) -> BoxFuture<'a, Result<KeptFile, FileTrouble>> {
        Box::pin(self.keep(file))
    }

    fn forget(&self, key: String) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if let Err(error) = self.facts.vault.remove(&[key]).await {
                tracing::error!(%error, "a file that nobody needs could not be removed");
            }
        })
    }

    fn hand_over<'a>(
        &'a self,
        phone_number_id: &'a str,
        file: &'a StandingFile,
    ) -> BoxFuture<'a, Result<String, FileTrouble>> {
        Box::pin(async move {
            let (content, bytes) = self.facts.vault.read(&file.key).await.map_err(not_kept)?;
            let upload = Upload {
                file: content,
                bytes,
                filename: file.name.clone(),
                mime_type: file.mime.clone(),
            };
            self.upload(phone_number_id, upload).await
        })
    }

    fn read_text<'a>(
        &'a self,
        file: &'a GivenFile,
        limit: u64,
    ) -> BoxFuture<'a, Result<String, FileTrouble>> {
        Box::pin(self.text_of(file, limit))
    }

    fn line_again(
        &self,
        place: PlaceId,
        post: PostId,
    ) -> BoxFuture<'_, Result<(String, Vec<Attached>), FileTrouble>> {
        Box::pin(async move {
            let (place, post) = (place.0.into(), post.0.into());
            let found = self.facts.discord.message(place, post).await;
            let found = found.map_err(|error| {
                tracing::warn!(%error, "a line could not be read again");
                FileTrouble::NotFetched
            })?;
            Ok((found.said(), attached(&found)))
        })
    }

    fn link(&self, key: &str, until: Timestamp) -> Option<String> {
        let link = self.facts.links.to(key, until)?;
        Some(link.to_string())
    }

    fn read_again(&self) -> BoxFuture<'_, Result<(usize, usize), Unread>> {
        Box::pin(async move {
            if let Err(error) = courier::read_platform(&self.facts).await {
                tracing::warn!(error, "numbers and templates could not be read");
                return Err(Unread);
            }
            let store = self.facts.desk.store();
            let mut db = store.read().await.map_err(|_| Unread)?;
            let numbers = channels::list(&mut db).await.map_err(|_| Unread)?.len();
            let mut count = 0;
            for account in &self.facts.accounts {
                let listed = templates::list(&mut db, account).await;
                count += listed.map_err(|_| Unread)?.len();
            }
            Ok((numbers, count))
        })
    }

    fn subscribe(&self) -> BoxFuture<'_, Result<(), Unread>> {
        Box::pin(async move {
            for account in &self.facts.accounts {
                if let Err(error) = self.whatsapp.subscribe(account).await {
                    tracing::warn!(%error, account, "the app could not be subscribed");
                    return Err(Unread);
                }
            }
            Ok(())
        })
    }

    fn diagnose(&self, locale: Locale) -> BoxFuture<'_, Vec<Finding>> {
        Box::pin(async move {
            self.doctor
                .examine(locale)
                .await
                .into_iter()
                .map(|finding| Finding {
                    step: finding.step,
                    fine: finding.fine,
                    sentence: finding.sentence,
                    subscribe: finding.mend == Some(Mend::Subscribe),
                })
                .collect()
        })
    }
}
