//! How JSON is read into types of every kind that serde knows.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeMap;
use zephyrix::types::{Base64, Date, Uuid};
use zephyrix::{Check, Validate, json::decode};

fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// The value, or every violation as `pointer code`.
fn read<T: DeserializeOwned + Validate>(text: &(impl ToString + ?Sized)) -> Result<T, Vec<String>> {
    let mut check = Check::new("body");
    let value = decode::<T>(text.to_string().as_bytes(), &mut check).expect("JSON");
    let found: Vec<_> = check.finish().into_iter().map(|it| format!("{} {}", it.pointer, it.code)).collect();
    match value {
        Some(value) if found.is_empty() => Ok(value),
        None if !found.is_empty() => Err(found),
        _ => panic!("a value and violations, or neither: {found:?}"),
    }
}

fn violations<T: DeserializeOwned + Validate>(text: &(impl ToString + ?Sized)) -> Vec<String> {
    read::<T>(text).err().unwrap_or_default()
}

macro_rules! no_rules {
    ($($type:ty)*) => { $(impl Validate for $type {})* };
}

no_rules!(Tree Inner Shape Loose Numbers Level Tuple Wrapped Foreign Strict Data Shared);

#[derive(Debug, PartialEq, Deserialize)]
struct Tree {
    name: String,
    #[serde(default)]
    children: Vec<Tree>,
    parent: Option<Box<Tree>>,
    inner: Inner,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    id: Uuid,
    day: Date,
    raw: Base64,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Low,
    High,
}

