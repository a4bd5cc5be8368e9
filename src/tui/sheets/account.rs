//! Forms about accounts: a new one, and everything that can be done to one that exists.

use std::collections::BTreeSet;

use crate::domain::chaman::{
    Account, AccountDraft, ChamanIs, Change, Channel, Download, Flaw, FormField, HeldCertificate,
    Order, PermissionId, RegisterReport, Step, account_name, certificate_file, name, permissions,
};
use crate::domain::ids::ClientId;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::sheet::{Choice, Sheet, SheetField};

use super::Form;

const FTP: &[Channel] = &[Channel::Ftp];
const SFTP: &[Channel] = &[Channel::Sftp];
const FILES: &[Channel] = &[Channel::Ftp, Channel::Sftp];
const REST: &[Channel] = &[Channel::Rest];

/// Values of the question whether an account is in Chaman already.
const YES: &str = "yes";
const NO: &str = "no";

/// The form of a new account.
pub fn new(report: &RegisterReport, env: &Env) -> Sheet {
    let channels = Channel::ALL
        .into_iter()
        .map(|channel| Choice::new(channel.as_str(), channel.name()))
        .collect();
    let mut fields = vec![
        SheetField::one(FormField::Channel, channels, Channel::Rest.as_str()),
        SheetField::line(FormField::AccountName, ""),
    ];
    for only in [FTP, SFTP, REST] {
        let choices = permission_choices(only[0], &BTreeSet::new(), env);
        let field = SheetField::many(FormField::Permissions, choices, &BTreeSet::new());
        fields.push(field.only(only));
    }
    fields.extend([
        SheetField::line(FormField::CertificateFile, ""),
        SheetField::line(FormField::CertificateName, ""),
        SheetField::line(FormField::UserName, "").only(FILES),
        SheetField::line(FormField::PasswordFile, "").only(FTP),
        SheetField::line(FormField::SshKeyFile, "").only(SFTP),
    ]);
    // In the sandbox there is no Chaman but this one, in which it could be already.
    if report.chaman == ChamanIs::ThePortal {
        let answers = vec![
            Choice::new(NO, env.words.get("accounts-existing-no")),
            Choice::new(YES, env.words.get("accounts-existing-yes")),
        ];
        fields.push(SheetField::one(FormField::Existing, answers, NO));
        fields.push(SheetField::line(FormField::ClientId, "").only(REST));
    }
    fields.extend([
        SheetField::line(FormField::KeyFile, "").only(REST),
        SheetField::line(FormField::PassphraseFile, "").only(REST),
    ]);
    let title = Text::new("accounts-form-account");
    Sheet::new(Form::Account, title, fields, Some(report))
}

/// The form of another name for an account.
pub fn rename(account: &Account, report: &RegisterReport) -> Sheet {
    let fields = vec![SheetField::line(FormField::AccountName, &account.name)];
    let title = Text::new("accounts-form-rename");
    about(
        account,
        Form::Rename(account.name.clone()),
        title,
        fields,
        report,
    )
}

/// The form of other permissions for an account.
pub fn permissions_of(account: &Account, report: &RegisterReport, env: &Env) -> Sheet {
    let held = account.permissions().cloned().unwrap_or_default();
    let choices = permission_choices(account.channel(), &held, env);
    let values = held.into_iter().map(|id| id.0).collect();
    let fields = vec![SheetField::many(FormField::Permissions, choices, &values)];
    let form = Form::Permissions(account.name.clone(), account.channel());
    about(
        account,
        form,
        Text::new("accounts-form-permissions"),
        fields,
        report,
    )
}

/// The form of one more certificate for a REST account.
pub fn add_certificate(account: &Account, report: &RegisterReport) -> Sheet {
    let form = Form::AddCertificate(account.name.clone());
    let title = Text::new("accounts-form-add-certificate");
    about(account, form, title, certificate_fields(), report)
}

/// The form of another certificate for an account of another channel.
pub fn replace_certificate(account: &Account, report: &RegisterReport) -> Sheet {
    let form = Form::ReplaceCertificate(account.name.clone());
    let title = Text::new("accounts-form-replace-certificate");
    about(account, form, title, certificate_fields(), report)
}

/// The form of another SSH key for an SFTP account.
pub fn ssh_key(account: &Account, report: &RegisterReport) -> Sheet {
    let fields = vec![SheetField::line(FormField::SshKeyFile, "")];
    let title = Text::new("accounts-form-ssh-key");
    about(
        account,
        Form::SshKey(account.name.clone()),
        title,
        fields,
        report,
    )
}

