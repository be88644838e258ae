//! Assertions as Rust statements: straight lines over the runtime's `Check`.

use super::literals;
use super::rust::{FieldKind, Writing};
use std::collections::HashSet;
use zephyrix_ir::vocabulary::{Constraint, Dialect, EnumValue, Format, Scalar, Shape, Type, Value};
use zephyrix_ir::{Model, TypeId};

/// A place that holds a value: `self.name`, or `it` behind a reference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The expression.
    pub(crate) text: &'a str,
    /// Whether it is a reference already.
    pub(crate) is_reference: bool,
}

impl Place<'_> {
    /// What a closure or pattern calls it.
    pub(crate) const IT: Place<'static> = Place { text: "it", is_reference: true };

    fn reference(self) -> String {
        if self.is_reference { self.text.to_owned() } else { format!("&{}", self.text) }
    }

    fn value(self) -> String {
        if self.is_reference { format!("*{}", self.text) } else { self.text.to_owned() }
    }
}

/// The statement that checks a value of a type; none when there is nothing to check.
pub(crate) fn statement(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Option<String> {
    Some(chained(through_null(to, id, at)?, None))
}

/// The statement of a type itself, also when it has a name.
pub(crate) fn own(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Option<String> {
    let calls = own_calls(to, id, at);
    (!calls.is_empty()).then(|| chained((None, calls), None))
}

/// The statement that checks one field, with its presence and its name around it.
pub(crate) fn field(to: &mut Writing<'_>, kind: FieldKind, ty: TypeId, text: &str, wire: &str) -> Option<String> {
    let plain = Place { text, is_reference: false };
    if matches!(kind, FieldKind::Plain | FieldKind::Defaulted) {
        return Some(chained(through_null(to, ty, plain)?, Some(wire)));
    }
    // The type itself may be null, too, where it has that from elsewhere.
    let (guard, calls) = through_null(to, ty, Place::IT)?;
    let inner = pattern(guard.as_deref()).unwrap_or("it");
    let outer = if kind == FieldKind::Maybe { format!("Some(Some({inner}))") } else { format!("Some({inner})") };
    Some(chained((Some(format!("{outer} = {}", plain.reference())), calls), Some(wire)))
}

/// A closure over `it` and `check`, or `None` when there is nothing to check.
pub(crate) fn closure(to: &mut Writing<'_>, id: TypeId) -> Option<String> {
    let (guard, calls) = through_null(to, id, Place::IT)?;
    let chain = format!("check.{}", calls.join("."));
    Some(match pattern(guard.as_deref()) {
        None => format!("|it, check| {chain}"),
        Some(pattern) => format!("|it, check| match it {{ {pattern} => {chain}, _ => check }}"),
    })
}

/// Whether values of a type are to be checked where they are read: it, or what it lists, has no name of its own and so
/// no Rust type that would carry its assertions.
pub(crate) fn are_of_place(to: &mut Writing<'_>, id: TypeId) -> bool {
    let ty = &to.model[id];
    if to.rust.name(id).is_some() {
        return false;
    }
    ty.constraints.iter().any(|it| assertion(to, &ty.shape, it, Place::IT).is_some())
        || match &ty.shape {
            Shape::Enum { values, .. } => one_of(to, values, Place::IT).is_some(),
            Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => are_of_place(to, *inner),
            _ => false,
        }
}

/// The pattern of a guard.
fn pattern(guard: Option<&str>) -> Option<&str> {
    guard?.split(" = ").next()
}

/// What a value must match before it is checked, and the calls that check it.
type Checks = (Option<String>, Vec<String>);

/// `check.at("name").min_length(…).max_length(…);`
fn chained((guard, calls): Checks, name: Option<&str>) -> String {
    let at = name.map_or_else(String::new, |it| format!(".at({})", literals::string(it)));
    let chain = format!("check{at}.{};", calls.join("."));
    guard.map_or_else(|| chain.clone(), |guard| format!("if let {guard} {{ {chain} }}"))
}

fn through_null(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Option<Checks> {
    let (mut inner, mut pattern) = (id, "it".to_owned());
    while let (Shape::Nullable(next), None) = (to.model.shape(inner), to.rust.name(inner)) {
        inner = *next;
        pattern = format!("Some({pattern})");
    }
    let guard = (inner != id).then(|| format!("{pattern} = {}", at.reference()));
    let calls = calls(to, inner, if guard.is_some() { Place::IT } else { at });
    (!calls.is_empty()).then_some((guard, calls))
}

fn calls(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Vec<String> {
    if to.rust.name(id).is_none() {
        return own_calls(to, id, at);
    }
    if matches!(to.model[id].shape, Shape::Enum { .. }) {
        // Reading an enum is all that its type checks.
        let valid = to.model[id].constraints.iter().filter(|it| matches!(it, Constraint::Valid(_)));
        return valid.filter_map(|it| assertion(to, &to.model[id].shape, it, at)).collect();
    }
    let nothing = !needs_check(to.model, id);
    if nothing { Vec::new() } else { vec![format!("nested({})", at.reference())] }
}

fn own_calls(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Vec<String> {
    let ty = &to.model[id];
    let mut calls: Vec<String> = ty.constraints.iter().filter_map(|it| assertion(to, &ty.shape, it, at)).collect();
    match &ty.shape {
        Shape::List(item) => calls.extend(each(to, *item, at, "each")),
        Shape::Map(value) => calls.extend(each(to, *value, at, "entries")),
        Shape::Enum { values, .. } => calls.extend(one_of(to, values, at)),
        _ => {}
    }
    calls
}

fn each(to: &mut Writing<'_>, item: TypeId, at: Place<'_>, method: &str) -> Option<String> {
    let closure = closure(to, item)?;
    Some(format!("{method}({}, {closure})", at.reference()))
}

/// Values that may only be some: of one kind, which has a Rust type, or of several, which are any JSON.
fn one_of(to: &mut Writing<'_>, values: &[EnumValue], at: Place<'_>) -> Option<String> {
    let values = || values.iter().map(|it| &it.value);
    if values().all(|it| it.as_text().is_some()) {
        return None;
    }
    if super::rust::common_kind(values()).is_some() {
        let values: Option<Vec<String>> = values().map(literals::value_of_kind).collect();
        return Some(format!("one_of({}, &[{}])", at.reference(), values?.join(", ")));
    }
    let json = to.uses.add("serde_json::json");
    let values: Vec<String> = values().map(|it| format!("{json}!({})", literals::literal(it))).collect();
    Some(format!("one_of_json({}, &[{}])", at.reference(), values.join(", ")))
}

/// The call of one assertion about a value of a shape; `None` where it says nothing about such values.
fn assertion(to: &mut Writing<'_>, shape: &Shape, it: &Constraint<TypeId>, at: Place<'_>) -> Option<String> {
    use Constraint as C;
    let kind = Kind::of(shape);
    let (reference, value) = (at.reference(), at.value());
    let call = match (kind, it) {
        (_, C::Not(all)) if is_anything(to.model, *all) => format!("never({reference})"),
        (Kind::Text, C::MinLength(n)) => format!("min_length({reference}, {})", literals::count(*n)),
        (Kind::Text, C::MaxLength(n)) => format!("max_length({reference}, {})", literals::count(*n)),
        (_, C::Valid(id)) => {
            let name = to.rust.assertions.name(*id)?;
            let module =
                to.uses.add(if to.models.is_some() { "crate::generated::assertions" } else { "super::assertions" });
            let method = if matches!(shape, Shape::Any | Shape::Tuple { .. }) { "valid_json" } else { "valid" };
            format!("{method}({reference}, {module}::{name})")
        }
        (Kind::Text, C::Pattern(text, Dialect::Ecma)) => {
            let name = to.rust.pattern(text).to_owned();
            let name = match to.models {
                Some(_) => to.uses.add(&format!("crate::generated::patterns::{name}")),
                None => to.uses.add(&format!("super::patterns::{name}")),
            };
            format!("pattern({reference}, &{name})")
        }
        (Kind::Text, C::Format(format)) => {
            let ty = to.uses.add("zephyrix::Format");
            format!("format({reference}, {ty}::{})", format_name(*format))
        }
        (Kind::Number(s), C::Minimum(n)) => format!("minimum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::Maximum(n)) => format!("maximum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::ExclusiveMinimum(n)) => format!("exclusive_minimum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::ExclusiveMaximum(n)) => format!("exclusive_maximum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::MultipleOf(n)) => format!("multiple_of({value}, {})", literals::number(n, s)),
        (Kind::List, C::MinItems(n)) => format!("min_items({}.len(), {})", at.text, literals::count(*n)),
        (Kind::List, C::MaxItems(n)) => format!("max_items({}.len(), {})", at.text, literals::count(*n)),
        (Kind::List, C::UniqueItems) => format!("unique_items({reference})"),
        (Kind::Map, C::MinProperties(n)) => format!("min_properties({}.len(), {})", at.text, literals::count(*n)),
        (Kind::Map, C::MaxProperties(n)) => format!("max_properties({}.len(), {})", at.text, literals::count(*n)),
        (Kind::Map, C::DependentRequired(name, others)) => dependents(name, others, |it| contains(at.text, it)),
        (Kind::Text, C::Const(Value::Text(text))) => {
            format!("constant({reference}.as_str(), {})", literals::string(text))
        }
        (Kind::Number(s), C::Const(Value::Number(n))) => format!("constant({value}, {})", literals::number(n, s)),
        (Kind::Bool, C::Const(Value::Bool(it))) => format!("constant({value}, {it})"),
        _ => return None,
    };
    Some(call)
}

/// The statements that hold what a type's schemas assert against `self`.
pub(crate) fn valid(to: &mut Writing<'_>, ty: &Type) -> Vec<String> {
    let valid = ty.constraints.iter().filter(|it| matches!(it, Constraint::Valid(_)));
    let calls = valid.filter_map(|it| assertion(to, &ty.shape, it, Place { text: "self", is_reference: true }));
    calls.map(|it| format!("check.{it};")).collect()
}

/// Whether every value is of a type. That a value is not of it is the schema `false`.
pub(crate) fn is_anything(model: &Model, id: TypeId) -> bool {
    model[id].shape == Shape::Any && model[id].constraints.is_empty()
}

/// The call that checks which members must be beside one; `given` writes whether a member is there.
pub(crate) fn dependents(name: &str, others: &[String], given: impl Fn(&str) -> String) -> String {
    let needs = others.iter().map(|it| format!("({}, {})", literals::string(it), given(it)));
    let needs = needs.collect::<Vec<_>>().join(", ");
    format!("dependent_required({}, {}, &[{needs}])", literals::string(name), given(name))
}

/// Whether a map has a member, as an expression.
pub(crate) fn contains(map: &str, name: &str) -> String {
    format!("{map}.contains_key({})", literals::string(name))
}

/// Which assertions speak about a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number(Scalar),
    Bool,
    List,
    Map,
    Other,
}

impl Kind {
    fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Scalar(Scalar::Text) => Self::Text,
            Shape::Scalar(
                it @ (Scalar::Int32
                | Scalar::Int64
                | Scalar::UInt32
                | Scalar::UInt64
                | Scalar::Float32
                | Scalar::Float64),
            ) => Self::Number(*it),
            Shape::Scalar(Scalar::Bool) => Self::Bool,
            Shape::List(_) => Self::List,
            Shape::Map(_) => Self::Map,
            _ => Self::Other,
        }
    }
}

/// Assertions that no statement is written for, by their JSON Schema keyword.
pub(crate) fn unenforced(model: &Model, shape: &Shape, it: &Constraint<TypeId>) -> Option<&'static str> {
    use Constraint as C;
    let kind = Kind::of(shape);
    let record = matches!(shape, Shape::Record { .. });
    match it {
        C::Not(all) if is_anything(model, *all) && !matches!(shape, Shape::Union { .. }) => None,
        C::Not(_) => Some("not"),
        C::DependentRequired(..) if !record && kind != Kind::Map => Some("dependentRequired"),
        C::Const(_) if kind == Kind::Other && !matches!(shape, Shape::Enum { .. }) => Some("const"),
        C::MultipleOf(_) | C::Minimum(_) | C::Maximum(_) | C::ExclusiveMinimum(_) | C::ExclusiveMaximum(_)
            if matches!(shape, Shape::Any | Shape::Union { .. }) =>
        {
            Some("numeric bounds on a value of any type")
        }
        C::MinLength(_) | C::MaxLength(_) | C::Pattern(..) | C::Format(_)
            if kind != Kind::Text && matches!(shape, Shape::Scalar(_) | Shape::Any | Shape::Union { .. }) =>
        {
            Some("assertions about text on a value that is more than text")
        }
        _ => None,
    }
}

/// Whether a type, or one it is made of, asserts something that takes a statement.
fn needs_check(model: &Model, id: TypeId) -> bool {
    // Types contain one another as deeply as a document has it.
    let (mut seen, mut waiting) = (HashSet::new(), vec![id]);
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if asserts(model, id) {
            return true;
        }
        waiting.extend(parts(&model[id].shape));
    }
    false
}

