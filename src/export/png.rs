//! PNG, one opaque image a page, with nothing in it but pixels.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use typst::layout::Frame;
use typst::utils::Scalar;
use typst_render::RenderOptions;

use super::Artifact;
use crate::diagnostic::Problem;
use crate::typeset::Typeset;

/// The resolutions allowed, in pixels per inch.
const PPI: std::ops::RangeInclusive<f64> = 8.0..=1200.0;

/// The most pixels that one page may have: an A4 page at 1200 pixels per inch has 139 million.
const PIXELS: f64 = 150e6;

/// Points per inch.
const POINTS: f64 = 72.0;

/// Draws every page at a resolution in pixels per inch; `.png` for a single page, otherwise `-1.png` and so on.
///
/// # Errors
/// `usage` where the resolution is out of bounds or makes a page too large, `internal` where the encoder fails.
pub fn export(typeset: &Typeset<'_>, ppi: f64) -> Result<Vec<Artifact>, Problem> {
    if !PPI.contains(&ppi) {
        let message = format!("{ppi} pixels per inch is out of range");
        return Err(Problem::Usage { message, hint: format!("choose {} to {}", PPI.start(), PPI.end()) });
    }
    let scale = ppi / POINTS;
    let pages = typeset.document().pages();
    let options = RenderOptions { pixel_per_pt: Scalar::new(scale), render_bleed: false };
    let mut artifacts = Vec::with_capacity(pages.len());
    for (index, page) in pages.iter().enumerate() {
        if pixels(&page.frame, scale) > PIXELS {
            let message = format!("page {} has too many pixels at {ppi} pixels per inch", index + 1);
            return Err(Problem::Usage { message, hint: "choose a lower resolution".into() });
        }
        let pixmap = typst_render::render(page, &options);
        let bytes = encode(pixmap.data(), pixmap.width(), pixmap.height())?;
        let suffix = if pages.len() == 1 { ".png".into() } else { format!("-{}.png", index + 1) };
        artifacts.push(Artifact { suffix, bytes });
    }
    Ok(artifacts)
}

fn pixels(frame: &Frame, scale: f64) -> f64 {
    (frame.width().to_pt() * scale) * (frame.height().to_pt() * scale)
}

/// Encodes premultiplied RGBA pixels, laid on white, as RGB.
fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Problem> {
    let rgb: Vec<u8> = rgba
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[red, green, blue, alpha]| [red, green, blue].map(|part| part.saturating_add(255 - alpha)))
        .collect();
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| Problem::Internal { message: format!("cannot encode a PNG: {error}") })?;
    Ok(bytes)
}
