//! A value is what its tag says it is, or else what all of its kind have in common.

use serde_json::{Value, from_value, json, to_value};
use union_heirs::generated::models::{Event, Pet};

fn read(pet: Value) -> Result<Pet, String> {
    from_value(pet).map_err(|it| it.to_string())
}

#[test]
fn heirs_are_read_by_their_tags_and_written_back_whole() {
    let cat = json!({ "kind": "cat", "name": "Tom", "lives": 9 });
    let puppy = json!({ "kind": "Puppy", "name": "Rex", "weeks": 7, "friends": [cat] });
    let read = read(puppy.clone()).unwrap();
    assert!(matches!(&read, Pet::Puppy(it) if matches!(it.friends.as_deref(), Some([Pet::Cat(_)]))), "{read:?}");
    assert_eq!(to_value(read).unwrap(), puppy);
}

#[test]
fn a_claimed_tag_obliges() {
    assert!(read(json!({ "kind": "cat", "name": "Tom" })).unwrap_err().contains("lives"));
}

#[test]
fn other_tags_are_of_the_base() {
    assert!(matches!(read(json!({ "kind": "newt", "name": "Tad" })), Ok(Pet::Base(_))));
    assert!(read(json!({ "name": "Tad" })).unwrap_err().contains("kind"));
}

#[test]
fn where_all_tags_are_listed_there_is_no_other() {
    assert!(matches!(from_value(json!({ "type": "removed" })), Ok(Event::Removed(_))));
    assert!(from_value::<Event>(json!({ "type": "Event" })).is_err());
}
