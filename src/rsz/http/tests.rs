//! Which addresses are accepted, and how much is read.

use super::*;
use crate::rsz::scripted::{Act, Server, answer, head, settings};

#[test]
fn only_encrypted_or_local_addresses_are_accepted() {
    for (url, refused) in [
        ("https://services.socialsecurity.be/REST/dimona/v2", None),
        ("http://127.0.0.1:8377/REST", None),
        ("http://[::1]:8377/", None),
        ("http://localhost/", None),
        (
            "http://services.socialsecurity.be/",
            Some("rsz-url-not-https"),
        ),
        ("http://127.0.0.1.example/", Some("rsz-url-not-https")),
        ("http://10.0.0.1/", Some("rsz-url-not-https")),
        ("https://user:secret@host/", Some("rsz-url-credentials")),
        ("ftp://127.0.0.1/", Some("rsz-url-invalid")),
        ("file:///etc/passwd", Some("rsz-url-invalid")),
        ("127.0.0.1:80", Some("rsz-url-invalid")),
        ("", Some("rsz-url-invalid")),
    ] {
        let key = check_url(url).err().map(|problem| problem.summary.key);
        assert_eq!(key, refused, "{url}");
    }
}

fn ca_file(bytes: &[u8]) -> CaFile {
    CaFile {
        name: "ca.pem".into(),
        bytes: bytes.to_vec(),
    }
}

#[test]
fn wrong_settings_are_told_before_anything_is_sent() {
    let host = Url::parse("https://host.example").expect("valid");
    for (name, settings, key) in [
        (
            "an empty CA file",
            HttpSettings {
                ca_files: vec![ca_file(b"")],
                ..settings()
            },
            "rsz-ca-file-unusable",
        ),
        (
            "a CA file without certificate",
            HttpSettings {
                ca_files: vec![ca_file(b"-----BEGIN NOTHING-----")],
                ..settings()
            },
            "rsz-ca-file-unusable",
        ),
        (
            "a proxy that is none",
            HttpSettings {
                proxy: Some("::".into()),
                ..settings()
            },
            "rsz-proxy-invalid",
        ),
    ] {
        let problem = client(&settings, &host, Purpose::Ask).expect_err(name);
        assert_eq!(problem.summary.key, key, "{name}");
    }
}

async fn read(bytes: Act, limit: usize) -> Content {
    let server = Server::start([bytes]).await;
    let url = check_url(&server.url("/")).expect("loopback");
    let client = client(&settings(), &url, Purpose::Ask).expect("usable");
    let response = send(client.get(url)).await.expect("an answer");
    content(response, limit, Duration::from_secs(10)).await
}

#[tokio::test]
async fn a_body_is_read_to_its_end_or_to_the_limit() {
    let limit = 64 * 1024;
    let body = |length: usize| answer(200, &[], vec![b'x'; length]);
    let cut = {
        let mut bytes = body(1000);
        bytes.truncate(bytes.len() - 10);
        bytes
    };
    let endless = [head(200, &[]), vec![b'x'; 4 * 1024 * 1024]].concat();
    let bomb = answer(
        200,
        &[("Content-Encoding", "gzip")],
        gzip_of_zeros(16 * 1024 * 1024),
    );
    let small = answer(200, &[("Content-Encoding", "gzip")], gzip_of_zeros(1_000));
    for (name, bytes, length, end) in [
        ("exactly the limit", body(limit), limit, End::Complete),
        ("one byte more", body(limit + 1), limit, End::TooLarge),
        ("cut off", cut, 990, End::Broken),
        ("without end", endless, limit, End::TooLarge),
        ("a gzip bomb", bomb, limit, End::TooLarge),
        ("honest gzip", small, 1_000, End::Complete),
    ] {
        let content = read(Act::Say(bytes), limit).await;
        assert_eq!((content.bytes.len(), content.end), (length, end), "{name}");
    }
}

/// Zeros in gzip: one literal zero, then copies of 258 bytes (RFC 1951 3.2.6, RFC 1952).
fn gzip_of_zeros(length: usize) -> Vec<u8> {
    let mut bits = vec![true, true, false];
    let push = |bits: &mut Vec<bool>, code: u16, width: u8| {
        bits.extend((0..width).rev().map(|place| code >> place & 1 == 1));
    };
    let copies = (length - 1) / 258;
    for _ in 0..length - copies * 258 {
        push(&mut bits, 0b0011_0000, 8);
    }
    for _ in 0..copies {
        push(&mut bits, 0b1100_0101, 8);
        push(&mut bits, 0, 5);
    }
    push(&mut bits, 0, 7);
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for byte in bits.chunks(8) {
        gzip.push(
            byte.iter()
                .rev()
                .fold(0, |byte, bit| byte << 1 | u8::from(*bit)),
        );
    }
    gzip.extend(crc_of_zeros(length).to_le_bytes());
    gzip.extend(u32::try_from(length).expect("small").to_le_bytes());
    gzip
}

fn crc_of_zeros(length: usize) -> u32 {
    let mut crc = u32::MAX;
    for _ in 0..length * 8 {
        crc = crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    }
    !crc
}

#[tokio::test]
async fn a_silent_body_is_given_up() {
    let server = Server::start([Act::SayAndHang(head(200, &[("Content-Length", "5")]))]).await;
    let url = check_url(&server.url("/")).expect("loopback");
    let client = client(&settings(), &url, Purpose::Declare).expect("usable");
    let response = send(client.get(url)).await.expect("an answer");
    let content = content(response, 100, Duration::from_millis(50)).await;
    assert_eq!(content.end, End::Broken);
}
