use super::*;

fn start() -> Timestamp {
    Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time")
}

fn after(millis: i64) -> Timestamp {
    start() + TimeDelta::milliseconds(millis)
}

fn posts(channel: u64) -> Route {
    Route::new(Endpoint::PostMessage, channel)
}

fn reactions(channel: u64) -> Route {
    Route::new(Endpoint::Reaction, channel)
}

fn headers(bucket: &str, limit: u32, remaining: u32, reset_millis: i64) -> BucketHeaders {
    BucketHeaders {
        bucket: bucket.into(),
        limit,
        remaining,
        reset_after: TimeDelta::milliseconds(reset_millis),
    }
}

/// Everything that may leave at `now`, without any answer.
fn departures(limiter: &mut Limiter, now: Timestamp) -> (Vec<Ticket>, Option<Timestamp>) {
    let mut gone = Vec::new();
    loop {
        match limiter.next(now) {
            Next::Go(ticket) => gone.push(ticket),
            Next::Wait(until) => return (gone, until),
            Next::Refuse(..) => panic!("nothing was refused"),
        }
    }
}

fn answered(limiter: &mut Limiter, ticket: Ticket, now: Timestamp) {
    assert_eq!(limiter.finish(ticket, Outcome::Answered, None, now), None);
}

fn limited(limiter: &mut Limiter, ticket: Ticket, scope: Scope, millis: i64, now: Timestamp) {
    let retry_after = TimeDelta::milliseconds(millis);
    let outcome = Outcome::Limited { scope, retry_after };
    assert_eq!(limiter.finish(ticket, outcome, None, now), None);
}

#[test]
fn a_route_keeps_its_order_and_has_one_request_under_way() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    let second = limiter.enqueue(posts(1), Priority::Post, start());
    assert_eq!(departures(&mut limiter, start()), (vec![first], None));
    assert_eq!((limiter.waiting(), limiter.in_flight()), (1, 1));
    answered(&mut limiter, first, start());
    assert_eq!(departures(&mut limiter, start()), (vec![second], None));
    answered(&mut limiter, second, start());
    assert_eq!((limiter.waiting(), limiter.in_flight()), (0, 0));
}

#[test]
fn a_busy_thread_never_holds_back_another() {
    let mut limiter = Limiter::default();
    for _ in 0..500 {
        limiter.enqueue(posts(1), Priority::Post, start());
    }
    let mut others: Vec<Ticket> = (2..40)
        .map(|channel| limiter.enqueue(posts(channel), Priority::Post, start()))
        .collect();
    let (gone, _) = departures(&mut limiter, start());
    others.retain(|ticket| !gone.contains(ticket));
    assert_eq!(others, []);
    assert_eq!(gone.len(), 39, "one of the busy thread, each of the others");
}

#[test]
fn threads_take_turns_while_the_budget_is_short() {
    let mut limiter = Limiter::default();
    let mut owner = HashMap::new();
    for channel in 1..=60 {
        for _ in 0..3 {
            let ticket = limiter.enqueue(posts(channel), Priority::Post, start());
            owner.insert(ticket, channel);
        }
    }
    let mut served: HashMap<u64, usize> = HashMap::new();
    let mut now = start();
    for _ in 0..4 {
        loop {
            match limiter.next(now) {
                Next::Go(ticket) => {
                    *served.entry(owner[&ticket]).or_default() += 1;
                    answered(&mut limiter, ticket, now);
                }
                Next::Wait(until) => {
                    now = until.unwrap_or(now);
                    break;
                }
                Next::Refuse(..) => panic!("nothing was refused"),
            }
        }
        let counts = || (1..=60).map(|channel| served.get(&channel).copied().unwrap_or(0));
        let (most, least) = (counts().max(), counts().min());
        assert!(most <= least.map(|least| least + 1), "{served:?}");
    }
    assert_eq!(served.len(), 60);
}

#[test]
fn no_second_sees_more_than_the_budget() {
    let mut limiter = Limiter::default();
    for channel in 1..=100 {
        limiter.enqueue(posts(channel), Priority::Post, start());
    }
    let (gone, until) = departures(&mut limiter, start());
    assert_eq!((gone.len(), until), (PER_SECOND, Some(after(1000))));
    assert_eq!(departures(&mut limiter, after(999)).0, []);
    assert_eq!(departures(&mut limiter, after(1000)).0.len(), PER_SECOND);
    assert_eq!(departures(&mut limiter, after(2000)).0.len(), 10);
}

