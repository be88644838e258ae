//! `readOnly` and `writeOnly`: a record that has such fields looks different in requests and in answers.
//!
//! Only where it matters: a type none of whose parts is one-sided serves both ways.

use crate::TypeId;
use crate::vocabulary::{Constraint, Content, Field, HttpPlace, Map, Operation, Outgoing, Shape, Type, TypeName};
use std::collections::HashMap;

/// Gives what arrives and what is sent their own view of each type where they differ: `readOnly` is what the service
/// alone says, `writeOnly` what it alone is told, also where it is the service that asks.
pub(super) fn split(
    types: Vec<Type>,
    mut operations: Vec<Operation>,
    mut outgoing: Vec<Outgoing>,
) -> (Vec<Type>, Vec<Operation>, Vec<Outgoing>) {
    let mut arriving = View::new(types, "Input", |it| it.read_only);
    for it in &mut operations {
        arriving.request(it);
    }
    for it in &mut outgoing {
        arriving.answers(&mut it.operation);
    }
    let mut sent = View::new(arriving.types, "Output", |it| it.write_only);
    for it in &mut operations {
        sent.answers(it);
    }
    for it in &mut outgoing {
        sent.request(&mut it.operation);
    }
    (sent.types, operations, outgoing)
}

/// The types with the fields that `hidden` names taken away, made as they are asked for.
struct View {
    types: Vec<Type>,
    suffix: &'static str,
    hidden: fn(&Field) -> bool,
    /// By id: whether a hidden field can be reached.
    affected: Vec<bool>,
    made: HashMap<TypeId, TypeId>,
}

impl View {
    fn new(types: Vec<Type>, suffix: &'static str, hidden: fn(&Field) -> bool) -> Self {
        let affected = reach(&types, hidden);
        Self { types, suffix, hidden, affected, made: HashMap::new() }
    }

    fn request(&mut self, operation: &mut Operation) {
        for input in &mut operation.inputs {
            if let HttpPlace::Body(contents) = &mut input.place {
                self.contents(contents);
            }
            input.field.ty = self.of(input.field.ty);
        }
    }

    fn answers(&mut self, operation: &mut Operation) {
        for outcome in &mut operation.outcomes {
            self.contents(&mut outcome.content);
        }
    }

    fn contents(&mut self, contents: &mut [Content]) {
        for content in contents {
            content.ty = content.ty.map(|id| self.of(id));
        }
    }

    fn of(&mut self, id: TypeId) -> TypeId {
        if !self.affected.get(id.index()).copied().unwrap_or(false) {
            return id;
        }
        if let Some(known) = self.made.get(&id) {
            return *known;
        }
        let slot = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        let original = self.types[id.index()].clone();
        self.types.push(original.clone());
        self.made.insert(id, slot);
        let shape = self.without(original.shape).map(&mut |it: &TypeId| self.of(*it));
        let constraints: Vec<Constraint<TypeId>> =
            original.constraints.iter().map(|it| it.map(&mut |to: &TypeId| self.of(*to))).collect();
        let suffix = self.suffix;
        let renamed_from = original.renamed_from.iter().map(|it| it.with(|name| format!("{name}{suffix}"))).collect();
        let name = match original.name {
            TypeName::Declared(name) => TypeName::Declared(format!("{name}{}", self.suffix)),
            TypeName::Inline(mut words) => {
                words.push(self.suffix.to_owned());
                TypeName::Inline(words)
            }
        };
        self.types[slot.index()] = Type { name, renamed_from, shape, constraints, ..original };
        slot
    }

    fn without(&self, shape: Shape) -> Shape {
        match shape {
            Shape::Record { mut fields, rest } => {
                fields.retain(|it| !(self.hidden)(it));
                Shape::Record { fields, rest }
            }
            it => it,
        }
    }
}

/// By id: whether a field that `hidden` names can be reached from the type.
fn reach(types: &[Type], hidden: fn(&Field) -> bool) -> Vec<bool> {
    let own = |it: &Type| matches!(&it.shape, Shape::Record { fields, .. } if fields.iter().any(hidden));
    let mut found: Vec<bool> = types.iter().map(own).collect();
    loop {
        let mut changed = false;
        for (at, ty) in types.iter().enumerate() {
            if found[at] {
                continue;
            }
            let mut any = false;
            ty.shape.map(&mut |id: &TypeId| any |= found[id.index()]);
            found[at] = any;
            changed |= any;
        }
        if !changed {
            return found;
        }
    }
}
