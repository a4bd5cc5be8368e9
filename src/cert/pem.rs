//! The blocks of a PEM file, with whatever label (RFC 7468). Knows nothing of what is in them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One block of a PEM file.
pub(super) struct Block<'a> {
    /// What stands behind `BEGIN`.
    pub(super) label: &'a str,
    /// Its contents; `None` when it is cut off or no base64.
    pub(super) contents: Option<Vec<u8>>,
}

/// The blocks of a file, in their order. Text around and between them does not matter.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    text.split(BEGIN)
        .skip(1)
        .filter_map(|block| block.split_once(DASHES))
        .map(|(label, body)| Block {
            label,
            contents: contents(label, body),
        })
        .collect()
}

/// Up to the last line, which must name the same label as the first.
fn contents(label: &str, body: &str) -> Option<Vec<u8>> {
    let (body, end) = body.split_once(END)?;
    end.strip_prefix(label)?.strip_prefix(DASHES)?;
    let encoded: String = body
        .lines()
        .filter(|line| !line.contains(':'))
        .flat_map(str::chars)
        .filter(|character| !character.is_ascii_whitespace())
        .collect();
    STANDARD.decode(encoded).ok()
}

/// A certificate as RFC 7468 writes it.
pub(super) fn certificate(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    pem
}
