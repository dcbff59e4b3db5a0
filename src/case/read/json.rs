//! JSON as a tree: values are slices of the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Fault, Root, Tree, syntax};
use crate::case::problem::Problems;

/// Takes the text apart into the fields of the document; its sections stay slices of the text.
pub(super) fn root(text: &str) -> Result<Root<'_, &RawValue>, Problems> {
    match serde_json::from_str(text) {
        Ok(Fields(fields)) => Ok(Some(fields)),
        Err(error) if error.is_data() => well_formed(text).map(|()| None),
        Err(error) => Err(at_fault(&error)),
    }
}

fn well_formed(text: &str) -> Result<(), Problems> {
    serde_json::from_str::<&RawValue>(text).map(|_| ()).map_err(|error| at_fault(&error))
}

fn at_fault(error: &serde_json::Error) -> Problems {
    syntax(error.line().max(1) as u32, message(error))
}

/// The message without the line and column that serde_json puts behind it.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or_else(|| text.clone(), |(message, _)| message.to_owned())
}

impl<'t> Tree<'t> for &'t RawValue {
    fn offset(self, text: &str) -> usize {
        (self.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
    }

    fn fields(self) -> Option<Vec<(Cow<'t, str>, Self)>> {
        let Fields(fields) = serde_json::from_str(self.get()).ok()?;
        Some(fields)
    }

    fn elements(self) -> Option<Vec<Self>> {
        serde_json::from_str(self.get()).ok()
    }

    fn read<T: DeserializeOwned>(self, text: &str) -> Result<T, Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(self.get());
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let inner = error.inner();
            let lines_before = self.get().split_inclusive('\n').take(inner.line().saturating_sub(1));
            let offset = self.offset(text) + lines_before.map(str::len).sum::<usize>();
            Fault { path: super::below_item(&error.path().to_string()), offset, message: message(inner) }
        })
    }

    fn stream<T: DeserializeOwned>(self, _text: &str, take: &mut dyn FnMut(T)) -> Result<(), usize> {
        let mut done = 0;
        let mut counted = |item| {
            done += 1;
            take(item);
        };
        let mut deserializer = serde_json::Deserializer::from_str(self.get());
        let read = Elements { take: &mut counted }.deserialize(&mut deserializer);
        read.map_err(|_| done)
    }
}

/// The fields of an object, repeated ones included.
struct Fields<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> de::Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    fields.push((key, value));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);

/// A list whose elements are handed on one by one.
struct Elements<'a, T> {
    take: &'a mut dyn FnMut(T),
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Elements<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Elements<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element()? {
            (self.take)(element);
        }
        Ok(())
    }
}
