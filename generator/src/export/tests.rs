//! The published schema is made from the document's own types.

use std::path::Path;

#[test]
fn the_published_schema_is_that_of_the_document() {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<super::Document>();
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/ir.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&place, &text).unwrap();
    }
    let there = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(there == text, "schemas/ir.schema.json is not what it should be: `UPDATE=1` writes it");
}
