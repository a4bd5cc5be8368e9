//! Every rule of Chaman, refused on the command line in the very sentence of `domain::chaman`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dimonitor::chaman;
use dimonitor::config;
use dimonitor::domain::belgium;
use dimonitor::domain::chaman::{
    AccountDraft, Change, Channel, Channels, ContactDraft, HeldCertificate, PermissionId,
    SenderDraft, SshKey, check_password, checks, first_failure,
};
use dimonitor::domain::text::Text;
use dimonitor::engine::certificate::inspect_file;
use dimonitor::i18n::{Catalogue, Language};
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    SignatureAlgorithm,
};

use crate::office::{Office, rest, text};

/// What a certificate is made of.
struct Recipe {
    algorithm: &'static SignatureAlgorithm,
    usages: Vec<KeyUsagePurpose>,
    /// Years of begin and end.
    years: (i32, i32),
    issued: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            algorithm: &rcgen::PKCS_ECDSA_P384_SHA384,
            usages: vec![KeyUsagePurpose::DigitalSignature],
            years: (2020, 2090),
            issued: false,
        }
    }
}

fn write_certificate(folder: &Path, name: &str, recipe: &Recipe) -> PathBuf {
    let parameters = |common_name: &str| {
        let mut parameters = CertificateParams::default();
        let names = &mut parameters.distinguished_name;
        names.push(DnType::CommonName, common_name);
        names.push(DnType::OrganizationName, "Testfirma NV");
        parameters.not_before = rcgen::date_time_ymd(recipe.years.0, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(recipe.years.1, 1, 1);
        parameters.key_usages.clone_from(&recipe.usages);
        parameters
    };
    let key = KeyPair::generate_for(recipe.algorithm).expect("a key");
    let made = if recipe.issued {
        let authority = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        let mut of_authority = parameters("Test authority");
        of_authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters(name).signed_by(&key, &Issuer::new(of_authority, authority))
    } else {
        parameters(name).self_signed(&key)
    };
    let path = folder.join(name);
    fs::write(&path, made.expect("a certificate").pem()).expect("written");
    path
}

/// A certificate that an authority has issued, which every channel takes.
pub fn issued_certificate(folder: &Path) -> PathBuf {
    let recipe = Recipe {
        issued: true,
        ..Recipe::default()
    };
    write_certificate(folder, "issued.cer", &recipe)
}

/// A public SSH key whose private half nobody has.
const SSH_KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f test@example";

/// The sandbox of a sender with an account of each channel but FTP and SFTP, and the files of more.
struct Bench {
    office: Office,
    self_signed: PathBuf,
    issued: PathBuf,
    ssh_key: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let office = Office::new();
        office.introduce();
        let (_, self_signed) = office.make_certificate("self");
        let issued = issued_certificate(office.world.folder.path());
        let ssh_key = office.world.file("id.pub", SSH_KEY);
        let bench = Self {
            office,
            self_signed,
            issued,
            ssh_key,
        };
        bench.add(&bench.draft(Channel::Rest, "Rest"));
        bench.add(&bench.draft(Channel::Soap, "Soap"));
        bench
    }

    /// An account with which nothing is wrong.
    fn draft(&self, channel: Channel, name: &str) -> AccountDraft {
        let (permission, certificate) = match channel {
            Channel::Rest => ("dimona-declare", &self.self_signed),
            _ => ("dimona", &self.issued),
        };
        let only = |wanted: bool, value: &str| {
            if wanted {
                value.to_owned()
            } else {
                String::new()
            }
        };
        AccountDraft {
            channel: Some(channel),
            name: name.to_owned(),
            permissions: if channel.has_permissions() {
                BTreeSet::from([PermissionId(permission.to_owned())])
            } else {
                BTreeSet::new()
            },
            certificate_file: text(certificate).to_owned(),
            certificate_name: "first".to_owned(),
            user_name: only(channel.has_user_name(), "files1"),
            ssh_key_file: only(channel == Channel::Sftp, text(&self.ssh_key)),
            ..AccountDraft::default()
        }
    }

    fn add(&self, draft: &AccountDraft) {
        let arguments = arguments(draft);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.office.ok(&arguments);
    }

    /// What is kept.
    fn export(&self) -> String {
        self.office.ok(&["register", "export"]).stdout
    }

    fn channels(&self) -> Channels {
        chaman::import(&self.export(), Path::new("register.toml")).expect("what was exported")
    }

    /// The command is refused with exactly this sentence, and nothing is changed.
    fn refuses(&self, case: &str, arguments: &[impl AsRef<str>], sentence: &Text) {
        let before = self.export();
        let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        let ran = self.office.run(&arguments);
        assert_eq!(ran.code, 2, "{case}: {}{}", ran.stdout, ran.stderr);
        let expected = Catalogue::new(Language::En).text(sentence);
        assert_ne!(expected, sentence.key, "{case}: there is a sentence");
        assert_eq!(ran.stderr.lines().next(), Some(&*expected), "{case}");
        assert_eq!(self.export(), before, "{case}: nothing is changed");
    }

    fn refuses_draft(&self, case: &str, draft: &AccountDraft) {
        let today = belgium::today(Timestamp::now());
        let flaws = draft.flaws(&self.channels(), &config::rulebook(), today);
        let flaw = flaws
            .first()
            .unwrap_or_else(|| panic!("{case}: nothing is wrong"));
        self.refuses(case, &arguments(draft), &flaw.text);
    }

    fn refuses_change(&self, case: &str, arguments: &[&str], change: &Change) {
        let problem = change.apply(&mut self.channels()).expect_err(case);
        self.refuses(case, arguments, &problem.summary);
    }
}

