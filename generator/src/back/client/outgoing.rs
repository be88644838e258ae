//! `src/generated/webhooks.rs` and `callbacks.rs`: what the service sends to others, with the calls that clients make.

use super::super::{Backend, Job};
use super::{method, print};
use crate::files::{FileSet, Owner};
use crate::plan::literals;
use crate::plan::names::camel;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Success;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Expression, Occasion, Operation, Outgoing, Source, Target, TargetPart};
use zephyrix_templates::client::{Operation as OperationView, Senders as File, Target as TargetView};

/// The product.
pub(in crate::back) struct Senders;

impl Backend for Senders {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        for what in ["webhooks", "callbacks"] {
            let all = job.model.outgoing().iter().zip(&job.plan.outgoing);
            let all: Vec<_> = all.filter(|(_, plan)| plan.module == what).collect();
            if !all.is_empty() {
                files.rust(format!("src/generated/{what}.rs"), Owner::Generated, &file(job, what, &all));
            }
        }
    }
}

fn file(job: Job<'_>, what: &str, all: &[(&Outgoing, &OperationPlan)]) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.add("zephyrix::client::Error");
    let operations = all.iter().map(|(it, plan)| operation(&mut to, it, plan)).collect();
    let targets = all.iter().filter_map(|(it, plan)| target(job, &mut to, it, plan)).collect();
    let name = job.plan.rust.free_name(camel(what));
    print(&File { source: job.source, uses: to.uses.lines(), what, name: &name, targets, operations })
}

fn operation<'a>(to: &mut Writing<'_>, it: &'a Outgoing, plan: &'a OperationPlan) -> OperationView<'a> {
    let call = format!("self.sender.call({}, url)", method::verb(&it.operation));
    let view = method::view(to, &it.operation, plan, plan.method.clone(), call);
    OperationView { docs: docs(it), parameters: format!(", url: &str{}", view.parameters), ..view }
}

fn docs(it: &Outgoing) -> Vec<String> {
    let operation = &it.operation;
    let text = operation.docs.summary.as_deref().or(operation.docs.description.as_deref()).unwrap_or("");
    let verb = operation.http.method.word().to_uppercase();
    let what = match &it.occasion {
        Occasion::Webhook(name) => format!("`{verb}`, webhook `{name}`."),
        Occasion::Callback { name, of, url } => {
            format!("`{verb} {}`, callback `{name}` of `{of}`.", url.text.replace('`', "'"))
        }
    };
    let text = text.trim().trim_end_matches('.');
    literals::doc(&if text.is_empty() { what } else { format!("{text}: {what}") })
}

/// The function from a request to its callback's URL; `None` where the URL is the caller's to know.
fn target(job: Job<'_>, to: &mut Writing<'_>, it: &Outgoing, plan: &OperationPlan) -> Option<TargetView> {
    let Occasion::Callback { of, url, .. } = &it.occasion else { return None };
    let (id, asked) = job.model.operations().find(|(_, it)| it.name == *of)?;
    let asked = Asked { it: asked, plan: job.plan.operation(id) };
    let url_of = asked.url(to, url)?;
    let api = format!("crate::generated::api::{}", asked.plan.module);
    let mut parameters = Vec::new();
    if url.parts.iter().any(|it| matches!(it, TargetPart::Found(Expression::Request(_)))) {
        parameters.push(format!("request: &{}", to.uses.add(&format!("{api}::{}", asked.plan.request))));
    }
    if url.parts.iter().any(|it| matches!(it, TargetPart::Found(Expression::Response(_)))) {
        parameters.push(format!("answer: &{}", to.ty(asked.answer()?)));
    }
    let docs = format!(
        "Where `{}` goes: `{}`. None where the request of `{of}` does not say.",
        it.operation.name,
        url.text.replace('`', "'")
    );
    Some(TargetView {
        docs: literals::doc(&docs),
        name: format!("{}_url", plan.method.trim_start_matches("r#")),
        parameters: parameters.join(", "),
        url: url_of,
    })
}

