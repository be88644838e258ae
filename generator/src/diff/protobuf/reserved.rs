//! What a message or an enum may not use again, and what of a message is for extensions.

use super::Side;
use super::files::{File, within};
use crate::diff::{Breaks, Finding};
use prost_reflect::prost_types::{DescriptorProto, EnumDescriptorProto};
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Span};

/// What is reserved in a message or an enum.
#[derive(Clone, Debug, Default)]
pub(super) struct Reserved {
    numbers: Vec<Range>,
    names: Vec<(String, Span)>,
    extensions: Vec<Range>,
}

/// Numbers from the first to the last of them, and where they are written.
#[derive(Clone, Copy, Debug)]
struct Range {
    from: i32,
    to: i32,
    span: Span,
}

impl Range {
    fn has(&self, number: i32) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

impl Reserved {
    pub(super) fn has_number(&self, number: i32) -> bool {
        self.numbers.iter().any(|it| it.has(number))
    }

    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|it| it.0 == name)
    }
}

/// By full names.
pub(super) fn of(files: &[File<'_>]) -> BTreeMap<String, Reserved> {
    let mut all = BTreeMap::new();
    for file in files {
        let package = file.descriptor.package();
        for (at, it) in (0..).zip(&file.descriptor.message_type) {
            message(file, package, (&[4, at], it), &mut all);
        }
        for (at, it) in (0..).zip(&file.descriptor.enum_type) {
            enumeration(file, package, (&[5, at], it), &mut all);
        }
    }
    all
}

fn message(file: &File<'_>, scope: &str, (path, it): (&[i32], &DescriptorProto), all: &mut BTreeMap<String, Reserved>) {
    let name = within(scope, it.name());
    let span = |field: i32, at: i32| file.span(&[path, &[field, at]].concat());
    // The end of a range is the number after its last.
    let range =
        |(at, field, from, end): (i32, i32, i32, i32)| Range { from, to: end.saturating_sub(1), span: span(field, at) };
    let numbers = (0..).zip(&it.reserved_range).map(|(at, it)| range((at, 9, it.start(), it.end()))).collect();
    let extensions = (0..).zip(&it.extension_range).map(|(at, it)| range((at, 5, it.start(), it.end()))).collect();
    let names = (0..).zip(&it.reserved_name).map(|(at, it)| (it.clone(), span(10, at))).collect();
    for (at, inner) in (0..).zip(&it.nested_type) {
        message(file, &name, (&[path, &[3, at]].concat(), inner), all);
    }
    for (at, inner) in (0..).zip(&it.enum_type) {
        enumeration(file, &name, (&[path, &[4, at]].concat(), inner), all);
    }
    all.insert(name, Reserved { numbers, names, extensions });
}

fn enumeration(
    file: &File<'_>,
    scope: &str,
    (path, it): (&[i32], &EnumDescriptorProto),
    all: &mut BTreeMap<String, Reserved>,
) {
    let span = |field: i32, at: i32| file.span(&[path, &[field, at]].concat());
    let range = |(at, from, to)| Range { from, to, span: span(4, at) };
    let numbers = (0..).zip(&it.reserved_range).map(|(at, it)| range((at, it.start(), it.end()))).collect();
    let names = (0..).zip(&it.reserved_name).map(|(at, it)| (it.clone(), span(5, at))).collect();
    all.insert(within(scope, it.name()), Reserved { numbers, names, extensions: Vec::new() });
}

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, findings: &mut Vec<Finding>) {
    for (name, was) in &old.reserved {
        let (Some(is), Some(near)) = (new.reserved.get(name), new.span(name)) else { continue };
        let mut tell = |breaks, message: String, span| {
            findings.push(Finding::breaking(Code::RESERVATION_GONE, breaks, message).at(span, near));
        };
        let kinds = [
            ("reserved", Breaks::Wire, &was.numbers, &is.numbers),
            ("for extensions", Breaks::Code, &was.extensions, &is.extensions),
        ];
        for (what, breaks, was, is) in kinds {
            for range in was.iter().filter(|it| !is_covered(it, is)) {
                let Range { from, to, span } = range;
                tell(breaks, format!("the numbers {from} to {to} of `{name}` are no longer {what}"), *span);
            }
        }
        for (gone, span) in was.names.iter().filter(|it| !is.has_name(&it.0)) {
            tell(Breaks::Wire, format!("the name `{gone}` of `{name}` is no longer reserved"), *span);
        }
    }
}

fn is_covered(range: &Range, all: &[Range]) -> bool {
    let mut next = range.from;
    while next <= range.to {
        let Some(it) = all.iter().find(|it| it.has(next)) else { return false };
        let Some(after) = it.to.checked_add(1) else { return true };
        next = after;
    }
    true
}
