//! Every kind of thing the ledger knows, in one place.

use nc_capability::{
    base, certificate, claim, contest, exercise, flight, innovation, instructor, internship, laboratory, readiness, talent, training,
};
use nc_figures::check::Choices;
use nc_figures::recounts::Recounts;
use nc_figures::report::Report;
use nc_honour::{culture, role_model, roll};
use nc_kernel::states::{AnyState, empty};
use nc_kernel::{Aggregate, RegisterDoc, StreamId};
use nc_organisation::{branch, study};
use nc_people::Directory;

use crate::books::Book;
use crate::error::{StoreError, damaged};
use crate::listed::List;

/// An empty state for the stream of fact `seq`.
///
/// # Errors
/// [`StoreError::Damaged`] naming the fact when this program does not know the family.
pub(crate) fn state_for(stream: &StreamId, seq: u64) -> Result<Box<dyn AnyState>, StoreError> {
    let family = stream.family();
    empty_state(family).ok_or_else(|| damaged(format!("fact {seq}"), format!("no kind of thing is called {family}")))
}

/// An empty state for a stream of `family`; `None` for a family this program does not know.
#[must_use]
pub fn empty_state(family: &str) -> Option<Box<dyn AnyState>> {
    let make: fn() -> Box<dyn AnyState> = match family {
        Directory::FAMILY => empty::<Directory>,
        nc_figures::Book::FAMILY => empty::<nc_figures::Book>,
        Choices::FAMILY => empty::<Choices>,
        Recounts::FAMILY => empty::<Recounts>,
        Report::FAMILY => empty::<Report>,
        training::Class::FAMILY => empty::<training::Class>,
        training::Plan::FAMILY => empty::<training::Plan>,
        training::Bookings::FAMILY => empty::<training::Bookings>,
        readiness::Requirement::FAMILY => empty::<readiness::Requirement>,
        internship::Batch::FAMILY => empty::<internship::Batch>,
        internship::Book::FAMILY => empty::<internship::Book>,
        internship::MentorAward::FAMILY => empty::<internship::MentorAward>,
        internship::Placement::FAMILY => empty::<internship::Placement>,
        instructor::Instructor::FAMILY => empty::<instructor::Instructor>,
        claim::Claim::FAMILY => empty::<claim::Claim>,
        certificate::Certificate::FAMILY => empty::<certificate::Certificate>,
        certificate::Series::FAMILY => empty::<certificate::Series>,
        innovation::Project::FAMILY => empty::<innovation::Project>,
        talent::Profile::FAMILY => empty::<talent::Profile>,
        talent::Apprenticeship::FAMILY => empty::<talent::Apprenticeship>,
        talent::Studio::FAMILY => empty::<talent::Studio>,
        talent::Fund::FAMILY => empty::<talent::Fund>,
        talent::SubsidyPolicy::FAMILY => empty::<talent::SubsidyPolicy>,
        exercise::Exercise::FAMILY => empty::<exercise::Exercise>,
        exercise::Scenario::FAMILY => empty::<exercise::Scenario>,
        exercise::Programme::FAMILY => empty::<exercise::Programme>,
        base::Base::FAMILY => empty::<base::Base>,
        laboratory::Laboratory::FAMILY => empty::<laboratory::Laboratory>,
        flight::Pilot::FAMILY => empty::<flight::Pilot>,
        flight::Aircraft::FAMILY => empty::<flight::Aircraft>,
        flight::CurrencyRule::FAMILY => empty::<flight::CurrencyRule>,
        contest::Contest::FAMILY => empty::<contest::Contest>,
        contest::Codes::FAMILY => empty::<contest::Codes>,
        contest::Records::FAMILY => empty::<contest::Records>,
        branch::Roll::FAMILY => empty::<branch::Roll>,
        study::Source::FAMILY => empty::<study::Source>,
        study::Topic::FAMILY => empty::<study::Topic>,
        study::Pool::FAMILY => empty::<study::Pool>,
        study::Meeting::FAMILY => empty::<study::Meeting>,
        study::Run::FAMILY => empty::<study::Run>,
        roll::Roll::FAMILY => empty::<roll::Roll>,
        culture::Event::FAMILY => empty::<culture::Event>,
        culture::Bulletin::FAMILY => empty::<culture::Bulletin>,
        role_model::Holds::FAMILY => empty::<role_model::Holds>,
        role_model::RoleModel::FAMILY => empty::<role_model::RoleModel>,
        _ => return None,
    };
    Some(make())
}

