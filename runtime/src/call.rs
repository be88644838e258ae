//! x
/// x
#[derive(Debug)]
pub struct Accepts;
/// x
#[derive(Debug)]
pub struct Call;
/// x
pub trait FromCall {}
/// x
pub trait FromText {}
/// x
#[derive(Debug)]
pub struct Param;
/// x
#[derive(Debug)]
pub struct Valid<T>(pub T);