/// The command line of a draft.
fn arguments(draft: &AccountDraft) -> Vec<String> {
    let channel = draft.channel.expect("clap asks for one").as_str();
    let fixed = ["account", "add", "--type", channel].map(str::to_owned);
    let mut arguments = Vec::from(fixed);
    let required = [
        ("--name", &draft.name),
        ("--certificate", &draft.certificate_file),
        ("--certificate-name", &draft.certificate_name),
    ];
    let optional = [
        ("--user-name", &draft.user_name),
        ("--password-file", &draft.password_file),
        ("--ssh-key", &draft.ssh_key_file),
        ("--client-id", &draft.client_id),
    ];
    let given = optional.iter().filter(|(_, value)| !value.is_empty());
    for (option, value) in required.iter().chain(given) {
        arguments.push(format!("{option}={value}"));
    }
    for permission in &draft.permissions {
        arguments.push(format!("--permission={permission}"));
    }
    if draft.existing {
        arguments.push("--existing".to_owned());
    }
    arguments
}

/// A change of a good draft that makes it a bad one.
type Spoil = fn(&mut AccountDraft);

#[test]
fn what_is_typed_wrong_for_an_account_is_refused_in_chamans_words() {
    let bench = Bench::new();
    let cases: &[(&str, Channel, Spoil)] = &[
        ("no name", Channel::Rest, |draft| {
            draft.name = "  ".to_owned();
        }),
        ("a long name", Channel::Rest, |draft| {
            draft.name = "x".repeat(101);
        }),
        ("an escape in the name", Channel::Rest, |draft| {
            draft.name = "a\u{1b}[31m".to_owned();
        }),
        ("a name that is taken", Channel::Rest, |draft| {
            draft.name = "rEST".to_owned();
        }),
        ("a second SOAP account", Channel::Soap, |_| {}),
        ("no permission", Channel::Rest, |draft| {
            draft.permissions.clear();
        }),
        ("an unknown permission", Channel::Rest, |draft| {
            draft.permissions = BTreeSet::from([PermissionId("everything".to_owned())]);
        }),
        ("a permission of another channel", Channel::Rest, |draft| {
            draft.permissions = BTreeSet::from([PermissionId("dimona".to_owned())]);
        }),
        ("no certificate", Channel::Rest, |draft| {
            draft.certificate_file.clear();
        }),
        ("a .pfx", Channel::Rest, |draft| {
            draft.certificate_file = "my.pfx".to_owned();
        }),
        ("a .p12", Channel::Soap, |draft| {
            draft.certificate_file = "my.P12".to_owned();
        }),
        ("a .pem", Channel::Rest, |draft| {
            draft.certificate_file = "my.pem".to_owned();
        }),
        ("no certificate name", Channel::Rest, |draft| {
            draft.certificate_name.clear();
        }),
        ("no user name", Channel::Ftp, |draft| {
            draft.user_name.clear();
        }),
        ("a space in the user name", Channel::Sftp, |draft| {
            draft.user_name = "a b".to_owned();
        }),
        ("a long user name", Channel::Ftp, |draft| {
            draft.user_name = "abcdefghij1".to_owned();
        }),
        ("no SSH key", Channel::Sftp, |draft| {
            draft.ssh_key_file.clear();
        }),
        (
            "an existing one without client id",
            Channel::Rest,
            |draft| draft.existing = true,
        ),
        ("a client id with a space", Channel::Rest, |draft| {
            draft.client_id = "a b".to_owned();
        }),
    ];
    for (case, channel, spoil) in cases {
        let mut draft = bench.draft(*channel, "Another");
        spoil(&mut draft);
        bench.refuses_draft(case, &draft);
    }
}

