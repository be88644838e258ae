//! The fields that the specification has, object by object, over all versions; and a report of those it has not.

use super::context::Cx;
use crate::tree::Object;
use zephyrix_ir::{Code, Diagnostic, did_you_mean};

/// An object of the specification: what it is called, and its fields.
pub(super) struct Known {
    what: &'static str,
    fields: &'static [&'static str],
}

macro_rules! known {
    ($($name:ident $what:literal [$($field:literal)*];)*) => {
        $(pub(super) const $name: Known = Known { what: $what, fields: &[$($field),*] };)*
    };
}

known! {
    DOCUMENT "an OpenAPI document" ["openapi" "$self" "info" "jsonSchemaDialect" "servers" "paths" "webhooks"
        "components" "security" "tags" "externalDocs"];
    SWAGGER "a Swagger document" ["swagger" "info" "host" "basePath" "schemes" "consumes" "produces" "paths"
        "definitions" "parameters" "responses" "securityDefinitions" "security" "tags" "externalDocs"];
    INFO "`info`" ["title" "summary" "description" "termsOfService" "contact" "license" "version"];
    SERVER "a server" ["url" "description" "name" "variables"];
    TAG "a tag" ["name" "summary" "description" "externalDocs" "parent" "kind"];
    COMPONENTS "`components`" ["schemas" "responses" "parameters" "examples" "requestBodies" "headers"
        "securitySchemes" "links" "callbacks" "pathItems" "mediaTypes"];
    PATH_ITEM "a path item" ["$ref" "summary" "description" "get" "put" "post" "delete" "options" "head" "patch"
        "trace" "query" "additionalOperations" "servers" "parameters"];
    OPERATION "an operation" ["tags" "summary" "description" "externalDocs" "operationId" "parameters" "requestBody"
        "responses" "callbacks" "deprecated" "security" "servers"];
    OPERATION_2 "an operation" ["tags" "summary" "description" "externalDocs" "operationId" "consumes" "produces"
        "parameters" "responses" "schemes" "deprecated" "security"];
    PARAMETER "a parameter" ["name" "in" "description" "required" "deprecated" "allowEmptyValue" "style" "explode"
        "allowReserved" "schema" "example" "examples" "content"];
    HEADER "a header" ["description" "required" "deprecated" "allowEmptyValue" "style" "explode" "allowReserved"
        "schema" "example" "examples" "content"];
    BODY "a request body" ["description" "content" "required"];
    MEDIA_TYPE "a media type" ["schema" "itemSchema" "example" "examples" "encoding" "prefixEncoding" "itemEncoding"];
    ENCODING "an encoding" ["contentType" "headers" "style" "explode" "allowReserved" "encoding" "prefixEncoding"
        "itemEncoding"];
    RESPONSE "a response" ["summary" "description" "headers" "content" "links"];
    LINK "a link" ["operationRef" "operationId" "parameters" "requestBody" "description" "server"];
    RESPONSE_2 "a response" ["description" "schema" "headers" "examples"];
    SECURITY_SCHEME "a security scheme" ["type" "description" "name" "in" "scheme" "bearerFormat" "flows" "flow"
        "openIdConnectUrl" "oauth2MetadataUrl" "authorizationUrl" "tokenUrl" "scopes" "deprecated"];
    SCHEMA "a schema" ["$ref" "$id" "$schema" "$anchor" "$dynamicRef" "$dynamicAnchor" "$recursiveAnchor" "$defs" "$comment" "$vocabulary"
        "definitions" "title" "description" "type" "format" "enum" "const" "default" "example" "examples" "nullable"
        "readOnly" "writeOnly" "deprecated" "externalDocs" "xml" "discriminator" "allOf" "oneOf" "anyOf" "not" "if"
        "then" "else" "properties" "patternProperties" "additionalProperties" "propertyNames" "unevaluatedProperties"
        "required" "minProperties" "maxProperties" "dependentRequired" "dependentSchemas" "items" "prefixItems"
        "contains" "minContains" "maxContains" "unevaluatedItems" "minItems" "maxItems" "uniqueItems" "minLength"
        "maxLength" "pattern" "minimum" "maximum" "exclusiveMinimum" "exclusiveMaximum" "multipleOf"
        "contentEncoding" "contentMediaType" "contentSchema"];
}

/// Our own extensions that mean something.
const EXTENSIONS: [&str; 4] = [super::renames::KEY, "x-zephyrix-lint-ignore", "x-zephyrix-table", "x-zephyrix-unique"];

impl<'a> Cx<'a, '_> {
    /// Reports the fields of an object that mean nothing: misspelled ones most of all.
    pub(super) fn check_fields(&mut self, object: Object<'a>, known: &Known) {
        for entry in object.entries() {
            let key = &*entry.key;
            if known.fields.contains(&key) {
                continue;
            }
            let (what, near) = match key.strip_prefix("x-") {
                Some(rest) if !rest.starts_with("zephyrix") || EXTENSIONS.contains(&key) => continue,
                Some(_) => ("zephyrix", did_you_mean(key, EXTENSIONS)),
                None => (known.what, did_you_mean(key, known.fields.iter().copied())),
            };
            let found = Diagnostic::new(Code::UNKNOWN_FIELD, entry.key_span, format!("{what} has no field `{key}`"));
            self.log.push(match near {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None if what == "zephyrix" => found.help(format!("the extensions are {}", EXTENSIONS.join(", "))),
                None => found.help("it is passed over; extensions begin with `x-`"),
            });
        }
    }
}
