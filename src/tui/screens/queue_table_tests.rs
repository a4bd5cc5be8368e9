//! What the list looks like, and how little of it changes.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Modifier, Style};

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{QueuePage, Total};
use crate::i18n::Language;
use crate::tui::fixture::{self, type_in};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::theme::{BUILT_IN, Theme};
use crate::tui::update::update;

fn env(ascii: bool) -> Env {
    let mut env = fixture::model(Language::En, (120, 40)).env;
    env.ascii = ascii;
    env
}

/// A row, and how its cells behind the gutter look.
fn drawn(row: &QueueRow, width: usize, env: &Env) -> (String, Vec<Style>) {
    let columns = columns::layout(&[], width, queue_cells::waits(row)).columns;
    let words = Words::of(std::slice::from_ref(row), env);
    let room: usize = GUTTER + columns.iter().map(|one| one.width + 1).sum::<usize>();
    let room = u16::try_from(room).expect("a row");
    let mut buffer = Buffer::empty(Rect::new(0, 0, room, 1));
    let mut strip = Strip::default();
    let look = Look::default();
    write(&mut strip, row, &columns, look, None, &words, env);
    strip.draw(Pencil::at(&mut buffer, 0, 0, room));
    let text = buffer.content.iter().map(Cell::symbol).collect();
    let styles = buffer.content.iter().skip(GUTTER).map(Cell::style);
    (text, styles.collect())
}

/// A style as cells have it.
fn in_cells(style: Style) -> Style {
    Cell::EMPTY.clone().set_style(style).style()
}

#[test]
fn a_replaced_row_is_dim_and_names_its_successor_where_it_fits() {
    let mut row = fixture::row(2);
    row.state = StateKind::Refused;
    for (name, successor, ascii, expected) in [
        ("fits", 42, false, "refused → 42"),
        ("fits in ASCII", 42, true, "refused -> 42"),
        ("too long a number", 4_200_000_000, false, "refused"),
    ] {
        row.replaced_by = Some(SubmissionId(successor));
        let env = env(ascii);
        let (text, styles) = drawn(&row, 120, &env);
        assert!(text.contains(expected), "{name}: {text}");
        let arrow = text.contains('→') || text.contains("->");
        assert_eq!(arrow, expected.len() > 8, "{name}: {text}");
        let dim = in_cells(env.style(Role::Dim));
        assert!(styles.iter().all(|style| *style == dim), "{name}");
    }
    row.replaced_by = None;
    let env = env(false);
    let (text, styles) = drawn(&row, 120, &env);
    assert!(!text.contains('→'), "{text}");
    let dim = in_cells(env.style(Role::Dim));
    assert!(styles.iter().any(|style| *style != dim));
}

