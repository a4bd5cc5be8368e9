//! The columns of the queue: which ones there are, and which of them fit.

use crate::domain::report::SortColumn;
use crate::tui::session::ColumnSetting;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each one is called")]
pub enum Column {
    Id,
    State,
    Kind,
    Type,
    Employer,
    Worker,
    Ssin,
    Start,
    Deadline,
    Age,
    Next,
    Account,
    Code,
    Reference,
}

/// A column as it comes with the program.
#[derive(Debug)]
pub struct Spec {
    /// What it shows.
    pub column: Column,
    /// Its name where settings are kept.
    pub name: &'static str,
    /// Catalogue key of its heading.
    pub heading: &'static str,
    /// Its width, when nothing else was chosen.
    pub width: usize,
    /// What it sorts by.
    pub sort: SortColumn,
}

const fn spec(
    column: Column,
    name: &'static str,
    heading: &'static str,
    width: usize,
    sort: SortColumn,
) -> Spec {
    Spec {
        column,
        name,
        heading,
        width,
        sort,
    }
}

use Column as C;
use SortColumn as S;

/// The columns from left to right. The worker's name takes what is left over.
#[rustfmt::skip]
pub const ALL: [Spec; 14] = [
    spec(C::Id, "id", "tui-column-id", 6, S::Id),
    spec(C::State, "state", "tui-column-state", 18, S::State),
    spec(C::Kind, "kind", "tui-column-kind", 6, S::Kind),
    spec(C::Type, "type", "tui-column-type", 4, S::WorkerType),
    spec(C::Employer, "employer", "tui-column-employer", 12, S::Employer),
    spec(C::Worker, "worker", "tui-column-worker", 14, S::Worker),
    spec(C::Ssin, "ssin", "tui-column-ssin", 15, S::Ssin),
    spec(C::Start, "start", "tui-column-start", 10, S::Start),
    spec(C::Deadline, "deadline", "tui-column-deadline", 9, S::Deadline),
    spec(C::Age, "age", "tui-column-age", 5, S::Updated),
    spec(C::Next, "next", "tui-column-next", 5, S::NextAt),
    spec(C::Account, "account", "queue-column-account", 12, S::Account),
    spec(C::Code, "code", "queue-column-code", 10, S::Code),
    spec(C::Reference, "reference", "tui-column-reference", 12, S::Reference),
];

/// Which column gives way first on a narrow terminal.
const DROPPED: [Column; 12] = [
    C::Code,
    C::Account,
    C::Reference,
    C::Id,
    C::Ssin,
    C::Next,
    C::Type,
    C::Age,
    C::Start,
    C::Deadline,
    C::Employer,
    C::Kind,
];

/// Room for what a submission waits for, in the column of its next visit.
const WAITING_COLUMNS: usize = 12;
/// Widths that can be chosen.
pub const WIDTHS: std::ops::RangeInclusive<u16> = 3..=60;
/// What the worker's name takes at most of what is left over.
const MOST_SPARE: usize = 26;

/// A column with its place in the table.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// The column.
    pub spec: &'static Spec,
    /// Its width, without the blank before it.
    pub width: usize,
}

/// The columns that fit.
#[derive(Debug, Clone)]
pub struct Layout {
    /// From left to right.
    pub columns: Vec<Placed>,
    /// There are more than fit.
    pub cut: bool,
}

/// The settings of every column in the order of the table: the chosen ones, then the others.
pub fn complete(settings: &[ColumnSetting]) -> Vec<ColumnSetting> {
    let mut all: Vec<ColumnSetting> = Vec::with_capacity(ALL.len());
    let known = settings.iter().filter(|one| spec_of(&one.name).is_some());
    let rest = ALL.iter().map(|spec| ColumnSetting {
        name: spec.name.to_owned(),
        width: None,
        hidden: false,
    });
    for setting in known.cloned().chain(rest) {
        if all.iter().all(|one| one.name != setting.name) {
            all.push(setting);
        }
    }
    all
}

/// The column of this name.
pub fn spec_of(name: &str) -> Option<&'static Spec> {
    ALL.iter().find(|spec| spec.name == name)
}

/// Whether a column may be hidden: where a submission stands is always said.
pub fn may_hide(spec: &Spec) -> bool {
    spec.column != Column::State
}

