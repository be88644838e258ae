//! What a selection brings, as a tree: fields merged as execution merges them (GraphQL §6.3.2, `CollectFields`).

use apollo_compiler::ast::{DirectiveList, FieldDefinition};
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{ExecutableDocument, Name, Schema};
use indexmap::{IndexMap, IndexSet};
use std::collections::{HashMap, HashSet};

/// So many fields may all operations together select: fragments that spread one another multiply.
pub(super) const MOST: usize = 100_000;

/// What is selected of an object.
pub(super) enum Chosen<'a> {
    /// What a fragment selects, and nothing else.
    Fragment(&'a Name),
    /// The same of each object that there may be.
    Record(Vec<Member<'a>>),
    /// What depends on the object's type.
    ByType {
        /// What some types have.
        arms: Vec<Arm<'a>>,
        /// What all others have, those that the schema does not know yet among them.
        others: Vec<Member<'a>>,
    },
}

/// What objects of some types have.
pub(super) struct Arm<'a> {
    /// What they are called together.
    pub(super) name: String,
    pub(super) types: Vec<&'a Name>,
    pub(super) members: Vec<Member<'a>>,
}

/// A field that is selected.
pub(super) struct Member<'a> {
    /// Its alias, or else its name.
    pub(super) key: &'a Name,
    pub(super) definition: &'a FieldDefinition,
    /// Whether it comes whatever the variables are.
    pub(super) always: bool,
    pub(super) inside: Option<Chosen<'a>>,
}

/// What documents select.
pub(super) struct Selected<'a> {
    pub(super) operations: Vec<(&'a Operation, Chosen<'a>)>,
    /// By fragment that is a type of its own.
    pub(super) fragments: HashMap<&'a Name, Chosen<'a>>,
}

/// A selection, and whether it is made whatever the variables are.
type Part<'a> = (&'a SelectionSet, bool);

/// The fields of a record so far, by what they are called in it.
type Found<'a> = IndexMap<&'a Name, (&'a Field, Vec<(&'a Field, bool)>)>;

/// Which objects a selection is about.
#[derive(Clone, Copy)]
struct Of<'a> {
    /// The type that the schema promises.
    ty: &'a Name,
    /// An object type that they are of; nothing: none that a condition tells from others.
    object: Option<&'a Name>,
    /// Whether it is the only one.
    alone: bool,
}

