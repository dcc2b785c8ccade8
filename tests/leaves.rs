//! What leaves and what stays: every way of writing in a thread by every kind of person, and ten
//! thousand generated messages.

#[path = "core/fresh.rs"]
mod fresh;

use chrono::{DateTime, TimeDelta, Utc};
use conecta::channels::whatsapp;
use conecta::domain::abilities::MediaKind;
use conecta::domain::content::Handed;
use conecta::domain::conversation::{Above, Conversation, Stage};
use conecta::domain::effect::Effect;
use conecta::domain::event::{Attached, Event, Line, Reply, Standing, Wish};
use conecta::domain::file::FileFacts;
use conecta::domain::fit::{Origin, fit};
use conecta::domain::ids::{FileId, MessageId, PersonId, PlaceId, PostId};
use conecta::domain::leaves::{Disposition, disposition};
use conecta::domain::mark::Mark;
use conecta::domain::message::State;
use conecta::domain::step::step;
use conecta::domain::window::Window;

const CARLA: PersonId = PersonId(1);
const BRUNO: PersonId = PersonId(2);
const SONIA: PersonId = PersonId(3);

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time")
}

/// An open conversation of Carla's with an open window.
fn conversation() -> Conversation {
    let mut window = Window::default();
    let then = now() - TimeDelta::hours(1);
    window.contact_wrote(then, then, whatsapp::ABILITIES.window);
    Conversation {
        assignee: Some(CARLA),
        thread: Some(PlaceId(1)),
        card: Some(PostId(1)),
        window,
        above: Above::Customer,
        named: true,
        run: 1,
        ..fresh::conversation()
    }
}

fn line(text: &str) -> Line {
    Line {
        message: MessageId(7),
        post: PostId(70),
        author: CARLA,
        standing: Standing::Member,
        written_at: now(),
        text: text.to_owned(),
        reply: Reply::None,
        no_writing: false,
        names: 0,
        files: Vec::new(),
        long_paste: false,
        spoiler: false,
        left: false,
    }
}

fn file() -> Attached {
    let fit = fit(
        &whatsapp::ABILITIES,
        Some("application/pdf"),
        9,
        Origin::Attached,
        false,
    );
    Attached {
        facts: FileFacts {
            id: FileId(1),
            kind: MediaKind::Document,
            name: "conta.pdf".to_owned(),
            mime: Some("application/pdf".to_owned()),
            bytes: 9,
            attachment: Some(70),
        },
        fit,
    }
}

