//! Assertions as functions: what each is called, which are written, and their statements.

use super::literals;
use super::names::{Scope, snake};
use super::rust::{RustPlan, Writing};
use std::collections::BTreeSet;
use zephyrix_ir::vocabulary::{Assertion, AssertionId, Constraint, HttpPlace, JsonKind, Keyword, Map, Number};
use zephyrix_ir::{Model, TypeId};

/// The names of the functions that are called, by id.
#[derive(Debug, Default)]
pub(crate) struct Assertions {
    names: Vec<Option<String>>,
}

impl Assertions {
    /// Names those that check a type or an input, and those that they call.
    pub(super) fn new(model: &Model, is_named: impl Fn(TypeId) -> bool) -> Self {
        let mut open = roots(model, is_named);
        let mut called = BTreeSet::new();
        while let Some(id) = open.pop() {
            if called.insert(id.0) {
                open.extend(model[id].keywords.iter().flat_map(Keyword::parts));
            }
        }
        let mut scope = Scope::with(["it"]);
        let name =
            |(id, it): (AssertionId, &Assertion)| called.contains(&id.0).then(|| scope.claim(snake(&it.name.text())));
        Self { names: model.assertions().map(name).collect() }
    }

    /// The function of one that is called.
    pub(crate) fn name(&self, id: AssertionId) -> Option<&str> {
        self.names[id.0 as usize].as_deref()
    }
}

/// The patterns that an assertion uses.
pub(super) fn patterns(it: &Assertion) -> Vec<&str> {
    let of = |keyword| match keyword {
        &Keyword::Constraint(Constraint::Pattern(ref text, _)) => vec![text.as_str()],
        Keyword::Members { matching, .. } => matching.iter().map(|it| it.0.as_str()).collect(),
        _ => Vec::new(),
    };
    it.keywords.iter().flat_map(of).collect()
}

/// The assertions of every type that is checked somewhere.
fn roots(model: &Model, is_named: impl Fn(TypeId) -> bool) -> Vec<AssertionId> {
    let mut open: Vec<TypeId> = model.types().map(|it| it.0).filter(|it| is_named(*it)).collect();
    for input in model.operations().flat_map(|(_, it)| &it.inputs) {
        match &input.place {
            HttpPlace::Body(contents) => open.extend(contents.iter().filter_map(|it| it.ty)),
            _ => open.push(input.field.ty),
        }
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            model.shape(id).map(&mut |it: &TypeId| open.push(*it));
            let valid = |it: &Constraint<TypeId>| if let Constraint::Valid(id) = it { Some(*id) } else { None };
            found.extend(model[id].constraints.iter().filter_map(valid));
        }
    }
    found
}

/// The statements of an assertion, over `it`.
pub(crate) fn statements(to: &mut Writing<'_>, it: &Assertion) -> Vec<String> {
    let asks = |it: &Keyword| matches!(it, Keyword::UnevaluatedItems(_) | Keyword::UnevaluatedProperties(_));
    let ask = it.keywords.iter().any(asks).then(|| "it.ask();".to_owned());
    let calls: Vec<String> = it.keywords.iter().filter_map(|it| call(to, it)).collect();
    ask.into_iter().chain(calls.into_iter().map(|it_| format!("it.{it_};"))).collect()
}

fn call(to: &mut Writing<'_>, keyword: &Keyword) -> Option<String> {
    let rust = to.rust;
    let rule = |id: AssertionId| rust.assertions.name(id).unwrap_or_default().to_owned();
    let rules = |all: &[AssertionId]| all.iter().map(|it| rule(*it)).collect::<Vec<_>>().join(", ");
    Some(match keyword {
        Keyword::Never => "never()".to_owned(),
        Keyword::Kinds(kinds) => {
            let kind = to.uses.add("zephyrix::Kind");
            let kinds: Vec<String> = kinds.iter().map(|it| format!("{kind}::{}", kind_name(*it))).collect();
            format!("kinds(&[{}])", kinds.join(", "))
        }
        Keyword::OneOf(values) => {
            let json = to.uses.add("serde_json::json");
            let values: Vec<String> = values.iter().map(|it| format!("{json}!({})", literals::literal(it))).collect();
            format!("one_of(&[{}])", values.join(", "))
        }
        Keyword::Required(names) => format!("required(&[{}])", strings(names)),
        Keyword::Members { named, matching, others } => {
            let named = named.iter().map(|(name, id)| format!("({}, {})", literals::string(name), rule(*id)));
            let named = named.collect::<Vec<_>>().join(", ");
            let matching = matching.iter().map(|(text, id)| format!("(&{}, {})", pattern(to, text), rule(*id)));
            let matching = matching.collect::<Vec<_>>().join(", ");
            format!("members(&[{named}], &[{matching}], {})", maybe(rust, *others))
        }
        Keyword::Items { first, others } => format!("items(&[{}], {})", rules(first), maybe(rust, *others)),
        Keyword::All(all) => format!("all_of(&[{}])", rules(all)),
        Keyword::Any(all) => format!("any_of(&[{}])", rules(all)),
        Keyword::One(all) => format!("exactly_one_of(&[{}])", rules(all)),
        Keyword::UnevaluatedProperties(id) => format!("unevaluated_properties({})", rule(*id)),
        Keyword::UnevaluatedItems(id) => format!("unevaluated_items({})", rule(*id)),
        Keyword::Constraint(it) => return constraint(to, it),
    })
}

