//! Named types: which there are, and what each is made of.

use super::Comparison;
use crate::diff::{Breaks, Finding};
use apollo_compiler::schema::{EnumType, ExtendedType, InputObjectType};
use apollo_compiler::{Name, Node};
use zephyrix_ir::Code;

/// The interface of everything that has an id (<https://relay.dev/graphql/objectidentification.htm>).
const NODE: &str = "Node";

impl Comparison<'_> {
    pub(super) fn types(&mut self) {
        let before: Vec<&ExtendedType> = self.old.types().collect();
        for was in &before {
            match self.new.ty(was.name()) {
                Some(is) => self.named(was, is),
                None => self.gone(was),
            }
        }
        let now: Vec<&ExtendedType> = self.new.types().collect();
        for is in now {
            if self.old.ty(is.name()).is_none() {
                self.new_type(is);
            }
        }
    }

    fn new_type(&mut self, is: &ExtendedType) {
        self.fresh(&format!("the type `{}`", is.name()), is.name().location());
        // Values of an interface that was there may be of it, too; but who asks for a node has had its id from somewhere.
        for of in interfaces(is).filter(|it| is.is_object() && ***it != NODE) {
            let known = self.old.ty(of).filter(|it| self.old.answered.contains(it.name()));
            if let Some(was) = known {
                let message = format!("a `{of}` may be a `{}`, which is new", is.name());
                self.tell(Finding::harmless(Code::MAY_SURPRISE, message), was.name().location(), of.location());
            }
        }
    }

    /// A type that is gone: fragments name those that have fields, variables those that are sent.
    fn gone(&mut self, was: &ExtendedType) {
        let name = was.name();
        let is_named = !was.is_leaf() && !was.is_input_object() || self.old.sent.contains(name);
        let breaks = if is_named { Breaks::Wire } else { Breaks::Code };
        let found = Finding::breaking(Code::TYPE_GONE, breaks, format!("the type `{name}` is gone"));
        self.findings.push(found.was(self.old.span(name.location())));
    }

    fn named(&mut self, was: &ExtendedType, is: &ExtendedType) {
        let (name, places) = (is.name(), (was.name().location(), is.name().location()));
        match (was, is) {
            (ExtendedType::Object(_), ExtendedType::Object(_))
            | (ExtendedType::Interface(_), ExtendedType::Interface(_)) => {
                self.members((was, interfaces(was).collect()), (is, interfaces(is).collect()));
                self.fields(was, is);
            }
            (ExtendedType::Union(one), ExtendedType::Union(other)) => {
                self.members((was, one.members.iter().collect()), (is, other.members.iter().collect()));
            }
            (ExtendedType::Enum(one), ExtendedType::Enum(other)) => self.values(one, other),
            (ExtendedType::InputObject(one), ExtendedType::InputObject(other)) => self.input_object(one, other),
            (ExtendedType::Scalar(_), ExtendedType::Scalar(_)) => {}
            _ => {
                let message = format!("`{name}` is {}, and was {}", word(is), word(was));
                self.tell(Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message), places.0, places.1);
            }
        }
        self.applied(name, (was.directives(), places.0), (is.directives(), places.1));
    }

    /// Compares the members of a union, or the interfaces that a type implements: either way fragments lead from one to the other.
    fn members(
        &mut self,
        (was, before): (&ExtendedType, Vec<&Node<Name>>),
        (is, now): (&ExtendedType, Vec<&Node<Name>>),
    ) {
        let told = |other: &Name| {
            if is.is_union() { (is.name().clone(), other.clone()) } else { (other.clone(), is.name().clone()) }
        };
        for it in before.iter().filter(|it| !now.contains(it)) {
            let (of, member) = told(it);
            let message = format!("a `{of}` is never a `{member}`");
            let found = Finding::breaking(Code::ANSWER_CHANGED, Breaks::Wire, message);
            self.tell(found, it.location(), is.name().location());
        }
        for it in now.iter().filter(|it| !before.contains(it)) {
            let (of, member) = told(it);
            let found = Finding::harmless(Code::MAY_SURPRISE, format!("a `{of}` may be a `{member}`"));
            self.tell(found, was.name().location(), it.location());
        }
    }

    fn values(&mut self, was: &EnumType, is: &EnumType) {
        let name = &is.name;
        for it in was.values.values() {
            let path = format!("{name}.{}", it.value);
            if let Some(now) = is.values.get(&it.value) {
                let places = (it.value.location(), now.value.location());
                self.applied(&path, (&it.directives, places.0), (&now.directives, places.1));
                continue;
            }
            // Who is answered with one less need not change a word of what it asks.
            let breaks = if self.old.sent.contains(name) { Breaks::Wire } else { Breaks::Code };
            let found = Finding::breaking(Code::VALUE_GONE, breaks, format!("`{path}` is gone"));
            self.tell(found, it.value.location(), name.location());
        }
        for now in is.values.values().filter(|it| !was.values.contains_key(&it.value)) {
            let path = format!("`{name}.{}`", now.value);
            if self.new.answered.contains(name) {
                let found = Finding::harmless(Code::MAY_SURPRISE, format!("{path} is new, and may be answered"));
                self.tell(found, was.name.location(), now.value.location());
            } else {
                self.fresh(&path, now.value.location());
            }
        }
    }

    fn input_object(&mut self, was: &InputObjectType, is: &InputObjectType) {
        let (name, places) = (&is.name, (was.name.location(), is.name.location()));
        match (was.is_one_of(), is.is_one_of()) {
            (false, true) => {
                let message = format!("`{name}` takes one of its fields alone");
                self.tell(Finding::breaking(Code::ASSERTION_CHANGED, Breaks::Wire, message), places.0, places.1);
            }
            (true, false) => {
                let message = format!("`{name}` takes any of its fields");
                self.tell(Finding::harmless(Code::SOMETHING_NEW, message), places.0, places.1);
            }
            _ => {}
        }
        let fields = (was.fields.values().collect(), is.fields.values().collect());
        self.inputs(fields, places, &|field| format!("{name}.{field}"));
    }
}

fn interfaces(ty: &ExtendedType) -> impl Iterator<Item = &Node<Name>> {
    let all = match ty {
        ExtendedType::Object(it) => Some(&it.implements_interfaces),
        ExtendedType::Interface(it) => Some(&it.implements_interfaces),
        _ => None,
    };
    all.into_iter().flatten()
}

const fn word(ty: &ExtendedType) -> &'static str {
    match ty {
        ExtendedType::Scalar(_) => "a scalar",
        ExtendedType::Object(_) => "an object type",
        ExtendedType::Interface(_) => "an interface",
        ExtendedType::Union(_) => "a union",
        ExtendedType::Enum(_) => "an enum",
        ExtendedType::InputObject(_) => "an input object type",
    }
}