#[test]
fn without_a_contact_there_is_no_account() {
    let office = Office::new();
    let (key, certificate) = office.make_certificate("loket");
    let ran = office.run(&rest("Loket", &certificate, &key));
    let sentence = Catalogue::new(Language::En).text(&Text::new("chaman-contact-first"));
    assert_eq!((ran.code, ran.stderr.lines().next()), (2, Some(&*sentence)));
}

#[test]
fn certificates_that_chaman_refuses_are_refused_for_the_same_reason() {
    let bench = Bench::new();
    let usages = |usages: &[KeyUsagePurpose]| usages.to_vec();
    let p384 = &rcgen::PKCS_ECDSA_P384_SHA384;
    let recipe = |algorithm, usages, years| Recipe {
        algorithm,
        usages,
        years,
        issued: false,
    };
    let sign = usages(&[KeyUsagePurpose::DigitalSignature]);
    let now = (2020, 2090);
    let cases = [
        (
            "P-256",
            Channel::Rest,
            recipe(&rcgen::PKCS_ECDSA_P256_SHA256, sign.clone(), now),
        ),
        (
            "Ed25519",
            Channel::Rest,
            recipe(&rcgen::PKCS_ED25519, sign.clone(), now),
        ),
        ("no key usage", Channel::Rest, recipe(p384, Vec::new(), now)),
        (
            "another key usage",
            Channel::Rest,
            recipe(p384, usages(&[KeyUsagePurpose::KeyEncipherment]), now),
        ),
        (
            "expired",
            Channel::Rest,
            recipe(p384, sign.clone(), (2020, 2025)),
        ),
        (
            "not valid yet",
            Channel::Rest,
            recipe(p384, sign.clone(), (2089, 2090)),
        ),
        (
            "self-signed for SFTP",
            Channel::Sftp,
            recipe(p384, sign.clone(), now),
        ),
        ("self-signed for FTP", Channel::Ftp, recipe(p384, sign, now)),
    ];
    for (number, (case, channel, recipe)) in cases.iter().enumerate() {
        let folder = bench.office.world.folder.path();
        let file = write_certificate(folder, &format!("{number}.cer"), recipe);
        let facts = inspect_file(&file).expect("a certificate").remove(0);
        let found = checks(&facts, *channel, &config::rulebook(), Timestamp::now());
        let expected = first_failure(&found).unwrap_or_else(|| panic!("{case}: it is good"));
        let mut draft = bench.draft(*channel, "Another");
        draft.certificate_file = text(&file).to_owned();
        bench.refuses(case, &arguments(&draft), &expected.summary);
    }
}

#[test]
fn passwords_that_chaman_refuses_are_refused_and_never_repeated() {
    let bench = Bench::new();
    for (case, password) in [
        ("empty", ""),
        ("a space", "abc 123"),
        ("a character that is not listed", "abc123~~"),
        ("too long", "abcdefgh123"),
        ("letters only", "abcdefg1"),
    ] {
        let file = bench
            .office
            .world
            .secret_file("password", &format!("{password}\n"));
        let mut draft = bench.draft(Channel::Ftp, "Files");
        draft.password_file = text(&file).to_owned();
        let sentence = check_password(password).expect_err(case);
        bench.refuses(case, &arguments(&draft), &sentence);
    }
    let file = bench.office.world.secret_file("password", "Geh3im;12");
    let mut draft = bench.draft(Channel::Ftp, "Files");
    draft.password_file = text(&file).to_owned();
    assert_eq!(
        check_password("Geh3im;12"),
        Ok(()),
        "nine characters, four no letters"
    );
    bench.add(&draft);
}

