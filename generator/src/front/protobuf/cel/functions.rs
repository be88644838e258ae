//! Functions by name and the types of their arguments: those of CEL, and protovalidate's.

use super::{fold, re2, word};
use zephyrix_ir::vocabulary::{Cel, CelFunction as F, CelLiteral, CelNode, CelType};

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Text,
    Bytes,
    Int,
    Uint,
    Double,
    Bool,
    Timestamp,
    Duration,
    List,
    Map,
}

use Takes::{Bool, Bytes, Double, Duration, Int, List, Map, Text, Timestamp, Uint};

/// Name, arguments with the receiver first, what it is and what it makes.
type Overload = (&'static str, &'static [Takes], F, CelType);

const OVERLOADS: &[Overload] = &[
    ("size", &[Text], F::Size, CelType::Int),
    ("size", &[Bytes], F::Size, CelType::Int),
    ("size", &[List], F::Size, CelType::Int),
    ("size", &[Map], F::Size, CelType::Int),
    ("contains", &[Text, Text], F::Contains, CelType::Bool),
    ("contains", &[Bytes, Bytes], F::Contains, CelType::Bool),
    ("startsWith", &[Text, Text], F::StartsWith, CelType::Bool),
    ("startsWith", &[Bytes, Bytes], F::StartsWith, CelType::Bool),
    ("endsWith", &[Text, Text], F::EndsWith, CelType::Bool),
    ("endsWith", &[Bytes, Bytes], F::EndsWith, CelType::Bool),
    ("matches", &[Text, Text], F::Matches, CelType::Bool),
    ("lowerAscii", &[Text], F::LowerAscii, CelType::Text),
    ("upperAscii", &[Text], F::UpperAscii, CelType::Text),
    ("trim", &[Text], F::Trim, CelType::Text),
    ("indexOf", &[Text, Text], F::IndexOf, CelType::Int),
    ("int", &[Int], F::ToInt, CelType::Int),
    ("int", &[Uint], F::ToInt, CelType::Int),
    ("int", &[Double], F::ToInt, CelType::Int),
    ("int", &[Text], F::ToInt, CelType::Int),
    ("int", &[Timestamp], F::Seconds, CelType::Int),
    ("uint", &[Uint], F::ToUint, CelType::Uint),
    ("uint", &[Int], F::ToUint, CelType::Uint),
    ("uint", &[Double], F::ToUint, CelType::Uint),
    ("uint", &[Text], F::ToUint, CelType::Uint),
    ("double", &[Double], F::ToDouble, CelType::Double),
    ("double", &[Int], F::ToDouble, CelType::Double),
    ("double", &[Uint], F::ToDouble, CelType::Double),
    ("double", &[Text], F::ToDouble, CelType::Double),
    ("string", &[Text], F::ToText, CelType::Text),
    ("string", &[Int], F::ToText, CelType::Text),
    ("string", &[Uint], F::ToText, CelType::Text),
    ("string", &[Double], F::ToText, CelType::Text),
    ("string", &[Bool], F::ToText, CelType::Text),
    ("string", &[Bytes], F::ToText, CelType::Text),
    ("string", &[Timestamp], F::ToText, CelType::Text),
    ("string", &[Duration], F::ToText, CelType::Text),
    ("bytes", &[Text], F::ToBytes, CelType::Bytes),
    ("duration", &[Text], F::ToInt, CelType::Duration),
    ("timestamp", &[Text], F::ToInt, CelType::Timestamp),
    ("unique", &[List], F::Unique, CelType::Bool),
    ("isNan", &[Double], F::IsNan, CelType::Bool),
    ("isInf", &[Double], F::IsInf, CelType::Bool),
    ("isInf", &[Double, Int], F::IsInf, CelType::Bool),
    ("isEmail", &[Text], F::IsEmail, CelType::Bool),
    ("isHostname", &[Text], F::IsHostname, CelType::Bool),
    ("isHostAndPort", &[Text, Bool], F::IsHostAndPort, CelType::Bool),
    ("isIp", &[Text], F::IsIp, CelType::Bool),
    ("isIp", &[Text, Int], F::IsIp, CelType::Bool),
    ("isIpPrefix", &[Text], F::IsIpPrefix, CelType::Bool),
    ("isIpPrefix", &[Text, Int], F::IsIpPrefix, CelType::Bool),
    ("isIpPrefix", &[Text, Bool], F::IsIpPrefix, CelType::Bool),
    ("isIpPrefix", &[Text, Int, Bool], F::IsIpPrefix, CelType::Bool),
    ("isUri", &[Text], F::IsUri, CelType::Bool),
    ("isUriRef", &[Text], F::IsUriRef, CelType::Bool),
    ("getFullYear", &[Timestamp], F::Year, CelType::Int),
    ("getMonth", &[Timestamp], F::Month, CelType::Int),
    ("getDate", &[Timestamp], F::Day, CelType::Int),
    ("getDayOfWeek", &[Timestamp], F::Weekday, CelType::Int),
    ("getHours", &[Duration], F::Hours, CelType::Int),
    ("getMinutes", &[Duration], F::Minutes, CelType::Int),
    ("getSeconds", &[Duration], F::Seconds, CelType::Int),
];

impl Takes {
    fn of(it: &CelType) -> Option<Self> {
        Some(match it {
            CelType::Text => Text,
            CelType::Bytes => Bytes,
            CelType::Int => Int,
            CelType::Uint => Uint,
            CelType::Double => Double,
            CelType::Bool => Bool,
            CelType::Timestamp => Timestamp,
            CelType::Duration => Duration,
            CelType::List(_) => List,
            CelType::Map(..) => Map,
            CelType::Null | CelType::Message(_) => return None,
        })
    }
}

/// A function over these.
pub(super) fn typed(name: &str, of: Vec<Cel>) -> Result<Cel, String> {
    let takes: Option<Vec<Takes>> = of.iter().map(|it| Takes::of(&it.ty)).collect();
    let found = takes.and_then(|takes| OVERLOADS.iter().find(|it| it.0 == name && it.1 == takes));
    let Some((_, takes, function, ty)) = found else {
        let types: Vec<String> = of.iter().map(|it| word(&it.ty)).collect();
        let known = OVERLOADS.iter().any(|it| it.0 == name);
        let what = if known { "no overload of" } else { "nothing is known of the function" };
        return Err(format!("{what} `{name}({})`", types.join(", ")));
    };
    if matches!(ty, CelType::Duration | CelType::Timestamp) {
        return fold::moment(ty, &of);
    }
    let of = with_defaults(*function, takes, of);
    Ok(fold::convert(*function, ty, if *function == F::Matches { with_pattern(of)? } else { of }))
}

/// A pattern that is known is one of the crate regex, too.
fn with_pattern(mut of: Vec<Cel>) -> Result<Vec<Cel>, String> {
    if let Some(CelNode::Literal(CelLiteral::Text(pattern))) = of.get_mut(1).map(|it| &mut it.node) {
        *pattern = re2::translated(pattern)?;
    }
    Ok(of)
}

/// Arguments that need not be written.
fn with_defaults(function: F, takes: &[Takes], mut of: Vec<Cel>) -> Vec<Cel> {
    let any = || Cel::literal(CelLiteral::Int(0));
    match (function, takes) {
        (F::IsInf | F::IsIp, [_]) => of.push(any()),
        (F::IsIpPrefix, [_]) => of.extend([any(), fold::truth(false)]),
        (F::IsIpPrefix, [_, Bool]) => of.insert(1, any()),
        (F::IsIpPrefix, [_, Int]) => of.push(fold::truth(false)),
        _ => {}
    }
    of
}
