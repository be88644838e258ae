//! Operations as fields of roots.

use super::entities::refers;
use super::types::{Meaning, Role, Types};
use super::words::{lower, unverbed};
use super::{Answer, Argument, Asking, Call, Field, Holds, Object, Source, To, pages, rpc};
use crate::plan::asking::{self, Of};
use crate::plan::names::Scope;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Success;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use std::collections::HashSet;
use zephyrix_ir::vocabulary::{
    Action, Docs, Entity, EntityId, HttpMethod, HttpPlace, Input, Operation, OperationId, Scalar, Shape, Style,
};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Model, TypeId, plural};

/// The roots, being filled.
#[derive(Default)]
pub(super) struct Roots {
    queries: Scope,
    mutations: Scope,
    changes: Vec<Field>,
}

/// A root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Query,
    Mutation,
}

/// Every operation that can be told: what is done to entities first, so that it has the shortest names.
pub(super) fn all(types: &mut Types<'_>, log: &mut Diagnostics) {
    let model = types.decided.model;
    let (mut roots, mut served, mut left) = (Roots::default(), HashSet::new(), Vec::new());
    for (id, it) in model.operations() {
        let told = it.rpc.is_none().then(|| entity(types, &mut roots, &mut served, (id, it))).flatten();
        if told.is_none() {
            left.push((id, it));
        }
    }
    for (id, it) in left {
        let told = match &it.rpc {
            Some(rpc) => rpc::field(types, &mut roots, (id, it), rpc),
            None => plain(types, &mut roots, (id, it)),
        };
        if let Err(why) = told {
            let message = format!("`{}` is not served by GraphQL: {why}", it.name);
            log.push(Diagnostic::new(Code::GRAPHQL_UNTOLD, it.span, message).label("it is served as it is"));
        }
    }
    if !roots.changes.is_empty() {
        let mutation = Object { name: "Mutation".to_owned(), docs: Docs::default(), fields: roots.changes };
        types.made.objects.push(mutation);
    }
}

impl Roots {
    /// Adds a field of the first of some names that is free.
    pub(super) fn add(&mut self, types: &mut Types<'_>, root: Root, names: &[String], mut field: Field) {
        let scope = if root == Root::Query { &mut self.queries } else { &mut self.mutations };
        let free = names.iter().find(|it| !scope.has(it)).or(names.last()).cloned().unwrap_or_default();
        field.name = scope.claim(free);
        match root {
            Root::Query => types.made.objects[0].fields.push(field),
            Root::Mutation => self.changes.push(field),
        }
    }
}

