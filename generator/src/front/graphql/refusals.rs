//! What apollo-compiler refuses, in our words: a code, a place, the rule's name, and what to do.

use super::places::Places;
use super::{grammar, help, words};
use apollo_compiler::Schema;
use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::{DiagnosticData, DiagnosticList};
use std::collections::HashSet;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span};

/// One thing that is refused: how it is told from others, its rule, its code.
///
/// The mark is apollo's name of the finding or, where it has none, a part of its sentence. Rules are called as graphql-js calls
/// them; those that it has no name for, as the specification does.
pub(super) type Row = (&'static str, &'static str, &'static Code);

const TABLE: &[Row] = &[
    ("must not contain", "ExecutableDefinitions", Code::GRAPHQL_INVALID),
    ("multiple `schema` definitions", "LoneSchemaDefinition", Code::GRAPHQL_DUPLICATE),
    ("the directive `@", "UniqueDirectiveNames", Code::GRAPHQL_DUPLICATE),
    ("the type `", "UniqueTypeNames", Code::GRAPHQL_DUPLICATE),
    ("extension without a schema", "PossibleTypeExtensions", Code::GRAPHQL_EXTENSION),
    ("extension for undefined", "PossibleTypeExtensions", Code::GRAPHQL_EXTENSION),
    ("adding ", "PossibleTypeExtensions", Code::GRAPHQL_EXTENSION),
    ("root operation type", "UniqueOperationTypes", Code::GRAPHQL_DUPLICATE),
    ("more than once", "Objects, Type Validation", Code::GRAPHQL_DUPLICATE),
    ("value of enum type", "UniqueEnumValueNames", Code::GRAPHQL_DUPLICATE),
    ("member of union type", "Unions, Type Validation", Code::GRAPHQL_DUPLICATE),
    ("field of ", "UniqueFieldDefinitionNames", Code::GRAPHQL_DUPLICATE),
    ("UniqueArgument", "UniqueArgumentNames", Code::GRAPHQL_DUPLICATE),
    ("UniqueInputValue", "UniqueArgumentDefinitionNames", Code::GRAPHQL_DUPLICATE),
    ("UndefinedDefinition", "KnownTypeNames", Code::GRAPHQL_UNKNOWN),
    ("UndefinedDirective", "KnownDirectives", Code::GRAPHQL_UNKNOWN),
    ("UndefinedArgument", "KnownArgumentNames", Code::GRAPHQL_DIRECTIVE),
    ("RequiredArgument", "ProvidedRequiredArguments", Code::GRAPHQL_DIRECTIVE),
    ("UnsupportedLocation", "KnownDirectives", Code::GRAPHQL_DIRECTIVE),
    ("UniqueDirective", "UniqueDirectivesPerLocation", Code::GRAPHQL_DIRECTIVE),
    ("UndefinedVariable", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("UndefinedEnumValue", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("UndefinedInputValue", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("RequiredField", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("UnsupportedValueType", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("IntCoercionError", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("FloatCoercionError", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("OneOfInputObjectFieldCount", "ValuesOfCorrectType", Code::GRAPHQL_VALUE),
    ("MissingInterfaceField", "IsValidImplementation", Code::GRAPHQL_INTERFACE),
    ("InvalidImplementationFieldType", "IsValidImplementationFieldType", Code::GRAPHQL_INTERFACE),
    ("MissingInterfaceFieldArgument", "IsValidImplementation", Code::GRAPHQL_INTERFACE),
    ("InvalidImplementationFieldArgumentType", "IsValidImplementation", Code::GRAPHQL_INTERFACE),
    ("ExtraRequiredImplementationFieldArgument", "IsValidImplementation", Code::GRAPHQL_INTERFACE),
    ("DeprecatedImplementationField", "IsValidImplementation", Code::GRAPHQL_LENIENT),
    ("TransitiveImplementedInterfaces", "IsValidImplementation", Code::GRAPHQL_INTERFACE),
    ("RecursiveInterfaceDefinition", "Interfaces, Type Validation", Code::GRAPHQL_INTERFACE),
    ("QueryRootOperationType", "Root Operation Types", Code::GRAPHQL_ROOT),
    ("RootOperationObjectType", "Root Operation Types", Code::GRAPHQL_ROOT),
    ("DuplicateRootOperationType", "Root Operation Types", Code::GRAPHQL_ROOT),
    ("OutputType", "IsOutputType", Code::GRAPHQL_INVALID),
    ("InputType", "IsInputType", Code::GRAPHQL_INVALID),
    ("UnionMemberObjectType", "Unions, Type Validation", Code::GRAPHQL_INVALID),
    ("RecursiveDirectiveDefinition", "Directives, Type Validation", Code::GRAPHQL_INVALID),
    ("RecursiveInputObjectDefinition", "InputObjectHasUnbreakableCycle", Code::GRAPHQL_INVALID),
    ("EmptyFieldSet", "Objects, Type Validation", Code::GRAPHQL_INVALID),
    ("EmptyValueSet", "Enums, Type Validation", Code::GRAPHQL_INVALID),
    ("EmptyMemberSet", "Unions, Type Validation", Code::GRAPHQL_INVALID),
    ("EmptyInputValueSet", "Input Objects, Type Validation", Code::GRAPHQL_INVALID),
    ("ReservedName", "Reserved Names", Code::GRAPHQL_INVALID),
    ("OneOfInputObjectFieldNonNull", "OneOf Input Objects", Code::GRAPHQL_INVALID),
    ("UnsupportedDefault", "OneOf Input Objects", Code::GRAPHQL_INVALID),
    ("OneOfDirectiveOnExtension", "Input Object Extensions", Code::GRAPHQL_INVALID),
    ("DeprecatedRequiredInputValue", "@deprecated", Code::GRAPHQL_INVALID),
];

/// What there is to say about the texts of one schema.
pub(super) struct Said<'a> {
    /// As far as it could be made.
    pub(super) schema: &'a Schema,
    pub(super) places: &'a Places,
    pub(super) texts: &'a [(SourceId, &'a str)],
    pub(super) log: &'a mut Diagnostics,
    /// How a finding is told.
    pub(super) told: fn(&Said<'_>, &DiagnosticData, Span) -> Diagnostic,
}

impl<'a> Said<'a> {
    /// About the texts of a schema.
    pub(super) fn of_schema(
        schema: &'a Schema,
        places: &'a Places,
        texts: &'a [(SourceId, &'a str)],
        log: &'a mut Diagnostics,
    ) -> Self {
        Self { schema, places, texts, log, told: |said, it, span| said.found(it, span) }
    }

    /// Says all of them; whether a text could not be read.
    pub(super) fn all(&mut self, errors: &DiagnosticList) -> bool {
        let mut broken: HashSet<SourceId> = HashSet::new();
        for it in errors.iter() {
            let message = it.error.to_string();
            let span = self.places.span(it.error.location());
            let syntax = message.strip_prefix("syntax error: ");
            if syntax.is_some() || is_limit(it.error, &message) {
                // Of what cannot be read, the first place is the only one that is sure.
                if broken.insert(span.source) {
                    self.syntax(span, syntax.unwrap_or(&message));
                }
            } else if !broken.contains(&span.source) {
                let found = (self.told)(self, it.error, span);
                self.log.push(found);
            }
        }
        !broken.is_empty()
    }

    /// Says where names stand without what belongs to them; whether there are any.
    pub(super) fn incomplete(&mut self) -> bool {
        let mut any = false;
        for (source, text) in self.texts {
            if let Some(it) = grammar::missing(text) {
                any = true;
                self.syntax(Span::new(*source, it.start, it.end), &format!("expected {}", it.what));
            }
        }
        any
    }

    /// Says that a text is none of GraphQL.
    fn syntax(&mut self, span: Span, message: &str) {
        let found = Diagnostic::new(Code::GRAPHQL_SYNTAX, span, message).label("cannot be read from here on");
        self.broken("Syntax", found);
    }

    /// Says that a rule is broken.
    pub(super) fn broken(&mut self, rule: &str, found: Diagnostic) {
        self.log.push(help::with_rule(found, rule));
    }

    /// A rule of schemas that is broken.
    fn found(&self, it: &DiagnosticData, span: Span) -> Diagnostic {
        let (name, message) = (it.unstable_error_name(), it.to_string());
        let row = TABLE.iter().find(|row| name.map_or_else(|| message.contains(row.0), |name| name == row.0));
        let (_, rule, code) = row.copied().unwrap_or(("", "Type System", Code::GRAPHQL_INVALID));
        let ticked = ticked(&message);
        let first = ticked.first().map_or("", String::as_str);
        let span = self.narrowed(span, first);
        match (name, self.schema.types.get(first)) {
            (Some("UndefinedDefinition"), Some(_)) => {
                let message = format!("`{first}` is no interface, and cannot be implemented");
                let found = Diagnostic::new(Code::GRAPHQL_INTERFACE, span, message);
                help::with_rule(found.help("name interfaces only"), "Objects, Type Validation")
            }
            (Some("UndefinedDefinition"), None) => {
                let found = Diagnostic::new(code, span, format!("there is no type `{first}`")).label("not found");
                let known = self.schema.types.keys().map(apollo_compiler::Name::as_str);
                help::with_rule(found.suggest(first, known.filter(|it| !it.starts_with("__"))), rule)
            }
            (Some("UndefinedDirective"), _) => {
                let found = Diagnostic::new(code, span, format!("there is no directive `{first}`")).label("not found");
                let known = self.schema.directive_definitions.keys().map(apollo_compiler::Name::as_str);
                help::with_rule(found.suggest(first.trim_start_matches('@'), known), rule)
            }
            _ => help::with_rule(self.again(Diagnostic::new(code, span, message), rule, &ticked), rule),
        }
    }

    /// The same with the place of what was there before; of fields that are defined twice, the first stays.
    fn again(&self, found: Diagnostic, rule: &str, ticked: &[String]) -> Diagnostic {
        if found.code != Code::GRAPHQL_DUPLICATE {
            return found;
        }
        let before = self.before(rule, ticked).and_then(|it| self.places.written(it));
        let found = match before.filter(|it| Some(*it) != found.span) {
            Some(before) => found.label("again here").related(before, "first here"),
            None => found.label("again here"),
        };
        let is_field = rule == "UniqueFieldDefinitionNames" && !found.message.contains("input object");
        if is_field {
            found.mild().help("the first stays; remove one of them")
        } else {
            found.help("remove one of them")
        }
    }

    /// Where the first of two things of one name is.
    fn before(&self, rule: &str, ticked: &[String]) -> Option<apollo_compiler::parser::SourceSpan> {
        let name = ticked.first()?.trim_start_matches('@');
        if rule == "UniqueTypeNames" {
            return self.schema.types.get(name)?.name().location();
        }
        if rule == "UniqueDirectiveNames" {
            return self.schema.directive_definitions.get(name)?.name.location();
        }
        match self.schema.types.get(ticked.get(1)?.as_str())? {
            ExtendedType::Object(it) => it.fields.get(name)?.name.location(),
            ExtendedType::Interface(it) => it.fields.get(name)?.name.location(),
            ExtendedType::InputObject(it) => it.fields.get(name)?.name.location(),
            ExtendedType::Enum(it) => it.values.get(name)?.value.location(),
            ExtendedType::Union(_) | ExtendedType::Scalar(_) => None,
        }
    }

    /// Of a definition, the name: all of it with its description would be too much to look at.
    pub(super) fn narrowed(&self, span: Span, name: &str) -> Span {
        let text = self.texts.iter().find(|(id, _)| *id == span.source).and_then(|it| it.1.get(span.range()));
        // A literal that is a text is no description.
        let Some(text) = text.filter(|it| words::after_description(it) < it.len()) else { return span };
        let last = name.rsplit('.').next().unwrap_or(name).trim_start_matches('@');
        let start = span.start as usize;
        if let Some(at) = words::find(text, last).filter(|_| !last.is_empty()) {
            return Span::new(span.source, start + at, start + at + last.len());
        }
        let begin = words::after_description(text);
        let line = text[begin..].lines().next().map_or(0, |it| it.trim_end().len());
        Span::new(span.source, start + begin, start + begin + line)
    }
}

/// What a sentence names.
pub(super) fn ticked(message: &str) -> Vec<String> {
    message.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a text is nested too deep to be read.
fn is_limit(it: &DiagnosticData, message: &str) -> bool {
    it.unstable_error_name().is_none() && message.contains("limit")
}
