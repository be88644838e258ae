//! Records as structs.

use super::making::{self, Making};
use super::{Side, docs, print as render};
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{checks, literals};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Constraint, Field, Rest, Type};
use zephyrix_templates::models::{DefaultFn, Field as FieldView, Record};

/// A record as a struct.
pub(super) fn print(to: &mut Writing<'_>, id: TypeId, ty: &Type, fields: &[Field], rest: &Rest, side: Side) -> String {
    let name = to.rust.name(id).unwrap_or_default();
    let mut views: Vec<FieldView> =
        fields.iter().enumerate().map(|(at, it)| field(to, name, id, at, it, side)).collect();
    if let Rest::Kept(value) = rest {
        let map = to.uses.add("std::collections::BTreeMap");
        let ty = format!("{map}<String, {}>", to.ty(*value));
        let docs = vec!["Every other member.".to_owned()];
        views.push(FieldView { docs, serde: "flatten".to_owned(), name: to.rust.rest(id).to_owned(), ty });
    }
    let defaults = (0..fields.len()).filter_map(|at| default(to, id, at, &fields[at])).collect();
    let checks = (side == Side::Server).then(|| record_checks(to, id, ty, fields, rest));
    if checks.is_some() {
        to.uses.all(&["zephyrix::Check", "zephyrix::Validate"]);
    }
    let closed = side == Side::Server && *rest == Rest::Refused;
    let made = side == Side::Client && to.rust.is_sent(id);
    let Making { derived, default, new } = if made { making::of(to, id, fields, rest) } else { Making::default() };
    render(&Record { docs: docs(ty), name, closed, derived, default, new, fields: views, defaults, checks })
}

fn field(to: &mut Writing<'_>, owner: &str, id: TypeId, at: usize, it: &Field, side: Side) -> FieldView {
    let rust = to.rust;
    let name = rust.members(id)[at].clone();
    let mut serde: Vec<String> = Vec::new();
    if name.trim_start_matches("r#") != it.name {
        serde.push(format!("rename = {}", literals::string(&it.name)));
    }
    match rust.field_kind(id, at, it) {
        FieldKind::Defaulted | FieldKind::DefaultedNullable => {
            serde.push(format!("default = \"{owner}::{}\"", default_fn(&name)));
        }
        kind => serde.extend(presence_of(kind, side).iter().map(|it| (*it).to_owned())),
    }
    let text = it.docs.description.as_deref().or(it.docs.summary.as_deref()).unwrap_or("");
    FieldView { docs: literals::doc(text), serde: serde.join(", "), ty: to.field(id, at, it), name }
}

/// How serde keeps absent, null and given apart. By itself it takes null and absent for one another.
fn presence_of(kind: FieldKind, side: Side) -> &'static [&'static str] {
    const SKIPPED: &str = "skip_serializing_if = \"Option::is_none\"";
    match (kind, side) {
        (FieldKind::Optional, Side::Server) => &["default", "deserialize_with = \"zephyrix::json::present\"", SKIPPED],
        (FieldKind::Optional, Side::Client) => &[SKIPPED],
        (FieldKind::Nullable, Side::Server) => &["deserialize_with = \"zephyrix::json::nullable\""],
        (FieldKind::Maybe, _) => &["default", "deserialize_with = \"zephyrix::json::maybe\"", SKIPPED],
        _ => &[],
    }
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
            let on = presence(to, id, fields, name)?;
            let others: Vec<String> = others
                .iter()
                .map(|other| {
                    let there = presence(to, id, fields, other).unwrap_or_else(|| "false".to_owned());
                    format!("({}, {there})", literals::string(other))
                })
                .collect();
            let name = literals::string(name);
            Some(format!("check.dependent_required({name}, {on}, &[{}]);", others.join(", ")))
        }
        _ => None,
    }
}

/// Whether a field is present, as an expression.
fn presence(to: &Writing<'_>, id: TypeId, fields: &[Field], name: &str) -> Option<String> {
    let at = fields.iter().position(|it| it.name == name)?;
    let member = &to.rust.members(id)[at];
    Some(match to.rust.field_kind(id, at, &fields[at]) {
        FieldKind::Optional | FieldKind::Maybe => format!("self.{member}.is_some()"),
        _ => "true".to_owned(),
    })
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
