//! What apollo-compiler refuses of operations, in our words.

use super::super::help;
use super::super::refusals::{Said, ticked};
use apollo_compiler::Name;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticData;
use zephyrix_ir::{Code, Diagnostic, Span};

/// What is refused: apollo's name of it, the rule as graphql-js calls it, the code, and what to do.
type Row = (&'static str, &'static str, &'static Code, &'static str);

const UNKNOWN: &Code = Code::GRAPHQL_UNKNOWN;
const TWICE: &Code = Code::GRAPHQL_DUPLICATE;
const VALUE: &Code = Code::GRAPHQL_VALUE;
const OPERATION: &Code = Code::GRAPHQL_OPERATION;

const TABLE: &[Row] = &[
    ("TypeSystemDefinition", "ExecutableDefinitions", Code::GRAPHQL_INVALID, "types go into files of their own"),
    ("OperationNameCollision", "UniqueOperationNames", TWICE, "rename one: names are for all documents of a client"),
    ("FragmentNameCollision", "UniqueFragmentNames", TWICE, "rename one: fragments are for all documents of a client"),
    ("UniqueVariable", "UniqueVariableNames", TWICE, "remove one of them"),
    ("UniqueArgument", "UniqueArgumentNames", TWICE, "remove one of them"),
    ("UniqueInputValue", "UniqueInputFieldNames", TWICE, "remove one of them"),
    ("UniqueDirective", "UniqueDirectivesPerLocation", Code::GRAPHQL_DIRECTIVE, "keep one"),
    ("UndefinedField", "FieldsOnCorrectType", UNKNOWN, "ask for fields that the type has"),
    ("UndefinedArgument", "KnownArgumentNames", UNKNOWN, "ask with arguments that the field has"),
    ("UndefinedFragment", "KnownFragmentNames", UNKNOWN, "define it, or name the file that does among the inputs"),
    (
        "UndefinedVariable",
        "NoUndefinedVariables",
        UNKNOWN,
        "declare it where the operation begins: `query Name($it: Int)`",
    ),
    ("UndefinedDefinition", "KnownTypeNames", UNKNOWN, "name a type that the schema defines"),
    ("UndefinedDirective", "KnownDirectives", UNKNOWN, "name a directive that the schema defines"),
    ("UndefinedTypeInNamedFragmentTypeCondition", "KnownTypeNames", UNKNOWN, "name a type that the schema defines"),
    ("UndefinedTypeInInlineFragmentTypeCondition", "KnownTypeNames", UNKNOWN, "name a type that the schema defines"),
    ("UndefinedRootOperation", "KnownOperationTypes", UNKNOWN, "the schema has no operations of this kind"),
    ("UndefinedEnumValue", "ValuesOfCorrectType", VALUE, "write a value of the type"),
    ("UndefinedInputValue", "ValuesOfCorrectType", VALUE, "write members that the input object has"),
    ("RequiredField", "ValuesOfCorrectType", VALUE, "give the member a value"),
    ("UnsupportedValueType", "ValuesOfCorrectType", VALUE, "write a value of the type"),
    ("IntCoercionError", "ValuesOfCorrectType", VALUE, "write a value of the type"),
    ("FloatCoercionError", "ValuesOfCorrectType", VALUE, "write a value of the type"),
    ("OneOfInputObjectFieldCount", "ValuesOfCorrectType", VALUE, "give exactly one member"),
    ("UnsupportedLocation", "KnownDirectives", Code::GRAPHQL_DIRECTIVE, "move the directive to where it may be"),
    ("RequiredArgument", "ProvidedRequiredArguments", OPERATION, "give the argument a value"),
    ("MissingSubselection", "ScalarLeafs", OPERATION, "say which fields of it are wanted: `{ … }`"),
    ("SubselectionOnScalarType", "ScalarLeafs", OPERATION, "it has no fields: take the braces away"),
    ("SubselectionOnEnumType", "ScalarLeafs", OPERATION, "it has no fields: take the braces away"),
    ("UnusedVariable", "NoUnusedVariables", OPERATION, "use it, or take it away"),
    ("UnusedFragment", "NoUnusedFragments", OPERATION, "spread it, or take it away"),
    (
        "DisallowedVariableUsage",
        "VariablesInAllowedPosition",
        OPERATION,
        "declare the variable with the type that it is used as",
    ),
    ("VariableInputType", "VariablesAreInputTypes", OPERATION, "variables are scalars, enums and input objects"),
    (
        "InvalidFragmentTarget",
        "FragmentsOnCompositeTypes",
        OPERATION,
        "fragments are on objects, interfaces and unions",
    ),
    (
        "InvalidFragmentSpread",
        "PossibleFragmentSpreads",
        OPERATION,
        "no object is of both types: spread it where one can be",
    ),
    (
        "RecursiveFragmentDefinition",
        "NoFragmentCycles",
        OPERATION,
        "end the cycle: write the levels out that are wanted",
    ),
    ("AmbiguousAnonymousOperation", "LoneAnonymousOperation", Code::GRAPHQL_UNNAMED, "name every operation"),
    ("ConflictingFieldType", "OverlappingFieldsCanBeMerged", OPERATION, "give one of them an alias"),
    ("ConflictingFieldArgument", "OverlappingFieldsCanBeMerged", OPERATION, "give one of them an alias"),
    ("ConflictingFieldName", "OverlappingFieldsCanBeMerged", OPERATION, "give one of them an alias"),
    ("SubscriptionUsesMultipleFields", "SingleFieldSubscriptions", OPERATION, "make it several subscriptions"),
    ("SubscriptionUsesIntrospection", "SingleFieldSubscriptions", OPERATION, "ask for it by a query"),
    ("SubscriptionUsesConditionalSelection", "SingleFieldSubscriptions", OPERATION, "take the directive away"),
];

/// A rule of operations that is broken.
pub(super) fn told(said: &Said<'_>, it: &DiagnosticData, span: Span) -> Diagnostic {
    let (name, message) = (it.unstable_error_name().unwrap_or_default(), it.to_string());
    let row = TABLE.iter().find(|row| row.0 == name).copied();
    let (_, rule, code, help) = row.unwrap_or(("", "Validation", OPERATION, "change what the place shows"));
    let ticked = ticked(&message);
    let (first, second) = (ticked.first().map_or("", String::as_str), ticked.get(1).map_or("", String::as_str));
    let narrow = if name == "UndefinedField" { second } else { first };
    let span = said.narrowed(span, narrow.trim_start_matches('$'));
    let found = Diagnostic::new(code, span, message.clone());
    let types = || said.schema.types.keys().map(Name::as_str).filter(|it| !it.starts_with("__"));
    let found = match name {
        "UndefinedField" => found.label("not found").suggest(second, fields(said, first)),
        "UndefinedDirective" => {
            let known = said.schema.directive_definitions.keys().map(Name::as_str);
            found.label("not found").suggest(first.trim_start_matches('@'), known)
        }
        _ if rule == "KnownTypeNames" => found.label("not found").suggest(first, types()),
        _ => found,
    };
    let help = found.help.clone().unwrap_or_else(|| help.to_owned());
    help::with_rule(found.help(help), rule)
}

/// The fields of a type.
fn fields<'a>(said: &'a Said<'_>, of: &str) -> Vec<&'a str> {
    match said.schema.types.get(of) {
        Some(ExtendedType::Object(it)) => it.fields.keys().map(Name::as_str).collect(),
        Some(ExtendedType::Interface(it)) => it.fields.keys().map(Name::as_str).collect(),
        _ => Vec::new(),
    }
}
