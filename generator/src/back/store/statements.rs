//! The methods of a table, one an action that an operation asks for.

use super::{Writer, columns, database_type};
use crate::ddl::quote;
use crate::plan::literals;
use crate::plan::rust::FieldKind;
use crate::plan::storage::Storage;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Action, Column, Generated, HttpPlace, Operation, Paging, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Backward, Delete, Filter, Key, List, Patch, PatchSet, Query, Replace, Set};

impl Writer<'_> {
    /// A method an action, and the items they need.
    pub(super) fn methods(&mut self, record: &str, one: &str, key: Option<&Key>) -> (Vec<String>, Vec<String>) {
        let (mut methods, mut items) = (Vec::new(), Vec::new());
        let served: Vec<_> = self.served().collect();
        let many = served.iter().any(|(_, action)| **action == Action::CreateMany);
        for (operation, action) in served {
            match (action, key) {
                (Action::List { filters, choice: Some(choice), .. }, _) => {
                    let (more, further) = self.listing(operation, filters, choice);
                    methods.extend(more);
                    items.extend(further);
                }
                (Action::List { paging, filters, choice: None }, _) => {
                    let (method, query) = self.list(record, paging, filters, None);
                    methods.push(method);
                    items.push(query);
                }
                (Action::Create, Some(key)) => {
                    methods.extend(self.body(operation).map(|ty| self.insert(one, ty, key, many)));
                }
                (Action::Replace, Some(key)) => {
                    methods.extend(self.body(operation).map(|ty| self.replace(one, key, ty)));
                }
                (Action::Patch, Some(key)) => methods.extend(self.body(operation).map(|ty| self.patch(one, key, ty))),
                (Action::Delete, Some(key)) => methods.push(self.delete(key)),
                _ => {}
            }
        }
        self.resolvers(record, one, key, &mut methods, &mut items);
        (methods, items)
    }

    /// What is written: a body, or of an rpc the whole.
    fn body(&self, operation: &Operation) -> Option<TypeId> {
        if operation.rpc.is_some() {
            return Some(self.entity.ty);
        }
        operation.inputs.iter().find_map(|it| match &it.place {
            HttpPlace::Body(contents) => contents.iter().find(|it| it.media.is_json())?.ty,
            _ => None,
        })
    }

    pub(super) fn list(
        &mut self,
        record: &str,
        paging: &Paging,
        filters: &[(String, String)],
        backward: Option<bool>,
    ) -> (String, String) {
        let database = database_type(self.database);
        let table = self.table_name();
        // Lists of entities that are not stated have a key of one column.
        let at = self.entity.key.first().copied().unwrap_or_default();
        let key_name = quote(&self.entity.columns[at].name, self.database);
        let key_ty = self.column_type(at);
        let filters = filters.iter().filter_map(|(_, column)| self.filter(column)).collect();
        self.to.uses.add("zephyrix::db::Page");
        let name = &self.plan.query;
        let list = List {
            record,
            query: name,
            database,
            select: literals::string(&format!("SELECT {} FROM {table} WHERE TRUE", self.columns())),
            count: paging
                .total
                .is_some()
                .then(|| literals::string(&format!("SELECT COUNT(*) FROM {table} WHERE TRUE"))),
            after: literals::string(&format!(" AND {key_name} > ")),
            order: literals::string(&format!(" ORDER BY {key_name} LIMIT ")),
            key_of: format!("it.{}.to_string()", self.job.plan.rust.members(self.entity.ty)[at]),
            versioned: self.entity.version.is_some(),
            backward: backward.unwrap_or_default().then(|| Backward {
                before: literals::string(&format!(" AND {key_name} < ")),
                order: literals::string(&format!(" ORDER BY {key_name} DESC LIMIT ")),
            }),
        };
        let query = Query {
            query: name,
            database,
            key_ty: &key_ty,
            filters,
            backward: backward.unwrap_or_default(),
            default: backward.is_some(),
        };
        (list.render().unwrap_or_default(), query.render().unwrap_or_default())
    }

    fn filter(&mut self, column: &str) -> Option<Filter> {
        let at = self.entity.columns.iter().position(|it| it.name == column)?;
        let it = &self.entity.columns[at];
        let ty = self.column_type(at);
        let kept = self.kept(it);
        let storage = kept.storage;
        Some(Filter {
            name: self.job.plan.rust.members(self.entity.ty).get(at).unwrap_or(&it.name).clone(),
            condition: literals::string(&format!(" AND {} = {}", quote(&it.name, self.database), kept.compare.0)),
            after: columns::after(&kept.compare.1),
            bind: match columns::stored(&mut self.to, storage, "it", false) {
                bound if bound == "it" && is_copy(&ty) => "*it".to_owned(),
                bound if bound == "it" => "it.clone()".to_owned(),
                bound => bound,
            },
            ty,
        })
    }

    fn replace(&mut self, one: &str, key: &Key, body: TypeId) -> String {
        let entity = self.entity;
        let bump = self.bump();
        let mut first = bump.is_empty();
        let mut sets = Vec::new();
        let is_version = |it: &Column| Some(&it.name) == entity.version.as_ref();
        let apart = |(at, it): &(usize, &Column)| !entity.key.contains(at) && !is_version(it);
        for (at, column) in entity.columns.iter().enumerate().filter(apart) {
            let value = match (self.given(body, column), column.generated) {
                (_, Some(Generated::UpdatedAt)) => self.generated(Generated::UpdatedAt, column),
                (_, Some(Generated::CreatedAt | Generated::Uuid)) | (None, Some(_)) => continue,
                (Some(bound), _) => bound,
                (None, None) => format!("None::<{}>", self.bound_type(at)),
            };
            let mut set = self.set(column, value);
            // What the database fills stays where the caller says nothing.
            if column.default.is_some() {
                let quoted = quote(&column.name, self.database);
                let around = self.kept(column).write;
                set.0 = format!("{quoted} = COALESCE({}", around.0);
                set.2 = format!("{}, {quoted})", around.1);
            }
            let comma = if first { "" } else { ", " };
            first = false;
            sets.push(Set {
                column: literals::string(&format!("{comma}{}", set.0)),
                value: set.1,
                after: columns::after(&set.2),
            });
        }
        let body = self.to.ty(body);
        let replace = Replace {
            a_noun: &self.plan.a_noun,
            body: &body,
            one,
            versioned: entity.version.is_some(),
            key,
            database: database_type(self.database),
            start: literals::string(&format!("UPDATE {} SET {bump}", self.table_name())),
            sets,
            constrained: !entity.constraints.is_empty(),
            returning: self.returning().map(|it| literals::string(&it)),
        };
        replace.render().unwrap_or_default()
    }

    /// What counts a change.
    fn bump(&self) -> String {
        let version = self.entity.version.as_ref().map(|it| quote(it, self.database));
        version.map(|it| format!("{it} = {it} + 1")).unwrap_or_default()
    }

    /// A column that is set: what is before the value, the value, and what is after it.
    fn set(&self, column: &Column, value: String) -> (String, String, String) {
        let around = self.kept(column).write;
        (format!("{} = {}", quote(&column.name, self.database), around.0), value, around.1)
    }

    pub(super) fn patch(&mut self, one: &str, key: &Key, body: TypeId) -> String {
        let entity = self.entity;
        let mut start = self.bump();
        // Where nothing is counted, some column has to be set; of a table that is there, the database may forbid any.
        let alone = start.is_empty() && entity.is_stated();
        if start.is_empty() && !alone {
            let same = entity.key_columns().next().map(|it| quote(&it.name, self.database));
            start = same.map(|it| format!("{it} = {it}")).unwrap_or_default();
        }
        let mut always = Vec::new();
        let mut sets = Vec::new();
        // A column is set once: where the key is set to itself, nothing else is.
        let fixed = |at: usize| !alone && self.bump().is_empty() && entity.key.contains(&at);
        let columns: Vec<&Column> =
            entity.columns.iter().enumerate().filter(|(at, _)| !fixed(*at)).map(|(_, it)| it).collect();
        for column in columns {
            let (pattern, value) = if column.generated == Some(Generated::UpdatedAt) {
                (None, self.generated(Generated::UpdatedAt, column))
            } else {
                match self.patched(body, column) {
                    Some(it) => it,
                    None => continue,
                }
            };
            let (before, value, after) = self.set(column, value);
            let (column, after) =
                (literals::string(&format!("{}{before}", if alone { "" } else { ", " })), columns::after(&after));
            match pattern {
                Some(pattern) => sets.push(PatchSet { pattern, column, value, after }),
                None => always.push(Set { column, value, after }),
            }
        }
        let nothing = alone.then(|| self.nothing(body));
        let body = self.to.ty(body);
        let patch = Patch {
            nothing,
            a_noun: &self.plan.a_noun,
            body: &body,
            one,
            versioned: entity.version.is_some(),
            key,
            database: database_type(self.database),
            start: literals::string(&format!("UPDATE {} SET {start}", self.table_name())),
            always,
            sets,
            constrained: !entity.constraints.is_empty(),
            returning: self.returning().map(|it| literals::string(&it)),
        };
        patch.render().unwrap_or_default()
    }

    /// The pattern of a patch that says nothing.
    fn nothing(&mut self, body: TypeId) -> String {
        let members = self.job.plan.rust.members(body).iter().map(|it| format!("{it}: None"));
        let members = members.collect::<Vec<_>>().join(", ");
        format!("{} {{ {members} }}", self.to.ty(body))
    }

    pub(super) fn delete(&mut self, key: &Key) -> String {
        let delete = Delete {
            a_noun: &self.plan.a_noun,
            versioned: self.entity.version.is_some(),
            key,
            database: database_type(self.database),
        };
        delete.render().unwrap_or_default()
    }

    /// The body's value for a column, ready to bind.
    pub(super) fn given(&mut self, body: TypeId, column: &Column) -> Option<String> {
        let (at, kind) = self.field(body, column)?;
        let member = self.job.plan.rust.members(body)[at].clone();
        let storage = self.kept(column).storage;
        Some(columns::bind(&mut self.to, storage, kind, &format!("body.{member}")))
    }

    /// The pattern that finds a column's value in a patch (`None`: it is always there), and the value to bind.
    fn patched(&mut self, body: TypeId, column: &Column) -> Option<(Option<String>, String)> {
        let (at, kind) = self.field(body, column)?;
        let member = self.job.plan.rust.members(body)[at].clone();
        let may_lack = match kind {
            FieldKind::Optional => false,
            FieldKind::Maybe => true,
            _ => return self.given(body, column).map(|value| (None, value)),
        };
        let pattern = Some(format!("Some(it) = body.{member}"));
        let storage = self.kept(column).storage;
        Some((pattern, columns::stored(&mut self.to, storage, "it", may_lack)))
    }

    fn field(&self, body: TypeId, column: &Column) -> Option<(usize, FieldKind)> {
        let Shape::Record { fields, .. } = self.job.model.shape(body) else { return None };
        let at = fields.iter().position(|it| it.name == column.field)?;
        Some((at, self.job.plan.rust.field_kind(body, at, &fields[at])))
    }

    pub(super) fn generated(&mut self, it: Generated, column: &Column) -> String {
        match it {
            Generated::Uuid if is_text(column) => {
                format!("{}::now_v7().to_string()", self.to.uses.add("zephyrix::types::Uuid"))
            }
            Generated::Uuid => format!("{}::now_v7()", self.to.uses.add("zephyrix::types::Uuid")),
            Generated::Parent => {
                let name = self.entity.key.first().map(|at| self.job.plan.rust.members(self.entity.ty)[*at].as_str());
                let parent = self.to.uses.add("zephyrix::rpc::resource");
                format!("{parent}::parent_of(&body.{})", name.unwrap_or_default())
            }
            Generated::Sequence | Generated::CreatedAt | Generated::UpdatedAt | Generated::Database => {
                format!("{}::now()", self.to.uses.add("zephyrix::types::DateTime"))
            }
        }
    }

    /// The type of a null that is bound.
    fn bound_type(&mut self, at: usize) -> String {
        match self.kept(&self.entity.columns[at]).storage {
            Storage::Direct => self.column_type(at),
            Storage::Bytes => "Vec<u8>".to_owned(),
            Storage::Text | Storage::Json => "String".to_owned(),
        }
    }

    /// MySQL alone does not hand back the rows it changed.
    pub(super) fn returning(&self) -> Option<String> {
        (self.database != Database::Mysql).then(|| format!(" RETURNING {}", self.columns()))
    }
}

pub(super) fn is_text(column: &Column) -> bool {
    use zephyrix_ir::vocabulary::{ColumnType, Scalar};
    column.ty == ColumnType::Scalar(Scalar::Text)
}

fn is_copy(ty: &str) -> bool {
    ty != "String" && !ty.contains('<')
}