/// A way of writing: how it is called, and what it does to the conversation and the line.
type Way = (&'static str, fn(&mut Conversation, &mut Line));

fn ways() -> Vec<Way> {
    fn says(line: &mut Line, text: &str) {
        text.clone_into(&mut line.text);
    }
    vec![
        ("Olá!", |_, l| says(l, "Olá!")),
        ("reply to the customer", |_, l| {
            l.reply = Reply::Customer {
                wamid: "wamid.1".to_owned(),
            };
        }),
        ("1/2 xícara", |_, l| says(l, "1/2 xícara")),
        ("// nota", |_, l| says(l, "// nota")),
        ("(spaces)// nota", |_, l| says(l, "   // nota")),
        ("🔒 nota", |_, l| says(l, "🔒 nota")),
        ("// nota, with a file", |_, l| {
            says(l, "// nota");
            l.files = vec![file()];
        }),
        ("names a person", |_, l| {
            says(l, "veja <@123456789012345678>")
        }),
        ("names a role", |_, l| {
            says(l, "<@&123456789012345678> veja")
        }),
        ("names a channel", |_, l| {
            says(l, "está em <#123456789012345678>")
        }),
        ("discord.com link", |_, l| {
            says(l, "https://discord.com/channels/1/2/3");
        }),
        ("discord.gg link", |_, l| says(l, "entre: discord.gg/abc")),
        ("reply to a note or card", |_, l| l.reply = Reply::Inside),
        ("a poll, a forward", |_, l| l.no_writing = true),
        ("nothing at all", |_, l| says(l, "")),
        ("/concluir as text", |_, l| says(l, "/concluir")),
        ("(spaces)/concluir", |_, l| says(l, "  /concluir")),
        ("!ajuda", |_, l| says(l, "!ajuda")),
        ("message.txt", |_, l| {
            says(l, "");
            l.files = vec![file()];
            l.long_paste = true;
        }),
        ("a file", |_, l| l.files = vec![file()]),
        ("10 min after a colleague", |c, l| {
            c.above = Above::Colleague {
                at: l.written_at - TimeDelta::minutes(10),
            };
        }),
        ("… and a millisecond", |c, l| {
            c.above = Above::Colleague {
                at: l.written_at - TimeDelta::milliseconds(600_001),
            };
        }),
        ("read 2 min later", |_, l| {
            l.written_at = now() - TimeDelta::minutes(2);
        }),
        ("… and a millisecond", |_, l| {
            l.written_at = now() - TimeDelta::milliseconds(120_001);
        }),
        ("> team: Olá!", |c, l| {
            c.rules.only_quoted_leaves = true;
            says(l, "Olá!");
        }),
        ("> team: > Olá!", |c, l| {
            c.rules.only_quoted_leaves = true;
            says(l, "> Olá!");
        }),
        ("> team: > Olá!⏎psst", |c, l| {
            c.rules.only_quoted_leaves = true;
            says(l, "> Olá!\npsst");
        }),
        ("> team: > // nota", |c, l| {
            c.rules.only_quoted_leaves = true;
            says(l, "> // nota");
        }),
        ("> team: > /concluir", |c, l| {
            c.rules.only_quoted_leaves = true;
            says(l, "> /concluir");
        }),
    ]
}

/// Who writes, in which conversation.
fn people() -> [fn(&mut Conversation, &mut Line); 8] {
    fn is(line: &mut Line, who: PersonId) {
        line.author = who;
        line.standing = if who == SONIA {
            Standing::Other
        } else {
            Standing::Member
        };
    }
    [
        |_, l| is(l, CARLA),
        |_, l| is(l, BRUNO),
        |_, l| is(l, SONIA),
        |c, l| {
            c.assignee = None;
            is(l, BRUNO);
        },
        |c, l| {
            c.assignee = None;
            is(l, SONIA);
        },
        |c, l| {
            c.stage = Stage::Concluded;
            is(l, CARLA);
        },
        |c, l| {
            c.stage = Stage::Concluded;
            is(l, BRUNO);
        },
        |c, l| {
            c.stage = Stage::Concluded;
            is(l, SONIA);
        },
    ]
}

/// `sent`, `note` and `held`, as people were told.
const TABLE: &str = "
                         | Carla's conversation          | nobody's              | concluded
                         | assignee  colleague  superv.  | member     superv.    | assignee  colleague  superv.
Olá!                     | sent      note       note     | held       note       | held      held       note
reply to the customer    | sent      note       note     | held       note       | held      held       note
1/2 xícara               | sent      note       note     | held       note       | held      held       note
// nota                  | note      note       note     | note       note       | note      note       note
(spaces)// nota          | note      note       note     | note       note       | note      note       note
🔒 nota                   | note      note       note     | note       note       | note      note       note
// nota, with a file     | note      note       note     | note       note       | note      note       note
names a person           | note      note       note     | note       note       | note      note       note
names a role             | note      note       note     | note       note       | note      note       note
names a channel          | note      note       note     | note       note       | note      note       note
discord.com link         | note      note       note     | note       note       | note      note       note
discord.gg link          | note      note       note     | note       note       | note      note       note
reply to a note or card  | note      note       note     | note       note       | note      note       note
a poll, a forward        | note      note       note     | note       note       | note      note       note
nothing at all           | note      note       note     | note       note       | note      note       note
/concluir as text        | held      note       note     | held       note       | held      held       note
(spaces)/concluir        | held      note       note     | held       note       | held      held       note
!ajuda                   | held      note       note     | held       note       | held      held       note
message.txt              | held      note       note     | held       note       | held      held       note
a file                   | sent      note       note     | held       note       | held      held       note
10 min after a colleague | held      note       note     | held       note       | held      held       note
… and a millisecond      | sent      note       note     | held       note       | held      held       note
read 2 min later         | sent      note       note     | held       note       | held      held       note
… and a millisecond      | held      note       note     | held       note       | held      held       note
> team: Olá!             | note      note       note     | note       note       | note      note       note
> team: > Olá!           | sent      note       note     | held       note       | held      held       note
> team: > Olá!⏎psst      | note      note       note     | note       note       | note      note       note
> team: > // nota        | note      note       note     | note       note       | note      note       note
> team: > /concluir      | held      note       note     | held       note       | held      held       note
";

#[test]
fn every_way_of_writing_by_every_kind_of_person() {
    let mut rows = TABLE.lines().skip(3);
    for (name, way) in ways() {
        let mut row = format!("{name:24}");
        for (column, person) in people().into_iter().enumerate() {
            let (mut conversation, mut line) = (conversation(), line("Olá!"));
            way(&mut conversation, &mut line);
            person(&mut conversation, &mut line);
            let fate = match disposition(&conversation, &line, now()) {
                Disposition::Leaves(_) => "sent",
                Disposition::Note => "note",
                Disposition::Held(_) => "held",
            };
            if matches!(column, 0 | 3 | 5) {
                row.push_str(" |");
            }
            row.push(' ');
            row.push_str(fate);
        }
        let words = |row: &str| row.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&row), words(rows.next().unwrap_or_default()));
    }
    assert_eq!(rows.next(), None, "a row of the table is about no way");
}

