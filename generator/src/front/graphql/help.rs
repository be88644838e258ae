//! What to do about a rule that is broken.

use zephyrix_ir::{Code, Diagnostic};

/// By rule, where the rule tells more than the code.
const BY_RULE: &[(&str, &str)] = &[
    ("ExecutableDefinitions", "operations and fragments go into files of their own"),
    ("LoneSchemaDefinition", "keep one, and write `extend schema` for what others add"),
    ("UniqueTypeNames", "rename one, or write `extend` to add to the other"),
    ("ProvidedRequiredArguments", "give the argument a value, or give it a default where the directive is defined"),
    ("KnownArgumentNames", "take the argument away, or add it where the directive is defined"),
    ("UniqueDirectivesPerLocation", "keep one, or define the directive as `repeatable`"),
    ("Objects, Type Validation", "add a field, or take the type away"),
    ("Input Objects, Type Validation", "add a field, or take the type away"),
    ("Enums, Type Validation", "add a value, or take the type away"),
    ("Unions, Type Validation", "members of a union are object types, at least one"),
    ("IsOutputType", "an input object is only asked with: answer an object type"),
    ("IsInputType", "arguments and input fields are scalars, enums and input objects: define an `input`"),
    ("InputObjectHasUnbreakableCycle", "make a field on the way one that may be null, or a list"),
    ("Directives, Type Validation", "take the directive out of its own definition"),
    ("Reserved Names", "names that begin with `__` are those of introspection: rename it"),
    ("OneOf Input Objects", "fields of a `@oneOf` input may be null, and have no default"),
    ("Input Object Extensions", "write `@oneOf` where the input object is defined"),
    ("@deprecated", "make it one that may be null, or give it a default, before it is deprecated"),
];

/// By code.
const BY_CODE: &[(&Code, &str)] = &[
    (Code::GRAPHQL_UNKNOWN, "define it, or name the file that does among the inputs"),
    (Code::GRAPHQL_DUPLICATE, "remove one of them"),
    (Code::GRAPHQL_INTERFACE, "give the type what the interface promises, or take it out of `implements`"),
    (Code::GRAPHQL_DIRECTIVE, "move the directive, or add the place where it is defined"),
    (Code::GRAPHQL_VALUE, "write a value of the type, or change the type"),
    (Code::GRAPHQL_ROOT, "operations of each kind begin with an object type of their own; that for queries is needed"),
    (Code::GRAPHQL_EXTENSION, "define it with `extend` left away, or name the file that does among the inputs"),
    (Code::GRAPHQL_LENIENT, "deprecate the field of the interface too"),
];

/// The same with the rule that it breaks, and what to do, unless that is said.
pub(super) fn with_rule(found: Diagnostic, rule: &str) -> Diagnostic {
    let by_rule = BY_RULE.iter().find(|it| it.0 == rule).map(|it| it.1);
    let by_code = || BY_CODE.iter().find(|it| *it.0 == *found.code).map(|it| it.1);
    let help = found.help.clone().or_else(|| by_rule.or_else(by_code).map(str::to_owned));
    Diagnostic { help, ..found }.note(format!("rule `{rule}` of GraphQL"))
}
