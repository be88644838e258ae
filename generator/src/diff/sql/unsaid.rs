//! What is in a database beside tables and views, and what of these is not compared.

use super::{Comparison, named, only, refused, uncompared};
use crate::diff::Finding;
use crate::migrate::same;
use zephyrix_ir::vocabulary::relational::{Name, Policy, Sequence, Table, Trigger};

impl Comparison<'_> {
    /// Tells of sequences and extensions, and of what differs in tables and is not compared.
    pub(super) fn unsaid(&mut self) {
        let met = self.met;
        let alike = |a: &Sequence, b: &Sequence| a.name == b.name;
        for it in only(&met.old.sequences, &met.new.sequences, alike) {
            self.tell(refused(format!("the sequence `{}` is gone", it.name)).at(it.span, self.start));
        }
        for (was, is) in named(&met.old.sequences, &met.new.sequences, |it| &it.name) {
            if was.options != is.options {
                self.tell(uncompared(&format!("the sequence `{}` counts otherwise", is.name)).at(was.span, is.span));
            }
        }
        let alike = |a: &Name, b: &Name| a.name == b.name;
        for it in only(&met.old.extensions, &met.new.extensions, alike) {
            let found = refused(format!("the extension `{}` is gone, with its types and functions", it.name));
            self.tell(Finding { new: Some(self.start), ..found });
        }
        for (was, is) in named(&met.old.tables, &met.new.tables, |it| &it.name) {
            for (what, differs) in PARTS {
                if differs(was, is) {
                    let message = format!("{what} of `{}` differ", is.name);
                    self.tell(uncompared(&message).at(was.span, is.span));
                }
            }
        }
    }
}

/// Whether something differs in a table.
type Differs = fn(&Table, &Table) -> bool;

/// What is not compared, and whether it differs.
const PARTS: [(&str, Differs); 3] = [
    ("triggers", |a, b| differ(&a.triggers, &b.triggers, Trigger::eq)),
    ("policies", |a, b| {
        (a.row_security, a.forced_security) != (b.row_security, b.forced_security)
            || differ(&a.policies, &b.policies, alike)
    }),
    ("options", |a, b| same::options(a) != same::options(b) || a.partition != b.partition),
];

fn alike(a: &Policy, b: &Policy) -> bool {
    same::policy(a, b)
}

fn differ<T>(was: &[T], is: &[T], same: impl Fn(&T, &T) -> bool + Copy) -> bool {
    !only(was, is, same).is_empty() || !only(is, was, same).is_empty()
}
