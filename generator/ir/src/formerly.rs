//! The same service as its contract called it before.

use crate::check::snake;
use crate::model::Model;
use crate::plural;
use crate::vocabulary::{Entity, Field, Former, Operation, Shape, Type, TypeName};
use std::collections::HashMap;

impl Model {
    /// How many earlier names anything has at most.
    pub fn generations(&self) -> usize {
        let fields = self.types.iter().flat_map(|it| match &it.shape {
            Shape::Record { fields, .. } => fields.as_slice(),
            _ => &[],
        });
        let inputs = self.every_operation().flat_map(|it| &it.inputs).map(|it| it.field.renamed_from.len());
        let objects = self.graph.iter().flat_map(|it| &it.objects);
        let answers = objects.clone().flat_map(|it| &it.fields).map(|it| it.renamed_from.len());
        let types = self.types.iter().map(|it| it.renamed_from.len());
        let operations = self.every_operation().map(|it| it.renamed_from.len());
        let tags = self.tags.iter().map(|it| it.renamed_from.len());
        let all = types.chain(fields.map(|it| it.renamed_from.len())).chain(operations).chain(tags);
        let all = all.chain(inputs).chain(objects.map(|it| it.renamed_from.len())).chain(answers);
        all.max().unwrap_or(0)
    }

    /// The same with everything called as it was, so that what follows from names can be told for both. Of what has
    /// several earlier names, that at `generation`; what has fewer is called as it is now.
    ///
    /// Every id leads to the same thing in both. It is only good for names: what is written in texts, such as examples,
    /// stays.
    #[must_use]
    pub fn formerly(&self, generation: usize) -> Self {
        let mut before = self.clone();
        let roots = self.roots(generation);
        for (ty, now) in before.types.iter_mut().zip(&self.types) {
            ty.name = named(&now.name, now, &roots, generation);
            ty.also = now.also.iter().map(|it| inline(it, &roots)).collect();
            if let Shape::Record { fields, .. } = &mut ty.shape {
                for it in fields {
                    field(it, generation);
                }
            }
        }
        let tags: HashMap<&str, &str> =
            renamed(self.tags.iter().map(|it| (it.name.as_str(), &it.renamed_from)), generation);
        let operation = |it: &mut Operation| {
            rename(&mut it.name, &it.renamed_from, generation);
            if let Some(former) = tags.get(it.tag.as_str()) {
                (*former).clone_into(&mut it.tag);
            }
            it.inputs.iter_mut().for_each(|it| field(&mut it.field, generation));
        };
        before.operations.iter_mut().for_each(operation);
        before.outgoing.iter_mut().for_each(|it| operation(&mut it.operation));
        before.tags.iter_mut().for_each(|it| rename(&mut it.name, &it.renamed_from, generation));
        for (entity, now) in before.entities.iter_mut().zip(&self.entities) {
            let ty = &before.types[now.ty.index()];
            entity.name = ty.name.text();
            if let Some(table) = self.former_tables(now).into_iter().nth(generation) {
                entity.table.name = table;
            }
        }
        for object in before.graph.iter_mut().flat_map(|it| &mut it.objects) {
            rename(&mut object.name, &object.renamed_from, generation);
            for it in &mut object.fields {
                rename(&mut it.name, &it.renamed_from, generation);
                let resolved = it.resolved.iter_mut();
                resolved.flat_map(|it| &mut it.args).for_each(|it| field(it, generation));
            }
        }
        before
    }

    /// What the table of an entity was called, as far as it is called after the type: by each earlier name of that.
    pub fn former_tables(&self, entity: &Entity) -> Vec<String> {
        let ty = &self.types[entity.ty.index()];
        let ways: [fn(&str) -> String; 4] = [|it| plural(&snake(it)), snake, |it| plural(it), |it| it.to_owned()];
        // What is shown of a type with one-sided properties is called after it.
        let bare = |it: &str| it.strip_suffix("Output").unwrap_or(it).to_owned();
        let now = bare(&ty.name.text());
        let way = ways.iter().find(|way| way(&now) == entity.table.name);
        let Some(way) = way else { return Vec::new() };
        let all = ty.renamed_from.iter().map(|it| way(&bare(&it.name)));
        all.filter(|it| *it != entity.table.name).collect()
    }

