//! How a statement narrows the tables that it reads: which columns an index could find its rows by.

use super::scope::{Column, Relation, Scope};
use super::typed::Analysis;
use sqlparser::ast::{
    BinaryOperator, Expr, InTarget, JoinConstraint, JoinOperator, OrderByExpr, TableFactor, TableWithJoins,
};
use zephyrix_ir::vocabulary::queries::TableRead;

impl Analysis<'_> {
    /// Notes every table that `FROM` names, and what conditions say of it. All has been analyzed before.
    pub(super) fn narrowed(&mut self, from: &[TableWithJoins], condition: Option<&Expr>, scope: &Scope<'_>) {
        let read = |it: &Relation| TableRead::new(it.table.clone(), &it.name);
        let mut all: Vec<TableRead> = scope.relations.iter().map(read).collect();
        let mut open: Vec<&TableWithJoins> = from.iter().collect();
        while let Some(it) = open.pop() {
            let factors = std::iter::once(&it.relation).chain(it.joins.iter().map(|it| &it.relation));
            open.extend(factors.filter_map(|it| match it {
                TableFactor::NestedJoin { table_with_joins, .. } => Some(&**table_with_joins),
                _ => None,
            }));
            for join in &it.joins {
                match constraint(&join.join_operator) {
                    Some(JoinConstraint::On(it)) => self.conditions(it, scope, &mut all),
                    Some(JoinConstraint::Using(names)) => {
                        for it in names {
                            shared_by(&self.names(it).1, scope, &mut all);
                        }
                    }
                    _ => {}
                }
            }
        }
        if let Some(it) = condition {
            self.conditions(it, scope, &mut all);
        }
        self.reads.extend(all.into_iter().filter(|it| it.table.is_some()));
    }

    /// Notes by which columns of one table the rows are put in order.
    pub(super) fn ordered(&mut self, order: &[OrderByExpr], limited: bool, scope: &Scope<'_>) {
        let mut columns = Vec::new();
        let mut of = None;
        for it in order {
            let Some((at, column)) = self.sought(&it.expr, scope) else { return };
            if *of.get_or_insert(at) != at {
                return;
            }
            columns.push(base(column));
        }
        let name = of.and_then(|at| scope.relations.get(at)).map(|it| &it.name);
        let read = self.reads.iter_mut().rev().find(|it| Some(&it.alias) == name);
        if let Some(read) = read.filter(|_| limited) {
            read.ordered = columns;
        }
    }

    /// The column that an expression is, and the relation it is of.
    pub(super) fn sought<'s>(&self, expr: &Expr, scope: &'s Scope<'_>) -> Option<(usize, &'s Column)> {
        match expr {
            Expr::Nested(it) => self.sought(it, scope),
            Expr::Identifier(it) => scope.place(None, &self.name(it), self.database()),
            Expr::CompoundIdentifier(parts) => match parts.as_slice() {
                [.., relation, it] => scope.place(Some(&self.name(relation)), &self.name(it), self.database()),
                _ => None,
            },
            _ => None,
        }
    }

    /// What must hold, condition by condition.
    fn conditions(&mut self, expr: &Expr, scope: &Scope<'_>, all: &mut [TableRead]) {
        match expr {
            Expr::Nested(it) => self.conditions(it, scope, all),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                self.conditions(left, scope, all);
                self.conditions(right, scope, all);
            }
            other => {
                if !self.comparison(other, scope, all) {
                    for it in self.met_in(other, scope) {
                        all[it].others = true;
                    }
                }
            }
        }
    }

    /// Notes a condition that an index may help with; whether it is one.
    fn comparison(&mut self, expr: &Expr, scope: &Scope<'_>, all: &mut [TableRead]) -> bool {
        use BinaryOperator as Op;
        match expr {
            Expr::BinaryOp { left, op: Op::Eq, right } => match (self.sought(left, scope), self.sought(right, scope)) {
                (Some((one, a)), Some((other, b))) if one != other => {
                    let (a, b) = (base(a), base(b));
                    let names = [all[one].alias.clone(), all[other].alias.clone()];
                    let [first, second] = names;
                    all[one].joined.push((a, second));
                    all[other].joined.push((b, first));
                    true
                }
                _ => self.with_value(left, right, true, scope, all) || self.with_value(right, left, true, scope, all),
            },
            Expr::BinaryOp { left, op: Op::Lt | Op::LtEq | Op::Gt | Op::GtEq, right } => {
                self.with_value(left, right, false, scope, all) || self.with_value(right, left, false, scope, all)
            }
            Expr::Between { expr, negated: false, low, .. } => self.with_value(expr, low, false, scope, all),
            Expr::In { expr, target: InTarget::List(items), negated: false, .. } => {
                items.first().is_some_and(|it| self.with_value(expr, it, true, scope, all))
            }
            Expr::IsNull(it) => self.with_value(it, it, true, scope, all),
            _ => false,
        }
    }

    /// A column that is compared with what is no column of this query.
    fn with_value(
        &mut self,
        column: &Expr,
        value: &Expr,
        equal: bool,
        scope: &Scope<'_>,
        all: &mut [TableRead],
    ) -> bool {
        let Some((at, found)) = self.sought(column, scope) else { return false };
        if !std::ptr::eq(column, value) && !self.met_in(value, scope).is_empty() {
            return false;
        }
        let to = if equal { &mut all[at].equal } else { &mut all[at].ranged };
        to.push(base(found));
        true
    }

    /// The relations of a query whose columns an expression names.
    fn met_in(&mut self, expr: &Expr, scope: &Scope<'_>) -> Vec<usize> {
        // It was analyzed before; what it says of parameters, and of queries in it, is known.
        let known = self.reads.len();
        let before = self.met.replace(Vec::new());
        drop(self.expr(expr, scope, None));
        self.reads.truncate(known);
        let met = std::mem::replace(&mut self.met, before).unwrap_or_default();
        let is_met = |it: &(usize, &Relation)| met.contains(&it.1.name);
        scope.relations.iter().enumerate().filter(is_met).map(|it| it.0).collect()
    }
}

/// A column that `USING` names, in all relations that have it.
fn shared_by(name: &str, scope: &Scope<'_>, all: &mut [TableRead]) {
    let has = |it: &Relation| it.columns.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let which: Vec<usize> = (0..scope.relations.len()).filter(|at| has(&scope.relations[*at])).collect();
    for (one, other) in which.iter().flat_map(|a| which.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
        let other = all[other].alias.clone();
        all[one].joined.push((name.to_owned(), other));
    }
}

/// What a column is called in its table.
fn base(it: &Column) -> String {
    it.origin.as_ref().map_or_else(|| it.name.clone(), |it| it.1.clone())
}

fn constraint(it: &JoinOperator) -> Option<&JoinConstraint> {
    use JoinOperator as Op;
    match it {
        Op::Join(it)
        | Op::Inner(it)
        | Op::Left(it)
        | Op::LeftOuter(it)
        | Op::Right(it)
        | Op::RightOuter(it)
        | Op::FullOuter(it)
        | Op::CrossJoin(it)
        | Op::StraightJoin(it) => Some(it),
        _ => None,
    }
}
