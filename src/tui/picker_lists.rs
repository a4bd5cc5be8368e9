//! What stands in each list to choose from, and what a choice fills in.
//!
//! Knows the rules and the places; knows nothing of keys and of how a list is drawn.

use jiff::civil::Date;

use super::env::Env;
use super::picker_codes;
use super::screens::declare_view::field_key;
use crate::domain::draft::{Draft, Field};
use crate::domain::ids::{Employer, EnterpriseNumber, NssoNumber};
use crate::domain::places::{AddressLanguage, Municipality, folded};
use crate::domain::report::{EmployerChoice, PeriodSearch};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{Period, read_date};

/// Where the rows of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The rules, or the field itself.
    Codes,
    /// The employers of the latest declarations.
    Employers,
    /// The NSSO's periods of an employer.
    Periods,
    /// The list of countries.
    Countries,
    /// The list of municipalities.
    Municipalities,
    /// Nowhere: the field is only typed.
    Nothing,
}

impl Source {
    /// Where the rows of this field come from.
    pub fn of(field: Field) -> Self {
        match field {
            Field::WorkerType
            | Field::JointCommittee
            | Field::UserJointCommittee
            | Field::Gender
            | Field::WorkNature
            | Field::SmallStatus => Self::Codes,
            Field::EnterpriseNumber | Field::NssoNumber => Self::Employers,
            Field::PeriodId => Self::Periods,
            Field::Country
            | Field::CountryOfBirth
            | Field::Nationality
            | Field::UserCountry
            | Field::WorkplaceCountry => Self::Countries,
            _ if address_of(field).is_some() => Self::Municipalities,
            _ => Self::Nothing,
        }
    }

    /// What stands above the list.
    pub fn title(self, field: Field, env: &Env) -> String {
        match self {
            Self::Codes => env.words.get(&field_key(field)),
            Self::Employers => env.words.get("pick-title-employers"),
            Self::Periods => env.words.get("pick-title-periods"),
            Self::Countries => env.words.get("pick-title-countries"),
            Self::Municipalities => env.words.get("pick-title-municipalities"),
            Self::Nothing => env.words.get("pick-title"),
        }
    }
}

/// Rows to choose from.
#[derive(Debug, Clone)]
pub struct List {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, as they stand without a filter.
    pub rows: Vec<Row>,
    /// What is to be said of the list.
    pub note: Option<Text>,
}

/// One thing that can be chosen.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is seen of it; harmless to show.
    pub cells: Vec<String>,
    /// It does not fit the declaration.
    pub marked: bool,
    /// What it stands for.
    pub taken: Taken,
    /// The cells as they are compared.
    compared: Vec<String>,
}

/// What a row stands for.
#[derive(Debug, Clone)]
pub enum Taken {
    /// Texts for fields.
    Texts(Vec<(Field, String)>),
    /// A period with all that is known of it.
    Period(Box<Period>),
}

impl Taken {
    /// The fields that it fills in.
    pub fn filled(&self) -> Vec<(Field, String)> {
        match self {
            Self::Texts(texts) => texts.clone(),
            Self::Period(period) => of_period(period),
        }
    }
}

/// What is known of a period does not empty what was typed.
fn of_period(period: &Period) -> Vec<(Field, String)> {
    let mut filled = vec![(Field::PeriodId, period.id.to_string())];
    if let Some(employer) = period.known.employer {
        let numbers = of_employer(employer);
        filled.extend(numbers.into_iter().filter(|(_, text)| !text.is_empty()));
    }
    if let Some(ssin) = period.known.ssin {
        filled.push((Field::Ssin, ssin.digits()));
    }
    filled
}

/// Both numbers: one that this employer has not got must not stay from another.
fn of_employer(employer: Employer) -> Vec<(Field, String)> {
    let enterprise = employer.enterprise().map(EnterpriseNumber::digits);
    let nsso = employer.nsso().map(|number| number.to_string());
    vec![
        (Field::EnterpriseNumber, enterprise.unwrap_or_default()),
        (Field::NssoNumber, nsso.unwrap_or_default()),
    ]
}

impl Row {
    /// A row that fills in texts.
    pub fn new(cells: Vec<String>, marked: bool, taken: Taken) -> Self {
        let compared = cells.iter().map(|cell| folded(cell)).collect();
        Self {
            cells,
            marked,
            taken,
            compared,
        }
    }