/// An operation that does to an entity what operations usually do; nothing where it is told by its own name.
fn entity(
    types: &mut Types<'_>,
    roots: &mut Roots,
    served: &mut HashSet<(EntityId, &'static str)>,
    (id, it): (OperationId, &Operation),
) -> Option<()> {
    let model = types.decided.model;
    let action = it.serves.as_ref()?;
    let (of, entity) = (action.entity, &model[action.entity]);
    let patches = super::entities::serving(model, of, |it| *it == Action::Patch).is_some();
    let (root, verb) = match &action.action {
        Action::Get => (Root::Query, "get"),
        Action::List { .. } => (Root::Query, "list"),
        Action::Create => (Root::Mutation, "create"),
        Action::CreateMany => (Root::Mutation, "create many"),
        Action::Patch => (Root::Mutation, "update"),
        Action::Replace if !patches => (Root::Mutation, "update"),
        Action::Replace => (Root::Mutation, "replace"),
        Action::Delete => (Root::Mutation, "delete"),
    };
    let plan = &types.decided.operations[id.0 as usize];
    if plan.inputs.iter().any(|it| it.how.is_body() && asking::body(&it.how).is_none()) || !served.insert((of, verb)) {
        return None;
    }
    let one = types.name(entity.ty);
    let (name, field) = if let Action::List { paging, filters, choice } = &action.action {
        let asked = pages::Asked { id, it, paging, filters, chosen: choice.as_deref() };
        (plural(&lower(&one)), pages::field(types, entity, &asked))
    } else {
        let name = match verb {
            "get" => lower(&one),
            "create many" => format!("create{}", plural(&one)),
            _ => format!("{verb}{one}"),
        };
        let body = Some(if verb == "update" { format!("Update{one}Input") } else { format!("Create{one}Input") });
        let arguments = arguments(types, (id, it), body.as_deref(), entity.key_column().map(|_| entity));
        let (answer, ty) = done(types, verb, entity, plan);
        (name, called(it, Asking::new(it, plan), arguments, (answer, ty)))
    };
    let names = [name, lower(&it.name)];
    roots.add(types, root, &names, field);
    Some(())
}

/// What such an operation answers.
fn done(types: &mut Types<'_>, verb: &str, entity: &Entity, plan: &OperationPlan) -> (Answer, String) {
    let has_body = plan.successes.iter().any(|it| matches!(it.body, Body::Json(_)));
    if verb == "delete" || !has_body {
        return (Answer::Done, "Boolean!".to_owned());
    }
    let of = types.object(entity.ty);
    match verb {
        "get" => (Answer::Found(of.holds), of.written(true)),
        "create many" => (Answer::Json(of.holds), of.list().written(false)),
        _ => (Answer::Json(of.holds), of.written(false)),
    }
}

/// Any other operation.
fn plain(types: &mut Types<'_>, roots: &mut Roots, (id, it): (OperationId, &Operation)) -> Result<(), &'static str> {
    let plan = &types.decided.operations[id.0 as usize];
    let root = match it.http.method {
        HttpMethod::Get | HttpMethod::Query => Root::Query,
        HttpMethod::Head | HttpMethod::Options | HttpMethod::Trace => return Err("what it answers is in headers"),
        _ => Root::Mutation,
    };
    if plan.inputs.iter().any(|it| it.how.is_body() && asking::body(&it.how).is_none()) {
        return Err("its body is in parts");
    }
    let (answer, meaning) = answer(types, plan)?;
    let ty = meaning.written(root == Root::Query && !matches!(answer, Answer::Done));
    let arguments = arguments(types, (id, it), None, None);
    let field = called(it, Asking::new(it, plan), arguments, (answer, ty));
    let name = lower(&it.name);
    let short = (root == Root::Query).then(|| unverbed(&it.name)).flatten();
    let names: Vec<String> = short.into_iter().chain([name]).collect();
    roots.add(types, root, &names, field);
    Ok(())
}

/// What an operation answers when it succeeds.
fn answer(types: &mut Types<'_>, plan: &OperationPlan) -> Result<(Answer, Meaning), &'static str> {
    let mut told: Vec<(u16, Option<Of>)> = Vec::new();
    let successes: Vec<&Success> = plan.successes.iter().filter(|it| it.status < 300).collect();
    for it in &successes {
        // Of several ways to write one success the first is what is asked for.
        if !matches!(it.body, Body::Stream(..)) && !told.iter().any(|(status, _)| *status == it.status) {
            told.push((it.status, asking::answer(it).map(|it| it.0)));
        }
    }
    let Some((_, first)) = told.first().copied() else {
        return Err(if successes.is_empty() { "it sends elsewhere" } else { "it answers with a stream" });
    };
    let mut ofs: Vec<Of> = told.iter().filter_map(|it| it.1).collect();
    let nullable = !ofs.is_empty() && ofs.len() < told.len();
    ofs.dedup();
    let (answer, meaning) = match ofs.as_slice() {
        [] => (Answer::Done, Meaning::new("Boolean", Holds::Plain)),
        [Of::Json(ty)] => {
            let meaning = types.answer(*ty);
            (Answer::Json(meaning.holds), meaning)
        }
        [Of::Text] => (Answer::Text, Meaning::new("String", Holds::Plain)),
        [Of::Bytes] => (Answer::Bytes, types.of_scalar(Scalar::Base64)),
        all if all.iter().all(|it| matches!(it, Of::Json(_))) && first.is_some() => {
            (Answer::Json(Holds::Plain), types.json())
        }
        _ => return Err("it answers in several ways"),
    };
    Ok((answer, Meaning { nullable: meaning.nullable || nullable, ..meaning }))
}

/// A field that an operation answers.
pub(super) fn called(
    it: &Operation,
    asking: Asking,
    arguments: Vec<Argument>,
    (answer, ty): (Answer, String),
) -> Field {
    let handed = arguments.iter().filter(|it| it.to.is_some()).cloned().collect();
    let call = Call { asking, bodied: it.rpc.is_some(), answer, arguments: handed };
    let docs = it.docs.clone();
    Field { docs, arguments, deprecated: it.deprecated, ..Field::new(String::new(), ty, Source::Asked(Box::new(call))) }
}

/// Headers that say how an answer is to be carried, which nobody is told who asks otherwise.
const OF_THE_ANSWER: [&str; 5] = ["if-none-match", "if-modified-since", "range", "if-range", "prefer"];

/// The arguments of an operation: `id` is the key of an entity that its path names.
fn arguments(
    types: &mut Types<'_>,
    (id, it): (OperationId, &Operation),
    body: Option<&str>,
    of: Option<&Entity>,
) -> Vec<Argument> {
    let plan = &types.decided.operations[id.0 as usize];
    let mut scope = Scope::default();
    let mut all = Vec::new();
    for (input, planned) in it.inputs.iter().zip(&plan.inputs) {
        let is_path = matches!(input.place, HttpPlace::Path(_));
        let name = match &input.place {
            HttpPlace::Body(_) => "input".to_owned(),
            HttpPlace::Path(_) if of.is_some() => "id".to_owned(),
            HttpPlace::Header(_) if OF_THE_ANSWER.contains(&input.field.name.to_lowercase().as_str()) => continue,
            _ => lower(&input.field.name),
        };
        let role = (is_path && of.is_some()).then_some(Role::Id);
        all.push(argument(types, (input, &planned.how, &planned.name), scope.claim(name), (role, body)));
    }
    all
}

/// One argument.
pub(super) fn argument(
    types: &mut Types<'_>,
    (input, how, member): (&Input, &Reading, &str),
    name: String,
    (role, body): (Option<Role>, Option<&str>),
) -> Argument {
    let field = &input.field;
    let model = types.decided.model;
    let meaning = match (&input.place, asking::body(how)) {
        (HttpPlace::Body(_), Some((Of::Json(ty), _))) => types.input(ty, body.map(str::to_owned)),
        (HttpPlace::Body(_), Some((Of::Bytes, _))) => types.of_scalar(Scalar::Base64),
        _ if *how == Reading::Raw || matches!(input.place, HttpPlace::Body(_)) => Meaning::new("String", Holds::Plain),
        (HttpPlace::Query(Style::Filter), _) => filter(types, field.ty),
        _ => match role.or_else(|| refers(types, &field.name, scalar(model, field.ty)).map(|_| Role::Id)) {
            Some(role) => types.in_role(role, field.ty),
            None => types.input(field.ty, None),
        },
    };
    // A parameter is absent or has a value.
    let optional = !field.presence.is_required();
    let default = field.default.as_ref().filter(|_| !optional).and_then(|it| types.default(&meaning, it));
    Argument {
        docs: field.docs.clone(),
        deprecated: field.deprecated && (optional || default.is_some()),
        default,
        ..Argument::new(
            name,
            Meaning { nullable: false, ..meaning.clone() }.written(optional),
            meaning.holds,
            To::Member(member.to_owned()),
        )
    }
}

/// A filter of operators; the plain value that it may be, too, has one of its own.
fn filter(types: &mut Types<'_>, id: TypeId) -> Meaning {
    let model = types.decided.model;
    let record = match model.shape(id) {
        Shape::Union { variants, .. } => {
            variants.iter().map(|it| it.ty).find(|it| matches!(model.shape(*it), Shape::Record { .. }))
        }
        _ => None,
    };
    let record = record.unwrap_or(id);
    let name = types.name(record);
    let meaning = types.input(record, Some(name));
    if let Holds::Input(at) = meaning.holds {
        // How several are written in a URL is nothing to those who ask otherwise.
        let several = types.made.inputs[at].fields.iter_mut().find(|it| it.name == "in");
        if let Some(it) = several {
            it.docs.description = Some("One of these.".to_owned());
        }
    }
    meaning
}

/// The scalar that a type is, or null.
fn scalar(model: &Model, id: TypeId) -> Option<Scalar> {
    match model.shape(id) {
        Shape::Scalar(it) => Some(*it),
        Shape::Nullable(inner) => scalar(model, *inner),
        _ => None,
    }
}
