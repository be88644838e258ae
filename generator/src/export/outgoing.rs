//! What the service asks of others.

use super::operations::{self, Operation};
use super::places::Export;
use serde::Serialize;
use zephyrix_ir::vocabulary::Occasion;

/// An operation that others offer and this service calls.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Outgoing {
    /// `webhook` or `callback`.
    kind: &'static str,
    /// What the contract calls the webhook or callback.
    event: String,
    /// Of a callback: the operation whose request it follows.
    of: Option<String>,
    /// Of a callback: where it is sent, as written.
    url: Option<String>,
    /// What is sent, and what may be answered; its path is empty.
    operation: Operation,
}

/// Every one of them.
pub(super) fn all(export: &Export<'_>) -> Vec<Outgoing> {
    let planned = export.model.outgoing().iter().zip(&export.plan.outgoing);
    let one = |(it, plan): (&zephyrix_ir::vocabulary::Outgoing, _)| {
        let operation = operations::one(export, &it.operation, plan);
        match &it.occasion {
            Occasion::Webhook(event) => {
                Outgoing { kind: "webhook", event: event.clone(), of: None, url: None, operation }
            }
            Occasion::Callback { name, of, url } => Outgoing {
                kind: "callback",
                event: name.clone(),
                of: Some(of.clone()),
                url: Some(url.text.clone()),
                operation,
            },
        }
    };
    planned.map(one).collect()
}
