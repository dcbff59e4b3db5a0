//! Damaged files: whatever the bytes, the reader gives a value or an error. A stand-in for the fuzz target.

use std::io::Cursor;

use cocreation::refi::{Element, Limits, ReadOptions, read_codebook, read_project};
use proptest::prelude::*;

use super::{archive, bytes};

/// Reads bytes in every way there is; what is read is also printed.
fn survive(bytes: &[u8]) {
    let mut limits = Limits::default();
    (limits.xml_bytes, limits.text_bytes, limits.total_bytes) = (1 << 22, 1 << 20, 1 << 23);
    let options = ReadOptions::new().limits(limits);
    let wrapped = archive(&[("project.qde", bytes), ("sources/t.txt", "Anna 🤝\r\nsays".as_bytes())]);
    let projects = [read_project(Cursor::new(bytes), &options), read_project(Cursor::new(&*wrapped), &options)];
    for read in projects.into_iter().flatten() {
        let quoted = read.project.codings().filter(|(_, at, _)| at.is_some_and(|at| read.project.quote(at).is_some()));
        assert!(quoted.count() as u64 <= read.report.count(Element::Codings).read);
        assert!(!read.report.to_string().is_empty());
    }
    if let Ok(read) = read_codebook(bytes, &options) {
        assert!(!read.report.to_string().is_empty());
    }
}

/// The files to damage: archives, and the XML inside them.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for name in
        ["samples/pyrefiqda-0.3.1__two-coders.qdpx", "samples/synthetic_nvivo_win_like.qdpx", "hostile/zipslip.qdpx"]
    {
        let whole = bytes(name);
        let mut zip = zip::ZipArchive::new(Cursor::new(&*whole)).expect("an archive");
        let mut xml = Vec::new();
        std::io::copy(&mut zip.by_name("project.qde").expect("a project"), &mut xml).expect("its bytes");
        seeds.extend([whole, xml]);
    }
    seeds.push(bytes("samples/qualcoder-git__codebook.qdc"));
    seeds.push(super::details::everything().into_bytes());
    seeds
}

#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
    Splice(prop::sample::Index, prop::sample::Index, usize),
    End(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    let piece = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "\"",
        "</Code>",
        "<Code>",
        "&#1;",
        "&#x10FFFF;",
        "-1",
        "99999999999999999999",
        "\0",
        "]]>",
        "<![CDATA[",
        "\u{feff}",
        "<!--",
        "<?x?>",
        "<PlainTextSelection startPosition='1' endPosition='2'/>",
        "xmlns='a'",
        "<Coding/>",
        "\r\n",
    ]);
    prop_oneof![
        (index(), any::<u8>()).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        (index(), 1..200_usize).prop_map(|(at, length)| Damage::Cut(at, length)),
        (index(), piece).prop_map(|(at, piece)| Damage::Insert(at, piece.as_bytes().to_vec())),
        (index(), index(), 1..300_usize).prop_map(|(from, to, length)| Damage::Splice(from, to, length)),
        index().prop_map(Damage::End),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len();
    if length == 0 {
        return;
    }
    match damage {
        Damage::Flip(at, bits) => bytes[at.index(length)] ^= bits,
        Damage::Cut(at, cut) => drop(bytes.drain(at.index(length)..(at.index(length) + cut).min(length))),
        Damage::Insert(at, piece) => drop(bytes.splice(at.index(length)..at.index(length), piece.iter().copied())),
        Damage::Splice(from, to, count) => {
            let piece = bytes[from.index(length)..(from.index(length) + count).min(length)].to_vec();
            drop(bytes.splice(to.index(length)..to.index(length), piece));
        }
        Damage::End(at) => bytes.truncate(at.index(length)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_refused(
        seed in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..6),
    ) {
        let seeds = seeds();
        let mut bytes = seeds[seed.index(seeds.len())].clone();
        damages.iter().for_each(|damage| apply(&mut bytes, damage));
        survive(&bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survive(&bytes);
    }
}
