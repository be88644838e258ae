//! The records of a resource: a row, what is written, what is changed, and what a list shows.

use super::columns::{ColumnPlan, Use};
use super::{Resource, Service};
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::relational::{IndexPart, Keyed, Table};
use zephyrix_ir::vocabulary::{
    Constraint, Docs, Field, NamedConstraint, Presence, Relation, Rest, Scalar, Shape, Stated, StatedColumn, TypeName,
};

/// At most so many rows of a relation are shown in each of a list; the runtime's `first_related` sees to it.
const MOST: u64 = 100;

impl Service<'_, '_> {
    /// Defines the records of a resource.
    pub(super) fn records(&mut self, it: &Resource<'_>, all: &[Resource<'_>]) {
        let fields = |of: Use, wanted: &dyn Fn(&ColumnPlan<'_>) -> bool| -> Vec<Field<Ref>> {
            let wanted = it.columns.iter().filter(|it| wanted(it));
            wanted.map(|column| column.field(of, it.is_key(&column.column.name))).collect()
        };
        let said = it.table.comment.clone().unwrap_or_else(|| format!("A row of `{}`.", it.table.name));
        let row = fields(Use::Shown, &|_| true);
        // What is answered may have more one day: whoever reads it passes over what they do not know.
        self.record(it, "", Some(said), row, Rest::Ignored);
        let mut part = fields(Use::Part, &|_| true);
        for relation in &it.relations {
            part.push(self.embedded(it, relation, all));
            part.extend(relation.many.then(|| self.more(it, relation, all)));
        }
        self.record(it, "Part", Some(format!("What a list shows of a `{}`.", it.table.name)), part, Rest::Ignored);
        if !it.is_written() {
            return;
        }
        let written = fields(Use::Written, &|column| column.is_written());
        self.record(it, "Input", Some(format!("A `{}` to be written.", it.table.name)), written, Rest::Refused);
        let apart = |column: &ColumnPlan<'_>| column.is_written() && !it.is_key(&column.column.name);
        if !is_alike(it) {
            let replaced = fields(Use::Written, &apart);
            self.record(
                it,
                "Replacement",
                Some(format!("A `{}` but for its key.", it.table.name)),
                replaced,
                Rest::Refused,
            );
        }
        let patched = fields(Use::Patched, &apart);
        self.record(it, "Patch", Some(format!("What is to change of a `{}`.", it.table.name)), patched, Rest::Refused);
    }

    fn record(
        &mut self,
        it: &Resource<'_>,
        suffix: &str,
        description: Option<String>,
        fields: Vec<Field<Ref>>,
        rest: Rest<Ref>,
    ) -> Ref {
        let name = format!("{}{suffix}", it.name);
        let docs = Docs { summary: None, description };
        let shape = Shape::Record { fields, rest };
        self.define(&name, TypeName::Declared(name.clone()), it.table.span, docs, shape)
    }

    /// The field of a relation, which is there where it was asked for.
    fn embedded(&mut self, it: &Resource<'_>, relation: &Relation, all: &[Resource<'_>]) -> Field<Ref> {
        let other = &all[relation.to.0 as usize];
        let span = it.table.span;
        let mut ty = Ref::new(format!("sql:{}", other.name).as_str(), span);
        if relation.many {
            let key = format!("{}Part/{}", it.name, relation.name);
            let words = TypeName::Inline(vec![it.name.clone(), relation.name.clone()]);
            let most = vec![Constraint::MaxItems(MOST)];
            ty = self.define_with(&key, words, span, Docs::default(), Shape::List(ty), most);
        }
        let mut field = Field::new(relation.name.clone(), span, ty, Presence::Optional);
        let what = if relation.many { "Those of" } else { "The one of" };
        let description = format!("{what} `{}` that belong to it, where `include` says so.", other.table.name);
        field.docs = Docs { summary: None, description: Some(description) };
        field
    }

    /// The field that tells that there is more than a relation shows.
    fn more(&mut self, it: &Resource<'_>, relation: &Relation, all: &[Resource<'_>]) -> Field<Ref> {
        let span = it.table.span;
        let words = TypeName::Inline(vec!["more".to_owned()]);
        let ty = self.define("list/more", words, span, Docs::default(), Shape::Scalar(Scalar::Bool));
        let mut field = Field::new(relation.more(), span, ty, Presence::Optional);
        let (name, path) = (&relation.name, &all[relation.to.0 as usize].path);
        let description =
            format!("True where more belong to it than the {MOST} of `{name}`: the list `/{path}` has all.");
        field.docs = Docs { summary: None, description: Some(description) };
        field
    }
}

/// Whether what replaces a row is what a new row is: no caller gives the key of either.
pub(super) fn is_alike(it: &Resource<'_>) -> bool {
    it.columns.iter().all(|column| !it.is_key(&column.column.name) || !column.is_written())
}

/// The entity of a resource.
pub(super) fn stated(it: &Resource<'_>) -> Stated {
    let columns = it.columns.iter().map(|column| StatedColumn {
        name: column.column.name.clone(),
        declared: column.declared.clone(),
        nullable: column.nullable,
        unique: it.table.uniques.iter().any(|key| key.columns == [column.column.name.clone()]),
        generated: column.generated,
        default: column.expression.clone(),
    });
    Stated {
        name: it.name.clone(),
        table: it.table.name.clone(),
        columns: columns.collect(),
        key: it.key.clone(),
        version: it.version().map(|it| it.column.name.clone()),
        relations: it.relations.clone(),
        constraints: constraints(it.table),
        span: it.table.span,
    }
}

/// The constraints of a table, by every name that a database may call them.
fn constraints(table: &Table) -> Vec<NamedConstraint> {
    let own = &table.name.name;
    let mut all = Vec::new();
    let mut push = |name: String, columns: &[String], refers: bool| {
        let it = NamedConstraint { name, columns: columns.to_vec(), refers };
        if !all.contains(&it) {
            all.push(it);
        }
    };
    let paths = |columns: &[String]| columns.iter().map(|it| format!("{own}.{it}")).collect::<Vec<_>>().join(", ");
    if let Some(key) = &table.primary_key {
        push(key.name.clone().unwrap_or_else(|| format!("{own}_pkey")), &key.columns, false);
        push(paths(&key.columns), &key.columns, false);
        push("PRIMARY".to_owned(), &key.columns, false);
        push(format!("{own}.PRIMARY"), &key.columns, false);
    }
    for key in &table.uniques {
        let made_up = format!("{own}_{}_key", key.columns.join("_"));
        push(key.name.clone().unwrap_or(made_up), &key.columns, false);
        push(paths(&key.columns), &key.columns, false);
        if let Some(name) = key.name.as_ref().or(key.columns.first()) {
            push(name.clone(), &key.columns, false);
        }
    }
    for index in table.indexes.iter().filter(|it| it.unique) {
        let column = |it: &IndexPart| if let Keyed::Column(name) = &it.of { Some(name.clone()) } else { None };
        let Some(columns) = index.parts.iter().map(column).collect::<Option<Vec<_>>>() else { continue };
        push(paths(&columns), &columns, false);
        if let Some(name) = &index.name {
            push(name.clone(), &columns, false);
        }
    }
    for (at, key) in table.foreign_keys.iter().enumerate() {
        let made_up = format!("{own}_{}_fkey", key.columns.join("_"));
        push(key.name.clone().unwrap_or(made_up), &key.columns, true);
        if key.name.is_none() {
            push(format!("{own}_ibfk_{}", at + 1), &key.columns, true);
        }
    }
    all
}
