//! Whether what was made shows what is hidden: the last look, at the bytes themselves.
//!
//! The résumé was looked at before (`application::redact`), with places in the profile. What is found here comes from
//! a theme or an image, or from a way around that look. Each format is taken apart as far as text can stand in it; outlines
//! of letters and pixels are not read, nor are fonts, and the files of built-in themes are known.

mod pdf;

use std::collections::BTreeSet;

use roxmltree::{Document, NodeType, ParsingOptions};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::syntax::{LinkedNode, SyntaxKind, ast};
use typst::text::TextItem;

use super::format::Format;
use super::images::Images;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::export::Artifact;
use crate::source::{Hidden, Sources};
use crate::theme::{TypstProject, is_built_in};
use crate::typeset::{Typeset, is_bundled_family, is_bundled_font};

/// Attributes of SVG that draw and say nothing.
const DRAWING: [&str; 12] =
    ["d", "transform", "points", "viewBox", "fill", "stroke", "x", "y", "width", "height", "style", "clip-path"];

/// Collects what is found, each kind of value once at each place.
struct Leaks<'a> {
    hidden: &'a Hidden,
    found: Vec<Diagnostic>,
    seen: BTreeSet<(String, &'static str)>,
}

impl<'a> Leaks<'a> {
    fn new(hidden: &'a Hidden) -> Self {
        Self { hidden, found: Vec::new(), seen: BTreeSet::new() }
    }

    /// Looks at a text; `place` says where it stands.
    fn look(&mut self, text: &str, place: &dyn Fn() -> String) {
        for hit in self.hidden.find(text) {
            let what = hit.what.as_str();
            let place = place();
            if self.seen.insert((place.clone(), what)) {
                self.found.push(Diagnostic::nowhere(Problem::RedactedShown { what, place }));
            }
        }
    }
}

/// Reports what artifacts show, each with the place in it. `words` are texts that a project names without showing them, such
/// as the words of the language.
pub(super) fn artifacts<'m>(
    made: impl IntoIterator<Item = &'m (Format, Artifact)>,
    words: &dyn Fn(&str) -> bool,
    hidden: &Hidden,
) -> Diagnostics {
    let mut leaks = Leaks::new(hidden);
    for (format, artifact) in made {
        let name = artifact.suffix.trim_start_matches(['-', '.']);
        let known = *format == Format::Typ && is_known(artifact);
        if !known {
            leaks.look(name, &|| "in the name of a file".to_owned());
        }
        let whole = || format!("in the {} file", format.as_str());
        match format {
            Format::Pdf => pdf::look(&artifact.bytes, &mut leaks),
            Format::Svg => svg(&artifact.bytes, true, &mut leaks, &|| "in the text or a link of the SVG".to_owned()),
            Format::Png => bitmap(&artifact.bytes, &mut leaks, &|| "in the metadata of the PNG".to_owned()),
            Format::Txt => leaks.look(&String::from_utf8_lossy(&artifact.bytes), &whole),
            Format::Md => md(&String::from_utf8_lossy(&artifact.bytes), &mut leaks, &whole),
            Format::Typ if known => {}
            Format::Typ => typ(artifact, words, &mut leaks),
        }
    }
    Diagnostics(leaks.found)
}

/// Reports what laid-out pages show, at the place in the theme where that is known.
pub(super) fn pages(typeset: &Typeset<'_>, hidden: &Hidden, sources: &mut Sources) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (number, page) in typeset.document().pages().iter().enumerate() {
        let mut text = PageText::default();
        text.collect(&page.frame, Transform::identity());
        let mut seen = BTreeSet::new();
        for hit in hidden.find(&text.text) {
            let what = hit.what.as_str();
            if !seen.insert(what) {
                continue;
            }
            let problem = Problem::RedactedShown { what, place: format!("in the text of page {}", number + 1) };
            let run = text.runs.iter().rev().find(|(start, _)| *start <= hit.range.start);
            let span = run.and_then(|(_, span)| typeset.place(*span, sources));
            diagnostics.push(Diagnostic::maybe_at(span, problem));
        }
    }
    diagnostics
}

