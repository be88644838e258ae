//! The scalar types, <https://protobuf.dev/programming-guides/proto3/#scalar>.

use super::json;
use super::kind::{Kind, Pack, by_prost};
use crate::types::Base64;
use prost::bytes::BufMut;
use prost::encoding::{WireType, encode_varint, encoded_len_varint};
use serde::{Deserializer, Serializer};

macro_rules! in_json {
    ($read:ident $write:ident) => {
        fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error> {
            json::$read(from)
        }

        fn write<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error> {
            json::$write(value, to)
        }
    };
}

/// Numbers: what they are in Rust, in prost, in JSON, and how one is written in a packed field.
macro_rules! numbers {
    ($($(#[$docs:meta])* $name:ident: $value:ty = $prost:ident, $read:ident $write:ident, $wire:ident |$it:ident, $to:ident| $put:expr, |$of:pat_param| $size:expr;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Kind for $name {
            type Value = $value;

            fn absent() -> $value {
                <$value>::default()
            }

            fn is_absent(value: &$value) -> bool {
                // Not `== 0`: a float that is -0.0 is written.
                value.bits() == 0
            }

            by_prost!($prost);
            in_json!($read $write);
        }

        impl Pack for $name {
            const WIRE: WireType = WireType::$wire;

            fn put(&$it: &$value, $to: &mut impl BufMut) {
                $put;
            }

            fn size(&$of: &$value) -> usize {
                $size
            }
        }
    )*};
}

numbers! {
    /// `bool`.
    Bool: bool = bool, boolean write, Varint |it, to| encode_varint(it.bits(), to), |_| 1;
    /// `int32`.
    Int32: i32 = int32, whole write, Varint |it, to| encode_varint(it.bits(), to), |it| encoded_len_varint(it.bits());
    /// `int64`; a text in JSON.
    Int64: i64 = int64, whole write_text, Varint |it, to| encode_varint(it.bits(), to), |it| encoded_len_varint(it.bits());
    /// `uint32`.
    UInt32: u32 = uint32, whole write, Varint |it, to| encode_varint(it.bits(), to), |it| encoded_len_varint(it.bits());
    /// `uint64`; a text in JSON.
    UInt64: u64 = uint64, whole write_text, Varint |it, to| encode_varint(it.bits(), to), |it| encoded_len_varint(it.bits());
    /// `sint32`: zigzag, so that numbers near zero of either sign are short.
    SInt32: i32 = sint32, whole write, Varint |it, to| encode_varint(zigzag(it.into()), to), |it| encoded_len_varint(zigzag(it.into()));
    /// `sint64`: zigzag; a text in JSON.
    SInt64: i64 = sint64, whole write_text, Varint |it, to| encode_varint(zigzag(it), to), |it| encoded_len_varint(zigzag(it));
    /// `fixed32`.
    Fixed32: u32 = fixed32, whole write, ThirtyTwoBit |it, to| to.put_u32_le(it), |_| 4;
    /// `fixed64`; a text in JSON.
    Fixed64: u64 = fixed64, whole write_text, SixtyFourBit |it, to| to.put_u64_le(it), |_| 8;
    /// `sfixed32`.
    SFixed32: i32 = sfixed32, whole write, ThirtyTwoBit |it, to| to.put_i32_le(it), |_| 4;
    /// `sfixed64`; a text in JSON.
    SFixed64: i64 = sfixed64, whole write_text, SixtyFourBit |it, to| to.put_i64_le(it), |_| 8;
    /// `float`; NaN and the infinities are texts in JSON.
    Float: f32 = float, float write_float, ThirtyTwoBit |it, to| to.put_f32_le(it), |_| 4;
    /// `double`; NaN and the infinities are texts in JSON.
    Double: f64 = double, float write_float, SixtyFourBit |it, to| to.put_f64_le(it), |_| 8;
}

/// `string`.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Kind for Text {
    type Value = String;

    fn absent() -> String {
        String::new()
    }

    fn is_absent(value: &String) -> bool {
        value.is_empty()
    }

    by_prost!(string);
    in_json!(text write);
}

/// `bytes`; base64 in JSON, of either alphabet, padded or not, when it is read.
#[derive(Clone, Copy, Debug)]
pub struct Bytes;

impl Kind for Bytes {
    type Value = Base64;

    fn absent() -> Base64 {
        Base64::default()
    }

    fn is_absent(value: &Base64) -> bool {
        value.0.is_empty()
    }

    by_prost!(bytes.0);
    in_json!(base64 write);
}

/// A number as 64 bits, none of them set in a zero.
trait Bits {
    fn bits(self) -> u64;
}

macro_rules! bits {
    ($($type:ty: $it:ident => $bits:expr;)*) => {
        $(impl Bits for $type {
            #[allow(clippy::cast_sign_loss)] // Negative numbers are written with all their bits.
            fn bits(self) -> u64 {
                let $it = self;
                $bits
            }
        })*
    };
}

bits! {
    bool: it => u64::from(it);
    i32: it => i64::from(it) as u64;
    i64: it => it as u64;
    u32: it => u64::from(it);
    u64: it => it;
    f32: it => u64::from(it.to_bits());
    f64: it => it.to_bits();
}

#[allow(clippy::cast_sign_loss)]
fn zigzag(it: i64) -> u64 {
    ((it << 1) ^ (it >> 63)) as u64
}
