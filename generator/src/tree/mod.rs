//! Located trees: YAML 1.2 (core schema) and JSON texts, every value and key with its place.

mod builder;
#[cfg(test)]
mod conformance;
mod edit;
mod json;
mod node;
mod object;
mod scalar;
mod yaml;

pub(crate) use edit::Step;
pub(crate) use node::{Entry, Mapping, Node, Value};
pub(crate) use object::{Object, wrong_type};

use zephyrix_ir::{Diagnostics, SourceId};

/// Reads a text: strict JSON where its path says so, else YAML, of which JSON is a part.
///
/// `None` when there is no tree to go on with; why is in the log.
pub(crate) fn parse(source: SourceId, path: &str, text: &str, log: &mut Diagnostics) -> Option<Node> {
    let by_name = path.rsplit_once('.').is_some_and(|(_, ext)| ext.eq_ignore_ascii_case("json"));
    if by_name {
        return json::parse(source, text, log);
    }
    // The JSON reader is many times faster; what it does not take may still be YAML in flow style.
    if text.trim_start().starts_with('{') {
        let mut unheard = Diagnostics::default();
        if let Some(tree) = json::parse(source, text, &mut unheard).filter(|_| !unheard.has_errors()) {
            return Some(tree);
        }
    }
    yaml::parse(source, text, log)
}
