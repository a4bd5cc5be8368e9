//! The figures in Prometheus's text format.

use std::time::Duration;

use prometheus::proto::MetricType;
use prometheus::proto::{Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily};
use prometheus::{TEXT_FORMAT, TextEncoder};

use crate::domain::histogram::{BOUNDS_MS, Spread};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{CertSummary, TokenStatus, WorkerStatus};
use crate::domain::untrusted::Untrusted;
use crate::engine::meters::Leases;
use crate::engine::{Engine, Readiness};

/// The media type.
pub(super) const FORMAT: &str = TEXT_FORMAT;

/// Every figure; none only if we named one wrongly.
pub(super) fn text(
    engine: &Engine,
    readiness: Option<&Readiness>,
    certificates: &[CertSummary],
    rejected: bool,
) -> Option<String> {
    let mut sheet = Sheet::default();
    program(&mut sheet, engine, rejected);
    queue(&mut sheet, readiness);
    work(&mut sheet, engine);
    leases(&mut sheet, engine.meters().leases());
    accounts(&mut sheet, engine, readiness, certificates);
    let encoded = TextEncoder::new().encode_to_string(&sheet.0);
    encoded
        .inspect_err(|error| tracing::error!(%error, "the figures cannot be told"))
        .ok()
}

fn program(sheet: &mut Sheet, engine: &Engine, rejected: bool) {
    let about = [
        ("version", env!("CARGO_PKG_VERSION")),
        ("environment", engine.environment()),
    ];
    sheet.gauge(
        "dimonitor_build_info",
        "The program, and the environment that it works for; always 1.",
        [(&about[..], 1.0)],
    );
    sheet.gauge(
        "dimonitor_config_rejected",
        "1 while the configuration as it stands in its file is not the one in force.",
        [(NONE, truth(rejected))],
    );
}

fn queue(sheet: &mut Sheet, readiness: Option<&Readiness>) {
    sheet.gauge(
        "dimonitor_store_reachable",
        "1 when the store of the queue answers.",
        [(NONE, truth(readiness.is_some()))],
    );
    let Some(readiness) = readiness else {
        return;
    };
    let states: Vec<_> = StateKind::ALL
        .iter()
        .map(|state| ([("state", state.as_str())], readiness.counts.of(*state)))
        .collect();
    sheet.gauge(
        "dimonitor_submissions",
        "Submissions by state.",
        states
            .iter()
            .map(|(state, count)| (&state[..], float(*count))),
    );
    let oldest: Vec<_> = readiness
        .oldest
        .iter()
        .map(|age| ([("state", age.state.as_str())], age.seconds))
        .collect();
    sheet.gauge(
        "dimonitor_oldest_waiting_seconds",
        "Age of the oldest submission of a state in which something waits.",
        oldest
            .iter()
            .map(|(state, seconds)| (&state[..], seconds_of(*seconds))),
    );
    sheet.gauge(
        "dimonitor_worker_is_active",
        "1 when this process sends and asks, 0 when it stands by.",
        [(NONE, truth(readiness.worker == WorkerStatus::Here))],
    );
    sheet.gauge(
        "dimonitor_store_has_worker",
        "1 when some process sends and asks for this store.",
        [(NONE, truth(readiness.worker != WorkerStatus::Nobody))],
    );
}

