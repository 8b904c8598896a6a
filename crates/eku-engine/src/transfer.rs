//! A question to the engine and its answer as bytes, between two copies of one program: the page has a
//! web worker judge what is large.
//!
//! Entry points: [`Question`] and [`Answer`]. The form is no contract: the bytes live for as long as the
//! page, and both ends are of one version. JSON would not do: it leaves out what only the page shows.
//! A field that is added to a type here and not to its list does not compile.

mod deployment;
mod observation;
mod report;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::certificate::Certificate;
use crate::chain::Verified;
use crate::deployment::Deployment;
use crate::evidence::Observation;
use crate::report::Report;
use crate::time::Timestamp;

/// A deployment and the instants at which it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is judged.
    pub deployment: Deployment,
    /// What was seen of it at work.
    pub observations: Vec<Observation>,
    /// When.
    pub at: Timestamp,
    /// The present, where that is judged as well.
    pub today: Option<Timestamp>,
}

/// The reports that answer a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of the instant that was asked for.
    pub report: Report,
    /// Of the present, where that was asked for.
    pub today: Option<Report>,
}

impl Question {
    /// Judges.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.answer_again(&mut Verified::default())
    }

    /// The same, where signatures of the deployment were verified before.
    #[must_use]
    pub fn answer_again(&self, verified: &mut Verified) -> Answer {
        let Self { deployment, observations, at, today } = self;
        Answer {
            report: crate::check_again(deployment, observations, *at, verified),
            today: today.map(|today| crate::check_again(deployment, &[], today, verified)),
        }
    }

    /// The question as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        written(self)
    }

    /// The question that these bytes hold; `None` where this program did not write them.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        read(bytes, &mut |_| None)
    }
}

impl Answer {
    /// The answer as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        written(self)
    }

    /// The answer that these bytes hold; `None` where this program did not write them. `constant` gives
    /// the program's constant of this text: an answer holds many, such as the titles of sources.
    #[must_use]
    pub fn from_bytes(
        bytes: &[u8],
        constant: &mut dyn FnMut(&str) -> Option<&'static str>,
    ) -> Option<Self> {
        read(bytes, constant)
    }
}

structs! {
    Question { deployment, observations, at, today }
    Answer { report, today }
}

/// What can be written to bytes and read again.
trait Transfer: Sized {
    fn write(&self, output: &mut Output);
    fn read(input: &mut Input<'_>) -> Option<Self>;
}

/// What is written. Certificates and constants are written once, and referred to from then on.
#[derive(Default)]
struct Output {
    bytes: Vec<u8>,
    certificates: BTreeMap<usize, usize>,
    constants: BTreeMap<&'static str, usize>,
}

/// What is still to be read, and what can be referred to.
struct Input<'bytes> {
    bytes: &'bytes [u8],
    certificates: Vec<Arc<Certificate>>,
    constants: Vec<&'static str>,
    constant: &'bytes mut dyn FnMut(&str) -> Option<&'static str>,
}

impl Input<'_> {
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// A count of bytes that follow.
    fn blob(&mut self) -> Option<&[u8]> {
        let count = usize::read(self)?;
        self.take(count)
    }
}

fn written(value: &impl Transfer) -> Vec<u8> {
    let mut output = Output::default();
    value.write(&mut output);
    output.bytes
}

fn read<T: Transfer>(
    bytes: &[u8],
    constant: &mut dyn FnMut(&str) -> Option<&'static str>,
) -> Option<T> {
    let mut input = Input { bytes, certificates: Vec::new(), constants: Vec::new(), constant };
    let value = T::read(&mut input)?;
    input.bytes.is_empty().then_some(value)
}

