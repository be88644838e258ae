//! Records as structs.

use super::making::{self, Making};
use super::{Side, docs, print as render};
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{checks, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Constraint, Field, Rest, Type};
use zephyrix_templates::models::{DefaultFn, Field as FieldView, Record, Rest as RestView};

/// A record as a struct.
pub(super) fn print(to: &mut Writing<'_>, id: TypeId, ty: &Type, fields: &[Field], rest: &Rest, side: Side) -> String {
    let name = to.rust.name(id).unwrap_or_default();
    let views = fields.iter().enumerate().map(|(at, it)| field(to, name, id, at, it, side)).collect();
    let kept = match rest {
        Rest::Kept(value) => {
            let map = to.uses.add("std::collections::BTreeMap");
            Some(RestView { name: to.rust.rest(id).to_owned(), ty: format!("{map}<String, {}>", to.ty(*value)) })
        }
        _ => None,
    };
    let defaults = (0..fields.len()).filter_map(|at| default(to, id, at, &fields[at])).collect();
    let checks = (side == Side::Server).then(|| record_checks(to, id, ty, fields, rest));
    if checks.is_some() {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    let closed = side == Side::Server && *rest == Rest::Refused;
    let made = side == Side::Client && to.rust.is_sent(id);
    let Making { derived, default, new } = if made { making::of(to, id, fields, rest) } else { Making::default() };
    render(&Record { docs: docs(ty), name, closed, derived, default, new, fields: views, rest: kept, defaults, checks })
}

fn field(to: &mut Writing<'_>, owner: &str, id: TypeId, at: usize, it: &Field, side: Side) -> FieldView {
    let name = to.rust.members(id)[at].clone();
    let kind = match (to.rust.field_kind(id, at, it), side) {
        // What is kept as JSON may come of an input, of which what is null may be absent.
        (FieldKind::Nullable, Side::Server) if to.rust.graph.is_answered(id) => "lenient".to_owned(),
        (FieldKind::Plain, _) | (FieldKind::Nullable, Side::Server) => "required".to_owned(),
        (FieldKind::Optional, Side::Server) | (FieldKind::Maybe, _) => "optional".to_owned(),
        (FieldKind::Optional, Side::Client) => "lenient".to_owned(),
        (FieldKind::Nullable, Side::Client) => "nullable".to_owned(),
        (FieldKind::Defaulted | FieldKind::DefaultedNullable, _) => {
            format!("defaulted({owner}::{})", default_fn(&name))
        }
    };
    let text = it.docs.description.as_deref().or(it.docs.summary.as_deref()).unwrap_or("");
    let (docs, wire) = (literals::doc(text), wire(it));
    FieldView { docs, wire, kind, ty: to.field(id, at, it), name }
}

/// What a field is called on the wire, now and before.
fn wire(it: &Field) -> String {
    literals::string(&it.name) + &formers(it)
}

/// What it was called before, each after a bar.
pub(super) fn formers(it: &Field) -> String {
    it.renamed_from.iter().fold(String::new(), |text, it| text + " | " + &literals::string(&it.name))
}

fn default<'a>(to: &mut Writing<'a>, id: TypeId, at: usize, field: &Field) -> Option<DefaultFn<'a>> {
    let value = to.rust.default(id, at)?;
    let function = default_fn(&to.rust.members(id)[at]);
    Some(DefaultFn { function, ty: to.field(id, at, field), value })
}

/// The function that makes a field's default.
pub(super) fn default_fn(field: &str) -> String {
    format!("default_{}", field.trim_start_matches("r#").trim_end_matches('_'))
}

fn record_checks(to: &mut Writing<'_>, id: TypeId, ty: &Type, fields: &[Field], rest: &Rest) -> Vec<String> {
    let members = to.rust.members(id).to_vec();
    let mut lines = Vec::new();
    for (at, it) in fields.iter().enumerate() {
        let kind = to.rust.field_kind(id, at, it);
        lines.extend(checks::field(to, kind, it.ty, &format!("self.{}", members[at]), &it.name));
    }
    let rest_name = to.rust.rest(id).to_owned();
    if let Rest::Kept(value) = rest
        && let Some(closure) = checks::closure(to, *value)
    {
        lines.push(format!("check.entries(&self.{rest_name}, {closure});"));
    }
    lines.extend(ty.constraints.iter().filter_map(|it| whole(to, id, it, fields, rest)));
    lines.extend(checks::valid(to, ty));
    lines
}

/// An assertion about the record as a whole.
fn whole(to: &Writing<'_>, id: TypeId, it: &Constraint<TypeId>, fields: &[Field], rest: &Rest) -> Option<String> {
    match it {
        Constraint::MinProperties(n) => {
            Some(format!("check.min_properties({}, {});", count(to, id, fields, rest), literals::count(*n)))
        }
        Constraint::MaxProperties(n) => {
            Some(format!("check.max_properties({}, {});", count(to, id, fields, rest), literals::count(*n)))
        }
        Constraint::DependentRequired(name, others) => {
            let given = |it: &str| presence(to, id, fields, rest, it);
            Some(format!("check.{};", checks::dependents(name, others, given)))
        }
        Constraint::Not(all) if checks::is_anything(to.model, *all) => Some("check.never(self);".to_owned()),
        _ => None,
    }
}

/// Whether a member is present, as an expression.
fn presence(to: &Writing<'_>, id: TypeId, fields: &[Field], rest: &Rest, name: &str) -> String {
    let Some(at) = fields.iter().position(|it| it.name == name) else {
        return match rest {
            Rest::Kept(_) => checks::contains(&format!("self.{}", to.rust.rest(id)), name),
            _ => "false".to_owned(),
        };
    };
    let member = &to.rust.members(id)[at];
    match to.rust.field_kind(id, at, &fields[at]) {
        FieldKind::Optional | FieldKind::Maybe => format!("self.{member}.is_some()"),
        _ => "true".to_owned(),
    }
}

/// How many members are present, as an expression.
fn count(to: &Writing<'_>, id: TypeId, fields: &[Field], rest: &Rest) -> String {
    let mut always = 0;
    let mut sometimes = Vec::new();
    for (at, it) in fields.iter().enumerate() {
        match to.rust.field_kind(id, at, it) {
            FieldKind::Optional | FieldKind::Maybe => {
                sometimes.push(format!("usize::from(self.{}.is_some())", to.rust.members(id)[at]));
            }
            _ => always += 1,
        }
    }
    if matches!(rest, Rest::Kept(_)) {
        sometimes.push(format!("self.{}.len()", to.rust.rest(id)));
    }
    if always > 0 || sometimes.is_empty() {
        sometimes.insert(0, always.to_string());
    }
    sometimes.join(" + ")
}