/// Walks through operations and the fragments that they need.
pub(super) struct Collector<'a> {
    schema: &'a Schema,
    possible: &'a HashMap<&'a Name, Vec<&'a Name>>,
    document: &'a ExecutableDocument,
    fragments: IndexSet<&'a Name>,
    count: usize,
    /// The operation or fragment that selects too much.
    too_much: Option<&'a Name>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        possible: &'a HashMap<&'a Name, Vec<&'a Name>>,
        document: &'a ExecutableDocument,
    ) -> Self {
        Self { schema, possible, document, fragments: IndexSet::new(), count: 0, too_much: None }
    }

    /// What every operation selects, and the fragments that stand for all of a selection somewhere.
    ///
    /// # Errors
    /// With the operation or fragment that selects too much.
    pub(super) fn all(mut self) -> Result<Selected<'a>, &'a Name> {
        let (document, mut operations) = (self.document, Vec::new());
        for (name, it) in &document.operations.named {
            operations.push((&**it, self.whole(name, &it.selection_set)));
        }
        let fragments = self.fragments();
        self.too_much.map_or(Ok(Selected { operations, fragments }), Err)
    }

    fn whole(&mut self, name: &'a Name, set: &'a SelectionSet) -> Chosen<'a> {
        let chosen = self.chosen(&set.ty, &[(set, true)]);
        if self.count > MOST {
            self.too_much.get_or_insert(name);
        }
        chosen
    }

    fn fragments(&mut self) -> HashMap<&'a Name, Chosen<'a>> {
        let mut made = HashMap::new();
        let mut at = 0;
        while let Some(name) = self.fragments.get_index(at).copied() {
            at += 1;
            if let Some(it) = self.document.fragments.get(name) {
                made.insert(name, self.whole(name, &it.selection_set));
            }
        }
        made
    }

    fn chosen(&mut self, ty: &'a Name, parts: &[Part<'a>]) -> Chosen<'a> {
        if let Some(name) = self.lone_fragment(ty, parts) {
            self.fragments.insert(name);
            return Chosen::Fragment(name);
        }
        if self.count > MOST {
            return Chosen::Record(Vec::new());
        }
        let Some(possible) = self.possible.get(ty) else {
            return Chosen::Record(self.members(Of { ty, object: Some(ty), alone: true }, parts));
        };
        let mut conditions = IndexSet::new();
        for (set, _) in parts {
            self.conditions(ty, set, &mut HashSet::new(), &mut conditions);
        }
        let mut groups: IndexMap<Vec<&'a Name>, Vec<&'a Name>> = IndexMap::new();
        for object in possible {
            let met: Vec<&Name> = conditions.iter().copied().filter(|it| self.is_of(object, it)).collect();
            if !met.is_empty() {
                groups.entry(met).or_default().push(object);
            }
        }
        let nobody = Of { ty, object: None, alone: false };
        if groups.is_empty() {
            return Chosen::Record(self.members(nobody, parts));
        }
        let arms = groups.into_iter().map(|(met, types)| self.arm(ty, &met, types, parts)).collect();
        Chosen::ByType { arms, others: self.members(nobody, parts) }
    }

    fn arm(&mut self, ty: &'a Name, met: &[&'a Name], types: Vec<&'a Name>, parts: &[Part<'a>]) -> Arm<'a> {
        let name = match types.as_slice() {
            [one] => one.to_string(),
            _ => met.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" "),
        };
        let of = Of { ty, object: types.first().copied(), alone: types.len() == 1 };
        Arm { name, members: self.members(of, parts), types }
    }

    /// The fragment that a selection consists of.
    fn lone_fragment(&self, ty: &Name, parts: &[Part<'a>]) -> Option<&'a Name> {
        let [(set, true)] = parts else { return None };
        let [Selection::FragmentSpread(it)] = set.selections.as_slice() else { return None };
        let same = self.document.fragments.get(&it.fragment_name)?.type_condition() == ty;
        (same && !is_conditional(&it.directives)).then_some(&it.fragment_name)
    }

    /// Types that a selection tells from others.
    fn conditions(
        &self,
        ty: &Name,
        set: &'a SelectionSet,
        seen: &mut HashSet<&'a Name>,
        found: &mut IndexSet<&'a Name>,
    ) {
        for it in &set.selections {
            let (condition, inside) = match it {
                Selection::Field(_) => continue,
                Selection::InlineFragment(it) => (it.type_condition.as_ref(), &it.selection_set),
                Selection::FragmentSpread(it) => match self.document.fragments.get(&it.fragment_name) {
                    Some(it) if seen.insert(&it.name) => (Some(it.type_condition()), &it.selection_set),
                    _ => continue,
                },
            };
            if let Some(it) = condition.filter(|it| !self.covers(it, ty)) {
                found.insert(it);
            }
            self.conditions(ty, inside, seen, found);
        }
    }

    /// Whether all objects of a type are of another, whatever the schema will have.
    fn covers(&self, condition: &Name, ty: &Name) -> bool {
        let implements = match self.schema.types.get(ty) {
            Some(ExtendedType::Object(it)) => it.implements_interfaces.iter().any(|it| **it == *condition),
            Some(ExtendedType::Interface(it)) => it.implements_interfaces.iter().any(|it| **it == *condition),
            _ => false,
        };
        condition == ty || implements
    }

    /// Whether objects of an object type are of a type.
    fn is_of(&self, object: &Name, ty: &Name) -> bool {
        object == ty || self.possible.get(ty).is_some_and(|all| all.contains(&object))
    }

    fn members(&mut self, of: Of<'a>, parts: &[Part<'a>]) -> Vec<Member<'a>> {
        let (mut found, mut seen) = (Found::new(), HashSet::new());
        for (set, always) in parts {
            self.collect(of, (set, *always), &mut seen, &mut found);
        }
        self.count += found.len();
        let object = self.schema.types.get(of.object.unwrap_or(of.ty)).and_then(ExtendedType::as_object);
        let object = object.filter(|_| of.alone);
        found.into_iter().map(|(key, (first, all))| self.member(object, key, first, &all)).collect()
    }

    fn member(
        &mut self,
        object: Option<&'a ObjectType>,
        key: &'a Name,
        first: &'a Field,
        all: &[(&'a Field, bool)],
    ) -> Member<'a> {
        // An object may promise more than the interface by which it is asked.
        let own = object.and_then(|it| it.fields.get(&first.name)).map(|it| &**it);
        let definition: &FieldDefinition = own.unwrap_or(&first.definition);
        // A field that is selected once is there with all that is in it, or it is not there.
        let part = |(it, always): &(&'a Field, bool)| Some((it.selection_set.as_ref()?, *always || all.len() == 1));
        let parts: Vec<Part<'a>> = all.iter().filter_map(part).collect();
        let inside = (!parts.is_empty()).then(|| self.chosen(definition.ty.inner_named_type(), &parts));
        Member { key, definition, always: all.iter().any(|it| it.1), inside }
    }

    fn collect(
        &self,
        of: Of<'a>,
        (set, always): Part<'a>,
        seen: &mut HashSet<(&'a Name, bool)>,
        found: &mut Found<'a>,
    ) {
        for it in &set.selections {
            let always = always && !is_conditional(it.directives());
            let (condition, inside) = match it {
                Selection::Field(it) => {
                    found.entry(it.response_name()).or_insert_with(|| (it, Vec::new())).1.push((it, always));
                    continue;
                }
                Selection::InlineFragment(it) => (it.type_condition.as_ref(), &it.selection_set),
                Selection::FragmentSpread(it) => match self.document.fragments.get(&it.fragment_name) {
                    Some(it) if seen.insert((&it.name, always)) => (Some(it.type_condition()), &it.selection_set),
                    _ => continue,
                },
            };
            let is_met = |it: &Name| self.covers(it, of.ty) || of.object.is_some_and(|object| self.is_of(object, it));
            if condition.is_none_or(is_met) {
                self.collect(of, (inside, always), seen, found);
            }
        }
    }
}

/// Whether it depends on variables that something is selected.
fn is_conditional(directives: &DirectiveList) -> bool {
    directives.has("skip") || directives.has("include")
}
