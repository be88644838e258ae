//! x
/// x
#[derive(Debug)]
pub struct Answer<const S: u16, T>(pub T);
/// x
#[derive(Debug)]
pub struct Created<T>(pub T);
/// x
#[derive(Debug)]
pub struct NoContent;
/// x
#[derive(Debug)]
pub struct Tagged<T>(pub T);
/// x
pub trait Reply<T, E> {}
/// x
pub fn internal() {}
/// x
pub fn json_answer() {}
/// x
pub fn problem() {}
