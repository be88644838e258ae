//! How many values something lets pass beside what it let pass before.

/// The values of a next version beside those of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The very same.
    Same,
    /// Only some of them.
    Narrower,
    /// They, and others.
    Wider,
    /// Others, or nobody can tell.
    Other,
}

impl Extent {
    /// What holds of both: where this changes, and where that does.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, it) | (it, Self::Same) => it,
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }

    /// Of what is not valid, for what is.
    pub(super) fn inverted(self) -> Self {
        match self {
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            it => it,
        }
    }

    /// From whether some values are no longer there, and whether others are.
    pub(super) fn of(loses: bool, gains: bool) -> Self {
        match (loses, gains) {
            (false, false) => Self::Same,
            (true, false) => Self::Narrower,
            (false, true) => Self::Wider,
            (true, true) => Self::Other,
        }
    }

    /// Of a list of alternatives, or of things to hold, in any order: each of the one is looked for in the other, and of those
    /// that are left two are compared if there are no more. `more` is what one more of them makes of it.
    pub(super) fn of_lists<R>(was: &[R], is: &[R], more: Self, of: &mut dyn FnMut(&R, &R) -> Self) -> Self {
        let mut fresh: Vec<&R> = is.iter().collect();
        let mut gone = Vec::new();
        for it in was {
            match fresh.iter().position(|now| of(it, now) == Self::Same) {
                Some(at) => drop(fresh.remove(at)),
                None => gone.push(it),
            }
        }
        match (gone.as_slice(), fresh.as_slice()) {
            ([was], [is]) => of(was, is),
            (gone, fresh) => {
                let lost = if gone.is_empty() { Self::Same } else { more.inverted() };
                let gained = if fresh.is_empty() { Self::Same } else { more };
                lost.and(gained)
            }
        }
    }
}
