//! The portal checklist: a person says what was done in Chaman, and we believe it.

use super::edit::Edit;
use crate::domain::chaman::{Account, ChamanIs, Change, Channel, Ordered, Register, Step};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::{Engine, problem};

impl Engine {
    pub(super) async fn tick(&self, step: u32, client_id: &str) -> Result<Ordered, Problem> {
        if self.chaman() == ChamanIs::Here {
            return Err(problem::usage(Text::new("engine-nothing-to-tick")));
        }
        let typed = client_id.trim();
        let client_id = match typed {
            "" => None,
            typed => Some(
                ClientId::parse(typed)
                    .map_err(|_| problem::usage(Text::new("chaman-client-id")))?,
            ),
        };
        let ((), done) = self
            .edit(|edit| tick(edit, step, client_id.as_ref()))
            .await?;
        let mut ordered = done.ordered(Text::new("engine-step-ticked").with("step", step));
        ordered.client_id = client_id;
        Ok(ordered)
    }
}

fn tick(edit: &mut Edit, number: u32, client_id: Option<&ClientId>) -> Result<(), Problem> {
    let steps = edit.register.steps.iter();
    let open = steps.filter(|step| step.done.is_none());
    let step = open.clone().find(|step| step.number == number).cloned();
    let earlier = open
        .map(|step| step.number)
        .find(|earlier| *earlier < number);
    let new_rest = step
        .as_ref()
        .and_then(|step| new_rest_account(&step.change));
    if new_rest.is_some_and(|account| account.client_id().is_none()) && client_id.is_none() {
        return Err(problem::usage(Text::new("chaman-client-id-needed")));
    }
    let mark = edit.mark.clone();
    let ticked = edit.register.tick(number, mark);
    let Some(step) = &step else {
        return ticked;
    };
    ticked.map_err(|refusal| earlier_first(number, earlier, refusal))?;
    if let (Some(account), Some(client_id)) = (new_rest, client_id) {
        note_client_id(edit, step, account, client_id)?;
    }
    let what = step.change.as_str();
    let account = step.change.account().unwrap_or_default();
    edit.note("step_done", format!("{number}: {what} {account}"));
    Ok(())
}

fn new_rest_account(change: &Change) -> Option<&Account> {
    match change {
        Change::AddAccount { account } if account.channel() == Channel::Rest => Some(account),
        _ => None,
    }
}

/// The account has the client id in both places; here it may have another name by now.
fn note_client_id(
    edit: &mut Edit,
    step: &Step,
    account: &Account,
    client_id: &ClientId,
) -> Result<(), Problem> {
    let note = |account: String| Change::SetClientId {
        account,
        client_id: client_id.clone(),
    };
    note(account.name.clone()).apply(&mut edit.register.believed)?;
    let name = name_here(&edit.register, step, &account.name);
    if edit.register.here.account(&name).is_some() {
        note(name.clone()).apply(&mut edit.register.here)?;
        edit.note("client_id_noted", format!("{name}: {client_id}"));
    }
    Ok(())
}

/// The name that an account has here, after the renamings that were asked for later.
fn name_here(register: &Register, step: &Step, name: &str) -> String {
    let later = register
        .steps
        .iter()
        .filter(|other| other.number > step.number);
    later.fold(name.to_owned(), |name, other| match &other.change {
        Change::Rename { account, to } if *account == name => to.trim().to_owned(),
        _ => name,
    })
}

/// What Chaman would refuse now: most often because an earlier step was not done.
fn earlier_first(number: u32, earlier: Option<u32>, refusal: Problem) -> Problem {
    let Some(earlier) = earlier else {
        return refusal;
    };
    let summary = Text::new("engine-step-earlier")
        .with("step", number)
        .with("earlier", earlier);
    let problem = problem::usage(summary);
    match refusal.detail {
        Some(detail) => problem.detail(detail),
        None => problem,
    }
}