/// 培训班.
pub static CLASSES: List = List::of::<training::Class>();
/// 学习期次.
pub static RUNS: List = List::of::<study::Run>();

/// Every list: those with pages of their own, then the books.
pub(crate) fn lists() -> impl Iterator<Item = &'static List> {
    [&CLASSES, &RUNS].into_iter().chain(BOOKS.iter().map(|book| &book.list))
}

/// 台账: lists whose things have sheets, from which their pages, files and API are made. In the order they are shown.
pub static BOOKS: &[Book] = &[
    Book::of::<internship::Batch>(),
    Book::of::<internship::Placement>(),
    Book::of::<internship::MentorAward>(),
    Book::of::<role_model::RoleModel>(),
    Book::of::<exercise::Exercise>(),
    Book::of::<exercise::Programme>(),
    Book::of::<contest::Contest>(),
    Book::of::<training::Plan>(),
    Book::of::<instructor::Instructor>(),
    Book::of::<claim::Claim>(),
    Book::of::<certificate::Certificate>(),
    Book::of::<talent::Profile>(),
    Book::of::<talent::Apprenticeship>(),
    Book::of::<talent::Studio>(),
    Book::of::<talent::Fund>(),
    Book::of::<talent::SubsidyPolicy>(),
    Book::of::<innovation::Project>(),
    Book::of::<base::Base>(),
    Book::of::<readiness::Requirement>(),
    Book::of::<laboratory::Laboratory>(),
    Book::of::<flight::Aircraft>(),
    Book::of::<flight::Pilot>(),
];

/// Every register a figure may count.
#[must_use]
pub fn registers() -> Vec<RegisterDoc> {
    [
        nc_people::REGISTERS,
        training::REGISTERS,
        internship::REGISTERS,
        instructor::REGISTERS,
        claim::REGISTERS,
        certificate::REGISTERS,
        readiness::REGISTERS,
        talent::REGISTERS,
        innovation::REGISTERS,
        exercise::REGISTERS,
        base::REGISTERS,
        laboratory::REGISTERS,
        flight::REGISTERS,
        contest::REGISTERS,
        branch::REGISTERS,
        study::REGISTERS,
        nc_honour::REGISTERS,
    ]
    .concat()
}

/// The registers whose rows say which documents facts name, and whom a document names.
pub const DOCUMENT_REGISTERS: &[&str] = &[
    nc_honour::DOCUMENTS,
    internship::DOCUMENTS,
    claim::registers::DOCUMENTS,
    exercise::DOCUMENTS,
    talent::DOCUMENTS,
    laboratory::DOCUMENTS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_names_states_it_has_and_no_state_is_both_open_and_off() {
        for list in lists() {
            let states = list.state_words();
            let unknown: Vec<_> = list.unfinished.iter().chain(list.off).filter(|state| !states.contains(state)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?}", list.word);
            let turned: Vec<_> =
                list.lapses.iter().flat_map(|(before, then)| [before, then]).filter(|state| !states.contains(state)).collect();
            assert!(turned.is_empty(), "{}: {turned:?}", list.word);
            assert!(!list.off.iter().any(|state| list.unfinished.contains(state)), "{}", list.word);
        }
    }

    #[test]
    fn no_two_lists_share_a_word_or_a_family() {
        for (n, list) in lists().enumerate() {
            assert!(lists().skip(n + 1).all(|other| other.word != list.word && other.family != list.family), "{}", list.word);
        }
    }
}
