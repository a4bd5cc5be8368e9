//! A chain is whole, or what is wrong with it is named.

use proptest::prelude::*;

use super::*;

/// So many entries, chained as the store chains them.
fn chain(length: i64) -> Vec<RawEntry> {
    let mut before = vec![0; 32];
    (1..=length)
        .map(|sequence| {
            let mut entry = RawEntry {
                sequence,
                at: 1_800_000_000_000 + sequence,
                actor: "uid 1001, user eva, host srv1".to_owned(),
                submission: (sequence % 3 > 0).then_some(sequence),
                event: "entered".to_owned(),
                from: None,
                to: Some("queued".to_owned()),
                reason: (sequence % 4 == 0).then(String::new),
                before: before.clone(),
                hash: Vec::new(),
            };
            entry.hash = entry.chained(&before).to_vec();
            before.clone_from(&entry.hash);
            entry
        })
        .collect()
}

fn verdict(mut verifier: Verifier, entries: &[RawEntry]) -> Verdict {
    for entry in entries {
        verifier.see(entry);
    }
    verifier.end()
}

fn flaws(entries: &[RawEntry]) -> Vec<(i64, Wrong)> {
    let verdict = verdict(Verifier::whole(), entries);
    assert_eq!(verdict.wrong, verdict.flaws.len() as u64);
    let named = |flaw: &Flaw| (flaw.sequence, flaw.wrong);
    verdict.flaws.iter().map(named).collect()
}

#[test]
fn a_whole_chain_says_its_ends() {
    let entries = chain(7);
    let verdict = verdict(Verifier::whole(), &entries);
    assert!(verdict.is_whole(), "{verdict:?}");
    assert_eq!(verdict.entries, 7);
    let end = |end: Option<End>| end.map(|end| (end.sequence, end.hash));
    assert_eq!(end(verdict.first), Some((1, entries[0].hash.clone())));
    assert_eq!(end(verdict.last), Some((7, entries[6].hash.clone())));
    assert!(flaws(&[]).is_empty());
}

#[test]
fn what_was_done_to_it_is_named() {
    type Change = fn(&mut Vec<RawEntry>);
    type Case = (&'static str, Change, &'static [(i64, Wrong)]);
    let cases: [Case; 10] = [
        (
            "who",
            |chain| chain[2].actor.push('x'),
            &[(3, Wrong::Content)],
        ),
        ("when", |chain| chain[2].at += 1, &[(3, Wrong::Content)]),
        (
            "a reason put in",
            |chain| chain[2].reason = Some(String::new()),
            &[(3, Wrong::Content)],
        ),
        (
            "the link alone",
            |chain| chain[2].before[0] ^= 1,
            &[(3, Wrong::Before)],
        ),
        (
            "the hash alone",
            |chain| chain[2].hash[0] ^= 1,
            &[(3, Wrong::Content), (4, Wrong::Before)],
        ),
        (
            "taken out",
            |chain| drop(chain.remove(2)),
            &[(3, Wrong::Missing { until: 3 })],
        ),
        (
            "the beginning taken out",
            |chain| drop(chain.drain(..2)),
            &[(1, Wrong::Missing { until: 2 })],
        ),
        (
            "twice",
            |chain| chain.insert(3, chain[2].clone()),
            &[(3, Wrong::Extra)],
        ),
        (
            "before the first",
            |chain| {
                let mut extra = chain[0].clone();
                extra.sequence = 0;
                extra.hash = extra.chained(&extra.before).to_vec();
                chain.insert(0, extra);
            },
            &[(0, Wrong::Extra), (1, Wrong::Before)],
        ),
        (
            "written anew from there on by somebody who knows the way",
            |chain| {
                chain[2].actor = "nobody".to_owned();
                chain[2].hash = chain[2].chained(&chain[2].before).to_vec();
            },
            &[(4, Wrong::Before)],
        ),
    ];
    for (name, change, expected) in cases {
        let mut entries = chain(6);
        change(&mut entries);
        assert_eq!(flaws(&entries), expected, "{name}");
    }
}