/// The text of a page as it is read: what stands side by side without a gap is one word, though it may be drawn in pieces.
#[derive(Default)]
struct PageText {
    text: String,
    /// Where each piece starts, and where it comes from.
    runs: Vec<(usize, typst::syntax::Span)>,
    /// Where the last piece started and ended on the page, in points.
    last: Option<(Point, Point)>,
}

impl PageText {
    fn collect(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.collect(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => self.push(text, here),
                _ => {}
            }
        }
    }

    fn push(&mut self, item: &TextItem, here: Transform) {
        let ends = (Point::zero().transform(here), Point::with_x(item.width()).transform(here));
        let near = |a: Point, b: Point| (a.x - b.x).abs().max((a.y - b.y).abs()) < item.size * 0.1;
        // In text from right to left a piece stands before the one that it follows.
        if !self.last.is_some_and(|last| near(last.1, ends.0) || near(ends.1, last.0)) {
            self.text.push('\n');
        }
        self.last = Some(ends);
        let span = item.glyphs.first().map_or(typst::syntax::Span::detached(), |glyph| glyph.span.0);
        self.runs.push((self.text.len(), span));
        self.text.push_str(&item.text);
    }
}

/// Reports what image files say beside their pixels: texts, titles, names and comments of drawings, the names of colour
/// profiles. A drawing is passed on as it is, so that it has to be cleaned by whoever made it.
pub(super) fn images(images: &Images, project: &TypstProject, hidden: &Hidden) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for image in &project.images {
        let Some(prepared) = images.0.get(&image.file) else { continue };
        let mut leaks = Leaks::new(hidden);
        let place = || "in the file of this image".to_owned();
        if prepared.extension == "svg" {
            svg(&prepared.bytes, false, &mut leaks, &place);
        } else {
            bitmap(&prepared.bytes, &mut leaks, &place);
        }
        diagnostics.extend(leaks.found.into_iter().map(|leak| Diagnostic::maybe_at(image.span, leak.problem)));
    }
    diagnostics
}

/// Elements and attributes of XMP that hold random letters, or explain its vocabulary.
const RANDOM: [&str; 6] = ["DocumentID", "InstanceID", "History", "schemas", "parseType", "lang"];

/// All text of a drawing, and what its attributes say; a name may be cut into pieces that are placed one by one. The names of
/// parts in a drawing of ours are hashes, in which any short word may stand.
fn svg(bytes: &[u8], ours: bool, leaks: &mut Leaks<'_>, place: &dyn Fn() -> String) {
    let text = String::from_utf8_lossy(bytes);
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options) else {
        return leaks.look(&text, place);
    };
    let mut pieces = Vec::new();
    for node in document.descendants() {
        match node.node_type() {
            NodeType::Text => {
                let random = node.ancestors().any(|above| RANDOM.contains(&above.tag_name().name()));
                pieces.extend(node.text().filter(|_| !random));
            }
            NodeType::Comment => leaks.look(node.text().unwrap_or_default(), place),
            NodeType::PI => leaks.look(node.pi().and_then(|pi| pi.value).unwrap_or_default(), place),
            NodeType::Element => {
                let says = |attribute: &roxmltree::Attribute<'_, '_>| {
                    let (name, value) = (attribute.name(), attribute.value());
                    let hash = ours
                        && (matches!(name, "id" | "class") || value.starts_with('#') || value.starts_with("url(#"));
                    !hash && !DRAWING.contains(&name) && !RANDOM.contains(&name) && !value.starts_with("data:")
                };
                node.attributes().filter(says).for_each(|attribute| leaks.look(attribute.value(), place));
            }
            NodeType::Root => {}
        }
    }
    leaks.look(&pieces.join("\n"), place);
    leaks.look(&pieces.iter().map(|piece| piece.trim()).collect::<String>(), place);
}

