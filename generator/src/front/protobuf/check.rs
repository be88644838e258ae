//! What protobuf's own compiler refuses and the linker does not.

use super::files::About;
use prost_reflect::DescriptorPool;
use zephyrix_ir::Diagnostics;

/// Whether a file that is linked is good.
pub(super) fn file(_pool: &DescriptorPool, _name: &str, _about: &About, _log: &mut Diagnostics) -> bool {
    true
}