#[test]
fn posts_go_before_marks_and_marks_before_cards() {
    let mut limiter = Limiter::default();
    let card = limiter.enqueue(
        Route::new(Endpoint::EditMessage, 1),
        Priority::Card,
        start(),
    );
    let mark = limiter.enqueue(reactions(1), Priority::Mark, start());
    let post = limiter.enqueue(posts(1), Priority::Post, start());
    assert_eq!(departures(&mut limiter, start()).0, [post, mark, card]);
}

#[test]
fn a_mark_that_waited_long_gets_a_turn_among_endless_posts() {
    let mut limiter = Limiter::default();
    let mark = limiter.enqueue(reactions(9_999), Priority::Mark, start());
    let mut channel = 0;
    let mut before_mark = 0;
    let mut now = start();
    'seconds: for _ in 0..60 {
        for _ in 0..PER_SECOND {
            channel += 1;
            limiter.enqueue(posts(channel), Priority::Post, now);
        }
        for ticket in departures(&mut limiter, now).0 {
            if ticket == mark {
                break 'seconds;
            }
            before_mark += 1;
            answered(&mut limiter, ticket, now);
        }
        now += TimeDelta::seconds(1);
    }
    // Five seconds of nothing but posts, then nine more.
    assert_eq!(before_mark, 5 * PER_SECOND + 9);
}

#[test]
fn a_bucket_that_is_empty_makes_its_route_wait_for_the_reset() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    let second = limiter.enqueue(posts(1), Priority::Post, start());
    let elsewhere = limiter.enqueue(posts(2), Priority::Post, start());
    assert_eq!(departures(&mut limiter, start()).0, [first, elsewhere]);
    let empty = headers("h", 5, 0, 4_000);
    let _ = limiter.finish(first, Outcome::Answered, Some(&empty), after(100));
    assert_eq!(
        departures(&mut limiter, after(100)),
        (vec![], Some(after(4_100)))
    );
    assert_eq!(departures(&mut limiter, after(4_100)).0, [second]);
}

#[test]
fn after_a_reset_the_whole_limit_is_there_but_not_more() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    let _ = limiter.finish(
        first,
        Outcome::Answered,
        Some(&headers("h", 2, 0, 1_000)),
        start(),
    );
    for n in 0..2 {
        let ticket = limiter.enqueue(posts(1), Priority::Post, after(1_000));
        assert_eq!(departures(&mut limiter, after(1_000)).0, [ticket], "{n}");
        let left = headers("h", 2, 1 - n, 1_000);
        let _ = limiter.finish(ticket, Outcome::Answered, Some(&left), after(1_000));
    }
    limiter.enqueue(posts(1), Priority::Post, after(1_000));
    assert_eq!(
        departures(&mut limiter, after(1_000)),
        (vec![], Some(after(2_000)))
    );
}

#[test]
fn endpoints_with_the_same_hash_share_a_bucket_but_channels_do_not() {
    let mut limiter = Limiter::default();
    let delete = |channel| Route::new(Endpoint::DeleteMessage, channel);
    let post = limiter.enqueue(posts(1), Priority::Post, start());
    let other = limiter.enqueue(delete(1), Priority::Post, start());
    departures(&mut limiter, start());
    let _ = limiter.finish(
        post,
        Outcome::Answered,
        Some(&headers("h", 5, 3, 1_000)),
        start(),
    );
    let _ = limiter.finish(
        other,
        Outcome::Answered,
        Some(&headers("h", 5, 0, 1_000)),
        start(),
    );
    limiter.enqueue(posts(1), Priority::Post, start());
    let free = limiter.enqueue(posts(2), Priority::Post, start());
    assert_eq!(
        departures(&mut limiter, start()),
        (vec![free], Some(after(1_000)))
    );
}

