//! OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0 by up-conversion.

use super::{Frontend, Input};
use zephyrix_ir::{Diagnostics, Draft};

/// The front end.
pub(super) struct OpenApi;

impl Frontend for OpenApi {
    fn claims(&self, _path: &str, text: &str) -> bool {
        text.contains("openapi") || text.contains("swagger")
    }

    fn lower(&self, _input: Input<'_>, _draft: &mut Draft, _log: &mut Diagnostics) {}
}
