//! What Discord hides until its reader wants to see it: WhatsApp cannot, and its author reads so in
//! time.

use conecta_sandbox::discord::{Post, Upload};
use conecta_sandbox::samples::PICTURE;

use crate::support::Desk;

const TOLD: &str = "O spoiler vai aberto";

#[tokio::test]
async fn it_is_said_once_while_it_can_still_be_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let words = ana.types("O presente é ||um sofá||").await;
    assert!(ana.last().content.contains(TOLD), "{}", ana.reads());
    assert_eq!(ana.last().reply_to, Some(words));
    assert_eq!(maria.got(), [""; 0]);
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["O presente é um sofá"]);

    let file = Post::text("").file(Upload::new("SPOILER_sofa.png", PICTURE));
    ana.person.posts(ana.place(), file).expect("posted");
    desk.settle().await;
    assert_eq!(ana.reads().matches(TOLD).count(), 2, "{}", ana.reads());
    ana.sends("a || b").await;
    ana.sends("// a nota tem ||segredo||").await;
    assert_eq!(ana.reads().matches(TOLD).count(), 2, "{}", ana.reads());
}
