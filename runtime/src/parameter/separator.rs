//! What stands between the items of a list.

/// What stands between the items of a list: `style` and `explode` of a parameter in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Nothing: the parameter is given once for each.
    Repeated,
    /// A comma.
    Comma,
    /// A space: `%20` or `+`.
    Space,
    /// A vertical bar: `|` or `%7C`.
    Pipe,
    /// A dot.
    Dot,
    /// A semicolon.
    Semicolon,
}