/// XML that is no drawing, such as XMP: text and attributes, but not the names of its vocabulary.
fn xml(text: &str, leaks: &mut Leaks<'_>, place: &dyn Fn() -> String) {
    svg(text.trim_end_matches('\0').trim().as_bytes(), false, leaks, place);
}

/// What stands in the chunks and segments of a PNG or JPEG beside pixels.
fn bitmap(bytes: &[u8], leaks: &mut Leaks<'_>, place: &dyn Fn() -> String) {
    use image::ImageDecoder as _;
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let profile = reader.ok().and_then(|reader| reader.into_decoder().ok()?.icc_profile().ok()?);
    leaks.strings(&profile.unwrap_or_default(), place);
    if bytes.starts_with(&[0x89, b'P', b'N', b'G']) {
        let mut rest = bytes.get(8..).unwrap_or_default();
        while let Some(length) = rest.first_chunk().map(|length| u32::from_be_bytes(*length) as usize) {
            let Some(chunk) = rest.get(8..8 + length) else { break };
            if !matches!(rest.get(4..8), Some(b"IDAT" | b"iCCP" | b"PLTE")) {
                leaks.strings(chunk, place);
            }
            rest = rest.get(12 + length..).unwrap_or_default();
        }
    } else if let Some(scan) = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]) {
        leaks.strings(&bytes[..scan], place);
    }
}

impl Leaks<'_> {
    /// Looks at what may be text among bytes, of one byte a character or of two. What is shorter than a few letters is chance.
    fn strings(&mut self, bytes: &[u8], place: &dyn Fn() -> String) {
        const LEAST: usize = 5;
        let mut look = |text: &str| {
            let between = |c: char| c.is_control() || c == '\u{FFFD}';
            let runs = text.split(between).filter(|run| run.chars().count() >= LEAST);
            runs.for_each(|run| self.look(run, place));
        };
        look(&String::from_utf8_lossy(bytes));
        for start in 0..2.min(bytes.len()) {
            let units = bytes[start..].chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            look(&char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>());
        }
    }
}

/// Markdown as it is read: without backslashes and marks of emphasis. Targets of links stand in it as they are.
fn md(text: &str, leaks: &mut Leaks<'_>, place: &dyn Fn() -> String) {
    let read: String = text.chars().filter(|c| !matches!(c, '\\' | '*' | '`' | '~')).collect();
    leaks.look(&read, place);
    leaks.look(&text.replace('\\', ""), place);
}

/// Whether a file of a Typst project came with curricle.
fn is_known(artifact: &Artifact) -> bool {
    let Some((_, path)) = artifact.suffix.split_once('/') else { return false };
    match path.split_once('/') {
        Some(("fonts", font)) => is_bundled_font(font),
        Some(("themes", file)) => is_built_in(file, &artifact.bytes),
        _ => false,
    }
}

/// A file of a Typst project: literals decoded, text and comments of Typst's markup, other text as it is. Images were looked
/// at when they were loaded, and fonts are not read.
fn typ(artifact: &Artifact, words: &dyn Fn(&str) -> bool, leaks: &mut Leaks<'_>) {
    let path = artifact.suffix.split_once('/').map_or(artifact.suffix.as_str(), |(_, path)| path);
    if path.starts_with("fonts/") || path.starts_with("images/") {
        return;
    }
    let Ok(text) = std::str::from_utf8(&artifact.bytes) else { return };
    let place = || format!("in `{path}` of the Typst project");
    if std::path::Path::new(path).extension().is_none_or(|ending| ending != "typ") {
        return leaks.look(text, &place);
    }
    let root = typst::syntax::parse(text);
    let mut pieces = Vec::new();
    let mut nodes = vec![LinkedNode::new(&root)];
    while let Some(node) = nodes.pop() {
        match node.kind() {
            SyntaxKind::Str => {
                let value = node.cast::<ast::Str>().map(|text| text.get().to_string()).unwrap_or_default();
                let is_key = node.parent_kind() == Some(SyntaxKind::Keyed) && node.index() == 0;
                if !is_key && !words(&value) && !is_bundled_family(&value) {
                    pieces.push(value);
                }
            }
            SyntaxKind::Text
            | SyntaxKind::LineComment
            | SyntaxKind::BlockComment
            | SyntaxKind::Raw
            | SyntaxKind::Link => {
                pieces.push(node.get().full_text().to_string());
            }
            _ => {}
        }
        let children: Vec<_> = node.children().collect();
        nodes.extend(children.into_iter().rev());
    }
    for joint in ["\n", ""] {
        leaks.look(&pieces.join(joint), &place);
    }
}

