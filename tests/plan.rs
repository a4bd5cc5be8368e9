//! `plan` with the real binary and a simulator: a list with all differences, carried out, leaves
//! nothing to plan.

mod common;

use std::fmt::Write as _;

use common::{World, day_ahead, ssin};
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use serde_json::{Value, json};

/// One worker with a difference of each sort, and one who is not in the list.
fn world() -> World {
    let mut scenario = String::new();
    let mut id = 800_000_001_000_u64;
    let mut period = |worker: u64, more: String| {
        id += 1;
        writeln!(
            scenario,
            "[[periods]]\nid = {id}\nemployer = \"0999999922\"\nworker = \"{}\"\njoint_commission = \"XXX\"\n{more}",
            ssin(worker)
        )
        .expect("a text takes everything");
    };
    let of = |worker_type: &str, from: i64, to: Option<i64>| {
        let end = to.map(|to| format!("end_date = \"{}\"\n", day_ahead(to)));
        format!(
            "worker_type = \"{worker_type}\"\nstart_date = \"{}\"\n{}",
            day_ahead(from),
            end.unwrap_or_default()
        )
    };
    period(1, of("OTH", -300, None));
    period(2, of("OTH", -300, Some(30)));
    period(4, of("OTH", -100, None));
    period(4, of("DWD", 20, Some(25)));
    period(5, of("OTH", 15, None));
    period(6, of("OTH", -50, None));
    period(7, of("OTH", 20, Some(40)));
    period(8, of("OTH", 20, None));
    period(9, of("STU", 3, Some(3)) + "planned_hours = 7\n");
    period(10, of("OTH", -90, Some(40)));
    scenario.push_str("[[exceptions]]\nkind = \"cancel\"\nprocessing = \"3s\"\n");
    World::with_more(&scenario)
}

fn row(worker: u64, worker_type: &str, committee: &str, from: i64, to: Option<i64>) -> Value {
    json!({
        "kind": "in",
        "enterprise_number": "0999999922",
        "ssin": ssin(worker),
        "worker_type": worker_type,
        "joint_committee": committee,
        "start_date": day_ahead(from),
        "end_date": to.map(day_ahead),
    })
}

/// The list: every worker of [`world`] but the eighth.
fn list() -> Vec<Value> {
    let mut student = row(9, "STU", "XXX", 3, Some(3));
    student["planned_hours"] = json!("8");
    vec![
        row(1, "OTH", "XXX", -300, Some(5)),
        row(2, "OTH", "XXX", -300, Some(10)),
        row(3, "OTH", "XXX", 30, None),
        row(4, "OTH", "XXX", -100, None),
        row(5, "OTH", "140", 15, None),
        row(6, "DWD", "XXX", 5, None),
        row(7, "OTH", "XXX", 12, Some(40)),
        student,
        // An end that makes room for what comes after it.
        row(10, "OTH", "XXX", -90, Some(9)),
        row(10, "OTH", "XXX", 10, Some(40)),
    ]
}

fn file_of(world: &World, rows: &[Value]) -> String {
    let path = world.file("list.json", Value::from(rows.to_vec()).to_string());
    path.to_str().expect("a path").to_owned()
}

/// The steps, as row and what is done, with the kinds and fields that are declared.
fn steps(rows: &[Value]) -> Vec<(Option<u64>, String, Value)> {
    let one = |row: &Value| {
        let declared = row["declarations"].as_array().expect("a list").iter();
        let declared: Vec<Value> = declared
            .map(|one| json!([one["kind"], one["fields"].get("end_date")]))
            .collect();
        let step = row["step"].as_str().expect("a word").to_owned();
        (row["row"].as_u64(), step, Value::from(declared))
    };
    rows.iter()
        .filter(|row| row.get("step").is_some())
        .map(one)
        .collect()
}