#[test]
fn stand_ins_go_as_deep_as_needed() {
    assert_eq!(violations::<Tree>(&json!({})), ["/inner required", "/name required"]);
    let text = json!({"name": 1, "inner": {}, "children": [{"name": "a"}, {"name": "b", "inner": []}], "parent": {}});
    let expected = [
        "/children/0/inner required",
        "/children/1/inner type",
        "/inner/day required",
        "/inner/id required",
        "/inner/level required",
        "/inner/raw required",
        "/name type",
        "/parent/inner required",
        "/parent/name required",
    ];
    let mut found = violations::<Tree>(&text);
    found.sort();
    assert_eq!(found, expected);
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Shape {
    Circle {
        radius: f64,
    },
    Square {
        side: i64,
        #[serde(default)]
        tags: Vec<String>,
    },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Loose {
    Number(i64),
    Text(Vec<String>),
}

#[test]
fn unions_are_read_and_refused_as_a_whole() {
    let circle = read::<Shape>(&json!({"kind": "circle", "radius": 1}));
    assert_eq!(circle, Ok(Shape::Circle { radius: 1.0 }));
    assert_eq!(
        read::<Vec<Shape>>(&r#"[{"kind": "square", "side": 2.0}]"#),
        Ok(vec![Shape::Square { side: 2, tags: vec![] }])
    );
    assert_eq!(violations::<Shape>(&json!({"kind": "square"})), ["/side required"]);
    assert_eq!(violations::<Shape>(&json!({"kind": "oval"})), ["/kind enum"]);
    assert_eq!(violations::<Shape>(&json!({"radius": 1})), ["/kind required"]);
    assert_eq!(violations::<Vec<Shape>>(&json!([{"kind": "square", "side": "x"}])), ["/0 type"]);
    assert_eq!(read::<Loose>(&"1.0"), Ok(Loose::Number(1)));
    assert_eq!(violations::<Loose>(&"true"), [" oneOf"]);
    let several = json!([{"kind": "oval"}, {"kind": "square", "side": "x"}, 5, {"kind": "circle"}]);
    let mut found = violations::<BTreeMap<String, Vec<Shape>>>(&json!({"a": several, "b": 1}));
    found.sort();
    assert_eq!(found, ["/a/0/kind enum", "/a/1 type", "/a/2 type", "/a/3/radius required", "/b type"]);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Numbers {
    a: u8,
    b: i8,
    c: u64,
    d: f32,
}

#[test]
fn numbers_keep_to_their_width() {
    let good = read::<Numbers>(&r#"{"a": 255.0, "b": -1.28e2, "c": 18446744073709551615, "d": 1}"#);
    assert_eq!(good, Ok(Numbers { a: 255, b: -128, c: u64::MAX, d: 1.0 }));
    // Not a quarter more, as a hasty reader has it.
    let whole = read::<Numbers>(&r#"{"a": 0, "b": 0, "c": 2251799813685247.0, "d": 0}"#);
    assert_eq!(whole.map(|it| it.c), Ok(2_251_799_813_685_247));
    let found = violations::<Numbers>(&r#"{"a": -1, "b": 128, "c": 1e20, "d": "1"}"#);
    assert_eq!(found, ["/a minimum", "/b maximum", "/c maximum", "/d type"]);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Tuple(i64, String);

#[derive(Debug, PartialEq, Deserialize)]
struct Wrapped(Level);

#[test]
fn tuples_and_wrappers() {
    assert_eq!(read::<Tuple>(&json!([1, "a"])), Ok(Tuple(1, "a".to_owned())));
    assert_eq!(violations::<Tuple>(&json!(["a"])), [" minItems", "/0 type"]);
    assert_eq!(violations::<Tuple>(&json!([1, "a", 3])), [" maxItems"]);
    assert_eq!(read::<Wrapped>(&json!("low")), Ok(Wrapped(Level::Low)));
    assert_eq!(violations::<Wrapped>(&json!("none")), [" enum"]);
}

/// Types from elsewhere, whose rules only show when they refuse.
#[derive(Debug, PartialEq, Deserialize)]
struct Foreign {
    day: chrono::NaiveDate,
    address: std::net::Ipv4Addr,
    count: std::num::NonZeroU32,
    name: String,
}

#[test]
fn foreign_types_have_their_say() {
    let good = json!({"day": "2024-02-29", "address": "127.0.0.1", "count": 1, "name": "x"});
    assert!(read::<Foreign>(&good).is_ok());
    let mut found = violations::<Foreign>(&json!({"day": "x", "address": "y", "count": 0, "name": 1}));
    found.sort();
    assert_eq!(found, ["/address format", "/count format", "/day format", "/name type"]);
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    #[serde(default, deserialize_with = "present")]
    level: Option<Level>,
    #[serde(default)]
    next: Option<Box<Strict>>,
}

#[test]
fn closed_records_are_closed_all_the_way() {
    let found = violations::<Strict>(&json!({"next": {"next": {"x": 1, "level": "mid"}, "y": 2}, "level": null}));
    let mut sorted = found;
    sorted.sort();
    let expected =
        ["/level type", "/next/next/level enum", "/next/next/x additionalProperties", "/next/y additionalProperties"];
    assert_eq!(sorted, expected);
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Data {
    None,
    One(i64),
    Named { a: i64 },
}

#[test]
fn enums_with_content() {
    assert_eq!(read::<Data>(&json!("none")), Ok(Data::None));
    assert_eq!(read::<Data>(&json!({"one": 1})), Ok(Data::One(1)));
    assert_eq!(read::<Data>(&json!({"named": {"a": 1}})), Ok(Data::Named { a: 1 }));
    assert_eq!(violations::<Data>(&json!({"named": {"a": "x"}})), ["/named/a type"]);
    assert_eq!(violations::<Data>(&json!({"none": {}})), [" type"]);
    assert_eq!(violations::<Data>(&json!("one")), [" type"]);
}

#[derive(Debug, PartialEq, Deserialize)]
struct Shared {
    id: i64,
    #[serde(flatten)]
    counts: BTreeMap<String, i64>,
}

#[test]
fn maps_of_values() {
    assert_eq!(violations::<BTreeMap<String, i64>>(&json!({"a": 1, "b/c": "x", "d": null})), ["/b~1c type", "/d type"]);
    assert!(read::<Shared>(&json!({"id": 1, "a": 2})).is_ok());
    assert_eq!(violations::<Shared>(&json!({"id": 1, "a": "x"})), [" type"]);
    assert_eq!(violations::<Shared>(&json!({"a": 1})), ["/id required"]);
}

#[test]
fn what_cannot_be_had_is_given_up_in_time() {
    let many = format!("[{}]", vec![r#"{"day":"x"}"#; 20_000].join(","));
    let start = std::time::Instant::now();
    assert!(!violations::<Vec<Foreign>>(&many).is_empty());
    assert!(start.elapsed().as_secs() < 10);
}

#[derive(Debug, PartialEq)]
struct Paint {
    colour: String,
    shade: Option<u8>,
}

zephyrix::record!(closed Paint { 0 "colour" | "color" | "tint" => colour: required, 1 "shade" => shade: optional });

#[derive(Debug, PartialEq)]
struct Bag {
    colour: Option<String>,
    rest: BTreeMap<String, u8>,
}

zephyrix::record!(Bag { 0 "colour" | "color" => colour: optional } ..rest);

no_rules!(Paint Bag);

#[test]
fn a_member_is_read_under_its_earlier_names() {
    for name in ["colour", "color", "tint"] {
        let read = read::<Paint>(&json!({name: "red", "shade": 1}));
        assert_eq!(read, Ok(Paint { colour: "red".to_owned(), shade: Some(1) }), "{name}");
    }
    let bag = read::<Bag>(&json!({"color": "red", "x": 1}));
    assert_eq!(bag, Ok(Bag { colour: Some("red".to_owned()), rest: [("x".to_owned(), 1)].into() }));
    let written = serde_json::to_value(Paint { colour: "red".to_owned(), shade: None }).unwrap();
    assert_eq!(written, json!({"colour": "red"}));
}

#[test]
fn what_is_wrong_is_told_under_either_name() {
    for (text, found) in [
        (json!({"colour": "red", "color": "red"}), vec!["/color renamed"]),
        (json!({"color": "red", "colour": "red", "shade": -1}), vec!["/color renamed", "/shade minimum"]),
        (json!({"color": "red", "tint": "red"}), vec!["/tint renamed"]),
        (json!({"color": 1}), vec!["/color type"]),
        (json!({"color": "red", "other": 1}), vec!["/other additionalProperties"]),
        (json!({"shade": 1}), vec!["/colour required"]),
    ] {
        assert_eq!(violations::<Paint>(&text), found, "{text}");
    }
    // What one lacks is no reason to think that the others do.
    let many = json!([{"color": "red"}, {"shade": 1}, {"color": "red", "shade": -1}]);
    assert_eq!(violations::<Vec<Paint>>(&many), ["/1/colour required", "/2/shade minimum"]);
}
