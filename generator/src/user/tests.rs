//! Templates over a small service.

use crate::{Config, Diagnostics, FileSet, Job, Owner, Previous, Source, Sources, Templates, fill, service};
use std::collections::BTreeMap;

const API: &str = "openapi: 3.1.0
info: { title: Shop & Co, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, summary: All <pets>, tags: [pets], responses: { '200': { description: OK } } }
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: OK } }
";

/// What the templates make, or what is wrong with them: code, place, message, help.
fn filled(templates: &[(&str, &str)]) -> Result<FileSet, String> {
    let loader: BTreeMap<String, String> =
        templates.iter().map(|(path, text)| (format!("templates/{path}"), (*text).to_owned())).collect();
    let files = loader.keys().cloned().collect();
    let config = Config { templates: Some(Templates { dir: "templates".to_owned(), files }), ..Config::default() };
    let mut sources = Sources::default();
    sources.add(Source { path: "api.yaml".to_owned(), text: API.to_owned() });
    let mut log = Diagnostics::default();
    let job = Job { loader: &loader, config: &config, previous: &Previous::default() };
    let mut made = service(&mut sources, job, &mut log).unwrap_or_else(|| panic!("{:?}", log.all()));
    fill(&mut made.files, &made.model, job, &mut sources, &mut log);
    let told = log.all().iter().filter(|it| it.severity == crate::Severity::Error).map(|it| {
        let place = it.span.map(|span| (sources.get(span.source).path.clone(), sources.position(span)));
        let place = place.map(|(path, (line, column))| format!("{path}:{line}:{column}")).unwrap_or_default();
        format!("{} {place} {} | {}", it.code.id, it.message, it.help.as_deref().unwrap_or(""))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { Ok(made.files) } else { Err(told.join("\n")) }
}

fn text<'f>(files: &'f FileSet, path: &str) -> &'f str {
    &files.get(path).unwrap_or_else(|| panic!("there is no {path}")).text
}

#[test]
fn a_template_adds_a_file_or_takes_the_place_of_one() {
    let files = filled(&[
        ("docs/all.md.hbs", "{{info.title}}\n{{#each operations}}\n{{> row this}}\n{{/each}}\n"),
        ("partials/row.hbs", "- {{http.method}} {{http.path}}: {{default docs.line \"?\"}}\n"),
        ("docs/all.html.hbs", "{{info.title}}{{{info.title}}}"),
        ("docs/[operation].md.hbs", "{{operation.name}} in {{path}} of {{package}}"),
        ("src/generated/models.rs.hbs", "//! Mine.\n\n// Kept.\npub struct Mine;\n"),
        ("README.md.hbs", "Mine"),
        ("notes.txt", "no template"),
    ])
    .unwrap();
    assert_eq!(text(&files, "docs/all.md"), "Shop & Co\n- GET /pets: All <pets>\n- GET /pets/{id}: ?\n");
    assert_eq!(text(&files, "docs/all.html"), "Shop &amp; CoShop & Co");
    assert_eq!(text(&files, "docs/list_pets.md"), "listPets in docs/list_pets.md of shop-co");
    assert_eq!(text(&files, "docs/get_pet.md"), "getPet in docs/get_pet.md of shop-co");
    assert_eq!(text(&files, "src/generated/models.rs"), "//! Mine.\n\n// Kept.\npub struct Mine;\n");
    let owner = |path: &str| files.get(path).map(|it| it.owner);
    assert_eq!(owner("docs/all.md"), Some(Owner::Generated));
    assert_eq!(owner("README.md"), Some(Owner::Merged), "whose a file is stays as it is");
    assert!(files.get("notes.txt").is_none() && files.get("partials/row").is_none());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (path, template, wanted) in [
        ("a.md.hbs", "one\n{{#if true}}\n{{/each}}", "ZX0520 templates/a.md.hbs:3:"),
        (
            "a.md.hbs",
            "one\n  {{info.titel}}",
            "ZX0521 templates/a.md.hbs:2:3 nothing is called `info.titel` here | did you mean `title`?",
        ),
        ("a.md.hbs", "{{#if info.titel}}{{/if}}", "ZX0521 templates/a.md.hbs:1:1 nothing is called `info.titel`"),
        ("a.md.hbs", "{{#unless (eq info.titel 1)}}{{/unless}}", "ZX0521"),
        ("a.md.hbs", "{{#each operation}}{{/each}}", "did you mean `operations`?"),
        ("a.md.hbs", "{{sanke_case package}}", "there is no helper `sanke_case` | did you mean `snake_case`?"),
        ("a.md.hbs", "{{snake_case operations}}", "`snake_case` takes a text, not a list"),
        ("a.md.hbs", "{{snake_case}}", "`snake_case` takes 1 values, not 0"),
        ("a.md.hbs", "{{> raw}}", "there is no partial `raw`"),
        (
            "a.rs.hbs",
            "\nfn {{package}}() {}",
            "ZX0521 templates/a.rs.hbs:1:1 what `templates/a.rs.hbs` makes is not Rust: ",
        ),
        ("partials/a.hbs", "{{> b}}", "ZX0520 templates/partials/a.hbs:1:1 the partial `a` is in itself: a, b"),
        ("a.md.hbs", "{{#*inline \"x\"}}{{> x}}{{/inline}}{{> x}}", "the partial `x` is in itself"),
        ("a.md.hbs", "{{> (lookup info \"title\")}}", "name it outright"),
        ("Cargo.toml.hbs", "", "ZX0523 templates/Cargo.toml.hbs:1:1 `Cargo.toml` cannot be replaced"),
        (".git/config.hbs", "", "ZX0522 templates/.git/config.hbs:1:1"),
        ("zephyrix.toml.hbs", "", "ZX0522"),
        ("CARGO.toml.hbs", "", "`Cargo.toml` is in the way"),
        ("templates/x.md.hbs", "", "is among the templates themselves"),
        ("[opration].md.hbs", "", "did you mean `[operation]`?"),
        ("[operation.tag].md.hbs", "", "ZX0523 templates/[operation.tag].md.hbs:1:1 `pets.md` is made twice"),
        (
            "a.md.hbs",
            "{{#each operations}}{{#each @root.types}}{{/each}}{{/each}}{{nothing}}",
            "ZX0521 templates/a.md.hbs:1:",
        ),
    ] {
        let found = filled(&[(path, template), ("partials/b.hbs", "{{> a}}")]).map(drop);
        let found = found.err().unwrap_or_else(|| panic!("{path} {template:?} is filled"));
        assert!(found.contains(wanted), "{path} {template:?}: {found}");
    }
}

#[test]
fn templates_that_are_out_of_all_proportion_are_refused() {
    let deep = format!("{}{}", "{{#if 1}}".repeat(60_000), "{{/if}}".repeat(60_000));
    let parens = format!("{{{{not {}1{}}}}}", "(not ".repeat(10_000), ")".repeat(10_000));
    let branches = format!("{{{{#if 0}}}}{}{{{{/if}}}}", "{{else if 0}}".repeat(20_000));
    for template in [deep, parens, branches, "x".repeat(2 << 20)] {
        let found = filled(&[("a.md.hbs", &template)]).map(drop).unwrap_err();
        assert!(found.starts_with("ZX0520"), "{found}");
    }
    let most = format!("{}x{}", "{{#if 1}}".repeat(60), "{{/if}}".repeat(60));
    assert_eq!(text(&filled(&[("a.md.hbs", &most)]).unwrap(), "a.md"), "x");
}
