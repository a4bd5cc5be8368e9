//! What holds whatever is tried, in whatever order.

use proptest::prelude::*;

use super::*;

/// Few names and certificates, so that changes meet.
fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "B", "c", ""]).prop_map(str::to_owned)
}

fn certificate() -> impl Strategy<Value = Box<HeldCertificate>> {
    name().prop_map(|name| Box::new(held(&format!("of {name}"))))
}

fn any_account() -> impl Strategy<Value = Account> {
    (prop::sample::select(Channel::ALL.to_vec()), name())
        .prop_map(|(channel, name)| account(channel, &name))
}

fn any_permissions() -> impl Strategy<Value = BTreeSet<PermissionId>> {
    prop::sample::subsequence(vec!["dimona", "dimona-declare", "publiato"], 0..=3)
        .prop_map(|names| ids(&names))
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        1 => Just(Change::SetContact { contact: contact() }),
        1 => Just(Change::SetSender { sender: sender() }),
        6 => any_account().prop_map(add),
        2 => (name(), name()).prop_map(|(account, to)| Change::Rename { account, to }),
        2 => (name(), any_permissions()).prop_map(|(account, permissions)| {
            Change::SetPermissions { account, permissions }
        }),
        3 => (name(), certificate()).prop_map(|(account, certificate)| {
            Change::AddCertificate { account, certificate }
        }),
        2 => (name(), certificate()).prop_map(|(account, certificate)| {
            Change::ReplaceCertificate { account, certificate }
        }),
        4 => (name(), name()).prop_map(|(account, of)| {
            Change::RemoveCertificate { account, sha256: format!("of {of}") }
        }),
        1 => (name(), name()).prop_map(|(account, of)| {
            Change::RemoveCertificate { account, sha256: of }
        }),
        1 => name().prop_map(|account| {
            Change::ReplaceSshKey { account, key: ssh_key("new") }
        }),
        2 => name().prop_map(|account| Change::RemoveAccount { account }),
        1 => name().prop_map(|account| Change::SetKey { account, key: Some(key("/keys/a.pem")) }),
        1 => name().prop_map(|account| {
            Change::SetClientId { account, client_id: client_id("self_service_expeditor_9") }
        }),
    ]
}

fn assert_chamans_rules(channels: &Channels) -> Result<(), TestCaseError> {
    for channel in [Channel::Ftp, Channel::Sftp, Channel::Soap] {
        prop_assert!(channels.of_channel(channel).count() <= 1);
    }
    let mut names = BTreeSet::new();
    for account in &channels.accounts {
        prop_assert!(channels.contact.is_some());
        prop_assert!(!account.certificates().is_empty());
        prop_assert!(
            account
                .permissions()
                .is_none_or(|permissions| !permissions.is_empty())
        );
        prop_assert!(names.insert(account.name.to_lowercase()), "two of one name");
    }
    Ok(())
}

/// What Chaman knows of accounts: not where keys lie, nor which client id we have noted.
fn as_in_chaman(channels: &Channels) -> Channels {
    let mut channels = channels.clone();
    for account in &mut channels.accounts {
        if let Details::Rest { client_id, key, .. } = &mut account.details {
            *client_id = None;
            *key = None;
        }
    }
    channels
}

proptest! {
    #[test]
    fn chamans_rules_hold_and_a_refused_change_changes_nothing(
        changes in prop::collection::vec(change(), 0..60)
    ) {
        let mut channels = Channels::default();
        for change in changes {
            let before = channels.clone();
            if change.apply(&mut channels).is_err() {
                prop_assert_eq!(&channels, &before);
            }
            assert_chamans_rules(&channels)?;
        }
    }

    #[test]
    fn when_all_steps_are_done_in_their_order_chaman_is_as_here(
        changes in prop::collection::vec(change(), 0..60)
    ) {
        let mut register = Register::default();
        for change in changes {
            // Refused ones leave no step.
            let _ = register.record(change, ChamanIs::ThePortal, mark());
        }
        for number in 1..=u32::try_from(register.steps.len()).expect("few") {
            register.tick(number, mark()).expect("each in its turn");
        }
        prop_assert_eq!(as_in_chaman(&register.believed), as_in_chaman(&register.here));
    }

    #[test]
    fn where_this_program_is_chaman_it_is_always_as_here(
        changes in prop::collection::vec(change(), 0..60)
    ) {
        let mut register = Register::default();
        for change in changes {
            let before = register.clone();
            if register.record(change, ChamanIs::Here, mark()).is_err() {
                prop_assert_eq!(&register, &before);
            }
            prop_assert_eq!(&register.believed, &register.here);
        }
        prop_assert_eq!(register.open_steps().count(), 0);
    }

    #[test]
    fn a_password_is_never_judged_with_a_panic(password in ".{0,14}") {
        let _ = check_password(&password);
        let _ = UserName::parse(&password);
        let _ = certificate_file(&password, &rulebook());
    }
}
