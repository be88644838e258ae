//! Which methods of a file are as they would be made now.

use super::site::Sites;
use super::{Note, Wanted, imports};
use crate::files::layout::{self, Layout};
use crate::files::manifest::Written;

impl Wanted<'_> {
    /// The methods in a text that are as their stubs would be laid out there.
    pub(in crate::files) fn as_made(&self, path: &str, text: &str, layout: &dyn Layout) -> Vec<Note> {
        let Ok(sites) = Sites::of(text, self.trait_name) else { return Vec::new() };
        let stubs = self.methods.iter().map(|(_, stub)| imports::shortened(stub, text, &sites.uses));
        let stubs: Vec<String> = stubs.collect();
        let laid = layout::methods(&stubs.iter().map(String::as_str).collect::<Vec<_>>(), layout);
        let all = self.methods.iter().zip(&laid);
        let made: Vec<(String, Written)> =
            all.map(|((name, stub), laid)| (self.key(name), Written::of(stub, laid.trim()))).collect();
        let is_made = |(_, key, there): &Note| made.iter().any(|(name, laid)| name == key && laid == there);
        self.notes(path, text, |_| true).into_iter().filter(is_made).collect()
    }
}