impl Transfer for u64 {
    /// Seven bits a byte, the lowest first.
    fn write(&self, output: &mut Output) {
        let mut rest = *self;
        while rest > 0x7f {
            output.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        output.bytes.push(rest as u8);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = input.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

macro_rules! numbers {
    ($($number:ty)+) => { $(
        impl Transfer for $number {
            fn write(&self, output: &mut Output) {
                u64::try_from(*self).unwrap_or(u64::MAX).write(output);
            }

            fn read(input: &mut Input<'_>) -> Option<Self> {
                Self::try_from(u64::read(input)?).ok()
            }
        }
    )+ };
}

numbers! { u8 u16 u32 usize }

impl Transfer for bool {
    fn write(&self, output: &mut Output) {
        output.bytes.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(input.byte()? != 0)
    }
}

/// Bytes behind their count.
fn write_blob(bytes: &[u8], output: &mut Output) {
    bytes.len().write(output);
    output.bytes.extend_from_slice(bytes);
}

impl Transfer for String {
    fn write(&self, output: &mut Output) {
        write_blob(self.as_bytes(), output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(core::str::from_utf8(input.blob()?).ok()?.into())
    }
}

impl Transfer for Arc<str> {
    fn write(&self, output: &mut Output) {
        write_blob(self.as_bytes(), output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(core::str::from_utf8(input.blob()?).ok()?.into())
    }
}

impl Transfer for &'static str {
    fn write(&self, output: &mut Output) {
        let next = output.constants.len();
        match output.constants.get(self).copied() {
            Some(place) => place.write(output),
            None => {
                output.constants.insert(self, next);
                next.write(output);
                write_blob(self.as_bytes(), output);
            }
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let place = usize::read(input)?;
        if place == input.constants.len() {
            let text = String::read(input)?;
            let constant = (input.constant)(&text)?;
            input.constants.push(constant);
        }
        input.constants.get(place).copied()
    }
}

impl<T: Transfer> Transfer for Option<T> {
    fn write(&self, output: &mut Output) {
        self.is_some().write(output);
        if let Some(value) = self {
            value.write(output);
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        match bool::read(input)? {
            true => Some(Some(T::read(input)?)),
            false => Some(None),
        }
    }
}

impl<T: Transfer> Transfer for Vec<T> {
    fn write(&self, output: &mut Output) {
        self.len().write(output);
        self.iter().for_each(|one| one.write(output));
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let count = usize::read(input)?;
        // No more room than there can be values: each takes a byte or more.
        let mut all = Self::with_capacity(count.min(input.bytes.len()));
        for _ in 0..count {
            all.push(T::read(input)?);
        }
        Some(all)
    }
}

impl<T: Transfer, const N: usize> Transfer for [T; N] {
    fn write(&self, output: &mut Output) {
        self.iter().for_each(|one| one.write(output));
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let all: Option<Vec<T>> = (0..N).map(|_| T::read(input)).collect();
        all?.try_into().ok()
    }
}

/// Structs, each with all of its fields.
macro_rules! structs {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(
        impl $crate::transfer::Transfer for $name {
            fn write(&self, output: &mut $crate::transfer::Output) {
                let Self { $($field),+ } = self;
                $($field.write(output);)+
            }

            fn read(input: &mut $crate::transfer::Input<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::transfer::Transfer::read(input)?),+ })
            }
        }
    )+ };
}

/// Enums, each with all of its variants, numbered.
macro_rules! enums {
    ($($name:ident { $(
        $number:literal $variant:ident $(($($inner:ident),+))? $({ $($field:ident),+ })?
    ),+ $(,)? })+) => { $(
        impl $crate::transfer::Transfer for $name {
            fn write(&self, output: &mut $crate::transfer::Output) {
                match self { $(
                    Self::$variant $(($($inner),+))? $({ $($field),+ })? => {
                        output.bytes.push($number);
                        $($($inner.write(output);)+)?
                        $($($field.write(output);)+)?
                    }
                )+ }
            }

            fn read(input: &mut $crate::transfer::Input<'_>) -> Option<Self> {
                Some(match input.byte()? {
                    $($number => {
                        $($(let $inner = $crate::transfer::Transfer::read(input)?;)+)?
                        Self::$variant $(($($inner),+))?
                            $({ $($field: $crate::transfer::Transfer::read(input)?),+ })?
                    })+
                    _ => return None,
                })
            }
        }
    )+ };
}

use {enums, structs};
