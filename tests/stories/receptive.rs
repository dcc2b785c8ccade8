//! The customer writes first.

use conecta_sandbox::company::CARE;
use conecta_sandbox::whatsapp::Ticks;
use conecta_sandbox::whatsapp::seed;
use conecta_sandbox::wire::Kind;

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn somebody_unknown_opens_a_conversation_that_the_team_sees() {
    let desk = Desk::open().await;
    let nina = desk
        .whatsapp
        .add_customer(seed::Customer::new("Nina Prates", "5519987650000"));
    nina.writes(conecta_sandbox::company::SALES, "Vocês vendem sofá?");
    desk.settle().await;
    let ana = desk.agent("Ana");
    insta::assert_snapshot!("new_thread", ana.clone().with("Nina").reads());
    insta::assert_snapshot!("new_in_channel", ana.in_team("Vendas").reads());
}

#[tokio::test]
async fn the_number_says_which_team_it_is_for() {
    let desk = Desk::open().await;
    desk.customer("Beatriz")
        .to(CARE)
        .answers("Meu sofá quebrou")
        .await;
    desk.minutes_pass(1).await;
    let carla = desk.agent("Carla").in_team("Suporte");
    assert!(
        carla.last().all_text().contains("1 novo"),
        "{}",
        carla.reads()
    );
    let davi = desk.agent("Davi");
    let threads = davi.person.channels();
    assert!(
        threads.iter().all(|place| place.thread.is_none()),
        "not his"
    );
}

#[tokio::test]
async fn the_news_stands_last_and_is_reposted_when_somebody_new_comes() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    desk.customer("Maria").answers("Oi").await;
    desk.minutes_pass(1).await;
    let first = ana.last();
    assert!(first.all_text().contains("1 novo"), "{}", ana.reads());
    desk.customer("José").answers("Olá").await;
    desk.minutes_pass(1).await;
    let second = ana.last();
    assert!(second.all_text().contains("2 novos"), "{}", ana.reads());
    assert_ne!(
        first.id, second.id,
        "reposted, so that the channel is unread"
    );
    assert!(
        ana.person.sees_message(first.id).is_none(),
        "one such message"
    );
}

#[tokio::test]
async fn the_news_shows_ten_and_is_posted_anew_for_whoever_comes_after_them() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.new_after_min = 0)
        .await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let names: Vec<&str> = desk
        .company
        .customers
        .iter()
        .map(|one| &*one.name)
        .collect();
    let (ten, others) = names.split_at(10);
    for name in ten {
        desk.customer(name).answers("Oi").await;
        desk.minutes_pass(1).await;
    }
    assert_eq!(ana.last().all_text().matches("escreveu").count(), 10);
    let posted = ana.last().id;
    desk.customer(others[0]).answers("Oi").await;
    desk.minutes_pass(1).await;
    let eleven = ana.last();
    let text = eleven.all_text();
    assert_ne!(eleven.id, posted, "the channel turns unread: {text}");
    assert_eq!(text.matches("escreveu").count(), 10, "{text}");
    assert!(
        text.contains("11 novos") && text.contains("e mais 1"),
        "{text}"
    );

    // Two write again within half a minute, one of whom is not shown: once at once, once at its
    // end.
    let mut seen = vec![eleven.id];
    for name in [others[0], ten[0]] {
        desk.customer(name).answers("Alguém?").await;
        desk.seconds_pass(5).await;
        seen.push(ana.last().id);
    }
    assert_ne!(seen[1], seen[0], "at once");
    assert_eq!(seen[2], seen[1], "not twice in half a minute");
    desk.seconds_pass(25).await;
    assert_ne!(ana.last().id, seen[2], "once more at its end");
}

#[tokio::test]
async fn whoever_is_given_back_comes_as_a_new_one() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.customer("José").answers("Oi").await;
    desk.minutes_pass(1).await;
    let channel = ana.clone().in_team("Vendas");
    let posted = channel.last().id;
    ana.runs("release", &[]).await;
    desk.minutes_pass(1).await;
    let text = channel.last().all_text();
    assert!(text.contains("2 novos"), "{text}");
    assert_ne!(channel.last().id, posted, "the channel turns unread");
}

