//! Each rule of retention takes what is its own, and nothing else.

use super::upkeep::{lived_in, look, purge_of};
use super::*;
use crate::domain::upkeep::{Before, Rule};

#[tokio::test]
async fn each_rule_takes_its_own_and_says_how_much_and_how_old() {
    let home = lived_in().await;
    let purge = Purge {
        before: Before {
            messages: at(100),
            results: at(12),
            drafts: at(5),
        },
        told: "days=1 results_years=5 drafts_months=6".to_owned(),
        ..purge_of(at(0))
    };
    let preview = purge_preview(&home.path(), &purge).expect("looked at");
    let rows = |purged: &crate::domain::upkeep::Purged, rule: Rule| {
        let of_rule = purged.rules.iter().find(|swept| swept.rule == rule);
        of_rule.map(|swept| (swept.rows, swept.span.is_some()))
    };
    assert_eq!(rows(&preview, Rule::Messages), Some((4, true)));
    assert_eq!(rows(&preview, Rule::Results), Some((0, false)));
    assert_eq!(rows(&preview, Rule::Drafts), Some((0, false)));
    let purged = super::super::purge(&home.path(), &purge).expect("purged");
    assert_eq!(
        (purged.submissions, purged.messages, purged.drafts),
        (0, 4, 0)
    );
    assert_eq!(purged.rules, preview.rules);
    let ended = home.story(SubmissionId(3)).await;
    assert!(ended.payload.is_none() && ended.draft.is_none());
    assert!(
        ended.answer.is_some() && ended.row.worker.is_some(),
        "the result stays"
    );
    let note = home.store.journal(1).await.expect("read").remove(0);
    let reason = note.reason.expect("a reason");
    assert_eq!(
        reason.raw(),
        "days=1 results_years=5 drafts_months=6 submissions=0 drafts=0 messages=4"
    );
    let again = super::super::purge(&home.path(), &purge).expect("purged");
    assert_eq!(again.messages, 0, "once");
    assert!(look(&home).is_whole());
    let after = purge_of(at(100));
    let rest = super::super::purge(&home.path(), &after).expect("purged");
    assert_eq!((rest.submissions, rest.drafts), (4, 1), "then the results");
}