/// The columns that fit into so much room. A column whose width was chosen was chosen itself: it
/// gives way only when all others have.
pub fn layout(settings: &[ColumnSetting], room: usize, some_wait: bool) -> Layout {
    let mut columns: Vec<(Placed, bool)> = Vec::with_capacity(ALL.len());
    for setting in complete(settings) {
        let Some(spec) = spec_of(&setting.name) else {
            continue;
        };
        if setting.hidden && may_hide(spec) {
            continue;
        }
        let own = setting
            .width
            .map(|width| usize::from(width.clamp(*WIDTHS.start(), *WIDTHS.end())));
        let width = own.unwrap_or(match spec.column {
            Column::Next if some_wait => WAITING_COLUMNS,
            _ => spec.width,
        });
        columns.push((Placed { spec, width }, own.is_some()));
    }
    let total = |columns: &[(Placed, bool)]| -> usize {
        columns.iter().map(|(placed, _)| placed.width + 1).sum()
    };
    let all = columns.len();
    for dropped in DROPPED {
        if total(&columns) <= room {
            break;
        }
        columns.retain(|(placed, chosen)| *chosen || placed.spec.column != dropped);
    }
    while total(&columns) > room {
        let last = |wanted: &dyn Fn(&(Placed, bool)) -> bool| columns.iter().rposition(wanted);
        let automatic = last(&|(placed, chosen)| !chosen && may_hide(placed.spec));
        let Some(place) = automatic.or_else(|| last(&|(placed, _)| may_hide(placed.spec))) else {
            break;
        };
        columns.remove(place);
    }
    let cut = columns.len() < all;
    let spare = room.saturating_sub(total(&columns)).min(MOST_SPARE);
    let worker = columns
        .iter_mut()
        .find(|(placed, chosen)| placed.spec.column == Column::Worker && !chosen);
    if let Some((placed, _)) = worker {
        placed.width += spare;
    }
    let columns = columns.into_iter().map(|(placed, _)| placed).collect();
    Layout { columns, cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(name: &str, width: Option<u16>, hidden: bool) -> ColumnSetting {
        ColumnSetting {
            name: name.to_owned(),
            width,
            hidden,
        }
    }

    fn names(settings: &[ColumnSetting], room: usize) -> String {
        let layout = layout(settings, room, false);
        let names: Vec<_> = layout
            .columns
            .iter()
            .map(|placed| placed.spec.name)
            .collect();
        let mut names = names.join(" ");
        if layout.cut {
            names.push_str(" ...");
        }
        names
    }

    #[test]
    fn columns_give_way_in_the_stated_order() {
        for (room, expected) in [
            (
                200,
                "id state kind type employer worker ssin start deadline age next account code \
                 reference",
            ),
            (
                118,
                "id state kind type employer worker ssin start deadline age next ...",
            ),
            (78, "state kind employer worker start deadline ..."),
            (58, "state kind employer worker ..."),
            (40, "state worker ..."),
            (10, "state ..."),
        ] {
            assert_eq!(names(&[], room), expected, "{room}");
        }
    }

    #[test]
    fn a_chosen_column_stays_where_others_give_way() {
        let chosen = [
            setting("reference", Some(20), false),
            setting("kind", None, true),
        ];
        assert_eq!(names(&chosen, 58), "reference state worker ...");
        assert_eq!(names(&chosen, 40), "reference state ...");
        assert_eq!(names(&chosen, 25), "state ...", "it cannot fit");
    }

    #[test]
    fn the_state_is_always_shown_and_nonsense_is_passed_over() {
        let settings = [
            setting("nobody knows this", Some(9), false),
            setting("worker", None, false),
            setting("state", None, true),
            setting("worker", None, true),
        ];
        assert!(names(&settings, 58).starts_with("worker state "));
        let wide = [setting("worker", Some(9000), false)];
        let placed = layout(&wide, 300, false).columns[0];
        assert_eq!(placed.width, usize::from(*WIDTHS.end()));
    }

    #[test]
    fn everything_fits_its_room_and_has_its_own_name() {
        for room in 0..250 {
            for some_wait in [false, true] {
                let columns = layout(&[], room, some_wait).columns;
                let total: usize = columns.iter().map(|placed| placed.width + 1).sum();
                assert!(total <= room.max(19), "{room}");
            }
        }
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|spec| spec.name).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