    /// How badly a word, as it is compared, matches: a whole cell is best, then a beginning, then
    /// any place.
    pub fn score(&self, word: &str) -> Option<usize> {
        let of_cell = |cell: &String| {
            if cell == word {
                Some(0)
            } else if cell.starts_with(word) {
                Some(1)
            } else {
                cell.contains(word).then_some(2)
            }
        };
        self.compared.iter().filter_map(of_cell).min()
    }
}

/// The first day of the declaration, or today: the day whose lists are right.
pub fn day(draft: &Draft, env: &Env) -> Date {
    read_date(draft.get(Field::StartDate)).unwrap_or_else(|_| env.today())
}

/// The list of a field that is known here.
pub fn known(source: Source, field: Field, draft: &Draft, env: &Env) -> List {
    match source {
        Source::Codes => picker_codes::codes(field, draft, env),
        Source::Countries => countries(field, draft, env),
        Source::Municipalities => municipalities(field, draft, env),
        // Without an employer the NSSO cannot be asked.
        Source::Periods => only(Text::new("pick-employer-first")),
        Source::Employers | Source::Nothing => only(Text::new("pick-nothing-here")),
    }
}

fn only(note: Text) -> List {
    List {
        columns: Vec::new(),
        rows: Vec::new(),
        note: Some(note),
    }
}

impl List {
    /// A list whose columns have these names.
    pub fn of(columns: &[Text], rows: Vec<Row>, env: &Env) -> Self {
        Self {
            columns: columns.iter().map(|name| env.text(name)).collect(),
            rows,
            note: None,
        }
    }

    /// The same with something to be said of it, if there is.
    #[must_use]
    pub fn noted(self, note: Option<Text>) -> Self {
        Self { note, ..self }
    }
}

/// Belgium first, the others by name, the unknown one last.
fn countries(field: Field, draft: &Draft, env: &Env) -> List {
    const BELGIUM: u16 = 150;
    const UNKNOWN: u16 = 999;
    let language = env.words.language().code();
    let mut found: Vec<_> = env.rules.places.countries(day(draft, env)).collect();
    found.sort_by_cached_key(|country| {
        let last = country.code == UNKNOWN;
        let name = folded(country.name(language));
        (last, country.code != BELGIUM, name)
    });
    let row = |code: u16, name: &str| {
        let cells = vec![code.to_string(), name.to_owned()];
        Row::new(cells, false, Taken::Texts(vec![(field, code.to_string())]))
    };
    let rows = found
        .into_iter()
        .map(|country| row(country.code, country.name(language)));
    let columns = [Text::new("pick-column-code"), Text::new("pick-column-name")];
    List::of(&columns, rows.collect(), env).noted(Some(Text::new("pick-countries-note")))
}

/// Postcode, code and name of an address.
type Address = [Field; 3];

const ADDRESSES: [Address; 3] = [
    [
        Field::PostCode,
        Field::MunicipalityCode,
        Field::MunicipalityName,
    ],
    [
        Field::UserPostCode,
        Field::UserMunicipalityCode,
        Field::UserMunicipalityName,
    ],
    [
        Field::WorkplacePostCode,
        Field::WorkplaceMunicipalityCode,
        Field::WorkplaceMunicipalityName,
    ],
];

fn address_of(field: Field) -> Option<Address> {
    ADDRESSES
        .into_iter()
        .find(|address| address.contains(&field))
}

/// One row for each postcode of each municipality.
fn municipalities(field: Field, draft: &Draft, env: &Env) -> List {
    let [post_code, code, name] = address_of(field).unwrap_or(ADDRESSES[0]);
    let language = env.words.language().code();
    let places = env.rules.places;
    let mut found: Vec<_> = places
        .municipalities(day(draft, env))
        .flat_map(|place| place.post_codes.iter().map(move |own| (*own, place)))
        .collect();
    found.sort_by_key(|(own, place)| (*own, place.code));
    let rows = found.into_iter().map(|(own, place)| {
        let texts = vec![
            (post_code, own.to_string()),
            (code, place.code.to_string()),
            (name, place.name(language).to_owned()),
        ];
        let mut cells = vec![
            own.to_string(),
            place.name(language).to_owned(),
            place.code.to_string(),
        ];
        cells.push(other_names(place, language));
        Row::new(cells, false, Taken::Texts(texts))
    });
    let columns = [
        Text::new("pick-column-post-code"),
        Text::new("pick-column-municipality"),
        Text::new("pick-column-nis"),
        Text::new("pick-column-also"),
    ];
    List::of(&columns, rows.collect(), env)
        .noted((!places.is_complete()).then(|| Text::new("pick-municipalities-note")))
}