#[test]
fn a_row_that_somebody_else_corrects_has_a_sign_and_a_word_where_it_fits() {
    use crate::domain::report::InWork;
    let mut row = fixture::row(2);
    row.state = StateKind::Refused;
    for (name, hours, ascii, width, expected) in [
        ("just now", 1, false, 160, "✎ edit"),
        ("just now, in ASCII", 1, true, 160, "@ edit"),
        ("long ago", 13, false, 160, "✎ left"),
        ("no room for the word", 1, false, 90, "✎ "),
    ] {
        let mut env = env(ascii);
        let at = env.now - jiff::SignedDuration::from_hours(hours);
        let one = InWork::of("Eva".into(), at, env.now);
        env.in_work = [(row.id, one)].into();
        let (text, _) = drawn(&row, width, &env);
        assert!(text.contains(expected), "{name}: {text}");
        assert!(text.contains("refused"), "{name}: {text}");
        env.in_work.clear();
        let (text, _) = drawn(&row, width, &env);
        assert!(!text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn a_row_that_waits_says_for_which_until_it_is_released() {
    let mut row = fixture::row(7);
    row.next_at = None;
    row.waits_for = Some(SubmissionId(1204));
    for (state, expected) in [(StateKind::Held, true), (StateKind::Queued, false)] {
        row.state = state;
        let (text, _) = drawn(&row, 140, &env(false));
        assert_eq!(text.contains("after 1204"), expected, "{state:?}: {text}");
    }
}

/// A console on its queue with this page.
fn on_queue(size: (u16, u16), page: &QueuePage) -> Model {
    shown_by(fixture::model(Language::En, size), page)
}

fn shown_by(mut model: Model, page: &QueuePage) -> Model {
    for effect in type_in(&mut model, "2") {
        if let Effect::Queue(ticket, _) = effect {
            update(
                &mut model,
                Msg::Reply(Reply::Queue(ticket, Ok(page.clone()))),
            );
        }
    }
    model
}

fn buffer(model: &Model) -> Buffer {
    fixture::drawn(model).backend().buffer().clone()
}

/// A line of the screen without the marker.
fn line_of(buffer: &Buffer, y: u16) -> Vec<(String, Style)> {
    (1..buffer.area.width)
        .map(|x| (buffer[(x, y)].symbol().to_owned(), buffer[(x, y)].style()))
        .collect()
}

/// The cells that differ.
fn changed(before: &Buffer, after: &Buffer) -> Vec<(u16, u16)> {
    let area = before.area;
    let all = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
    all.filter(|&cell| before[cell] != after[cell]).collect()
}

#[test]
fn a_step_changes_two_markers_and_the_digits_of_the_number() {
    for peek in [false, true] {
        let mut model = on_queue((120, 40), &fixture::page(600_000, 1..=100, 1_000_000));
        model.queue.peek = peek;
        for steps in 0..40 {
            let before = buffer(&model);
            type_in(&mut model, "j");
            let after = buffer(&model);
            let changed = changed(&before, &after);
            let list = changed.iter().filter(|(_, y)| *y > 2 && *y < 38);
            if steps < 33 {
                assert!(list.clone().all(|(x, _)| *x == 0), "{changed:?}");
                assert_eq!(list.count(), 2, "{changed:?}");
                let digits = changed.iter().filter(|(_, y)| *y == 2).count();
                assert!((1..=2).contains(&digits), "{changed:?}");
            } else if !peek && steps > 33 {
                for y in 4..38 {
                    assert_eq!(line_of(&before, y + 1), line_of(&after, y), "line {y}");
                }
            }
        }
    }
}

#[test]
fn the_cursor_of_the_terminal_is_on_the_selected_row() {
    let mut model = on_queue((120, 40), &fixture::page(0, 1..=40, 40));
    type_in(&mut model, "jjj");
    fixture::drawn(&model)
        .backend_mut()
        .assert_cursor_position((0, 7));
    assert_eq!(buffer(&model)[(0, 7)].symbol(), "▌");
}

#[test]
fn the_selection_is_seen_in_every_theme_and_in_full_when_wanted() {
    for (name, _) in BUILT_IN {
        for full_row in [false, true] {
            let mut options = fixture::options(Language::En);
            options.theme = Theme::named(name).expect("it is built in");
            options.full_row = full_row;
            let page = fixture::page(0, 1..=40, 40);
            let model = shown_by(fixture::model_with(options, (120, 40)), &page);
            let buffer = buffer(&model);
            let marker = &buffer[(0, 4)];
            assert_eq!(marker.symbol(), "▌", "{name}");
            assert_ne!(marker.style(), buffer[(0, 5)].style(), "{name}");
            let whole = (0..100).all(|x| {
                let cell = &buffer[(x, 4)];
                cell.modifier.contains(Modifier::REVERSED) || cell.bg != buffer[(x, 5)].bg
            });
            assert_eq!(whole, full_row, "{name}");
        }
    }
}

#[test]
fn a_marked_row_has_a_sign_of_its_own_and_the_summary_counts() {
    for (ascii, sign) in [(false, "●"), (true, "*")] {
        let mut options = fixture::options(Language::En);
        options.ascii = ascii;
        let page = fixture::page(0, 1..=40, 40);
        let mut model = shown_by(fixture::model_with(options, (120, 40)), &page);
        type_in(&mut model, "  ");
        let drawn = buffer(&model);
        assert_eq!(drawn[(1, 4)].symbol(), sign);
        assert_eq!(drawn[(1, 5)].symbol(), sign);
        assert_eq!(drawn[(1, 6)].symbol(), " ");
        assert!(fixture::picture(&model).contains("2 marked"));
        type_in(&mut model, "!");
        assert!(fixture::picture(&model).contains("all but 2 marked"));
        type_in(&mut model, "<esc>");
        assert!(!fixture::picture(&model).contains("marked"));
        assert_eq!(model.screen, crate::tui::model::Screen::Queue);
    }
}

#[test]
fn names_of_any_width_leave_the_columns_where_they_are() {
    let names = [
        "李小龍",
        "ÅNGSTRÖM Åsa",
        "A\u{30a}NGSTRO\u{308}M A\u{30a}sa",
        "नमस्ते",
        "ＦＵＬＬ Width",
        "👩‍👩‍👧‍👦 Family",
        "\u{202e}reversed",
        "a\u{300}\u{301}\u{302}\u{303}\u{304} many marks",
        "李小龍李小龍李小龍李小龍李小龍李小龍李小龍",
    ];
    for columns in [60, 80, 120, 139] {
        let mut page = fixture::page(0, 1..=40, 40);
        for (row, name) in page.rows.iter_mut().zip(names) {
            row.worker = Some(name.into());
        }
        let model = on_queue((columns, 40), &page);
        let buffer = buffer(&model);
        let shown = columns_in(&model.queue, &model.env);
        let mut x = GUTTER;
        for placed in shown {
            x += placed.width + 1;
            if placed.spec.column == columns::Column::Worker {
                break;
            }
        }
        let x = u16::try_from(x).expect("a column");
        if x >= columns {
            continue;
        }
        let plain: Vec<_> = (x..columns).map(|x| buffer[(x, 39 - 5)].symbol()).collect();
        assert!(!plain.is_empty());
        for (line, name) in (4..).zip(names) {
            assert_eq!(buffer[(x, line)].symbol(), " ", "{name} at {columns}");
            let next = buffer[(x + 1, line)].symbol();
            let digit = next.chars().all(|sign| sign.is_ascii_alphanumeric());
            assert!(
                digit || next == " " || next == "?",
                "{name}: {next} at {columns}"
            );
        }
    }
}

#[test]
fn what_the_mouse_hits_is_what_is_drawn_there() {
    let mut model = on_queue((120, 40), &fixture::page(0, 1..=60, 60));
    type_in(&mut model, "<down>");
    let area = Rect::new(0, 2, 120, 37);
    let (_, rows) = model.queue.visible(35);
    for (y, row) in (4..).zip(rows) {
        let hit = hit(&model.queue, area, &model.env, 40, y);
        assert_eq!(hit, Some(Hit::Row(row.id)));
    }
    let drawn = buffer(&model);
    let heading: String = (0..120).map(|x| drawn[(x, 3)].symbol()).collect();
    for (words, sort) in [
        ("no.", SortColumn::Id),
        ("worker", SortColumn::Worker),
        ("deadline", SortColumn::Deadline),
    ] {
        let place = heading.find(words).expect("it is a column");
        let x = u16::try_from(heading[..place].chars().count()).expect("a column");
        let hit = hit(&model.queue, area, &model.env, x, 3);
        assert_eq!(hit, Some(Hit::Heading(sort)), "{words}");
    }
    for (column, row) in [(5, 0), (5, 2), (5, 39), (0, 3)] {
        let hit = hit(&model.queue, area, &model.env, column, row);
        assert_eq!(hit, None, "{column} {row}");
    }
}

#[test]
fn the_number_says_how_far_it_is_known() {
    let env = env(false);
    let uncounted = QueuePage {
        total: Total::AtLeast(10_000),
        offset: None,
        ..fixture::page(0, 1..=40, 0)
    };
    let mut queue = Queue::default();
    queue.places.take(None, &uncounted, None, false);
    queue.selected = Some(SubmissionId(38));
    queue.page = Loaded::Ready(uncounted.clone(), fixture::now());
    let shown = |queue: &Queue| position(queue, &env).map(|words| words.replace('\u{a0}', " "));
    assert_eq!(shown(&queue).as_deref(), Some("      ? / 10 000+ "));
    queue.places.take(None, &uncounted, Some(1200), false);
    assert_eq!(shown(&queue).as_deref(), Some("  1 203 / 10 000+ "));
    queue.places.take(Some(&uncounted), &uncounted, None, true);
    assert_eq!(shown(&queue).as_deref(), Some(" ≈1 203 / 10 000+ "));
    let counted = fixture::page(1200, 1..=40, 1_000_000);
    queue.places.take(Some(&uncounted), &counted, None, true);
    assert_eq!(shown(&queue).as_deref(), Some("     1 203 / 1 000 000 "));
}

#[test]
fn there_are_more_columns_than_fit() {
    for (columns, more) in [(120, true), (139, true), (200, true)] {
        let model = on_queue((columns, 40), &fixture::page(0, 1..=40, 40));
        let picture = fixture::picture(&model);
        let heading = picture.lines().nth(3).expect("headings");
        assert_eq!(heading.contains('›'), more, "{heading}");
    }
    let mut model = on_queue((200, 40), &fixture::page(0, 1..=40, 40));
    type_in(&mut model, "S");
    let picture = fixture::picture(&model);
    assert!(
        picture.contains("account") && !picture.contains('›'),
        "{picture}"
    );
}