/// Whether a type by itself does.
fn asserts(model: &Model, id: TypeId) -> bool {
    let ty = &model[id];
    let is_written = |it: &Constraint<TypeId>| match it {
        Constraint::Not(all) => is_anything(model, *all),
        Constraint::Valid(_) => true,
        it => ty.shape != Shape::Any && unenforced(model, &ty.shape, it).is_none(),
    };
    ty.constraints.iter().any(is_written)
        || matches!(&ty.shape, Shape::Enum { values, .. } if values.iter().any(|it| it.value.as_text().is_none()))
}

fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record { fields, .. } => fields.iter().map(|it| it.ty).chain(super::rust::keeps_rest(shape)).collect(),
        Shape::Union { variants, .. } => variants.iter().map(|it| it.ty).collect(),
        Shape::List(it) | Shape::Map(it) | Shape::Nullable(it) => vec![*it],
        _ => Vec::new(),
    }
}

fn format_name(it: Format) -> &'static str {
    match it {
        Format::Email => "Email",
        Format::Hostname => "Hostname",
        Format::Ipv4 => "Ipv4",
        Format::Ipv6 => "Ipv6",
        Format::Uri => "Uri",
        Format::UriReference => "UriReference",
        Format::JsonPointer => "JsonPointer",
        Format::Regex => "Regex",
        Format::DateTime => "DateTime",
        Format::Time => "Time",
        Format::Duration => "Duration",
    }
}
