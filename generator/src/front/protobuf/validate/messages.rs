//! What is asked of whole messages, and of oneofs.

use super::super::context::Cx;
use super::super::{cel, options};
use super::compiling::{self, Compiling};
use super::{Subject, problem, refusal};
use prost_reflect::{DynamicMessage, FieldDescriptor, MessageDescriptor, OneofDescriptor};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::{MessageOneof, RuleTest};

impl Cx<'_> {
    /// What `buf.validate.message` says in expressions.
    pub(in crate::front::protobuf) fn message_rules(&mut self, it: &MessageDescriptor, span: Span) -> Vec<RuleTest> {
        let found = options::extension(self.pool(), &it.options(), "buf.validate.message");
        let Some(set) = found.as_ref().and_then(|it| it.as_message()) else { return Vec::new() };
        let pool = self.pool().clone();
        let subject = Subject::message(cel::message(it.full_name()));
        let mut to = Compiling::new(&pool, &subject, span);
        to.stated(set);
        for problem in to.problems {
            self.log.push(problem);
        }
        let names = |one: &DynamicMessage| options::texts(one, "fields");
        let is_wrong = self.oneofs_of_rules(it).iter().any(|one| wrong(it, &names(one)).is_some());
        to.tests.extend(is_wrong.then(|| refusal("message.oneof", span)));
        to.tests
    }

    /// Fields that exclude one another by `buf.validate.message.oneof`.
    pub(in crate::front::protobuf) fn exclusive(&mut self, it: &MessageDescriptor, span: Span) -> Vec<MessageOneof> {
        let mut all = Vec::new();
        for one in self.oneofs_of_rules(it) {
            let names = options::texts(&one, "fields");
            match wrong(it, &names) {
                Some(why) => self.log.push(problem("message.oneof", why, span)),
                None => all.push(MessageOneof { fields: names, required: options::flag(&one, "required") }),
            }
        }
        all
    }

    /// Whether a field is in such a oneof: nothing else is asked of those that are not set.
    pub(super) fn is_exclusive(&self, it: &FieldDescriptor) -> bool {
        let names = |one: &DynamicMessage| options::texts(one, "fields");
        self.oneofs_of_rules(it.parent_message()).iter().any(|one| names(one).iter().any(|name| name == it.name()))
    }

    fn oneofs_of_rules(&self, it: &MessageDescriptor) -> Vec<DynamicMessage> {
        let found = options::extension(self.pool(), &it.options(), "buf.validate.message");
        found.as_ref().and_then(|it| it.as_message()).map(|it| compiling::rules(it, "oneof")).unwrap_or_default()
    }

    /// Whether `buf.validate.oneof` wants one of a oneof's members.
    pub(in crate::front::protobuf) fn needs_one(&self, it: &OneofDescriptor) -> bool {
        let found = options::extension(self.pool(), &it.options(), "buf.validate.oneof");
        found.as_ref().and_then(|it| it.as_message()).is_some_and(|it| options::flag(it, "required"))
    }
}

/// What is wrong with the names of a oneof's fields.
fn wrong(it: &MessageDescriptor, names: &[String]) -> Option<String> {
    if names.is_empty() {
        return Some("it names no field".to_owned());
    }
    if let Some(name) = names.iter().find(|name| it.get_field_by_name(name).is_none()) {
        return Some(format!("`{}` has no field `{name}`", it.full_name()));
    }
    let twice = names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|it| it == *name));
    twice.map(|(_, name)| format!("it names `{name}` twice"))
}
