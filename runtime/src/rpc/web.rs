//! gRPC-Web, <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md>: what browsers have instead of trailers, and of bytes.

use super::Status;
use super::envelope::put;
use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use futures_util::stream::{StreamExt, unfold};
use http::HeaderMap;

/// A frame that is the end of a stream.
const TRAILERS: u8 = 0x80;

/// How browsers have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Web {
    /// In bytes.
    Binary,
    /// In base64, for those who read only text.
    Text,
}

impl Web {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Binary => "application/grpc-web+proto",
            Self::Text => "application/grpc-web-text+proto",
        }
    }

    /// The frames that a body is.
    pub(super) fn read(self, body: Body) -> Body {
        match self {
            Self::Binary => body,
            Self::Text => {
                let pieces = unfold((body.into_data_stream(), Vec::new()), |(mut pieces, mut kept)| async move {
                    let read = match pieces.next().await? {
                        Ok(piece) => decoded(&mut kept, &piece),
                        Err(error) => Err(Status::unavailable(format!("The request breaks off: {error}."))),
                    };
                    Some((read.map_err(|it| it.to_string()), (pieces, kept)))
                });
                Body::from_stream(pieces)
            }
        }
    }

    /// Frames, and what is told after the last of them, as a browser reads it.
    pub(super) fn write(self, mut frames: BytesMut, last: Option<&HeaderMap>) -> BytesMut {
        if let Some(trailers) = last {
            put(&mut frames, TRAILERS, &listed(trailers));
        }
        match self {
            Self::Binary => frames,
            // Each piece with its padding: browsers read what is there of a text.
            Self::Text => STANDARD.encode(frames).as_bytes().into(),
        }
    }
}

/// Trailers as a text.
fn listed(trailers: &HeaderMap) -> Vec<u8> {
    let lines = trailers.iter().flat_map(|(name, value)| [name.as_str().as_bytes(), b":", value.as_bytes(), b"\r\n"]);
    lines.flatten().copied().collect()
}

/// The bytes of a piece of base64; what is not four characters yet is kept for the next. Padding may be anywhere between.
fn decoded(kept: &mut Vec<u8>, piece: &[u8]) -> Result<Bytes, Status> {
    kept.extend(piece.iter().filter(|it| !it.is_ascii_whitespace()));
    let whole: Vec<u8> = kept.drain(..kept.len() / 4 * 4).collect();
    let mut bytes = Vec::with_capacity(whole.len() / 4 * 3);
    for part in whole.chunk_by(|a, b| *a != b'=' || *b == b'=') {
        STANDARD.decode_vec(part, &mut bytes).map_err(|_| Status::invalid_argument("The request is not base64."))?;
    }
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn padding_may_be_between_pieces() {
        let mut kept = Vec::new();
        let mut read = |it: &[u8]| decoded(&mut kept, it).map(|it| it.to_vec()).ok();
        assert_eq!(read(b"AA==AQ=="), Some(vec![0, 1]));
        assert_eq!(
            (read(b"AAE"), read(b"=AAECAw="), read(b"=")),
            (Some(vec![]), Some(vec![0, 1, 0, 1, 2]), Some(vec![3]))
        );
        assert_eq!(read(b"A*AA"), None);
    }
}
