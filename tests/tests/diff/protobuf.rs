//! Versions of protobuf.

use super::comparing::{between, compared};
use zephyrix_generator::{Breaks, Bump, Code, Severity};

/// What is found between two texts of protobuf: the worst, the message and the code of each.
fn found(old: &str, new: &str) -> Vec<(Severity, String, &'static str)> {
    let compared = compared("a.proto", old, new, Breaks::Code);
    compared.log.all().iter().map(|it| (it.severity, it.message.clone(), it.code.id)).collect()
}

#[test]
fn rules_and_routes_of_protobuf_are_compared() {
    let text = "syntax = \"proto3\";\npackage a;\nimport \"buf/validate/validate.proto\";\nimport \"google/api/annotations.proto\";\n\
                service S {\n  rpc Get(M) returns (M) {\n    option (google.api.http) = { get: \"/v1/{name}\" };\n  }\n}\n\
                message M {\n  string name = 1 [(buf.validate.field).string.max_len = 9];\n  int32 n = 2 [(buf.validate.field).cel = { id: \"n\" expression: \"this > 1\" }];\n}\n";
    for (from, to, severity, code) in [
        ("max_len = 9", "max_len = 8", Severity::Error, "ZX0713"),
        ("max_len = 9", "max_len = 10", Severity::Note, "ZX0712"),
        ("this > 1", "this > 2", Severity::Warning, "ZX0715"),
        ("/v1/{name}", "/v2/{name}", Severity::Error, "ZX0701"),
        ("get: \"/v1/{name}\"", "get: \"/v1/{name}\" additional_bindings { get: \"/v3/{name}\" }", Severity::Note, ""),
        ("string.max_len = 9]", "required = true, (buf.validate.field).string.max_len = 9]", Severity::Error, "ZX0709"),
    ] {
        let all = found(text, &text.replace(from, to));
        let codes: Vec<&str> = all.iter().map(|it| it.2).collect();
        assert!(if code.is_empty() { codes.is_empty() } else { codes.contains(&code) }, "{to}: {all:?}");
        assert_eq!(all.iter().map(|it| it.0).max().unwrap_or(Severity::Note), severity, "{to}: {all:?}");
    }
}

#[test]
fn unions_of_many_types_that_have_themselves_cost_little() {
    let text = |count: usize| {
        let variant = |at: usize| {
            let item = "{ $ref: '#/components/schemas/All' }";
            format!("{{ type: object, required: [k{at}], properties: {{ k{at}: {{ type: string }}, next: {item} }} }}")
        };
        let all = (0..count).map(variant).collect::<Vec<_>>().join(", ");
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: 1.0.0 }}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        \
             '200': {{ description: A., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/All' }} }} }} }}\n\
             components: {{ schemas: {{ All: {{ oneOf: [{all}] }} }} }}\n"
        )
    };
    let start = std::time::Instant::now();
    let compared = compared("a.yaml", &text(120), &text(121), Breaks::Wire);
    assert_eq!(compared.bump, Bump::Major);
    // Each variant beside each, and each of these beside each other, took a minute.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_file_of_another_name_is_the_same_file() {
    let old = "syntax = \"proto3\";\npackage a.v1;\nmessage M {\n  reserved 3, 5;\n}\n";
    let new = "syntax = \"proto3\";\npackage a.v2;\nmessage M {\n}\n";
    let compared = between(("old.proto", old), ("new.proto", new), Breaks::Wire);
    let place = |span| (compared.sources.text(span), compared.sources.get(span.source).path.clone());
    let package = compared.log.all().iter().find(|it| it.code == Code::FILE_CHANGED).unwrap();
    assert_eq!(place(package.span.unwrap()), ("package a.v2;", "new.proto".to_owned()));
    assert_eq!(place(package.related[0].span), ("package a.v1;", "old.proto".to_owned()));
    let new = new.replace("v2", "v1");
    let compared = between(("old.proto", old), ("new.proto", &new), Breaks::Wire);
    let place = |span| (compared.sources.text(span), compared.sources.get(span.source).path.clone());
    let [three, five] = compared.log.all() else { panic!("{:?}", compared.log.all()) };
    assert_eq!(place(three.span.unwrap()), ("M", "new.proto".to_owned()));
    assert_eq!((place(three.related[0].span).0, place(five.related[0].span).0), ("3", "5"));
}
