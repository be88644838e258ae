//! Patterns of the contract, each a static.

use super::assertions::patterns;
use super::live::shaped;
use super::names::{Scope, shouty};
use super::rust::RustPlan;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::{Constraint, Dialect, Scalar, Shape, Type, TypeName};

impl RustPlan {
    /// The static that holds a pattern.
    pub(crate) fn pattern(&self, text: &str) -> &str {
        self.patterns.iter().find(|(it, _)| it == text).map_or("", |(_, name)| name)
    }

    /// Every pattern: text and name.
    pub(crate) fn patterns(&self) -> &[(String, String)] {
        &self.patterns
    }

    /// Names the pattern of every text that values are made of.
    pub(super) fn name_patterns(&mut self, model: &Model) {
        let mut scope = Scope::default();
        let shaped = shaped(model);
        let is_text = |it: &Type| it.shape == Shape::Scalar(Scalar::Text);
        for (_, ty) in model.types().filter(|(id, it)| shaped[id.index()] && is_text(it)) {
            for constraint in &ty.constraints {
                // Messages are checked by their rules, which are named below.
                let Constraint::Pattern(text, Dialect::Ecma) = constraint else { continue };
                self.name_pattern(text, &ty.name, &mut scope);
            }
        }
        for (text, name) in super::rules::patterns(model) {
            self.name_pattern(&text, &name, &mut scope);
        }
        for (id, it) in model.assertions() {
            for text in patterns(it).into_iter().filter(|_| self.assertions.name(id).is_some()).collect::<Vec<_>>() {
                self.name_pattern(text, &it.name, &mut scope);
            }
        }
    }

    fn name_pattern(&mut self, text: &str, name: &TypeName, scope: &mut Scope) {
        if !self.patterns.iter().any(|(it, _)| it == text) {
            self.patterns.push((text.to_owned(), scope.claim(shouty(&name.text()))));
        }
    }
}
