//! The past of the demonstration: what was declared during the last two days, told at once.
//!
//! It is the engine itself that lives through it, on a clock set by hand, with the simulator
//! asked inside the process instead of over HTTP. So every state is one that really follows.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;
use secrecy::SecretString;

use crate::app::compose;
use crate::domain::answer::{GetSeen, Location, PostAnswer, PostSeen, ProblemType};
use crate::domain::clock::Clock as _;
use crate::domain::ids::{ClientId, DeclarationId, PeriodId};
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;
use crate::engine::{Engine, EngineClock, Intake, Limits, Link, LinkOrder, Linker, Parts};
use crate::rsz::{
    CallFailed, FoundDeclaration, FoundPeriod, FoundRelation, Granted, Search, Seen, Token,
    TokenError, TokenKey, TokenSource, Transport, wire,
};
use crate::simulator::Handle;

use super::stage::{BEGINNING, Stage, account};

/// How far the past reaches back.
const REACH: SignedDuration = SignedDuration::from_hours(46);

/// Lives through the past. The stage's own worker must not be on duty meanwhile.
pub(super) async fn live(stage: &Stage) -> Result<(), Problem> {
    let now = stage.engine.clock().now();
    let clock = EngineClock::by_hand(now - REACH);
    let engine = engine_of_the_past(stage, &clock);
    let step = REACH / i32::try_from(BEGINNING).unwrap_or(i32::MAX);
    for number in 0..BEGINNING {
        let intake = Intake {
            partial: true,
            ..Intake::default()
        };
        engine
            .take_in(&[stage.declaration(number)], &intake)
            .await?;
        let next = clock.now() + step;
        engine.live_through(next.min(now)).await?;
        clock.set(next);
    }
    Ok(())
}

fn engine_of_the_past(stage: &Stage, clock: &EngineClock) -> Engine {
    let links = LinksInside {
        simulator: stage.simulator.handle(),
        token_url: stage.simulator.token_url(),
        clock: clock.clone(),
    };
    Engine::new(Parts {
        environment: stage.engine.environment().to_owned(),
        store: Arc::clone(&stage.store),
        accounts: stage.accounts.iter().map(account).collect(),
        certificates: Vec::new(),
        levels: Vec::new(),
        rulebook: stage.engine.rulebook(),
        rules: crate::config::rules(),
        linker: Arc::new(links),
        portal: None,
        limits: Limits { sends: 1, polls: 1 },
        clock: clock.clone(),
        business_key: stage.business_key.clone(),
        holder: compose::holder(),
        actor: "demo".to_owned(),
        read_only: false,
    })
}

/// Ways to the simulator that leave neither the process nor the moment.
struct LinksInside {
    simulator: Handle,
    token_url: String,
    clock: EngineClock,
}

impl Linker for LinksInside {
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem> {
        let inside = Inside {
            simulator: self.simulator.clone(),
            client_id: order.client_id.clone(),
            clock: self.clock.clone(),
        };
        Ok(Link {
            token_key: TokenKey {
                token_url: self.token_url.clone(),
                client_id: order.client_id.clone(),
                scopes: Vec::new(),
            },
            tokens: Arc::new(NoToken),
            transport: Arc::new(inside),
        })
    }
}

/// Inside the process nobody asks for a token.
struct NoToken;

#[async_trait]
impl TokenSource for NoToken {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        Ok(Granted {
            secret: SecretString::from("inside"),
            lifetime: std::time::Duration::from_hours(24),
            scopes: Vec::new(),
        })
    }
}

/// The simulator, asked without HTTP.
struct Inside {
    simulator: Handle,
    client_id: ClientId,
    clock: EngineClock,
}

#[async_trait]
impl Transport for Inside {
    async fn declare(&self, _token: &Token, payload: &str, _trace_id: &str) -> Seen<PostSeen> {
        let body = serde_json::from_str(payload).expect("our own message is JSON");
        let taken = self
            .simulator
            .seed(self.client_id.as_str(), body, self.clock.now());
        let (status, location, problem) = match taken {
            Ok(number) => (201, number_of(number), None),
            Err(problem) => {
                let body = serde_json::Value::Object(problem.body().clone());
                let urn = body["type"].as_str().map(ProblemType::parse);
                (problem.status(), Location::Missing, urn)
            }
        };
        seen(
            Some(status),
            PostSeen::Answered(PostAnswer {
                status,
                location,
                problem,
                retry_at: None,
            }),
        )
    }

    async fn result(
        &self,
        _token: &Token,
        declaration: DeclarationId,
        _trace_id: &str,
    ) -> Seen<GetSeen> {
        let number = u64::try_from(declaration.value()).unwrap_or_default();
        match self.simulator.answer(number, self.clock.now()) {
            Some(answer) => seen(
                Some(200),
                wire::result(declaration, answer.to_string().as_bytes()),
            ),
            None => seen(Some(404), GetSeen::NotReady),
        }
    }

    async fn search_declarations(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>> {
        seen(None, Err(CallFailed::Unreachable))
    }

    async fn search_periods(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundPeriod>, CallFailed>> {
        seen(None, Err(CallFailed::Unreachable))
    }

    async fn search_relations(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundRelation>, CallFailed>> {
        seen(None, Err(CallFailed::Unreachable))
    }

    async fn period(
        &self,
        _token: &Token,
        _period: PeriodId,
        _trace_id: &str,
    ) -> Seen<Result<Option<FoundPeriod>, CallFailed>> {
        seen(None, Err(CallFailed::Unreachable))
    }
}

fn number_of(number: u64) -> Location {
    i64::try_from(number)
        .ok()
        .and_then(|number| DeclarationId::from_value(number).ok())
        .map_or_else(
            || Location::Useless(Untrusted::new(number.to_string())),
            Location::Number,
        )
}

fn seen<T>(status: Option<u16>, what: T) -> Seen<T> {
    Seen {
        what,
        status,
        server_trace_id: None,
        location: None,
        detail: None,
    }
}