/// The form of another private key for a REST account.
pub fn key(account: &Account, report: &RegisterReport) -> Sheet {
    let path = |path: Option<&std::path::PathBuf>| {
        path.map_or_else(String::new, |path| path.display().to_string())
    };
    let known = account.key();
    let passphrase = known.and_then(|key| key.passphrase_file.as_ref());
    let fields = vec![
        SheetField::line(FormField::KeyFile, path(known.map(|key| &key.file))),
        SheetField::line(FormField::PassphraseFile, path(passphrase)),
    ];
    let title = Text::new("accounts-form-key");
    about(
        account,
        Form::Key(account.name.clone()),
        title,
        fields,
        report,
    )
    .with_about(Text::new("accounts-key-about"))
}

/// The form that asks to type the name of an account that is to go.
pub fn remove(account: &Account, report: &RegisterReport) -> Sheet {
    let fields = vec![SheetField::line(FormField::Confirmation, "")];
    let title = Text::new("accounts-form-remove");
    about(
        account,
        Form::Remove(account.name.clone()),
        title,
        fields,
        report,
    )
    .with_about(Text::new("accounts-remove-about"))
}

/// The form of a step that was done in the portal.
pub fn tick(step: &Step, report: &RegisterReport) -> Sheet {
    let gives_client_id = matches!(
        &step.change,
        Change::AddAccount { account } if account.channel() == Channel::Rest
    );
    let fields = if gives_client_id {
        vec![SheetField::line(FormField::ClientId, "")]
    } else {
        Vec::new()
    };
    let title = Text::new("accounts-form-tick").with("step", step.number);
    Sheet::new(Form::Tick(step.number), title, fields, Some(report))
        .with_about(step.title())
        .with_about(Text::new("accounts-tick-about"))
}

/// The form of the file to which a certificate is written.
pub fn download_certificate(
    account: &Account,
    certificate: &HeldCertificate,
    report: &RegisterReport,
) -> Sheet {
    let what = Download::Certificate(certificate.facts.sha256.clone());
    let fields = vec![SheetField::line(FormField::Target, &certificate.file_name)];
    let title = Text::new("accounts-form-download-certificate");
    about(
        account,
        Form::Download(account.name.clone(), what),
        title,
        fields,
        report,
    )
    .with_about(certificate_line(certificate))
}

/// The form of the file to which a public SSH key is written.
pub fn download_ssh_key(account: &Account, report: &RegisterReport) -> Sheet {
    let fields = vec![SheetField::line(FormField::Target, "")];
    let title = Text::new("accounts-form-download-ssh-key");
    let form = Form::Download(account.name.clone(), Download::SshKey);
    about(account, form, title, fields, report)
}

/// Which certificate, by name and file.
pub fn certificate_line(certificate: &HeldCertificate) -> Text {
    Text::new("accounts-certificate-line")
        .with("name", Untrusted::new(&certificate.name).shown())
        .with("file", Untrusted::new(&certificate.file_name).shown())
}

/// A form about an account that exists, which is named first.
fn about(
    account: &Account,
    form: Form,
    title: Text,
    fields: Vec<SheetField>,
    report: &RegisterReport,
) -> Sheet {
    let line = Text::new("accounts-account-line")
        .with("account", Untrusted::new(&account.name).shown())
        .with("channel", account.channel().name());
    Sheet::new(form, title, fields, Some(report)).with_about(line)
}

fn certificate_fields() -> Vec<SheetField> {
    vec![
        SheetField::line(FormField::CertificateFile, ""),
        SheetField::line(FormField::CertificateName, ""),
    ]
}

/// What a channel offers today, and what an account has although it is offered no more.
fn permission_choices(channel: Channel, held: &BTreeSet<PermissionId>, env: &Env) -> Vec<Choice> {
    let language = env.words.language().code();
    let offered: Vec<_> = env.rulebook.offered(channel, env.today()).collect();
    let gone = held
        .iter()
        .filter(|id| !offered.iter().any(|known| known.id == **id))
        .map(|id| Choice::new(id.0.clone(), permission_label(id, env)));
    let known = offered
        .iter()
        .map(|known| Choice::new(known.id.0.clone(), known.label(language)));
    known.chain(gone).collect()
}

/// A permission by its label in the operator's language, or by its name here.
pub fn permission_label(id: &PermissionId, env: &Env) -> String {
    match env.rulebook.permission(id) {
        Some(known) => known.label(env.words.language().code()).to_owned(),
        None => Untrusted::new(&id.0).shown(),
    }
}

