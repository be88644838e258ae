//! Rules of messages as Rust statements: each expression written out, over the runtime's `proto::cel`.

mod calls;
mod comparisons;
mod expressions;
mod places;

use super::literals;
use super::rust::Writing;
use expressions::{Code, Expressions};
use places::Place;
use zephyrix_ir::vocabulary::{
    Cardinality, Cel, CelFunction, CelItem, CelLiteral, CelNode, CelType, Field, Passes, ProtoField, ProtoKind,
    ProtoMessage, ProtoType, RuleTest, Rules, Shape, Type, TypeName,
};
use zephyrix_ir::{Model, TypeId};

/// The statements that check a message.
pub(crate) fn statements(to: &mut Writing<'_>, id: TypeId, fields: &[Field], proto: &ProtoMessage) -> Vec<String> {
    let members = to.rust.members(id).to_vec();
    let mut lines = Vec::new();
    for (it, member) in fields.iter().zip(&members) {
        if let Some(field) = &it.proto {
            let ty = to.model.shape(it.ty).clone();
            let item = match ty {
                Shape::List(item) | Shape::Map(item) if is_many(field) => item,
                _ => it.ty,
            };
            lines.extend(self::field(to, field, item, &format!("self.{member}")));
        }
    }
    let this = Place { text: "self".to_owned(), is_reference: true, item: CelItem::Kept(message_kind(proto)) };
    let mut of = Expressions::new(to, this);
    lines.extend(proto.rules.iter().map(|it| format!("check.{};", call(&mut of, it))));
    lines.extend(places::oneofs(fields, &members, proto));
    lines
}

fn message_kind(it: &ProtoMessage) -> ProtoKind {
    ProtoKind::Message(it.name.as_str().into())
}

fn is_many(it: &ProtoField) -> bool {
    matches!(it.cardinality, Cardinality::Repeated | Cardinality::Packed | Cardinality::Map(_))
}

/// The statements about one field.
fn field(to: &mut Writing<'_>, it: &ProtoField, item: TypeId, place: &str) -> Vec<String> {
    let rules = &it.rules;
    if rules.passes == Passes::All {
        return Vec::new();
    }
    let at = format!("check.at({})", literals::string(&it.name));
    let mut lines = Vec::new();
    if rules.required && it.cardinality != Cardinality::Required {
        lines.push(format!("{at}.must({}, \"required\", \"value is required\");", places::is_set(it, place)));
    }
    let optional = it.cardinality == Cardinality::Explicit;
    let calls = if is_many(it) {
        many(to, it, item, place)
    } else {
        let text = if optional { "it" } else { place }.to_owned();
        single(to, rules, &it.kind, item, &Place { text, is_reference: optional, item: CelItem::Kept(it.kind.clone()) })
    };
    if calls.is_empty() {
        return lines;
    }
    let chain = format!("{at}.{};", calls.join("."));
    lines.push(if optional {
        format!("if let Some(it) = &{place} {{ {chain} }}")
    } else if rules.passes == Passes::Zero || !lines.is_empty() {
        format!("if {} {{ {chain} }}", places::is_set(it, place))
    } else {
        chain
    });
    lines
}

/// The calls about one value.
fn single(to: &mut Writing<'_>, rules: &Rules, kind: &ProtoKind, ty: TypeId, place: &Place) -> Vec<String> {
    let mut of = Expressions::new(to, place.clone());
    let mut calls: Vec<String> = rules.tests.iter().map(|it| call(&mut of, it)).collect();
    let is_message = matches!(kind, ProtoKind::Message(_) | ProtoKind::Group(_));
    if is_message && asks(to.model, ty, &mut Vec::new()) {
        calls.push(format!("nested({})", place.reference()));
    }
    calls
}

