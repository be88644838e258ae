//! Messages by table, against those that prost's derive makes of the same fields.

use prost::Message;
use std::collections::BTreeMap;
use zephyrix::proto::{
    Bool, Bytes, Double, Duration, Enum, Expanded, FieldMask, Fields as _, Fixed32, Float, Group, Implicit, Int32,
    Int64, Map, Msg, Optional, Packed, Repeated, SFixed64, SInt64, Struct, Text, Timestamp, UInt32, UInt64, Value,
    Wrapper,
};
use zephyrix::types::{Base64, DateTime};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Color {
    Unspecified,
    Red,
    Unrecognized(i32),
}

zephyrix::enumeration!(Color { Unspecified = 0 "COLOR_UNSPECIFIED", Red = 1 "RED" } else Unrecognized also { "ROUGE" = 1 });

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    text: String,
    more: Option<Box<Inner>>,
}

zephyrix::message!(Inner "t.Inner" {
    0: 1 "text" "text" => text: Implicit<Text>,
    1: 2 "more" "more" => more: Optional<Msg<Box<Inner>>>,
});

#[derive(Clone, Debug, PartialEq)]
struct Ours {
    whole: i32,
    big: i64,
    small: u32,
    huge: u64,
    signed: i64,
    fixed: u32,
    float: f32,
    double: f64,
    flag: bool,
    text: String,
    bytes: Base64,
    color: Color,
    maybe: Option<i32>,
    inner: Option<Inner>,
    list: Vec<Inner>,
    packed: Vec<i64>,
    expanded: Vec<u32>,
    colors: Vec<Color>,
    by_key: BTreeMap<i32, Inner>,
    moment: Option<DateTime>,
    span: Option<Duration>,
    wrapped: Option<u64>,
    old: Option<Inner>,
    image: Option<Inner>,
    title: Option<String>,
}

zephyrix::message!(Ours "t.Ours" {
    0: 1 "whole" "whole" => whole: Implicit<Int32>,
    1: 2 "big" "big" => big: Implicit<Int64>,
    2: 3 "small" "small" => small: Implicit<UInt32>,
    3: 4 "huge" "huge" => huge: Implicit<UInt64>,
    4: 5 "signed" "signed" => signed: Implicit<SInt64>,
    5: 6 "fixed" "fixed" => fixed: Implicit<Fixed32>,
    6: 7 "float" "float" => float: Implicit<Float>,
    7: 8 "double" "double" => double: Implicit<Double>,
    8: 9 "flag" "flag" => flag: Implicit<Bool>,
    9: 10 "text" "text" => text: Implicit<Text>,
    10: 11 "bytes" "bytes" => bytes: Implicit<Bytes>,
    11: 12 "color" "color" => color: Implicit<Enum<Color>>,
    12: 13 "maybe" "maybe" => maybe: Optional<Int32>,
    13: 14 "inner" "inner" => inner: Optional<Msg<Inner>>,
    14: 15 "list" "list" => list: Repeated<Msg<Inner>>,
    15: 16 "packed" "packed" => packed: Packed<SFixed64>,
    16: 17 "expanded" "expanded" => expanded: Expanded<UInt32>,
    17: 18 "colors" "colors" => colors: Packed<Enum<Color>>,
    18: 19 "byKey" "by_key" => by_key: Map<Int32, Msg<Inner>>,
    19: 22 "moment" "moment" => moment: Optional<Timestamp>,
    20: 23 "span" "span" => span: Optional<Duration>,
    21: 24 "wrapped" "wrapped" => wrapped: Optional<Wrapper<UInt64>>,
    22: 25 "old" "old" => old: Optional<Group<Inner, 25>>,
    23: 20 "image" "image" => image: Optional<Msg<Inner>>,
    24: 21 "title" "title" => title: Optional<Text>,
} [20 image, 21 title]);

/// The same fields by prost's derive.
mod theirs {
    #[derive(Clone, PartialEq, prost::Message)]
    pub(crate) struct Inner {
        #[prost(string, tag = "1")]
        pub(crate) text: String,
        #[prost(message, optional, boxed, tag = "2")]
        pub(crate) more: Option<Box<Inner>>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(crate) struct Seconds {
        #[prost(int64, tag = "1")]
        pub(crate) seconds: i64,
        #[prost(int32, tag = "2")]
        pub(crate) nanos: i32,
    }

