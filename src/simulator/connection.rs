//! Listens, serves connections, and can break one off without an answer, which axum's own server cannot.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_service::Service;

use super::clock::SimClock;
use super::reply::http_date;
use super::spoil::Cut;

/// How long to wait when the system has no more connections to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Ends in the middle of a number that must not be believed.
const HALF_OF_HEADERS: &[u8] =
    b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nLocation: /REST/dimona/v2/declarations/9000";
const TRACE_ID: &str = "belgov-trace-id";
const RELATED_TRACE_ID: &str = "belgov-related-trace-id";
const LONGEST_TRACE_ID: usize = 36;

/// Breaks the connection off that a request came in on. In the extensions of every request.
#[derive(Debug, Clone)]
pub(super) struct Wire(mpsc::Sender<Cut>);

impl Wire {
    /// Ends the connection. Never returns: the request ends with it.
    pub(super) async fn cut(&self, cut: Cut) -> Infallible {
        // A full or closed channel means that the connection is going already.
        let _ = self.0.try_send(cut);
        std::future::pending().await
    }
}

/// Accepts until stopped; returns when the last connection has ended.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    clock: SimClock,
    stop: CancellationToken,
) {
    let connections = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = serve_connection(stream, router.clone(), clock);
                let stop = stop.clone();
                connections.spawn(async move {
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = connection => tracing::trace!(%peer, "connection ended"),
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    connections.close();
    connections.wait().await;
}

/// Listens on a loopback address; others are refused, as the simulator checks no caller's right to be there.
pub(super) async fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    if !address.ip().is_loopback() {
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            format!("{address} is not a loopback address"),
        ));
    }
    TcpListener::bind(address).await
}

async fn serve_connection(stream: TcpStream, router: Router, clock: SimClock) {
    // Small answers must not wait for Nagle's algorithm.
    let _ = stream.set_nodelay(true);
    let (sender, mut cuts) = mpsc::channel(1);
    let wire = Wire(sender);
    let service = service_fn(move |request| answer(request, router.clone(), wire.clone(), clock));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    let cut = tokio::select! {
        _ = &mut connection => return,
        Some(cut) = cuts.recv() => cut,
    };
    let mut stream = connection.into_parts().io.into_inner();
    match cut {
        Cut::Close => {}
        Cut::Reset => drop(stream.set_zero_linger()),
        // A client that is gone misses nothing.
        Cut::HalfHeaders => drop(stream.write_all(HALF_OF_HEADERS).await),
    }
}

/// Passes a request on, and adds what every answer carries.
async fn answer(
    mut request: Request<Incoming>,
    mut router: Router,
    wire: Wire,
    clock: SimClock,
) -> Result<Response<Body>, Infallible> {
    let asked = request.headers().get(TRACE_ID).cloned();
    request.extensions_mut().insert(wire);
    let mut response = router.call(request.map(Body::new)).await?;
    let headers = response.headers_mut();
    if let Ok(trace_id) = HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()) {
        headers.insert(TRACE_ID, trace_id);
    }
    if let Some(asked) = asked.filter(|asked| asked.len() <= LONGEST_TRACE_ID) {
        headers.insert(RELATED_TRACE_ID, asked);
    }
    if !headers.contains_key(header::DATE)
        && let Ok(date) = HeaderValue::from_str(&http_date(clock.now()))
    {
        headers.insert(header::DATE, date);
    }
    Ok(response)
}
