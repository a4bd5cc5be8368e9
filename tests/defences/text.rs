//! Hostile text through the printer and the real binary.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use dimonitor::cli::output::Output;
use dimonitor::domain::problem::{Problem, ProblemClass};
use dimonitor::domain::text::Text;
use dimonitor::domain::untrusted::Untrusted;
use dimonitor::i18n::{Catalogue, Language};

use crate::common::{World, day_ahead, ssin};
use crate::hostile::{FORMULAS, Sink, chosen, foreign, strings};

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("whole").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Paper {
    fn check(&self, name: &str, text: &str) {
        let bytes = std::mem::take(&mut *self.0.lock().expect("whole"));
        assert!(!bytes.is_empty(), "{name}");
        assert_eq!(foreign(&bytes, Sink::Lines), None, "{name}: {text:?}");
    }
}

#[test]
fn the_printer_lets_nothing_through_whatever_it_is_handed() {
    let catalogue = Catalogue::new(Language::En);
    let (data, talk) = (Paper::default(), Paper::default());
    let out = Output::new(
        &catalogue,
        true,
        Box::new(data.clone()),
        Box::new(talk.clone()),
    );
    let strings = strings();
    for text in &strings {
        out.line(&format!("before {text} after"));
        out.line(&Untrusted::new(text.as_str()).shown());
        out.json(&serde_json::json!({ "name": text, text.as_str(): [text] }));
        out.coloured(text, None);
        data.check("stdout", text);
        // As somebody would who forgot what is not ours.
        let careless = Text::new("config-missing").with("path", text.as_str());
        let problem = Problem::new(ProblemClass::Usage, careless.clone())
            .detail(Text::new("config-system-says").with("message", careless.clone()))
            .hint(Text::new("config-writable-hint").with("path", text.as_str()));
        out.problem(&problem);
        out.about(text, &problem);
        out.say(&careless);
        talk.check("stderr", text);
    }
    println!("stdout, stderr: {} strings each", strings.len());
}

/// A row for each of the chosen strings, as a CSV file that says them as well as CSV can.
fn file_of(strings: &[String]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let names = [
        "kind",
        "reference",
        "enterprise_number",
        "ssin",
        "start_date",
        "worker_type",
        "joint_committee",
        "family_name",
        "given_name",
    ];
    writer.write_record(names).expect("written");
    for (number, text) in (0..).zip(strings) {
        let short: String = text.chars().take(30).collect();
        writer
            .write_record([
                "in",
                &format!("{short}{number}"),
                "0999999922",
                &ssin(number),
                &day_ahead(30),
                "OTH",
                "XXX",
                &short,
                &short,
            ])
            .expect("written");
    }
    writer.into_inner().expect("whole")
}

fn lines_in(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).matches('\n').count()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a program has many exits")]
fn the_whole_program_says_nothing_that_a_terminal_obeys() {
    let world = World::new();
    let path = |name: &str| world.folder.path().join(name);
    let strings = chosen();
    let rows: Vec<String> = strings
        .iter()
        .filter(|text| !text.contains('\0'))
        .cloned()
        .collect();
    let file = world.file("in.csv", file_of(&rows));
    let file = file.to_str().expect("UTF-8");
    let mut said = 0;
    let mut check = |arguments: &[&str], sink: Sink| {
        let output = world.command(arguments).output().expect("it starts");
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            said += bytes.len();
            assert_eq!(foreign(bytes, sink), None, "{name} of {arguments:?}");
        }
        output
    };
    check(&["validate", file], Sink::Lines);
    check(&["import", file, "--partial", "--send-anyway"], Sink::Lines);
    let result = std::fs::read(path("in.csv.result.csv")).expect("results");
    assert_tabular("results", &result);
    let listed = check(&["queue", "list", "--limit", "1000"], Sink::Lines);
    let count = lines_in(&listed.stdout);
    // Most are refused for what they hold; the others are names like any other.
    assert!(count > 150, "{count} rows were taken in");
    check(&["queue", "list", "--limit", "1000", "--json"], Sink::Lines);
    for id in ["1", "2", "3"] {
        check(&["queue", "show", id], Sink::Lines);
        check(&["queue", "show", id, "--json"], Sink::Lines);
    }
    for format in ["csv", "json"] {
        let exported = check(&["queue", "export", "--format", format], Sink::Table);
        assert!(exported.stdout.len() > count);
        if format == "csv" {
            assert_tabular("export", &exported.stdout);
        }
    }
    // A certificate in a hostile name, and files with hostile names.
    let hostile = "x\u{1b}]0;t\u{7}\u{202e}\u{9b}66m";
    let (key, certificate) = (path(hostile), path(&format!("{hostile}.cer")));
    let text = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (key, certificate) = (text(&key), text(&certificate));
    let new = [
        "cert",
        "new",
        "--company",
        "A\u{202e}\u{200b}B",
        "--name",
        "c\u{e0041}\u{ad}",
    ];
    check(
        &[&new[..], &["--key", &key, "--out", &certificate]].concat(),
        Sink::Lines,
    );
    check(&["cert", "inspect", &certificate], Sink::Lines);
    check(&["cert", "inspect", &certificate, "--json"], Sink::Lines);
    check(&["cert", "inspect", &key], Sink::Lines);
    check(&["cert", "check", &certificate], Sink::Lines);
    // The command line itself.
    for text in strings
        .iter()
        .filter(|text| !text.contains('\0'))
        .step_by(25)
    {
        for arguments in [
            &[text.as_str()][..],
            &["--lang", text],
            &["queue", "list", "--state", text],
            &["queue", "list", "--text", text],
            &["queue", "show", text],
            &["submit", text],
            &["import", text],
            &["cert", "inspect", text],
            &["--config", text, "queue", "list"],
            &["--theme", text, "queue", "list"],
        ] {
            check(arguments, Sink::Lines);
        }
        check(&["queue", "export", "--filter", text], Sink::Table);
    }
    // A configuration that is wrong in hostile ways.
    let good = std::fs::read_to_string(world.home().join("config.toml")).expect("text");
    for text in strings.iter().step_by(25) {
        let quoted = toml::Value::String(text.clone()).to_string();
        for broken in [
            format!("{quoted} = 1\n{good}"),
            format!("theme = {quoted}\n{good}"),
            format!("environment = {quoted}\n{good}"),
            format!("{good}\n[keys]\n{quoted} = [{quoted}]\n"),
            format!(
                "{good}\n[[account]]\nname = {quoted}\nclient_id = {quoted}\nkey_file = {quoted}\n"
            ),
        ] {
            world.write_config(&broken);
            check(&["queue", "list"], Sink::Lines);
        }
    }
    world.write_config(&good);
    for log in crate::canary::files(&world.home().join("sandbox/log")) {
        let bytes = std::fs::read(&log).expect("a log");
        assert_eq!(foreign(&bytes, Sink::Lines), None, "{}", log.display());
    }
    println!("binary: {} strings, {said} bytes of talk", strings.len());
}

/// Nothing foreign, and no cell that a spreadsheet would run.
fn assert_tabular(name: &str, bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    assert_eq!(foreign(bytes, Sink::Table), None, "{name}");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    for record in reader.records() {
        for cell in &record.expect("CSV") {
            let first = cell.chars().next();
            let starts = |formula: &&str| formula.chars().next() == first;
            let runs = first != Some('\'') && FORMULAS.iter().any(starts);
            assert!(!runs, "{name}: {cell:?}");
        }
    }
}
