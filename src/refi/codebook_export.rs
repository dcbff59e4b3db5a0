//! The theory's closed lists and codebooks of one's own as codes that programs for qualitative analysis can take in.

use super::guid::Guid;
use super::loss::{LossKind, Losses};
use super::project::{Code, CodeIndex, Codebook};
use super::writing::guid_of;
use crate::case;
use crate::theory::typology::{LISTS, List};

/// What the files that this crate writes say of their origin.
pub(super) const ORIGIN: &str = concat!("cocreation ", env!("CARGO_PKG_VERSION"));

/// The theory's closed lists as codes, and these codebooks behind them; with what codes cannot hold.
///
/// Each list and each codebook is a folder. A code always has the same id, so that two people who take the theory into their
/// programs code with the same codes. [`write_codebook`](super::write_codebook) makes a file of it. O(entries).
///
/// ```
/// use cocreation::case::{self, OwnCode};
/// use cocreation::refi;
///
/// let own = case::Codebook::new("studio").code(OwnCode::new("sketching", "Sketching together"));
/// let (book, _) = refi::codebook(&[own]);
/// let paths: Vec<String> = book.code_indices().map(|code| book.code_path(code)).collect();
/// assert!(paths.contains(&"theory/practice/Co-design".to_owned()));
/// assert_eq!(paths.last().map(String::as_str), Some("studio/Sketching together"));
///
/// let file = refi::write_codebook(&book)?;
/// assert!(file.bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook "));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn codebook(own: &[case::Codebook]) -> (Codebook, Losses) {
    let mut tree = Tree::default();
    let theory = tree.theory();
    LISTS.iter().for_each(|list| tree.list(theory, list));
    for book in own {
        tree.own("", book);
    }
    (Codebook { origin: Some(ORIGIN.to_owned()), codes: tree.codes, sets: Vec::new() }, tree.losses)
}

/// Codes that are being put into a tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) codes: Vec<Code>,
    pub(super) losses: Losses,
}

impl Tree {
    pub(super) fn push(&mut self, code: Code) -> CodeIndex {
        self.codes.push(code);
        CodeIndex::new(self.codes.len() - 1)
    }

    pub(super) fn theory(&mut self) -> CodeIndex {
        self.push(Code::new(guid_of("theory"), "theory").folder())
    }

    pub(super) fn list(&mut self, theory: CodeIndex, list: &List) {
        let folder = Code::new(guid_of(&format!("theory/{}", list.key)), list.key).folder().below(theory);
        let folder = self.push(folder.description(list.meaning));
        for entry in list.entries {
            let aliases =
                if entry.aliases.is_empty() { String::new() } else { format!(" Also: {}.", entry.aliases.join(", ")) };
            let code = Code::new(entry_guid(list.key, entry.key), entry.label).below(folder);
            self.push(code.description(format!("{}{aliases}", entry.definition)));
        }
    }

    /// A codebook of one's own; gives the positions of its codes. `scope` tells apart codebooks of several cases.
    pub(super) fn own(&mut self, scope: &str, book: &case::Codebook) -> Vec<CodeIndex> {
        let name = book.title.as_deref().unwrap_or(&book.id);
        let folder = self.push(Code::new(guid_of(&format!("{scope}codebook/{}", book.id)), name).folder());
        book.codes.iter().map(|own| self.own_code(scope, book, folder, own)).collect()
    }

    fn own_code(&mut self, scope: &str, book: &case::Codebook, folder: CodeIndex, own: &case::OwnCode) -> CodeIndex {
        let mut code =
            Code::new(guid_of(&format!("{scope}codebook/{}/{}", book.id, own.id)), &*own.label).below(folder);
        let same_as = match &own.crosswalk {
            case::Crosswalk::Unknown => None,
            case::Crosswalk::NoEquivalent => Some("Nothing in the theory corresponds.".to_owned()),
            case::Crosswalk::To(codes) => {
                let keys: Vec<String> = codes.iter().map(ToString::to_string).collect();
                Some(format!("Corresponds to {}.", keys.join(", ")))
            }
        };
        if same_as.is_some() {
            self.losses.note(LossKind::Crosswalk, || format!("{}/{}", book.id, own.id));
        }
        let lines: Vec<String> = own.definition.as_deref().map(str::to_owned).into_iter().chain(same_as).collect();
        code.description = Some(lines.join("\n")).filter(|text| !text.is_empty());
        self.push(code)
    }
}

pub(super) fn entry_guid(list: &str, entry: &str) -> Guid {
    guid_of(&format!("theory/{list}/{entry}"))
}