    #[derive(Clone, PartialEq, prost::Oneof)]
    pub(crate) enum Cover {
        #[prost(message, tag = "20")]
        Image(Inner),
        #[prost(string, tag = "21")]
        Title(String),
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(crate) struct All {
        #[prost(int32, tag = "1")]
        pub(crate) whole: i32,
        #[prost(int64, tag = "2")]
        pub(crate) big: i64,
        #[prost(uint32, tag = "3")]
        pub(crate) small: u32,
        #[prost(uint64, tag = "4")]
        pub(crate) huge: u64,
        #[prost(sint64, tag = "5")]
        pub(crate) signed: i64,
        #[prost(fixed32, tag = "6")]
        pub(crate) fixed: u32,
        #[prost(float, tag = "7")]
        pub(crate) float: f32,
        #[prost(double, tag = "8")]
        pub(crate) double: f64,
        #[prost(bool, tag = "9")]
        pub(crate) flag: bool,
        #[prost(string, tag = "10")]
        pub(crate) text: String,
        #[prost(bytes = "vec", tag = "11")]
        pub(crate) bytes: Vec<u8>,
        #[prost(int32, tag = "12")]
        pub(crate) color: i32,
        #[prost(int32, optional, tag = "13")]
        pub(crate) maybe: Option<i32>,
        #[prost(message, optional, tag = "14")]
        pub(crate) inner: Option<Inner>,
        #[prost(message, repeated, tag = "15")]
        pub(crate) list: Vec<Inner>,
        #[prost(sfixed64, repeated, tag = "16")]
        pub(crate) packed: Vec<i64>,
        #[prost(uint32, repeated, packed = "false", tag = "17")]
        pub(crate) expanded: Vec<u32>,
        #[prost(int32, repeated, tag = "18")]
        pub(crate) colors: Vec<i32>,
        #[prost(btree_map = "int32, message", tag = "19")]
        pub(crate) by_key: std::collections::BTreeMap<i32, Inner>,
        #[prost(message, optional, tag = "22")]
        pub(crate) moment: Option<Seconds>,
        #[prost(message, optional, tag = "23")]
        pub(crate) span: Option<Seconds>,
        #[prost(message, optional, tag = "24")]
        pub(crate) wrapped: Option<u64>,
        #[prost(group, optional, tag = "25")]
        pub(crate) old: Option<Inner>,
        #[prost(oneof = "Cover", tags = "20, 21")]
        pub(crate) cover: Option<Cover>,
    }
}

fn full() -> theirs::All {
    let inner = |text: &str| theirs::Inner { text: text.into(), more: None };
    theirs::All {
        whole: -1,
        big: i64::MIN,
        small: u32::MAX,
        huge: u64::MAX,
        signed: -3,
        fixed: 7,
        float: f32::MAX,
        double: -0.0,
        flag: true,
        text: "é".into(),
        bytes: vec![0, 255],
        color: 7,
        maybe: Some(0),
        inner: Some(theirs::Inner { text: "a".into(), more: Some(Box::new(inner("b"))) }),
        list: vec![inner("c"), inner("")],
        packed: vec![0, -1, 1],
        expanded: vec![0, 300],
        colors: vec![1, 0, 9],
        by_key: [(0, inner("zero")), (-5, inner(""))].into(),
        moment: Some(theirs::Seconds { seconds: -1, nanos: 500_000_000 }),
        span: Some(theirs::Seconds { seconds: -1, nanos: -500_000_000 }),
        wrapped: Some(1 << 60),
        old: Some(inner("old")),
        cover: Some(theirs::Cover::Image(inner("cover"))),
    }
}

#[test]
fn bytes_are_those_of_the_derive() {
    for theirs in [theirs::All::default(), full()] {
        let bytes = theirs.encode_to_vec();
        let ours = Ours::decode(&*bytes).unwrap();
        assert_eq!(ours.encoded_len(), ours.encode_to_vec().len());
        assert_eq!(theirs::All::decode(&*ours.encode_to_vec()).unwrap(), theirs);
        assert_eq!(Ours::decode(&*ours.encode_to_vec()).unwrap(), ours);
    }
    assert_eq!(Ours::default().encode_to_vec(), [0_u8; 0]);
}

#[test]
fn lists_of_numbers_are_read_in_either_form() {
    let expanded = theirs::All { expanded: vec![1, 2], ..Default::default() }.encode_to_vec();
    assert_eq!(Ours::decode(&*expanded).unwrap().expanded, [1, 2]);
    // Field 17, three bytes: 1, 300.
    assert_eq!(Ours::decode(&[0x8a, 1, 3, 1, 0xac, 2][..]).unwrap().expanded, [1, 300]);
    // Field 16, one by one.
    assert_eq!(Ours::decode(&[0x81, 1, 5, 0, 0, 0, 0, 0, 0, 0][..]).unwrap().packed, [5]);
}

#[test]
fn the_last_of_a_oneof_wins_and_messages_are_merged() {
    let one = |cover| theirs::All { cover: Some(cover), ..Default::default() }.encode_to_vec();
    let image = one(theirs::Cover::Image(theirs::Inner { text: "a".into(), more: None }));
    let more = theirs::Inner { text: String::new(), more: Some(Box::default()) };
    let deeper = one(theirs::Cover::Image(more));
    let title = one(theirs::Cover::Title("t".into()));
    let read = |parts: &[&[u8]]| Ours::decode(&*parts.concat()).map(|it| (it.image, it.title)).unwrap();
    assert_eq!(read(&[&image, &title]), (None, Some("t".into())));
    let merged = Inner { text: "a".into(), more: Some(Box::default()) };
    assert_eq!(read(&[&title, &image, &deeper]), (Some(merged), None));
}

#[test]
fn what_is_not_a_message_is_refused_with_its_field() {
    let error = Ours::decode(&[0x72, 2, 0x0a, 0xff][..]).unwrap_err().to_string();
    assert!(error.contains("Inner.text: Ours.inner: "), "{error}");
    // The span of time has two signs.
    assert!(Ours::decode(&[0xba, 1, 4, 0x08, 1, 0x10, 0xff][..]).is_err());
    let mut deep = Inner::default();
    for _ in 0..200 {
        deep = Inner { text: String::new(), more: Some(Box::new(deep)) };
    }
    assert!(Inner::decode(&*deep.encode_to_vec()).is_err(), "messages within messages without end");
}

#[test]
fn json_is_protojson() {
    let ours = Ours::decode(&*full().encode_to_vec()).unwrap();
    let json = serde_json::to_value(&ours).unwrap();
    assert_eq!(json["big"], "-9223372036854775808");
    assert_eq!(json["whole"], -1);
    assert_eq!(json["huge"], "18446744073709551615");
    assert_eq!(json["bytes"], "AP8=");
    assert_eq!(json["color"], 7);
    assert_eq!(json["colors"], serde_json::json!(["RED", "COLOR_UNSPECIFIED", 9]));
    assert_eq!(json["byKey"]["-5"], serde_json::json!({}));
    assert_eq!(json["moment"], "1969-12-31T23:59:59.500Z");
    assert_eq!(json["span"], "-1.500s");
    assert_eq!(json["wrapped"], "1152921504606846976");
    assert_eq!(json["image"]["text"], "cover");
    assert_eq!(serde_json::from_value::<Ours>(json).unwrap(), ours);
    assert_eq!(serde_json::to_string(&Ours::default()).unwrap(), "{}");
}

#[test]
fn json_is_read_in_every_form_it_may_have() {
    let read = |text: &str| serde_json::from_str::<Ours>(text);
    let same = |one: &str, other: &str| assert_eq!(read(one).unwrap(), read(other).unwrap(), "{one}");
    same(r#"{"by_key": {"1": {}}}"#, r#"{"byKey": {"1": {}}}"#);
    same(
        r#"{"whole": "1", "big": 2, "huge": 3.0, "small": 1e1}"#,
        r#"{"whole": 1, "big": "2", "huge": "3", "small": 10}"#,
    );
    same(r#"{"color": "ROUGE", "colors": [1]}"#, r#"{"color": 1, "colors": ["RED"]}"#);
    same(r#"{"bytes": "_-8"}"#, r#"{"bytes": "/+8="}"#);
    same(r#"{"whole": null, "inner": null, "list": null, "byKey": null, "title": null}"#, "{}");
    same(r#"{"float": "1.5", "double": "Infinity"}"#, r#"{"float": 1.5, "double": "Infinity"}"#);
    same(r#"{"span": "1.5s", "maybe": 0, "unknown": [{}]}"#, r#"{"span": "1.500s", "maybe": 0}"#);
    assert!(read(r#"{"double": "NaN"}"#).unwrap().double.is_nan());
    for wrong in [
        r#"{"whole": 1.5}"#,
        r#"{"whole": 2147483648}"#,
        r#"{"small": -1}"#,
        r#"{"big": " 1"}"#,
        r#"{"float": 1e39}"#,
        r#"{"color": "BLUE"}"#,
        r#"{"bytes": "?"}"#,
        r#"{"span": "1"}"#,
        r#"{"span": "315576000001s"}"#,
        r#"{"moment": "yesterday"}"#,
        r#"{"title": "a", "image": {}}"#,
        r#"{"by_key": {}, "byKey": {}}"#,
        r#"{"byKey": {"x": {}}}"#,
        r#"{"list": [null]}"#,
        r#"{"flag": "true"}"#,
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Loose {
    object: Option<serde_json::Value>,
    value: Option<serde_json::Value>,
    mask: Option<FieldMask>,
}

zephyrix::message!(Loose "t.Loose" {
    0: 1 "object" "object" => object: Optional<Struct>,
    1: 2 "value" "value" => value: Optional<Value>,
    2: 3 "mask" "mask" => mask: Optional<FieldMask>,
});

#[test]
fn json_within_messages_is_kept() {
    let read = |text: &str| serde_json::from_str::<Loose>(text);
    let loose = read(r#"{"object": {"a": 1}, "value": null}"#).unwrap();
    let entry = [&[0x0a, 0x10, 0x0a, 0x0e, 0x0a, 1, b'a', 0x12, 9, 0x11][..], &1_f64.to_le_bytes(), &[0x12, 2, 8, 0]];
    assert_eq!(loose.encode_to_vec(), entry.concat());
    let all = r#"{"object":{"a":[1.5,null,true,"x",{}]},"value":[{"b":-2.0}]}"#;
    let loose = read(all).unwrap();
    assert_eq!(Loose::decode(&*loose.encode_to_vec()).unwrap(), loose);
    assert_eq!(serde_json::to_string(&loose).unwrap(), all);
    assert!(read(r#"{"object": []}"#).is_err());
}

#[test]
fn masks_name_fields() {
    let loose = serde_json::from_str::<Loose>(r#"{"mask": "author.displayName,pages"}"#).unwrap();
    let mask = loose.mask.clone().unwrap();
    assert_eq!(mask.paths, ["author.display_name", "pages"]);
    assert!(mask.contains("pages.first") && !mask.contains("author") && !mask.contains("pages_total"));
    assert_eq!(serde_json::to_string(&loose).unwrap(), r#"{"mask":"author.displayName,pages"}"#);
    assert!(serde_json::from_str::<Loose>(r#"{"mask": "a b"}"#).is_err());
}

#[test]
fn texts_set_at_most_one_of_a_oneof() {
    let mut ours = Ours::default();
    assert_eq!(ours.set("image.text", "a"), Ok(true));
    assert_eq!(ours.set("image.other", "a"), Ok(false));
    assert_eq!(ours.image.as_ref().map(|it| it.text.as_str()), Some("a"));
    assert_eq!((ours.set("old.other", "a"), &ours.old), (Ok(false), &None));
    assert_eq!(ours.set("title", "a").unwrap_err().code, "oneof");
}

#[test]
fn texts_name_enums_or_number_them() {
    let mut ours = Ours::default();
    for text in ["1", "ROUGE", "999"] {
        assert_eq!(ours.set("colors", text), Ok(true));
    }
    assert_eq!(ours.colors, [Color::Red, Color::Red, Color::Unrecognized(999)]);
    assert_eq!(ours.set("color", "BLUE").unwrap_err().code, "type");
    // In JSON a number has no quotes.
    assert!(serde_json::from_str::<Ours>(r#"{"color": "1"}"#).is_err());
}

#[test]
fn spans_of_time_are_messages_of_their_own() {
    let span: Duration = "-1.5s".parse().unwrap();
    let bytes = span.encode_to_vec();
    let theirs = prost_types::Duration { seconds: -1, nanos: -500_000_000 };
    assert_eq!(bytes, theirs.encode_to_vec());
    assert_eq!(Duration::decode(&*bytes).unwrap(), span);
    let beyond = prost_types::Duration { seconds: i64::MAX, nanos: 0 }.encode_to_vec();
    assert!(Duration::decode(&*beyond).is_err());
    let mut asked = Duration::default();
    assert!(asked.set("seconds", "2").unwrap());
    assert_eq!(asked.to_string(), "2s");
}

#[derive(Clone, Debug, PartialEq)]
struct Renamed {
    full_title: String,
}

zephyrix::message!(Renamed "t.Renamed" {
    0: 1 "fullTitle" "full_title" | "mainTitle" | "main_title" => full_title: Implicit<Text>,
});

#[test]
fn json_is_read_under_earlier_names() {
    let wanted = Renamed { full_title: "Emma".to_owned() };
    for name in ["fullTitle", "full_title", "mainTitle", "main_title"] {
        let read = serde_json::from_str::<Renamed>(&format!("{{\"{name}\":\"Emma\"}}"));
        assert_eq!(read.unwrap(), wanted, "{name}");
    }
    assert!(serde_json::from_str::<Renamed>("{\"mainTitle\":\"a\",\"fullTitle\":\"b\"}").is_err());
    assert_eq!(serde_json::to_string(&wanted).unwrap(), "{\"fullTitle\":\"Emma\"}");
}
