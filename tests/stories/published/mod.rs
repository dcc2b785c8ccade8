//! Every payload that Meta and others published, as the people at the desk meet it: what the thread
//! shows of it. A snapshot names each value by its place in the payload.

mod errors;
mod inbound;
mod other;
mod paths;
#[expect(dead_code, reason = "made for tests/payloads.rs, which uses all of it")]
mod samples;
mod scene;
mod statuses;
