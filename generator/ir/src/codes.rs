//! The table of diagnostic codes: stable ids, each with a page that `zephyrix explain ZX….` prints.
//!
//! `ZX00xx` the run and its arguments, `ZX01xx` reading text, `ZX02xx` the schema language, `ZX03xx` the
//! model, `ZX04xx` entities and storage, `ZX05xx` output, `ZX06xx` SQL and databases, `ZX07xx` versions of
//! a schema, `ZX08xx` GraphQL, `ZX09xx` rules of the linter, a code a family.

use crate::Severity::{self, Error, Note, Warning};

/// One kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// What users write and search for: `ZX` and four digits, never reused.
    pub id: &'static str,
    /// How bad it is by itself.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Its page: Markdown with the reason, an example and the mend.
    pub page: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal;)*) => {
        impl Code {
            $(#[doc = concat!("`", $id, "`: ", $title, ".")]
            pub const $name: &'static Self = &Self {
                id: $id,
                severity: $severity,
                title: $title,
                page: include_str!(concat!("../codes/", $id, ".md")),
            };)*
        }

        /// Every code, in order.
        pub const CODES: &[&Code] = &[$(Code::$name),*];
    };
}

codes! {
    UNREADABLE "ZX0001" Error "a source cannot be read";
    UNKNOWN_LANGUAGE "ZX0002" Error "no schema language claims a source";
    CONFIG "ZX0003" Error "zephyrix.toml says something that is not known";
    UNUSED_ALLOW "ZX0004" Warning "an allowed code that nothing needs";
    NO_SOURCES "ZX0005" Error "nothing to generate from";
    UNMATCHED "ZX0006" Warning "a selection of operations that selects none";
    SYNTAX "ZX0101" Error "text that is not YAML or JSON";
    DUPLICATE_KEY "ZX0102" Error "a key written twice in one mapping";
    ALIAS_BOMB "ZX0103" Error "aliases that expand to too much";
    TOO_DEEP "ZX0104" Error "nesting that is too deep";
    BAD_MERGE "ZX0105" Error "a merge key that merges no mapping";
    NOT_OPENAPI "ZX0201" Error "a document that does not say which OpenAPI it is";
    WRONG_TYPE "ZX0202" Error "a value of the wrong kind";
    MISSING "ZX0203" Error "a required field is missing";
    UNKNOWN_FIELD "ZX0204" Warning "a field that the specification does not have";
    UNSUPPORTED "ZX0205" Warning "a construct that is not honoured yet";
    REMOTE_REF "ZX0206" Error "a reference that leaves this machine";
    BAD_PATH "ZX0207" Error "a path template that cannot be routed";
    BAD_PATTERN "ZX0208" Error "a pattern that cannot be a linear-time regular expression";
    BAD_CONSTRAINT "ZX0209" Error "a constraint that no value can meet, or that has a wrong value";
    BAD_DEFAULT "ZX0210" Error "a default that its own schema refuses";
    UNENFORCED "ZX0211" Warning "an assertion that is not enforced";
    DUPLICATE_REQUIRED "ZX0212" Warning "a name twice in `required`";
    UNQUOTED "ZX0213" Warning "a number or boolean where a text belongs";
    FRAGMENT "ZX0218" Note "a path with a fragment";
    BAD_OVERLAY "ZX0220" Error "an overlay that cannot be applied";
    OVERLAY_UNMATCHED "ZX0221" Warning "an action of an overlay that changes nothing";
    PROTO_SYNTAX "ZX0230" Error "text that is not protobuf";
    PROTO_IMPORT "ZX0231" Error "an import that leads nowhere";
    PROTO_INVALID "ZX0232" Error "a definition that protobuf refuses";
    PROTO_HTTP "ZX0233" Warning "an HTTP rule that cannot be followed";
    PROTO_RULE "ZX0234" Warning "a rule of buf.validate that cannot be compiled";
    PROTO_BARE "ZX0235" Warning "an rpc that sends or answers a value without a message";
    GRPC_UNTOLD "ZX0236" Warning "an operation that no message of protobuf can tell";
    DANGLING "ZX0301" Error "a reference to something that is not there";
    CYCLE "ZX0302" Error "a type that contains itself with no way out";
    DUPLICATE_OPERATION "ZX0303" Error "two operations of one name";
    ROUTE_CLASH "ZX0304" Error "two path templates that match the same requests";
    PATH_PARAMETER "ZX0305" Error "a path template and its parameters that disagree";
    BAD_MERGED "ZX0306" Warning "schemas joined by allOf that disagree";
    DERIVED_NAME "ZX0307" Note "a name that had to be made up";
    NO_OPERATIONS "ZX0308" Warning "a document with no operation";
    UNKNOWN_SECURITY "ZX0309" Warning "a security requirement that names no scheme";
    UNPRINTABLE "ZX0310" Error "text that cannot be printed into code";
    RENAME_IN_USE "ZX0330" Error "an earlier name that something else has now";
    RENAME_CLAIMED "ZX0331" Error "an earlier name that two things claim";
    RENAME_IDLE "ZX0332" Warning "an earlier name that says nothing";
    NOT_ENTITY "ZX0401" Note "an operation that looks like storage and is not";
    ENTITY_CONFLICT "ZX0402" Warning "an entity whose operations disagree";
    UNDECLARED_ANSWER "ZX0403" Warning "an answer that the store may give and the contract does not declare";
    NEEDED_BODY "ZX0404" Note "a body that is needed, though the contract does not say so";
    HAND_EDITED "ZX0501" Error "a generated file that was edited by hand";
    ORPHAN_HANDLER "ZX0502" Warning "a handler for an operation that is gone";
    UNPARSED_HANDLER "ZX0503" Error "a handler file that cannot be parsed";
    FOREIGN_FILE "ZX0504" Error "a file in the way that zephyrix did not write";
    BAD_MANIFEST "ZX0505" Error "a manifest that cannot be read";
    BAD_NUMBERS "ZX0506" Error "numbers of protobuf that cannot be read";
    UNPLACED_STUB "ZX0507" Warning "a method for which there is no place";
    ORPHAN_FILE "ZX0508" Warning "a file of yours that nothing makes any more";
    NAME_CLASH "ZX0509" Error "names of files that differ in case alone";
    BEHIND "ZX0510" Warning "a file of yours that was made for another contract";
    CONFLICT "ZX0511" Warning "lines that you and zephyrix have both changed";
    EARLIER_VERSION "ZX0512" Warning "a project that an earlier zephyrix made";
    LATER_VERSION "ZX0513" Error "a project that a later zephyrix made";
    BAD_TEMPLATE "ZX0520" Error "a template that cannot be read";
    TEMPLATE_FAILED "ZX0521" Error "a template that cannot be filled";
    BAD_OUTPUT "ZX0522" Error "a path that templates and plugins may not write to";
    NOT_REPLACEABLE "ZX0523" Error "a file that another cannot take the place of";
    PLUGIN_FAILED "ZX0524" Error "a plugin that failed";
    PLUGIN_ANSWER "ZX0525" Error "a plugin's answer that cannot be used";
    PLUGIN_FINDING "ZX0526" Error "a finding of a plugin";
    SQL_SYNTAX "ZX0600" Error "an SQL statement that cannot be read";
    SQL_SKIPPED "ZX0601" Note "SQL statements that define nothing that is kept";
    SQL_UNKNOWN "ZX0602" Error "an SQL statement about something that is not there";
    SQL_DUPLICATE "ZX0603" Error "something defined twice in SQL";
    SQL_TYPE "ZX0604" Error "a type that the database does not have";
    SQL_CLAUSE "ZX0605" Warning "a part of an SQL definition that is not kept";
    SQL_HINT "ZX0606" Warning "a hint in an SQL comment that nothing knows";
    UNINDEXED_FILTER "ZX0620" Warning "a filter on a column without an index";
    UNSERVED_VIEW "ZX0621" Note "a view that is not served";
    TABLE_DISAGREES "ZX0622" Error "a table and the entity kept in it that disagree";
    UNBOUND_ENTITY "ZX0623" Warning "an entity without a table in the schema";
    ROW_SECURITY "ZX0624" Error "a table whose rows policies guard";
    MIGRATION_DESTRUCTIVE "ZX0640" Warning "a migration that loses data";
    MIGRATION_NARROWING "ZX0641" Warning "a migration after which values no longer fit";
    MIGRATION_REWRITE "ZX0642" Warning "a migration that writes a whole table anew";
    MIGRATION_INDEX "ZX0643" Warning "a migration that keeps writers out while it makes an index";
    MIGRATION_UNCHECKED "ZX0644" Warning "a migration that keeps writers out while it checks a constraint";
    MIGRATION_NOT_NULL "ZX0645" Warning "a migration that wants a value where rows have none";
    MIGRATION_RENAME "ZX0646" Warning "a migration that breaks the version that is running";
    MIGRATION_UNIQUE "ZX0647" Warning "a migration that keeps everybody out while it makes a key";
    QUERY_HEADER "ZX0680" Error "a query without a name, or with one that cannot be";
    QUERY_SYNTAX "ZX0681" Error "a query that cannot be read";
    QUERY_UNKNOWN "ZX0682" Error "a query about something that is not there";
    QUERY_UNTYPED "ZX0683" Error "a parameter or column of a query whose type nothing tells";
    QUERY_DISAGREES "ZX0684" Error "a query of which the database says otherwise";
    QUERY_SCAN "ZX0685" Warning "a statement for which a whole table is read";
    UNINDEXED_REFERENCE "ZX0686" Warning "a reference to another table without an index";
    OPERATION_GONE "ZX0700" Error "an operation that is gone";
    OPERATION_CHANGED "ZX0701" Error "an operation that is asked or answered in another way";
    TYPE_GONE "ZX0702" Error "a type that is gone, or called otherwise";
    TYPE_CHANGED "ZX0703" Error "a value that is of another type";
    FIELD_GONE "ZX0704" Error "a field that is gone";
    FIELD_CHANGED "ZX0705" Error "a field that is written in another way";
    VALUE_GONE "ZX0706" Error "a value of an enum that is gone, or called otherwise";
    RESERVATION_GONE "ZX0707" Error "numbers or names that are no longer reserved";
    FILE_CHANGED "ZX0708" Error "a file of another package or syntax";
    MORE_IS_NEEDED "ZX0709" Error "something that has to be sent, and had not";
    ANSWER_CHANGED "ZX0710" Error "something that is no longer answered";
    MAY_SURPRISE "ZX0711" Warning "a change that may surprise somebody";
    SOMETHING_NEW "ZX0712" Note "something new";
    ASSERTION_CHANGED "ZX0713" Error "a value of which something else must hold";
    SERVER_GONE "ZX0714" Error "an address that is gone";
    NOT_COMPARED "ZX0715" Warning "something that differs, and is not compared";
    ROWS_LOST "ZX0716" Error "rows or values that are lost";
    SQL_REFUSED "ZX0717" Error "a statement that is refused, and was not";
    ROWS_UNFIT "ZX0718" Error "rows that may not be what they have to be";
    COLUMN_CHANGED "ZX0719" Error "a column that holds something else";
    QUERY_CHANGED "ZX0720" Error "a named query that is another function";
    GRAPHQL_SYNTAX "ZX0800" Error "text that is not GraphQL";
    GRAPHQL_UNKNOWN "ZX0801" Error "something that a GraphQL schema does not define";
    GRAPHQL_DUPLICATE "ZX0802" Error "something defined twice in GraphQL";
    GRAPHQL_INTERFACE "ZX0803" Error "an interface that is not implemented as it says";
    GRAPHQL_DIRECTIVE "ZX0804" Error "a directive that is not applied as it is defined";
    GRAPHQL_VALUE "ZX0805" Error "a value that its GraphQL type refuses";
    GRAPHQL_ROOT "ZX0806" Error "root operation types that cannot be";
    GRAPHQL_INVALID "ZX0807" Error "a definition that GraphQL refuses";
    GRAPHQL_EXTENSION "ZX0808" Error "an extension of something that is not there";
    GRAPHQL_LENIENT "ZX0809" Warning "a rule of GraphQL that is broken without harm";
    GRAPHQL_UNTOLD "ZX0810" Note "an operation that no field of GraphQL can tell";
    GRAPHQL_OPERATION "ZX0820" Error "an operation that its GraphQL schema does not allow";
    GRAPHQL_UNNAMED "ZX0821" Error "an operation of GraphQL without a name";
    GRAPHQL_NO_SCHEMA "ZX0822" Error "operations of GraphQL without a schema";
    LINT_UNNEEDED "ZX0900" Warning "an exception from a rule that nothing needs";
    LINT_NAME "ZX0901" Warning "a name that is not written as names are";
    LINT_DESCRIPTION "ZX0902" Warning "something of which nobody says what it is";
    LINT_OPERATION "ZX0903" Warning "an operation that leaves something to guess";
    LINT_SECURITY "ZX0904" Warning "something that strangers can use or read";
    LINT_UNUSED "ZX0905" Warning "something that nothing leads to";
    LINT_PATH "ZX0906" Warning "a path or an address that is easily mistaken";
    LINT_TYPE "ZX0907" Warning "a type that says less than it should";
    LINT_TABLE "ZX0908" Warning "a table that will be a burden";
}
