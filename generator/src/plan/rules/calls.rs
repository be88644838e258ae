//! Functions as calls.

use super::expressions::{Code, Expressions};
use super::{Place, comparisons};
use zephyrix_ir::vocabulary::{Cel, CelFunction as F, CelItem, CelLiteral, CelNode, CelType};

/// Functions that the runtime has under a name, of whichever arguments; whether one may have no value; whether it makes a `String`.
const NAMED: &[(F, &str, Kind)] = &[
    (F::IsEmail, "is_email", Kind::Plain),
    (F::IsHostname, "is_hostname", Kind::Plain),
    (F::IsHostAndPort, "is_host_and_port", Kind::Plain),
    (F::IsIp, "is_ip", Kind::Plain),
    (F::IsIpPrefix, "is_ip_prefix", Kind::Plain),
    (F::IsUri, "is_uri", Kind::Plain),
    (F::IsUriRef, "is_uri_ref", Kind::Plain),
    (F::TypeUrl, "type_url", Kind::Plain),
    (F::IndexOf, "index_of", Kind::Plain),
    (F::Year, "year", Kind::Plain),
    (F::Month, "month", Kind::Plain),
    (F::Day, "day", Kind::Plain),
    (F::Weekday, "weekday", Kind::Plain),
    (F::Hours, "hours", Kind::Plain),
    (F::Minutes, "minutes", Kind::Plain),
    (F::Seconds, "seconds", Kind::Plain),
    (F::ToInt, "int", Kind::Fallible),
    (F::ToUint, "uint", Kind::Fallible),
    (F::ToHex, "hex", Kind::Owned),
];

#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Fallible,
    Owned,
}

/// Methods of Rust's texts and slices.
const METHODS: &[(F, &str)] = &[(F::StartsWith, "starts_with"), (F::EndsWith, "ends_with"), (F::Contains, "contains")];

/// Arithmetic of whole numbers, and the symbol of it elsewhere.
const ARITHMETIC: &[(F, &str, &str)] = &[
    (F::Add, "add", "+"),
    (F::Subtract, "subtract", "-"),
    (F::Multiply, "multiply", "*"),
    (F::Divide, "divide", "/"),
    (F::Remainder, "remainder", "%"),
];

/// A call.
pub(super) fn code(to: &mut Expressions<'_, '_>, function: F, of: &[Cel], ty: &CelType) -> Code {
    if let Some((_, name, kind)) = NAMED.iter().find(|it| it.0 == function) {
        let all: Vec<String> = of.iter().map(|it| to.code(it).borrowed()).collect();
        let call = format!("proto::cel::{name}({})", all.join(", "));
        return match kind {
            Kind::Plain => Code::plain(call),
            Kind::Owned => Code::owned(call),
            Kind::Fallible => Code::plain(to.fallible(&call)),
        };
    }
    if let Some((_, name, symbol)) = ARITHMETIC.iter().find(|it| it.0 == function) {
        let [a, b] = [0, 1].map(|at| of.get(at).map(|it| to.code(it)).unwrap_or_default());
        return match ty {
            CelType::Int | CelType::Uint => {
                Code::plain(to.fallible(&format!("proto::cel::{name}({}, {})", a.text, b.text)))
            }
            _ => Code::compound(format!("{} {symbol} {}", a.operand(), b.operand())),
        };
    }
    match of {
        [a, b] => binary(to, function, a, b),
        [it] => unary(to, function, it),
        _ => several(to, function, of),
    }
}

fn binary(to: &mut Expressions<'_, '_>, function: F, a: &Cel, b: &Cel) -> Code {
    match function {
        F::Contains if a.ty == CelType::Bytes => {
            let (a, b) = (to.code(a).text, to.code(b).text);
            Code::plain(format!("proto::cel::contains({a}, {b})"))
        }
        F::Matches => matches(to, a, b),
        F::In => is_in(to, a, b),
        F::Index => index(to, a, b),
        F::IsInf => {
            let (it, sign) = (to.code(a), to.code(b).text);
            Code::plain(match sign.as_str() {
                "0" => format!("{}.is_infinite()", it.receiver()),
                sign => format!("proto::cel::is_infinite({}, {sign})", it.text),
            })
        }
        F::Concat => several(to, function, &[a.clone(), b.clone()]),
        _ => {
            let method = METHODS.iter().find(|it| it.0 == function).map_or("contains", |it| it.1);
            let (a, b) = (to.code(a).receiver(), to.code(b).borrowed());
            Code::plain(format!("{a}.{method}({b})"))
        }
    }
}