#[test]
fn a_cut_end_and_a_chain_written_anew_are_found_by_the_head_of_before() {
    let entries = chain(6);
    let head = entries[4].hash.clone();
    let look = |entries: &[RawEntry]| {
        let verdict = verdict(Verifier::whole().with_head(head.clone()), entries);
        verdict
            .flaws
            .iter()
            .map(|flaw| flaw.wrong)
            .collect::<Vec<_>>()
    };
    assert_eq!(look(&entries), []);
    assert_eq!(look(&entries[..4]), [Wrong::Head]);
    assert_eq!(look(&[]), [Wrong::Head]);
    let mut anew = chain(6);
    let mut before = vec![0; 32];
    for entry in &mut anew {
        entry.actor = "nobody".to_owned();
        entry.before.clone_from(&before);
        entry.hash = entry.chained(&before).to_vec();
        before.clone_from(&entry.hash);
    }
    assert!(flaws(&anew).is_empty(), "the chain alone cannot tell");
    assert_eq!(look(&anew), [Wrong::Head]);
}

#[test]
fn a_part_begins_where_it_was_told_to() {
    let entries = chain(6);
    let head = entries[2].hash.clone();
    let look = |verifier: Verifier, entries: &[RawEntry]| {
        let verdict = verdict(verifier, entries);
        verdict
            .flaws
            .iter()
            .map(|flaw| (flaw.sequence, flaw.wrong))
            .collect::<Vec<_>>()
    };
    let from = || Verifier::part(Some(3));
    assert_eq!(look(from(), &entries[2..]), []);
    assert_eq!(look(Verifier::part(None), &entries[2..]), []);
    assert_eq!(look(from().with_head(head.clone()), &entries[2..]), []);
    let elsewhere = Verifier::part(Some(4)).with_head(head);
    assert_eq!(look(elsewhere, &entries[3..]), [(4, Wrong::Head)]);
    assert_eq!(
        look(from(), &entries[3..]),
        [(3, Wrong::Missing { until: 3 })]
    );
    assert_eq!(look(from(), &[]), [(3, Wrong::Missing { until: 3 })]);
}

#[test]
fn no_more_flaws_are_kept_than_anybody_reads_but_all_are_counted() {
    let mut entries = chain(200);
    for entry in &mut entries {
        entry.actor.clear();
    }
    let verdict = verdict(Verifier::whole(), &entries);
    assert_eq!((verdict.wrong, verdict.flaws.len()), (200, 50));
}

#[test]
fn hashes_are_read_as_they_are_written() {
    assert_eq!(unhex(&hex(&[0, 1, 254, 255])), Some(vec![0, 1, 254, 255]));
    assert_eq!(hex(&[10]), "0a");
    for text in ["0", "0g", "é0", "+1"] {
        assert_eq!(unhex(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_change_of_any_entry_is_found(
        length in 1_i64..12, place in 0_usize..12, column in 0_usize..9, bit in 0_u8..8,
    ) {
        let mut entries = chain(length);
        let place = place % entries.len();
        let entry = &mut entries[place];
        let whole = entry.clone();
        match column {
            0 => entry.sequence ^= 1 << bit,
            1 => entry.at ^= 1 << bit,
            2 => entry.actor.push(char::from(b'a' + bit)),
            3 => entry.submission = Some(entry.submission.unwrap_or(0) ^ (1 << bit)),
            4 => entry.event.insert(0, char::from(b'a' + bit)),
            5 => entry.from = Some("queued".to_owned()),
            6 => entry.to = None,
            7 => entry.before[usize::from(bit)] ^= 1 << bit,
            _ => entry.hash[usize::from(bit)] ^= 1 << bit,
        }
        prop_assume!(*entry != whole);
        prop_assert!(!flaws(&entries).is_empty());
    }
}
