//! Messages by their layouts: the JSON of the contract, and ProtoJSON.

use super::data::{Data, Dialect};
use super::layout::{Entry, Form, Holds, Layout, Many, Tag};
use super::message::{Fields, Held};
use serde_json::{Map, Value as Json};

/// What is wrong with a JSON text, and where.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    /// A JSON pointer (RFC 6901).
    pub(super) pointer: String,
    pub(super) what: String,
}

impl Wrong {
    fn new(what: impl Into<String>) -> Self {
        Self { pointer: String::new(), what: what.into() }
    }

    fn within(mut self, step: &str) -> Self {
        self.pointer.insert_str(0, &format!("/{}", step.replace('~', "~0").replace('/', "~1")));
        self
    }
}

/// A message as JSON.
pub(super) fn write(fields: &Fields, layout: &Layout, dialect: Dialect) -> Json {
    match (layout.form, dialect) {
        (Form::Choice(tag), Dialect::Contract) => match fields.0.first() {
            Some((at, Held::One(data))) => tagged(one(data, layout.entries[*at].holds, dialect), tag, *at),
            _ => Json::Null,
        },
        (Form::List, Dialect::Contract) => {
            let items = fields.get(0).and_then(|it| held(it, &layout.entries[0], dialect));
            items.unwrap_or_else(|| Json::Array(Vec::new()))
        }
        _ => Json::Object(members(fields, layout, dialect)),
    }
}

/// One of several objects. Which it is is told already, so that its member need not be.
fn tagged(mut json: Json, tag: &Tag, at: usize) -> Json {
    if let Json::Object(members) = &mut json
        && members.get(tag.member).is_none_or(|it| it.as_str() == Some(""))
    {
        let value = tag.values.iter().find(|it| it.1 == at).map(|it| it.0.into());
        members.extend(value.map(|it| (tag.member.to_owned(), it)));
    }
    json
}

fn members(fields: &Fields, layout: &Layout, dialect: Dialect) -> Map<String, Json> {
    let mut all = Map::new();
    for (at, entry) in layout.entries.iter().enumerate() {
        let there = fields.get(at);
        match (there, entry.many, dialect) {
            (Some(Held::Map(others)), Many::Others, Dialect::Contract) => {
                all.extend(others.iter().map(|(name, it)| (name.clone(), one(it, entry.holds, dialect))));
            }
            (Some(Held::Null), _, Dialect::Proto) => {
                all.insert(null_name(entry), Json::Null);
            }
            (Some(it), ..) => all.extend(held(it, entry, dialect).map(|it| (entry.json.to_owned(), it))),
            (None, _, Dialect::Contract) => all.extend(implied(entry).map(|it| (entry.json.to_owned(), it))),
            (None, _, Dialect::Proto) => {}
        }
    }
    all
}

/// What the contract has for a field that need not be written: protobuf leaves out what is 0 or empty.
fn implied(entry: &Entry) -> Option<Json> {
    if entry.may_be_absent {
        return entry.absent_is_null.then_some(Json::Null);
    }
    match (entry.many, entry.holds) {
        (Many::List, _) => Some(Json::Array(Vec::new())),
        (Many::Map, _) => Some(Json::Object(Map::new())),
        (Many::Others, _) | (_, Holds::Message(_) | Holds::Timestamp | Holds::Value | Holds::Enum(_)) => None,
        (Many::One, holds) => Some(Data::empty(holds).json(holds, Dialect::Contract)),
    }
}

fn held(it: &Held, entry: &Entry, dialect: Dialect) -> Option<Json> {
    Some(match it {
        Held::Null => Json::Null,
        Held::One(Data::Enum(0)) => return None,
        Held::List(all) if dialect == Dialect::Proto && all.is_empty() => return None,
        Held::Map(all) if dialect == Dialect::Proto && all.is_empty() => return None,
        Held::One(data) if dialect == Dialect::Proto && !entry.may_be_absent && data.is_absent() => return None,
        Held::One(data) => one(data, entry.holds, dialect),
        Held::List(all) => Json::Array(all.iter().map(|it| one(it, entry.holds, dialect)).collect()),
        Held::Map(all) => {
            Json::Object(all.iter().map(|(name, it)| (name.clone(), one(it, entry.holds, dialect))).collect())
        }
    })
}

fn one(data: &Data, holds: Holds, dialect: Dialect) -> Json {
    match (data, holds) {
        (Data::Message(fields), Holds::Message(layout)) => write(fields, layout, dialect),
        _ => data.json(holds, dialect),
    }
}

/// The name of the field that says that another is null.
fn null_name(entry: &Entry) -> String {
    format!("{}Null", entry.json)
}