/// The calls about a list or a map, and about what is in it.
fn many(to: &mut Writing<'_>, it: &ProtoField, item: TypeId, place: &str) -> Vec<String> {
    let this = Place { text: place.to_owned(), is_reference: false, item: CelItem::Kept(it.kind.clone()) };
    let mut of = Expressions::new(to, this);
    let mut calls: Vec<String> = it.rules.tests.iter().map(|it| call(&mut of, it)).collect();
    let no_rules = Rules::default();
    let values = part(to, it.rules.items.as_deref().unwrap_or(&no_rules), &it.kind, item, "it");
    if let Cardinality::Map(key) = &it.cardinality {
        let keys = part(to, it.rules.keys.as_deref().unwrap_or(&no_rules), key, item, "key");
        let name = |used: bool, name| if used { name } else { "_" };
        let names = format!("{}, {}", name(keys.is_some(), "key"), name(values.is_some(), "it"));
        let body = match (keys, values) {
            (Some(key), Some(value)) => Some(format!("{{ {} {} }}", key.statement(), value.expression())),
            (one, other) => one.or(other).map(|it| it.expression()),
        };
        calls.extend(body.map(|it| format!("pairs(&{place}, |{names}, check| {it})")));
    } else if let Some(it) = values {
        calls.push(format!("each(&{place}, |it, check| {})", it.expression()));
    }
    calls
}

/// What is asked of a key or an item.
struct Part {
    /// When something is.
    guard: Option<String>,
    /// `check.must(…)`.
    chain: String,
}

impl Part {
    fn statement(&self) -> String {
        match &self.guard {
            Some(guard) => format!("if {guard} {{ {}; }}", self.chain),
            None => format!("{};", self.chain),
        }
    }

    /// What ends in `check`.
    fn expression(&self) -> String {
        match &self.guard {
            Some(guard) => format!("if {guard} {{ {} }} else {{ check }}", self.chain),
            None => self.chain.clone(),
        }
    }
}

fn part(to: &mut Writing<'_>, rules: &Rules, kind: &ProtoKind, ty: TypeId, name: &str) -> Option<Part> {
    if rules.passes == Passes::All {
        return None;
    }
    let place = Place { text: name.to_owned(), is_reference: true, item: CelItem::Kept(kind.clone()) };
    // What is in a list or a map is there: `required` says nothing of it.
    let calls = single(to, rules, kind, ty, &place);
    if calls.is_empty() {
        return None;
    }
    let guard = place.is_not_zero().filter(|_| rules.passes == Passes::Zero);
    Some(Part { guard, chain: format!("check.{}", calls.join(".")) })
}

/// The call that reports one rule.
fn call(of: &mut Expressions<'_, '_>, it: &RuleTest) -> String {
    let (id, message) = (literals::string(&it.id), literals::string(&it.message));
    let (wanted, test, told) = told(&it.test);
    let code = of.whole(test);
    let message = told.map_or(message, literals::string);
    match wanted {
        Some(wanted) => {
            let method = if wanted { "must" } else { "must_not" };
            match code {
                Ok(code) => format!("{method}({}, {id}, {message})", code.text),
                Err(code) => format!("try_{method}(|| Ok({}), {id}, {message})", code.text),
            }
        }
        None => match code {
            Ok(code) => format!("says({}, {id})", code.text),
            Err(code) => format!("try_says(|| Ok({}), {id})", code.into_owned()),
        },
    }
}

/// What a test is about: whether it must hold, or else nothing, where it is a text; and the sentence that it says itself.
fn told(it: &Cel) -> (Option<bool>, &Cel, Option<&str>) {
    let said = |it| match Cel::as_literal(it) {
        Some(CelLiteral::Text(it)) => Some(it.as_str()),
        _ => None,
    };
    match &it.node {
        CelNode::Call(CelFunction::Not, of) if of.len() == 1 => (Some(false), &of[0], None),
        CelNode::If(parts) => match (said(&parts[1]), said(&parts[2])) {
            (Some(wrong), Some("")) => negated(&parts[0], false, wrong),
            (Some(""), Some(wrong)) => negated(&parts[0], true, wrong),
            _ => ((it.ty == CelType::Bool).then_some(true), it, None),
        },
        _ if it.ty == CelType::Bool => (Some(true), it, None),
        _ => (None, it, None),
    }
}

fn negated<'a>(test: &'a Cel, wanted: bool, wrong: &'a str) -> (Option<bool>, &'a Cel, Option<&'a str>) {
    match &test.node {
        CelNode::Call(CelFunction::Not, of) if of.len() == 1 => (Some(!wanted), &of[0], Some(wrong)),
        _ => (Some(wanted), test, Some(wrong)),
    }
}

