# What developers run; `just` lists it.

_default:
    @just --list

# The console on the embedded simulator, in a throw-away home.
demo *arguments:
    cargo run --release -- demo {{arguments}}

# Everything that must pass before a change lands.
check:
    .ci/run

# Unit, integration, terminal and repository tests.
test *arguments:
    cargo test {{arguments}}

# The fault campaign in its long size, whole. Names choose some of its harnesses.
campaign *arguments:
    cargo test --release --test campaign -- --long {{arguments}}
    cargo test --test campaign --features failpoints -- --long steps clocks terminal canaries

# Builds that are wrong on purpose: each must be caught by the campaign.
campaign-mutants:
    tests/campaign/mutants

# Formatting and lints.
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Speed of the parts.
bench *arguments:
    cargo bench {{arguments}}

# Start, memory, idle cost, latency and bytes of the real binary in a pseudo-terminal.
measure *arguments:
    cargo build --release
    python3 benches/terminal.py target/release/dimonitor {{arguments}}

# Accept the changed screens of the snapshot tests after looking at them.
review:
    cargo insta review

# The fuzz targets, or one of them, so many seconds each. Needs a nightly toolchain and cargo-fuzz.
fuzz target="" seconds="600":
    fuzz/run {{seconds}} {{target}}

# Licences, bans, sources and, where its database can be had, known weaknesses of dependencies.
audit:
    cargo deny --locked check

# What the program is made of, as CycloneDX (JSON) beside Cargo.toml. Needs cargo-cyclonedx.
sbom:
    cargo cyclonedx --format json --spec-version 1.5
