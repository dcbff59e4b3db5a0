//! Laying out what stands above what: levels, the order within a level, and places that keep apart.

/// How often the levels are gone through, down and up, to straighten the lines.
const SWEEPS: usize = 12;

/// What stands at a place of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A node, by its number.
    Node(usize),
    /// Where a line passes that goes on below.
    Bend,
}

/// Something at a level, with the lines that lead to it and from it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) level: usize,
    /// Its middle.
    pub(super) x: f64,
    upper: Vec<usize>,
    pub(super) lower: Vec<usize>,
}

/// A layered drawing: the nodes first, by their numbers, then the bends.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    pub(super) placed: Vec<Placed>,
    pub(super) levels: Vec<Vec<usize>>,
}

impl Layers {
    /// Lays out nodes of these widths; a line leads from an upper node to a lower one, which has a greater number.
    ///
    /// A node stands one level below the lowest above it. Bends are `narrow`.
    pub(super) fn new(wide: &[f64], lines: &[(usize, usize)], narrow: f64) -> Self {
        let mut level = vec![0; wide.len()];
        for lower in 0..wide.len() {
            let above = lines.iter().filter(|line| line.1 == lower).map(|line| level[line.0] + 1);
            level[lower] = above.max().unwrap_or(0);
        }
        let node = |(nth, level): (usize, &usize)| Placed::new(Item::Node(nth), *level);
        let mut layers = Self { placed: level.iter().enumerate().map(node).collect(), levels: Vec::new() };
        lines.iter().for_each(|&(upper, lower)| layers.join(upper, lower));
        let depth = level.iter().max().map_or(0, |deepest| deepest + 1);
        layers.levels = vec![Vec::new(); depth];
        (0..layers.placed.len()).for_each(|at| layers.levels[layers.placed[at].level].push(at));
        layers.order();
        layers.place(wide, narrow);
        layers
    }

    /// A line, by way of a bend at each level between.
    fn join(&mut self, upper: usize, lower: usize) {
        let mut from = upper;
        for level in self.placed[upper].level + 1..self.placed[lower].level {
            self.placed.push(Placed::new(Item::Bend, level));
            from = self.link(from, self.placed.len() - 1);
        }
        self.link(from, lower);
    }

    fn link(&mut self, upper: usize, lower: usize) -> usize {
        self.placed[upper].lower.push(lower);
        self.placed[lower].upper.push(upper);
        lower
    }

    /// Sorts each level by the middle of what its items hang on, again and again: fewer lines cross.
    fn order(&mut self) {
        self.number();
        for sweep in 0..SWEEPS {
            let down = sweep % 2 == 0;
            for nth in 0..self.levels.len() {
                let nth = if down { nth } else { self.levels.len() - 1 - nth };
                let placed = &self.placed;
                self.levels[nth]
                    .sort_by(|a, b| placed[*a].pull(placed, down).total_cmp(&placed[*b].pull(placed, down)));
                self.number();
            }
        }
    }

    fn number(&mut self) {
        for level in &self.levels {
            level.iter().enumerate().for_each(|(nth, at)| self.placed[*at].x = nth as f64);
        }
    }

    /// Draws each item towards the middle of what it hangs on, as far as its neighbours leave room.
    fn place(&mut self, wide: &[f64], narrow: f64) {
        let width = |item: Item| match item {
            Item::Node(nth) => wide[nth],
            Item::Bend => narrow,
        };
        for level in &self.levels {
            let widths: Vec<f64> = level.iter().map(|at| width(self.placed[*at].item)).collect();
            let mut left = -widths.iter().sum::<f64>() / 2.0;
            for (at, width) in level.iter().zip(widths) {
                self.placed[*at].x = left + width / 2.0;
                left += width;
            }
        }
        for sweep in 0..SWEEPS {
            for nth in 0..self.levels.len() {
                let nth = if sweep % 2 == 0 { nth } else { self.levels.len() - 1 - nth };
                let level = &self.levels[nth];
                let pull = |at: &usize| self.placed[*at].pull(&self.placed, sweep % 2 == 0);
                let wanted: Vec<(f64, f64)> =
                    level.iter().map(|at| (pull(at), width(self.placed[*at].item) / 2.0)).collect();
                let settled = settled(&wanted);
                level.iter().zip(settled).for_each(|(at, x)| self.placed[*at].x = x);
            }
        }
    }

    /// From where to where the drawing goes, middles only.
    pub(super) fn reach(&self) -> (f64, f64) {
        let ends = |(least, most): (f64, f64), one: &Placed| (least.min(one.x), most.max(one.x));
        self.placed.iter().fold((0.0, 0.0), ends)
    }
}

/// Places in the wanted order, none nearer to the next than the two half widths, between the leftmost and the rightmost
/// such arrangement.
fn settled(wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut from_left: Vec<f64> = wanted.iter().map(|(x, _)| *x).collect();
    let mut from_right = from_left.clone();
    for nth in 1..wanted.len() {
        let apart = wanted[nth - 1].1 + wanted[nth].1;
        from_left[nth] = from_left[nth].max(from_left[nth - 1] + apart);
        let back = wanted.len() - 1 - nth;
        from_right[back] = from_right[back].min(from_right[back + 1] - wanted[back].1 - wanted[back + 1].1);
    }
    from_left.iter().zip(from_right).map(|(a, b)| (a + b) / 2.0).collect()
}

impl Placed {
    fn new(item: Item, level: usize) -> Self {
        Self { item, level, x: 0.0, upper: Vec::new(), lower: Vec::new() }
    }

    /// The middle of what it hangs on, looking up or down; where it is if there is nothing.
    fn pull(&self, placed: &[Self], up: bool) -> f64 {
        let others = if up { &self.upper } else { &self.lower };
        let sum: f64 = others.iter().map(|other| placed[*other].x).sum();
        if others.is_empty() { self.x } else { sum / others.len() as f64 }
    }
}
