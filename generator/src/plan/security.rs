//! What protected operations ask for, as constants of the generated code.

use super::literals;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{ApiKeyPlace, Demand, Operation, Scheme, SchemeKind};

/// What an operation asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nothing.
    Open,
    /// To prove who they are, if they like: one of the alternatives asks for nothing.
    Optional,
    /// To prove who they are.
    Protected,
}

impl Access {
    /// Of an operation.
    pub(crate) fn of(it: &Operation) -> Self {
        let all = &it.security.alternatives;
        match all.iter().filter(|demands| !demands.is_empty()).count() {
            0 => Self::Open,
            some if some < all.len() => Self::Optional,
            _ => Self::Protected,
        }
    }

    /// The argument that a handler is given for it, as its type; `of`: the type that has the principal.
    pub(crate) fn principal(self, of: &str) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Optional => Some(format!("Option<{of}::Principal>")),
            Self::Protected => Some(format!("{of}::Principal")),
        }
    }
}

/// Whether the caller must prove something.
pub(crate) fn is_protected(it: &Operation) -> bool {
    Access::of(it) == Access::Protected
}

/// Whether any operation asks who calls.
pub(crate) fn is_needed(model: &Model) -> bool {
    model.operations().any(|(_, it)| Access::of(it) != Access::Open) || is_guarded(model)
}

/// Whether any field of GraphQL asks who calls.
fn is_guarded(model: &Model) -> bool {
    model.graph().is_some_and(|it| !it.scopes.is_empty())
}

/// What guarded fields of GraphQL ask for, as rows of a table: each set of scopes, and what proves one of its alternatives.
pub(crate) fn guarded(model: &Model) -> Vec<String> {
    let Some(scheme) = model.schemes().iter().find(|it| it.kind == SchemeKind::Bearer { format: None }) else {
        return Vec::new();
    };
    let row = |scopes: &Vec<Vec<String>>| {
        let alternative = |it: &Vec<String>| {
            let demand = Demand { scheme: scheme.name.clone(), scopes: it.clone(), span: scheme.span };
            format!("&[{}]", need(model, &demand))
        };
        let names = |it: &Vec<String>| it.iter().map(|it| literals::string(it)).collect::<Vec<_>>().join(", ");
        let asked: Vec<String> = scopes.iter().map(|it| format!("&[{}]", names(it))).collect();
        let needs: Vec<String> = scopes.iter().map(alternative).collect();
        format!("Guarded {{ scopes: &[{}], needs: &[{}] }}", asked.join(", "), needs.join(", "))
    };
    model.graph().into_iter().flat_map(|it| &it.scopes).map(row).collect()
}

/// A verifier of the runtime that can answer for a scheme.
pub(crate) struct Verifier {
    /// The scheme, as a literal.
    pub(crate) scheme: String,
    /// What keeps it.
    pub(crate) field: &'static str,
    /// The expression that makes it.
    pub(crate) made: String,
    /// What the runtime has it behind.
    pub(crate) feature: &'static str,
}

/// The verifiers that the schemes which operations ask for can be answered by, in order of the schemes.
pub(crate) fn verifiers(model: &Model) -> Vec<Verifier> {
    let demands = || model.operations().flat_map(|(_, it)| it.security.alternatives.iter().flatten());
    let bearer = SchemeKind::Bearer { format: None };
    let asked = model
        .schemes()
        .iter()
        .filter(|scheme| demands().any(|it| it.scheme == scheme.name) || is_guarded(model) && scheme.kind == bearer);
    let verifier = |it: &Scheme| {
        let (field, made, feature) = verifier(&it.kind)?;
        Some(Verifier { scheme: literals::string(&it.name), field, made, feature })
    };
    asked.filter_map(verifier).collect()
}

fn verifier(kind: &SchemeKind) -> Option<(&'static str, String, &'static str)> {
    let hashes = |of: &str| format!("{of}::new([(\"name\", \"SHA-256 in hexadecimal digits\")])?");
    match kind {
        SchemeKind::ApiKey { .. } => Some(("keys", hashes("ApiKeys"), "verify")),
        SchemeKind::Basic => Some(("users", hashes("Basic"), "verify")),
        SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } => {
            let made = "Jwt::new(\"issuer\", \"audience\", Remote::at(\"https://issuer/keys\")?)";
            Some(("tokens", made.to_owned(), "verify-jwks"))
        }
        SchemeKind::OpenIdConnect { url } => {
            // OpenID Connect Discovery 1.0 §4: the issuer is what comes before.
            let issuer = url.strip_suffix("/.well-known/openid-configuration").unwrap_or(url);
            let made = format!("Jwt::open_id({}, \"audience\")?", literals::string(issuer));
            Some(("tokens", made, "verify-jwks"))
        }
        SchemeKind::Http(_) | SchemeKind::MutualTls => None,
    }
}

/// `&[&[Need::new(…)]]`; `None` when the operation is open.
pub(crate) fn needs(model: &Model, it: &Operation) -> Option<String> {
    if Access::of(it) == Access::Open {
        return None;
    }
    let alternative = |demands: &Vec<Demand>| {
        let needs: Vec<String> = demands.iter().map(|it| need(model, it)).collect();
        format!("&[{}]", needs.join(", "))
    };
    let asking = it.security.alternatives.iter().filter(|demands| !demands.is_empty());
    let all: Vec<String> = asking.map(alternative).collect();
    Some(format!("&[{}]", all.join(", ")))
}

fn need(model: &Model, demand: &Demand) -> String {
    let scopes: Vec<String> = demand.scopes.iter().map(|it| literals::string(it)).collect();
    let kind = model.schemes().iter().find(|it| it.name == demand.scheme).map(|it| &it.kind);
    let proof = match kind {
        Some(SchemeKind::ApiKey { place, name }) => {
            let (place, name) = match place {
                // Header names are compared in lower case.
                ApiKeyPlace::Header => ("Header", name.to_lowercase()),
                ApiKeyPlace::Query => ("Query", name.clone()),
                ApiKeyPlace::Cookie => ("Cookie", name.clone()),
            };
            format!("{place}({})", literals::string(&name))
        }
        Some(SchemeKind::Basic) => "Authorization(\"Basic\")".to_owned(),
        Some(SchemeKind::Http(scheme)) => format!("Authorization({})", literals::string(scheme)),
        Some(SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. }) => {
            "Authorization(\"Bearer\")".to_owned()
        }
        // Nothing can be shown for a scheme that is not known: nobody passes.
        Some(SchemeKind::MutualTls) | None => "Certificate".to_owned(),
    };
    format!("Need::new({}, Proof::{proof}, &[{}])", literals::string(&demand.scheme), scopes.join(", "))
}