/// A message from JSON. Members that have no field are passed over.
pub(super) fn read(json: &Json, layout: &'static Layout, dialect: Dialect) -> Result<Fields, Wrong> {
    match (layout.form, dialect) {
        (Form::Choice(tag), Dialect::Contract) => {
            let at = chosen(json, tag).ok_or_else(|| Wrong::new("Is none of the types that it may be."))?;
            let data = of_one(json, layout.entries[at].holds, dialect)?;
            Ok(Fields(vec![(at, Held::One(data))]))
        }
        (Form::List, Dialect::Contract) => {
            Ok(Fields(of_held(json, &layout.entries[0], dialect)?.map(|it| (0, it)).into_iter().collect()))
        }
        _ => of_members(json.as_object().ok_or_else(|| Wrong::new("Must be an object."))?, layout, dialect),
    }
}

fn chosen(json: &Json, tag: &Tag) -> Option<usize> {
    let value = json.get(tag.member).and_then(Json::as_str);
    let known = tag.values.iter().find(|it| Some(it.0) == value).map(|it| it.1);
    known.or(tag.otherwise)
}

fn of_members(all: &Map<String, Json>, layout: &'static Layout, dialect: Dialect) -> Result<Fields, Wrong> {
    let mut fields = Fields::default();
    for (at, entry) in layout.entries.iter().enumerate() {
        if dialect == Dialect::Proto && entry.null.is_some() && all.contains_key(&null_name(entry)) {
            fields.set(at, Held::Null);
        }
        if (entry.many, dialect) == (Many::Others, Dialect::Contract) {
            let others: Map<_, _> =
                all.iter().filter(|it| is_other(it.0, layout)).map(|(k, v)| (k.clone(), v.clone())).collect();
            if !others.is_empty() {
                fields.set(at, of_map(&others, entry, dialect)?);
            }
            continue;
        }
        let also = Some(entry.name).filter(|_| dialect == Dialect::Proto);
        let Some((name, json)) = all.get_key_value(entry.json).or_else(|| all.get_key_value(also?)) else { continue };
        if let Some(held) = of_held(json, entry, dialect).map_err(|it| it.within(name))? {
            fields.set(at, held);
        }
    }
    if matches!(layout.form, Form::Choice(_)) && fields.0.len() > 1 {
        return Err(Wrong::new(crate::proto::SEVERAL));
    }
    Ok(fields)
}

fn is_other(name: &str, layout: &Layout) -> bool {
    !layout.entries.iter().any(|it| it.many != Many::Others && it.json == name)
}

fn of_held(json: &Json, entry: &'static Entry, dialect: Dialect) -> Result<Option<Held>, Wrong> {
    match (json, entry.many) {
        (Json::Null, Many::One) if matches!(entry.holds, Holds::Value) => Ok(Some(Held::One(Data::Value(Json::Null)))),
        (Json::Null, _) if entry.null.is_some() && dialect == Dialect::Contract => Ok(Some(Held::Null)),
        (Json::Null, _) => Ok(None),
        (json, Many::One) => {
            let data = of_one(json, entry.holds, dialect)?;
            Ok(Some(Held::One(data)).filter(|it| is_told(it, entry)))
        }
        (Json::Array(all), Many::List) => {
            let item = |(at, it): (usize, &Json)| {
                of_one(it, entry.holds, dialect).map_err(|wrong| wrong.within(&at.to_string()))
            };
            all.iter().enumerate().map(item).collect::<Result<_, _>>().map(Held::List).map(Some)
        }
        (Json::Object(all), Many::Map | Many::Others) => of_map(all, entry, dialect).map(Some),
        (_, Many::List) => Err(Wrong::new("Must be an array.")),
        (_, Many::Map | Many::Others) => Err(Wrong::new("Must be an object.")),
    }
}

/// Whether a value is written: 0 and its like are not, where nothing else is meant by that.
fn is_told(held: &Held, entry: &Entry) -> bool {
    entry.may_be_absent || !matches!(held, Held::One(it) if it.is_absent())
}

fn of_map(all: &Map<String, Json>, entry: &'static Entry, dialect: Dialect) -> Result<Held, Wrong> {
    let pair = |(name, it): (&String, &Json)| {
        let value = of_one(it, entry.holds, dialect).map_err(|wrong| wrong.within(name))?;
        Ok((name.clone(), value))
    };
    all.iter().map(pair).collect::<Result<_, _>>().map(Held::Map)
}

fn of_one(json: &Json, holds: Holds, dialect: Dialect) -> Result<Data, Wrong> {
    match holds {
        Holds::Message(layout) => read(json, layout, dialect).map(Data::Message),
        _ => Data::of_json(holds, json, dialect).map_err(Wrong::new),
    }
}