#[test]
fn what_is_under_way_is_counted_against_the_bucket() {
    let mut limiter = Limiter::default();
    let delete = Route::new(Endpoint::DeleteMessage, 1);
    let both = headers("h", 5, 5, 1_000);
    for route in [posts(1), delete] {
        let ticket = limiter.enqueue(route, Priority::Post, start());
        departures(&mut limiter, start());
        let _ = limiter.finish(ticket, Outcome::Answered, Some(&both), start());
    }
    let slow = limiter.enqueue(delete, Priority::Post, start());
    let quick = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    // Discord may not have seen the slow one yet when it says that one is left.
    let one_left = headers("h", 5, 1, 1_000);
    let _ = limiter.finish(quick, Outcome::Answered, Some(&one_left), start());
    limiter.enqueue(posts(1), Priority::Post, start());
    assert_eq!(departures(&mut limiter, start()).0, []);
    answered(&mut limiter, slow, start());
}

#[test]
fn a_dropped_answer_does_not_close_a_bucket_for_ever() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    let _ = limiter.finish(
        first,
        Outcome::Answered,
        Some(&headers("h", 1, 0, 1_000)),
        start(),
    );
    let dropped = limiter.enqueue(posts(1), Priority::Post, start());
    assert_eq!(departures(&mut limiter, after(1_000)).0, [dropped]);
    assert_eq!(
        limiter.finish(dropped, Outcome::Unanswered, None, after(2_000)),
        None
    );
    let next = limiter.enqueue(posts(1), Priority::Post, after(2_000));
    assert_eq!(departures(&mut limiter, after(2_000)).0, [next]);
}

#[test]
fn a_429_of_a_user_makes_its_route_alone_wait_and_keeps_the_order() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    let second = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    limited(&mut limiter, first, Scope::User, 1_500, start());
    let elsewhere = limiter.enqueue(posts(2), Priority::Post, start());
    assert_eq!(
        departures(&mut limiter, after(10)),
        (vec![elsewhere], Some(after(1_500)))
    );
    assert_eq!(departures(&mut limiter, after(1_500)).0, [first]);
    answered(&mut limiter, first, after(1_500));
    assert_eq!(departures(&mut limiter, after(1_500)).0, [second]);
}

#[test]
fn a_global_429_makes_everything_wait() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    limited(&mut limiter, first, Scope::Global, 3_000, start());
    let elsewhere = limiter.enqueue(posts(2), Priority::Post, start());
    assert_eq!(
        departures(&mut limiter, after(2_999)),
        (vec![], Some(after(3_000)))
    );
    let (mut gone, _) = departures(&mut limiter, after(3_000));
    gone.sort();
    assert_eq!(gone, [first, elsewhere]);
}

/// Sends one request after another, each answered with `outcome`, until the limiter stops.
fn refused_until_stop(limiter: &mut Limiter, outcome: Outcome, tries: usize) -> Option<usize> {
    let mut now = start();
    for n in 1..=tries {
        now += TimeDelta::milliseconds(100);
        let ticket = limiter.enqueue(posts(n as u64), Priority::Post, now);
        assert_eq!(departures(limiter, now).0, [ticket]);
        let stopped = limiter.finish(ticket, outcome, None, now);
        limiter.cancel(ticket, now);
        if let Some(until) = stopped {
            assert_eq!(until, now + TimeDelta::minutes(10));
            return Some(n);
        }
    }
    None
}

#[test]
fn refused_requests_stop_everything_long_before_the_ban() {
    let mut limiter = Limiter::default();
    assert_eq!(
        refused_until_stop(&mut limiter, Outcome::Refused, 6_000),
        Some(5_000)
    );
    let stopped_at = after(5_000 * 100);
    let ticket = limiter.enqueue(posts(1), Priority::Post, stopped_at);
    let until = stopped_at + TimeDelta::minutes(10);
    assert_eq!(limiter.next(stopped_at), Next::Refuse(ticket, until));
    assert_eq!(limiter.next(stopped_at), Next::Wait(None));
    let later = limiter.enqueue(posts(1), Priority::Post, until);
    assert_eq!(limiter.next(until), Next::Go(later));
}

