//! The commands about the queue as a whole, and looking only, when it lies in a database.

use super::*;

/// A world whose queue lies in a database of its own.
fn shared() -> Option<(World, postgres::Database)> {
    let database = postgres::empty()?;
    let world = World::new();
    share(&world, &database.url);
    Some((world, database))
}

/// A role that may only look, for as long as this is kept.
struct Looking {
    url: String,
    role: String,
}

impl Looking {
    fn at(database: &postgres::Database) -> Self {
        let (_, name) = database.url.rsplit_once('/').expect("a database");
        let role = format!("{name}_looking");
        let grants = format!(
            "CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA public TO {role};
             GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
        );
        postgres::sql(&database.url, &grants);
        Self {
            url: database.url.clone(),
            role,
        }
    }

    /// The address of the database for it.
    fn address(&self) -> String {
        let (_, place) = self.url.split_once('@').expect("an address");
        format!("postgres://{}@{place}", self.role)
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        let gone = format!("DROP OWNED BY {0}; DROP ROLE {0}", self.role);
        postgres::sql(&self.url, &gone);
    }
}

/// Everything that is kept, a row a line.
fn kept(url: &str) -> String {
    let tables = "SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1";
    let tables = postgres::sql(url, tables);
    let all = tables
        .lines()
        .map(|table| format!("SELECT one::text FROM {table} one ORDER BY 1;"));
    postgres::sql(url, &all.collect::<String>())
}

#[test]
fn a_database_is_checked_and_what_is_the_servers_is_said() {
    let Some((world, database)) = shared() else {
        return;
    };
    assert_eq!(world.run(["store", "check"]).code, 4, "nothing is there");
    assert_eq!(submit(&world, 5).code, 0);
    let checked = world.run(["store", "check"]);
    assert_eq!(checked.code, 0, "{checked:?}");
    assert!(checked.stdout.contains("5 submissions"), "{checked:?}");
    assert!(checked.stdout.contains("fits together"), "{checked:?}");
    assert!(checked.stderr.contains("pg_amcheck"), "{checked:?}");
    let json = world.run(["store", "check", "--quick", "--json"]);
    assert_eq!(json.code, 0, "{json:?}");
    let report = &json.rows()[0];
    assert_eq!(
        (&report["whole"], &report["submissions"]),
        (&true.into(), &5.into())
    );
    postgres::sql(&database.url, "UPDATE tally SET rows = rows + 1");
    postgres::sql(
        &database.url,
        "ALTER TABLE journal DISABLE TRIGGER journal_stays",
    );
    let checked = world.run(["store", "check"]);
    assert_eq!(checked.code, 4, "{checked:?}");
    for words in [
        "in tally are not what counting gives",
        "schema: trigger journal_stays",
        "does not fit together",
    ] {
        assert!(checked.stdout.contains(words), "{words}: {checked:?}");
    }
    assert!(
        checked.stderr.contains("backup of the server"),
        "{checked:?}"
    );
    // A file is still looked at when one is named.
    let other = World::new();
    assert_eq!(submit(&other, 1).code, 0);
    let file = queue(&other);
    let file = file.to_str().expect("UTF-8");
    assert_eq!(world.run(["store", "check", file]).code, 0);
}

#[test]
fn what_is_for_a_file_says_what_to_do_with_a_database() {
    let Some((world, _database)) = shared() else {
        return;
    };
    assert_eq!(submit(&world, 1).code, 0);
    for (command, instead) in [
        (&["store", "backup"][..], "pg_dump"),
        (&["store", "backup", "copy.db"], "store copy --to"),
        (&["store", "recover", "--into", "new.db"], "pg_restore"),
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains("this one is in PostgreSQL"), "{ran:?}");
        assert!(ran.stderr.contains(instead), "{ran:?}");
    }
}