/// A field of a good contact, given another value.
type SpoilContact = fn(&mut ContactDraft, String);

#[test]
fn senders_and_contacts_are_checked_field_by_field() {
    let bench = Bench::new();
    for (case, number, name, role) in [
        ("letters in the number", "99x", "Testfirma", "enterprise"),
        ("a long number", "9990012", "Testfirma", "enterprise"),
        ("no name", "999001", " ", "enterprise"),
        ("an unknown role", "999001", "Testfirma", "king"),
    ] {
        let draft = SenderDraft {
            number: number.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
        };
        let flaws = draft.flaws();
        let arguments = [
            "sender", "set", "--number", number, "--name", name, "--role", role,
        ];
        bench.refuses(case, &arguments, &flaws[0].text);
    }
    let good = ContactDraft {
        name: "Alex Testmans".to_owned(),
        phone_code: "+32".to_owned(),
        phone_number: "2 555 01 01".to_owned(),
        email: "alex@example.test".to_owned(),
        language: "nl".to_owned(),
    };
    let cases: &[(&str, &str, &str, SpoilContact)] = &[
        ("no name", "--name", "", |draft, value| draft.name = value),
        (
            "a telephone code of letters",
            "--phone-code",
            "BE",
            |draft, value| draft.phone_code = value,
        ),
        (
            "a short telephone number",
            "--phone",
            "123",
            |draft, value| draft.phone_number = value,
        ),
        (
            "letters in the number",
            "--phone",
            "call me",
            |draft, value| draft.phone_number = value,
        ),
        (
            "no at sign",
            "--email",
            "alex.example.test",
            |draft, value| draft.email = value,
        ),
        (
            "two addresses",
            "--email",
            "a@b.be,c@d.be",
            |draft, value| draft.email = value,
        ),
        ("English", "--language", "en", |draft, value| {
            draft.language = value;
        }),
    ];
    for (case, option, value, spoil) in cases {
        let mut draft = good.clone();
        spoil(&mut draft, (*value).to_owned());
        bench.refuses(
            case,
            &["contact", "set", option, value],
            &draft.flaws()[0].text,
        );
    }
}

#[test]
fn changes_that_a_channel_does_not_allow_are_refused() {
    let bench = Bench::new();
    bench.add(&bench.draft(Channel::Sftp, "Sftp"));
    bench.add(&bench.draft(Channel::Ftp, "Ftp"));
    let named = |account: &str| account.to_owned();
    let channels = bench.channels();
    let of =
        |account: &str| channels.account(account).expect("just made").certificates()[0].clone();
    let held = |account: &str| Box::new(of(account));
    let certificate = |file: &PathBuf, action: &'static str, account: &'static str| {
        let file = text(file).to_owned();
        [
            "account",
            "certificate",
            action,
            account,
            "--certificate",
            &file,
            "--certificate-name",
            "n",
        ]
        .map(str::to_owned)
    };
    let refuses = |case: &str, arguments: &[String], change: &Change| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        bench.refuses_change(case, &arguments, change);
    };
    for account in ["Soap", "Ftp"] {
        bench.refuses_change(
            "another name",
            &["account", "rename", account, "New"],
            &Change::Rename {
                account: named(account),
                to: named("New"),
            },
        );
        bench.refuses_change(
            "other permissions",
            &["account", "permissions", account, "dimona"],
            &Change::SetPermissions {
                account: named(account),
                permissions: BTreeSet::from([PermissionId(named("dimona"))]),
            },
        );
    }
    for account in ["Soap", "Sftp", "Ftp"] {
        refuses(
            "one more certificate",
            &certificate(&bench.issued, "add", account),
            &Change::AddCertificate {
                account: named(account),
                certificate: held(account),
            },
        );
    }
    refuses(
        "replacing one of several",
        &certificate(&bench.self_signed, "replace", "Rest"),
        &Change::ReplaceCertificate {
            account: named("Rest"),
            certificate: held("Rest"),
        },
    );
    refuses(
        "the same certificate twice",
        &certificate(&bench.self_signed, "add", "Rest"),
        &Change::AddCertificate {
            account: named("Rest"),
            certificate: Box::new(HeldCertificate {
                name: named("n"),
                ..of("Rest")
            }),
        },
    );
    let last = of("Rest").facts.sha256;
    bench.refuses_change(
        "the last certificate",
        &["account", "certificate", "remove", "Rest", "first"],
        &Change::RemoveCertificate {
            account: named("Rest"),
            sha256: last,
        },
    );
    bench.refuses_change(
        "a certificate that it has not",
        &["account", "certificate", "remove", "Rest", "0000"],
        &Change::RemoveCertificate {
            account: named("Rest"),
            sha256: named("0000"),
        },
    );
}

