//! The persons and places of an IN: worker, identity, addresses.
//!
//! Lengths, and what is particular to Belgium, are not in the interface description: they are
//! booked as misfits and judged with the rest of the declaration (dimona 2.3, R36).

use serde_json::Value;

use super::super::fields::{self, Object};
use super::{Worker, read_ssin};

/// The lengths and the anomalies of one kind of address.
pub(super) struct Place {
    street: (usize, &'static str),
    house_number: &'static str,
    box_number: &'static str,
    post_code: &'static str,
    municipality: &'static str,
}

/// Where a worker lives.
const HOME: Place = Place {
    street: (35, "00030-003"),
    house_number: "00031-003",
    box_number: "00032-003",
    post_code: "00033-003",
    municipality: "00034-003",
};

/// Where a student works.
pub(super) const WORKPLACE: Place = Place {
    street: (42, "00517-003"),
    house_number: "00518-003",
    box_number: "00519-003",
    post_code: "00520-003",
    municipality: "00522-003",
};

/// Stands for a municipality abroad or unknown (rsz-rest 5.5).
const NO_MUNICIPALITY: u64 = 99_999;

pub(super) fn read_worker(worker: Object<'_>) -> Option<Worker> {
    const IDENTITY: [&str; 8] = [
        "familyName",
        "givenName",
        "birthDate",
        "placeOfBirth",
        "countryOfBirth",
        "nationality",
        "gender",
        "address",
    ];
    let by_number = worker.has("ssin");
    if !by_number {
        for name in IDENTITY {
            worker.require(name);
        }
    }
    let ssin = read_ssin(&worker);
    // Beside a number the rest is not looked at (rsz-rest A-50).
    let text = |name, longest, code| {
        if by_number {
            worker.text(name)
        } else {
            worker.limited(name, longest, code)
        }
    };
    let family_name = text("familyName", 48, "00025-003");
    let given_name = text("givenName", 24, "00026-003");
    let birth_date = worker.text("birthDate");
    if birth_date.is_some_and(|text| !is_birth_date(text)) {
        worker.violation("birthDate", "must be a date, YYYY-MM-DD");
    }
    text("placeOfBirth", 40, "00168-003");
    worker.integer("countryOfBirth", 100, 999);
    worker.integer("nationality", 100, 999);
    let woman = read_gender(&worker) == Some(2);
    if let Some(address) = worker.object("address") {
        read_address(address, &HOME);
    }
    worker.finish();
    if by_number {
        return ssin.map(|ssin| Worker::Known(ssin.into()));
    }
    Some(Worker::Unidentified {
        family_name: family_name?.into(),
        given_name: given_name?.into(),
        birth_date: birth_date?.into(),
        woman,
    })
}

/// ISO 5218 as a text or, leniently, as an integer (rsz-rest A-19).
fn read_gender(worker: &Object<'_>) -> Option<u64> {
    match worker.raw("gender")? {
        Value::String(text) if matches!(text.as_str(), "0" | "1" | "2") => text.parse().ok(),
        Value::Number(number) if number.as_u64().is_some_and(|sex| sex <= 2) => number.as_u64(),
        _ => {
            worker.violation("gender", "must be 0, 1 or 2");
            None
        }
    }
}

pub(super) fn read_address(address: Object<'_>, place: &Place) {
    for name in [
        "street",
        "houseNumber",
        "postCode",
        "municipality",
        "country",
    ] {
        address.require(name);
    }
    let (longest, code) = place.street;
    address.limited("street", longest, code);
    address.limited("houseNumber", 10, place.house_number);
    address.limited("boxNumber", 4, place.box_number);
    let post_code = address.limited("postCode", 9, place.post_code);
    let mut municipality_code = None;
    if let Some(municipality) = address.object("municipality") {
        municipality.require("code");
        municipality_code = municipality.integer("code", 10_000, 99_999);
        municipality.limited("name", 40, place.municipality);
        municipality.finish();
    }
    let belgian = address.integer("country", 100, 999) == Some(150);
    let four_digits = |code: &str| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
    if belgian && post_code.is_some_and(|code| !four_digits(code)) {
        address.violation("postCode", "must have four digits in Belgium");
    }
    if belgian && post_code.is_some_and(|code| code.starts_with('0')) {
        address.misfit(place.post_code);
    }
    if belgian && municipality_code == Some(NO_MUNICIPALITY) {
        address.misfit(place.municipality);
    }
    address.finish();
}

/// Month and day may be 00 when the birth date is not fully known (dimona 2.3).
fn is_birth_date(text: &str) -> bool {
    fields::parse_date(&text.replace("-00", "-01")).is_some()
}
