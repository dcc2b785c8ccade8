//! From the mark that a message should have to the reactions that must change.

use std::collections::BTreeSet;

use super::model::Message;
use crate::clock::Timestamp;
use crate::domain::ids::PostId;
use crate::domain::mark::Mark;

/// One reaction to add or to remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkStep {
    /// Add this mark's reaction.
    Add(Mark),
    /// Remove our own reaction of this mark.
    Remove(Mark),
}

/// What to do, in this order, so that a message on which `shown` stands tells `wanted`.
///
/// The news comes first, since reactions are slow. Only what [`Mark::is_taken_away`] is removed,
/// and a mark that something further already overtook is never sent. Without a wanted mark
/// whatever can be taken away is.
pub fn plan(wanted: Option<Mark>, shown: &BTreeSet<Mark>) -> Vec<MarkStep> {
    let add = wanted.filter(|mark| {
        !shown.contains(mark) && !shown.iter().any(|other| mark.is_overtaken_by(*other))
    });
    let remove = shown
        .iter()
        .copied()
        .filter(|mark| mark.is_taken_away() && Some(*mark) != wanted);
    add.into_iter()
        .map(MarkStep::Add)
        .chain(remove.map(MarkStep::Remove))
        .collect()
}

/// Whether our marks say of a person's line that it left: one on it, or, since ☑️ and 🔵 stand on the
/// last of a run alone, one on a line below it while it has none itself. `below`: what comes after it,
/// in order.
pub fn says_it_left(line: &Message, below: &[Message]) -> bool {
    let bears = |line: &Message, mark: Mark| line.is_marked(mark.emoji());
    let left = |line: &Message| {
        let arrived = bears(line, Mark::Delivered) || bears(line, Mark::Read);
        arrived || (bears(line, Mark::Accepted) && !bears(line, Mark::Failed))
    };
    let persons = |line: &&Message| !line.author.bot;
    left(line) || (!is_marked(line) && below.iter().filter(persons).any(left))
}

/// How many of these lines, which are in order, are older than this process: the marks of its own are in
/// its database, too.
pub fn older(lines: &[Message], began: Timestamp) -> usize {
    let began = PostId::just_before(began);
    lines.partition_point(|line| line.id.get() <= began.0)
}

/// Whether it bears any mark of ours.
pub fn is_marked(line: &Message) -> bool {
    Mark::ALL.iter().any(|mark| line.is_marked(mark.emoji()))
}

#[cfg(test)]
mod tests {
    use super::MarkStep::{Add, Remove};
    use super::*;

    fn planned<const N: usize>(wanted: Option<Mark>, shown: [Mark; N]) -> Vec<MarkStep> {
        plan(wanted, &BTreeSet::from(shown))
    }

    #[test]
    fn a_first_mark_is_added_and_then_left_alone() {
        assert_eq!(planned(Some(Mark::Note), []), [Add(Mark::Note)]);
        assert_eq!(planned(Some(Mark::Note), [Mark::Note]), []);
        assert_eq!(planned(None, []), []);
    }

    #[test]
    fn only_what_waits_or_doubts_is_taken_away() {
        let shown = [Mark::Queued, Mark::Held, Mark::Doubt, Mark::Accepted];
        assert_eq!(
            planned(Some(Mark::Delivered), shown),
            [
                Add(Mark::Delivered),
                Remove(Mark::Held),
                Remove(Mark::Queued),
                Remove(Mark::Doubt),
            ]
        );
        assert_eq!(
            planned(None, [Mark::Failed, Mark::Queued]),
            [Remove(Mark::Queued)]
        );
        assert_eq!(planned(Some(Mark::Queued), [Mark::Queued]), []);
    }

    #[test]
    fn an_overtaken_mark_is_never_sent() {
        assert_eq!(planned(Some(Mark::Accepted), [Mark::Delivered]), []);
        assert_eq!(planned(Some(Mark::Delivered), [Mark::Read]), []);
        assert_eq!(planned(Some(Mark::Failed), [Mark::Delivered]), []);
    }

    #[test]
    fn what_goes_back_to_the_queue_shows_it() {
        assert_eq!(
            planned(Some(Mark::Queued), [Mark::Accepted]),
            [Add(Mark::Queued)]
        );
        assert_eq!(
            planned(Some(Mark::Delivered), [Mark::Failed]),
            [Add(Mark::Delivered)]
        );
    }
}