/// The names by which it may be looked for as well.
fn other_names(place: &Municipality, language: &str) -> String {
    let own = place.name(language);
    let mut others: Vec<_> = AddressLanguage::ALL
        .into_iter()
        .map(|language| place.name_in(language))
        .filter(|name| *name != own)
        .collect();
    others.dedup();
    others.join(", ")
}

/// The filter line to begin with: the postcode that was typed, if the list has it.
pub fn filter(field: Field, draft: &Draft, list: &List) -> String {
    let typed = address_of(field).map_or("", |[post_code, ..]| draft.get(post_code));
    let known = list.rows.iter().any(|row| row.score(typed) == Some(0));
    if typed.is_empty() || !known {
        String::new()
    } else {
        typed.to_owned()
    }
}

/// The employers of the latest declarations, as they came.
pub fn employers(employers: &[EmployerChoice], env: &Env) -> List {
    let rows = employers.iter().map(|choice| {
        let number = choice
            .employer
            .enterprise()
            .map(|number| number.to_string());
        let nsso = choice
            .employer
            .nsso()
            .map(|number: NssoNumber| number.to_string());
        let name = choice.name.as_ref().map(Untrusted::shown);
        let cells = [name, number, nsso].map(Option::unwrap_or_default).into();
        let texts = of_employer(choice.employer);
        Row::new(cells, false, Taken::Texts(texts))
    });
    let columns = [
        Text::new("pick-column-name"),
        Text::new("pick-column-enterprise"),
        Text::new("pick-column-nsso"),
    ];
    List::of(&columns, rows.collect(), env)
        .noted(employers.is_empty().then(|| Text::new("pick-no-employers")))
}

/// Whose periods to ask for; none as long as no employer was typed.
pub fn search(draft: &Draft) -> Option<PeriodSearch> {
    Some(PeriodSearch {
        employer: draft.employer()?,
        ssin: draft.ssin(),
    })
}

/// The NSSO's periods, the latest one first; those of which nothing more can be declared last.
pub fn periods(mut periods: Vec<Period>, env: &Env) -> List {
    periods.sort_by_key(|period| std::cmp::Reverse((period.known.start, period.id)));
    let note = periods.is_empty().then(|| Text::new("pick-no-periods"));
    let mut rows: Vec<_> = periods
        .into_iter()
        .map(|period| row_of(period, env))
        .collect();
    rows.sort_by_key(|row| row.marked);
    let columns = [
        Text::new("pick-column-start"),
        Text::new("pick-column-end"),
        Text::new("pick-column-type"),
        Text::new("pick-column-committee"),
        Text::new("pick-column-state"),
        Text::new("pick-column-number"),
        Text::new("pick-column-worker"),
    ];
    List::of(&columns, rows, env).noted(note)
}

fn row_of(period: Period, env: &Env) -> Row {
    let known = &period.known;
    let state = if known.cancelled {
        env.words.get("pick-period-cancelled")
    } else if known.locked {
        env.words.get("pick-period-locked")
    } else if known.end.is_none() {
        env.words.get("pick-period-open")
    } else {
        env.words.get("pick-period-closed")
    };
    let code = |code: &Option<String>| {
        let code = code.as_deref().unwrap_or_default();
        Untrusted::new(code).shown()
    };
    let cells = vec![
        known.start.to_string(),
        known.end.map(|end| end.to_string()).unwrap_or_default(),
        code(&known.worker_type),
        code(&known.joint_committee),
        state,
        period.id.to_string(),
        known.ssin.map(|ssin| ssin.to_string()).unwrap_or_default(),
    ];
    let marked = known.cancelled || known.locked;
    Row::new(cells, marked, Taken::Period(Box::new(period)))
}
