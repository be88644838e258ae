//! Messages by their layouts.

use super::dynamic::{Dynamic, Laid};
use super::{Entry, Holds, Layout};
use prost::Message;
use serde_json::json;

static LAYOUT: Layout = Layout::record(&[
    Entry::new(1, "text", "text", Holds::Text),
    Entry::new(2, "inner", "inner", Holds::Message(&LAYOUT)).optional(),
    Entry::new(3, "named", "named", Holds::Int64).map(),
    Entry::new(4, "list", "list", Holds::Int32).repeated(),
]);

#[derive(Debug)]
struct Own;

impl Laid for Own {
    const LAYOUT: &'static Layout = &LAYOUT;
}

fn decoded(bytes: &[u8]) -> Result<Dynamic<Own>, prost::DecodeError> {
    Dynamic::<Own>::decode(bytes)
}

#[test]
fn messages_may_come_in_pieces() {
    // `inner` twice, each with a field; of a map the last of a key; numbers packed and not; and a field that nobody knows.
    let bytes = [
        &[18, 3, 10, 1, b'a'][..],
        &[18, 2, 32, 1],
        &[26, 5, 10, 1, b'k', 16, 1],
        &[26, 5, 10, 1, b'k', 16, 2],
        &[34, 2, 1, 2],
        &[32, 3],
        &[120, 9],
    ];
    let message = decoded(&bytes.concat()).unwrap();
    let inner = json!({ "text": "a", "named": {}, "list": [1] });
    let whole = json!({ "text": "", "inner": inner, "named": { "k": 2 }, "list": [1, 2, 3] });
    assert_eq!(message.contract(), whole);
    assert_eq!(decoded(&message.encode_to_vec()).unwrap().contract(), whole);
    assert_eq!(message.encoded_len(), message.encode_to_vec().len());
    let json = serde_json::to_value(&message).unwrap();
    assert_eq!(json, json!({ "inner": { "text": "a", "list": [1] }, "named": { "k": "2" }, "list": [1, 2, 3] }));
    assert_eq!(serde_json::from_value::<Dynamic<Own>>(json).unwrap().contract(), whole);
}

#[test]
fn what_is_none_is_refused() {
    let mut deep = Vec::new();
    for _ in 0..200 {
        let mut outer = Vec::new();
        prost::encoding::bytes::encode(2, &deep, &mut outer);
        deep = outer;
    }
    assert!(decoded(&deep).is_err(), "too deep");
    for broken in [&[18, 9, 1][..], &[10, 2, 0xff, 0xff], &[34, 1, 0x80], &[0]] {
        assert!(decoded(broken).is_err(), "{broken:?}");
    }
}
