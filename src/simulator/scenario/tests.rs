//! The default scenario, and mistakes in others.

use super::*;

#[test]
fn the_embedded_scenario_is_sound() {
    let scenario = Scenario::parse(DEFAULT, Path::new(".")).expect("it parses");
    assert!(!scenario.numbers.period_equals_declaration);
    for employer in &scenario.employers {
        assert!(super::super::identifiers::is_enterprise_number(
            &employer.enterprise_number
        ));
        assert_eq!(employer.nsso % 97, 96);
    }
    for worker in &scenario.workers {
        assert!(super::super::identifiers::is_ssin(&worker.ssin));
    }
    for period in &scenario.periods {
        let number = super::super::identifiers::period_number(period.id / 100);
        assert_eq!(period.id, number);
    }
}

#[test]
fn the_embedded_scenario_states_the_defaults() {
    let scenario = Scenario::standard();
    let defaults = Scenario::default();
    let shown = |scenario: &Scenario| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            scenario.numbers,
            scenario.delays,
            scenario.tokens,
            scenario.strictness,
            scenario.watch,
            scenario.rules
        )
    };
    assert_eq!(shown(&scenario), shown(&defaults));
}

#[test]
fn mistakes_are_refused() {
    let cases = [
        ("[delays]\nprocesing = \"3s\"", "a misspelt key"),
        ("[delays]\nprocessing = \"soon\"", "a delay that is none"),
        (
            "[[exceptions]]\nemployer = \"0999999922\"",
            "an employer not listed",
        ),
        (
            "[[faults]]\non = \"post\"\nkind = \"explode\"",
            "an unknown fault",
        ),
    ];
    for (text, name) in cases {
        assert!(Scenario::parse(text, Path::new(".")).is_err(), "{name}");
    }
}
