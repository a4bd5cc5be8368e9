//! The queue, ten rows at a time.

use super::desk::Desk;
use crate::domain::filter;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{Anchor, Filter, QueuePage, QueueQuery, QueueRow, Sort, Window};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::model::Model;
use crate::tui::screens::queue_table;
use crate::tui::{format, status};

/// Rows of one page: as many as there are digits to choose with, and a little more.
const ROWS: usize = 10;

/// A page of the queue.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The filter, as typed.
    pub(super) line: String,
    /// The rows on show.
    pub(super) page: QueuePage,
    /// What went wrong instead.
    pub(super) trouble: Option<Problem>,
    filter: Filter,
    sort: Sort,
    /// The last rows of the pages before this one.
    behind: Vec<SubmissionId>,
}

impl Listing {
    /// Another filter, from its first page on; why it cannot be read.
    pub(super) fn set_filter(&mut self, line: &str, model: &Model) -> Result<(), Text> {
        let read = filter::parse_with(line, model.env.now, &model.saved);
        self.filter = read.map_err(|flaw| flaw.text)?;
        line.trim().clone_into(&mut self.line);
        self.behind.clear();
        Ok(())
    }

    /// Goes a page on, if there is one.
    pub(super) fn next(&mut self) {
        if self.page.rows.len() == ROWS {
            self.behind.extend(self.page.rows.last().map(|row| row.id));
        }
    }

    /// Goes a page back.
    pub(super) fn previous(&mut self) {
        self.behind.pop();
    }

    /// Begins with the first page again.
    pub(super) fn first(&mut self) {
        self.behind.clear();
    }

    fn query(&self) -> QueueQuery {
        QueueQuery {
            filter: self.filter.clone(),
            sort: self.sort,
            window: Window {
                anchor: self
                    .behind
                    .last()
                    .map_or(Anchor::First, |id| Anchor::After(*id)),
                rows: ROWS,
            },
        }
    }

    /// Where the page lies.
    pub(super) fn heading(&self, env: &Env) -> String {
        let from = self.behind.len() * ROWS;
        let mut words = Text::new("plain-rows")
            .with("from", (from + 1).min(from + self.page.rows.len()))
            .with("to", from + self.page.rows.len())
            .with("total", format::count(self.page.total.known()));
        if self.page.total.exact().is_none() {
            words = Text::new("plain-rows-or-more")
                .with("from", from + 1)
                .with("to", from + self.page.rows.len())
                .with("total", format::count(self.page.total.known()));
        }
        let mut heading = env.text(&words);
        if !self.line.is_empty() {
            heading.push_str(&env.text(&Text::new("plain-filtered").with("filter", &*self.line)));
        }
        heading
    }
}

/// Reads the page that is wanted now.
pub(super) async fn load<W: std::io::Write>(desk: &mut Desk<W>) {
    let query = desk.listing.query();
    match desk.backend().queue(query).await {
        Ok(page) => {
            desk.listing.page = page;
            desk.listing.trouble = None;
        }
        Err(problem) => {
            desk.listing.page = QueuePage::default();
            desk.listing.trouble = Some(problem);
        }
    }
}

/// A row as it is read out: what matters first.
pub(super) fn sentence(row: &QueueRow, env: &Env) -> String {
    let mut parts = vec![
        env.words.get(status::state(row.state).word),
        format!("#{}", row.id),
        row.kind.as_str().to_uppercase(),
    ];
    parts.extend(row.worker_type.as_ref().map(Untrusted::shown));
    parts.extend(row.worker.as_ref().map(Untrusted::shown));
    parts.push(queue_table::ssin(row, None));
    parts.push(queue_table::employer(row));
    parts.extend(row.codes.iter().map(Untrusted::shown));
    if let Some(at) = row.deadline.filter(|_| !row.state.is_final()) {
        let left = format::seconds_between(env.now, at);
        let text = if left > 0 {
            Text::new("plain-deadline").with("left", format::span(left))
        } else {
            Text::new("tui-deadline-late").with("time", format::span(-left))
        };
        parts.push(env.text(&text));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}
