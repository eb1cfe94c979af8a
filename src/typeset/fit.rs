//! The airiest density at which a document takes no more pages than wanted, in few layouts.
//!
//! A search over a grid of densities, the airiest first, that knows of a layout only its [`Extent`]. Where extents fall
//! steadily with density it always finds the airiest that fits. They need not: a block that may not break can make a denser
//! page hold less. So nothing is concluded of densities that were not tried but where to look next. How a document is laid
//! out, and what is said where nothing fits, is the caller's.

/// How many densities a grid has.
pub const GRID: usize = 11;

/// How many layouts there are at most.
pub const LAYOUTS: usize = 5;

/// How full a last page is at least that is not a short one.
pub const SHORT: f64 = 0.4;

/// How much a document shrinks from one density to the next, in parts of its extent at the airiest, before two layouts tell:
/// what the built-in themes have in the mean.
const SHRINKAGE: f64 = 0.029;

/// How far over, in pages, a document may be where other densities are still worth a try once the densest failed: much more
/// than a page moves because of a block that does not break.
const REACH: f64 = 0.15;

/// How much of the paper a document takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// How many pages.
    pub pages: usize,
    /// How full the last one is, from 0 to 1.
    pub last_fill: f64,
}

impl Extent {
    /// Whether the last of several pages has little on it.
    #[must_use]
    pub fn is_short(self) -> bool {
        self.pages > 1 && self.last_fill < SHORT
    }

    /// As one number, in pages.
    fn length(self) -> f64 {
        float(self.pages) - 1.0 + self.last_fill.clamp(0.0, 1.0)
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The densities that were tried, by their place in the grid, in this order.
    pub tried: Vec<(usize, Extent)>,
    /// The one chosen; none where no density tried takes so few pages.
    pub chosen: Option<(usize, Extent)>,
}

/// Looks on a grid of so many densities for the airiest that takes `most` pages; where the last of them would be a short one
/// and fewer pages do, for the airiest that takes fewer. `measure` lays the document out at one of them.
///
/// # Errors
/// The first of `measure`.
pub fn fit<E>(most: usize, grid: usize, mut measure: impl FnMut(usize) -> Result<Extent, E>) -> Result<Fit, E> {
    let mut search = Search { grid, tried: Vec::new() };
    let mut wanted = most;
    loop {
        while let Some(next) = search.next(wanted) {
            let extent = measure(next)?;
            search.tried.push((next, extent));
        }
        let chosen = best(&search.tried, most);
        match chosen {
            Some((_, extent)) if extent.is_short() && extent.pages <= wanted => wanted = extent.pages - 1,
            _ => return Ok(Fit { tried: search.tried, chosen }),
        }
    }
}

/// The best of some densities: that of most pages, among equals the airiest; where its last page is short, the best with fewer
/// pages, if there is one.
#[must_use]
pub fn best(tried: &[(usize, Extent)], most: usize) -> Option<(usize, Extent)> {
    let fitting = tried.iter().copied().filter(|(_, extent)| extent.pages <= most);
    let found = fitting.max_by(|one, other| one.1.pages.cmp(&other.1.pages).then(other.0.cmp(&one.0)))?;
    let fewer = found.1.is_short().then(|| best(tried, found.1.pages - 1)).flatten();
    Some(fewer.unwrap_or(found))
}

struct Search {
    grid: usize,
    tried: Vec<(usize, Extent)>,
}

impl Search {
    /// The density to try next; none where the answer is known, or cannot be.
    fn next(&self, wanted: usize) -> Option<usize> {
        let left = LAYOUTS.saturating_sub(self.tried.len());
        if left == 0 || self.grid == 0 {
            return None;
        }
        let indices = |fits: bool| self.tried.iter().filter(move |it| (it.1.pages <= wanted) == fits).map(|it| it.0);
        // The airiest that is known to fit, or one past the grid; all that were tried before it are too airy.
        let end = indices(true).min().unwrap_or(self.grid);
        let start = indices(false).filter(|index| *index < end).max().map_or(0, |index| index + 1);
        if start == 0 {
            // Most documents that are given a number of pages are near it, and many fit as they are.
            return (end > 0).then_some(0);
        }
        if start < end { Some(self.between(start, end, left, wanted)) } else { self.other(wanted) }
    }

    /// A density of `start..end` that leaves so few on either side that the other layouts can tell which of them it is.
    fn between(&self, start: usize, end: usize, left: usize, wanted: usize) -> usize {
        let densest = end - 1;
        let wanted = float(wanted);
        let room = 1 << (left - 1);
        let guess = match (start..end).find(|index| self.estimate(*index) <= wanted) {
            // Where this one fits, so may all that are airier, and to tell takes layouts. Where the one before it fails, it
            // is the airiest that may.
            Some(index) if index > start + room / 2 => index - 1,
            Some(index) => index,
            None => densest,
        };
        let (from, to) = (start.max(end.saturating_sub(room)), densest.min(start + room - 1));
        if from <= to {
            guess.clamp(from, to)
        } else if left == 1 && end == self.grid {
            // There is no telling any more which one it is, but whether there is one.
            densest
        } else {
            guess
        }
    }

    /// Where the densest fails: what was not tried and has the least extent, as far as can be told.
    fn other(&self, wanted: usize) -> Option<usize> {
        if self.tried.iter().any(|it| it.1.pages <= wanted) {
            return None;
        }
        let least = self.tried.iter().map(|it| it.1.length()).min_by(f64::total_cmp)?;
        let untried = (0..self.grid).filter(|index| self.tried.iter().all(|it| it.0 != *index));
        let next = untried.min_by(|one, other| self.estimate(*one).total_cmp(&self.estimate(*other)));
        next.filter(|_| least <= float(wanted) + REACH)
    }

    /// The extent to be expected at a density, from those next to it that were tried. The airiest has been.
    fn estimate(&self, index: usize) -> f64 {
        let known = |it: Option<&(usize, Extent)>| it.map(|it| (float(it.0), it.1.length()));
        let first = known(self.tried.iter().min_by_key(|it| it.0)).unwrap_or_default();
        let before = known(self.tried.iter().filter(|it| it.0 <= index).max_by_key(|it| it.0)).unwrap_or(first);
        let after = known(self.tried.iter().filter(|it| it.0 > index).min_by_key(|it| it.0));
        let slope = match after {
            Some(after) => (after.1 - before.1) / (after.0 - before.0),
            None if before.0 > first.0 && before.1 < first.1 => (before.1 - first.1) / (before.0 - first.0),
            None => -first.1 * SHRINKAGE,
        };
        before.1 + slope * (float(index) - before.0)
    }
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