#[tokio::test]
async fn a_team_says_after_how_long_it_is_called_if_ever() {
    for (minutes, first, after) in [(0, 0, 0), (60, 0, 1)] {
        let desk = Desk::open().await;
        let rule = |rules: &mut conecta::domain::rules::Rules| rules.new_after_min = minutes;
        desk.team_rules("Vendas", rule).await;
        let ana = desk.agent("Ana").in_team("Vendas");
        desk.customer("Maria").answers("Oi").await;
        let calls = || {
            let seen = ana.person.sees(ana.place());
            let calls = seen.iter().filter(|m| m.pinged.contains(&ana.person.id()));
            calls.count()
        };
        desk.minutes_pass(59).await;
        assert_eq!(calls(), first, "{minutes}: {}", ana.reads());
        desk.minutes_pass(2).await;
        assert_eq!(calls(), after, "{minutes}: {}", ana.reads());
    }
}

#[tokio::test]
async fn the_team_is_called_once_after_two_minutes_and_every_ten() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    desk.customer("Maria").answers("Oi").await;
    let calls = || {
        let seen = ana.person.sees(ana.place());
        let calls = seen.iter().filter(|m| m.pinged.contains(&ana.person.id()));
        calls.count()
    };
    desk.seconds_pass(110).await;
    assert_eq!(calls(), 0);
    desk.seconds_pass(20).await;
    assert_eq!(calls(), 1, "{}", ana.reads());
    desk.minutes_pass(9).await;
    assert_eq!(calls(), 1);
    desk.agent("Ana").with("Maria").takes().await;
    desk.minutes_pass(30).await;
    assert_eq!(calls(), 1, "taken: nobody is called any more");
}

#[tokio::test]
async fn nobody_has_read_it_before_the_assignee_acts() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    let ticks = || {
        let chat = maria.phone.phone(maria.number());
        chat.first().expect("her message").ticks
    };
    desk.agent("Helena")
        .with("Maria")
        .types("// cliente boa")
        .await;
    let ana = desk.agent("Ana").with("Maria");
    ana.person.reads(ana.place());
    desk.minutes_pass(1).await;
    assert_eq!(ticks(), Some(Ticks::Delivered));
    ana.takes().await;
    ana.types("// vou ver").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        ticks(),
        Some(Ticks::Delivered),
        "a note is no act towards her"
    );
    ana.sends("Olá!").await;
    assert_eq!(ticks(), Some(Ticks::Read));
}

#[tokio::test]
async fn who_assumes_is_mentioned_once_per_burst() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    let calls = || {
        let seen = ana.person.sees(ana.place());
        let calls = seen.iter().filter(|m| m.pinged.contains(&ana.person.id()));
        calls.count()
    };
    let before = calls();
    maria.answers("Oi").await;
    maria.answers("Tem sofá?").await;
    maria.answers("Azul").await;
    assert_eq!(calls(), before + 1, "{}", ana.reads());
    desk.minutes_pass(6).await;
    assert_eq!(
        calls(),
        before + 2,
        "once more after five minutes: {}",
        ana.reads()
    );
    desk.minutes_pass(60).await;
    assert_eq!(calls(), before + 2);
    let place = ana.person.channel(ana.place()).expect("her thread");
    assert!(
        place
            .thread
            .expect("a thread")
            .members
            .contains(&ana.person.id())
    );
}

#[tokio::test]
async fn a_number_that_is_off_counts_and_stores_nothing() {
    use conecta::store::channels;
    let desk = Desk::open().await;
    let store = desk.bot().app.desk().store().clone();
    let list = || async {
        let mut db = store.read().await.expect("a reader");
        channels::list(&mut db).await.expect("channels")
    };
    let number = list().await.pop().expect("a number");
    let id = number.id;
    let off = store.write(move |db| Box::pin(channels::set_enabled(db, id, false)));
    off.await.expect("switched off");
    for text in ["Oi", "Tem alguém?"] {
        desk.customer("Paulo").to(CARE).answers(text).await;
    }
    assert!(desk.threads("Paulo").is_empty());
    let number = list().await.pop().expect("a number");
    assert_eq!(number.off_count, 2);
}

