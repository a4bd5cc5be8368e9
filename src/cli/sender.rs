//! `sender …` and `contact …`: who sends, and whom the NSSO calls.

use crate::args;
use crate::domain::chaman::{
    Contact, ContactDraft, FormField, Order, Sender, SenderDraft, SenderRole,
};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::Engine;

use super::Exit;
use super::contract::register::{ContactShown, HereAndThere, SenderShown};
use super::ordered::carry_out;
use super::output::{Output, shown};
use super::sheet::Sheet;

/// Runs a `sender` command.
pub async fn sender(
    engine: &Engine,
    command: args::Sender,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let register = engine.register().await?.register;
    let (here, believed) = (register.here.sender, register.believed.sender);
    match command {
        args::Sender::Set(set) => {
            let draft = changed_sender(here.as_ref(), set);
            carry_out(engine, Order::SetSender(draft), out).await
        }
        args::Sender::Show => {
            if out.is_json() {
                let both = [&here, &believed].map(|side| side.as_ref().map(SenderShown::from));
                let [here, believed] = both;
                out.json(&HereAndThere::new(here, believed));
            } else {
                both(here.as_ref(), believed.as_ref(), out, print_sender)
                    .unwrap_or_else(|| out.say(&Text::new("cli-no-sender")));
            }
            Ok(Exit::Done)
        }
    }
}

/// Runs a `contact` command.
pub async fn contact(
    engine: &Engine,
    command: args::Contact,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let register = engine.register().await?.register;
    let (here, believed) = (register.here.contact, register.believed.contact);
    match command {
        args::Contact::Set(set) => {
            let draft = changed_contact(here.as_ref(), set);
            carry_out(engine, Order::SetContact(draft), out).await
        }
        args::Contact::Show => {
            if out.is_json() {
                let both = [&here, &believed].map(|side| side.as_ref().map(ContactShown::from));
                let [here, believed] = both;
                out.json(&HereAndThere::new(here, believed));
            } else {
                both(here.as_ref(), believed.as_ref(), out, print_contact)
                    .unwrap_or_else(|| out.say(&Text::new("cli-no-contact")));
            }
            Ok(Exit::Done)
        }
    }
}

/// What is there, with what was given in its place.
fn changed_sender(here: Option<&Sender>, set: args::SenderSet) -> SenderDraft {
    let old = here.map_or_else(
        || SenderDraft {
            role: SenderRole::default().as_str().to_owned(),
            ..SenderDraft::default()
        },
        |sender| SenderDraft {
            number: sender.number.to_string(),
            name: sender.name.clone(),
            role: sender.role.as_str().to_owned(),
        },
    );
    SenderDraft {
        number: set.number.unwrap_or(old.number),
        name: set.name.unwrap_or(old.name),
        role: set.role.unwrap_or(old.role),
    }
}

fn changed_contact(here: Option<&Contact>, set: args::ContactSet) -> ContactDraft {
    let old = here.map_or_else(ContactDraft::default, |contact| ContactDraft {
        name: contact.name.clone(),
        phone_code: contact.phone_code.clone(),
        phone_number: contact.phone_number.clone(),
        email: contact.email.clone(),
        language: contact.language.code().to_owned(),
    });
    ContactDraft {
        name: set.name.unwrap_or(old.name),
        phone_code: set.phone_code.unwrap_or(old.phone_code),
        phone_number: set.phone.unwrap_or(old.phone_number),
        email: set.email.unwrap_or(old.email),
        language: set.language.unwrap_or(old.language),
    }
}

/// Prints what is wanted here, and what we believe is in Chaman when that is something else.
/// `None` when there is nothing on either side.
fn both<T: PartialEq>(
    here: Option<&T>,
    believed: Option<&T>,
    out: &Output<'_>,
    print: fn(&T, usize, &Output<'_>),
) -> Option<()> {
    if let Some(here) = here {
        print(here, 0, out);
    }
    if believed != here {
        out.line(&out.words(&Text::new("cli-believed")));
        match believed {
            Some(believed) => print(believed, 2, out),
            None => out.line(&format!("  {}", out.words(&Text::new("cli-nothing-there")))),
        }
    }
    here.or(believed).map(|_| ())
}

fn print_sender(sender: &Sender, indent: usize, out: &Output<'_>) {
    Sheet::new(out, indent)
        .row(&FormField::SenderNumber.text(), sender.number.to_string())
        .row(&FormField::SenderName.text(), shown(&*sender.name))
        .row(
            &FormField::SenderRole.text(),
            out.words(&sender.role.text()),
        )
        .print();
}

fn print_contact(contact: &Contact, indent: usize, out: &Output<'_>) {
    let phone = format!("{} {}", contact.phone_code, contact.phone_number);
    Sheet::new(out, indent)
        .row(&FormField::ContactName.text(), shown(&*contact.name))
        .row(&FormField::PhoneNumber.text(), shown(phone))
        .row(&FormField::Email.text(), shown(&*contact.email))
        .row(&FormField::ContactLanguage.text(), contact.language.name())
        .print();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chaman::ContactLanguage;

    fn contact() -> Contact {
        Contact {
            name: "Alex Testmans".to_owned(),
            phone_code: "+32".to_owned(),
            phone_number: "2 555 01 01".to_owned(),
            email: "alex@example.test".to_owned(),
            language: ContactLanguage::Nl,
        }
    }

    #[test]
    fn what_is_not_given_stays_as_it_is() {
        let given = args::ContactSet {
            name: None,
            phone_code: None,
            phone: None,
            email: Some("noor@example.test".to_owned()),
            language: None,
        };
        let changed = changed_contact(Some(&contact()), given)
            .checked()
            .expect("a good contact");
        assert_eq!(
            changed,
            Contact {
                email: "noor@example.test".to_owned(),
                ..contact()
            }
        );
    }

    #[test]
    fn a_first_sender_is_an_enterprise_unless_said() {
        let given = |role: Option<&str>| args::SenderSet {
            number: Some("999001".to_owned()),
            name: Some("Testfirma".to_owned()),
            role: role.map(str::to_owned),
        };
        assert_eq!(changed_sender(None, given(None)).role, "enterprise");
        let professional = changed_sender(None, given(Some("professional")));
        assert_eq!(professional.role, "professional");
    }
}
