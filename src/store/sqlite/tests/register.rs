//! The register: compared and set, journalled, and brought into older files.

use super::*;
use crate::store::StoredRegister;
use crate::store::tests::register::change;

#[tokio::test]
async fn the_register_is_neither_removed_nor_rewritten() {
    let home = Home::new();
    home.store
        .keep_register(change(0, "kept"))
        .await
        .expect("kept");
    let raw = home.raw();
    for attack in [
        "DELETE FROM register",
        "UPDATE register SET document = 'x'",
        "UPDATE register SET revision = 7",
        "INSERT INTO register VALUES(2, 0, NULL)",
    ] {
        assert!(raw.execute(attack, []).is_err(), "{attack}");
    }
}

#[tokio::test]
async fn a_file_of_version_1_is_brought_up_with_its_rows() {
    let (_folder, path) = of_version(
        1,
        "INSERT INTO account(name, held_reason) VALUES('loket', 'token_refused');
         INSERT INTO submission(uid, account_id, kind, state, business_key, created_by, created_at, updated_at)
         VALUES(zeroblob(16), 1, 'in', 'draft', zeroblob(32), 'Eva', 1, 1);",
    );
    let looking = OpenOptions {
        environment: "sim",
        read_only: true,
    };
    let problem = SqliteStore::open(&path, looking).expect_err("it may not be brought up");
    assert_eq!(problem.summary.key, "store-older");

    let store = SqliteStore::open(&path, writable("sim")).expect("brought up");
    assert_eq!(
        store.register().await.expect("read"),
        StoredRegister::default()
    );
    let rows = store.rows(&[SubmissionId(1)]).await.expect("read");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].deadline, None, "nobody counted it then");
    let held = store.held_accounts().await.expect("read");
    assert_eq!(held, [("loket".to_owned(), "token_refused".to_owned())]);
    store
        .keep_register(change(0, "{}"))
        .await
        .expect("it can be used");
}
