//! How messages are compressed: by gzip, or not.

use super::Status;
use crate::call::weight;
use crate::media::essence;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use http::HeaderValue;
use std::io::Read;

/// A compression of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// None.
    Identity,
    /// RFC 1952.
    Gzip,
}

/// Messages that are smaller would not become less.
const LEAST: usize = 1024;

impl Encoding {
    /// Its name, where it is one.
    pub(super) fn name(self) -> Option<HeaderValue> {
        (self == Self::Gzip).then(|| HeaderValue::from_static("gzip"))
    }

    /// What a sender says to have used.
    ///
    /// # Errors
    /// When it is none of these.
    pub(super) fn used(name: Option<&[u8]>) -> Result<Self, Status> {
        match name {
            None | Some(b"identity" | b"") => Ok(Self::Identity),
            Some(b"gzip") => Ok(Self::Gzip),
            Some(_) => Err(Status::unimplemented("Messages may be compressed by gzip.")),
        }
    }

    /// What to use for a receiver: gzip, where it is on its list and not refused (`gzip;q=0`).
    pub(super) fn wanted(list: Option<&HeaderValue>) -> Self {
        let list = list.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let reads = |it: &str| essence(it) == "gzip" && weight(it) > 0;
        if list.split(',').any(reads) { Self::Gzip } else { Self::Identity }
    }

    /// A message as it was before; never more than `limit` bytes of it.
    ///
    /// # Errors
    /// When it is not compressed so, or is larger.
    pub(super) fn unpack(self, message: Bytes, limit: usize) -> Result<Bytes, Status> {
        if self == Self::Identity || message.is_empty() {
            return Ok(message);
        }
        let mut whole = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let read = GzDecoder::new(&*message).take(most).read_to_end(&mut whole);
        match read {
            Ok(_) if whole.len() > limit => {
                Err(Status::resource_exhausted(format!("The message is larger than {limit} bytes.")))
            }
            Ok(_) => Ok(whole.into()),
            Err(_) => Err(Status::invalid_argument("The message is not compressed by gzip.")),
        }
    }

    /// A message compressed, where the receiver reads that and it is worth it, or `wished`.
    pub(super) fn pack(self, message: &[u8], wished: Option<bool>) -> Option<Vec<u8>> {
        if self == Self::Identity || !wished.unwrap_or(message.len() >= LEAST) {
            return None;
        }
        let mut packed = Vec::new();
        GzEncoder::new(message, Compression::fast()).read_to_end(&mut packed).ok().map(|_| packed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_grows_beyond_its_limit() {
        let packed = Bytes::from(Encoding::Gzip.pack(&vec![0; 100_000], None).unwrap());
        assert!(packed.len() < 1000);
        assert_eq!(Encoding::Gzip.unpack(packed.clone(), 100_000).unwrap().len(), 100_000);
        assert_eq!(
            Encoding::Gzip.unpack(packed.clone(), 99_999).unwrap_err().code(),
            super::super::Code::ResourceExhausted
        );
        let broken = packed.slice(..packed.len() - 9);
        assert_eq!(Encoding::Gzip.unpack(broken, 100_000).unwrap_err().code(), super::super::Code::InvalidArgument);
    }

    #[test]
    fn handlers_know_better() {
        let packs = |encoding: Encoding, length, wished| encoding.pack(&vec![0; length], wished).is_some();
        assert_eq!([1, LEAST].map(|it| packs(Encoding::Gzip, it, None)), [false, true]);
        assert_eq!([1, LEAST].map(|it| packs(Encoding::Gzip, it, Some(true))), [true, true]);
        assert_eq!([1, LEAST].map(|it| packs(Encoding::Gzip, it, Some(false))), [false, false]);
        assert!(!packs(Encoding::Identity, LEAST, Some(true)));
    }

    #[test]
    fn receivers_list_what_they_read() {
        let of = |it: &'static str| Encoding::wanted(Some(&HeaderValue::from_static(it)));
        for list in ["gzip", "br, gzip;q=0.5", "gzip ,identity"] {
            assert_eq!(of(list), Encoding::Gzip, "{list}");
        }
        for list in ["", "br", "gzip;q=0", "x-gzip"] {
            assert_eq!(of(list), Encoding::Identity, "{list}");
        }
        assert_eq!(Encoding::wanted(None), Encoding::Identity);
    }
}
