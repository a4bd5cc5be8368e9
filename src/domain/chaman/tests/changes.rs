//! Every change of the register, allowed and not, by channel.

use super::*;
use Channel::{Ftp, Rest, Sftp, Soap};

/// The key of the sentence that refuses a change, or `""`.
fn refusal(channels: &Channels, change: &Change) -> &'static str {
    let mut after = channels.clone();
    match change.apply(&mut after) {
        Ok(()) => "",
        Err(problem) => {
            assert_eq!(after, *channels, "a refused change changes nothing");
            problem.hint.iter().for_each(|hint| {
                key_of(hint);
            });
            key_of(&problem.summary)
        }
    }
}

#[test]
fn only_rest_has_several_accounts() {
    let empty = Channels {
        contact: Some(contact()),
        ..Channels::default()
    };
    let full = one_of_each();
    for (channel, second) in [
        (Ftp, "chaman-one-account"),
        (Sftp, "chaman-one-account"),
        (Soap, "chaman-one-account"),
        (Rest, ""),
    ] {
        let new = || add(account(channel, "new"));
        assert_eq!(refusal(&empty, &new()), "", "the first {}", channel.name());
        assert_eq!(
            refusal(&full, &new()),
            second,
            "the second {}",
            channel.name()
        );
    }
}

#[test]
fn an_account_has_a_name_of_its_own() {
    let long = "n".repeat(101);
    for (name, wanted, expected) in [
        ("a free name", "new", ""),
        ("a hundred characters", &long[..100], ""),
        ("a hundred and one", &long, "chaman-name-long"),
        ("a name in use", "soap", "chaman-name-taken"),
        ("a name in use, in other case", "SoaP", "chaman-name-taken"),
        ("a name in use, with blanks", " soap ", "chaman-name-taken"),
        ("nothing", "  ", "chaman-name-empty"),
        (
            "what a terminal obeys",
            "a\u{1b}[2J",
            "chaman-name-characters",
        ),
    ] {
        let account = Account {
            name: wanted.to_owned(),
            ..account(Rest, "new")
        };
        assert_eq!(refusal(&one_of_each(), &add(account)), expected, "{name}");
    }
}

#[test]
fn an_account_has_permissions_and_a_certificate() {
    let mut channels = one_of_each();
    channels.accounts.clear();
    for channel in [Ftp, Sftp, Rest] {
        let mut bare = account(channel, "new");
        if let Details::Ftp { permissions, .. }
        | Details::Sftp { permissions, .. }
        | Details::Rest { permissions, .. } = &mut bare.details
        {
            permissions.clear();
        }
        let refused = refusal(&channels, &add(bare));
        assert_eq!(refused, "chaman-permissions-none", "{}", channel.name());
    }
    let mut bare = account(Rest, "new");
    if let Details::Rest { certificates, .. } = &mut bare.details {
        certificates.clear();
    }
    assert_eq!(refusal(&channels, &add(bare)), "chaman-certificate-none");
}

#[test]
fn nothing_is_made_before_the_contact() {
    let mut channels = Channels {
        sender: Some(sender()),
        ..Channels::default()
    };
    for channel in Channel::ALL {
        let refused = refusal(&channels, &add(account(channel, "new")));
        assert_eq!(refused, "chaman-contact-first", "{}", channel.name());
    }
    let change = Change::SetContact { contact: contact() };
    change
        .apply(&mut channels)
        .expect("the contact comes first");
    assert_eq!(refusal(&channels, &add(account(Soap, "new"))), "");
}

/// Who refuses a change, in the order FTP, SFTP, SOAP, REST.
fn refusals(change: impl Fn(String) -> Change) -> [&'static str; 4] {
    let channels = one_of_each();
    Channel::ALL.map(|channel| refusal(&channels, &change(channel.as_str().to_owned())))
}

#[test]
fn names_permissions_and_keys_are_edited_where_the_channel_allows_it() {
    let rename = |account| Change::Rename {
        account,
        to: "other".to_owned(),
    };
    let no = "chaman-no-rename";
    assert_eq!(refusals(rename), [no, "", no, ""]);
    let permissions = |account| Change::SetPermissions {
        account,
        permissions: ids(&["dimona-consult"]),
    };
    let no = "chaman-no-permissions";
    assert_eq!(refusals(permissions), [no, "", no, ""]);
    let ssh_key = |account| Change::ReplaceSshKey {
        account,
        key: ssh_key("new"),
    };
    let no = "chaman-no-ssh-key";
    assert_eq!(refusals(ssh_key), [no, "", no, no]);
    let client_id = |account| Change::SetClientId {
        account,
        client_id: client_id("self_service_expeditor_999001"),
    };
    let no = "chaman-rest-only";
    assert_eq!(refusals(client_id), [no, no, no, ""]);
    let key = |account| Change::SetKey {
        account,
        key: Some(key("/keys/new.pem")),
    };
    assert_eq!(refusals(key), [no, no, no, ""]);
}

