//! Forms about the sender and its contact; for those about accounts, the way to them.

use crate::domain::chaman::{
    Contact, ContactDraft, ContactLanguage, Flaw, FormField, Order, RegisterReport, Sender,
    SenderDraft, SenderRole,
};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::sheet::{Choice, Sheet, SheetField};

use super::{Form, account};

/// The form of the sender, filled in with the one that there is.
pub fn sender(report: &RegisterReport, env: &Env) -> Sheet {
    let known: Option<&Sender> = report.register.here.sender.as_ref();
    let roles = SenderRole::ALL
        .into_iter()
        .map(|role| Choice::new(role.as_str(), env.text(&role.text())))
        .collect();
    let role = known.map(|one| one.role).unwrap_or_default();
    let number = known.map_or_else(String::new, |one| one.number.to_string());
    let fields = vec![
        SheetField::line(FormField::SenderNumber, number),
        SheetField::line(FormField::SenderName, known.map_or("", |one| &one.name)),
        SheetField::one(FormField::SenderRole, roles, role.as_str()),
    ];
    let title = Text::new("accounts-form-sender");
    Sheet::new(Form::Sender, title, fields, Some(report))
}

/// The form of the contact, filled in with the one that there is.
pub fn contact(report: &RegisterReport) -> Sheet {
    let known: Option<&Contact> = report.register.here.contact.as_ref();
    let text = |read: fn(&Contact) -> &str| known.map(read).unwrap_or_default().to_owned();
    let usual = ContactDraft::default();
    let languages = ContactLanguage::ALL
        .into_iter()
        .map(|language| Choice::new(language.code(), language.name()))
        .collect();
    let fields = vec![
        SheetField::line(FormField::ContactName, text(|one| &one.name)),
        SheetField::line(
            FormField::PhoneCode,
            known.map_or(usual.phone_code, |one| one.phone_code.clone()),
        ),
        SheetField::line(FormField::PhoneNumber, text(|one| &one.phone_number)),
        SheetField::line(FormField::Email, text(|one| &one.email)),
        SheetField::one(
            FormField::ContactLanguage,
            languages,
            known.map_or("nl", |one| one.language.code()),
        ),
    ];
    let title = Text::new("accounts-form-contact");
    Sheet::new(Form::Contact, title, fields, Some(report))
}

/// Whether a field is on show.
pub(super) fn shows(field: FormField, sheet: &Sheet) -> bool {
    // Chaman gives the client id of an account that is only now made there.
    field != FormField::ClientId || sheet.form != Form::Account || account::is_existing(sheet)
}

/// What is wrong.
pub(super) fn flaws(sheet: &Sheet, env: &Env) -> Vec<Flaw> {
    match &sheet.form {
        Form::Sender => sender_draft(sheet).flaws(),
        Form::Contact => contact_draft(sheet).flaws(),
        _ => account::flaws(sheet, env),
    }
}

/// The order.
pub(super) fn order(sheet: &Sheet) -> Order {
    match &sheet.form {
        Form::Sender => Order::SetSender(sender_draft(sheet)),
        Form::Contact => Order::SetContact(contact_draft(sheet)),
        _ => account::order(sheet),
    }
}

fn sender_draft(sheet: &Sheet) -> SenderDraft {
    SenderDraft {
        number: sheet.text(FormField::SenderNumber),
        name: sheet.text(FormField::SenderName),
        role: sheet.text(FormField::SenderRole),
    }
}

fn contact_draft(sheet: &Sheet) -> ContactDraft {
    ContactDraft {
        name: sheet.text(FormField::ContactName),
        phone_code: sheet.text(FormField::PhoneCode),
        phone_number: sheet.text(FormField::PhoneNumber),
        email: sheet.text(FormField::Email),
        language: sheet.text(FormField::ContactLanguage),
    }
}
