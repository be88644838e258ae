//! What protected operations ask for, as constants of the generated code.

use super::literals;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{ApiKeyPlace, Demand, Operation, SchemeKind};

/// Whether the caller must prove something; an alternative without demands leaves it to them.
pub(crate) fn is_protected(it: &Operation) -> bool {
    let all = &it.security.alternatives;
    !all.is_empty() && all.iter().all(|demands| !demands.is_empty())
}

/// Whether any operation is protected.
pub(crate) fn is_needed(model: &Model) -> bool {
    model.operations().any(|(_, it)| is_protected(it))
}

/// `&[&[Need::new(…)]]`; `None` when the operation is open.
pub(crate) fn needs(model: &Model, it: &Operation) -> Option<String> {
    if !is_protected(it) {
        return None;
    }
    let alternative = |demands: &Vec<Demand>| {
        let needs: Vec<String> = demands.iter().map(|it| need(model, it)).collect();
        format!("&[{}]", needs.join(", "))
    };
    let all: Vec<String> = it.security.alternatives.iter().map(alternative).collect();
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