#[test]
fn a_shared_429_does_not_count_towards_the_ban_but_a_users_does() {
    let retry_after = TimeDelta::zero();
    let shared = Outcome::Limited {
        scope: Scope::Shared,
        retry_after,
    };
    assert_eq!(
        refused_until_stop(&mut Limiter::default(), shared, 5_500),
        None
    );
    let user = Outcome::Limited {
        scope: Scope::User,
        retry_after,
    };
    assert_eq!(
        refused_until_stop(&mut Limiter::default(), user, 5_500),
        Some(5_000)
    );
}

#[test]
fn refusals_spread_over_hours_stop_nothing() {
    let mut limiter = Limiter::default();
    let mut now = start();
    for n in 0..6_000 {
        now += TimeDelta::milliseconds(121);
        let ticket = limiter.enqueue(posts(n), Priority::Post, now);
        departures(&mut limiter, now);
        assert_eq!(limiter.finish(ticket, Outcome::Refused, None, now), None);
    }
}

#[test]
fn reactions_keep_a_quarter_of_a_second_whatever_the_headers_say() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(reactions(1), Priority::Mark, start());
    let second = limiter.enqueue(reactions(1), Priority::Mark, start());
    let elsewhere = limiter.enqueue(reactions(2), Priority::Mark, start());
    assert_eq!(departures(&mut limiter, start()).0, [first, elsewhere]);
    let plenty = headers("r", 10, 9, 100);
    let _ = limiter.finish(first, Outcome::Answered, Some(&plenty), after(80));
    assert_eq!(
        departures(&mut limiter, after(329)),
        (vec![], Some(after(330)))
    );
    assert_eq!(departures(&mut limiter, after(330)).0, [second]);
}

#[test]
fn old_messages_are_edited_three_times_in_six_seconds_at_most() {
    let mut limiter = Limiter::default();
    let old = Route::new(Endpoint::EditOldMessage, 1);
    for n in 0..3 {
        let ticket = limiter.enqueue(old, Priority::Card, after(n));
        assert_eq!(departures(&mut limiter, after(n)).0, [ticket]);
        answered(&mut limiter, ticket, after(n));
    }
    let fourth = limiter.enqueue(old, Priority::Card, after(3));
    let new = limiter.enqueue(
        Route::new(Endpoint::EditMessage, 1),
        Priority::Card,
        after(3),
    );
    assert_eq!(
        departures(&mut limiter, after(3)),
        (vec![new], Some(after(6_000)))
    );
    assert_eq!(departures(&mut limiter, after(6_000)).0, [fourth]);
}

#[test]
fn a_request_taken_back_frees_its_place() {
    let mut limiter = Limiter::default();
    let under_way = limiter.enqueue(posts(1), Priority::Post, start());
    let waiting = limiter.enqueue(posts(1), Priority::Post, start());
    let last = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    limiter.cancel(waiting, start());
    limiter.cancel(under_way, start());
    assert_eq!(departures(&mut limiter, start()).0, [last]);
    answered(&mut limiter, last, start());
    assert_eq!((limiter.waiting(), limiter.in_flight()), (0, 0));
}

#[test]
fn a_clock_set_back_does_not_make_anybody_wait_for_it_to_catch_up() {
    let mut limiter = Limiter::default();
    let first = limiter.enqueue(posts(1), Priority::Post, start());
    departures(&mut limiter, start());
    let _ = limiter.finish(
        first,
        Outcome::Answered,
        Some(&headers("h", 5, 0, 5_000)),
        start(),
    );
    let next = limiter.enqueue(posts(1), Priority::Post, start());
    assert_eq!(departures(&mut limiter, start()).0, []);
    assert_eq!(departures(&mut limiter, after(-3_600_000)).0, [next]);
}

#[test]
fn a_thousand_threads_leave_nothing_behind() {
    let mut limiter = Limiter::default();
    let mut now = start();
    for channel in 0..1_000 {
        now += TimeDelta::milliseconds(50);
        let ticket = limiter.enqueue(posts(channel), Priority::Post, now);
        departures(&mut limiter, now);
        let _ = limiter.finish(
            ticket,
            Outcome::Answered,
            Some(&headers("h", 5, 4, 1_000)),
            now,
        );
    }
    assert!(
        limiter.queues.len() <= FORGET_ABOVE + 1,
        "{}",
        limiter.queues.len()
    );
    assert_eq!(limiter.routes.len(), 0);
}
