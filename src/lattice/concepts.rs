//! All formal concepts, one after the other.

use std::iter::FusedIterator;

use super::context::Context;
use super::set::{self, Set};

/// A formal concept: the objects that share the attributes, and the attributes that the objects share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Concept {
    /// The objects: all that have every attribute of the intent.
    pub extent: Set,
    /// The attributes: all that every object of the extent has.
    pub intent: Set,
}

/// Finds every formal concept of a context, in the lectic order of the intents.
///
/// It answers: which groups of objects are told by what they share, and by what? The first concept is that of all objects,
/// the last that of all attributes; a concept comes after every more general one. The iterator is lazy and asks for no
/// limit: take as many as wanted.
///
/// One concept costs O(attributes × (objects + attributes) / 64) and more only where many attributes are tried in vain;
/// on 1 000 objects and 60 attributes some hundred thousand come in a second. It keeps, for each attribute of the intent
/// that it is at, one extent, one intent and eight bytes for each attribute: at most
/// (attributes + 1) × (objects / 8 + 9 × attributes) bytes, however many concepts there are.
///
/// Source: Kuznetsov's Close-by-One in the order of Ganter's NextClosure; as in In-Close (Andrews 2009) the test for
/// having been found before stops early, and as in FCbO (Outrata & Vychodil 2012) a test that failed is remembered below.
///
/// ```
/// use cocreation::lattice::{self, Incidence, Reading, Table};
///
/// // A cross table: ann sews and knits, bob knits and sings, eve knits.
/// let cells = ["110", "011", "010"];
/// let table = Table::new(["ann", "bob", "eve"], ["sews", "knits", "sings"], |object, attribute| {
///     if cells[object].as_bytes()[attribute] == b'1' { Incidence::Has } else { Incidence::Lacks }
/// });
/// let context = table.context(Reading::Lower);
///
/// let sizes = lattice::concepts(&context).map(|concept| (concept.extent.len(), concept.intent.len()));
/// // All three knit; bob also sings; ann also sews; nobody does everything.
/// assert_eq!(sizes.collect::<Vec<_>>(), [(3, 1), (1, 2), (1, 2), (0, 3)]);
/// // What at least two share: that they knit.
/// assert_eq!(lattice::concepts(&context).of_at_least(2).count(), 1);
/// ```
pub fn concepts(context: &Context) -> Concepts<'_> {
    let (objects, attributes) = (context.table.objects.len(), context.table.attributes.len());
    let (extent, brought) = (Set::empty(objects), Set::empty(attributes));
    Concepts { context, support: 0, frames: Vec::new(), extent, brought, begun: false }
}

/// The formal concepts of a context; made by [`concepts`].
#[derive(Clone, Debug)]
pub struct Concepts<'c> {
    context: &'c Context,
    support: usize,
    frames: Vec<Frame>,
    /// The extent that is being tried, and what it brings with it.
    extent: Set,
    brought: Set,
    begun: bool,
}

/// A concept whose attributes are being tried, the last one first: only so do the intents come in lectic order.
#[derive(Clone, Debug)]
struct Frame {
    concept: Concept,
    /// The attributes from `least` up to `next` are still to be tried.
    least: usize,
    next: usize,
    /// What is known of adding each attribute, here and therefore in every frame above.
    known: Box<[Known]>,
}

/// What is known of adding an attribute to an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Nothing,
    /// It brings this earlier attribute with it: an intent without that one was found before.
    Brings(u32),
    /// Too few objects have it.
    Rare,
}

impl Concepts<'_> {
    /// Only the concepts of at least so many objects (an *iceberg* lattice, without its bottom). The others are not
    /// gone through. Applied to an iterator that has begun, it starts anew.
    #[must_use]
    pub fn of_at_least(self, objects: usize) -> Self {
        Self { support: objects, begun: false, frames: Vec::new(), ..self }
    }

    fn begin(&mut self) -> Option<Concept> {
        self.begun = true;
        let extent = Set::full(self.context.table.objects.len());
        let intent = self.context.intent(&extent);
        let known = vec![Known::Nothing; self.context.table.attributes.len()].into();
        let frequent = extent.len() >= self.support;
        frequent.then(|| self.descend(Concept { extent, intent }, 0, known))
    }

    fn descend(&mut self, concept: Concept, least: usize, known: Box<[Known]>) -> Concept {
        self.frames.push(Frame { concept: concept.clone(), least, next: self.context.table.attributes.len(), known });
        concept
    }

    /// Tries the attribute on the concept of the last frame.
    fn add(&mut self, attribute: usize) -> Option<Concept> {
        let (context, extent) = (self.context, &mut self.extent);
        let frame = self.frames.last_mut()?;
        let concept = &frame.concept;
        let column = context.columns().row(attribute);
        let both = concept.extent.words().iter().zip(column);
        extent.words_mut().iter_mut().zip(both).for_each(|(word, (a, b))| *word = a & b);
        if self.support > 0 && extent.len() < self.support {
            frame.known[attribute] = Known::Rare;
            return None;
        }
        let brought = self.brought.words_mut();
        set::fill(brought, context.table.attributes.len());
        set::subtract(brought, concept.intent.words());
        set::remove(brought, attribute);
        shared(context, extent, brought);
        if let Some(earlier) = set::first(brought).filter(|first| *first < attribute) {
            frame.known[attribute] = Known::Brings(earlier as u32);
            return None;
        }
        set::insert(brought, attribute);
        let concept = Concept { extent: extent.clone(), intent: concept.intent.union(&self.brought) };
        let known = frame.known.clone();
        Some(self.descend(concept, attribute + 1, known))
    }
}

/// Keeps of these attributes those that all the objects have. A few objects are mostly enough to see that none is left.
fn shared(context: &Context, extent: &Set, attributes: &mut [u64]) {
    for object in extent.iter() {
        set::intersect(attributes, context.rows().row(object));
        if attributes.iter().all(|word| *word == 0) {
            return;
        }
    }
}

impl Iterator for Concepts<'_> {
    type Item = Concept;

    fn next(&mut self) -> Option<Concept> {
        if !self.begun {
            return self.begin();
        }
        loop {
            let frame = self.frames.last_mut()?;
            if frame.next == frame.least {
                self.frames.pop();
                continue;
            }
            frame.next -= 1;
            let (attribute, intent) = (frame.next, &frame.concept.intent);
            let idle = intent.contains(attribute)
                || match frame.known[attribute] {
                    Known::Nothing => false,
                    Known::Brings(earlier) => !intent.contains(earlier as usize),
                    Known::Rare => true,
                };
            if !idle && let Some(concept) = self.add(attribute) {
                return Some(concept);
            }
        }
    }
}

impl FusedIterator for Concepts<'_> {}
