//! Messages on the wire: what is sent is written already, so that it can be sent again.

use bytes::{BufMut, Bytes};
use std::marker::PhantomData;
use tonic::Status;
use tonic::codec::{BufferSettings, EncodeBuf, Encoder};
use tonic_prost::ProstDecoder;

/// Sends bytes as they are, and reads messages.
pub(super) struct Codec<T>(PhantomData<fn() -> T>);

impl<T> Codec<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: prost::Message + Default + 'static> tonic::codec::Codec for Codec<T> {
    type Encode = Bytes;
    type Decode = T;
    type Encoder = Written;
    type Decoder = ProstDecoder<T>;

    fn encoder(&mut self) -> Written {
        Written
    }

    fn decoder(&mut self) -> ProstDecoder<T> {
        ProstDecoder::new(BufferSettings::default())
    }
}

/// Messages that are written already.
pub(super) struct Written;

impl Encoder for Written {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        to.put(message);
        Ok(())
    }
}
