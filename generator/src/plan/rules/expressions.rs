//! Expressions as Rust.

use super::places::{Place, wrapped};
use super::{calls, comparisons};
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{
    Cardinality, Cel, CelEach, CelFold, CelItem, CelLiteral, CelNode, CelType, ProtoField, ProtoKind, ProtoType, Value,
};

/// An expression.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    pub(super) text: String,
    /// Whether it must be in parentheses beside an operator.
    pub(super) is_compound: bool,
    /// Whether it is a `String`, where a text is wanted.
    pub(super) is_owned: bool,
}

impl Code {
    /// What needs no parentheses.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_compound: false, is_owned: false }
    }

    /// Operands with something between them.
    pub(super) fn compound(text: impl Into<String>) -> Self {
        Self { is_compound: true, ..Self::plain(text) }
    }

    /// A `String`.
    pub(super) fn owned(text: impl Into<String>) -> Self {
        Self { is_owned: true, ..Self::plain(text) }
    }

    /// As an operand.
    pub(super) fn operand(&self) -> String {
        if self.is_compound { format!("({})", self.text) } else { self.text.clone() }
    }

    /// As what a method is called on.
    pub(super) fn receiver(&self) -> String {
        let text = self.operand();
        let text = text.strip_prefix('*').map_or(text.clone(), str::to_owned);
        let stripped = [".as_str()", ".as_slice()"].iter().find_map(|it| text.strip_suffix(it));
        stripped.map_or(text.clone(), str::to_owned)
    }

    /// A text as a `&str`.
    pub(super) fn borrowed(&self) -> String {
        if self.is_owned { format!("{}.as_str()", self.operand()) } else { self.text.clone() }
    }
}

/// Writes expressions about one value.
pub(super) struct Expressions<'w, 'm> {
    pub(super) to: &'w mut Writing<'m>,
    /// Where what is named is; `this` first.
    places: Vec<(String, Place)>,
    /// Whether what is being written may have no value.
    pub(super) may_fail: bool,
}

impl<'w, 'm> Expressions<'w, 'm> {
    pub(super) fn new(to: &'w mut Writing<'m>, this: Place) -> Self {
        to.uses.add("zephyrix::proto");
        Self { to, places: vec![("this".to_owned(), this)], may_fail: false }
    }

    /// A whole expression; an error where it may have no value, and is to be within a closure.
    pub(super) fn whole(&mut self, it: &Cel) -> Result<Code, Code> {
        self.may_fail = false;
        let code = self.code(it);
        if self.may_fail { Err(code) } else { Ok(code) }
    }

    /// What fails where there is no value.
    pub(super) fn fallible(&mut self, call: &str) -> String {
        self.may_fail = true;
        format!("{call}?")
    }

    /// An expression.
    pub(super) fn code(&mut self, it: &Cel) -> Code {
        match &it.node {
            CelNode::Literal(it) => literal(it),
            CelNode::List(items) => {
                let items: Vec<String> = items.iter().map(|it| self.code(it).borrowed()).collect();
                Code::plain(format!("[{}]", items.join(", ")))
            }
            CelNode::Variable(name) => Code::plain(self.variable(name, &it.ty)),
            CelNode::Now => Code::plain("proto::cel::now()"),
            CelNode::Field(of, name) => Code::plain(self.field(of, name, &it.ty)),
            CelNode::Has(of, name) => self.has(of, name),
            CelNode::Call(function, of) => match comparisons::code(self, *function, of) {
                Some(code) => code,
                None => calls::code(self, *function, of, &it.ty),
            },
            CelNode::If(parts) => self.either(parts),
            CelNode::Each(each) => self.each(each),
        }
    }

    fn variable(&self, name: &str, ty: &CelType) -> String {
        let place = self.places.iter().rev().find(|it| it.0 == name).map(|it| &it.1);
        match (place, ty) {
            (Some(place), CelType::List(_) | CelType::Map(..)) => place.text.clone(),
            (Some(place), _) => place.read(),
            (None, _) => String::new(),
        }
    }

    /// A message as something to select from.
    pub(super) fn base(&mut self, it: &Cel) -> String {
        match &it.node {
            CelNode::Variable(name) => {
                self.places.iter().rev().find(|it| it.0 == *name).map(|it| it.1.text.clone()).unwrap_or_default()
            }
            CelNode::Field(of, name) => match self.member(of, name) {
                Some((place, field, boxed)) => message(&place, &field, boxed),
                None => String::new(),
            },
            _ => self.code(it).operand(),
        }
    }