#[test]
fn a_list_with_all_differences_gives_the_minimal_set_and_applying_it_leaves_nothing() {
    let world = world();
    let file = file_of(&world, &list());

    let ran = world.run(["plan", &file, "--json"]);
    assert_eq!(ran.code, 1, "there are differences: {}", ran.stderr);
    let planned = ran.rows();
    let day = |days| json!(day_ahead(days));
    let expected = [
        (Some(1), "out", json!([["out", day(5)]])),
        (Some(2), "update", json!([["update", day(10)]])),
        (Some(3), "in", json!([["in", null]])),
        (Some(4), "keep", json!([])),
        (None, "cancel", json!([["cancel", null]])),
        (
            Some(5),
            "cancel_then_in",
            json!([["cancel", null], ["in", null]]),
        ),
        (Some(6), "in", json!([["in", null]])),
        (None, "left_alone", json!([])),
        (Some(7), "update", json!([["update", day(40)]])),
        (Some(8), "update", json!([["update", day(3)]])),
        (Some(9), "update", json!([["update", day(9)]])),
        (Some(10), "in", json!([["in", day(40)]])),
    ];
    let expected = expected.map(|(row, step, declared)| (row, step.to_owned(), declared));
    assert_eq!(steps(&planned), expected);
    let totals = planned.last().expect("the totals");
    assert_eq!(
        (&totals["declarations"], &totals["empty"]),
        (&json!(11), &json!(false))
    );
    let turns: Vec<&Value> = planned
        .iter()
        .rev()
        .skip(1)
        .take(2)
        .map(|row| &row["turn"])
        .collect();
    assert_eq!(
        turns[0], turns[1],
        "the second employment waits for the first to end"
    );
    assert_eq!(world.queue().len(), 0, "a plan changes nothing");
    assert!(
        !ran.stdout.contains(&ssin(1)),
        "national numbers are masked"
    );

    let applied = world.run(["plan", &file, "--apply", "--yes", "--json"]);
    assert_eq!(applied.code, 0, "{}{}", applied.stdout, applied.stderr);
    assert_eq!(world.queue().len(), 11);
    let submitted: usize = applied
        .rows()
        .iter()
        .filter_map(|row| row["submissions"].as_array().map(Vec::len))
        .sum();
    assert_eq!(submitted, 11);

    let meanwhile = world.run(["plan", &file, "--json"]);
    assert_eq!(meanwhile.code, 1);
    let totals = meanwhile.rows().pop().expect("the totals");
    assert_eq!(
        totals["declarations"], 0,
        "nothing is declared twice: {}",
        meanwhile.stdout
    );
    assert_eq!(totals["steps"]["wait"], 10, "{}", meanwhile.stdout);

    let idle = world.run(["serve", "--until-idle"]);
    assert_eq!(idle.code, 0, "{}", idle.stderr);
    assert_eq!(world.count("accepted"), 11, "{:?}", world.queue());

    let again = world.run(["plan", &file, "--json"]);
    assert_eq!(again.code, 0, "{}{}", again.stdout, again.stderr);
    let totals = again.rows().pop().expect("the totals");
    assert_eq!(
        (&totals["declarations"], &totals["empty"]),
        (&json!(0), &json!(true))
    );
    assert_eq!(
        (&totals["steps"]["keep"], &totals["steps"]["left_alone"]),
        (&json!(10), &json!(1))
    );
    let nothing = world.run(["plan", &file, "--apply", "--yes"]);
    assert_eq!(nothing.code, 0, "{}", nothing.stderr);
    assert_eq!(world.queue().len(), 11, "there was nothing to do");
}

#[test]
fn a_plan_is_shown_like_a_diff_and_sent_only_after_a_yes() {
    let world = world();
    let file = file_of(&world, &list()[..6]);
    let ran = world.run(["plan", &file]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let signs: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap_or_default())
        .take(7)
        .collect();
    assert_eq!(
        signs,
        ["x", "~", "+", "-", "-+", "+", "?"],
        "{}",
        ran.stdout
    );
    assert!(
        !ran.stdout.contains('\u{1b}'),
        "no colours where there is no terminal"
    );
    for told in [
        "joint_committee: XXX -> 140",
        "end_date: - -> ",
        "--cancel-begun",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let unasked = world.run(["plan", &file, "--apply"]);
    assert_eq!(unasked.code, 2, "{}", unasked.stdout);
    assert!(unasked.stderr.contains("--yes"), "{}", unasked.stderr);
    assert_eq!(world.queue().len(), 0);

    let begun_too = world.run(["plan", &file, "--cancel-begun", "--json"]);
    let last = steps(&begun_too.rows()).pop();
    assert_eq!(last.map(|(_, step, _)| step), Some("cancel".to_owned()));
}

#[test]
fn a_wrong_list_is_refused_before_anything_is_searched() {
    let world = world();
    let mut unnumbered = row(1, "OTH", "XXX", 3, None);
    unnumbered["ssin"] = Value::Null;
    for (name, rows, place, code) in [
        (
            "refused",
            vec![row(1, "STU", "XXX", 3, Some(3))],
            1,
            json!("01135-001"),
        ),
        (
            "twice",
            vec![
                row(1, "OTH", "XXX", 3, None),
                row(1, "OTH", "XXX", 5, Some(6)),
            ],
            2,
            json!("90373-334"),
        ),
        ("nobody", vec![unnumbered], 1, json!("90017-363")),
        (
            "an OUT",
            vec![
                json!({"kind": "out", "period_id": 800_000_000_179_u64, "end_date": day_ahead(1)}),
            ],
            1,
            Value::Null,
        ),
    ] {
        let file = file_of(&world, &rows);
        let ran = world.run(["plan", &file, "--apply", "--yes", "--json"]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.stderr);
        let verdict = ran.rows().pop().expect("a verdict");
        assert_eq!(
            (&verdict["row"], &verdict["problems"][0]["code"]),
            (&json!(place), &code),
            "{name}"
        );
    }
    assert_eq!(world.nsso().counters().searches, 0);
    assert_eq!(world.queue().len(), 0);
}

#[test]
fn a_search_that_fails_leaves_nothing_planned() {
    let world = world();
    let file = file_of(&world, &list());
    let mut fault = FaultRule::new(Operation::Search, FaultKind::InternalServerError);
    fault.every = Some(5);
    world.nsso().add_fault(fault);
    let ran = world.run(["plan", &file, "--apply", "--yes"]);
    assert_eq!(ran.code, 3, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stdout, "", "half a plan is none");
    assert_eq!(world.queue().len(), 0);
}

#[test]
fn two_people_of_two_employers_are_two() {
    let world = world();
    let mut elsewhere = row(1, "OTH", "XXX", 30, None);
    elsewhere["enterprise_number"] = json!("0999999823");
    let file = file_of(&world, &[row(1, "OTH", "XXX", -300, None), elsewhere]);
    let ran = world.run(["plan", &file, "--json"]);
    let steps: Vec<String> = steps(&ran.rows())
        .into_iter()
        .map(|(_, step, _)| step)
        .collect();
    assert_eq!(steps, ["keep", "in"], "{}", ran.stderr);
}
