use super::*;
use crate::domain::abilities::TemplateLimits;
use crate::domain::template::{Field, Label};

const FREE: Way = Way {
    channel: ChannelId(1),
    taken: false,
    window_open: false,
};

fn field(name: &str) -> Field {
    Field {
        slot: Slot::Body(name.to_owned()),
        label: Label::Words(name.to_owned()),
        placeholder: None,
        max_length: 100,
        prefill: None,
    }
}

fn form(names: &[&str]) -> Form {
    Form {
        media: None,
        fields: names.iter().map(|name| field(name)).collect(),
        limits: TemplateLimits::default(),
    }
}

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs
        .iter()
        .map(|(name, value)| (Slot::Body((*name).to_owned()), (*value).to_owned()))
        .collect()
}

fn with_contact() -> Draft {
    Draft {
        contact: Some(ContactId(7)),
        ..Draft::default()
    }
}

#[test]
fn what_leaves_no_choice_is_chosen() {
    let mut draft = with_contact();
    let facts = Facts {
        contact: true,
        ways: &[FREE],
        teams: &[TeamId(3)],
        ..Facts::default()
    };
    assert_eq!(draft.settle(&facts), Step::Template);
    assert_eq!(draft.channel, Some(ChannelId(1)));
    assert_eq!(draft.team, Some(TeamId(3)));
}

#[test]
fn what_leaves_a_choice_is_asked_in_order() {
    let other = Way {
        channel: ChannelId(2),
        ..FREE
    };
    let ways = [FREE, other];
    let facts = Facts {
        contact: true,
        ways: &ways,
        teams: &[TeamId(3), TeamId(4)],
        ..Facts::default()
    };
    let mut draft = Draft::default();
    assert_eq!(draft.settle(&Facts::default()), Step::Contact);
    draft.change(Change::Contact(ContactId(7)));
    assert_eq!(draft.settle(&facts), Step::Channel);
    draft.change(Change::Channel(ChannelId(2)));
    assert_eq!(draft.settle(&facts), Step::Team);
    draft.change(Change::Team(TeamId(4)));
    assert_eq!(draft.settle(&facts), Step::Template);
}

#[test]
fn nobody_to_write_to_and_nobody_to_write_for_stop_where_they_are() {
    let mut draft = with_contact();
    let nothing = Facts {
        contact: true,
        ..Facts::default()
    };
    assert_eq!(draft.settle(&nothing), Step::Channel);
    let no_team = Facts {
        ways: &[FREE],
        ..nothing
    };
    assert_eq!(draft.settle(&no_team), Step::Team);
}

#[test]
fn an_open_conversation_there_is_shown_instead() {
    let mut draft = with_contact();
    let taken = Way {
        taken: true,
        ..FREE
    };
    let facts = Facts {
        contact: true,
        ways: &[taken],
        teams: &[TeamId(3)],
        ..Facts::default()
    };
    assert_eq!(draft.settle(&facts), Step::Taken);
    draft.back(Step::Taken, &facts);
    assert_eq!(draft.settle(&facts), Step::Contact);
}

#[test]
fn a_template_is_ready_once_its_fields_and_its_header_are_filled() {
    let mut wanted = form(&["1", "2"]);
    wanted.media = Some(crate::domain::template::MediaKind::Image);
    let facts = Facts {
        contact: true,
        ways: &[FREE],
        teams: &[TeamId(3)],
        form: Some(&wanted),
        ..Facts::default()
    };
    let mut draft = with_contact();
    draft.settle(&facts);
    draft.change(Change::Template(TemplateId(5), values(&[("1", "Ana")])));
    assert_eq!(draft.settle(&facts), Step::Parameters);
    draft.change(Change::Fill(values(&[("2", "amanhã")])));
    assert_eq!(draft.settle(&facts), Step::Parameters);
    assert!(draft.wants_media(&wanted, false) && !draft.wants_media(&wanted, true));
    draft.change(Change::Media(HeaderMedia {
        id: "9".to_owned(),
        filename: None,
    }));
    assert_eq!(draft.settle(&facts), Step::Preview);
}

