//! Anomaly codes the simulator gives, whether they refuse, and their texts in two languages.
//!
//! Codes and severities are those of the Dimona glossary (dimona 7.6); the texts are our own.

use std::borrow::Cow;

use serde_json::{Value, json};

/// An anomaly code, such as `90373-333`.
pub(super) type Code = Cow<'static, str>;

/// Whether an anomaly refuses the declaration. Unknown codes refuse.
pub(super) fn is_blocking(code: &str) -> bool {
    const WARNINGS: &[&str] = &[
        "00014-022",
        "00024-348",
        "00025-348",
        "00026-348",
        "00028-348",
        "00029-348",
        "90017-058",
        "90017-369",
        "90017-510",
        "90017-514",
        "90017-515",
        "90256-369",
        "90373-460",
        "90373-483",
        "90378-460",
        "90378-483",
    ];
    !WARNINGS.contains(&code)
}

/// The anomaly as it goes on the wire.
pub(super) fn to_json(code: &str) -> Value {
    let (dutch, french) = LABELS.iter().find(|(known, ..)| *known == code).map_or(
        ("Afwijking in de aangifte", "Anomalie dans la déclaration"),
        |(_, dutch, french)| (*dutch, *french),
    );
    json!({ "errorId": code, "label": { "nl": dutch, "fr": french } })
}

