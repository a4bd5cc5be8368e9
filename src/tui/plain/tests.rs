//! Whole conversations on a small backend: what is typed, and what is on the paper then.

use std::sync::{Arc, Mutex};

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::fixture_backend::Small;

/// Paper that can be read while it is written on.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("not poisoned").clone()).expect("it is text")
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("not poisoned").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn conversation(language: Language, lines: &[&str]) -> (String, Arc<Small>) {
    let backend = Arc::new(Small::new());
    let (told, typed) = mpsc::channel(lines.len().max(1));
    for line in lines {
        told.send((*line).to_owned())
            .await
            .expect("somebody listens");
    }
    drop(told);
    let paper = Paper::default();
    let options = fixture::options(language);
    let token = CancellationToken::new();
    talk(backend.clone(), options, typed, paper.clone(), token).await;
    (paper.text(), backend)
}

/// The number of the choice that begins so, on the paper of these lines.
async fn number_of(lines: &[&str], words: &str) -> String {
    let (text, _) = conversation(Language::En, lines).await;
    let (number, _) = text
        .lines()
        .rev()
        .filter_map(|line| line.split_once(". "))
        .find(|(_, choice)| choice.starts_with(words))
        .unwrap_or_else(|| panic!("no choice {words} in {text}"));
    number.to_owned()
}

#[tokio::test]
async fn a_result_is_asked_for_by_numbers_alone() {
    let queue = number_of(&[], "Queue").await;
    let row = number_of(&[&queue], "waiting").await;
    let poll = number_of(&[&queue, &row], "Poll").await;
    let (text, backend) = conversation(Language::En, &[&queue, &row, &poll, "1", "q"]).await;
    let state = backend.row.lock().expect("not poisoned").state;
    assert_eq!(state, StateKind::Refused, "{text}");
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn no_is_an_answer_too() {
    let queue = number_of(&[], "Queue").await;
    let row = number_of(&[&queue], "waiting").await;
    let poll = number_of(&[&queue, &row], "Poll").await;
    let (text, backend) = conversation(Language::En, &[&queue, &row, &poll, "2", "q"]).await;
    let state = backend.row.lock().expect("not poisoned").state;
    assert_eq!(state, StateKind::Submitted, "{text}");
}

#[tokio::test]
async fn every_place_is_read_out_without_a_frame_or_a_control_character() {
    let lines = [
        "1",
        "b",
        "2",
        "1",
        "b",
        "b",
        "3",
        "b",
        "4",
        "b",
        "5",
        "1",
        "b",
        "b",
        "6",
        "b",
        "?",
        "/state:refused",
        "/state:lost",
        "n",
        "p",
        "g",
        "99",
        "0",
        "-1",
        "x\u{1b}[2Jy",
        "",
        "q",
    ];
    for language in Language::ALL {
        let (text, _) = conversation(language, &lines).await;
        let foreign = text.chars().find(|character| {
            (character.is_control() && *character != '\n')
                || ('\u{2500}'..='\u{259f}').contains(character)
                || ('\u{2800}'..='\u{28ff}').contains(character)
        });
        assert_eq!(foreign, None, "{text}");
    }
}

#[tokio::test]
async fn a_field_is_changed_by_its_number_and_emptied_by_a_dash() {
    let form = number_of(&[], "Declare").await;
    let field = number_of(&[&form], "Worker type").await;
    let typed = [
        form.as_str(),
        &field,
        "flx",
        &field,
        "",
        &field,
        "-",
        "q",
        "1",
    ];
    let (text, _) = conversation(Language::En, &typed).await;
    let said: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with(&format!("{field}. Worker type")))
        .collect();
    assert_eq!(said.len(), 4, "{text}");
    assert!(said[1].to_lowercase().contains("flx"), "{text}");
    assert!(
        said[2].to_lowercase().contains("flx"),
        "an empty answer changes nothing"
    );
    assert!(said[3].contains("empty"), "{text}");
}

#[test]
fn a_line_that_is_too_long_is_cut_and_the_next_one_is_whole() {
    let long = "x".repeat(usize::try_from(LINE_BYTES).expect("it fits") + 10);
    let text = format!("{long}\nnext\r\nlast");
    let mut input = io::Cursor::new(text);
    let mut lines = Vec::new();
    while let Some(line) = read_line(&mut input).expect("memory can be read") {
        lines.push(line);
    }
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].len(), long.len() - 10);
    assert_eq!(lines[1..], ["next", "last"]);
}