#[test]
fn changes_that_no_channel_allows_are_refused() {
    let bench = Bench::new();
    bench.add(&bench.draft(Channel::Sftp, "Sftp"));
    let named = |account: &str| account.to_owned();
    bench.refuses_change(
        "a name that is taken",
        &["account", "rename", "Rest", "sftp"],
        &Change::Rename {
            account: named("Rest"),
            to: named("sftp"),
        },
    );
    bench.refuses_change(
        "no permission at all",
        &["account", "permissions", "Rest"],
        &Change::SetPermissions {
            account: named("Rest"),
            permissions: BTreeSet::new(),
        },
    );
    bench.refuses_change(
        "an SSH key of another channel",
        &[
            "account",
            "ssh-key",
            "replace",
            "Rest",
            "--ssh-key",
            text(&bench.ssh_key),
        ],
        &Change::ReplaceSshKey {
            account: named("Rest"),
            key: SshKey {
                kind: named("ssh-ed25519"),
                bits: 256,
                fingerprint: named("x"),
                line: named("x"),
            },
        },
    );
    bench.refuses_change(
        "an account that there is not",
        &["account", "remove", "Nobody", "--confirm", "Nobody"],
        &Change::RemoveAccount {
            account: named("Nobody"),
        },
    );
}

#[test]
fn what_a_channel_allows_is_done() {
    let bench = Bench::new();
    bench.add(&bench.draft(Channel::Sftp, "Sftp"));
    let office = &bench.office;
    let shown = office.one(&["account", "show", "Sftp", "--json"]);
    assert_eq!(shown["user_name"], "EXPfiles1");
    assert_eq!(shown["ssh_key"]["kind"], "ssh-ed25519");
    let fingerprint = shown["ssh_key"]["fingerprint"].as_str().expect("a text");
    assert!(fingerprint.starts_with("SHA256:"), "{fingerprint}");

    let copy = office.world.folder.path().join("copy.pub");
    office.ok(&[
        "account",
        "ssh-key",
        "download",
        "Sftp",
        "--out",
        text(&copy),
    ]);
    let line = fs::read_to_string(&copy).expect("written");
    assert!(
        SSH_KEY.starts_with(line.trim_end()) || line.starts_with(SSH_KEY),
        "{line}"
    );
    office.ok(&[
        "account",
        "ssh-key",
        "replace",
        "Sftp",
        "--ssh-key",
        text(&copy),
    ]);

    let recipe = Recipe {
        issued: true,
        ..Recipe::default()
    };
    let new = write_certificate(office.world.folder.path(), "new.cer", &recipe);
    for account in ["Sftp", "Soap"] {
        office.ok(&[
            "account",
            "certificate",
            "replace",
            account,
            "--certificate",
            text(&new),
            "--certificate-name",
            "second",
        ]);
        let shown = office.one(&["account", "show", account, "--json"]);
        assert_eq!(shown["certificates"][0]["name"], "second", "{account}");
        assert_eq!(
            shown["certificates"].as_array().map(Vec::len),
            Some(1),
            "{account}"
        );
    }
    office.ok(&["account", "rename", "Sftp", "Files"]);
    office.ok(&["account", "permissions", "Files", "dimona", "ecaro-batch"]);
    assert_eq!(
        office.account("Files")["permissions"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    office.ok(&["account", "remove", "Soap", "--confirm", "Soap"]);
    bench.add(&bench.draft(Channel::Soap, "Soap again"));
}