fn constraint(to: &mut Writing<'_>, it: &Constraint<AssertionId>) -> Option<String> {
    use Constraint as C;
    let rust = to.rust;
    let rule = |id: AssertionId| rust.assertions.name(id).unwrap_or_default().to_owned();
    Some(match it {
        C::MinLength(n) => format!("length({}, None)", literals::count(*n)),
        C::MaxLength(n) => format!("length(0, Some({}))", literals::count(*n)),
        C::Pattern(text, _) => format!("pattern(&{})", pattern(to, text)),
        C::Minimum(n) => format!("minimum({})", number(n)),
        C::Maximum(n) => format!("maximum({})", number(n)),
        C::ExclusiveMinimum(n) => format!("exclusive_minimum({})", number(n)),
        C::ExclusiveMaximum(n) => format!("exclusive_maximum({})", number(n)),
        C::MultipleOf(n) => format!("multiple_of({})", number(n)),
        C::MinItems(n) => format!("items_count({}, None, false)", literals::count(*n)),
        C::MaxItems(n) => format!("items_count(0, Some({}), false)", literals::count(*n)),
        C::UniqueItems => "items_count(0, None, true)".to_owned(),
        C::Contains { item, min, max } => {
            let max = max.map_or_else(|| "None".to_owned(), |it| format!("Some({})", literals::count(it)));
            format!("contains({}, {}, {max})", rule(*item), literals::count(*min))
        }
        C::MinProperties(n) => format!("members_count({}, None)", literals::count(*n)),
        C::MaxProperties(n) => format!("members_count(0, Some({}))", literals::count(*n)),
        C::PropertyNames(id) => format!("property_names({})", rule(*id)),
        C::DependentRequired(name, others) => {
            format!("dependent_required({}, &[{}])", literals::string(name), strings(others))
        }
        C::DependentSchema(name, id) => format!("dependent_schema({}, {})", literals::string(name), rule(*id)),
        C::Not(id) => format!("not({})", rule(*id)),
        C::Conditional { condition, then, otherwise } => {
            format!("conditional({}, {}, {})", rule(*condition), maybe(rust, *then), maybe(rust, *otherwise))
        }
        C::Valid(id) => format!("all_of(&[{}])", rule(*id)),
        // Formats inform, beyond types (validation §7.2); literals are `enum`s here.
        C::Format(_) | C::Const(_) => return None,
    })
}

fn maybe(rust: &RustPlan, id: Option<AssertionId>) -> String {
    id.and_then(|it| rust.assertions.name(it)).map_or_else(|| "None".to_owned(), |it| format!("Some({it})"))
}

fn pattern(to: &mut Writing<'_>, text: &str) -> String {
    let name = to.rust.pattern(text).to_owned();
    to.uses.add(&format!("super::patterns::{name}"))
}

fn number(it: &Number) -> String {
    literals::number(it, zephyrix_ir::vocabulary::Scalar::Float64)
}

fn strings(all: &[String]) -> String {
    all.iter().map(|it| literals::string(it)).collect::<Vec<_>>().join(", ")
}

fn kind_name(it: JsonKind) -> &'static str {
    match it {
        JsonKind::Null => "Null",
        JsonKind::Boolean => "Boolean",
        JsonKind::Integer => "Integer",
        JsonKind::Number => "Number",
        JsonKind::String => "String",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}