#[test]
fn after_a_purge_nothing_personal_is_in_the_database() {
    let Some((world, database)) = shared() else {
        return;
    };
    let missing = world.run(["purge"]);
    assert_eq!(missing.code, 4, "{missing:?}");
    let lines = format!("{}\n{}", common::entry(1), common::entry(2));
    let file = world.file("in.jsonl", lines);
    assert_eq!(world.run(["submit", file.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let canaries = [common::ssin(1), common::ssin(2)];
    let hits = |url: &str| {
        let kept = kept(url);
        let hits = canaries
            .iter()
            .map(|canary| kept.matches(&**canary).count());
        hits.sum::<usize>()
    };
    assert!(hits(&database.url) > 0);
    let nothing = world.run(["purge", "--json"]);
    assert_eq!(
        (nothing.code, &nothing.rows()[0]["submissions"]),
        (0, &0.into()),
        "too young"
    );
    // Four months ago.
    postgres::sql(
        &database.url,
        "UPDATE submission SET updated_at = updated_at - 2880::bigint * 3600000",
    );
    let preview = world.run(["purge", "--days", "90", "--dry-run", "--json"]);
    let rules = &preview.rows()[0]["rules"];
    assert_eq!(
        (preview.code, &rules[1]["rows"]),
        (0, &2.into()),
        "{preview:?}"
    );
    assert!(hits(&database.url) > 0, "a preview changes nothing");
    assert_ne!(world.run(["--read-only", "purge"]).code, 0);
    let purged = world.run(["purge", "--days", "90", "--json"]);
    assert_eq!(purged.code, 0, "{purged:?}");
    let report = &purged.rows()[0];
    assert_eq!(
        (&report["submissions"], &report["wiped"]),
        (&2.into(), &false.into())
    );
    for told in ["rows", "oldest", "newest"] {
        assert_eq!(report["rules"][1][told], rules[1][told], "{told}");
    }
    assert!(purged.stderr.contains("VACUUM FULL"), "{purged:?}");
    assert_eq!(hits(&database.url), 0);
    for command in [["store", "check"], ["audit", "verify"]] {
        let ran = world.run(command);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let shown = world.run(["queue", "show", "1", "--reveal", "--json"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(shown.rows()[0]["payload"].is_null());
}

/// The role of the README's rights for who only looks, a home without any key, and the guard of our
/// own code left out in the end.
#[test]
fn who_may_only_look_at_a_database_sees_the_queue_and_changes_nothing() {
    let Some((world, database)) = shared() else {
        return;
    };
    assert_eq!(submit(&world, 3).code, 0);
    let looking = Looking::at(&database);
    let home = world.folder.path().join("looking");
    std::fs::create_dir(&home).expect("a home");
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    let config = config.replace(&database.url, &looking.address());
    std::fs::write(home.join("config.toml"), config).expect("written");
    let run = |arguments: &[&str]| {
        let mut command = common::command_on(&home, arguments);
        Ran::from(command.output().expect("it starts"))
    };
    let before = kept(&database.url);
    for command in [
        &["queue", "list", "--json"][..],
        &["queue", "list", "--state", "queued"],
        &["queue", "list", "--filter", "state:queued"],
        &["queue", "show", "1"],
        &["stats"],
        &["audit", "verify"],
        &["store", "check"],
        &["purge", "--dry-run"],
        &["account", "list"],
        &["checklist", "list"],
        &["outage", "export", "--json"],
    ] {
        let all: Vec<&str> = ["--read-only"].iter().chain(command).copied().collect();
        let ran = run(&all);
        assert_orderly(&ran, &format!("{command:?}"));
        assert_eq!(ran.code, 0, "{command:?}: {ran:?}");
    }
    let listed = run(&["--read-only", "queue", "list", "--json"]);
    assert_eq!(listed.rows().len(), 3);
    for command in [
        &["--read-only", "queue", "withdraw", "1"][..],
        &["--read-only", "serve", "--until-idle"],
        &["--read-only", "audit", "export", "/tmp/never"],
        &["--read-only", "purge"],
    ] {
        let ran = run(command);
        assert_orderly(&ran, &format!("{command:?}"));
        assert_ne!(ran.code, 0, "{command:?}: {ran:?}");
    }
    assert!(!home.join("sandbox/keys").exists(), "it needed a key");
    // The server refuses it, too.
    for command in [&["queue", "withdraw", "1"][..], &["purge", "--days", "1"]] {
        let ran = run(command);
        assert_orderly(&ran, &format!("{command:?}"));
        assert_eq!(ran.code, 4, "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("may not do that"), "{ran:?}");
    }
    assert_eq!(kept(&database.url), before);
}
