//! The methods of a table, one an action that an operation asks for.

use super::{Writer, columns, database_type};
use crate::ddl::quote;
use crate::plan::literals;
use crate::plan::storage::placeholder;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Action, Column, Generated, HttpPlace, Operation, Paging, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Delete, Filter, Insert, Key, List, Patch, PatchSet, Query, Replace, Set};

impl Writer<'_> {
    /// A method an action, and the items they need.
    pub(super) fn methods(&mut self, record: &str, one: &str, key: &Key) -> (Vec<String>, Vec<String>) {
        let (mut methods, mut items) = (Vec::new(), Vec::new());
        let served: Vec<_> = self.served().collect();
        for (operation, action) in served {
            match action {
                Action::List { paging, filters } => {
                    let (method, query) = self.list(record, key, paging, filters);
                    methods.push(method);
                    items.push(query);
                }
                Action::Get => {}
                Action::Create => methods.extend(body(operation).map(|ty| self.insert(one, ty))),
                Action::Replace => methods.extend(body(operation).map(|ty| self.replace(one, key, ty))),
                Action::Patch => methods.extend(body(operation).map(|ty| self.patch(one, key, ty))),
                Action::Delete => methods.push(self.delete(key)),
            }
        }
        (methods, items)
    }

    fn list(&mut self, record: &str, key: &Key, paging: &Paging, filters: &[(String, String)]) -> (String, String) {
        let database = database_type(self.database);
        let key_name = quote(&self.entity.key_column().name, self.database);
        let table = quote(&self.entity.table, self.database);
        let key_ty = self.column_type(self.entity.key);
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
            key_of: format!("it.{}.to_string()", self.job.plan.rust.members(self.entity.ty)[self.entity.key]),
            versioned: self.entity.versioned,
        };
        let query = Query { query: name, database, key_ty: &key_ty, filters };
        let _ = key;
        (list.render().unwrap_or_default(), query.render().unwrap_or_default())
    }

    fn filter(&mut self, column: &str) -> Option<Filter> {
        let at = self.entity.columns.iter().position(|it| it.name == column)?;
        let it = &self.entity.columns[at];
        let ty = self.column_type(at);
        Some(Filter {
            name: self.job.plan.rust.members(self.entity.ty)[at].clone(),
            condition: literals::string(&format!(" AND {} = ", quote(&it.name, self.database))),
            bind: match columns::stored(&mut self.to, it, "it", false) {
                bound if bound == "it" && is_copy(&ty) => "*it".to_owned(),
                bound if bound == "it" => "it.clone()".to_owned(),
                bound => bound,
            },
            ty,
        })
    }

    fn insert(&mut self, one: &str, body: TypeId) -> String {
        let mut lets = Vec::new();
        let mut names = Vec::new();
        let mut binds = Vec::new();
        let mut key_after = None;
        for (at, column) in self.entity.columns.iter().enumerate() {
            let given = self.given(body, column);
            let bound = match (given, column.generated) {
                (Some(bound), _) => bound,
                (None, Some(Generated::Sequence)) => {
                    key_after = Some(last_id(column));
                    continue;
                }
                (None, Some(it)) => self.generated(it, column, &mut lets),
                (None, None) => continue,
            };
            if at == self.entity.key && self.database == Database::Mysql {
                lets.push(format!("let key = {bound};"));
                key_after = Some(if is_text(column) { "&key".to_owned() } else { "key".to_owned() });
                binds.push(if is_text(column) { "&key".to_owned() } else { "key".to_owned() });
            } else {
                binds.push(bound);
            }
            names.push(quote(&column.name, self.database));
        }
        let table = quote(&self.entity.table, self.database);
        let holes: Vec<String> = (1..=names.len()).map(|n| placeholder(n, self.database)).collect();
        let values = match (names.is_empty(), self.database) {
            (true, Database::Mysql) => " () VALUES ()".to_owned(),
            (true, _) => " DEFAULT VALUES".to_owned(),
            (false, _) => format!(" ({}) VALUES ({})", names.join(", "), holes.join(", ")),
        };
        let returning = self.returning();
        let statement = format!("INSERT INTO {table}{values}{}", returning.as_deref().unwrap_or(""));
        let body = self.to.ty(body);
        let insert = Insert {
            noun: &self.plan.noun,
            body: &body,
            one,
            lets,
            statement: literals::string(&statement),
            binds,
            counted: key_after.as_ref().is_some_and(|it| it.contains("done.")),
            key_after: if returning.is_some() { None } else { key_after },
        };
        insert.render().unwrap_or_default()
    }

    fn replace(&mut self, one: &str, key: &Key, body: TypeId) -> String {
        let mut sets = Vec::new();
        let mut lets = Vec::new();
        for (at, column) in self.entity.columns.iter().enumerate() {
            if at == self.entity.key {
                continue;
            }
            let value = match (self.given(body, column), column.generated) {
                (Some(bound), _) => bound,
                (None, Some(Generated::UpdatedAt)) => self.generated(Generated::UpdatedAt, column, &mut lets),
                (None, Some(_)) => continue,
                (None, None) => format!("None::<{}>", self.bound_type(at)),
            };
            sets.push((quote(&column.name, self.database), value));
        }
        let bump = if self.entity.versioned { "version = version + 1".to_owned() } else { String::new() };
        let start = format!("UPDATE {} SET {bump}", quote(&self.entity.table, self.database));
        let first_needs_comma = !bump.is_empty();
        let sets = sets
            .into_iter()
            .enumerate()
            .map(|(at, (column, value))| Set {
                column: literals::string(&format!(
                    "{}{column} = ",
                    if at > 0 || first_needs_comma { ", " } else { "" }
                )),
                value,
            })
            .collect();
        let body = self.to.ty(body);
        let replace = Replace {
            noun: &self.plan.noun,
            body: &body,
            one,
            versioned: self.entity.versioned,
            key,
            database: database_type(self.database),
            start: literals::string(&start),
            sets,
            by_key: self.by_key(),
            returning: self.returning().map(|it| literals::string(&it)),
        };
        replace.render().unwrap_or_default()
    }

    fn patch(&mut self, one: &str, key: &Key, body: TypeId) -> String {
        let key_name = quote(&self.entity.key_column().name, self.database);
        let start =
            if self.entity.versioned { "version = version + 1".to_owned() } else { format!("{key_name} = {key_name}") };
        let mut always = Vec::new();
        let mut sets = Vec::new();
        for column in &self.entity.columns {
            let set = literals::string(&format!(", {} = ", quote(&column.name, self.database)));
            if column.generated == Some(Generated::UpdatedAt) {
                let value = self.generated(Generated::UpdatedAt, column, &mut Vec::new());
                always.push(Set { column: set, value });
                continue;
            }
            match self.patched(body, column) {
                Some((Some(pattern), value)) => sets.push(PatchSet { pattern, column: set, value }),
                Some((None, value)) => always.push(Set { column: set, value }),
                None => {}
            }
        }
        let body = self.to.ty(body);
        let patch = Patch {
            noun: &self.plan.noun,
            body: &body,
            one,
            versioned: self.entity.versioned,
            key,
            database: database_type(self.database),
            start: literals::string(&format!("UPDATE {} SET {start}", quote(&self.entity.table, self.database))),
            always,
            sets,
            by_key: self.by_key(),
            returning: self.returning().map(|it| literals::string(&it)),
        };
        patch.render().unwrap_or_default()
    }

    fn delete(&mut self, key: &Key) -> String {
        let table = quote(&self.entity.table, self.database);
        let key_name = quote(&self.entity.key_column().name, self.database);
        let delete = Delete {
            noun: &self.plan.noun,
            versioned: self.entity.versioned,
            key,
            database: database_type(self.database),
            start: literals::string(&format!("DELETE FROM {table} WHERE {key_name} = ")),
        };
        delete.render().unwrap_or_default()
    }

    /// The body's value for a column, ready to bind.
    fn given(&mut self, body: TypeId, column: &Column) -> Option<String> {
        let (at, kind) = self.field(body, column)?;
        let member = self.job.plan.rust.members(body)[at].clone();
        Some(columns::bind(&mut self.to, column, kind, &format!("body.{member}")))
    }

    /// The pattern that finds a column's value in a patch (`None`: it is always there), and the value to bind.
    fn patched(&mut self, body: TypeId, column: &Column) -> Option<(Option<String>, String)> {
        use crate::plan::rust::FieldKind;
        let (at, kind) = self.field(body, column)?;
        let member = self.job.plan.rust.members(body)[at].clone();
        let may_lack = match kind {
            FieldKind::Optional => false,
            FieldKind::Maybe => true,
            _ => return self.given(body, column).map(|value| (None, value)),
        };
        let pattern = Some(format!("Some(it) = body.{member}"));
        Some((pattern, columns::stored(&mut self.to, column, "it", may_lack)))
    }

    fn field(&self, body: TypeId, column: &Column) -> Option<(usize, crate::plan::rust::FieldKind)> {
        let Shape::Record { fields, .. } = self.job.model.shape(body) else { return None };
        let at = fields.iter().position(|it| it.name == column.field)?;
        Some((at, self.job.plan.rust.field_kind(body, at, &fields[at])))
    }

    fn generated(&mut self, it: Generated, column: &Column, _lets: &mut Vec<String>) -> String {
        match it {
            Generated::Uuid if is_text(column) => {
                format!("{}::now_v7().to_string()", self.to.uses.add("zephyrix::types::Uuid"))
            }
            Generated::Uuid => format!("{}::now_v7()", self.to.uses.add("zephyrix::types::Uuid")),
            Generated::Sequence | Generated::CreatedAt | Generated::UpdatedAt => {
                format!("{}::now()", self.to.uses.add("zephyrix::types::DateTime"))
            }
        }
    }

    /// The type of a null that is bound.
    fn bound_type(&mut self, at: usize) -> String {
        match crate::plan::storage::storage(&self.entity.columns[at]) {
            crate::plan::storage::Storage::Direct => self.column_type(at),
            _ => "String".to_owned(),
        }
    }

    fn by_key(&self) -> String {
        literals::string(&format!(" WHERE {} = ", quote(&self.entity.key_column().name, self.database)))
    }

    /// MySQL alone does not hand back the rows it changed.
    fn returning(&self) -> Option<String> {
        (self.database != Database::Mysql).then(|| format!(" RETURNING {}", self.columns()))
    }
}

fn body(operation: &Operation) -> Option<TypeId> {
    operation.inputs.iter().find_map(|it| match &it.place {
        HttpPlace::Body(contents) => contents.iter().find(|it| it.media.is_json())?.ty,
        _ => None,
    })
}

/// The key that MySQL has just given.
fn last_id(column: &Column) -> String {
    use zephyrix_ir::vocabulary::{ColumnType, Scalar};
    let ty = if column.ty == ColumnType::Scalar(Scalar::Int32) { "i32" } else { "i64" };
    format!("{ty}::try_from(done.last_insert_id()).unwrap_or({ty}::MAX)")
}

fn is_text(column: &Column) -> bool {
    use zephyrix_ir::vocabulary::{ColumnType, Scalar};
    column.ty == ColumnType::Scalar(Scalar::Text)
}

fn is_copy(ty: &str) -> bool {
    ty != "String" && !ty.contains('<')
}