#[cfg(test)]
mod tests {
    use super::{Leaks, artifacts, bitmap, md, svg};
    use crate::batch::Format;
    use crate::export::Artifact;
    use crate::source::Hidden;
    use crate::source::hidden::What;

    fn hidden() -> Hidden {
        let mut hidden = Hidden::default();
        hidden.add_name(What::Name, "Iqbal");
        hidden
    }

    fn found(look: impl Fn(&mut Leaks<'_>)) -> bool {
        let hidden = hidden();
        let mut leaks = Leaks::new(&hidden);
        look(&mut leaks);
        !leaks.found.is_empty()
    }

    #[test]
    fn what_an_image_says_beside_its_pixels_is_read() {
        let place = || String::new();
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, 1, 1);
        encoder.add_text_chunk("Author".into(), "Iqbal".into()).unwrap();
        encoder.write_header().unwrap().write_image_data(&[0]).unwrap();
        assert!(found(|leaks| bitmap(&png, leaks, &place)));
        let jpeg = [&[0xFF, 0xD8, 0xFF, 0xE1, 0, 16][..], b"Exif\0\0\0I\0q\0b\0a\0l\0 ", &[0xFF, 0xDA]].concat();
        assert!(found(|leaks| bitmap(&jpeg, leaks, &place)), "of two bytes a character");
        assert!(!found(|leaks| bitmap(&jpeg[..12], leaks, &place)));
    }

    #[test]
    fn hashes_of_ours_are_no_names() {
        let mut hidden = Hidden::default();
        hidden.add_name(What::Name, "Ada");
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><g id='g9ada1'/><use href='#g9ada1'/></svg>";
        for (ours, count) in [(true, 0), (false, 1)] {
            let mut leaks = Leaks::new(&hidden);
            svg(drawing, ours, &mut leaks, &String::new);
            assert_eq!(leaks.found.len(), count);
        }
    }

    #[test]
    fn text_is_read_through_markup() {
        let place = || String::new();
        for text in ["by *Iq*bal", "Iq\\bal", "[a](https://x.org/%49qbal)"] {
            assert!(found(|leaks| md(text, leaks, &place)), "{text}");
        }
        let drawing = |body: &str| format!("<svg xmlns='http://iqbal.org' fill='iqbal'>{body}</svg>");
        for (body, is_found) in [("<a href='/iqbal'/>", true), ("<t>&#73;qbal</t>", true), ("<t>A</t>", false)] {
            assert_eq!(found(|leaks| svg(drawing(body).as_bytes(), false, leaks, &place)), is_found, "{body}");
        }
    }

    #[test]
    fn a_project_is_read_by_its_literals_and_the_names_of_its_files() {
        let hidden = hidden();
        let codes = |suffix: &str, text: &str| {
            let artifact = Artifact { suffix: suffix.into(), bytes: text.as_bytes().to_vec() };
            artifacts(&[(Format::Typ, artifact)], &|word| word == "Iqbal word", &hidden).iter().count()
        };
        assert_eq!(codes("-typst/main.typ", "#f([#\"\\u{49}qbal\";])"), 1);
        assert_eq!(
            codes("-typst/main.typ", "#iqbal(iqbal: 1, (\"iqbal\": \"Iqbal word\"))"),
            0,
            "names of code are no text"
        );
        assert_eq!(codes("-typst/themes/own/iqbal.typ", ""), 1);
        assert_eq!(codes("-typst/themes/own/notes.txt", "iqbal"), 1);
    }
}
