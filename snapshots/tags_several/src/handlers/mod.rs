//! What the service does: one file a tag.

mod first;
mod second;
mod second_tag_not;
mod default;
mod u65e5u672c;
