//! What the values of scalars look like in JSON.

use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{Scalar, Shape};

/// Names, in lower case, and what they stand for everywhere.
const NAMES: &[(&str, Scalar)] = &[
    ("int", Scalar::Int32),
    ("float", Scalar::Float64),
    ("string", Scalar::Text),
    ("id", Scalar::Text),
    ("boolean", Scalar::Bool),
    ("datetime", Scalar::DateTime),
    ("datetimeiso", Scalar::DateTime),
    ("iso8601datetime", Scalar::DateTime),
    ("awsdatetime", Scalar::DateTime),
    ("offsetdatetime", Scalar::DateTime),
    ("precisedatetime", Scalar::DateTime),
    ("date", Scalar::Date),
    ("iso8601date", Scalar::Date),
    ("localdate", Scalar::Date),
    ("time", Scalar::Time),
    ("offsettime", Scalar::Time),
    ("duration", Scalar::Duration),
    ("iso8601duration", Scalar::Duration),
    ("uuid", Scalar::Uuid),
    ("guid", Scalar::Uuid),
    ("bigint", Scalar::Int64),
    ("long", Scalar::Int64),
    ("int64", Scalar::Int64),
    ("safeint", Scalar::Int64),
    ("base64", Scalar::Base64),
    ("base64string", Scalar::Base64),
    ("bytes", Scalar::Base64),
    // Exact, which a number of JSON is not for everybody who reads it.
    ("decimal", Scalar::Text),
    ("bigdecimal", Scalar::Text),
    ("url", Scalar::Text),
    ("uri", Scalar::Text),
    ("email", Scalar::Text),
    ("emailaddress", Scalar::Text),
    ("phonenumber", Scalar::Text),
    ("html", Scalar::Text),
    ("markdown", Scalar::Text),
    ("cursor", Scalar::Text),
    ("locale", Scalar::Text),
    ("currency", Scalar::Text),
    ("gitobjectid", Scalar::Text),
    ("gitsshremote", Scalar::Text),
    ("x509certificate", Scalar::Text),
];

/// Parts of addresses that `@specifiedBy` names, and what is specified there.
const ADDRESSES: &[(&str, Scalar)] = &[
    ("rfc4122", Scalar::Uuid),
    ("rfc9562", Scalar::Uuid),
    ("scalars.graphql.org/andimarek/date-time", Scalar::DateTime),
    ("scalars.graphql.org/chillicream/date-time", Scalar::DateTime),
    ("scalars.graphql.org/chillicream/date", Scalar::Date),
    ("rfc3339", Scalar::DateTime),
];

/// What the values of a scalar look like: by its name, or else by where it is specified; whatever JSON can say if neither tells.
pub(super) fn shape(name: &str, specified: Option<&str>) -> Shape<Ref> {
    let name = name.to_ascii_lowercase();
    let named = NAMES.iter().find(|(known, _)| *known == name);
    let placed = || ADDRESSES.iter().find(|(known, _)| specified.is_some_and(|it| it.contains(known)));
    named.or_else(placed).map_or(Shape::Any, |(_, it)| Shape::Scalar(*it))
}