const LABELS: &[(&str, &str, &str)] = &[
    ("00024-001", "INSZ ontbreekt", "NISS manquant"),
    (
        "00025-003",
        "Familienaam ongeldig",
        "Nom de famille invalide",
    ),
    ("00026-003", "Voornaam ongeldig", "Prénom invalide"),
    (
        "00030-003",
        "Straat van de werknemer ongeldig",
        "Rue du travailleur invalide",
    ),
    (
        "00031-003",
        "Huisnummer van de werknemer ongeldig",
        "Numéro de maison du travailleur invalide",
    ),
    (
        "00032-003",
        "Busnummer van de werknemer ongeldig",
        "Boîte du travailleur invalide",
    ),
    (
        "00033-003",
        "Postcode van de werknemer ongeldig",
        "Code postal du travailleur invalide",
    ),
    (
        "00034-003",
        "Gemeente van de werknemer ongeldig",
        "Commune du travailleur invalide",
    ),
    (
        "00046-003",
        "Paritair comité bestaat niet in Dimona",
        "Commission paritaire inconnue de Dimona",
    ),
    (
        "00168-003",
        "Geboorteplaats ongeldig",
        "Lieu de naissance invalide",
    ),
    (
        "00517-003",
        "Straat van de werkplaats ongeldig",
        "Rue du lieu d'occupation invalide",
    ),
    (
        "00518-003",
        "Huisnummer van de werkplaats ongeldig",
        "Numéro du lieu d'occupation invalide",
    ),
    (
        "00519-003",
        "Busnummer van de werkplaats ongeldig",
        "Boîte du lieu d'occupation invalide",
    ),
    (
        "00520-003",
        "Postcode van de werkplaats ongeldig",
        "Code postal du lieu d'occupation invalide",
    ),
    (
        "00522-003",
        "Gemeente van de werkplaats ongeldig",
        "Commune du lieu d'occupation invalide",
    ),
    (
        "00655-003",
        "Type werknemer ongeldig op deze datum",
        "Type de travailleur invalide à cette date",
    ),
    (
        "00655-350",
        "Type werknemer niet toegelaten voor deze werkgever",
        "Type de travailleur interdit pour cet employeur",
    ),
    (
        "00776-003",
        "Naam van de werkplaats ongeldig",
        "Nom du lieu d'occupation invalide",
    ),
    (
        "00776-005",
        "Werkplaats van de student niet toegelaten",
        "Lieu d'occupation de l'étudiant non autorisé",
    ),
    (
        "00777-001",
        "Beginuur ontbreekt",
        "Heure de début manquante",
    ),
    (
        "00777-005",
        "Beginuur niet toegelaten",
        "Heure de début non autorisée",
    ),
    ("00778-001", "Einduur ontbreekt", "Heure de fin manquante"),
    (
        "00778-005",
        "Einduur niet toegelaten",
        "Heure de fin non autorisée",
    ),
    (
        "00778-345",
        "Einduur ligt niet na het beginuur",
        "Heure de fin non postérieure à l'heure de début",
    ),
    (
        "00910-005",
        "Begindatum niet toegelaten",
        "Date de début non autorisée",
    ),
    (
        "00910-008",
        "Begindatum buiten de toegelaten termijn",
        "Date de début hors du délai autorisé",
    ),
    (
        "00910-344",
        "Begindatum mag niet later worden",
        "La date de début ne peut être reportée",
    ),
    (
        "00910-459",
        "Meer dan twee opeenvolgende dagen",
        "Plus de deux jours consécutifs",
    ),
    ("00911-001", "Einddatum ontbreekt", "Date de fin manquante"),
    (
        "00911-008",
        "Einddatum buiten de toegelaten termijn",
        "Date de fin hors du délai autorisé",
    ),
    (
        "00911-014",
        "Einddatum ligt voor de begindatum",
        "Date de fin antérieure à la date de début",
    ),
    (
        "00911-344",
        "Einddatum mag niet later worden",
        "La date de fin ne peut être reportée",
    ),
    (
        "00913-003",
        "Periodenummer ongeldig",
        "Numéro de période invalide",
    ),
    ("00913-354", "Periode niet gekend", "Période inconnue"),
    (
        "00913-355",
        "Periode reeds geannuleerd",
        "Période déjà annulée",
    ),
    (
        "00913-356",
        "Periode heeft al een einddatum",
        "La période a déjà une date de fin",
    ),
    (
        "00913-359",
        "Wijziging kan de periode niet afsluiten",
        "La modification ne peut clôturer la période",
    ),
    ("00913-362", "Periode vergrendeld", "Période verrouillée"),
    (
        "00913-368",
        "Einddatum mag niet worden geschrapt",
        "La date de fin ne peut être supprimée",
    ),
    (
        "01135-001",
        "Aantal geplande uren ontbreekt",
        "Nombre d'heures planifiées manquant",
    ),
    (
        "01135-003",
        "Aantal geplande uren ongeldig",
        "Nombre d'heures planifiées invalide",
    ),
    (
        "01135-005",
        "Aantal geplande uren niet toegelaten",
        "Nombre d'heures planifiées non autorisé",
    ),
    (
        "90017-151",
        "Werknemer niet te identificeren",
        "Travailleur non identifiable",
    ),
    (
        "90017-369",
        "Contingent van de werknemer overschreden",
        "Contingent du travailleur dépassé",
    ),
    (
        "90017-510",
        "Voorwaarden voor een flexi-job niet vervuld",
        "Conditions du flexi-job non remplies",
    ),
    (
        "90373-333",
        "Dezelfde periode bestaat al",
        "La même période existe déjà",
    ),
    (
        "90373-334",
        "Periode overlapt met een andere",
        "La période chevauche une autre",
    ),
    (
        "90373-341",
        "Periode met uren duurt langer dan 24 uur",
        "Période avec heures de plus de 24 heures",
    ),
    (
        "90373-343",
        "Werkgever niet actief op deze datum",
        "Employeur non actif à cette date",
    ),
    (
        "90373-421",
        "Begin en einde in verschillende kwartalen",
        "Début et fin dans des trimestres différents",
    ),
    (
        "90373-450",
        "Aangifte tijdelijk niet toegelaten",
        "Déclaration temporairement interdite",
    ),
    ("90373-460", "Laattijdige aangifte", "Déclaration tardive"),
    (
        "90374-349",
        "Paritair comité en type werknemer gaan niet samen",
        "Commission paritaire et type de travailleur incompatibles",
    ),
    (
        "90378-333",
        "Wijziging geeft een periode die al bestaat",
        "La modification donne une période existante",
    ),
    (
        "90378-334",
        "Wijziging overlapt met een andere periode",
        "La modification chevauche une autre période",
    ),
    (
        "90378-341",
        "Periode met uren zou langer dan 24 uur duren",
        "La période avec heures dépasserait 24 heures",
    ),
    (
        "90378-343",
        "Werkgever niet actief op deze datum",
        "Employeur non actif à cette date",
    ),
    (
        "90378-360",
        "Wijziging zonder gegevens",
        "Modification sans données",
    ),
    (
        "90378-361",
        "Uur gewijzigd zonder de bijhorende datum",
        "Heure modifiée sans la date correspondante",
    ),
    (
        "90378-421",
        "Begin en einde in verschillende kwartalen",
        "Début et fin dans des trimestres différents",
    ),
    ("90378-444", "Er verandert niets", "Rien ne change"),
    (
        "90378-450",
        "Wijziging tijdelijk niet toegelaten",
        "Modification temporairement interdite",
    ),
    ("90378-460", "Laattijdige wijziging", "Modification tardive"),
];