fn work(sheet: &mut Sheet, engine: &Engine) {
    let meters = engine.meters();
    let outcomes = meters.outcomes();
    for (operation, name, help) in [
        (
            "post",
            "dimonitor_submission_attempts_total",
            "Declarations sent, by what became of the attempt.",
        ),
        (
            "get",
            "dimonitor_polls_total",
            "Results asked for, by what the answer meant.",
        ),
        (
            "search",
            "dimonitor_look_ups_total",
            "Lost answers searched for, by what was found.",
        ),
    ] {
        let of_it = outcomes
            .iter()
            .filter(|((method, _), _)| *method == operation);
        let of_it: Vec<_> = of_it
            .map(|((_, outcome), count)| ([("outcome", *outcome)], *count))
            .collect();
        sheet.counter(
            name,
            help,
            of_it.iter().map(|(label, count)| (&label[..], *count)),
        );
    }
    let codes = meters.codes();
    let codes: Vec<_> = codes
        .iter()
        .map(|(code, count)| ([("code", &**code)], *count))
        .collect();
    sheet.counter(
        "dimonitor_anomalies_total",
        "Anomalies in answers, by code; those that this program does not know are one.",
        codes.iter().map(|(label, count)| (&label[..], *count)),
    );
    let statuses = meters.statuses();
    let statuses: Vec<_> = statuses
        .iter()
        .map(|((method, class), count)| ([("operation", *method), ("status", *class)], *count))
        .collect();
    sheet.counter(
        "dimonitor_http_requests_total",
        "Requests to the Dimona service, by class of status; \"none\" when no answer came.",
        statuses.iter().map(|(labels, count)| (&labels[..], *count)),
    );
    let fetches = engine.token_fetches();
    let requests: Vec<_> = meters
        .requests()
        .chain([("token", fetches.took.read())])
        .map(|(operation, spread)| ([("operation", operation)], spread))
        .collect();
    sheet.histogram(
        "dimonitor_http_request_duration_seconds",
        "How long requests took, with their whole answers.",
        requests.iter().map(|(label, spread)| (&label[..], spread)),
    );
    let tokens: Vec<_> = fetches
        .counts()
        .map(|(outcome, count)| ([("outcome", outcome)], count))
        .collect();
    sheet.counter(
        "dimonitor_token_refreshes_total",
        "Tokens asked for, by how that ended.",
        tokens.iter().map(|(label, count)| (&label[..], *count)),
    );
    let store: Vec<_> = meters
        .store()
        .map(|(call, spread)| ([("operation", call)], spread))
        .collect();
    sheet.histogram(
        "dimonitor_store_duration_seconds",
        "How long the store took, by what was asked of it.",
        store.iter().map(|(label, spread)| (&label[..], spread)),
    );
}

fn leases(sheet: &mut Sheet, leases: Leases) {
    for (name, help, count) in [
        (
            "dimonitor_lease_acquisitions_total",
            "Times that this process became the one that sends and asks.",
            leases.taken,
        ),
        (
            "dimonitor_lease_takeovers_total",
            "Of those, how often another process had been it before.",
            leases.taken_over,
        ),
        (
            "dimonitor_lease_losses_total",
            "Times that another process took that from this one.",
            leases.lost,
        ),
        (
            "dimonitor_recovered_total",
            "Submissions that a dead process had left while it sent them, now in doubt.",
            leases.recovered,
        ),
    ] {
        sheet.counter(name, help, [(NONE, count)]);
    }
}

fn accounts(
    sheet: &mut Sheet,
    engine: &Engine,
    readiness: Option<&Readiness>,
    certificates: &[CertSummary],
) {
    let tokens = readiness
        .into_iter()
        .flat_map(|readiness| &readiness.tokens);
    let tokens: Vec<_> = tokens.map(|(name, token)| (shown(name), token)).collect();
    let tokens: Vec<_> = tokens
        .iter()
        .map(|(name, token)| {
            let valid = matches!(token, TokenStatus::Valid { .. });
            ([("account", &**name)], truth(valid))
        })
        .collect();
    sheet.gauge(
        "dimonitor_token_valid",
        "1 when a token is in hand, by account.",
        tokens.iter().map(|(label, value)| (&label[..], *value)),
    );
    let now = engine.clock();
    let now = crate::domain::clock::Clock::now(now);
    let ends = certificates.iter().filter_map(|certificate| {
        let facts = certificate.state.as_ref().ok()?;
        let left = facts.not_after.duration_since(now).as_secs_f64();
        Some((
            shown(&certificate.account),
            facts.sha256.get(..16)?.to_owned(),
            left,
        ))
    });
    let mut ends: Vec<_> = ends.collect();
    // The same certificate may be known twice; the same labels must not be.
    ends.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    ends.dedup_by(|one, other| (&one.0, &one.1) == (&other.0, &other.1));
    let ends: Vec<_> = ends
        .iter()
        .map(|(account, print, left)| ([("account", &**account), ("fingerprint", &**print)], *left))
        .collect();
    sheet.gauge(
        "dimonitor_certificate_expires_in_seconds",
        "Seconds until a certificate ends, by account; negative when it has.",
        ends.iter().map(|(labels, left)| (&labels[..], *left)),
    );
    if let Some(offset) = engine.any_clock_offset() {
        sheet.gauge(
            "dimonitor_clock_offset_seconds",
            "How far the clock of a token server is ahead of ours, the worst of them.",
            [(NONE, offset.as_secs_f64())],
        );
    }
}

