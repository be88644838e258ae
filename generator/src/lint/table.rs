//! The table of rules.

use super::rule::Language::{GraphQl, OpenApi, Protobuf, Sql};
use super::rule::{Level, Rule};
use super::rules::{
    described, graphql, names, operations, paging, paths, protobuf, schemas, security, servers, tables, tags, unused,
};
use zephyrix_ir::Code;

macro_rules! rules {
    ($($code:path { $($name:literal $level:ident [$($language:ident)+] $(($fix:ident))? $family:ident::$run:ident $about:literal;)* })*) => {
        /// Every rule, family by family.
        pub const RULES: &[Rule] = &[$($(Rule {
            name: $name,
            level: Level::$level,
            code: $code,
            languages: &[$($language),+],
            about: $about,
            fixes: rules!(@fixes $($fix)?),
            run: $family::$run,
        }),*),*];
    };
    (@fixes) => { false };
    (@fixes fix) => { true };
}

rules! {
    Code::LINT_NAME {
        "operation-case" Warning [OpenApi Protobuf GraphQl] names::operation_case "names of operations are written in one way";
        "type-case" Warning [OpenApi Protobuf GraphQl] names::type_case "names of types and services are written in one way";
        "field-case" Warning [OpenApi Protobuf GraphQl] names::field_case "names of fields are written in one way";
        "parameter-case" Warning [OpenApi GraphQl] names::parameter_case "names of parameters and arguments are written in one way";
        "enum-value-case" Warning [OpenApi Protobuf GraphQl] names::enum_value_case "values of enums are written in one way";
        "path-case" Warning [OpenApi] names::path_case "fixed parts of paths are written in one way";
        "table-case" Warning [Sql] names::table_case "names of tables are written in one way";
        "column-case" Warning [Sql] names::column_case "names of columns are written in one way";
        "reserved-name" Warning [Sql] names::reserved_name "no table and no column is called by a word of SQL";
        "service-suffix" Note [Protobuf] protobuf::service_suffix "names of services end in `Service`";
        "enum-value-prefix" Warning [Protobuf] protobuf::enum_value_prefix "values of an enum begin with its name";
        "input-suffix" Note [GraphQl] graphql::input_suffix "names of input types end in `Input`";
        "field-prefix" Note [GraphQl] graphql::field_prefix "names of fields do not begin with that of their type";
    }
    Code::LINT_DESCRIPTION {
        "operation-description" Warning [OpenApi Protobuf GraphQl] described::operation_description "every operation says what it does";
        "type-description" Off [OpenApi Protobuf GraphQl] described::type_description "every type says what it is";
        "field-description" Off [OpenApi Protobuf GraphQl] described::field_description "every field says what it is";
        "parameter-description" Off [OpenApi GraphQl] described::parameter_description "every parameter and argument says what it is";
        "enum-value-description" Off [Protobuf GraphQl] described::enum_value_description "every value of an enum says what it means";
        "table-description" Off [Sql] described::table_description "every table says what it holds";
        "tag-description" Off [OpenApi] described::tag_description "every tag says what it is about";
        "info-description" Note [OpenApi] described::info_description "a document says what its service is for";
        "info-contact" Off [OpenApi] described::info_contact "a document says whom to ask";
        "info-license" Off [OpenApi] described::info_license "a document says what may be done with it";
        "deprecation-reason" Warning [GraphQl] described::deprecation_reason "what is deprecated says why";
    }
    Code::LINT_OPERATION {
        "operation-id" Warning [OpenApi] (fix) operations::operation_id "every operation has an `operationId`";
        "operation-tag" Note [OpenApi] tags::operation_tag "every operation has a tag";
        "tag-defined" Note [OpenApi] tags::tag_defined "tags of operations are declared";
        "tag-twice" Warning [OpenApi] (fix) tags::tag_twice "no operation has a tag twice";
        "success-response" Warning [OpenApi] operations::success_response "every operation declares an answer for when all goes well";
        "error-responses" Warning [OpenApi] operations::error_responses "every operation declares an answer for when the request is wrong";
        "error-problem" Off [OpenApi] operations::error_problem "errors are answered as `application/problem+json`";
        "body-on-get" Warning [OpenApi] operations::body_on_get "no `get`, `head` or `delete` takes a body";
        "list-without-paging" Warning [OpenApi Protobuf GraphQl] paging::list_without_paging "callers of lists can say how much they want";
        "rpc-messages" Note [Protobuf] protobuf::rpc_messages "an rpc has a request and a response of its own name";
        "rpc-shared-message" Note [Protobuf] protobuf::rpc_shared_message "no two rpcs share a message";
    }
    Code::LINT_SECURITY {
        "no-auth" Warning [OpenApi] security::no_auth "every operation says who may ask";
        "http-server" Warning [OpenApi] servers::http_server "services are asked by `https:`";
        "http-oauth" Error [OpenApi] security::http_oauth "tokens are given out by `https:`";
        "implicit-flow" Warning [OpenApi] security::implicit_flow "OAuth 2 goes without the implicit flow";
        "password-flow" Warning [OpenApi] security::password_flow "OAuth 2 goes without the password flow";
        "api-key-in-query" Warning [OpenApi] security::api_key_in_query "keys are not sent in addresses";
        "secret-in-url" Warning [OpenApi] security::secret_in_url "secrets are not sent in addresses";
        "scope-defined" Warning [OpenApi] security::scope_defined "scopes that are asked for are declared";
        "script-in-description" Warning [OpenApi] schemas::script_in_description "descriptions have no scripts";
        "unbounded-text" Off [OpenApi] schemas::unbounded_text "texts state how long they may be";
        "unbounded-list" Off [OpenApi] schemas::unbounded_list "lists state how long they may be";
    }
    Code::LINT_UNUSED {
        "unused-type" Warning [OpenApi GraphQl] unused::unused_type "something leads to every type";
        "unused-component" Warning [OpenApi] unused::unused_component "something leads to every other component";
        "unused-tag" Warning [OpenApi] tags::unused_tag "every tag that is declared is some operation's";
        "unused-scheme" Warning [OpenApi] security::unused_scheme "every security scheme is asked for";
    }
    Code::LINT_PATH {
        "path-trailing-slash" Warning [OpenApi] paths::path_trailing_slash "no path ends in a slash";
        "path-query" Warning [OpenApi] paths::path_query "no path has a query";
        "path-verb" Off [OpenApi] paths::path_verb "paths say what things are, not what is done";
        "ambiguous-paths" Warning [OpenApi] paths::ambiguous_paths "no request is for two paths";
        "server-trailing-slash" Warning [OpenApi] (fix) servers::server_trailing_slash "no address of a service ends in a slash";
        "server-example" Note [OpenApi] servers::server_example "addresses are real ones";
        "no-servers" Note [OpenApi] servers::no_servers "a document says where its service is";
    }
    Code::LINT_TYPE {
        "enum-twice" Warning [OpenApi] (fix) schemas::enum_twice "no value of an enum is listed twice";
        "required-undefined" Warning [OpenApi] schemas::required_undefined "what is required is among the properties";
        "ref-siblings" Warning [OpenApi] schemas::ref_siblings "nothing stands beside a `$ref` before OpenAPI 3.1";
        "enum-zero" Warning [Protobuf] protobuf::enum_zero "the value 0 of an enum is `…_UNSPECIFIED`";
        "enum-alias" Warning [Protobuf] protobuf::enum_alias "no number of an enum has two names";
        "package-defined" Warning [Protobuf] protobuf::package_defined "every file is in a package";
        "package-case" Warning [Protobuf] protobuf::package_case "packages are written in snake_case";
        "package-version" Warning [Protobuf] protobuf::package_version "packages end in a version";
    }
    Code::LINT_TABLE {
        "primary-key" Warning [Sql] tables::primary_key "every table has a primary key";
        "foreign-key-type" Warning [Sql] tables::foreign_key_type "a reference is of the type of what it refers to";
        "float-money" Warning [Sql] tables::float_money "money is not kept in binary floating point";
        "timestamp-zone" Warning [Sql] tables::timestamp_zone "moments are kept as such (PostgreSQL)";
        "char-type" Note [Sql] tables::char_type "texts are not filled up with blanks (PostgreSQL)";
        "json-text" Note [Sql] tables::json_text "JSON is kept as `jsonb` (PostgreSQL)";
        "small-key" Note [Sql] tables::small_key "keys that count have 64 bits";
        "serial" Note [Sql] tables::serial "keys that count are identities (PostgreSQL)";
        "duplicate-index" Warning [Sql] tables::duplicate_index "no two indexes are of the same columns";
    }
}

/// The rule of a name.
pub(super) fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|it| it.name == name)
}
