//! Where operations are that are not at the document's servers: a base of their own, which callers may replace.

use crate::plan::literals;
use crate::plan::names::{Scope, snake};
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{Operation, Server};
use zephyrix_templates::client::Base;

/// One base: the URL that is declared, and the field of the client that holds it.
pub(super) struct OwnBase<'a> {
    server: &'a Server,
    field: String,
}

/// Every base, in order of use.
pub(super) fn all(model: &Model) -> Vec<OwnBase<'_>> {
    let mut scope = Scope::with(["endpoint"]);
    let mut bases: Vec<OwnBase<'_>> = Vec::new();
    for server in model.operations().filter_map(|(_, it)| it.http.servers.first()) {
        if !bases.iter().any(|it| it.server.url == server.url) {
            bases.push(OwnBase { server, field: scope.claim(name(&server.url)) });
        }
    }
    bases
}

/// What begins the call of an operation: `call(`, or that with its base.
pub(super) fn call(bases: &[OwnBase<'_>], it: &Operation) -> String {
    let own = it.http.servers.first().and_then(|own| bases.iter().find(|it| it.server.url == own.url));
    own.map_or_else(|| "call(".to_owned(), |it| format!("call_at(&self.{}, ", it.field))
}

/// The fields, and the methods that set them; `taken` are the client's other methods.
pub(super) fn views(bases: &[OwnBase<'_>], taken: &mut Scope) -> Vec<Base> {
    let view = |it: &OwnBase<'_>| {
        let url = &it.server.url;
        let what =
            it.server.description.as_deref().map_or_else(String::new, |it| format!(": {}", it.trim_end_matches('.')));
        Base {
            docs: literals::doc(&format!("Another base for the operations that the contract has at `{url}`{what}.")),
            field: it.field.clone(),
            method: taken.claim(format!("at_{}", it.field.trim_start_matches("r#"))),
            url: literals::string(url),
        }
    };
    bases.iter().map(view).collect()
}

/// `https://uploads.github.com/v2` is `uploads_github_com_v2`.
fn name(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    snake(&rest.replace(['.', '/', ':', '-'], " "))
}