    /// Where a field of a message is, what it is, and whether it is boxed.
    fn member(&mut self, of: &Cel, name: &str) -> Option<(String, ProtoField, bool)> {
        let CelType::Message(owner) = &of.ty else { return None };
        let base = self.base(of);
        if &**owner == "google.protobuf.FieldMask" {
            return Some((format!("{base}.{name}"), paths(), false));
        }
        let (id, at) = self.found(owner, name)?;
        let (fields, _) = super::message(&self.to.model[id])?;
        let field = fields.get(at)?;
        let member = self.to.rust.members(id).get(at)?;
        let boxed = self.to.rust.is_boxed(self.to.model, id, field.ty);
        Some((format!("{base}.{member}"), field.proto.as_deref()?.clone(), boxed))
    }

    /// A message and the position of its field.
    fn found(&self, message: &str, name: &str) -> Option<(TypeId, usize)> {
        let is_it =
            |ty: &Option<Box<ProtoType>>| matches!(ty.as_deref(), Some(ProtoType::Message(it)) if it.name == message);
        let (id, ty) = self.to.model.types().find(|(_, it)| is_it(&it.proto))?;
        let (fields, _) = super::message(ty)?;
        let at = fields.iter().position(|it| it.proto.as_ref().is_some_and(|it| it.name == name))?;
        Some((id, at))
    }

    fn field(&mut self, of: &Cel, name: &str, ty: &CelType) -> String {
        let Some((text, field, boxed)) = self.member(of, name) else { return String::new() };
        if matches!(ty, CelType::List(_) | CelType::Map(..)) {
            return text;
        }
        if field.cardinality != Cardinality::Explicit {
            return Place { text, is_reference: false, item: CelItem::Kept(field.kind) }.read();
        }
        match ty {
            CelType::Message(_) => format!("&*{}", message(&text, &field, boxed)),
            ty => optional(&text, &field, ty),
        }
    }

    fn has(&mut self, of: &Cel, name: &str) -> Code {
        match self.member(of, name) {
            Some((place, field, _)) => {
                let text = super::places::is_set(&field, &place);
                if text.contains(" != ") { Code::compound(text) } else { Code::plain(text) }
            }
            None => Code::plain("false"),
        }
    }

    fn either(&mut self, [test, yes, no]: &[Cel; 3]) -> Code {
        let (condition, yes, no) = (self.code(test).text, self.code(yes), self.code(no));
        let is_owned = yes.is_owned || no.is_owned;
        let branch = |it: Code| if is_owned { it.into_owned() } else { it.text };
        let whole = format!("if {condition} {{ {} }} else {{ {} }}", branch(yes), branch(no));
        Code { text: whole, is_compound: true, is_owned }
    }

    /// A comprehension.
    fn each(&mut self, it: &CelEach) -> Code {
        let (items, item) = self.items(&it.over);
        let depth = self.places.len();
        let name = if depth == 1 { "item".to_owned() } else { format!("item{depth}") };
        let place = Place { text: name.clone(), is_reference: true, item };
        self.places.push((it.name.clone(), place));
        let outer = std::mem::take(&mut self.may_fail);
        let body = self.code(&it.body);
        self.places.pop();
        let fails = std::mem::replace(&mut self.may_fail, outer);
        let name = if body.text.contains(&name) { name } else { "_".to_owned() };
        self.fold(it.how, &items, &name, &body, fails)
    }

