//! How much of the paper laid-out text takes, in pages and in lines.
//!
//! What counts is text, without what is repeated on every page: running heads, feet and whatever else a theme marks as an
//! artifact. Panels, bands and rules go down to the foot of a page however little stands beside them.
//!
//! Typst does not tell the margins of a page. The text's area is taken to go from the top of the last page's first line to
//! the lowest line of all pages, or, where there is one page only, to a margin like that above the text.

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::pdf::ArtifactElem;

use super::Typeset;
use super::fit::Extent;

/// How far above the baseline letters reach, in em.
const CAPITALS: f64 = 0.68;

/// Baselines that are closer, in points, are one line: raised numbers, icons with text.
const ONE_LINE: f64 = 3.0;

/// A piece of text on a page, in points from the top.
#[derive(Debug, Clone, Copy)]
struct Piece {
    top: f64,
    baseline: f64,
}

impl Typeset<'_> {
    /// How many pages there are, and how full the last one is.
    #[must_use]
    pub fn extent(&self) -> Extent {
        let pages = self.text_by_page();
        let lowest = |page: &[Piece]| page.iter().map(|piece| piece.baseline).fold(0.0, f64::max);
        let last_fill = match pages.split_last() {
            Some((last, others)) if !last.is_empty() => {
                let top = last.iter().map(|piece| piece.top).fold(f64::INFINITY, f64::min);
                let end = lowest(last);
                let bottom = if others.is_empty() {
                    let height = self.document().pages().first().map_or(0.0, |page| page.frame.height().to_pt());
                    height - top
                } else {
                    others.iter().map(|page| lowest(page)).fold(0.0, f64::max)
                };
                // Where the page before ends early, the last one is the measure.
                ((end - top) / (bottom.max(end) - top).max(1.0)).clamp(0.0, 1.0)
            }
            _ => 0.0,
        };
        Extent { pages: pages.len(), last_fill }
    }

    /// How many lines of text stand on the pages after the first so many; what stands side by side is one line.
    #[must_use]
    pub fn lines_after(&self, pages: usize) -> usize {
        let lines = |page: &Vec<Piece>| {
            let mut baselines: Vec<f64> = page.iter().map(|piece| piece.baseline).collect();
            baselines.sort_by(f64::total_cmp);
            let mut last = f64::NEG_INFINITY;
            let starts = baselines.into_iter().filter(|baseline| {
                let new = *baseline - last > ONE_LINE;
                if new {
                    last = *baseline;
                }
                new
            });
            starts.count()
        };
        self.text_by_page().iter().skip(pages).map(lines).sum()
    }

    fn text_by_page(&self) -> Vec<Vec<Piece>> {
        let mut artifacts = Vec::new();
        let pieces = self.document().pages().iter().map(|page| {
            let mut walk = Walk { artifacts: &mut artifacts, pieces: Vec::new() };
            walk.frame(&page.frame, Transform::identity());
            walk.pieces
        });
        pieces.collect()
    }
}

struct Walk<'w> {
    /// The artifacts that have begun and not ended.
    artifacts: &'w mut Vec<Location>,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) if self.artifacts.is_empty() => {
                    let height = |y| Point::with_y(y).transform(here).y.to_pt();
                    let (top, baseline) = (height(-text.size * CAPITALS), height(typst::layout::Abs::zero()));
                    self.pieces.push(Piece { top, baseline });
                }
                FrameItem::Tag(Tag::Start(element, _)) if element.is::<ArtifactElem>() => {
                    self.artifacts.extend(element.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.artifacts.retain(|open| open != location),
                FrameItem::Text(_)
                | FrameItem::Tag(_)
                | FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
