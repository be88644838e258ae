//! Files that protobuf and those who use it take for granted: read where the tree has none of its own.
//!
//! `google/protobuf` is protobuf's own (BSD-3-Clause); `google/api`, `google/longrunning`, `google/rpc`, `google/type`
//! (googleapis) and `buf/validate` (protovalidate) are Apache-2.0. Each says so in its first lines,
//! and so does one that is changed. `zephyrix` is ours.

use super::edition::adapt;
use prost_reflect::DescriptorPool;
use std::sync::OnceLock;

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        /// Names as they are imported, and texts.
        const ALL: &[(&str, &str)] = &[$(($name, include_str!(concat!("bundled/", $name)))),*];
    };
}

bundled! {
    "buf/validate/validate.proto",
    "google/api/annotations.proto",
    "google/api/client.proto",
    "google/api/field_behavior.proto",
    "google/api/field_info.proto",
    "google/api/http.proto",
    "google/api/httpbody.proto",
    "google/api/launch_stage.proto",
    "google/api/resource.proto",
    "google/api/routing.proto",
    "google/api/visibility.proto",
    "google/longrunning/operations.proto",
    "google/protobuf/any.proto",
    "google/protobuf/api.proto",
    "google/protobuf/cpp_features.proto",
    "google/protobuf/descriptor.proto",
    "google/protobuf/duration.proto",
    "google/protobuf/empty.proto",
    "google/protobuf/field_mask.proto",
    "google/protobuf/source_context.proto",
    "google/protobuf/struct.proto",
    "google/protobuf/timestamp.proto",
    "google/protobuf/type.proto",
    "google/protobuf/wrappers.proto",
    "google/rpc/code.proto",
    "google/rpc/error_details.proto",
    "google/rpc/status.proto",
    "google/type/calendar_period.proto",
    "google/type/color.proto",
    "google/type/date.proto",
    "google/type/datetime.proto",
    "google/type/dayofweek.proto",
    "google/type/decimal.proto",
    "google/type/expr.proto",
    "google/type/fraction.proto",
    "google/type/interval.proto",
    "google/type/latlng.proto",
    "google/type/localized_text.proto",
    "google/type/money.proto",
    "google/type/month.proto",
    "google/type/phone_number.proto",
    "google/type/postal_address.proto",
    "google/type/quaternion.proto",
    "google/type/timeofday.proto",
    "zephyrix/auth.proto",
    "zephyrix/renamed.proto",
}

/// The text of a file.
pub(super) fn text(name: &str) -> Option<&'static str> {
    ALL.iter().find(|it| it.0 == name).map(|it| it.1)
}

/// A pool that knows what options there are, for files that do not import it.
pub(super) fn options() -> DescriptorPool {
    static LINKED: OnceLock<DescriptorPool> = OnceLock::new();
    let name = "google/protobuf/descriptor.proto";
    let linked = || {
        let file = protox_parse::parse(name, &adapt(text(name)?).ok()?.text).ok()?;
        let mut pool = DescriptorPool::new();
        pool.add_file_descriptor_proto(file).ok()?;
        Some(pool)
    };
    LINKED.get_or_init(|| linked().unwrap_or_default()).clone()
}