/// Whether something is asked of a message, or of one within it.
fn asks(model: &Model, id: TypeId, open: &mut Vec<TypeId>) -> bool {
    let Some((fields, proto)) = message(&model[id]) else { return false };
    if open.contains(&id) {
        return false;
    }
    open.push(id);
    let of_oneofs = proto.oneofs.iter().any(|it| it.required) || !proto.exclusive.is_empty();
    of_oneofs || !proto.rules.is_empty() || fields.iter().any(|it| asks_of_field(model, it, open))
}

fn asks_of_field(model: &Model, it: &Field, open: &mut Vec<TypeId>) -> bool {
    let Some(proto) = &it.proto else { return false };
    if proto.rules.passes == Passes::All {
        return false;
    }
    let has_tests = |it: &Rules| !it.tests.is_empty();
    let parts = [proto.rules.items.as_deref(), proto.rules.keys.as_deref()];
    let item = match model.shape(it.ty) {
        Shape::List(item) | Shape::Map(item) if is_many(proto) => *item,
        _ => it.ty,
    };
    let nested = parts[0].is_none_or(|it| it.passes != Passes::All) && asks(model, item, open);
    proto.rules.required || has_tests(&proto.rules) || parts.into_iter().flatten().any(has_tests) || nested
}

/// A message's fields.
fn message(it: &Type) -> Option<(&[Field], &ProtoMessage)> {
    match (&it.shape, it.proto.as_deref()) {
        (Shape::Record { fields, .. }, Some(ProtoType::Message(proto))) => Some((fields, proto)),
        _ => None,
    }
}

/// Rules that a sample keeps to, by the last word of their ids: they are constraints of its type, too.
const TOLD: &[&str] = &[
    "min_len",
    "max_len",
    "len",
    "min_items",
    "max_items",
    "min_pairs",
    "max_pairs",
    "unique",
    "gt",
    "gte",
    "lt",
    "lte",
    "gt_lt",
    "gt_lte",
    "gte_lt",
    "gte_lte",
    "email",
    "email_empty",
    "hostname",
    "hostname_empty",
    "ipv4",
    "ipv4_empty",
    "ipv6",
    "ipv6_empty",
    "uri",
    "uri_empty",
    "uri_ref",
];

/// Whether a message whose fields are what their types allow keeps to all its rules.
pub(crate) fn are_told(ty: &Type) -> bool {
    let Some((fields, proto)) = message(ty) else { return true };
    let is_told = |it: &RuleTest| it.id.rsplit('.').next().is_some_and(|word| TOLD.contains(&word));
    let free = |it: &Field| {
        let Some(proto) = &it.proto else { return true };
        let absent = proto.cardinality == Cardinality::Explicit && !it.presence.is_required();
        let filled = !proto.rules.required || proto.cardinality == Cardinality::Explicit;
        absent || filled && proto.rules.tests.iter().all(is_told)
    };
    let whole = proto.rules.is_empty() && proto.exclusive.iter().all(|it| !it.required);
    whole && proto.oneofs.iter().all(|it| !it.required) && fields.iter().all(free)
}

/// Every pattern that rules match against, and what it is named after.
pub(crate) fn patterns(model: &Model) -> Vec<(String, TypeName)> {
    let mut found = Vec::new();
    for (_, ty) in model.types() {
        let Some((fields, proto)) = message(ty) else { continue };
        for it in &proto.rules {
            of_test(&it.test, &ty.name, &mut found);
        }
        for it in fields.iter().filter_map(|it| it.proto.as_ref()) {
            let name = TypeName::Inline(vec![ty.name.text(), it.name.clone()]);
            of_rules(&it.rules, &name, &mut found);
        }
    }
    found
}

fn of_rules(it: &Rules, name: &TypeName, found: &mut Vec<(String, TypeName)>) {
    for test in &it.tests {
        of_test(&test.test, name, found);
    }
    for part in [&it.items, &it.keys].into_iter().flatten() {
        of_rules(part, name, found);
    }
}

fn of_test(it: &Cel, name: &TypeName, found: &mut Vec<(String, TypeName)>) {
    if let CelNode::Call(CelFunction::Matches, of) = &it.node
        && let Some(CelLiteral::Text(pattern)) = of.get(1).and_then(Cel::as_literal)
    {
        found.push((pattern.clone(), name.clone()));
    }
    for part in it.parts() {
        of_test(part, name, found);
    }
}

impl Code {
    /// As a `String`.
    fn into_owned(self) -> String {
        if self.is_owned { self.text } else { format!("{}.to_owned()", self.text) }
    }
}
