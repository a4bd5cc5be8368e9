#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dimonitor_fuzz::enter("certificate", bytes));
