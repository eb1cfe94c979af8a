//! A contact sheet: pages side by side in one PNG, each with a caption.
//!
//! It is to be shown in documents and on pages, so it has a palette.
//!
//! The pages come as PNGs and are scaled here; a small Typst document of our own, a point for a pixel, puts them in rows.

use std::io::Cursor;
use std::sync::Arc;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};

use super::{Artifact, palette, png};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::source::Sources;
use crate::theme::literal::literal;
use crate::theme::{ProjectFile, TypstProject};
use crate::typeset::{self, Bytes, FontSet, Images};

/// How wide a page is shown, in pixels.
const WIDTH: u32 = 380;

/// One page of a sheet.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What stands below it.
    pub caption: String,
    /// The page as a PNG.
    pub png: Vec<u8>,
}

/// Puts pages on one sheet, at most three in a row; its suffix is `.png`.
///
/// # Errors
/// `internal` where a page is no PNG, and what Typst has to say, such as that no font has a caption's characters.
pub fn sheet(pages: &[Shown], fonts: &Arc<FontSet>) -> Result<Artifact, Diagnostics> {
    let fail = |message: String| Diagnostics::from(Diagnostic::nowhere(Problem::Internal { message }));
    let mut files = Vec::new();
    let mut cells = String::new();
    for (index, page) in pages.iter().enumerate() {
        let scaled = scaled(&page.png).map_err(|error| fail(format!("a page cannot be scaled: {error}")))?;
        let mut bytes = Vec::new();
        let encoded = scaled.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
        encoded.map_err(|error| fail(format!("a page cannot be encoded: {error}")))?;
        let path = format!("/images/{}.png", index + 1);
        let height = scaled.height();
        cells.push_str(&format!("  shown(\"{path}\", {height}pt, [#{};]),\n", literal(&page.caption)));
        files.push(ProjectFile { path, bytes: Bytes::new(bytes), shown: page.caption.clone() });
    }
    let columns = if pages.len() == 4 { 2 } else { pages.len().clamp(1, 3) };
    // Whole points all the way, so that every page lies on pixels.
    let main = format!(
        "#set page(width: auto, height: auto, margin: (top: 28pt, x: 28pt, bottom: 10pt), fill: rgb(\"#e9eaee\"))\n\
         #set text(font: \"Inter\", size: 17pt, weight: 600, fill: rgb(\"#2b2e36\"))\n\
         #let shown(path, height, caption) = {{\n  \
           block(spacing: 0pt, fill: rgb(\"#c6c9d2\"), inset: 1pt, image(path, width: {WIDTH}pt, height: height))\n  \
           block(spacing: 0pt, width: {WIDTH}pt, height: 44pt, clip: true, align(center + horizon, caption))\n\
         }}\n\
         #grid(columns: {columns}, column-gutter: 28pt,\n{cells})\n"
    );
    let project = TypstProject { theme: "gallery".into(), main, files: files.into(), ..TypstProject::default() };
    let images = Images::new();
    let typeset = typeset::compile(&project, &images, fonts, typeset::Settings::default(), &mut Sources::new())?.value;
    let nowhere = |problem| Diagnostics::from(Diagnostic::nowhere(problem));
    // At one pixel a point.
    let drawn = png::export(&typeset, 72.0).map_err(nowhere)?;
    let sheet = drawn.first().and_then(|sheet| image::load_from_memory(&sheet.bytes).ok());
    let sheet = sheet.ok_or_else(|| fail("the sheet cannot be read".into()))?.into_rgb8();
    let bytes = palette::encode(&sheet, sheet.width(), sheet.height()).map_err(nowhere)?;
    Ok(Artifact { suffix: ".png".into(), bytes })
}

/// A page at the width of the sheet's.
fn scaled(png: &[u8]) -> image::ImageResult<DynamicImage> {
    let page = image::load_from_memory_with_format(png, ImageFormat::Png)?;
    let height = (u64::from(WIDTH) * u64::from(page.height())).div_ceil(u64::from(page.width().max(1)));
    let height = u32::try_from(height).unwrap_or(u32::MAX).clamp(1, 4 * WIDTH);
    Ok(page.resize_exact(WIDTH, height, FilterType::Lanczos3))
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn page(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = RgbImage::from_pixel(width, height, image::Rgb(colour));
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a PNG");
        bytes
    }

    #[test]
    fn pages_stand_in_rows_unblurred_with_their_captions() {
        let fonts = Arc::new(FontSet::bundled());
        let shown = |caption: &str, colour| Shown { caption: caption.into(), png: page(100, 150, colour) };
        let pages = [
            shown("plain", [200, 0, 0]),
            shown("#eval(\"1\")", [0, 200, 0]),
            shown("c", [0, 0, 200]),
            shown("d", [9; 3]),
        ];
        let made = sheet(&pages, &fonts).expect("a sheet");
        assert_eq!(made.suffix, ".png");
        let image = image::load_from_memory(&made.bytes).expect("a PNG").into_rgb8();
        assert_eq!(image.dimensions(), (2 * (28 + 382) + 28, 28 + 2 * (572 + 44) + 10));
        for (x, y, colour) in
            [(29, 29, [200, 0, 0]), (408, 598, [200, 0, 0]), (439, 29, [0, 200, 0]), (29, 645, [0, 0, 200])]
        {
            assert_eq!(image.get_pixel(x, y).0, colour, "{x}, {y}");
        }
        assert_eq!(made, sheet(&pages, &fonts).expect("a sheet"));
    }
}
