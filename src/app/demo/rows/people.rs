//! The people and employers of the test bed: all invented, many of one name, few of a rare one,
//! some written in letters that are wide, combine, or run from right to left.

use jiff::ToSpan as _;
use jiff::civil::date;

use super::mix::{Dice, Purpose};
use crate::app::demo::cast;
use crate::domain::declaration::PersonName;
use crate::domain::ids::{Employer, EnterpriseNumber, Ssin};

/// People on one serial number: births from 1945 to 2006.
const BIRTHDAYS: u64 = 22_300;
/// So many there are, on the nine serial numbers that are never given out.
pub(super) const WORKERS: u64 = 9 * BIRTHDAYS;
/// So many employers.
pub(super) const EMPLOYERS: u64 = 400;

/// Every eighth is called so.
const FREQUENT: &str = "Testmans";
/// One worker among many is called so.
const RARE: [&str; 5] = [
    "Xylofoonstra",
    "Quaxelaere",
    "Wrzeszczyk",
    "Kvíčalová",
    "Ðurđevčanin",
];
const FAMILIES: [&str; 40] = [
    "Voorbeeld",
    "Exempel",
    "Dumoulin",
    "Proefstra",
    "Van den Test",
    "Fictief",
    "Specimen",
    "Modelaers",
    "Exemplaire",
    "Staelens",
    "Muster",
    "Beispiel",
    "De Proever",
    "Essai",
    "Duval-Modèle",
    "Verzonnen",
    "Denkbeeld",
    "Schijnaert",
    "Vermoedens",
    "Lefaux",
    "Lamodèle",
    "Toetsaerts",
    "Keuring",
    "Van Schets",
    "Ontwerps",
    "Dubois-Essai",
    "Prototyp",
    "Maquette",
    "Brouillon",
    "Kladders",
    "Ö. Versuch",
    "Müstermann",
    "Peetersproef",
    "Janssensproef",
    "Maesproef",
    "Jacobsproef",
    "Willemsproef",
    "Claesproef",
    "Goossensproef",
    "Woutersproef",
];
const GIVEN: [&str; 40] = [
    "Aïcha",
    "Bram",
    "Chloé",
    "Daan",
    "Élise",
    "Farid",
    "Greet",
    "Hugo",
    "Ines",
    "Jürgen",
    "Katrijn",
    "Lotte",
    "Maël",
    "Noor",
    "Olivier",
    "Pieter",
    "Quinten",
    "Renée",
    "Seppe",
    "Thaïs",
    "Umut",
    "Victor",
    "Wout",
    "Xander",
    "Yasmina",
    "Zoë",
    "Anaïs",
    "Benoît",
    "Célestin",
    "Dirk",
    "Eefje",
    "François",
    "Gunther",
    "Héloïse",
    "Ilse",
    "Joris",
    "Kenza",
    "Loïc",
    "Mia",
    "Nele",
];
/// Wide letters; marks that combine; right to left; wide Latin letters.
const FOREIGN: [(&str, &str); 6] = [
    ("試験", "一郎"),
    ("견본", "민준"),
    ("Te\u{301}ste\u{300}s", "Zoe\u{308}"),
    ("Nguye\u{302}\u{303}n-Thu\u{31b}\u{309}", "Va\u{306}n"),
    ("اختبار", "نور"),
    ("ＴＥＳＴ", "かな"),
];

/// The worker of this number.
pub(super) fn worker(number: u64) -> (Ssin, PersonName) {
    let (day, serial) = (number % BIRTHDAYS, number / BIRTHDAYS % 9);
    let days = i64::try_from(day).unwrap_or_default();
    let birth = date(1945, 1, 1).saturating_add(days.days());
    let digits = cast::ssin(birth, 990 + usize::try_from(serial).unwrap_or_default());
    let ssin = Ssin::parse(&digits).expect("a test reads all of them");
    (ssin, name(number))
}

fn name(number: u64) -> PersonName {
    let mut dice = Dice::of(number, Purpose::Name);
    let given = (*dice.any(&GIVEN)).to_owned();
    let family = if number % 40_000 == 7 {
        (*dice.any(&RARE)).to_owned()
    } else if dice.per_mille(125) {
        FREQUENT.to_owned()
    } else if dice.per_mille(20) {
        let (family, given) = *dice.any(&FOREIGN);
        return PersonName {
            family: family.to_owned(),
            given: given.to_owned(),
        };
    } else if dice.per_mille(350) {
        format!("{}-{}", dice.any(&FAMILIES), dice.any(&FAMILIES))
    } else {
        (*dice.any(&FAMILIES)).to_owned()
    };
    PersonName { family, given }
}

/// The employers, the largest first: of about every twentieth declaration, the others of ever fewer.
#[derive(Debug)]
pub(super) struct Employers {
    all: Vec<(Employer, u64)>,
    total: u64,
}

impl Employers {
    pub(super) fn new() -> Self {
        let mut total = 0;
        let all = (0..EMPLOYERS)
            .map(|place| {
                total += 1_000_000 / (2 * place + 9);
                (employer(place), total)
            })
            .collect();
        Self { all, total }
    }

    pub(super) fn any(&self, dice: &mut Dice) -> Employer {
        let thrown = dice.below(self.total);
        let place = self.all.partition_point(|(_, until)| *until <= thrown);
        self.all[place].0
    }
}

/// From the highest number of the register downwards, where none is given out.
fn employer(place: u64) -> Employer {
    let base = 9_999_999 - place;
    let digits = format!("{:010}", base * 100 + 97 - base % 97);
    let number = EnterpriseNumber::parse(&digits).expect("its check digits are computed");
    Employer::of(Some(number), None).expect("one number is enough")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_worker_has_a_number_of_their_own() {
        let numbers: HashSet<Ssin> = (0..WORKERS).map(|number| worker(number).0).collect();
        assert_eq!(numbers.len() as u64, WORKERS);
    }

    #[test]
    fn the_largest_employer_has_about_a_twentieth() {
        let employers = Employers::new();
        let of_largest = (0..20_000)
            .filter(|row| employers.any(&mut Dice::of(*row, Purpose::Subject)) == employer(0))
            .count();
        assert!((800..1_200).contains(&of_largest), "{of_largest}");
        let different: HashSet<String> = (0..EMPLOYERS)
            .map(|place| employer(place).to_string())
            .collect();
        assert_eq!(different.len() as u64, EMPLOYERS);
    }
}
