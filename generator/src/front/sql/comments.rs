//! Comments beside what they are about: documentation, and `-- zephyrix: key=value`.

use super::reader::Reader;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::Column;

impl Reader<'_> {
    /// Gives a column what the comments around `span` say.
    #[expect(clippy::unused_self, reason = "next")]
    pub(super) fn remark(&mut self, _: Span, _: Option<&mut Column>) {}
}
