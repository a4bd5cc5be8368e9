//! What is told outside of the screen.

use jiff::{SignedDuration, Timestamp};

use super::env::Env;
use super::msg::Notice;
use crate::domain::lifecycle::StateKind;
use crate::domain::notice::{Event, Notify};
use crate::domain::report::{Header, WorkerStatus};
use crate::domain::text::Text;

/// Between two notices: what happens meanwhile is told in one.
const QUIET: SignedDuration = SignedDuration::from_secs(5);

/// How many of each event there have been, in the order of [`EVENTS`].
type Counts = [u64; 5];

/// Every event.
const EVENTS: [Event; 5] = [
    Event::Refused,
    Event::InDoubt,
    Event::Anomalies,
    Event::WorkerGone,
    Event::Certificate,
];

fn told(event: Event, count: u64) -> Text {
    match event {
        Event::Refused => Text::new("term-event-refused"),
        Event::InDoubt => Text::new("term-event-in-doubt"),
        Event::Anomalies => Text::new("term-event-anomalies"),
        Event::WorkerGone => return Text::new("term-event-worker-gone"),
        Event::Certificate => Text::new("term-event-certificate"),
    }
    .with("count", count)
}

/// Watches the header, and says what is worth telling.
#[derive(Debug, Default)]
pub struct Herald {
    notify: Notify,
    /// What the last header said; none before the first.
    seen: Option<Counts>,
    /// What is new and not told yet.
    news: Counts,
    quiet_until: Option<Timestamp>,
    title: Option<String>,
}

impl Herald {
    /// Tells of these events.
    pub fn new(notify: Notify) -> Self {
        Self {
            notify,
            ..Self::default()
        }
    }

    /// Compares a header with the one before. What was there when the console was opened is not
    /// new, and what becomes less is nobody's news.
    pub fn on_header(&mut self, header: &Header, env: &Env) -> Option<Notice> {
        let now = counted(header);
        if let Some(before) = self.seen.replace(now) {
            for (place, event) in EVENTS.iter().enumerate() {
                if self.notify.events.contains(event) {
                    self.news[place] += now[place].saturating_sub(before[place]);
                }
            }
        }
        let title = self.title_of(header);
        self.tell(title, env)
    }

    /// Tells what waited.
    pub fn on_tick(&mut self, env: &Env) -> Option<Notice> {
        self.is_waiting().then(|| self.tell(None, env)).flatten()
    }

    /// Whether something is new that was not told yet.
    pub fn is_waiting(&self) -> bool {
        self.news != Counts::default()
    }

    fn tell(&mut self, title: Option<String>, env: &Env) -> Option<Notice> {
        let quiet = self.quiet_until.is_some_and(|until| env.now < until);
        let mut notice = Notice {
            title,
            ..Notice::default()
        };
        if self.is_waiting() && !quiet {
            let words = words(std::mem::take(&mut self.news), env);
            notice.bell = self.notify.bell;
            notice.desktop = self.notify.desktop.then_some(words);
            self.quiet_until = env.now.checked_add(QUIET).ok();
        }
        (notice != Notice::default()).then_some(notice)
    }

    /// The title, when it is another one than before.
    fn title_of(&mut self, header: &Header) -> Option<String> {
        if !self.notify.title {
            return None;
        }
        let title = match header.undecided.total() + header.counts.of(StateKind::InDoubt) {
            0 => "dimonitor".to_owned(),
            needy => format!("dimonitor ({needy}!)"),
        };
        let changed = self.title.as_ref() != Some(&title);
        changed.then(|| self.title.insert(title).clone())
    }
}

/// What a header says of the events.
fn counted(header: &Header) -> Counts {
    let refused = [StateKind::Refused, StateKind::Rejected, StateKind::NotTaken];
    [
        refused.map(|state| header.counts.of(state)).iter().sum(),
        header.counts.of(StateKind::InDoubt),
        header.counts.of(StateKind::AcceptedWarning),
        u64::from(header.worker == WorkerStatus::Nobody),
        // Before they are read nobody knows; what is found then was there before.
        header.pressing.map_or(u64::MAX, |pressing| pressing as u64),
    ]
}

