//! The lines of a thread.

mod failed;
mod held;
mod truth;

use chrono::TimeDelta;

use crate::clock::Timestamp;
use crate::courier::Facts;
use crate::desk::DeskError;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::Verb;
use crate::discord::message::NewMessage;
use crate::discord::offers::{self, button, labelled};
use crate::domain::content::Content;
use crate::domain::conversation::AskWhy;
use crate::domain::effect::{Ask, Notice, Posted};
use crate::domain::fit::Remark;
use crate::domain::ids::{InboundId, MessageId};
use crate::domain::price::Price;
use crate::domain::text::to_discord;
use crate::store::posts::LanePost;
use crate::store::{inbound as rows, outgoing};
use crate::words::{self, Args, args, relative, say};

use super::contact::Known;
use super::said::Said;
use super::{inbound, mention, quote};

/// The messages that a line of the lane is: one, or several if it is long.
pub async fn line(facts: &Facts, line: &LanePost) -> Result<Vec<NewMessage>, DeskError> {
    let known = Known::read(facts, line.conversation, line.post.what.message())
        .await?
        .ok_or(DeskError::NoConversation)?;
    let view = View {
        facts,
        known,
        at: line.created_at,
    };
    let is_customers = matches!(line.post.what, Posted::Mirror { .. });
    let mut reply_to = line.post.reply_to;
    let said = match &line.post.what {
        Posted::Mirror { inbound, named } => {
            let name = named.then(|| view.known.name());
            let ping = line.post.ping.map(mention);
            let mirror = inbound::mirror(facts, &view.known, *inbound, name, ping, None).await?;
            reply_to = reply_to.or(mirror.reply_to);
            Said::plain(mirror.text)
        }
        Posted::Template { message } => view.template(*message).await?,
        Posted::Text { message } => view.text(*message),
        // Files are shown by others.
        Posted::File { .. } => Said::plain(String::new()),
        Posted::Echo { echo, .. } => {
            let line = inbound::echo(facts, &view.known, (*echo, line.created_at), None).await?;
            reply_to = reply_to.or(line.reply_to);
            Said::plain(line.text)
        }
        Posted::Notice(notice) => view.notice(notice).await?,
        Posted::Ask(ask) => view.ask(ask).await?,
    };
    let said = match said.text.trim() {
        "" => Said::plain("—".to_owned()),
        _ => said,
    };
    Ok(said.messages(reply_to, line.post.ping, is_customers))
}

struct View<'a> {
    facts: &'a Facts,
    known: Known,
    /// When the line was written down.
    at: Timestamp,
}

