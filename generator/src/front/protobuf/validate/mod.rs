//! `buf.validate`: what protovalidate asks of messages, as rules of the model.
//!
//! What a standard rule means is said by `validate.proto` itself, in CEL on the field that sets it (`buf.validate.predefined`): so
//! standard rules, predefined ones of the user's, and expressions in place are compiled alike. The few that CEL cannot say are in `native`.

mod compiling;
mod constraints;
mod messages;
mod native;
mod subject;

pub(super) use subject::Subject;

use super::context::Cx;
use super::options;
use compiling::Compiling;
use prost_reflect::{DynamicMessage, FieldDescriptor};
use zephyrix_ir::vocabulary::{Cel, CelLiteral, Constraint, Passes, RuleTest, Rules, Value};
use zephyrix_ir::{Code, Diagnostic, Ref, Span};

/// What is said of a field: its rules, and what of them JSON Schema has a keyword for.
#[derive(Default)]
pub(super) struct Said {
    pub(super) rules: Rules,
    /// Of the value.
    pub(super) constraints: Vec<Constraint<Ref>>,
    /// Of every item.
    pub(super) items: Vec<Constraint<Ref>>,
}

impl Said {
    /// Whether a value must be given.
    pub(super) fn is_required(&self) -> bool {
        self.rules.required && self.rules.passes == Passes::Absent
    }

    /// Whether the default of a field without presence is none of its values, so that it must be given.
    pub(super) fn refuses(&self, default: Option<&Value>) -> bool {
        default.is_some_and(|it| self.constraints.iter().any(|one| constraints::refuses(one, it)))
    }
}

impl Cx<'_> {
    /// What `buf.validate.field` says of a field.
    pub(super) fn said(&mut self, it: &FieldDescriptor, span: Span) -> Said {
        let found = options::extension(self.pool(), &it.options(), "buf.validate.field");
        let Some(set) = found.as_ref().and_then(|it| it.as_message()) else { return Said::default() };
        let subject = Subject::of(it);
        let mut rules = self.rules(set, &subject, span);
        if rules.passes == Passes::Absent && self.is_exclusive(it) {
            rules.passes = Passes::Zero;
        }
        if rules.passes != Passes::Absent || !subject.takes(set) {
            return Said { rules, ..Said::default() };
        }
        let items = constraints::items(set).filter(|it| subject.item().is_some_and(|item| item.takes(it)));
        let items = items.as_ref().map(constraints::of).unwrap_or_default();
        Said { constraints: constraints::of(set), items, rules }
    }

    /// What a `buf.validate.FieldRules` says.
    fn rules(&mut self, set: &DynamicMessage, subject: &Subject, span: Span) -> Rules {
        let passes = match options::word(set, "ignore").as_deref() {
            Some("IGNORE_ALWAYS") => Passes::All,
            Some("IGNORE_IF_ZERO_VALUE") => Passes::Zero,
            _ => Passes::Absent,
        };
        let mut rules = Rules { required: options::flag(set, "required"), passes, ..Rules::default() };
        let pool = self.pool().clone();
        let mut to = Compiling::new(&pool, subject, span);
        to.stated(set);
        let parts = to.typed(set);
        rules.tests = to.tests;
        for problem in to.problems {
            self.log.push(problem);
        }
        if let Some(parts) = parts {
            let mut part = |name: &str, subject: Option<Subject>| {
                let set = options::message(&parts, name)?;
                Some(Box::new(self.rules(&set, &subject?, span)))
            };
            rules.items = part("items", subject.item()).or_else(|| part("values", subject.item()));
            rules.keys = part("keys", subject.key());
        }
        rules
    }
}

/// What becomes of a rule that cannot be compiled: it refuses every value, as it might have refused any.
fn refusal(id: &str, span: Span) -> RuleTest {
    let (id, message) = (id.to_owned(), "the rule cannot be checked".to_owned());
    RuleTest { id, message, test: Cel::literal(CelLiteral::Bool(false)), span }
}

/// A rule that cannot be compiled.
fn problem(id: &str, why: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::PROTO_RULE, span, format!("the rule `{id}` cannot be compiled"))
        .label(why)
        .help("until it is mended it refuses every value")
}
