//! The published cases on which the crate was built, encoded and ready to be asked.
//!
//! | id | function | case | source |
//! | --- | --- | --- | --- |
//! | C1 | [`rolls_royce`] | Rolls-Royce TotalCare: engines paid for by the hour | MC16 §5.1 |
//! | C2 | [`sap`] | SAP Co-Innovation Labs: software made with partners and customers | MC16 §5.2 |
//! | C3 | [`unilever`] | Unilever Foodsolutions: chefs who work with chefs | MC16 §5.3 |
//! | C4 | [`bekaert`] | Bekaert: a licensed patent that trials made valuable | MC16 §5.4 |
//! | C5 | [`competence_management`] | a workshop of a competence management firm and its partners | DIA |
//! | C6 | [`consultancy_group`] | a workshop of a group of consultants | DIA |
//! | C7 | [`combitech`] | Combitech: a CRM tool that few want to fill in | DYN |
//! | C8 | [`greenco`] | GreenCo: a small maker of green building products | LRN |
//!
//! MC16 is Marcos-Cuevas, Nätti, Palo and Baumann (2016); the works behind the other keys are in
//! [`theory::WORKS`](crate::theory::WORKS). Each case holds what its text says and nothing else: every claim rests on evidence
//! with a place in the text, what the text leaves open is open, and a page of the documentation tells where each fact went
//! ([`facts`](crate::_documentation::facts)).
//!
//! ```
//! use cocreation::cases;
//! use cocreation::mapping::{self, Prior, Status};
//! use cocreation::theory::typology::{InteractionCapability::Developmental, PracticeKind::CoDiagnosis};
//!
//! let case = cases::rolls_royce();
//! let map = mapping::map([&case], &Prior::literature());
//! assert_eq!(map[(Developmental, CoDiagnosis)].status(), Status::Evidenced);
//!
//! // All of them, in the order of the table.
//! assert_eq!(cases::ALL.len(), 8);
//! assert!(cases::ALL.iter().all(|published| published.case().claims().len() > 100));
//! ```

use crate::case::Case;

/// A published case: its id in the table, its document and where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// `C1` to `C8`.
    pub id: &'static str,
    /// The name of its function here, and of its document in `examples/cases`.
    pub name: &'static str,
    /// The key of the work in which it was published.
    pub work: &'static str,
    /// The case document, in TOML.
    pub document: &'static str,
}

impl Published {
    /// The case. O(document).
    pub fn case(&self) -> Case {
        read(self.name, self.document)
    }
}

fn read(name: &str, document: &str) -> Case {
    match Case::from_toml(document) {
        Ok(case) => case,
        // Every document here is built by a test.
        Err(problems) => unreachable!("{name}: {problems}"),
    }
}

macro_rules! published {
    ($($id:ident $name:ident $work:literal $title:literal;)+) => {
        /// All of them, in the order of the table above.
        pub const ALL: &[Published] = &[$(Published {
            id: stringify!($id),
            name: stringify!($name),
            work: $work,
            document: include_str!(concat!("../examples/cases/", stringify!($name), ".toml")),
        }),+];

        $(
            #[doc = concat!($title, " (", stringify!($id), ").")]
            pub fn $name() -> Case {
                read(stringify!($name), include_str!(concat!("../examples/cases/", stringify!($name), ".toml")))
            }
        )+
    };
}

published! {
    C1 rolls_royce "MC16" "Rolls-Royce TotalCare";
    C2 sap "MC16" "SAP Co-Innovation Labs";
    C3 unilever "MC16" "Unilever Foodsolutions";
    C4 bekaert "MC16" "Bekaert carding solutions";
    C5 competence_management "DIA" "The workshop of the Competence Management Company";
    C6 consultancy_group "DIA" "The workshop of the Consultancy Group";
    C7 combitech "DYN" "Combitech and its CRM tool";
    C8 greenco "LRN" "GreenCo";
}
