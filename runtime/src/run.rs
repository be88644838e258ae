//! x
/// x
#[derive(Debug)]
pub struct Start;
/// x
pub fn run() {}
