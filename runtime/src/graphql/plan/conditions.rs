//! What `@skip` and `@include` depend on.

use super::super::walk;
use apollo_compiler::ExecutableDocument;
use apollo_compiler::Name;
use apollo_compiler::ast::{DirectiveList, Value as Literal};
use apollo_compiler::executable::Operation;
use serde_json::{Map, Value};

/// Variables, and whether each is true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::graphql) struct Conditions(Vec<(Name, bool)>);

const DIRECTIVES: [&str; 2] = ["skip", "include"];

impl Conditions {
    /// The variables that they depend on in an operation.
    pub(in crate::graphql) fn variables(document: &ExecutableDocument, operation: &Operation) -> Vec<Name> {
        let mut variables = Vec::new();
        walk::selections(document, &operation.selection_set, |_, selection| {
            let conditions = DIRECTIVES.iter().filter_map(|it| condition(selection.directives(), it));
            for name in conditions.filter_map(Literal::as_variable) {
                if !variables.contains(name) {
                    variables.push(name.clone());
                }
            }
        });
        variables
    }

    /// What they are.
    ///
    /// # Errors
    /// The variable that is null, which a condition must not be.
    pub(in crate::graphql) fn new(variables: &[Name], values: &Map<String, Value>) -> Result<Self, Name> {
        let value = |name: &Name| {
            let value = values.get(name.as_str()).and_then(Value::as_bool);
            value.map(|it| (name.clone(), it)).ok_or_else(|| name.clone())
        };
        variables.iter().map(value).collect::<Result<_, _>>().map(Self)
    }

    /// Whether a selection is left out.
    pub(super) fn leave_out(&self, directives: &DirectiveList) -> bool {
        if directives.is_empty() {
            return false;
        }
        let is = |name| condition(directives, name).map(|it| self.holds(it));
        is("skip") == Some(true) || is("include") == Some(false)
    }

    fn holds(&self, condition: &Literal) -> bool {
        match condition {
            Literal::Variable(name) => self.0.iter().any(|(it, value)| it == name && *value),
            other => other.to_bool().unwrap_or_default(),
        }
    }
}

fn condition<'d>(directives: &'d DirectiveList, name: &str) -> Option<&'d Literal> {
    directives.get(name)?.specified_argument_by_name("if").map(AsRef::as_ref)
}
