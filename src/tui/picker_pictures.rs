//! How lists to choose from look.

use insta::assert_snapshot;

use super::*;
use crate::tui::fixture::picture;

#[test]
fn a_list_names_no_worker() {
    let mut model = on(Field::PeriodId, &[EMPLOYER, WORKER], SIZE);
    with_periods(&mut model);
    let shown = format!("{:?}{}", model.overlay, picture(&model));
    assert!(!shown.contains("85073099734"), "{shown}");
}

#[test]
fn pictures() {
    for (size, name) in fixture::SIZES {
        let mut model = on(Field::EnterpriseNumber, &[], size);
        with_employers(&mut model);
        assert_snapshot!(format!("employers_{name}"), picture(&model));

        let mut model = on(Field::PeriodId, &[EMPLOYER], size);
        with_periods(&mut model);
        assert_snapshot!(format!("periods_{name}"), picture(&model));

        let mut model = on(Field::MunicipalityName, &[], size);
        press(&mut model, F2);
        fixture::type_in(&mut model, "10");
        for _ in 0..22 {
            press(&mut model, Key::plain(Code::Down));
        }
        assert_snapshot!(format!("municipalities_{name}"), picture(&model));
    }
    let mut model = on(Field::PeriodId, &[], SIZE);
    press(&mut model, F2);
    assert_snapshot!("periods_no_employer_80x24", picture(&model));

    let filled = [(Field::WorkerType, "FLX")];
    let mut model = in_language(Language::Nl, Field::JointCommittee, &filled, SIZE);
    press(&mut model, F2);
    assert_snapshot!("committees_nl_80x24", picture(&model));
}
