//! TOML as a tree: values with their spans.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Fault, Tree, line_at, syntax};
use crate::case::problem::Problems;

pub(super) fn root(text: &str) -> Result<Spanned<DeValue<'_>>, Problems> {
    let table: Result<Spanned<DeTable<'_>>, _> = DeTable::parse(text);
    let table = table.map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        syntax(line, error.message().to_owned())
    })?;
    let span = table.span();
    Ok(Spanned::new(span, DeValue::Table(table.into_inner())))
}

impl<'t> Tree<'t> for &'t Spanned<DeValue<'t>> {
    fn offset(self, _text: &str) -> usize {
        self.span().start
    }

    fn fields(self) -> Option<Vec<(Cow<'t, str>, Self)>> {
        let table = self.get_ref().as_table()?;
        Some(table.iter().map(|(key, value)| (Cow::Borrowed(&**key.get_ref()), value)).collect())
    }

    fn elements(self) -> Option<Vec<Self>> {
        Some(self.get_ref().as_array()?.iter().collect())
    }

    fn read<T: DeserializeOwned>(self, _text: &str) -> Result<T, Fault> {
        let deserializer = ValueDeserializer::from(self.clone());
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let inner = error.inner();
            let offset = inner.span().map_or(self.span().start, |span| span.start);
            Fault { path: super::below_item(&error.path().to_string()), offset, message: inner.message().to_owned() }
        })
    }
}