impl View<'_> {
    fn say(&self, id: &str, args: &Args<'_>) -> String {
        say(self.facts.locale, id, args)
    }

    fn button(&self, style: ButtonStyle, verb: Verb, id: i64, text: &str) -> Button {
        button(self.facts.locale, style, verb, id, text)
    }

    fn conversation(&self) -> i64 {
        self.known.c.id.0
    }

    /// The beginning of one of the conversation's messages.
    fn excerpt(&self, message: MessageId) -> String {
        let row = self.known.c.message(message);
        row.map(|row| quote(&words::content(self.facts.locale, &row.content)))
            .unwrap_or_default()
    }

    /// The name of the file in one of the conversation's messages.
    fn file_name(&self, message: MessageId) -> String {
        let file = self.known.c.message(message);
        let file = file.and_then(|row| row.content.file());
        file.map(|file| quote(&file.facts.name)).unwrap_or_default()
    }

    async fn answer(&self, id: InboundId) -> Result<String, DeskError> {
        let mut db = self.facts.desk.store().read().await?;
        let Some(row) = rows::by_id(&mut db, id).await? else {
            return Ok(String::new());
        };
        Ok(inbound::short_of(self.facts.locale, &row, super::EXCERPT))
    }

    /// What so many free-form messages will cost, as far as that is known.
    async fn price_of_queue(&self, count: usize) -> Result<String, DeskError> {
        let desk = &self.facts.desk;
        let price = desk.price_of_queue(&self.known.c, count).await?;
        Ok(words::price(self.facts.locale, &price))
    }

    /// What a template will cost, as far as that is known.
    async fn price(&self, message: MessageId) -> Result<String, DeskError> {
        let mut db = self.facts.desk.store().read().await?;
        let costs = outgoing::costs(&mut db, self.known.c.id).await?;
        let estimate = costs
            .into_iter()
            .find(|(id, _)| *id == message)
            .and_then(|(_, cost)| cost.estimate);
        let price = Price::written_down(estimate);
        Ok(words::price(self.facts.locale, &price))
    }

    async fn template(&self, message: MessageId) -> Result<Said, DeskError> {
        let Some(row) = self.known.c.message(message) else {
            return Ok(Said::plain("—".to_owned()));
        };
        let (name, preview) = match &row.content {
            Content::Template(template) => (template.name.as_str(), template.preview.as_str()),
            other => ("", other.text()),
        };
        let head = self.say(
            "line-template",
            &args! {
                "template" => quote(name),
                "by" => mention(row.author),
                "price" => self.price(message).await?,
            },
        );
        let quoted: Vec<String> = to_discord(preview)
            .lines()
            .map(|line| format!("> {line}"))
            .collect();
        Ok(Said::plain(format!("{head}\n{}", quoted.join("\n"))))
    }

    fn text(&self, message: MessageId) -> Said {
        let Some(row) = self.known.c.message(message) else {
            return Said::plain("—".to_owned());
        };
        let head = self.say(
            "line-text",
            &args! { "contact" => self.known.first_name(), "by" => mention(row.author) },
        );
        let (facts, content) = (self.facts, &row.content);
        let abilities = facts.channel.abilities();
        let said = words::in_full(facts.locale, content, abilities, facts.zone);
        Said::plain(format!("{head}\n{said}"))
    }

    async fn notice(&self, notice: &Notice) -> Result<Said, DeskError> {
        let contact = self.known.first_name();
        let plain = |id: &str, args: &Args<'_>| Said::plain(self.say(id, args));
        Ok(match notice {
            Notice::Started { by } => plain("notice-started", &args! { "by" => mention(*by) }),
            Notice::Assumed { by } => plain("notice-assumed", &args! { "by" => mention(*by) }),
            Notice::Released { by } => plain("notice-released", &args! { "by" => mention(*by) }),
            Notice::Restarted { by } => plain("notice-restarted", &args! { "by" => mention(*by) }),
            Notice::Concluded { by, discarded } => plain(
                "notice-concluded",
                &args! { "by" => mention(*by), "count" => *discarded },
            ),
            Notice::Queued { .. } => Said {
                text: self.say("notice-queued", &args! { "contact" => contact }),
                buttons: self.window_buttons(),
            },
            Notice::PutBack { message } => Said {
                text: self.say(
                    "notice-put-back",
                    &args! { "contact" => contact, "excerpt" => self.excerpt(*message) },
                ),
                buttons: self.window_buttons(),
            },
            Notice::QueueLeaves { count } => plain(
                "notice-queue-leaves",
                &args! { "contact" => contact, "count" => *count },
            ),
            Notice::QueueDecided { by, sent, count } => plain(
                if *sent {
                    "notice-queue-sent"
                } else {
                    "notice-queue-discarded"
                },
                &args! { "by" => mention(*by), "count" => *count },
            ),
            Notice::QueueHeld { by } => plain("notice-queue-held", &args! { "by" => mention(*by) }),
            Notice::QueueLetGo { by } => {
                plain("notice-queue-let-go", &args! { "by" => mention(*by) })
            }
            Notice::Rewritten { by, message } => self.rewritten(*message, *by).await?,
            Notice::Moved { by, message } => plain(
                "notice-moved",
                &args! { "by" => mention(*by), "excerpt" => self.excerpt(*message) },
            ),
            Notice::TakenOut { by, message, with } => plain(
                "notice-taken-out",
                &args! { "by" => mention(*by), "excerpt" => self.excerpts(*message, with) },
            ),
            Notice::AssigneeLeft { who } => {
                plain("notice-assignee-left", &args! { "who" => mention(*who) })
            }
            Notice::Failed { message, failure } => self.failed(*message, failure),
            Notice::Delayed {
                message,
                failure,
                next,
            } => self.delayed(*message, failure, *next),
            Notice::Paused { message } => self.paused(*message),
            Notice::StaysThere { acceptance, .. } => {
                plain(failed::stays_there(*acceptance), &Args::new())
            }
            Notice::SentAgain { by, message } => plain(
                "notice-sent-again",
                &args! { "by" => mention(*by), "excerpt" => self.excerpt(*message) },
            ),
            Notice::TemplateStopped { message } => plain(
                "notice-template-stopped",
                &args! { "contact" => contact, "excerpt" => self.excerpt(*message) },
            ),
            Notice::LeftBefore { .. } => {
                plain("notice-left-before", &args! { "contact" => contact })
            }
            Notice::ExpiredInDoubt { message } => plain(
                "notice-expired-in-doubt",
                &args! { "contact" => contact, "excerpt" => self.excerpt(*message) },
            ),
            Notice::ArrivedAfterAll { message } => plain(
                "notice-arrived-after-all",
                &args! { "contact" => contact, "excerpt" => self.excerpt(*message) },
            ),
            Notice::Expired { messages } => plain(
                "notice-expired",
                &args! {
                    "count" => messages.len(),
                    "excerpt" => messages.first().map(|first| self.excerpt(*first)).unwrap_or_default(),
                },
            ),
            Notice::EditedAfter { message } => self.edited_after(*message).await?,
            Notice::DeletedAfter { message, by, with } => {
                self.deleted_after(*message, *by, with).await?
            }
            Notice::FileTakenOut { message } => plain(
                "notice-file-taken-out",
                &args! {
                    "contact" => contact,
                    "file" => self.file_name(*message),
                    "sure" => self.sure(&[*message]),
                },
            ),
            Notice::DoubtDecided { by, message, again } => plain(
                if *again {
                    "notice-doubt-again"
                } else {
                    "notice-doubt-gone-on"
                },
                &args! { "by" => mention(*by), "excerpt" => self.excerpt(*message) },
            ),
            Notice::OptedOut {
                inbound: Some(inbound),
            } => plain(
                "notice-opted-out",
                &args! { "contact" => contact, "words" => self.answer(*inbound).await? },
            ),
            Notice::OptedOut { inbound: None } => {
                plain("notice-opted-out-there", &args! { "contact" => contact })
            }
            Notice::Marketing { by, allowed } => plain(
                if *allowed {
                    "notice-opted-in-by"
                } else {
                    "notice-opted-out-by"
                },
                &args! { "contact" => contact, "by" => mention(*by) },
            ),
            Notice::WantsBack { inbound: None } => {
                plain("notice-back-there", &args! { "contact" => contact })
            }
            Notice::WantsBack {
                inbound: Some(inbound),
            } => Said {
                text: self.say(
                    "notice-wants-back",
                    &args! { "contact" => contact, "words" => self.answer(*inbound).await? },
                ),
                buttons: vec![offers::opt_in(self.facts.locale, self.known.c.id)],
            },
            Notice::StillWaiting { since } => plain(
                "notice-still-waiting",
                &args! { "contact" => contact, "since" => relative(*since) },
            ),
            Notice::GoesAs { message, remark } => plain(
                goes_as(*remark),
                &args! { "file" => self.file_name(*message) },
            ),
            Notice::SpoilerOpens => plain("notice-spoiler-opens", &args! { "contact" => contact }),
            Notice::PointsAtFirst { count } => plain(
                "notice-points-at-first",
                &args! { "contact" => contact, "count" => *count },
            ),
            Notice::ReactionTooOld { days } => {
                plain("notice-reaction-too-old", &args! { "days" => *days })
            }
            Notice::ReactionToRemoved => plain(
                "notice-reaction-to-removed",
                &args! { "contact" => contact },
            ),
            Notice::QuoteOfRemoved => {
                plain("notice-quote-of-removed", &args! { "contact" => contact })
            }
            Notice::QuoteTooOld { days } => {
                plain("notice-quote-too-old", &args! { "days" => *days })
            }
            Notice::OnlyNames { count } => plain("notice-only-names", &args! { "count" => *count }),
            Notice::EmojiNames { count } => {
                plain("notice-emoji-names", &args! { "count" => *count })
            }
            // With the card itself, which others show.
            Notice::CardLost => plain("notice-card-lost", &Args::new()),
            Notice::RoomMade => plain("notice-room-made", &Args::new()),
            Notice::FileFailed { file } => self.file_failed(*file).await?,
            Notice::NotShown { inbound: None } => plain("notice-line-not-shown", &Args::new()),
            Notice::NotShown {
                inbound: Some(inbound),
            } => Said {
                text: self.say("notice-mirror-not-shown", &args! { "contact" => contact }),
                buttons: vec![offers::read_unshown(self.facts.locale, *inbound)],
            },
        })
    }

    /// What helps while the window is closed.
    fn window_buttons(&self) -> Vec<Button> {
        let id = self.conversation();
        vec![
            self.button(
                ButtonStyle::Primary,
                Verb::Template,
                id,
                "send-template-button",
            ),
            self.button(ButtonStyle::Secondary, Verb::Queue, id, "see-queue-button"),
        ]
    }

    async fn ask(&self, ask: &Ask) -> Result<Said, DeskError> {
        let contact = self.known.first_name();
        Ok(match ask {
            Ask::Held {
                message,
                reason,
                eraser,
            } => self.held(*message, *reason, *eraser),
            Ask::Queue {
                why,
                inbound,
                count,
                oldest,
            } => {
                let text = match why {
                    AskWhy::Stop => "ask-queue-stop",
                    AskWhy::Aged => "ask-queue-aged",
                    AskWhy::OtherAuthor => "ask-queue-other-author",
                    AskWhy::Paused => "ask-queue-paused",
                };
                let answer = match inbound {
                    Some(inbound) => self.answer(*inbound).await?,
                    None => String::new(),
                };
                let args = args! {
                    "contact" => contact,
                    "answered" => if inbound.is_some() { "yes" } else { "no" },
                    "answer" => answer,
                    "count" => *count,
                    "oldest" => relative(*oldest),
                    "price" => self.price_of_queue(*count).await?,
                };
                let text = self.say(text, &args);
                self.decision(
                    text,
                    *count,
                    [Verb::QueueSend, Verb::QueueReview, Verb::QueueDiscard],
                )
            }
            Ask::Stale {
                count,
                from,
                until,
                platform,
            } => {
                let text = if *platform {
                    "ask-stale-platform"
                } else {
                    "ask-stale-away"
                };
                let until = (*until).max(*from + TimeDelta::minutes(1));
                let text = self.say(
                    text,
                    &args! {
                        "from" => super::clock(*from, self.facts),
                        "until" => super::clock(until, self.facts),
                        "count" => *count,
                    },
                );
                self.decision(
                    text,
                    *count,
                    [Verb::StaleSend, Verb::StaleReview, Verb::StaleDiscard],
                )
            }
            Ask::Doubt { message, behind } => Said {
                text: self.say(
                    "ask-doubt",
                    &args! {
                        "contact" => contact,
                        "excerpt" => self.excerpt(*message),
                        "count" => *behind,
                    },
                ),
                buttons: offers::doubt(self.facts.locale, *message, self.known.c.stage),
            },
            Ask::OptOut { inbound } => Said {
                text: self.say(
                    "ask-opt-out",
                    &args! { "contact" => contact, "words" => self.answer(*inbound).await? },
                ),
                buttons: offers::opt_out(self.facts.locale, self.known.c.id),
            },
        })
    }

    /// Send them all, look at them, or discard them.
    fn decision(&self, text: String, count: usize, [send, review, discard]: [Verb; 3]) -> Said {
        let id = self.conversation();
        let send_label = self.say("queue-send-button", &args! { "count" => count });
        Said {
            text,
            buttons: vec![
                labelled(ButtonStyle::Primary, send, id, &send_label),
                self.button(ButtonStyle::Secondary, review, id, "review-button"),
                self.button(ButtonStyle::Danger, discard, id, "discard-button"),
            ],
        }
    }
}

fn goes_as(remark: Remark) -> &'static str {
    match remark {
        Remark::Converted => "notice-goes-converted",
        Remark::Shrunk => "notice-goes-shrunk",
        Remark::MovingAsLink => "notice-goes-moving-as-link",
        Remark::MovingAsStill => "notice-goes-moving-as-still",
        Remark::StickerStill => "notice-goes-sticker-still",
        Remark::StickerAsPicture => "notice-goes-sticker-as-picture",
        Remark::VoiceAsAudio => "notice-goes-voice-as-audio",
        Remark::VoiceToFetch => "notice-goes-voice-to-fetch",
        Remark::UnshownAsDocument => "notice-goes-unshown-as-document",
        Remark::FormAsDocument => "notice-goes-form-as-document",
        Remark::AsLink => "notice-goes-as-link",
        Remark::KindAsLink => "notice-goes-kind-as-link",
    }
}
