//! Lists of documented codes: one row says the name, how it is printed, and what it means.

macro_rules! coded {
    ($(#[$doc:meta])* $list:ident: $($name:ident $key:literal $meaning:literal;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $list {
            $(#[doc = $meaning] $name,)+
        }

        impl $list {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const ROWS: &'static [(&'static str, &'static str)] = &[$(($key, $meaning)),+];

            /// How it is printed, in kebab case.
            pub const fn key(self) -> &'static str {
                Self::ROWS[self as usize].0
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                Self::ROWS[self as usize].1
            }
        }

        impl std::fmt::Display for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.key())
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }
    };
}

pub(super) use coded;
