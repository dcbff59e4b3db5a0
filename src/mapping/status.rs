//! What a cell of the map says, in an order of strength.

use std::fmt;

/// The data of a [`Status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// How JSON writes it, in kebab case.
    pub key: &'static str,
    /// How a text names it.
    pub label: &'static str,
    /// What it says of capability and practice.
    pub meaning: &'static str,
    /// How a table marks it: one character.
    pub symbol: char,
}

macro_rules! statuses {
    ($($name:ident $key:literal $label:literal $symbol:literal $meaning:literal;)+) => {
        /// What the evidence says of one capability and one practice.
        ///
        /// The order is the order of strength, strongest first, and a cell has the strongest that applies. First comes
        /// what claims say of the link itself, for it and then against it; then what a case shows around the link
        /// without saying it; then a search that found nothing; then theory; then nothing. A denial is therefore not
        /// hidden by a mere co-occurrence, and a link that is both stated and denied is shown as stated and marked
        /// *contested*.
        ///
        /// ```
        /// use cocreation::mapping::Status;
        ///
        /// assert!(Status::Evidenced < Status::Inferred, "the strongest comes first");
        /// assert!(Status::Violated < Status::CoOccurring, "a denial is not hidden by a co-occurrence");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Status {
            $(#[doc = $meaning] $name,)+
        }

        impl Status {
            /// Every status, strongest first.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Key, label, meaning and symbol. O(1).
            ///
            /// ```
            /// let row = cocreation::mapping::Status::SearchedNotFound.row();
            /// assert_eq!((row.key, row.label, row.symbol), ("searched-not-found", "searched, not found", '∅'));
            /// ```
            pub const fn row(self) -> &'static StatusRow {
                const ROWS: &[StatusRow] =
                    &[$(StatusRow { key: $key, label: $label, meaning: $meaning, symbol: $symbol }),+];
                &ROWS[self as usize]
            }
        }
    };
}

statuses! {
    Evidenced "evidenced" "evidenced" '●'
        "A source states that the capability enables the practice.";
    Inferred "inferred" "inferred" '◐'
        "A coder read out of a source that the capability enables the practice.";
    Violated "violated" "violated" '×'
        "A claim says that the capability does not enable the practice.";
    CoOccurring "co-occurring" "co-occurring" '○'
        "An actor with the capability takes part in the practice; no link is claimed.";
    Underpinning "underpinning" "underpinning" '┴'
        "The capability carries others or a sphere; no link to the practice is claimed.";
    SearchedNotFound "searched-not-found" "searched, not found" '∅'
        "The link was looked for and not found.";
    Theoretical "theoretical" "theoretical" '§'
        "The prior names a source that speaks of it; no case says anything.";
    NotSearched "not-searched" "not searched" '·'
        "No case says anything, and none records that it looked: unknown.";
}

impl Status {
    /// Whether a holding claim links capability and practice: evidenced or inferred.
    ///
    /// ```
    /// use cocreation::mapping::Status;
    ///
    /// let links: Vec<_> = Status::ALL.iter().filter(|status| status.is_link()).collect();
    /// assert_eq!(links, [&Status::Evidenced, &Status::Inferred]);
    /// ```
    pub const fn is_link(self) -> bool {
        matches!(self, Self::Evidenced | Self::Inferred)
    }
}

impl fmt::Display for Status {
    /// Its label.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row().label)
    }
}

impl serde::Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.row().key)
    }
}