    fn fold(&mut self, how: CelFold, items: &str, name: &str, body: &Code, fails: bool) -> Code {
        let text = &body.text;
        Code::plain(match (how, fails) {
            (CelFold::All, false) => format!("{items}.all(|{name}| {text})"),
            (CelFold::Exists, false) => format!("{items}.any(|{name}| {text})"),
            (CelFold::ExistsOne, false) => format!("proto::cel::exists_one({items}, |{name}| {text})"),
            (CelFold::Filter, false) => {
                let name = if name == "_" { name.to_owned() } else { format!("&{name}") };
                format!("{items}.filter(|{name}| {text}).cloned().collect::<Vec<_>>()")
            }
            (CelFold::Map, false) => {
                format!("{items}.map(|{name}| {}).collect::<Vec<_>>()", made(body))
            }
            (CelFold::All, true) => self.fallible(&format!("proto::cel::try_all({items}, |{name}| Ok({text}))")),
            (CelFold::Exists, true) => self.fallible(&format!("proto::cel::try_exists({items}, |{name}| Ok({text}))")),
            (CelFold::ExistsOne, true) => {
                self.fallible(&format!("proto::cel::try_exists_one({items}, |{name}| Ok({text}))"))
            }
            (CelFold::Filter, true) => self.fallible(&format!("proto::cel::try_filter({items}, |{name}| Ok({text}))")),
            (CelFold::Map, true) => {
                self.fallible(&format!("proto::cel::try_map({items}, |{name}| Ok({}))", made(body)))
            }
        })
    }

    /// An iterator over the items of a list, or the keys of a map; and what they are.
    pub(super) fn items(&mut self, it: &Cel) -> (String, CelItem) {
        let all = self.code(it).operand();
        match &it.ty {
            CelType::Map(key, _) => (format!("{all}.keys()"), (**key).clone()),
            CelType::List(item) => (format!("{all}.iter()"), (**item).clone()),
            _ => (all, CelItem::Made(CelType::Null)),
        }
    }
}

/// A message in a field, which may be absent.
fn message(place: &str, field: &ProtoField, boxed: bool) -> String {
    let method = if boxed { "as_deref" } else { "as_ref" };
    match field.cardinality {
        Cardinality::Explicit => format!("proto::cel::message({place}.{method}())"),
        _ => place.to_owned(),
    }
}

/// A made item: a `String` where it is a text.
fn made(body: &Code) -> String {
    let is_text = body.is_owned || body.text.ends_with(".as_str()");
    if is_text { body.clone().into_owned() } else { body.text.clone() }
}

/// What has presence, as its default where it is absent.
fn optional(text: &str, field: &ProtoField, ty: &CelType) -> String {
    let kind = match &field.kind {
        ProtoKind::Message(name) => wrapped(name).unwrap_or_else(|| field.kind.clone()),
        kind => kind.clone(),
    };
    let default = field.default.as_ref();
    match ty {
        CelType::Text => match default {
            Some(Value::Text(it)) => format!("{text}.as_deref().unwrap_or({})", literals::string(it)),
            _ => format!("{text}.as_deref().unwrap_or_default()"),
        },
        CelType::Bytes => format!("{text}.as_ref().map_or(&[][..], |it| it.0.as_slice())"),
        CelType::Timestamp => format!("{text}.as_ref().map_or(0, proto::cel::moment)"),
        CelType::Duration => format!("{text}.as_ref().map_or(0, proto::cel::span)"),
        _ => {
            let value = match default.and_then(literals::value_of_kind) {
                Some(it) => format!("{text}.unwrap_or({it})"),
                None => format!("{text}.unwrap_or_default()"),
            };
            Place { text: value, is_reference: false, item: CelItem::Kept(kind) }.read()
        }
    }
}

/// The only field of a `FieldMask`.
fn paths() -> ProtoField {
    ProtoField {
        name: "paths".to_owned(),
        number: 1,
        kind: ProtoKind::String,
        cardinality: Cardinality::Repeated,
        oneof: None,
        default: None,
        behaviors: Vec::new(),
        rules: zephyrix_ir::vocabulary::Rules::default(),
    }
}

fn literal(it: &CelLiteral) -> Code {
    Code::plain(match it {
        CelLiteral::Null => "()".to_owned(),
        CelLiteral::Bool(it) => it.to_string(),
        CelLiteral::Int(it) => literals::whole((*it).into()),
        CelLiteral::Uint(it) => literals::whole((*it).into()),
        CelLiteral::Double(bits) => match f64::from_bits(*bits) {
            it if it.is_nan() => "f64::NAN".to_owned(),
            it if it.is_infinite() => if it > 0.0 { "f64::INFINITY" } else { "f64::NEG_INFINITY" }.to_owned(),
            it => format!("{it:?}"),
        },
        CelLiteral::Text(it) => literals::string(it),
        CelLiteral::Bytes(it) => format!("b\"{}\".as_slice()", it.escape_ascii()),
        CelLiteral::Timestamp(it) | CelLiteral::Duration(it) => literals::whole(*it),
    })
}
