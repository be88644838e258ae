//! What operators give.

use super::super::cursor::Parsed;
use super::scope::Scope;
use super::typed::{Analysis, Typed, data_type};
use super::unify::{is_text, rank, together};
use sqlparser::ast::{BinaryOperator, Expr, UnaryOperator, Value};
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};

/// A whole number of 32 bits, signed.
pub(super) const INT: Kind = Kind::Integer { bits: 32, unsigned: false };

/// One of 64.
pub(super) const BIG: Kind = Kind::Integer { bits: 64, unsigned: false };

/// A decimal of any precision.
pub(super) const DECIMAL: Kind = Kind::Decimal { precision: None, scale: None };

impl Analysis<'_> {
    /// What a condition gives: only PostgreSQL has truth values, to the others they are numbers.
    pub(super) fn truth(&self, nullable: bool) -> Typed {
        let kind = match self.database() {
            Database::Postgres => Kind::Boolean,
            Database::Mysql => INT,
            Database::Sqlite => BIG,
        };
        Typed::of(kind, nullable)
    }

    /// What a condition wants of a parameter.
    pub(super) fn condition(&mut self, expr: &Expr, scope: &Scope<'_>) -> Parsed<Typed> {
        self.expr(expr, scope, Some(&data_type(Kind::Boolean)))
    }

    /// Two expressions of one type: a parameter is of that of the other.
    pub(super) fn pair(&mut self, left: &Expr, right: &Expr, scope: &Scope<'_>) -> Parsed<(Typed, Typed)> {
        if self.is_open(left) {
            let right = self.expr(right, scope, None)?;
            let left = self.expr(left, scope, self.compared(&right).as_ref())?;
            return Ok((left, right));
        }
        let left = self.expr(left, scope, None)?;
        let right = self.expr(right, scope, self.compared(&left).as_ref())?;
        Ok((left, right))
    }

    /// What is compared with something: PostgreSQL has operators of `text` only, which take a `varchar`, too.
    pub(super) fn compared(&self, it: &Typed) -> Option<DataType> {
        it.ty.clone().map(|it| self.plain(it))
    }

    /// Whether an expression is of the type of what it is beside: a parameter, and in PostgreSQL a text that is
    /// written out.
    pub(super) fn is_open(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Nested(inner) => self.is_open(inner),
            Expr::Value(it) if self.database() == Database::Postgres => {
                matches!(it.value, Value::SingleQuotedString(_)) || is_hole(expr)
            }
            _ => is_hole(expr),
        }
    }

    /// `left op right`.
    pub(super) fn binary(
        &mut self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        scope: &Scope<'_>,
        wanted: Option<&DataType>,
    ) -> Parsed<Typed> {
        use BinaryOperator as Op;
        match op {
            Op::And | Op::Or | Op::Xor => {
                let nullable = self.condition(left, scope)?.nullable | self.condition(right, scope)?.nullable;
                Ok(self.truth(nullable))
            }
            Op::Plus | Op::Minus | Op::Multiply | Op::Divide | Op::Modulo => {
                self.arithmetic(left, op, right, scope, wanted)
            }
            Op::StringConcat if self.database() != Database::Mysql => {
                let text = data_type(Kind::Text(None));
                let one = self.expr(left, scope, Some(&text))?;
                let other = self.expr(right, scope, Some(&text))?;
                let kept =
                    [&one, &other].into_iter().find(|it| matches!(it.kind(), Some(Kind::Array(_) | Kind::Json { .. })));
                let ty = kept.and_then(|it| it.ty.clone()).unwrap_or(text);
                Ok(Typed { ty: Some(ty), nullable: one.nullable || other.nullable })
            }
            Op::Arrow | Op::HashArrow => {
                let json = self.expr(left, scope, None)?;
                self.expr(right, scope, Some(&data_type(Kind::Text(None))))?;
                let ty =
                    if self.database() == Database::Postgres { json.ty } else { Some(data_type(Kind::Text(None))) };
                Ok(Typed { ty, nullable: true })
            }
            Op::LongArrow | Op::HashLongArrow => {
                self.expr(left, scope, None)?;
                self.expr(right, scope, Some(&data_type(Kind::Text(None))))?;
                // What is there may be of any type, to SQLite.
                let ty = (self.database() != Database::Sqlite).then(|| data_type(Kind::Text(None)));
                Ok(Typed { ty, nullable: true })
            }
            Op::BitwiseAnd | Op::BitwiseOr | Op::BitwiseXor | Op::PGBitwiseShiftLeft | Op::PGBitwiseShiftRight => {
                let (one, other) = self.pair(left, right, scope)?;
                let nullable = one.nullable || other.nullable;
                Ok(Typed { ty: together(&[one, other], self.database()), nullable })
            }
            // Everything else asks something.
            _ => {
                let (one, other) = self.pair(left, right, scope)?;
                let never = matches!(op, Op::Spaceship);
                Ok(self.truth(!never && (one.nullable || other.nullable)))
            }
        }
    }

    fn arithmetic(
        &mut self,
        left: &Expr,
        op: &BinaryOperator,
        right: &Expr,
        scope: &Scope<'_>,
        wanted: Option<&DataType>,
    ) -> Parsed<Typed> {
        let (one, other) = if is_hole(left) && is_hole(right) {
            (self.expr(left, scope, wanted)?, self.expr(right, scope, wanted)?)
        } else {
            self.pair(left, right, scope)?
        };
        let mut nullable = one.nullable || other.nullable;
        let divides = matches!(op, BinaryOperator::Divide | BinaryOperator::Modulo);
        // Only PostgreSQL fails when something is divided by zero.
        nullable |= divides && self.database() != Database::Postgres;
        let ty = match (one.kind(), other.kind()) {
            (Some(a), Some(b)) => Some(self.of_two(a, op, b)),
            _ => together(&[one, other], self.database()).map(|it| it.kind),
        };
        Ok(Typed { ty: ty.map(data_type), nullable })
    }

    fn of_two(&self, a: &Kind, op: &BinaryOperator, b: &Kind) -> Kind {
        use Kind::{Date, Interval, Timestamp};
        let minus = *op == BinaryOperator::Minus;
        match (a, b) {
            (Date, Date) if minus && self.database() == Database::Postgres => return INT,
            (Timestamp { .. }, Timestamp { .. } | Date) | (Date, Timestamp { .. }) if minus => return Interval,
            (Date, Interval) | (Interval, Date) => return Timestamp { zoned: false, precision: None },
            (Date | Timestamp { .. } | Interval, _) => return a.clone(),
            (_, Date | Timestamp { .. } | Interval) => return b.clone(),
            _ => {}
        }
        let both =
            [a, b].map(|it| if is_text(it) { Typed::of(Kind::Float64, false) } else { Typed::of(it.clone(), false) });
        let kind = together(&both, self.database()).map_or(DECIMAL, |it| it.kind);
        match (self.database(), op, &kind) {
            (Database::Mysql, BinaryOperator::Divide, it) if rank(it) < rank(&Kind::Float32) => DECIMAL,
            (Database::Mysql | Database::Sqlite, _, Kind::Integer { unsigned, .. }) => {
                Kind::Integer { bits: 64, unsigned: *unsigned }
            }
            (Database::Mysql, _, Kind::Float32) => Kind::Float64,
            (Database::Postgres, _, Kind::Float32) if rank(a) != rank(b) => Kind::Float64,
            _ => kind,
        }
    }

    /// `op expr`.
    pub(super) fn unary(
        &mut self,
        op: UnaryOperator,
        expr: &Expr,
        scope: &Scope<'_>,
        wanted: Option<&DataType>,
    ) -> Parsed<Typed> {
        if matches!(op, UnaryOperator::Not) {
            let it = self.condition(expr, scope)?;
            return Ok(self.truth(it.nullable));
        }
        self.expr(expr, scope, wanted)
    }
}

/// Whether an expression is a parameter, and nothing else.
pub(super) fn is_hole(expr: &Expr) -> bool {
    match expr {
        Expr::Nested(inner) => is_hole(inner),
        Expr::Value(it) => matches!(it.value, Value::Placeholder(_) | Value::Null),
        _ => false,
    }
}
