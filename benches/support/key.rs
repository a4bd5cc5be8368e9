//! An account with a fresh key, known to the simulator.

use dimonitor::cert::generate::{self, KeyKind, Subject};
use dimonitor::domain::ids::ClientId;
use dimonitor::rsz::key::SigningKey;
use dimonitor::simulator::{AccountSpec, Permission, Simulator};
use jiff::{SignedDuration, Timestamp};

/// Its client id and its key.
pub fn registered(simulator: &Simulator, now: Timestamp) -> (ClientId, SigningKey) {
    let subject = Subject {
        company: "Bench".to_owned(),
        common_name: "bench".to_owned(),
    };
    let hours = SignedDuration::from_hours;
    let (begin, end) = (now - hours(1), now + hours(9_000));
    let made = generate::self_signed(KeyKind::P384, &subject, begin, end).expect("a key pair");
    let client_id = ClientId::parse("self_service_chaman_999001_bench12345").expect("a client id");
    let registered = simulator.handle().register(AccountSpec {
        client_id: Some(client_id.to_string()),
        name: "bench".to_owned(),
        sender: "999001".to_owned(),
        permissions: Permission::ALL.to_vec(),
        certificates: vec![made.certificate],
    });
    registered.expect("registered");
    let key = SigningKey::load(made.key.as_bytes(), None).expect("our own key");
    (client_id, key)
}
