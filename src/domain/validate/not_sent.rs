//! The parts of an IN that are checked and kept but not sent, because nobody has published the
//! names of their members (rsz-rest A-20): user undertaking, construction cards, small status,
//! sub-entity, initial.
//!
//! Knows their rules (R31 to R33, R35), and no list: who needs which part stands in the rules.

use super::entry::Facts;
use super::fields::{BELGIUM, USER};
use super::{Check, codes, read};
use crate::domain::draft::Field;
use crate::domain::ids::EnterpriseNumber;
use crate::domain::rules::{Cards, JointCommittee, WorkerType};
use crate::domain::text::Text;

impl Check<'_> {
    pub(super) fn parts_not_sent(
        &mut self,
        facts: &Facts,
        worker_type: Option<&WorkerType>,
        committee: Option<&JointCommittee>,
    ) {
        self.text(Field::Initial);
        self.read(Field::SubEntity, read::sub_entity);
        self.user_undertaking(committee);
        self.cards(worker_type, committee);
        self.small_status(facts, worker_type);
        // One word for the whole draft: the form shows it where the first such field stands.
        let first = self.draft.not_sent().next();
        if let Some((field, _)) = first {
            self.advice(field, Text::new("check-not-sent"));
        }
    }

    /// R31, R32.
    fn user_undertaking(&mut self, committee: Option<&JointCommittee>) {
        let own_committee = self.read(Field::UserJointCommittee, read::code);
        self.read(Field::UserEnterpriseNumber, |text| {
            EnterpriseNumber::parse(text).map_err(read::number_error)
        });
        let Some(committee) = committee else { return };
        if !committee.user_undertaking {
            let why = Text::new("check-user-not-allowed");
            self.none_of(&[Field::UserEnterpriseNumber], &why);
            self.none_of(&Field::USER_BY_NAME, &why);
            self.none_of(&[Field::UserJointCommittee], &why);
            return;
        }
        let by_number = self.given(Field::UserEnterpriseNumber);
        let by_name = Field::USER_BY_NAME
            .into_iter()
            .find(|&field| self.given(field));
        match (by_number, by_name) {
            (false, None) => {
                // A block with only a committee is there, yet names nobody.
                let nobody = self.given(Field::UserJointCommittee);
                let code = if nobody { "90107-351" } else { "00131-001" };
                let why = Text::new("check-user-missing");
                self.refusal(Field::UserEnterpriseNumber, code, why);
            }
            (false, Some(_)) => self.user_by_name(),
            (true, Some(field)) => {
                self.refusal(field, "90107-352", Text::new("check-user-twice"));
            }
            (true, None) => {}
        }
        self.committee_of_user(own_committee.as_deref());
    }

    fn user_by_name(&mut self) {
        if !self.given(Field::UserName) {
            let why = Text::new("check-user-missing");
            self.refusal(Field::UserName, "90107-351", why);
        }
        self.text(Field::UserName);
        let address = self.address(&USER);
        if address.is_some_and(|address| address.country == BELGIUM) {
            let why = Text::new("check-user-belgian");
            self.refusal(Field::UserEnterpriseNumber, "00131-001", why);
        }
    }

    fn committee_of_user(&mut self, code: Option<&str>) {
        let field = Field::UserJointCommittee;
        let Some(code) = code else {
            if !self.given(field) {
                self.refusal(field, "00046-001", Text::new("check-missing"));
            }
            return;
        };
        match self.rules.joint_committee(code) {
            None => self.warning(field, "00046-003", Text::new("check-committee-unknown")),
            Some(known) if known.user_undertaking => {
                self.refusal(field, "00046-005", Text::new("check-user-committee-agency"));
            }
            Some(_) => {}
        }
    }

    /// R33. Since the cards became electronic it is doubtful whether they are still asked.
    fn cards(&mut self, worker_type: Option<&WorkerType>, committee: Option<&JointCommittee>) {
        let first = self.read(Field::CardFirstMonth, read::card);
        let next = self.read(Field::CardNextMonth, read::card);
        if first.is_some() && first == next {
            let why = Text::new("check-cards-equal");
            self.refusal(Field::CardNextMonth, "00664-353", why);
        }
        let (Some(worker_type), Some(committee)) = (worker_type, committee) else {
            return;
        };
        match self.cards_of(worker_type, committee) {
            Cards::Never => self.none_of(&Field::CARDS, &Text::new("check-cards-not-allowed")),
            Cards::Optional => {}
            Cards::Asked => {
                for (field, code) in Field::CARDS.into_iter().zip(["00663-001", "00664-001"]) {
                    if !self.given(field) {
                        self.warning(field, code, Text::new("check-cards-asked"));
                    }
                }
            }
        }
    }

    fn cards_of(&self, worker_type: &WorkerType, committee: &JointCommittee) -> Cards {
        let of_user = self
            .draft
            .get(Field::UserJointCommittee)
            .to_ascii_uppercase();
        let user_builds = self
            .rules
            .joint_committee(&of_user)
            .is_some_and(|known| known.construction_cards);
        if committee.construction_cards || (committee.user_undertaking && user_builds) {
            Cards::Asked
        } else if committee.user_undertaking && of_user.is_empty() {
            worker_type.agency_cards
        } else {
            Cards::Never
        }
    }

    /// R35.
    fn small_status(&mut self, facts: &Facts, worker_type: Option<&WorkerType>) {
        self.read(Field::WorkNature, read::work_nature);
        self.read(Field::SmallStatus, read::small_status);
        let Some(worker_type) = worker_type else {
            return;
        };
        let asked = self.rules.limits.small_status_from;
        if !worker_type.small_status {
            self.none_of(
                &Field::SMALL_STATUS,
                &Text::new("check-small-status-not-allowed"),
            );
        } else if facts.start.is_none_or(|start| start >= asked) {
            for (field, code) in Field::SMALL_STATUS
                .into_iter()
                .zip(["01231-001", "00053-001"])
            {
                if !self.given(field) {
                    self.refusal(field, code, Text::new("check-small-status-missing"));
                }
            }
        }
    }

    /// Names every one of these fields that is filled in although it may not be.
    fn none_of(&mut self, fields: &[Field], why: &Text) {
        for &field in fields {
            if self.given(field)
                && let Some(code) = codes::forbidden(field)
            {
                self.refusal(field, code, why.clone());
            }
        }
    }
}