#[test]
fn what_leaves_of_a_quoted_line_is_what_stands_in_the_quote() {
    let mut conversation = conversation();
    conversation.rules.only_quoted_leaves = true;
    assert_eq!(
        disposition(&conversation, &line("> Olá!\n>\n> Tudo bem?"), now()),
        Disposition::Leaves("Olá!\n\nTudo bem?".to_owned())
    );
}

/// The same chance every time: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).expect("less than n")
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const WORDS: [&str; 16] = [
    "olá",
    "Ana",
    "bom dia",
    "R$ 10,00",
    "a/b",
    "!",
    "?",
    "@",
    "#1",
    "<3",
    "http://exemplo.com",
    "\n",
    "*já*",
    "🙂",
    "e-mail: a@b.com",
    "100%",
];

const SIGNS_AT_THE_START: [&str; 6] = ["//", "// ", "🔒", "🔒 ", "  //", "\n🔒"];

const SIGNS_ANYWHERE: [&str; 6] = [
    "<@123456789012345678>",
    "<@!123456789012345678>",
    "<@&123456789012345678>",
    "<#123456789012345678>",
    "https://discord.com/channels/1/2/3",
    "discord.gg/abc",
];

/// A line, and whether people were told that it is a note.
fn generated(chance: &mut Chance) -> (Line, bool) {
    let mut words: Vec<&str> = (0..1 + chance.below(6))
        .map(|_| chance.pick(&WORDS))
        .collect();
    let mut line = line("");
    let mut note = true;
    match chance.below(10) {
        0 | 1 => words.insert(0, chance.pick(&SIGNS_AT_THE_START)),
        2 => words.insert(chance.below(words.len() + 1), chance.pick(&SIGNS_ANYWHERE)),
        3 => line.reply = Reply::Inside,
        4 => {
            line.author = chance.pick(&[BRUNO, SONIA]);
            if line.author == SONIA {
                line.standing = Standing::Other;
            }
        }
        5 => line.no_writing = true,
        _ => note = false,
    }
    line.text = words.join(" ");
    if chance.below(10) == 0 {
        line.written_at = now() - TimeDelta::hours(1);
    }
    line.files = if chance.below(6) == 0 {
        vec![file(); 1 + chance.below(3)]
    } else {
        Vec::new()
    };
    line.long_paste = chance.below(12) == 0;
    // Where nothing is written there is nothing to send.
    note |= line.text.trim().is_empty() && line.files.is_empty() && !line.long_paste;
    (line, note)
}

/// Everything that a person could press without looking.
fn presses() -> Vec<Event> {
    [
        Wish::SendQueue,
        Wish::SendStale,
        Wish::Send(MessageId(7)),
        Wish::LetGo,
        Wish::SendAgain(MessageId(7)),
    ]
    .into_iter()
    .map(|wish| Event::Pressed { by: CARLA, wish })
    .chain([Event::Prepared {
        message: MessageId(7),
        handed: Handed {
            id: "1".to_owned(),
            at: now(),
            kind: MediaKind::Document,
            name: "conta.pdf".to_owned(),
            link: false,
            remark: None,
        },
    }])
    .collect()
}

#[test]
fn of_ten_thousand_messages_no_note_is_sent_and_nothing_else_is_lost() {
    let mut chance = Chance(20_260_921);
    let (mut notes, mut sent, mut files) = (0, 0, 0);
    for _ in 0..10_000 {
        let (line, note) = generated(&mut chance);
        let (mut conversation, mut effects) =
            step(&conversation(), &Event::Wrote(line.clone()), now());
        let mark = |effects: &[Effect], wanted| {
            effects.contains(&Effect::Mark {
                post: line.post,
                mark: Some(wanted),
            })
        };
        if note {
            notes += 1;
            assert!(mark(&effects, Mark::Note), "a note without 🔒: {line:?}");
        } else {
            files += usize::from(!line.files.is_empty());
            assert!(
                conversation.message(line.message).is_some(),
                "lost: {line:?}"
            );
        }
        for event in presses() {
            let later = now() + TimeDelta::minutes(1);
            let (after, more) = step(&conversation, &event, later);
            conversation = after;
            effects.extend(more);
        }
        let left = effects
            .iter()
            .any(|effect| matches!(effect, Effect::Send { .. }));
        assert!(!(note && left), "a note left: {line:?}");
        if left {
            sent += 1;
            let row = conversation.message(line.message).expect("it left");
            assert_eq!(row.state, State::Sending);
            let blank = line.text.trim().is_empty();
            let said = if blank { "" } else { &line.text };
            assert_eq!(row.content.words(), Some(said));
        }
    }
    // Ten thousand of one kind would prove little.
    assert!(notes > 3_000 && sent > 2_000 && files > 100);
}