#[test]
fn a_template_that_may_no_longer_be_sent_is_chosen_anew() {
    let facts = Facts {
        contact: true,
        ways: &[FREE],
        teams: &[TeamId(3)],
        ..Facts::default()
    };
    let mut draft = with_contact();
    draft.settle(&facts);
    draft.change(Change::Template(TemplateId(5), values(&[("1", "Ana")])));
    assert_eq!(draft.settle(&facts), Step::Template);
    assert!(draft.template.is_none() && draft.values.is_empty());
}

#[test]
fn without_a_template_only_while_the_window_is_open() {
    let open = Way {
        window_open: true,
        ..FREE
    };
    let mut facts = Facts {
        contact: true,
        teams: &[TeamId(3)],
        ..Facts::default()
    };
    let ways = [open];
    facts.ways = &ways;
    let mut draft = with_contact();
    draft.settle(&facts);
    draft.change(Change::WithoutTemplate);
    assert_eq!(draft.settle(&facts), Step::Preview);
    let ways = [FREE];
    facts.ways = &ways;
    assert_eq!(draft.settle(&facts), Step::Template);
}

#[test]
fn back_passes_over_what_was_never_asked() {
    let facts = Facts {
        contact: true,
        ways: &[FREE],
        teams: &[TeamId(3), TeamId(4)],
        ..Facts::default()
    };
    let mut draft = with_contact();
    draft.change(Change::Team(TeamId(4)));
    assert_eq!(draft.settle(&facts), Step::Template);
    draft.back(Step::Template, &facts);
    assert_eq!(draft.settle(&facts), Step::Team);
    draft.back(Step::Team, &facts);
    assert_eq!(draft.settle(&facts), Step::Contact);
    draft.back(Step::Contact, &facts);
    assert_eq!(draft.settle(&facts), Step::Contact);
}

#[test]
fn another_contact_takes_the_later_choices_away() {
    let mut draft = with_contact();
    draft.change(Change::Channel(ChannelId(1)));
    draft.change(Change::Team(TeamId(3)));
    draft.change(Change::Template(TemplateId(5), Values::new()));
    draft.change(Change::Contact(ContactId(7)));
    assert_eq!(draft.template, Some(TemplateId(5)));
    draft.change(Change::Contact(ContactId(8)));
    assert_eq!(
        draft,
        Draft {
            contact: Some(ContactId(8)),
            ..Draft::default()
        }
    );
}

#[test]
fn in_a_conversation_only_the_template_is_asked() {
    let wanted = form(&[]);
    let mut draft = Draft {
        conversation: Some(ConversationId(1)),
        channel: Some(ChannelId(1)),
        team: Some(TeamId(3)),
        ..with_contact()
    };
    let facts = Facts {
        contact: true,
        form: Some(&wanted),
        ..Facts::default()
    };
    assert_eq!(draft.settle(&facts), Step::Template);
    draft.change(Change::Template(TemplateId(5), Values::new()));
    assert_eq!(draft.settle(&facts), Step::Preview);
    draft.back(Step::Preview, &facts);
    draft.back(Step::Template, &facts);
    assert_eq!(draft.contact, Some(ContactId(7)));
}

#[test]
fn drafts_survive_storage_and_older_ones_lack_what_came_later() {
    let mut draft = with_contact();
    draft.change(Change::Template(TemplateId(5), values(&[("nome", "Ana")])));
    let stored = StoredDraft::V1(draft);
    let text = serde_json::to_string(&stored).expect("serialisable");
    assert_eq!(
        serde_json::from_str::<StoredDraft>(&text).expect("readable"),
        stored
    );
    let StoredDraft::V1(old) = serde_json::from_str(r#"{"V1":{"contact":7}}"#).expect("readable");
    assert_eq!(old, with_contact());
}