/// Whether the new account is in Chaman already.
pub(super) fn is_existing(sheet: &Sheet) -> bool {
    sheet.text(FormField::Existing) == YES
}

/// What is wrong.
pub(super) fn flaws(sheet: &Sheet, env: &Env) -> Vec<Flaw> {
    let today = env.today();
    let text = |field| sheet.text(field);
    let one = |field, text| vec![Flaw { field, text }];
    match &sheet.form {
        Form::Account => draft(sheet).flaws(&sheet.channels, &env.rulebook, today),
        Form::Rename(own) => {
            let wanted = text(FormField::AccountName);
            Vec::from_iter(account_name(&sheet.channels, Some(own), &wanted))
        }
        Form::Permissions(_, channel) => {
            let field = FormField::Permissions;
            permissions(&chosen(sheet), *channel, &env.rulebook, today)
                .map_or_else(|text| one(field, text), |()| Vec::new())
        }
        Form::AddCertificate(_) | Form::ReplaceCertificate(_) => {
            let (file, named) = (FormField::CertificateFile, FormField::CertificateName);
            let file = certificate_file(&text(file), &env.rulebook);
            file.into_iter().chain(name(named, &text(named))).collect()
        }
        Form::SshKey(_) if text(FormField::SshKeyFile).is_empty() => {
            one(FormField::SshKeyFile, Text::new("chaman-ssh-key-none"))
        }
        Form::Remove(account) if text(FormField::Confirmation) != account.trim() => {
            let account = Untrusted::new(account).shown();
            let text = Text::new("accounts-confirmation").with("account", account);
            one(FormField::Confirmation, text)
        }
        Form::Tick(_) if sheet.shows(FormField::ClientId) => {
            let field = FormField::ClientId;
            match text(field).as_str() {
                "" => one(field, Text::new("chaman-client-id-needed")),
                typed if ClientId::parse(typed).is_err() => {
                    one(field, Text::new("chaman-client-id"))
                }
                _ => Vec::new(),
            }
        }
        Form::Download(..) if text(FormField::Target).is_empty() => {
            one(FormField::Target, Text::new("accounts-target-none"))
        }
        _ => Vec::new(),
    }
}

/// The order.
pub(super) fn order(sheet: &Sheet) -> Order {
    let text = |field| sheet.text(field);
    match sheet.form.clone() {
        Form::Rename(account) => Order::Rename {
            account,
            to: text(FormField::AccountName),
        },
        Form::Permissions(account, _) => Order::SetPermissions {
            account,
            permissions: chosen(sheet),
        },
        Form::AddCertificate(account) => Order::AddCertificate {
            account,
            name: text(FormField::CertificateName),
            file: text(FormField::CertificateFile),
        },
        Form::ReplaceCertificate(account) => Order::ReplaceCertificate {
            account,
            name: text(FormField::CertificateName),
            file: text(FormField::CertificateFile),
        },
        Form::SshKey(account) => Order::ReplaceSshKey {
            account,
            file: text(FormField::SshKeyFile),
        },
        Form::Key(account) => Order::SetKey {
            account,
            key_file: text(FormField::KeyFile),
            passphrase_file: text(FormField::PassphraseFile),
        },
        Form::Remove(account) => Order::RemoveAccount {
            account,
            typed: text(FormField::Confirmation),
        },
        Form::Tick(step) => Order::Tick {
            step,
            client_id: text(FormField::ClientId),
        },
        Form::Download(account, what) => Order::Download {
            account,
            what,
            to: text(FormField::Target),
        },
        _ => Order::AddAccount(Box::new(draft(sheet))),
    }
}

fn chosen(sheet: &Sheet) -> BTreeSet<PermissionId> {
    let values = sheet.values(FormField::Permissions);
    values.into_iter().map(PermissionId).collect()
}

/// What stands in the fields that the chosen channel has; what it has not stays empty.
fn draft(sheet: &Sheet) -> AccountDraft {
    let text = |field| {
        if sheet.shows(field) {
            sheet.text(field)
        } else {
            String::new()
        }
    };
    AccountDraft {
        channel: sheet.channel(),
        name: text(FormField::AccountName),
        permissions: chosen(sheet),
        certificate_file: text(FormField::CertificateFile),
        certificate_name: text(FormField::CertificateName),
        user_name: text(FormField::UserName),
        password_file: text(FormField::PasswordFile),
        ssh_key_file: text(FormField::SshKeyFile),
        existing: is_existing(sheet),
        client_id: text(FormField::ClientId),
        key_file: text(FormField::KeyFile),
        passphrase_file: text(FormField::PassphraseFile),
    }
}
