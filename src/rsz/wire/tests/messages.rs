//! Messages as the specification shows them.

use super::*;
use crate::domain::declaration::Declaration;

#[test]
fn messages_are_the_ones_of_the_specification() {
    let period = PeriodId::from_answer(900_000_000_103);
    let municipality = json!({ "code": 21004, "name": "Brussel" });
    let cases = [
        ("IN by the hour", Body::In(Box::new(flexi())), flexi_json()),
        (
            "IN of a student without number",
            Body::In(Box::new(student())),
            json!({
                "employer": { "employerId": 999_990_168, "enterpriseNumber": "0999999922" },
                "worker": {
                    "familyName": "Zondernummer", "givenName": "Iris", "birthDate": "1990-11-00",
                    "placeOfBirth": "LYON", "countryOfBirth": 111, "nationality": 111, "gender": "2",
                    "address": {
                        "street": "Proefstraat", "houseNumber": "7", "postCode": "1000",
                        "municipality": municipality, "country": 111,
                    },
                },
                "dimonaIn": {
                    "startDate": "2026-09-04", "plannedHoursNumber": 12,
                    "features": { "workerType": "STU", "jointCommissionNumber": "XXX" },
                    "studentPlaceOfWork": {
                        "name": "Zaal 2",
                        "address": {
                            "street": "Proefstraat", "houseNumber": "7", "boxNumber": "B2",
                            "postCode": "1000", "municipality": municipality, "country": 150,
                        },
                    },
                },
            }),
        ),
        (
            "OUT",
            Body::Out {
                period,
                end: date(2026, 11, 30),
            },
            json!({ "dimonaOut": { "periodId": 900_000_000_103_i64, "endDate": "2026-11-30" } }),
        ),
        (
            "UPDATE",
            Body::Update(Update {
                period,
                start: Some(date(2026, 9, 4)),
                end: None,
                hours: flexi().hours,
                planned_hours: None,
            }),
            json!({ "dimonaUpdate": {
                "periodId": 900_000_000_103_i64, "startDate": "2026-09-04",
                "startHour": "0705", "endHour": "2230",
            } }),
        ),
        (
            "CANCEL",
            Body::Cancel { period },
            json!({ "dimonaCancel": { "periodId": 900_000_000_103_i64 } }),
        ),
    ];
    for (name, body, expected) in cases {
        let message: Value = serde_json::from_str(&encode(&Declaration::of(body))).expect("JSON");
        assert_eq!(message, expected, "{name}");
    }
}

#[test]
fn a_search_names_one_number_of_the_employer() {
    let search = Search {
        employer: Employer::Both(enterprise(), nsso()),
        ssin: Some(ssin_of("05021999736")),
    };
    let body: Value = serde_json::from_str(&search_body(&search)).expect("JSON");
    assert_eq!(
        body,
        json!({ "employer": { "employerId": 999_990_168 }, "worker": { "ssin": "05021999736" } })
    );
}
