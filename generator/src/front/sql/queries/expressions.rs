//! What expressions give.

use super::super::cursor::Parsed;
use super::header;
use super::operators::{BIG, DECIMAL, INT, is_hole};
use super::scope::{Found, Scope};
use super::typed::{Analysis, Typed, data_type, unknown};
use super::unify::together;
use sqlparser::ast::{self, AccessExpr, CaseWhen, Expr, Ident, InTarget, Query, Value, ValueWithSpan};
use sqlparser::tokenizer;
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};
use zephyrix_ir::{Code, Diagnostic};

impl Analysis<'_> {
    /// What an expression gives; a parameter in it is of type `wanted` where nothing else tells.
    pub(super) fn expr(&mut self, expr: &Expr, scope: &Scope<'_>, wanted: Option<&DataType>) -> Parsed<Typed> {
        match expr {
            Expr::Identifier(name) => self.column(None, name, scope),
            Expr::CompoundIdentifier(parts) => self.path(parts, scope),
            Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => self.expr(inner, scope, wanted),
            Expr::Value(value) => Ok(self.value(value, wanted)),
            Expr::BinaryOp { left, op, right } => self.binary(left, op, right, scope, wanted),
            Expr::UnaryOp { op, expr } => self.unary(*op, expr, scope, wanted),
            Expr::Cast { expr, data_type: ty, .. } => self.cast(expr, ty, scope),
            Expr::TypedString(it) => Ok(Typed { ty: self.named_type(&it.data_type), nullable: false }),
            Expr::Interval(it) => {
                self.expr(&it.value, scope, Some(&data_type(BIG)))?;
                Ok(Typed::of(Kind::Interval, false))
            }
            Expr::Function(it) => self.function(it, scope, wanted),
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), scope, wanted)
            }
            Expr::Subquery(query) => self.scalar(query, scope),
            Expr::Array(it) => {
                let items = it.elem.iter().map(|it| self.expr(it, scope, None)).collect::<Parsed<Vec<_>>>()?;
                let item = together(&items, self.database());
                Ok(Typed { ty: item.map(|it| data_type(Kind::Array(Box::new(it)))), nullable: false })
            }
            Expr::AtTimeZone { timestamp, time_zone } => self.at_time_zone(timestamp, time_zone, scope),
            Expr::CompoundFieldAccess { root, access_chain } => self.access(root, access_chain, scope),
            other => match self.test(other, scope)? {
                Some(nullable) => Ok(self.truth(nullable)),
                None => self.shaped(other, scope),
            },
        }
    }

    /// What asks something: whether the answer may be NULL.
    fn test(&mut self, expr: &Expr, scope: &Scope<'_>) -> Parsed<Option<bool>> {
        let text = data_type(Kind::Text(None));
        Ok(Some(match expr {
            Expr::IsNull(it) | Expr::IsNotNull(it) => {
                self.expr(it, scope, None)?;
                if let Some(at) = hole(it) {
                    self.may_be_null(at);
                }
                false
            }
            Expr::IsTrue(it)
            | Expr::IsNotTrue(it)
            | Expr::IsFalse(it)
            | Expr::IsNotFalse(it)
            | Expr::IsUnknown(it)
            | Expr::IsNotUnknown(it) => {
                self.condition(it, scope)?;
                false
            }
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.pair(left, right, scope)?;
                for at in [hole(left), hole(right)].into_iter().flatten() {
                    self.may_be_null(at);
                }
                false
            }
            Expr::In { expr, target, .. } => self.within(expr, target, scope)?,
            Expr::Between { expr, low, high, .. } => {
                let it = self.expr(expr, scope, None)?;
                let wanted = self.compared(&it);
                let low = self.expr(low, scope, wanted.as_ref())?;
                let high = self.expr(high, scope, wanted.as_ref())?;
                it.nullable || low.nullable || high.nullable
            }
            Expr::Like { expr, pattern, .. }
            | Expr::ILike { expr, pattern, .. }
            | Expr::SimilarTo { expr, pattern, .. }
            | Expr::RLike { expr, pattern, .. } => {
                self.expr(expr, scope, Some(&text))?.nullable | self.expr(pattern, scope, Some(&text))?.nullable
            }
            Expr::AnyOp { left, right, .. } | Expr::AllOp { left, right, .. } => {
                let item = self.expr(left, scope, None)?;
                let list = item.ty.clone().map(|it| data_type(Kind::Array(Box::new(it))));
                self.expr(right, scope, list.as_ref())?.nullable | item.nullable
            }
            Expr::Exists { subquery, .. } => {
                self.query(subquery, scope, &[])?;
                false
            }
            Expr::MatchAgainst { .. } => false,
            _ => return Ok(None),
        }))
    }

    /// `expr IN (…)`.
    fn within(&mut self, expr: &Expr, target: &InTarget, scope: &Scope<'_>) -> Parsed<bool> {
        match target {
            InTarget::List(items) => {
                let first = items.iter().find(|it| !is_hole(it)).filter(|_| is_hole(expr));
                let told = first.map(|it| self.expr(it, scope, None)).transpose()?.and_then(|it| it.ty);
                let it = self.expr(expr, scope, told.as_ref())?;
                let (mut nullable, wanted) = (it.nullable, self.compared(&it));
                for item in items {
                    nullable |= self.expr(item, scope, wanted.as_ref())?.nullable;
                }
                Ok(nullable)
            }
            InTarget::Subquery(query) => {
                let columns = self.query(query, scope, &[])?;
                let first = columns.first();
                let it = self.expr(expr, scope, first.and_then(|it| it.ty.as_ref()))?;
                Ok(it.nullable || first.is_some_and(|it| it.nullable))
            }
            _ => Ok(self.expr(expr, scope, None)?.nullable),
        }
    }

    /// Expressions with a syntax of their own.
    fn shaped(&mut self, expr: &Expr, scope: &Scope<'_>) -> Parsed<Typed> {
        let (text, int) = (data_type(Kind::Text(None)), data_type(INT));
        match expr {
            Expr::Extract { expr, .. } => {
                let nullable = self.expr(expr, scope, None)?.nullable;
                Ok(Typed::of(if self.database() == Database::Postgres { DECIMAL } else { INT }, nullable))
            }
            Expr::Ceil { expr, .. } | Expr::Floor { expr, .. } => {
                let it = self.expr(expr, scope, Some(&data_type(Kind::Float64)))?;
                Ok(self.rounded(&it))
            }
            Expr::Position { expr, r#in } => {
                let nullable =
                    self.expr(expr, scope, Some(&text))?.nullable | self.expr(r#in, scope, Some(&text))?.nullable;
                Ok(Typed::of(INT, nullable))
            }
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let mut nullable = self.expr(expr, scope, Some(&text))?.nullable;
                for it in [substring_from, substring_for].into_iter().flatten() {
                    nullable |= self.expr(it, scope, Some(&int))?.nullable;
                }
                Ok(Typed::of(Kind::Text(None), nullable))
            }
            Expr::Trim { expr, trim_what, .. } => {
                let mut nullable = self.expr(expr, scope, Some(&text))?.nullable;
                if let Some(it) = trim_what {
                    nullable |= self.expr(it, scope, Some(&text))?.nullable;
                }
                Ok(Typed::of(Kind::Text(None), nullable))
            }
            Expr::Convert { expr, data_type: Some(ty), .. } => self.cast(expr, ty, scope),
            other => {
                let found =
                    Diagnostic::new(Code::QUERY_UNTYPED, self.places.whole, format!("nothing is known of `{other}`"));
                Err(Box::new(found.help("cast it, or write it in other words")))
            }
        }
    }

    fn path(&mut self, parts: &[Ident], scope: &Scope<'_>) -> Parsed<Typed> {
        match parts {
            [.., relation, name] => {
                let relation = self.name(relation);
                self.column(Some(relation), name, scope)
            }
            [name] => self.column(None, name, scope),
            [] => Ok(Typed { ty: None, nullable: true }),
        }
    }

    fn column(&mut self, relation: Option<String>, ident: &Ident, scope: &Scope<'_>) -> Parsed<Typed> {
        let name = self.name(ident);
        let span = self.places.span(ident.span);
        match scope.column(relation.as_deref(), &name, self.database()) {
            Found::One(it) => {
                if let Some(met) = &mut self.met {
                    met.extend(scope.relation_of(relation.as_deref(), &name, self.schema.database).map(str::to_owned));
                }
                Ok(Typed { ty: it.ty.clone(), nullable: it.nullable })
            }
            Found::Several => {
                let found = Diagnostic::new(Code::QUERY_UNKNOWN, span, format!("`{name}` could be of several tables"));
                Err(Box::new(found.help("write the table's name before it")))
            }
            Found::None if self.database() == Database::Sqlite && is_row_id(&name) => Ok(Typed::of(BIG, false)),
            // What is quoted twice and is no name, is a text to SQLite.
            Found::None if self.database() == Database::Sqlite && ident.quote_style == Some('"') => {
                Ok(Typed::of(Kind::Text(None), false))
            }
            Found::None if relation.is_none() && self.is_relation(&name, scope) => {
                Ok(Typed::of(Kind::Other("record".to_owned()), false))
            }
            Found::None if relation.is_none() => match self.word(&name) {
                Some(typed) => Ok(typed),
                None => Err(unknown("column", &name, span, scope.names())),
            },
            Found::None => {
                let whole = format!("{}.{name}", relation.unwrap_or_default());
                let found = Diagnostic::new(Code::QUERY_UNKNOWN, span, format!("there is no column `{whole}`"));
                Err(Box::new(found.suggest(&name, scope.names())))
            }
        }
    }

    /// Whether a name is a table's: in PostgreSQL it stands for the whole row.
    fn is_relation(&self, name: &str, scope: &Scope<'_>) -> bool {
        self.database() == Database::Postgres && scope.relations.iter().any(|it| it.name == name)
    }

    fn value(&mut self, value: &ValueWithSpan, wanted: Option<&DataType>) -> Typed {
        match &value.value {
            Value::Placeholder(_) => self.hole(value.span, wanted),
            Value::Null => Typed { ty: wanted.cloned(), nullable: true },
            Value::Boolean(_) => self.truth(false),
            Value::Number(text, _) => Typed::of(self.number(text), false),
            Value::HexStringLiteral(_) | Value::SingleQuotedByteStringLiteral(_) => Typed::of(Kind::Bytes(None), false),
            // A literal is of the type of what it is compared with.
            _ => Typed {
                ty: Some(
                    wanted
                        .filter(|_| self.database() == Database::Postgres)
                        .cloned()
                        .unwrap_or(data_type(Kind::Text(None))),
                ),
                nullable: false,
            },
        }
    }

    fn number(&self, text: &str) -> Kind {
        if text.contains(['.', 'e', 'E']) {
            return match self.database() {
                Database::Sqlite => Kind::Float64,
                _ if self.database() == Database::Mysql && text.contains(['e', 'E']) => Kind::Float64,
                _ => DECIMAL,
            };
        }
        match (self.database(), text.parse::<i32>(), text.parse::<i64>()) {
            (Database::Postgres | Database::Mysql, Ok(_), _) => INT,
            (Database::Sqlite, ..) | (_, _, Ok(_)) => BIG,
            _ => DECIMAL,
        }
    }

    fn cast(&mut self, expr: &Expr, ty: &ast::DataType, scope: &Scope<'_>) -> Parsed<Typed> {
        let ty = self.named_type(ty);
        let it = self.expr(expr, scope, ty.as_ref())?;
        Ok(Typed { ty: ty.or(it.ty), nullable: it.nullable })
    }

    /// A type as the database calls it. MySQL casts to types that no column has.
    pub(super) fn named_type(&self, ty: &ast::DataType) -> Option<DataType> {
        let text = ty.to_string();
        if self.database() == Database::Mysql {
            match text.to_ascii_uppercase().split(['(', ' ']).next().unwrap_or_default() {
                "SIGNED" => return Some(data_type(BIG)),
                "UNSIGNED" => return Some(data_type(Kind::Integer { bits: 64, unsigned: true })),
                "CHAR" => return Some(data_type(Kind::Varchar(None))),
                _ => {}
            }
        }
        header::data_type(&text, self.schema).map(|mut it| {
            it.declared = text;
            it
        })
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        conditions: &[CaseWhen],
        otherwise: Option<&Expr>,
        scope: &Scope<'_>,
        wanted: Option<&DataType>,
    ) -> Parsed<Typed> {
        let compared = operand.map(|it| self.expr(it, scope, None)).transpose()?;
        for it in conditions {
            match &compared {
                Some(compared) => self.expr(&it.condition, scope, compared.ty.as_ref())?,
                None => self.condition(&it.condition, scope)?,
            };
        }
        let results: Vec<&Expr> = conditions.iter().map(|it| &it.result).chain(otherwise).collect();
        let mut one = self.common(&results, scope, wanted)?;
        one.nullable |= otherwise.is_none();
        Ok(one)
    }

    /// What several expressions are together; it may be NULL when any may.
    pub(super) fn common(&mut self, all: &[&Expr], scope: &Scope<'_>, wanted: Option<&DataType>) -> Parsed<Typed> {
        let (open, told): (Vec<&Expr>, Vec<&Expr>) = all.iter().partition(|it| self.is_open(it));
        let told = told.into_iter().map(|it| self.expr(it, scope, None)).collect::<Parsed<Vec<Typed>>>()?;
        let mut ty = together(&told, self.database()).or_else(|| wanted.cloned());
        let mut nullable = told.iter().any(|it| it.nullable);
        for it in open {
            let it = self.expr(it, scope, ty.as_ref())?;
            nullable |= it.nullable;
            ty = ty.or(it.ty);
        }
        Ok(Typed { ty, nullable })
    }

    /// A query that stands for a value: of its only row, or NULL.
    fn scalar(&mut self, query: &Query, scope: &Scope<'_>) -> Parsed<Typed> {
        let columns = self.query(query, scope, &[])?;
        let always = super::select::gives_one_row(query);
        let first = columns.into_iter().next();
        Ok(first.map_or(Typed { ty: None, nullable: true }, |it| Typed { ty: it.ty, nullable: it.nullable || !always }))
    }

    fn at_time_zone(&mut self, timestamp: &Expr, zone: &Expr, scope: &Scope<'_>) -> Parsed<Typed> {
        let it = self.expr(timestamp, scope, None)?;
        self.expr(zone, scope, Some(&data_type(Kind::Text(None))))?;
        let zoned = matches!(it.kind(), Some(Kind::Timestamp { zoned: true, .. }));
        Ok(Typed::of(Kind::Timestamp { zoned: !zoned, precision: None }, it.nullable))
    }

    /// `list[1]`, `json['a']`.
    fn access(&mut self, root: &Expr, chain: &[AccessExpr], scope: &Scope<'_>) -> Parsed<Typed> {
        let mut it = self.expr(root, scope, None)?;
        for _ in chain {
            let ty = match it.ty.map(|it| it.kind) {
                Some(Kind::Array(item)) => Some(*item),
                Some(kind @ Kind::Json { .. }) => Some(data_type(kind)),
                _ => None,
            };
            it = Typed { ty, nullable: true };
        }
        Ok(it)
    }
}

fn hole(expr: &Expr) -> Option<tokenizer::Span> {
    match expr {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => hole(inner),
        Expr::Value(it) => matches!(it.value, Value::Placeholder(_)).then_some(it.span),
        _ => None,
    }
}

fn is_row_id(name: &str) -> bool {
    ["rowid", "oid", "_rowid_"].iter().any(|it| name.eq_ignore_ascii_case(it))
}
