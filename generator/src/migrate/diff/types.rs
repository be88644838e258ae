//! Types, sequences and extensions (PostgreSQL).

use crate::migrate::same;
use crate::migrate::step::Step;
use zephyrix_ir::vocabulary::relational::{DataType, Generation, Kind, Name, Schema, Sequence, UserType, UserTypeKind};

/// What is done before tables change, and what afterwards.
#[derive(Default)]
pub(super) struct Types {
    pub(super) before: Vec<Step>,
    pub(super) after: Vec<Step>,
}

/// What differs; in `from`, a type that is replaced is called otherwise from now on.
pub(super) fn differences(from: &mut Schema, to: &Schema) -> Types {
    let mut types = Types::default();
    let schemas = to.schemas().into_iter().filter(|it| !from.schemas().contains(it));
    types.before.extend(schemas.map(|it| Step::CreateSchema(it.to_owned())));
    let is_in = |it: &Name, schema: &Schema| schema.extensions.iter().any(|other| other.name == it.name);
    let new = to.extensions.iter().filter(|it| !from.extensions.contains(it));
    let how = |it: Name| if is_in(&it, from) { Step::MoveExtension(it) } else { Step::CreateExtension(it) };
    types.before.extend(new.cloned().map(how));
    for ty in &to.types {
        match from.user_type(&ty.name).cloned() {
            None => types.before.push(Step::CreateType(ty.clone())),
            Some(old) if same::kind(&old.kind, &ty.kind) => {}
            Some(old) => match further(&old, ty).filter(|it| !is_used_at_once(it, to)) {
                Some(steps) => types.before.extend(steps),
                None => types.replace(from, &old, ty),
            },
        }
        let before = from.user_type(&ty.name).and_then(|it| it.comment.as_ref());
        if before != ty.comment.as_ref() {
            types.before.push(Step::CommentType(ty.clone()));
        }
    }
    let gone = from.types.iter().rev().filter(|it| to.user_type(&it.name).is_none());
    types.after.extend(gone.cloned().map(Step::DropType));
    types.sequences(from, to);
    let gone = from.extensions.iter().filter(|it| !is_in(it, to));
    types.after.extend(gone.cloned().map(Step::DropExtension));
    types
}

impl Types {
    /// The old one steps aside until no column has it any more.
    fn replace(&mut self, from: &mut Schema, old: &UserType, new: &UserType) {
        let aside = Name { name: format!("{}__old", old.name.name), ..old.name.clone() };
        for table in &mut from.tables {
            for column in &mut table.columns {
                rename(&mut column.ty, &old.name, &aside);
            }
        }
        for ty in &mut from.types {
            match &mut ty.kind {
                UserTypeKind::Domain { base, .. } => rename(base, &old.name, &aside),
                UserTypeKind::Composite(columns) => {
                    for it in columns {
                        rename(&mut it.ty, &old.name, &aside);
                    }
                }
                UserTypeKind::Enum(_) | UserTypeKind::Other(_) => {}
            }
            if ty.name == old.name {
                ty.name = aside.clone();
            }
        }
        self.before.push(Step::RenameType { from: old.name.clone(), to: aside });
        self.before.push(Step::CreateType(new.clone()));
    }

    fn sequences(&mut self, from: &Schema, to: &Schema) {
        let find = |schema: &Schema, name: &Name| -> Option<Sequence> {
            schema.sequences.iter().find(|it| it.name == *name).cloned()
        };
        for it in &to.sequences {
            let old = find(from, &it.name);
            match &old {
                None => self.before.push(Step::CreateSequence(it.clone())),
                Some(old) if old.options != it.options => self.before.push(Step::AlterSequence(it.clone())),
                Some(_) => {}
            }
            if it.owned_by.is_some() && old.and_then(|it| it.owned_by) != it.owned_by {
                self.after.push(Step::OwnSequence(it.clone()));
            }
        }
        let gone = from.sequences.iter().filter(|it| find(to, &it.name).is_none());
        self.after.extend(gone.cloned().map(Step::DropSequence));
    }
}

fn rename(ty: &mut DataType, from: &Name, to: &Name) {
    match &mut ty.kind {
        Kind::User(name) if name == from => {
            *name = to.clone();
            ty.declared = to.to_string();
        }
        Kind::Array(of) => rename(of, from, to),
        _ => {}
    }
}

/// The steps, if an enum only got further words.
fn further(old: &UserType, new: &UserType) -> Option<Vec<Step>> {
    let (UserTypeKind::Enum(before), UserTypeKind::Enum(after)) = (&old.kind, &new.kind) else { return None };
    let mut rest = before.iter().peekable();
    let mut steps = Vec::new();
    for word in after {
        if rest.next_if(|it| *it == word).is_none() {
            let before = rest.peek().map(|it| (*it).clone());
            steps.push(Step::AddWord { of: new.name.clone(), word: word.clone(), before });
        }
    }
    rest.next().is_none().then_some(steps)
}

/// A new word may not be said in the transaction that it comes in.
fn is_used_at_once(steps: &[Step], to: &Schema) -> bool {
    let words = steps.iter().filter_map(|it| if let Step::AddWord { word, .. } = it { Some(word) } else { None });
    let mut literals = words.map(|it| format!("'{}'", it.replace('\'', "''")));
    literals.any(|literal| {
        to.tables.iter().any(|table| {
            let columns = table.columns.iter().any(|it| {
                let computed = match &it.generation {
                    Some(Generation::Computed { expression, .. }) => Some(expression),
                    _ => None,
                };
                it.default.iter().chain(computed).any(|it| it.text.contains(&literal))
            });
            let predicates = table.indexes.iter().filter_map(|it| it.predicate.as_ref());
            let checks = table.checks.iter().map(|it| &it.expression);
            columns || checks.chain(predicates).any(|it| it.text.contains(&literal))
        })
    })
}