#[tokio::test]
async fn somebody_without_a_phone_number_can_write_and_be_answered() {
    let desk = Desk::open().await;
    let (ana, noemi) = desk.talk("Ana", "Noemi").await;
    ana.sends("Olá, Noemi!").await;
    assert_eq!(noemi.got(), ["Olá, Noemi!"]);
}

#[tokio::test]
async fn the_ninth_digit_makes_nobody_twice() {
    let desk = Desk::open().await;
    let (ana, francisco) = desk.talk("Ana", "Francisco").await;
    ana.sends("Olá!").await;
    assert_eq!(francisco.got(), ["Olá!"]);
    let found = desk.bot().app.desk().search_contacts(
        "francisco",
        conecta::domain::ids::PersonId(ana.person.id().0),
        10,
    );
    assert_eq!(found.await.expect("a search").len(), 1);
}

#[tokio::test]
async fn a_call_that_nobody_took_is_not_forgotten_either() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Oi, Maria!").await;
    desk.hours_pass(1).await;
    maria.phone.calls(maria.number());
    desk.minutes_pass(6).await;
    let read = ana.reads();
    assert_eq!(read.matches("e espera resposta").count(), 1, "{read}");
}

#[tokio::test]
async fn whoever_assumes_and_forgets_to_answer_is_told_after_five_minutes() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(6).await;
    let read = ana.reads();
    assert_eq!(read.matches("espera resposta").count(), 1, "{read}");
    desk.minutes_pass(30).await;
    assert_eq!(ana.reads().matches("espera resposta").count(), 1);
    ana.sends("Oi, Maria!").await;
    maria.answers("Bom dia").await;
    ana.sends("Como posso ajudar?").await;
    desk.minutes_pass(30).await;
    assert_eq!(ana.reads().matches("espera resposta").count(), 1);
}

#[tokio::test]
async fn those_who_wait_for_nobody_stand_behind_the_one_who_waits_and_do_not_silence_the_call() {
    let desk = Desk::open().await;
    let mut names = desk.company.customers.iter().map(|one| &*one.name);
    for name in names.by_ref().take(10) {
        let (ana, _) = desk.talk("Ana", name).await;
        ana.sends("Olá!").await;
        ana.runs("release", &[]).await;
    }
    let ana = desk.agent("Ana").in_team("Vendas");
    let calls = || {
        let seen = ana.person.sees(ana.place());
        let calls = seen.iter().filter(|m| m.pinged.contains(&ana.person.id()));
        calls.count()
    };
    desk.minutes_pass(30).await;
    let (text, before) = (ana.last().all_text(), calls());
    assert!(
        text.contains("10 novos · ninguém espera resposta"),
        "{text}"
    );
    assert!(
        !text.contains("escreveu"),
        "nobody waits for a word: {text}"
    );
    assert_eq!(before, 0, "{}", ana.reads());

    let eleventh = names.next().expect("one more");
    desk.customer(eleventh).answers("Oi").await;
    desk.minutes_pass(3).await;
    assert_eq!(calls(), 1, "{}", ana.reads());
    let text = ana.last().all_text();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let jump = format!("<#{}>", desk.thread(eleventh));
    assert!(
        rows[0].contains(&jump) && rows[0].contains("escreveu"),
        "{text}"
    );
    assert!(rows[1].contains("não espera resposta"), "{text}");

    let mut inbox = Screen::of(&desk, &ana, "conversations", &[]).await;
    inbox.presses("Novos").await;
    let shown = inbox.text();
    let rows: Vec<&str> = shown.lines().filter(|line| line.contains("<#")).collect();
    assert!(rows[0].contains(&jump), "{shown}");
    let next = Screen::behind(&desk, &ana, "Assumir o próximo").await;
    next.says(&[eleventh]);
}

#[tokio::test]
async fn reading_is_reported_and_typing_never_shown() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    let chat = maria.phone.phone(maria.number());
    assert_eq!(chat[0].ticks, Some(Ticks::Read), "{}", maria.sees());
    let typed = desk.wire_after(0);
    let typed = typed.iter().filter(|entry| {
        matches!(&entry.kind, Kind::Request { body, .. }
            if body.get("typing_indicator").is_some())
    });
    assert_eq!(typed.count(), 0, "{}", maria.sees());
}
