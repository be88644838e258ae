//! x
/// x
#[derive(Debug)]
pub struct Check;
/// x
#[derive(Debug)]
pub struct Format;
/// x
#[derive(Debug)]
pub struct Pattern;
/// x
pub trait Validate {}
