//! What was called otherwise before: `@zephyrixRenamedFrom`.

use super::lowering::Lowering;
use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use zephyrix_ir::vocabulary::Former;

/// The directive, as it is applied.
pub(super) const NAME: &str = "zephyrixRenamedFrom";

impl Lowering<'_> {
    /// The earlier names that a directive lists, if it is applied.
    pub(super) fn formers(&self, applied: Option<&Node<Directive>>) -> Vec<Former> {
        let listed = applied.and_then(|it| it.specified_argument_by_name("names"));
        let Some(listed) = listed else { return Vec::new() };
        // A list of one may be written without its brackets.
        let one = std::slice::from_ref(listed);
        let former = |it: &Node<apollo_compiler::ast::Value>| {
            let name = it.as_str()?.to_owned();
            Some(Former { name, span: self.span(it.location()) })
        };
        listed.as_list().unwrap_or(one).iter().filter_map(former).collect()
    }
}
