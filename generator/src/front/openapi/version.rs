//! Which OpenAPI a document says it is.

use crate::tree::{Node, Object};
use zephyrix_ir::vocabulary::Number;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// The versions that differ in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.x: schemas are its own dialect.
    V30,
    /// OpenAPI 3.1.x: schemas are JSON Schema 2020-12.
    V31,
    /// OpenAPI 3.2.x.
    V32,
}

const KNOWN: [(&str, &str, Version); 4] = [
    ("swagger", "2.", Version::V2),
    ("openapi", "3.0", Version::V30),
    ("openapi", "3.1", Version::V31),
    ("openapi", "3.2", Version::V32),
];

impl Version {
    /// Whether schemas are JSON Schema, with all that follows: `type` lists, siblings of `$ref`, `const`, …
    pub(super) fn is_json_schema(self) -> bool {
        self >= Self::V31
    }

    /// What a document says, if it says something that is known.
    pub(super) fn of(root: &Node) -> Option<Self> {
        let says = |field: &str| {
            let node = root.get(field)?;
            node.as_text().or_else(|| node.as_number().map(Number::as_str))
        };
        let matches = |text: &str, prefix: &str| {
            let rest = text.strip_prefix(prefix);
            rest.is_some_and(|rest| prefix.ends_with('.') || rest.is_empty() || rest.starts_with('.'))
        };
        KNOWN.iter().find(|(field, prefix, _)| says(field).is_some_and(|it| matches(it, prefix))).map(|it| it.2)
    }

    /// The same, or a report of what is there instead.
    pub(super) fn need(root: &Node, log: &mut Diagnostics) -> Option<Self> {
        let found = Self::of(root);
        if found.is_none() {
            log.push(refusal(root));
        }
        found
    }
}

fn refusal(root: &Node) -> Diagnostic {
    let help = "the versions known are `openapi: 3.0.x`, `3.1.x`, `3.2.x` and `swagger: \"2.0\"`";
    let Some(object) = Object::quiet(root) else {
        let message = format!("an OpenAPI document is a mapping, and this is {}", root.kind());
        return Diagnostic::new(Code::NOT_OPENAPI, root.span, message);
    };
    match object.get("openapi").or_else(|| object.get("swagger")) {
        Some(node) => {
            Diagnostic::new(Code::NOT_OPENAPI, node.span, "a version of OpenAPI that is not known").help(help)
        }
        None => {
            Diagnostic::new(Code::NOT_OPENAPI, root.span, "the document does not say which OpenAPI it is").help(help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;
    use zephyrix_ir::SourceId;

    #[test]
    fn versions() {
        for (text, says) in [
            ("openapi: 3.0.3", Some(Version::V30)),
            ("openapi: 3.1", Some(Version::V31)),
            ("openapi: '3.2.0'", Some(Version::V32)),
            ("swagger: 2.0", Some(Version::V2)),
            ("openapi: 3.10.0", None),
            ("openapi: 4.0.0", None),
            ("swagger: '1.2'", None),
            ("info: {}", None),
            ("[]", None),
        ] {
            let mut log = Diagnostics::default();
            let tree = tree::parse(SourceId(0), "a.yaml", text, &mut log).unwrap();
            assert_eq!(Version::need(&tree, &mut log), says, "{text}");
            assert_eq!(log.has_errors(), says.is_none(), "{text}");
        }
    }
}
