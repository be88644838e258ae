//! Views: their columns, as the analysis of queries finds them.

use super::{Comparison, fresh, only, refused, retyped, uncompared};
use crate::diff::Finding;
use crate::front::sql::columns_of_view;
use crate::migrate::{Step, words};
use crate::plan::queries::kept;
use zephyrix_ir::vocabulary::relational::{Schema, View};

/// A column of a view.
struct Shown {
    name: String,
    /// What it is in Rust, as words; `None`: nothing tells.
    ty: Option<(String, String)>,
    nullable: bool,
}

fn shown(schema: &Schema, view: &View) -> Option<Vec<Shown>> {
    let column = |it: crate::front::sql::ViewColumn| {
        let ty = it.ty.map(|it| (format!("{:?}", kept(&it, schema.database)), it.declared));
        Shown { name: it.name, ty, nullable: it.nullable }
    };
    Some(columns_of_view(schema, view)?.into_iter().map(column).collect())
}

impl<'s> Comparison<'s> {
    /// Tells which are gone, new, or others.
    pub(super) fn views(&mut self) {
        let met = self.met;
        for it in &met.old.views {
            if let Some(new) = met.new.view(&it.name) {
                self.view(it, new);
            } else {
                let found = refused(format!("the view `{}` is gone", it.name)).at(it.span, self.start);
                self.about(found, vec![it.span], Vec::new());
            }
        }
        for it in met.new.views.iter().filter(|it| met.old.view(&it.name).is_none()) {
            let found = Finding::fresh(format!("the view `{}` is new", it.name), it.span);
            self.about(found, Vec::new(), vec![it.span]);
        }
    }

    fn view(&mut self, was: &'s View, is: &'s View) {
        let query = self.renamed_in(&was.query.text);
        let is_same = query == is.query.text && was.columns == is.columns && was.materialized == is.materialized;
        let before = View {
            query: zephyrix_ir::vocabulary::relational::Expression { text: query, ..was.query.clone() },
            ..was.clone()
        };
        let (before, now) = (shown(&self.met.old, &before), shown(&self.met.new, is));
        let known = self.changes.len();
        if let (Some(before), Some(now)) = (before, now) {
            self.shown((was, &before), (is, &now));
        }
        if !is_same && self.changes.len() == known {
            self.tell(uncompared(&format!("the query of the view `{}` is another", is.name)).at(was.span, is.span));
        }
    }

    fn shown(&mut self, (was, before): (&View, &[Shown]), (is, now): (&View, &[Shown])) {
        let mut found = Vec::new();
        let alike = |a: &Shown, b: &Shown| a.name == b.name;
        for it in only(before, now, alike) {
            found.push(refused(format!("the column `{}` of the view `{}` is gone", it.name, is.name)));
        }
        for it in only(now, before, alike) {
            found.push(fresh(format!("the column `{}` of the view `{}` is new", it.name, is.name)));
        }
        for it in now {
            let Some(other) = before.iter().find(|other| alike(other, it)) else { continue };
            let path = format!("the column `{}` of the view `{}`", it.name, is.name);
            if let (Some(was), Some(is)) = (&other.ty, &it.ty)
                && was.0 != is.0
            {
                found.push(retyped(format!("{path} is {}, and was {}", is.1, was.1)));
            }
            if it.nullable && !other.nullable {
                found.push(retyped(format!("{path} may be NULL")));
            }
        }
        for it in found {
            self.about(it.at(was.span, is.span), vec![was.span], vec![is.span]);
        }
    }

    /// A query by the names of now.
    fn renamed_in(&self, text: &str) -> String {
        let rename = |text: String, step: &Step| match step {
            Step::RenameTable { from, to } => words::renamed(&text, &from.name, &to.name),
            Step::RenameColumn { from, to, .. } => words::renamed(&text, from, to),
            _ => text,
        };
        self.met.renamed.iter().fold(text.to_owned(), rename)
    }
}