/// `dimonitor: 3 refused, 1 in doubt`.
fn words(news: Counts, env: &Env) -> String {
    let parts: Vec<_> = EVENTS
        .iter()
        .zip(news)
        .filter(|(_, count)| *count > 0)
        .map(|(event, count)| env.text(&told(*event, count)))
        .collect();
    format!("dimonitor: {}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::environment::Environment;
    use crate::i18n::Language;
    use crate::tui::fixture;

    fn every() -> Notify {
        Notify {
            events: EVENTS.to_vec(),
            bell: true,
            desktop: true,
            title: false,
        }
    }

    fn env() -> Env {
        fixture::model(Language::En, (80, 24)).env
    }

    fn header(counts: &[(StateKind, u64)]) -> Header {
        let mut header = fixture::header(Environment::Sandbox, WorkerStatus::Here);
        header.counts.0 = counts.iter().copied().collect();
        header.pressing = Some(0);
        header
    }

    fn told(herald: &mut Herald, header: &Header, env: &Env) -> Option<String> {
        herald.on_header(header, env)?.desktop
    }

    #[test]
    fn what_was_there_before_is_not_news() {
        let (mut herald, env) = (Herald::new(every()), env());
        let first = header(&[(StateKind::Refused, 7), (StateKind::InDoubt, 1)]);
        assert_eq!(herald.on_header(&first, &env), None);
        assert_eq!(herald.on_header(&first, &env), None);
        let fewer = header(&[(StateKind::Refused, 6)]);
        assert_eq!(herald.on_header(&fewer, &env), None);
    }

    #[test]
    fn each_event_is_told_in_its_own_words() {
        let (mut gone, mut pressing) = (header(&[]), header(&[]));
        gone.worker = WorkerStatus::Nobody;
        pressing.pressing = Some(2);
        for (after, words) in [
            (header(&[(StateKind::Refused, 2)]), "2 refused"),
            (header(&[(StateKind::Rejected, 1)]), "1 refused"),
            (header(&[(StateKind::NotTaken, 1)]), "1 refused"),
            (header(&[(StateKind::InDoubt, 1)]), "1 in doubt"),
            (
                header(&[(StateKind::AcceptedWarning, 4)]),
                "4 accepted with anomalies",
            ),
            (gone, "nobody sends or polls"),
            (pressing, "2 certificates end soon"),
        ] {
            let (mut herald, env) = (Herald::new(every()), env());
            herald.on_header(&header(&[]), &env);
            let notice = herald.on_header(&after, &env).expect("it is told");
            assert!(notice.bell);
            assert_eq!(notice.desktop, Some(format!("dimonitor: {words}")));
        }
    }

    #[test]
    fn many_at_once_are_one_notice_and_the_rest_waits() {
        let (mut herald, mut env) = (Herald::new(every()), env());
        herald.on_header(&header(&[]), &env);
        let two = header(&[(StateKind::Refused, 1), (StateKind::InDoubt, 1)]);
        let first = told(&mut herald, &two, &env);
        assert_eq!(first.as_deref(), Some("dimonitor: 1 refused, 1 in doubt"));
        for refused in 2..=5 {
            let more = header(&[(StateKind::Refused, refused), (StateKind::InDoubt, 1)]);
            assert_eq!(herald.on_header(&more, &env), None);
        }
        assert!(herald.is_waiting());
        assert_eq!(herald.on_tick(&env), None);
        env.now += QUIET;
        let later = herald.on_tick(&env).and_then(|notice| notice.desktop);
        assert_eq!(later.as_deref(), Some("dimonitor: 4 refused"));
        assert!(!herald.is_waiting());
        assert_eq!(herald.on_tick(&env), None);
    }

    #[test]
    fn only_what_is_wanted_is_told() {
        let notify = Notify {
            events: vec![Event::InDoubt],
            ..every()
        };
        let (mut herald, env) = (Herald::new(notify), env());
        herald.on_header(&header(&[]), &env);
        let refused = header(&[(StateKind::Refused, 3)]);
        assert_eq!(herald.on_header(&refused, &env), None);
        assert!(!herald.is_waiting());
    }

    #[test]
    fn certificates_that_are_read_for_the_first_time_are_no_news() {
        let (mut herald, env) = (Herald::new(every()), env());
        let mut known = header(&[]);
        known.pressing = None;
        herald.on_header(&known, &env);
        known.pressing = Some(3);
        assert_eq!(herald.on_header(&known, &env), None);
        known.pressing = Some(4);
        let told = told(&mut herald, &known, &env);
        assert_eq!(told.as_deref(), Some("dimonitor: 1 certificate ends soon"));
    }

    #[test]
    fn the_title_counts_what_needs_a_person_and_is_set_when_it_changes() {
        let notify = Notify {
            events: Vec::new(),
            title: true,
            ..every()
        };
        let (mut herald, env) = (Herald::new(notify), env());
        let mut header = header(&[(StateKind::InDoubt, 1)]);
        header.undecided.0.insert(StateKind::Refused, 2);
        let titled = |notice: Option<Notice>| notice.and_then(|notice| notice.title);
        let title = titled(herald.on_header(&header, &env));
        assert_eq!(title.as_deref(), Some("dimonitor (3!)"));
        assert_eq!(herald.on_header(&header, &env), None);
        header.counts.0.clear();
        header.undecided.0.clear();
        let title = titled(herald.on_header(&header, &env));
        assert_eq!(title.as_deref(), Some("dimonitor"));
    }
}
