//! Arguments as members of a request: as the contract calls them, and as it writes them.

use super::node::whole;
use super::table::{Bridge, Holds, Member, Null, To};
use serde_json::{Map, Value};

/// The member of a request that is its body.
pub(super) const BODY: &str = "body";

/// The members of a request.
pub(super) fn members(bridge: &Bridge, fields: &[Member], given: &Map<String, Value>) -> Map<String, Value> {
    let mut members = Map::new();
    for field in fields {
        let value = match (given.get(field.name), field.null) {
            (None | Some(Value::Null), Null::Filled) | (Some(Value::Null), Null::Kept) => Value::Null,
            (None, _) | (Some(Value::Null), Null::Dropped) => continue,
            (Some(value), _) => contract(bridge, field.holds, value),
        };
        match (field.to, value) {
            (To::Member(name), value) => drop(members.insert(name.to_owned(), value)),
            (To::Body(name), value) => {
                if let Value::Object(body) = members.entry(BODY).or_insert_with(|| Map::new().into()) {
                    body.insert(name.to_owned(), value);
                }
            }
            (To::Others, Value::Object(others)) => members.extend(others),
            (To::Others, _) => {}
        }
    }
    members
}

/// A value as the contract has it.
fn contract(bridge: &Bridge, holds: Holds, value: &Value) -> Value {
    match (value, holds) {
        (Value::Array(items), _) => items.iter().map(|it| contract(bridge, holds, it)).collect(),
        (Value::Object(given), Holds::Input(at)) => {
            members(bridge, bridge.inputs.get(at).copied().unwrap_or_default(), given).into()
        }
        (Value::String(name), Holds::Enum(at)) => {
            let values = bridge.enums.get(at).copied().unwrap_or_default();
            values.iter().find(|it| it.0 == name).map_or_else(|| value.clone(), |it| it.1.into())
        }
        (Value::String(text), Holds::Whole) => whole(text.clone()),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    static BRIDGE: Bridge = Bridge {
        objects: &[],
        inputs: &[&[
            Member { name: "createdAt", to: To::Member("created_at"), holds: Holds::Plain, null: Null::Dropped },
            Member { name: "note", to: To::Member("note"), holds: Holds::Plain, null: Null::Filled },
            Member { name: "tier", to: To::Member("tier"), holds: Holds::Enum(0), null: Null::Kept },
            Member { name: "additionalProperties", to: To::Others, holds: Holds::Plain, null: Null::Dropped },
        ]],
        enums: &[&[("GOLD", "gold")]],
        unions: &[],
    };
    static ARGUMENTS: [Member; 3] = [
        Member { name: "id", to: To::Member("order_id"), holds: Holds::Whole, null: Null::Dropped },
        Member { name: "input", to: To::Member("body"), holds: Holds::Input(0), null: Null::Dropped },
        Member { name: "pageSize", to: To::Body("page_size"), holds: Holds::Plain, null: Null::Dropped },
    ];

    #[test]
    fn arguments_are_what_the_contract_calls_them() {
        let given = json!({
            "id": "7",
            "input": { "createdAt": null, "tier": "GOLD", "additionalProperties": { "x": 1 } },
            "pageSize": 3,
        });
        let Value::Object(given) = given else { unreachable!() };
        let expected = json!({ "order_id": 7, "body": { "note": null, "tier": "gold", "x": 1, "page_size": 3 } });
        assert_eq!(Value::Object(members(&BRIDGE, &ARGUMENTS, &given)), expected);
        let given = Map::from_iter([("id".to_owned(), json!("no number"))]);
        assert_eq!(Value::Object(members(&BRIDGE, &ARGUMENTS, &given)), json!({ "order_id": "no number" }));
    }
}
