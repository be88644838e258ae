//! Methods of the client that set proofs of identity, one a scheme of the contract.

use crate::plan::literals;
use crate::plan::names::{Scope, snake};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{ApiKeyPlace, Scheme, SchemeKind};
use zephyrix_templates::client::Proof;

/// Every scheme that is a value to send; `taken` are the client's other methods, `others`: it holds more than its
/// endpoint.
pub(super) fn all(model: &Model, mut taken: Scope, others: bool) -> Vec<Proof> {
    model.schemes().iter().filter_map(|it| proof(it, &mut taken, others)).collect()
}

fn proof(it: &Scheme, taken: &mut Scope, others: bool) -> Option<Proof> {
    let whole = if others { "|endpoint| Self { endpoint, ..self }" } else { "Self::at" };
    let fallible = |call: &str| format!("self.endpoint.{call}.map({whole})");
    let certain = |call: &str| {
        let call = format!("self.endpoint.{call}");
        if others { format!("Ok(Self {{ endpoint: {call}, ..self }})") } else { format!("Ok(Self::at({call}))") }
    };
    let (what, parameters, body) = match &it.kind {
        SchemeKind::ApiKey { place, name } => {
            let name = literals::string(name);
            match place {
                ApiKeyPlace::Header => ("a key in a header", "key: &str", fallible(&format!("header({name}, key)"))),
                ApiKeyPlace::Query => ("a key in the query", "key: &str", certain(&format!("query({name}, key)"))),
                ApiKeyPlace::Cookie => ("a key in a cookie", "key: &str", fallible(&format!("cookie({name}, key)"))),
            }
        }
        SchemeKind::Basic => ("a name and a password", "user: &str, password: &str", fallible("basic(user, password)")),
        SchemeKind::Bearer { .. } | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
            ("a bearer token", "token: &str", fallible("bearer(token)"))
        }
        SchemeKind::Http(scheme) => (
            "credentials",
            "credentials: &str",
            fallible(&format!("authorization({}, credentials)", literals::string(scheme))),
        ),
        // The connection proves it: that is for the client under the endpoint.
        SchemeKind::MutualTls => return None,
    };
    let method = taken.claim(format!("with_{}", snake(&it.name).trim_start_matches("r#")));
    Some(Proof {
        docs: literals::doc(&format!("Sends `{}` with every call: {what}.", it.name)),
        method,
        parameters,
        body,
    })
}
