//! Forms about new certificates and rotations.

use crate::domain::chaman::{CertificateOrder, Flaw, FormField, KeyKind, Order, RotationOrder};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::sheet::{Choice, Sheet, SheetField};

use super::Form;

/// Days that a new certificate is valid unless another number is typed: two years.
const USUAL_DAYS: &str = "730";

/// The form of a new key with a certificate, in the name of this company.
pub fn new_certificate(company: &str) -> Sheet {
    let mut fields = subject(company);
    fields.push(SheetField::line(FormField::Days, USUAL_DAYS));
    fields.push(SheetField::line(FormField::KeyFile, ""));
    fields.push(SheetField::line(FormField::CertificateFile, ""));
    fields.push(SheetField::line(FormField::PassphraseFile, ""));
    let title = Text::new("certificates-form-new");
    making(Form::NewCertificate, title, fields)
}

/// The form of a new key with a request for a certificate, in the name of this company.
pub fn request(company: &str) -> Sheet {
    let mut fields = subject(company);
    fields.push(SheetField::line(FormField::KeyFile, ""));
    fields.push(SheetField::line(FormField::Target, ""));
    fields.push(SheetField::line(FormField::PassphraseFile, ""));
    let title = Text::new("certificates-form-request");
    making(Form::Request, title, fields)
}

/// The form that begins a rotation of this account.
pub fn rotation(account: &str) -> Sheet {
    let fields = vec![
        SheetField::line(FormField::CertificateFile, ""),
        SheetField::line(FormField::CertificateName, ""),
        SheetField::line(FormField::KeyFile, ""),
        SheetField::line(FormField::PassphraseFile, ""),
    ];
    let title =
        Text::new("certificates-form-rotation").with("account", Untrusted::new(account).shown());
    let mut sheet = Sheet::new(Form::Rotation(account.to_owned()), title, fields, None);
    sheet.about = vec![Text::new("certificates-form-rotation-about")];
    sheet
}

fn subject(company: &str) -> Vec<SheetField> {
    let kinds = KeyKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.as_str(), kind.name()))
        .collect();
    vec![
        SheetField::one(FormField::KeyKind, kinds, KeyKind::default().as_str()),
        SheetField::line(FormField::Company, company),
        SheetField::line(FormField::CommonName, ""),
    ]
}

/// Files are made here; Chaman hears nothing of it yet.
fn making(form: Form, title: Text, fields: Vec<SheetField>) -> Sheet {
    let mut sheet = Sheet::new(form, title, fields, None);
    sheet.about = vec![Text::new("certificates-form-files")];
    sheet
}

/// Whether a field is on show.
pub(super) fn shows(_field: FormField, _sheet: &Sheet) -> bool {
    true
}

/// What is wrong.
pub(super) fn flaws(sheet: &Sheet, env: &Env) -> Vec<Flaw> {
    match &sheet.form {
        Form::Rotation(account) => rotation_order(account, sheet).flaws(&env.rulebook),
        _ => certificate_order(sheet).flaws(),
    }
}

/// The order.
pub(super) fn order(sheet: &Sheet) -> Order {
    match &sheet.form {
        Form::Rotation(account) => Order::StartRotation(rotation_order(account, sheet)),
        _ => Order::MakeCertificate(certificate_order(sheet)),
    }
}

fn rotation_order(account: &str, sheet: &Sheet) -> RotationOrder {
    RotationOrder {
        account: account.to_owned(),
        certificate_file: sheet.text(FormField::CertificateFile),
        certificate_name: sheet.text(FormField::CertificateName),
        key_file: sheet.text(FormField::KeyFile),
        passphrase_file: sheet.text(FormField::PassphraseFile),
    }
}

fn certificate_order(sheet: &Sheet) -> CertificateOrder {
    let request = sheet.form == Form::Request;
    let file = if request {
        FormField::Target
    } else {
        FormField::CertificateFile
    };
    CertificateOrder {
        kind: KeyKind::parse(&sheet.text(FormField::KeyKind)).unwrap_or_default(),
        request,
        company: sheet.text(FormField::Company),
        common_name: sheet.text(FormField::CommonName),
        days: sheet.text(FormField::Days),
        key_file: sheet.text(FormField::KeyFile),
        file: sheet.text(file),
        passphrase_file: sheet.text(FormField::PassphraseFile),
    }
}