#[test]
fn certificates_are_replaced_or_multiplied_by_channel() {
    let certificate = || Box::new(held("new"));
    let replace = |account| Change::ReplaceCertificate {
        account,
        certificate: certificate(),
    };
    assert_eq!(refusals(replace), ["", "", "", "chaman-no-replace"]);
    let more = |account| Change::AddCertificate {
        account,
        certificate: certificate(),
    };
    let no = "chaman-no-more-certificates";
    assert_eq!(refusals(more), [no, no, no, ""]);
    let less = |account: String| Change::RemoveCertificate {
        sha256: account.clone(),
        account,
    };
    assert_eq!(refusals(less), [no, no, no, "chaman-certificate-last"]);
}

#[test]
fn another_name_is_free_or_its_own() {
    for (name, account, to, expected) in [
        ("a free name", "rest", "new", ""),
        ("its own name", "rest", "rest", ""),
        ("its own name in capitals", "rest", "REST", ""),
        ("the name of another", "rest", "soap", "chaman-name-taken"),
        ("that in capitals", "rest", "SOAP", "chaman-name-taken"),
        ("nothing", "rest", "", "chaman-name-empty"),
        (
            "an unknown account",
            "nobody",
            "new",
            "chaman-account-unknown",
        ),
    ] {
        let change = Change::Rename {
            account: account.to_owned(),
            to: to.to_owned(),
        };
        assert_eq!(refusal(&one_of_each(), &change), expected, "{name}");
    }
}

#[test]
fn certificates_of_rest_come_and_go_one_by_one() {
    let account = || "rest".to_owned();
    let add = |certificate| Change::AddCertificate {
        account: account(),
        certificate: Box::new(certificate),
    };
    let remove = |sha256: &str| Change::RemoveCertificate {
        account: account(),
        sha256: sha256.to_owned(),
    };
    let nameless = HeldCertificate {
        name: String::new(),
        ..held("new")
    };
    for (name, change, expected) in [
        ("one more", add(held("second")), ""),
        (
            "the same again",
            add(held("rest")),
            "chaman-certificate-there",
        ),
        (
            "the same in capitals",
            add(held("REST")),
            "chaman-certificate-there",
        ),
        ("one without a name", add(nameless), "chaman-name-empty"),
        ("the last", remove("rest"), "chaman-certificate-last"),
        (
            "one that is not there",
            remove("other"),
            "chaman-certificate-unknown",
        ),
    ] {
        assert_eq!(refusal(&one_of_each(), &change), expected, "{name}");
    }
}

#[test]
fn permissions_never_become_none_and_what_is_not_there_is_not_deleted() {
    let none = Change::SetPermissions {
        account: "rest".to_owned(),
        permissions: BTreeSet::new(),
    };
    assert_eq!(refusal(&one_of_each(), &none), "chaman-permissions-none");
    for (account, expected) in [
        ("ftp", ""),
        ("rest", ""),
        ("nobody", "chaman-account-unknown"),
    ] {
        let change = Change::RemoveAccount {
            account: account.to_owned(),
        };
        assert_eq!(refusal(&one_of_each(), &change), expected, "{account}");
    }
}

#[test]
fn one_of_two_certificates_can_go() {
    let mut channels = one_of_each();
    let more = Change::AddCertificate {
        account: "rest".to_owned(),
        certificate: Box::new(held("second")),
    };
    more.apply(&mut channels).expect("REST has several");
    let less = Change::RemoveCertificate {
        account: "rest".to_owned(),
        sha256: "REST".to_owned(),
    };
    less.apply(&mut channels).expect("one stays");
    let left = channels.account("rest").expect("there").certificates();
    assert_eq!(left, [held("second")]);
}

#[test]
fn a_replaced_certificate_takes_the_place_of_the_old_one() {
    let mut channels = one_of_each();
    for channel in [Ftp, Sftp, Soap] {
        let change = Change::ReplaceCertificate {
            account: channel.as_str().to_owned(),
            certificate: Box::new(held("new")),
        };
        change.apply(&mut channels).expect("it is replaced");
        let account = channels.account(channel.as_str()).expect("there");
        assert_eq!(account.certificates(), [held("new")], "{}", channel.name());
    }
}

#[test]
fn an_unknown_name_is_shown_without_what_a_terminal_obeys() {
    let change = Change::RemoveAccount {
        account: "\u{1b}[31mred".to_owned(),
    };
    let problem = change.apply(&mut one_of_each()).expect_err("unknown");
    let arg = ("account", "\\u{1b}[31mred".into());
    assert_eq!(problem.summary.args, [arg]);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_refused_before_it_is_lost() {
    use std::os::unix::ffi::OsStringExt as _;
    let path = PathBuf::from(std::ffi::OsString::from_vec(b"/keys/\xff.pem".to_vec()));
    let key = KeyReference {
        file: path,
        passphrase_file: None,
    };
    let change = Change::SetKey {
        account: "rest".to_owned(),
        key: Some(key),
    };
    assert_eq!(refusal(&one_of_each(), &change), "chaman-path-not-text");
}
