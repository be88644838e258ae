//! No input makes the front end panic, hang or forget to say where it hurts.

use super::{lower, lower_with};

const SAMPLE: &str = include_str!("../../../../../schemas/petstore.yaml");

/// Small pseudo-random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

fn survives(text: &str) {
    let it = lower(text);
    for found in it.log.all() {
        let span = found.span.unwrap_or_else(|| panic!("{} has no place", found.code.id));
        assert!(span.end as usize <= text.len() + 1, "{span:?} in {}", text.len());
    }
}

#[test]
fn truncated_documents() {
    for at in (0..SAMPLE.len()).step_by(97).filter(|at| SAMPLE.is_char_boundary(*at)) {
        survives(&SAMPLE[..at]);
    }
}

#[test]
fn mutated_documents() {
    const BITS: [&str; 16] =
        ["null", "[]", "{}", "true", "-1", "''", "$ref: '#'", "type", "- ", ": ", "\n", "&a ", "*a", "{", "]", "é"];
    let mut dice = Dice(7);
    for _ in 0..150 {
        let mut text = SAMPLE.to_owned();
        for _ in 0..=dice.roll(4) {
            let lines: Vec<&str> = text.lines().collect();
            let (from, bit) = (dice.roll(lines.len()), BITS[dice.roll(BITS.len())]);
            let changed = match (dice.roll(3), lines[from].split_once(": ")) {
                (0, Some((key, _))) => format!("{key}: {bit}"),
                (1, _) => String::new(),
                _ => format!("{}{bit}", lines[from]),
            };
            let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            lines[from] = changed;
            text = lines.join("\n");
        }
        survives(&text);
    }
}

#[test]
fn every_value_of_the_wrong_kind() {
    for wrong in ["null", "7", "text", "[1]", "{ a: 1 }", "true"] {
        for (line, text) in SAMPLE.lines().enumerate() {
            let Some((key, value)) = text.split_once(": ") else { continue };
            if line % 3 != wrong.len() % 3 || value.is_empty() {
                continue;
            }
            let lines = SAMPLE.lines().enumerate();
            let changed: String = lines
                .map(|(at, it)| if at == line { format!("{key}: {wrong}\n") } else { format!("{it}\n") })
                .collect();
            survives(&changed);
        }
    }
}

#[test]
fn deep_and_circular_schemas() {
    let nested = "{ allOf: [".repeat(60) + "{ type: string }" + &"] }".repeat(60);
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {nested} }} }}\n"
    );
    survives(&text);
    let it = lower_with(
        "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    A: { type: object, allOf: [{ $ref: '#/components/schemas/B' }, { $ref: x.yaml }] }\n    \
         B: { type: object, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }\n",
        &[("x.yaml", "$ref: y.yaml\n"), ("y.yaml", "$ref: x.yaml\n")],
    );
    assert!(!it.log.has_errors(), "{:?}", it.found());
}

#[test]
fn one_bad_operation_leaves_the_others_alone() {
    let it = lower(
        "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a: { get: { operationId: a, parameters: 7, responses: { 200: 3 } } }\n  /b: { get: { operationId: b, responses: {} } }\n  /c: 9\n  /d: { get: [] }\n",
    );
    assert_eq!(it.codes(), ["ZX0202", "ZX0202", "ZX0202", "ZX0202"]);
    assert_eq!(it.draft.operations.len(), 2);
}
