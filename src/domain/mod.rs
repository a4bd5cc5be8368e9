//! What a declaration is, what is valid, how its life goes on, when to try again.
//!
//! Pure: no clock, no I/O, no async. Whatever needs the time gets it as an argument.
//!
//! Glossary (the NSSO's own words, English in code):
//!
//! | word | meaning |
//! | --- | --- |
//! | declaration | one message to the NSSO: IN, OUT, UPDATE or CANCEL |
//! | submission | a declaration on its way through our queue, with its history |
//! | period | what an accepted IN creates and the other kinds change |
//! | answer | the NSSO's verdict: A accepted, W accepted with anomalies, B refused, S waiting for Sigedis |
//! | anomaly | a code `zone-type` that explains a W or a B |
//! | SSIN | the eleven-digit social security number of a person (INSZ, NISS, ENSS) |
//! | sender | the organisation that transmits, with a six-digit number given by Chaman |

pub mod actor;
pub mod anomaly;
pub mod answer;
pub mod audit;
pub mod belgium;
pub mod bulk;
pub mod chaman;
pub mod clock;
pub mod correct;
pub mod deadline;
pub mod decision;
pub mod declaration;
pub mod draft;
pub mod environment;
pub mod filter;
pub mod handing;
pub mod histogram;
pub mod ids;
pub mod lifecycle;
pub mod many;
pub mod mask;
pub mod notice;
pub mod occurrence;
pub mod places;
pub mod plan;
pub mod problem;
pub mod reconcile;
pub mod report;
pub mod rules;
pub mod schedule;
pub mod statistics;
pub mod store_url;
pub mod table;
pub mod text;
pub mod untrusted;
pub mod upkeep;
pub mod validate;
pub mod which;
