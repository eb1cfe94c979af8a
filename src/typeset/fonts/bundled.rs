//! The bundled font files, with the texts of their licences.
//!
//! The files are in the executable and cost nothing until one is used. What the font book has to know of each is in
//! `bundled.json` beside this file, since parsing all files takes as long as laying out a page.

/// A font file in the executable.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BundledFile {
    /// Its path below `fonts/`, with forward slashes.
    pub(crate) path: &'static str,
    /// Its contents.
    pub(crate) bytes: &'static [u8],
}

/// Declares files below `fonts/` of the package.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(BundledFile { path: $path, bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $path)) }),*]
    };
}

/// The font files, in the order of the font book; none is a collection.
pub(crate) const FONTS: &[BundledFile] = files![
    "inter/Inter-italic.var.ttf",
    "inter/Inter-roman.var.ttf",
    "libertinus-serif/LibertinusSerif-Bold.otf",
    "libertinus-serif/LibertinusSerif-BoldItalic.otf",
    "libertinus-serif/LibertinusSerif-Italic.otf",
    "libertinus-serif/LibertinusSerif-Regular.otf",
    "noto-naskh-arabic/NotoNaskhArabic-Bold.ttf",
    "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf",
    "noto-serif-devanagari/NotoSerifDevanagari-Bold.ttf",
    "noto-serif-devanagari/NotoSerifDevanagari-Regular.ttf",
    "noto-serif-hebrew/NotoSerifHebrew-Bold.ttf",
    "noto-serif-hebrew/NotoSerifHebrew-Regular.ttf",
    "roboto-slab/RobotoSlab-Bold.otf",
    "roboto-slab/RobotoSlab-Regular.otf",
    "source-code-pro/SourceCodePro-Bold.otf",
    "source-code-pro/SourceCodePro-Regular.otf",
    "source-sans-3/SourceSans3VF-Italic.otf",
    "source-sans-3/SourceSans3VF-Upright.otf",
    "source-serif-4/SourceSerif4-Bold.otf",
    "source-serif-4/SourceSerif4-BoldIt.otf",
    "source-serif-4/SourceSerif4-It.otf",
    "source-serif-4/SourceSerif4-Regular.otf",
    "source-serif-4/SourceSerif4-Semibold.otf",
    "xcharter/XCharter-Bold.otf",
    "xcharter/XCharter-BoldItalic.otf",
    "xcharter/XCharter-Italic.otf",
    "xcharter/XCharter-Regular.otf",
];

/// Families that their makers call otherwise than their files do: the name on the left, the one in the files on the right.
pub(crate) const NAMES: &[(&str, &str)] = &[("Source Sans 3", "SourceSans3VF")];

/// The licences, which go wherever the fonts go.
pub(crate) const LICENCES: &[BundledFile] = files![
    "inter/OFL.txt",
    "inter/debian-copyright.txt",
    "libertinus-serif/OFL.txt",
    "noto-naskh-arabic/debian-copyright.txt",
    "noto-serif-devanagari/debian-copyright.txt",
    "noto-serif-hebrew/debian-copyright.txt",
    "roboto-slab/LICENSE-Apache-2.0.txt",
    "roboto-slab/debian-copyright.txt",
    "source-code-pro/LICENSE.md",
    "source-sans-3/LICENSE.md",
    "source-serif-4/LICENSE.md",
    "xcharter/README",
];

/// The metadata of [`FONTS`] in the same order, as JSON; `CURRICLE_UPDATE=1 cargo test bundled_font_metadata` writes it.
pub(crate) const METADATA: &str = include_str!("bundled.json");
