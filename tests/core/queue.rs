//! The queue: what is written while the window is closed leaves when the customer answers.

use conecta::domain::conversation::{AskWhy, Notify};
use conecta::domain::effect::{Ask, Effect, Notice, Post, Posted, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::{InboundId, MessageId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{Eraser, HeldReason, Progress, State};

use crate::desk::{
    BRUNO, CARLA, Desk, asks, h, line_of, mark, min, mirror, ms, notice, s, send, tells,
};

/// Three messages in Carla's queue.
pub fn three() -> (Desk, [MessageId; 3]) {
    let mut desk = Desk::new();
    let messages = ["um", "dois", "três"].map(|text| desk.carla(text));
    desk.passes(min(1));
    (desk, messages)
}

/// The question about the queue.
pub fn ask(why: AskWhy, inbound: InboundId, count: usize, desk: &Desk) -> Ask {
    let oldest = desk.c.outgoing[0].written_at;
    Ask::Queue {
        why,
        inbound: Some(inbound),
        count,
        oldest,
    }
}

#[test]
fn the_first_message_says_that_it_waits_the_others_only_carry_the_mark() {
    let mut desk = Desk::new();
    let first = desk.carla("um");
    let queued = Effect::Post(Post {
        what: Posted::Notice(Notice::Queued { message: first }),
        reply_to: Some(line_of(first)),
        ping: None,
    });
    assert_eq!(desk.did, [queued, mark(first, Mark::Queued)]);
    assert!(desk.card, "the card counts the queue");
    let second = desk.carla("dois");
    assert_eq!(desk.did, [mark(second, Mark::Queued)]);
}

#[test]
fn editing_the_line_edits_the_queued_message() {
    let (mut desk, [first, ..]) = three();
    desk.edits(first, "um, aliás");
    assert_eq!(desk.text(first), "um, aliás");
    assert_eq!(desk.did, []);
    assert!(desk.card);
}

#[test]
fn deleting_the_line_cancels_the_queued_message() {
    let (mut desk, [first, second, _]) = three();
    desk.deletes(first);
    assert_eq!(desk.state(first), State::Cancelled);
    desk.answers();
    assert_eq!(desk.left(), [second]);
}

#[test]
fn deleted_together_with_others_it_is_asked_for() {
    let (mut desk, [first, ..]) = three();
    desk.happens(&Event::Deleted {
        post: line_of(first),
        by: Eraser::Somebody,
    });
    let ask = Ask::Held {
        message: first,
        reason: HeldReason::Deleted,
        eraser: None,
    };
    assert_eq!(desk.did, asks(ask, Some(CARLA)));
    desk.answers();
    assert_eq!(desk.left(), [], "what comes after it waits for the answer");
}

#[test]
fn when_the_contact_answers_it_leaves_at_once() {
    let (mut desk, [first, ..]) = three();
    let answer = desk.answers();
    assert_eq!(
        desk.did,
        [
            mirror(answer, true, Some(CARLA)),
            notice(Notice::QueueLeaves { count: 3 }),
            send(first, 1),
            Effect::ReportRead {
                wamid: format!("wamid.in.{}", answer.0),
                typing_until: None,
            },
        ]
    );
}

#[test]
fn in_order_one_at_a_time_two_seconds_after_the_acceptance_or_at_the_first_status() {
    let (mut desk, [first, second, third]) = three();
    desk.answers();
    assert_eq!(desk.left(), [first]);
    desk.passes(s(60));
    assert_eq!(desk.left(), [], "a request under way is waited for");
    desk.accepted(first);
    desk.passes(ms(1_999));
    assert_eq!(desk.left(), []);
    desk.passes(ms(1));
    assert_eq!(desk.left(), [second]);
    desk.accepted(second);
    desk.came(second, Progress::Sent);
    assert_eq!(desk.left(), [third]);
    assert!(
        desk.card,
        "nothing later would tell the card that none waits"
    );
}

#[test]
fn what_leaves_after_its_undo_time_was_in_no_queue() {
    let mut desk = Desk::in_talk();
    let message = desk.carla("um");
    desk.passes(s(5));
    assert_eq!(desk.left(), [message]);
    assert!(!desk.card, "the card never counted it");
}

#[test]
fn written_24_hours_ago_it_leaves_a_millisecond_more_and_it_asks() {
    for (age, leaves) in [(h(24), true), (h(24) + ms(1), false)] {
        let mut desk = Desk::new();
        let olá = desk.carla("Olá!");
        desk.passes(age);
        let inbound = desk.answers();
        assert_eq!(desk.left().len(), usize::from(leaves), "{age}");
        if !leaves {
            let [retract, asked] = asks(ask(AskWhy::Aged, inbound, 1, &desk), Some(CARLA));
            assert!(desk.did.contains(&retract) && desk.did.contains(&asked));
            assert_eq!(desk.mark(olá), Some(Mark::Queued));
        }
    }
}

#[test]
fn editing_counts_as_saying_it_again() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.passes(h(30));
    desk.edits(olá, "Oi!");
    desk.passes(h(1));
    desk.answers();
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_team_may_always_be_asked() {
    let mut desk = Desk::new();
    desk.c.rules.fresh_h = 0;
    desk.carla("Olá!");
    let inbound = desk.answers();
    let [_, asked] = asks(ask(AskWhy::Aged, inbound, 1, &desk), Some(CARLA));
    assert!(desk.did.contains(&asked));
}

#[test]
fn a_stop_is_asked_about() {
    let (mut desk, _) = three();
    let inbound = desk.says_stop();
    let [retract, asked] = asks(ask(AskWhy::Stop, inbound, 3, &desk), Some(CARLA));
    assert_eq!(
        desk.did,
        [mirror(inbound, true, Some(CARLA)), retract, asked]
    );
    desk.answers();
    assert_eq!(desk.left(), [], "a second answer does not let it go");
}

#[test]
fn an_opt_out_is_a_stop_too() {
    let (mut desk, _) = three();
    let mut answer = desk.answer();
    answer.opt_out = true;
    let inbound = answer.inbound;
    desk.happens(&Event::ContactWrote(answer));
    let [retract, asked] = asks(ask(AskWhy::Stop, inbound, 3, &desk), Some(CARLA));
    assert_eq!(
        desk.did,
        [
            mirror(inbound, true, Some(CARLA)),
            Effect::OptOut { inbound },
            notice(Notice::OptedOut {
                inbound: Some(inbound)
            }),
            retract,
            asked,
        ]
    );
}

#[test]
fn in_a_talk_an_opt_out_is_only_asked_about() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.delivered(olá);
    desk.passes(min(60));
    let mut answer = desk.answer();
    answer.opt_out = true;
    let inbound = answer.inbound;
    desk.happens(&Event::ContactWrote(answer));
    let [retract, asked] = asks(Ask::OptOut { inbound }, Some(CARLA));
    assert_eq!(
        desk.did,
        [mirror(inbound, true, Some(CARLA)), retract, asked]
    );
}

#[test]
fn the_way_back_is_offered() {
    let mut desk = Desk::new();
    let mut answer = desk.answer();
    answer.opt_in = true;
    let inbound = answer.inbound;
    desk.happens(&Event::ContactWrote(answer));
    assert!(desk.did.contains(&notice(Notice::WantsBack {
        inbound: Some(inbound)
    })));
}

#[test]
fn a_stop_catches_what_is_still_in_its_undo_time() {
    let mut desk = Desk::in_talk();
    desk.carla("Olá!");
    desk.says_stop();
    desk.passes(min(5));
    assert_eq!(desk.left(), []);
    desk.presses(CARLA, Wish::SendQueue);
    assert_eq!(desk.left().len(), 1);
}

#[test]
fn a_pause_is_asked_about() {
    let (mut desk, _) = three();
    desk.paused_for(h(1));
    let inbound = desk.answers();
    let [_, asked] = asks(ask(AskWhy::Paused, inbound, 3, &desk), Some(CARLA));
    assert!(desk.did.contains(&asked));
}

#[test]
fn what_is_written_during_a_pause_waits_for_its_end() {
    let mut desk = Desk::in_talk();
    desk.paused_for(h(1));
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    let told = Effect::Post(Post {
        what: Posted::Notice(Notice::Paused { message: olá }),
        reply_to: Some(line_of(olá)),
        ping: None,
    });
    assert_eq!(desk.did, [told, mark(olá, Mark::Queued)]);
    desk.carla("dois");
    desk.passes(s(5));
    assert_eq!(desk.posted(), Vec::<&Posted>::new(), "it was said");
    desk.passes(h(1) - s(10) - ms(1));
    assert_eq!(desk.left(), []);
    desk.passes(ms(1));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn sending_all_lets_it_go() {
    let (mut desk, [first, ..]) = three();
    desk.says_stop();
    desk.presses(CARLA, Wish::SendQueue);
    let decided = Notice::QueueDecided {
        by: CARLA,
        sent: true,
        count: 3,
    };
    assert_eq!(desk.did[0], Effect::Retract(Question::Queue));
    assert_eq!(desk.did[1], notice(decided));
    assert_eq!(desk.left(), [first]);
}

#[test]
fn discarding_makes_notes_of_all() {
    let (mut desk, messages) = three();
    desk.says_stop();
    desk.presses(CARLA, Wish::DiscardQueue);
    let decided = Notice::QueueDecided {
        by: CARLA,
        sent: false,
        count: 3,
    };
    let mut expected = vec![Effect::Retract(Question::Queue), notice(decided)];
    expected.extend(messages.map(|message| mark(message, Mark::Note)));
    assert_eq!(desk.did, expected);
}

#[test]
fn what_is_written_while_the_question_stands_waits_behind_it() {
    let (mut desk, _) = three();
    desk.says_stop();
    let fourth = desk.carla("quatro");
    desk.passes(min(5));
    assert_eq!(
        (desk.left(), desk.mark(fourth)),
        (vec![], Some(Mark::Queued))
    );
}

#[test]
fn a_question_whose_messages_are_all_taken_back_goes() {
    let (mut desk, messages) = three();
    desk.says_stop();
    for message in messages {
        desk.deletes(message);
    }
    assert_eq!(desk.did, [Effect::Retract(Question::Queue)]);
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_transfer_carries_the_queue_along_unconfirmed() {
    let (mut desk, _) = three();
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    let inbound = desk.answers();
    let [_, asked] = asks(ask(AskWhy::OtherAuthor, inbound, 3, &desk), Some(BRUNO));
    assert!(desk.did.contains(&asked));
    desk.presses(BRUNO, Wish::SendQueue);
    assert_eq!(desk.left().len(), 1);
}

#[test]
fn after_seven_days_it_expires_and_its_author_is_told() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.passes(h(7 * 24) - ms(1));
    assert_eq!(desk.state(olá), State::Waiting);
    desk.passes(ms(1));
    let messages = vec![olá];
    assert_eq!(
        desk.did,
        [
            tells(Notice::Expired { messages }, olá, CARLA),
            mark(olá, Mark::Failed)
        ]
    );
}

#[test]
fn a_held_queue_stays_until_it_is_let_go() {
    let (mut desk, [first, ..]) = three();
    desk.presses(CARLA, Wish::HoldQueue);
    desk.answers();
    assert_eq!(desk.left(), []);
    desk.presses(CARLA, Wish::LetGo);
    assert_eq!(desk.left(), [first]);
}

#[test]
fn messages_change_places() {
    let (mut desk, [first, second, third]) = three();
    desk.presses(CARLA, Wish::MoveUp(third));
    desk.presses(CARLA, Wish::MoveDown(first));
    desk.presses(CARLA, Wish::MoveUp(third));
    let order: Vec<MessageId> = desk.c.queue().map(|message| message.id).collect();
    assert_eq!(order, [third, first, second]);
    desk.answers();
    assert_eq!(desk.left(), [third]);
}

#[test]
fn a_message_is_rewritten_in_the_list() {
    let (mut desk, [first, second, _]) = three();
    desk.presses(CARLA, Wish::Rewrite(first, "um!".to_owned()));
    assert_eq!(desk.text(first), "um!");
    desk.presses(CARLA, Wish::Rewrite(second, "// não".to_owned()));
    assert_eq!(desk.state(second), State::Cancelled);
}

#[test]
fn a_template_passes_the_queue() {
    let (mut desk, _) = three();
    let template = desk.template();
    assert_eq!(
        desk.did,
        [
            Effect::Post(Post {
                what: Posted::Template { message: template },
                reply_to: None,
                ping: None
            }),
            send(template, 1)
        ]
    );
}

#[test]
fn a_template_passes_nothing_that_is_on_its_way() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    let template = desk.template();
    assert_eq!(desk.left(), []);
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
    desk.delivered(olá);
    assert_eq!(desk.left(), [template]);
}

#[test]
fn a_reaction_is_an_answer() {
    let (mut desk, [first, ..]) = three();
    let answer = desk.answer();
    desk.happens(&Event::ContactTouched(answer));
    assert_eq!(desk.left(), [first]);
}

#[test]
fn a_lost_thread_asks_again_in_the_new_one() {
    let (mut desk, _) = three();
    let inbound = desk.says_stop();
    desk.happens(&Event::ThreadLost);
    let [_, asked] = asks(ask(AskWhy::Stop, inbound, 3, &desk), Some(CARLA));
    assert_eq!(desk.did[0], Effect::OpenThread);
    assert!(desk.did.contains(&asked));
}
