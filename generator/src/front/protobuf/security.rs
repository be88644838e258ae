//! Who may call: `zephyrix/auth.proto`.

use super::context::Cx;
use super::options;
use prost_reflect::{DynamicMessage, MethodDescriptor};
use zephyrix_ir::vocabulary::{ApiKeyPlace, Demand, Docs, Requirement, Scheme, SchemeKind};
use zephyrix_ir::{Code, Diagnostic, Span};

impl Cx<'_> {
    /// What a method asks for, or its service where it says nothing.
    pub(super) fn security(&mut self, it: &MethodDescriptor, span: Span) -> Requirement {
        let own = options::extension(self.pool(), &it.options(), "zephyrix.auth");
        let service = it.parent_service();
        let said = own.or_else(|| options::extension(self.pool(), &service.options(), "zephyrix.default_auth"));
        let Some(auth) = said.as_ref().and_then(|it| it.as_message()) else { return Requirement::default() };
        let any = options::field(auth, "any");
        let proofs = any.iter().flat_map(|it| it.as_list().unwrap_or_default()).filter_map(|it| it.as_message());
        let mut alternatives: Vec<Vec<Demand>> = proofs.filter_map(|it| Some(vec![self.demand(it, span)?])).collect();
        if options::flag(auth, "optional") && !alternatives.is_empty() {
            alternatives.push(Vec::new());
        }
        Requirement { alternatives }
    }

    /// One proof; `None` with an error where it cannot be asked for.
    fn demand(&mut self, proof: &DynamicMessage, span: Span) -> Option<Demand> {
        let how = |name: &str| options::message(proof, name);
        let known = ["bearer", "api_key", "basic", "open_id_connect"];
        let (word, of) = known.into_iter().find_map(|it| Some((it, how(it)?))).unzip();
        let Some((word, of)) = word.zip(of) else {
            let found = Diagnostic::new(Code::PROTO_INVALID, span, "it asks for proof and says not how");
            let help = "say `bearer {}`, `api_key {}`, `basic {}` or `open_id_connect {}`";
            self.log.push(found.label("its option `zephyrix.auth`, or its service's").help(help));
            return None;
        };
        let text = |name: &str| options::text(&of, name);
        let kind = match word {
            "bearer" => SchemeKind::Bearer { format: None },
            "basic" => SchemeKind::Basic,
            "api_key" => {
                let name = text("header").unwrap_or_else(|| "x-api-key".to_owned());
                SchemeKind::ApiKey { place: ApiKeyPlace::Header, name }
            }
            _ => SchemeKind::OpenIdConnect { url: text("url").unwrap_or_default() },
        };
        let name = text("scheme").unwrap_or_else(|| word.to_owned());
        match self.draft.schemes.iter().find(|it| it.name == name) {
            None => self.draft.schemes.push(Scheme { name: name.clone(), kind, docs: Docs::default(), span }),
            Some(other) if other.kind == kind => {}
            Some(other) => {
                let message = format!("two schemes are called `{name}`, and are of different kinds");
                let found = Diagnostic::new(Code::PROTO_INVALID, span, message);
                self.log.push(found.related(other.span, "the other one").help("give one of them another `scheme`"));
            }
        }
        Some(Demand { scheme: name, scopes: options::texts(&of, "scopes"), span })
    }
}
