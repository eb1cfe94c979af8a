//! What stands on laid-out pages: each run of text with its place, size and colours, and the targets of links.
//!
//! Places are in points from the top left corner of the page, after all moving, turning and scaling. The ground of a text
//! is the page and every filled shape below the text's middle, taken as the rectangle around it; where one of them is an
//! image or a gradient, the ground is not known.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Destination;
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Color, Paint, ProcessColor};
use typst_layout::PagedDocument;

/// How far above the baseline letters are taken to reach, in em: the height of capitals in most fonts.
const CAPITALS: f64 = 0.68;

/// Red, green, blue, each from 0 to 1.
pub(super) type Rgb = [f64; 3];

/// A rectangle in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    fn around(points: [Point; 4]) -> Self {
        let all = |pick: fn(&Point) -> f64| points.iter().map(pick).collect::<Vec<_>>();
        let (xs, ys) = (all(|point| point.x.to_pt()), all(|point| point.y.to_pt()));
        let least = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |all: &[f64]| all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { left: least(&xs), top: least(&ys), right: most(&xs), bottom: most(&ys) }
    }

    fn transformed(min: Point, max: Point, transform: Transform) -> Self {
        let corners = [min, Point::new(max.x, min.y), Point::new(min.x, max.y), max];
        Self::around(corners.map(|corner| corner.transform(transform)))
    }

    /// What two have in common; its sides are the wrong way round where they have nothing.
    pub(super) fn common(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether another lies within, give or take so many points.
    pub(super) fn holds(self, other: Self, slack: f64) -> bool {
        self.left - slack <= other.left
            && self.top - slack <= other.top
            && other.right <= self.right + slack
            && other.bottom <= self.bottom + slack
    }

    fn middle(self) -> Self {
        let (x, y) = (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom));
        Self { left: x, top: y, right: x, bottom: y }
    }
}

/// A run of text.
#[derive(Debug)]
pub(super) struct Run<'d> {
    /// Its page, counted from zero.
    pub(super) page: usize,
    /// The text in the order in which it is written.
    pub(super) text: &'d str,
    /// The family of its font.
    pub(super) family: &'d str,
    /// Its size in points, as it is seen.
    pub(super) size: f64,
    /// Where it stands, from the height of capitals to the baseline.
    pub(super) area: Area,
    /// Where it can be seen: the page, and whatever clips it.
    pub(super) visible: Area,
    /// Its colour, if that is one.
    pub(super) fill: Option<Rgb>,
    /// The colour behind it, if that is one.
    pub(super) ground: Option<Rgb>,
    /// Where it comes from.
    pub(super) span: Span,
}

/// All pages.
#[derive(Debug)]
pub(super) struct Pages<'d> {
    /// The text, in the order in which it is drawn.
    pub(super) runs: Vec<Run<'d>>,
    /// The URLs that links lead to.
    pub(super) links: BTreeSet<&'d str>,
}

impl<'d> Pages<'d> {
    /// Collects what stands on the pages of a document.
    pub(super) fn of(document: &'d PagedDocument) -> Self {
        let mut pages = Self { runs: Vec::new(), links: BTreeSet::new() };
        for (number, page) in document.pages().iter().enumerate() {
            let size = page.frame.size();
            let whole = Area { left: 0.0, top: 0.0, right: size.x.to_pt(), bottom: size.y.to_pt() };
            let paper = page.fill_or_white().as_ref().map_or(Some([1.0; 3]), |paint| over(paint, Some([1.0; 3])));
            let mut walk = Walk { page: number, paper, shapes: Vec::new(), pages: &mut pages };
            walk.frame(&page.frame, Transform::identity(), whole);
        }
        pages
    }
}

struct Walk<'w, 'd> {
    page: usize,
    paper: Option<Rgb>,
    /// The filled shapes so far, with their paint; none for an image.
    shapes: Vec<(Area, Option<&'d Paint>)>,
    pages: &'w mut Pages<'d>,
}

impl<'d> Walk<'_, 'd> {
    fn frame(&mut self, frame: &'d Frame, transform: Transform, visible: Area) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let clip = group.clip.as_ref().map(|clip| clip.bbox(None));
                    let clip = clip.map(|area| visible.common(Area::transformed(area.min, area.max, inner)));
                    self.frame(&group.frame, inner, clip.unwrap_or(visible));
                }
                FrameItem::Text(item) => self.text(item, here, visible),
                FrameItem::Shape(shape, _) => {
                    if let Some(fill) = &shape.fill {
                        let area = shape.bbox(false);
                        self.shapes.push((Area::transformed(area.min, area.max, here), Some(fill)));
                    }
                }
                FrameItem::Image(_, size, _) => {
                    self.shapes.push((Area::transformed(Point::zero(), size.to_point(), here), None));
                }
                FrameItem::Link(Destination::Url(url), _) => {
                    self.pages.links.insert(url.as_str());
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &'d TextItem, here: Transform, visible: Area) {
        let area = Area::transformed(Point::with_y(-item.size * CAPITALS), Point::with_x(item.width()), here);
        let scale = (here.sx.get() * here.sy.get() - here.kx.get() * here.ky.get()).abs().sqrt();
        let middle = area.middle();
        let below = self.shapes.iter().filter(|(shape, _)| shape.holds(middle, 0.0));
        let ground = below.fold(self.paper, |ground, (_, paint)| paint.and_then(|paint| over(paint, ground)));
        self.pages.runs.push(Run {
            page: self.page,
            text: &item.text,
            family: &item.font.font().info().family,
            size: item.size.to_pt() * scale,
            area,
            visible,
            fill: over(&item.fill, ground),
            ground,
            span: item.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0),
        });
    }
}

/// The colour of a paint over a ground; none where it is no single colour, or lets an unknown ground through.
fn over(paint: &Paint, ground: Option<Rgb>) -> Option<Rgb> {
    let Paint::Solid(color) = paint else { return None };
    let [red, green, blue, alpha] = Color::Process(ProcessColor::Rgb(color.to_rgb())).to_vec4().map(f64::from);
    let own = [red, green, blue];
    if alpha >= 1.0 {
        return Some(own);
    }
    let ground = ground?;
    Some(std::array::from_fn(|part| own[part] * alpha + ground[part] * (1.0 - alpha)))
}
