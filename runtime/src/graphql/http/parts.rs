//! Files beside operations: <https://github.com/jaydenseric/graphql-multipart-request-spec>.

use super::ask::Asks;
use super::refusal::Refusal;
use crate::types::Upload;
use http::StatusCode;
use serde_json::{Map, Value, json};

/// The operations of a form, and its files, which their variables refer to.
pub(super) fn read(parts: Vec<(String, Upload)>, most: usize) -> Result<(Asks, Vec<Upload>), Refusal> {
    let mut parts = parts.into_iter();
    let mut operations = json_of(parts.next(), "operations")?;
    let Value::Object(map) = json_of(parts.next(), "map")? else {
        return Err(Refusal::bad("`map` must be an object: of each file the places where it belongs."));
    };
    let mut files = Vec::new();
    for (name, file) in parts {
        for place in places(&map, &name)? {
            put(&mut operations, place, files.len())?;
        }
        files.push(file);
    }
    if files.len() != map.len() {
        return Err(Refusal::bad("`map` names a file that is not in the form, or one is there twice."));
    }
    Ok((Asks::of_json(operations, most)?, files))
}

fn json_of(part: Option<(String, Upload)>, name: &str) -> Result<Value, Refusal> {
    let Some((_, file)) = part.filter(|it| it.0 == name) else {
        return Err(Refusal::bad("The form must begin with `operations` and `map`."));
    };
    let Some(bytes) = file.into_text() else { return Err(Refusal::of_status(StatusCode::PAYLOAD_TOO_LARGE)) };
    let bytes = bytes.map_err(|_| Refusal::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    serde_json::from_slice(&bytes).map_err(|error| Refusal::bad(format!("`{name}` is not JSON: {error}.")))
}

/// Where a file belongs.
fn places<'m>(map: &'m Map<String, Value>, name: &str) -> Result<Vec<&'m str>, Refusal> {
    let listed = map.get(name).and_then(Value::as_array);
    let texts = listed.and_then(|it| it.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
    texts.ok_or_else(|| Refusal::bad(format!("`map` does not say where the file `{name}` belongs.")))
}

/// Puts what stands for a file where there is a null.
fn put(operations: &mut Value, place: &str, file: usize) -> Result<(), Refusal> {
    let mut steps = place.split('.');
    let target = steps.try_fold(operations, |at, step| match at {
        Value::Object(map) => map.get_mut(step),
        Value::Array(all) => step.parse::<usize>().ok().and_then(|it| all.get_mut(it)),
        _ => None,
    });
    let is_variable = place.split('.').any(|it| it == "variables");
    match target {
        Some(it @ Value::Null) if is_variable => {
            *it = json!({ "$upload": file });
            Ok(())
        }
        _ => Err(Refusal::bad(format!("There is no variable that is null at `{place}`."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(parts: &[(&str, &str)]) -> Result<(Asks, Vec<Upload>), Refusal> {
        let parts = parts.iter().map(|(name, text)| ((*name).to_owned(), Upload::new(text.as_bytes().to_vec())));
        read(parts.collect(), 10)
    }

    #[tokio::test]
    async fn files_stand_where_the_map_says() {
        let operations = r#"{"query":"q","variables":{"a":null,"b":[null,1]}}"#;
        let map = r#"{"0":["variables.a"],"x":["variables.b.0"]}"#;
        let (asks, files) = asked(&[("operations", operations), ("map", map), ("x", "X"), ("0", "O")]).unwrap();
        let Asks::One(ask) = asks else { panic!("{asks:?}") };
        assert_eq!(Value::from(ask.request.variables), json!({ "a": { "$upload": 1 }, "b": [{ "$upload": 0 }, 1] }));
        assert_eq!(files[0].bytes().await.unwrap(), "X");
    }

    #[test]
    fn files_are_of_several_operations() {
        let operations = r#"[{"query":"q","variables":{"a":null}},{"query":"q","variables":{"a":null}}]"#;
        let map = r#"{"0":["0.variables.a","1.variables.a"]}"#;
        assert!(
            matches!(asked(&[("operations", operations), ("map", map), ("0", "O")]), Ok((Asks::Many(all), _)) if all.len() == 2)
        );
    }

    #[test]
    fn nothing_but_a_null_gives_way() {
        let operations = ("operations", r#"{"query":null,"variables":{"a":null,"b":1}}"#);
        for wrong in [
            &[("map", "{}"), operations][..],
            &[operations],
            &[operations, ("map", "[]")],
            &[operations, ("map", "{}"), ("0", "O")],
            &[operations, ("map", r#"{"0":["variables.a"]}"#)],
            &[operations, ("map", r#"{"0":["variables.b"]}"#), ("0", "O")],
            &[operations, ("map", r#"{"0":["query"]}"#), ("0", "O")],
            &[operations, ("map", r#"{"0":["variables.c"]}"#), ("0", "O")],
            &[operations, ("map", r#"{"0":"variables.a"}"#), ("0", "O")],
        ] {
            assert_eq!(asked(wrong).unwrap_err().code, "BAD_REQUEST", "{wrong:?}");
        }
    }
}