/// The operation that asked to be called back.
struct Asked<'a> {
    it: &'a Operation,
    plan: &'a OperationPlan,
}

/// An expression of a value.
enum Found {
    /// A text.
    Some(String),
    /// An `Option<String>`.
    Maybe(String),
}

impl Asked<'_> {
    /// The URL, as an expression that is an `Option<String>`.
    fn url(&self, to: &mut Writing<'_>, url: &Target) -> Option<String> {
        match url.parts.as_slice() {
            [] | [TargetPart::Text(_)] => None,
            [TargetPart::Found(one)] => Some(match self.found(to, one)? {
                Found::Some(it) => format!("Some({it})"),
                Found::Maybe(it) => it,
            }),
            parts => self.joined(to, parts),
        }
    }

    fn joined(&self, to: &mut Writing<'_>, parts: &[TargetPart]) -> Option<String> {
        let (mut format, mut values) = (String::new(), Vec::new());
        for (at, part) in parts.iter().enumerate() {
            let it = match part {
                TargetPart::Text(text) => {
                    format.push_str(&text.replace('{', "{{").replace('}', "}}"));
                    continue;
                }
                TargetPart::Found(it) => self.found(to, it)?,
            };
            let value = match it {
                Found::Some(it) => it,
                Found::Maybe(it) => format!("{it}?"),
            };
            format.push_str("{}");
            // A value that begins the URL is one; any other must not change what is around it.
            values.push(if at == 0 { value } else { format!("{}(&{value})", to.uses.add("zephyrix::path_segment")) });
        }
        Some(format!("Some(format!({}, {}))", literals::string(&format), values.join(", ")))
    }

    /// A value; `None` where only the caller can know it.
    fn found(&self, to: &mut Writing<'_>, it: &Expression) -> Option<Found> {
        match it {
            Expression::Method => Some(Found::Some(format!("{}.to_owned()", method::verb(self.it)))),
            Expression::Request(Source::Body(pointer)) => {
                let whole =
                    |it: &Reading| matches!(it, Reading::Json(..) | Reading::JsonOrForm(..) | Reading::Form(..));
                let body = self.plan.inputs.iter().find(|it| whole(&it.how))?;
                Some(pointed(to, &format!("&request.{}", body.name), pointer))
            }
            Expression::Response(Source::Body(pointer)) => {
                self.answer()?;
                Some(pointed(to, "answer", pointer))
            }
            Expression::Request(Source::Header(name)) => self.parameter("header", name),
            Expression::Request(Source::Query(name)) => self.parameter("query", name),
            Expression::Request(Source::Path(name)) => self.parameter("path", name),
            Expression::Url | Expression::Status | Expression::Response(_) => None,
        }
    }

    fn parameter(&self, place: &str, name: &str) -> Option<Found> {
        let same = |it: &str| if place == "header" { it.eq_ignore_ascii_case(name) } else { it == name };
        let mut all = self.it.inputs.iter().zip(&self.plan.inputs);
        let (_, plan) = all.find(|(it, _)| it.place.word() == place && same(&it.field.name))?;
        if !matches!(plan.how, Reading::Single(_) | Reading::Raw) {
            return None;
        }
        let field = format!("request.{}", plan.name);
        Some(match plan.kind {
            FieldKind::Plain | FieldKind::Defaulted => Found::Some(format!("{field}.to_string()")),
            _ => Found::Maybe(format!("{field}.as_ref().map(ToString::to_string)")),
        })
    }

    /// What it answers with, where that is one type of JSON.
    fn answer(&self) -> Option<TypeId> {
        match self.plan.successes.as_slice() {
            [Success { body: Body::Json(id), .. }] => Some(*id),
            _ => None,
        }
    }
}

fn pointed(to: &mut Writing<'_>, value: &str, pointer: &str) -> Found {
    Found::Maybe(format!("{}({value}, {})", to.uses.add("zephyrix::client::pointed"), literals::string(pointer)))
}
