//! What was called otherwise before: `zephyrix/renamed.proto`.

use super::context::Cx;
use super::options;
use prost_reflect::DynamicMessage;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::Former;

/// Which option says it, by what it is said of.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Field,
    Message,
    Enum,
    Service,
    Method,
}

impl Of {
    fn option(self) -> &'static str {
        match self {
            Self::Field => "zephyrix.renamed_from",
            Self::Message => "zephyrix.message_renamed_from",
            Self::Enum => "zephyrix.enum_renamed_from",
            Self::Service => "zephyrix.service_renamed_from",
            Self::Method => "zephyrix.method_renamed_from",
        }
    }
}

impl Cx<'_> {
    /// The earlier names that options tell. A field is known by two: that of JSON, and its own.
    pub(super) fn formers(&self, options: &DynamicMessage, of: Of, span: Span) -> Vec<Former> {
        let found = options::extension(self.pool(), options, of.option());
        let listed = found.as_ref().and_then(|it| it.as_list()).unwrap_or_default();
        let mut formers = Vec::new();
        for name in listed.iter().filter_map(|it| it.as_str()) {
            let json = matches!(of, Of::Field).then(|| json_name(name)).filter(|it| it != name);
            formers.extend(json.into_iter().chain([name.to_owned()]).map(|name| Former { name, span }));
        }
        formers
    }
}

/// What a field is called in JSON, as `protoc` has it.
fn json_name(name: &str) -> String {
    let mut out = String::new();
    let mut raise = false;
    for it in name.chars() {
        if it == '_' {
            raise = true;
        } else if std::mem::take(&mut raise) {
            out.push(it.to_ascii_uppercase());
        } else {
            out.push(it);
        }
    }
    out
}
