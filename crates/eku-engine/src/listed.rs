//! Enumerations that know all their values.

/// An enumeration, and `ALL`: its values in their order, none of which can be forgotten.
macro_rules! listed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$what:meta])* $value:ident),+ $(,)? }) => {
        $(#[$about])*
        pub enum $name { $($(#[$what])* $value),+ }

        impl $name {
            /// Every value, in the order of every report.
            pub const ALL: [Self; [$(Self::$value),+].len()] = [$(Self::$value),+];
        }
    };
}

pub(crate) use listed;
