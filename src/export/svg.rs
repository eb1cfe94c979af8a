//! SVG, one image a page. Letters are outlines, so that the picture is the same wherever it is shown; links stay links.

use typst_svg::SvgOptions;

use super::Artifact;
use crate::typeset::Typeset;

/// Draws every page; `.svg` for a single page, otherwise `-1.svg` and so on.
#[must_use]
pub fn export(typeset: &Typeset<'_>) -> Vec<Artifact> {
    let pages = typeset.document().pages();
    let draw = |(index, page)| {
        let suffix = if pages.len() == 1 { ".svg".into() } else { format!("-{}.svg", index + 1) };
        Artifact {
            suffix,
            bytes: typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false }).into_bytes(),
        }
    };
    pages.iter().enumerate().map(draw).collect()
}
