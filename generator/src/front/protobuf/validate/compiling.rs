//! Rules as tests: expressions in place, and those that `validate.proto` and users have predefined.

use super::super::{cel, options};
use super::subject::family_of;
use super::{Subject, native, problem, refusal};
use prost_reflect::{DescriptorPool, DynamicMessage, Kind, Value};
use zephyrix_ir::vocabulary::{Cel, CelLiteral, CelType, RuleTest};
use zephyrix_ir::{Diagnostic, Span};

/// The rules of one value, being compiled.
pub(super) struct Compiling<'a> {
    pool: &'a DescriptorPool,
    subject: &'a Subject,
    span: Span,
    /// What became of them.
    pub(super) tests: Vec<RuleTest>,
    /// Those of which nothing became.
    pub(super) problems: Vec<Diagnostic>,
}

impl<'a> Compiling<'a> {
    pub(super) fn new(pool: &'a DescriptorPool, subject: &'a Subject, span: Span) -> Self {
        Self { pool, subject, span, tests: Vec::new(), problems: Vec::new() }
    }

    /// `cel_expression` and `cel`.
    pub(super) fn stated(&mut self, set: &DynamicMessage) {
        for text in options::texts(set, "cel_expression") {
            self.test(&text, String::new(), &text, None, None);
        }
        for rule in rules(set, "cel") {
            self.rule(&rule, None, None);
        }
    }

    /// What the member for such values says; that member.
    pub(super) fn typed(&mut self, set: &DynamicMessage) -> Option<DynamicMessage> {
        let found = family_of(set)?;
        if !self.subject.takes(set) {
            let why = format!("`{}` is about values of another type", found.name());
            self.fails(found.name(), why);
            return None;
        }
        let rules = set.get_field(&found).as_message()?.clone();
        for (field, value) in rules.fields() {
            if let Some(test) = native::test(self.subject, &field, value, self.span) {
                self.tests.push(test);
            }
            self.predefined(&field.options(), &rules, value, &field.kind());
        }
        for (extension, value) in rules.extensions() {
            self.predefined(&extension.options(), &rules, value, &extension.kind());
        }
        Some(rules)
    }

    /// What `buf.validate.predefined` of a rule says that is set to some value.
    fn predefined(&mut self, of: &DynamicMessage, set: &DynamicMessage, value: &Value, kind: &Kind) {
        let found = options::extension(self.pool, of, "buf.validate.predefined");
        let Some(found) = found.as_ref().and_then(Value::as_message) else { return };
        for rule in rules(found, "cel") {
            self.rule(&rule, Some(set), Some((value.clone(), kind.clone())));
        }
    }

    /// A `buf.validate.Rule`.
    fn rule(&mut self, it: &DynamicMessage, rules: Option<&DynamicMessage>, rule: Option<(Value, Kind)>) {
        let text = |name| options::text(it, name).unwrap_or_default();
        let expression = text("expression");
        let id = if text("id").is_empty() { expression.clone() } else { text("id") };
        self.test(&id, text("message"), &expression, rules, rule);
    }

    fn test(
        &mut self,
        id: &str,
        message: String,
        expression: &str,
        rules: Option<&DynamicMessage>,
        rule: Option<(Value, Kind)>,
    ) {
        let scope = cel::Scope { pool: self.pool, this: self.subject.ty.clone(), rules, rule };
        match cel::compile(expression, &scope) {
            Ok(test) if holds_always(&test) => {}
            Ok(test) => {
                let unsaid = message.is_empty() && test.ty == CelType::Bool;
                let message = if unsaid { format!("\"{expression}\" returned false") } else { message };
                self.tests.push(RuleTest { id: id.to_owned(), message, test, span: self.span });
            }
            Err(why) => self.fails(id, why),
        }
    }

    fn fails(&mut self, id: &str, why: String) {
        self.problems.push(problem(id, why, self.span));
        self.tests.push(refusal(id, self.span));
    }
}

/// Whether a test says nothing of any value.
fn holds_always(it: &Cel) -> bool {
    match it.as_literal() {
        Some(CelLiteral::Bool(it)) => *it,
        Some(CelLiteral::Text(it)) => it.is_empty(),
        _ => false,
    }
}

/// The messages of a list.
pub(super) fn rules(of: &DynamicMessage, name: &str) -> Vec<DynamicMessage> {
    let list = options::field(of, name);
    list.iter().flat_map(|it| it.as_list().unwrap_or_default()).filter_map(Value::as_message).cloned().collect()
}
