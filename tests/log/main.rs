//! A day at the desk on which much goes wrong, and what the log says of it: no secret, and nothing
//! that a customer or an agent wrote, is called or can be reached by.
//!
//! A binary of its own, since it listens to everything that is logged.

mod day;
#[path = "../stories/hands.rs"]
#[expect(dead_code, reason = "made for the stories, which use all of it")]
mod hands;
#[path = "../heard/mod.rs"]
mod heard;
mod private;
#[expect(dead_code, reason = "made for the stories, which use all of it")]
#[path = "../stories/support/mod.rs"]
mod support;

use conecta::cli::LOGGED;
use heard::Heard;

/// What must have been logged, or the day was not as rich as it should be.
const EXPECTED: [&str; 28] = [
    "a message was accepted",
    "a message was not accepted",
    "a webhook was taken",
    "a webhook without a genuine signature was refused",
    "a genuine webhook cannot be read",
    "a part of a genuine webhook cannot be read",
    "an item of a webhook was set aside",
    "what somebody wrote could not be worked in and is given up",
    "a verification of the webhook carried another verify token",
    "the platform refused a request",
    "the platform answered without an error code",
    "the platform's answer cannot be read",
    "the connection to the platform was lost",
    "the platform did not answer in time",
    "a number is in trouble",
    "a file lies outside the platform and is not fetched",
    "a file's address leads on to another and is not followed",
    "a line is shown otherwise",
    "a line cannot be shown in its thread",
    "a mark was refused",
    "Discord did not take an answer",
    "a thread could not be caught up yet",
    "a conversation could not be woken",
    "an event of Discord's gateway cannot be read",
    "Unhandled error: Json(",
    "news about an account for admins",
    "news of a kind that is not worked in",
    "a file is one to be careful with",
];

#[tokio::test]
async fn nothing_private_is_logged_on_a_day_on_which_much_goes_wrong() {
    // Whatever of ours could ever be logged; of others' crates, what is logged by default.
    let heard = Heard::listen(&format!("{LOGGED},conecta=trace,conecta_sandbox=off"));
    let mut desk = support::Desk::public().await;
    day::a_conversation_is_started(&desk).await;
    day::a_queue_waits_and_leaves(&desk).await;
    day::files_go_both_ways(&desk).await;
    day::whatsapp_stumbles(&desk).await;
    day::webhooks_are_odd(&desk).await;
    day::discord_stumbles(&desk).await;
    day::the_gateway_is_lost(&desk).await;
    desk.kill().await;
    desk.starts_again().await;
    day::the_database_stumbles(&desk).await;
    desk.kill().await;

    let log = heard.text();
    let missing: Vec<&str> = EXPECTED
        .into_iter()
        .filter(|line| !log.contains(line))
        .collect();
    assert!(missing.is_empty(), "never logged: {missing:?} in\n{log}");
    let private = private::all(&desk);
    assert!(private.len() > 100, "{} were looked for", private.len());
    let leaks: Vec<String> = log
        .lines()
        .filter_map(|line| {
            let found = private::in_line(&private, line)?;
            Some(format!("{found:?} in: {line}"))
        })
        .collect();
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}