fn unary(to: &mut Expressions<'_, '_>, function: F, it: &Cel) -> Code {
    if function == F::Unique {
        let all = comparisons::read(to, it);
        let doubles = matches!(&it.ty, CelType::List(item) if item.ty() == CelType::Double);
        return Code::plain(format!("proto::cel::unique{}({all})", if doubles { "_doubles" } else { "" }));
    }
    // A text has as many bytes as what it is made of.
    let code = match &it.node {
        CelNode::Call(F::ToBytes, of) if matches!(function, F::Size | F::Count) && of.len() == 1 => to.code(&of[0]),
        _ => to.code(it),
    };
    match (function, &it.ty) {
        (F::Size, CelType::Text) => Code::compound(format!("proto::cel::count({}) as i64", code.borrowed())),
        (F::Count, CelType::Text) => Code::plain(format!("proto::cel::count({})", code.borrowed())),
        (F::Size, _) => Code::compound(format!("{}.len() as i64", code.receiver())),
        (F::Count, _) => Code::compound(format!("{}.len() as u64", code.receiver())),
        (F::IsNan, _) => Code::plain(format!("{}.is_nan()", code.receiver())),
        (F::Negate, CelType::Int) => Code::plain(to.fallible(&format!("proto::cel::negate({})", code.text))),
        (F::Negate, _) => Code::plain(format!("-{}", code.operand())),
        (F::ToDouble, CelType::Text) => Code::plain(to.fallible(&format!("proto::cel::double({})", code.borrowed()))),
        (F::ToDouble, _) => Code::compound(format!("{} as f64", code.operand())),
        (F::ToBytes, _) => Code::plain(format!("{}.as_bytes()", code.receiver())),
        (F::ToText, CelType::Bytes) => Code::plain(to.fallible(&format!("proto::cel::text({})", code.text))),
        (F::ToText, CelType::Timestamp) => Code::owned(format!("proto::cel::timestamp_text({})", code.text)),
        (F::ToText, CelType::Duration) => Code::owned(format!("proto::cel::duration_text({})", code.text)),
        (F::ToText, _) => Code::owned(format!("{}.to_string()", code.receiver())),
        (F::LowerAscii, _) => Code::owned(format!("{}.to_ascii_lowercase()", code.receiver())),
        (F::UpperAscii, _) => Code::owned(format!("{}.to_ascii_uppercase()", code.receiver())),
        (F::Trim, _) => Code::plain(format!("{}.trim()", code.receiver())),
        _ => code,
    }
}

/// Texts, one after another.
fn several(to: &mut Expressions<'_, '_>, _: F, of: &[Cel]) -> Code {
    let parts: Vec<String> = of.iter().map(|it| to.code(it).borrowed()).collect();
    Code::owned(format!("[{}].concat()", parts.join(", ")))
}

/// A pattern that is written in place is compiled once.
fn matches(to: &mut Expressions<'_, '_>, text: &Cel, pattern: &Cel) -> Code {
    let text = to.code(text).borrowed();
    if let Some(CelLiteral::Text(pattern)) = pattern.as_literal() {
        let name = to.to.rust.pattern(pattern).to_owned();
        let module = if to.to.models.is_some() { "crate::generated::patterns" } else { "super::patterns" };
        let name = to.to.uses.add(&format!("{module}::{name}"));
        return Code::plain(format!("{name}.matches({text})"));
    }
    let pattern = to.code(pattern).borrowed();
    Code::plain(to.fallible(&format!("proto::cel::matches({text}, {pattern})")))
}

fn is_in(to: &mut Expressions<'_, '_>, it: &Cel, of: &Cel) -> Code {
    let value = to.code(it);
    match (&of.node, &of.ty) {
        (CelNode::List(items), _) if items.len() == 1 && it.ty != CelType::Double => {
            let only = to.code(&items[0]);
            Code::compound(format!("{} == {}", value.operand(), only.operand()))
        }
        (CelNode::List(_), _) if it.ty != CelType::Double => {
            let all = to.code(of).text;
            Code::plain(format!("{all}.contains(&{})", Code { text: value.borrowed(), ..value }.operand()))
        }
        (_, CelType::Map(key, _)) if key.ty() == CelType::Text => {
            let map = to.code(of).operand();
            Code::plain(format!("{map}.contains_key({})", value.borrowed()))
        }
        _ => {
            let all = comparisons::read(to, of);
            Code::plain(format!("{all}.any(|each| each == {})", value.operand()))
        }
    }
}

fn index(to: &mut Expressions<'_, '_>, of: &Cel, at: &Cel) -> Code {
    let (all, at) = (to.base(of), to.code(at).borrowed());
    let (item, name) = match &of.ty {
        CelType::Map(_, value) => ((**value).clone(), "get"),
        CelType::List(item) => ((**item).clone(), "at"),
        _ => (CelItem::Made(CelType::Null), "at"),
    };
    let text = to.fallible(&format!("proto::cel::{name}(&{all}, {at})"));
    Code::plain(Place { text, is_reference: true, item }.read())
}