/// Families of figures, as they come.
#[derive(Default)]
struct Sheet(Vec<MetricFamily>);

type Labels<'a> = &'a [(&'a str, &'a str)];

const NONE: Labels<'static> = &[];

impl Sheet {
    fn gauge<'a>(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels<'a>, f64)>,
    ) {
        let values = values.into_iter().map(|(labels, value)| {
            let mut gauge = Gauge::default();
            gauge.set_value(value);
            let mut metric = labelled(labels);
            metric.set_gauge(gauge);
            metric
        });
        self.family(name, help, MetricType::GAUGE, values.collect());
    }

    fn counter<'a>(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels<'a>, u64)>,
    ) {
        let values = values.into_iter().map(|(labels, value)| {
            let mut counter = Counter::default();
            counter.set_value(float(value));
            let mut metric = labelled(labels);
            metric.set_counter(counter);
            metric
        });
        self.family(name, help, MetricType::COUNTER, values.collect());
    }

    fn histogram<'a>(
        &mut self,
        name: &str,
        help: &str,
        values: impl IntoIterator<Item = (Labels<'a>, &'a Spread)>,
    ) {
        let values = values.into_iter().map(|(labels, spread)| {
            let mut below = 0;
            let buckets = BOUNDS_MS.iter().zip(spread.buckets).map(|(bound, count)| {
                below += count;
                let mut bucket = Bucket::default();
                bucket.set_upper_bound(Duration::from_millis(*bound).as_secs_f64());
                bucket.set_cumulative_count(below);
                bucket
            });
            let mut histogram = Histogram::default();
            histogram.set_bucket(buckets.collect());
            histogram.set_sample_count(spread.count());
            histogram.set_sample_sum(spread.total.as_secs_f64());
            let mut metric = labelled(labels);
            metric.set_histogram(histogram);
            metric
        });
        self.family(name, help, MetricType::HISTOGRAM, values.collect());
    }

    /// A family without a value is left out: the library does not take it.
    fn family(&mut self, name: &str, help: &str, kind: MetricType, metrics: Vec<Metric>) {
        if metrics.is_empty() {
            return;
        }
        let mut family = MetricFamily::default();
        family.set_name(name.to_owned());
        family.set_help(help.to_owned());
        family.set_field_type(kind);
        family.set_metric(metrics);
        self.0.push(family);
    }
}

fn labelled(labels: Labels<'_>) -> Metric {
    let pairs = labels.iter().map(|(name, value)| {
        let mut pair = LabelPair::default();
        pair.set_name((*name).to_owned());
        pair.set_value((*value).to_owned());
        pair
    });
    Metric::from_label(pairs.collect())
}

/// The name of an account, which a person chose.
fn shown(name: &str) -> String {
    Untrusted::new(name).shown()
}

fn truth(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2 to the 53rd")]
fn float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2 to the 53rd")]
fn seconds_of(seconds: i64) -> f64 {
    seconds as f64
}