    /// What a column of an entity was called: by each earlier name of the field that it keeps.
    pub fn former_columns(&self, entity: &Entity, column: usize) -> Vec<String> {
        let column = &entity.columns[column];
        let Shape::Record { fields, .. } = &self.types[entity.ty.index()].shape else { return Vec::new() };
        let Some(field) = fields.iter().find(|it| it.name == column.field) else { return Vec::new() };
        let mut names: Vec<String> = Vec::new();
        for it in field.renamed_from.iter().map(|it| snake(&it.name)) {
            if it != column.name && !names.contains(&it) {
                names.push(it);
            }
        }
        names
    }

    /// The words that types written in place begin with, as they are and as they were.
    fn roots(&self, generation: usize) -> HashMap<&str, Root<'_>> {
        let types = self.types.iter().filter_map(|it| match &it.name {
            TypeName::Declared(name) => Some((name.as_str(), Root::of(&it.renamed_from, Some(it), generation))),
            TypeName::Inline(_) => None,
        });
        let asked = self.every_operation().map(|it| (it.name.as_str(), Root::of(&it.renamed_from, None, generation)));
        // A type goes before an operation of its name.
        let mut roots: HashMap<&str, Root<'_>> = asked.chain(types).collect();
        for it in self.graph.iter().flat_map(|it| &it.objects) {
            let root = roots.entry(&it.name).or_insert_with(|| Root::of(&it.renamed_from, None, generation));
            root.parts.extend(renamed(it.fields.iter().map(|it| (it.name.as_str(), &it.renamed_from)), generation));
        }
        roots
    }
}

/// What types written in place may be called after.
struct Root<'m> {
    former: Option<&'m str>,
    /// The properties of it that were called otherwise.
    parts: HashMap<&'m str, &'m str>,
}

impl<'m> Root<'m> {
    fn of(formers: &'m [Former], ty: Option<&'m Type>, generation: usize) -> Self {
        let fields: &[Field] = match ty.map(|it| &it.shape) {
            Some(Shape::Record { fields, .. }) => fields,
            _ => &[],
        };
        let parts = renamed(fields.iter().map(|it| (it.name.as_str(), &it.renamed_from)), generation);
        Self { former: formers.get(generation).map(|it| it.name.as_str()), parts }
    }
}

fn renamed<'m>(all: impl Iterator<Item = (&'m str, &'m Vec<Former>)>, generation: usize) -> HashMap<&'m str, &'m str> {
    all.filter_map(|(name, formers)| Some((name, formers.get(generation)?.name.as_str()))).collect()
}

fn rename(name: &mut String, formers: &[Former], generation: usize) {
    if let Some(it) = formers.get(generation) {
        name.clone_from(&it.name);
    }
}

fn field(it: &mut Field, generation: usize) {
    rename(&mut it.name, &it.renamed_from, generation);
    if let Some(proto) = &mut it.proto {
        rename(&mut proto.name, &it.renamed_from, generation);
    }
}

fn named(name: &TypeName, ty: &Type, roots: &HashMap<&str, Root<'_>>, generation: usize) -> TypeName {
    match (name, ty.renamed_from.get(generation)) {
        (TypeName::Declared(_), Some(former)) => TypeName::Declared(former.name.clone()),
        (it, _) => inline(it, roots),
    }
}

fn inline(name: &TypeName, roots: &HashMap<&str, Root<'_>>) -> TypeName {
    let TypeName::Inline(words) = name else { return name.clone() };
    let mut words = words.clone();
    if let Some(root) = words.first().and_then(|it| roots.get(it.as_str())) {
        if let Some(part) = words.get_mut(1)
            && let Some(former) = root.parts.get(part.as_str())
        {
            (*former).clone_into(part);
        }
        if let Some(former) = root.former {
            former.clone_into(&mut words[0]);
        }
    }
    TypeName::Inline(words)
}
