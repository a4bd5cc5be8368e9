//! Bytes that no client can do anything with.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::middle::Act;

pub const JSON: &str = "Content-Type: application/json\r\n";
pub const PROBLEM: &str = "Content-Type: application/problem+json\r\n";
pub const FOUND: &str = "Location: {location}\r\n";

/// A head, and a body of the length that it tells. `{stranger}` stands for an address.
pub fn said(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status} Said\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A problem of the service.
pub fn problem(status: u16, headers: &str, urn: &str, more: &str) -> Vec<u8> {
    let body = format!(
        r#"{{"type":"urn:problem-type:belgif:{urn}","status":{status},"title":"said"{more}}}"#
    );
    said(status, &format!("{PROBLEM}{headers}"), body)
}

fn zipped(size: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![b' '; 1 << 20];
    for _ in 0..size >> 20 {
        encoder.write_all(&piece).expect("into memory");
    }
    encoder.finish().expect("into memory")
}

/// Bodies that no request can do anything with, behind a head of this status.
pub fn bodies(status: u16, headers: &str, limit: u64) -> Vec<(&'static str, Act)> {
    let json = format!("{headers}{JSON}");
    let endless = format!("HTTP/1.1 {status} Said\r\n{json}\r\n").into_bytes();
    let chunked = |body: &str| {
        let head = format!("HTTP/1.1 {status} Said\r\n{json}Transfer-Encoding: chunked\r\n\r\n");
        Act::Say([head.as_bytes(), body.as_bytes()].concat())
    };
    let slowly = vec![b' '; usize::try_from(limit).unwrap_or(0) + 20];
    let zipped_json = format!("{json}Content-Encoding: gzip\r\n");
    let bomb = zipped(256 << 20);
    vec![
        ("256 MiB", Act::Flood(endless.clone(), 256)),
        ("a gzip bomb", Act::Say(said(status, &zipped_json, &bomb))),
        (
            "half a gzip file",
            Act::Say(said(status, &zipped_json, &bomb[..50])),
        ),
        ("a slow drip", Act::Drip(endless.clone(), slowly)),
        (
            "half a body",
            Act::SayAndHang([&endless[..], b"{\"a\":"].concat()),
        ),
        (
            "JSON 100,000 deep",
            Act::Say(said(status, &json, "[".repeat(100_000))),
        ),
        (
            "escapes",
            Act::Say(said(
                status,
                &json,
                "{\"result\":\"\\u001b]0;x\\u0007\u{202e}\u{9b}2J\"}",
            )),
        ),
        (
            "long numbers",
            Act::Say(said(
                status,
                &json,
                format!(
                    "{{\"expires_in\":1e999,\"declarationId\":{}}}",
                    "9".repeat(5_000)
                ),
            )),
        ),
        (
            "a page",
            Act::Say(said(
                status,
                &format!("{headers}Content-Type: text/html\r\n"),
                "<html>",
            )),
        ),
        ("nothing", Act::Say(said(status, &json, ""))),
        ("a chunk without an end", chunked("ffffffffffffffff\r\n")),
        ("a chunk that is none", chunked("zz\r\n{}\r\n0\r\n\r\n")),
    ]
}

/// Heads that are none.
pub fn heads(limit: u64) -> Vec<(&'static str, Act)> {
    let begun = b"HTTP/1.1 201 Cr".to_vec();
    let long = format!("HTTP/1.1 200 Said\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("HTTP/1.1 200 Said\r\n{}\r\n", "X: y\r\n".repeat(20_000));
    let slowly = vec![b'x'; usize::try_from(limit).unwrap_or(0) + 20];
    vec![
        ("half a status line", Act::Say(begun.clone())),
        ("half a status line, then silence", Act::SayAndHang(begun)),
        (
            "a head by the second",
            Act::Drip(b"HTTP/1.1 200 Said\r\nX: ".to_vec(), slowly),
        ),
        ("another protocol", Act::Say(b"SSH-2.0-server\r\n".to_vec())),
        ("a head of a megabyte", Act::Say(long.into_bytes())),
        ("20,000 headers", Act::Say(many.into_bytes())),
        (
            "control characters",
            Act::Say(b"HTTP/1.1 200 \x1b[2J\r\nX: \x00\r\n\r\n".to_vec()),
        ),
        (
            "two lengths",
            Act::Say(
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_vec(),
            ),
        ),
        (
            "an answer to another version",
            Act::Say(b"HTTP/9.9 200 OK\r\n\r\n".to_vec()),
        ),
    ]
}
