//! A redacted value is nowhere: not in text, links, metadata, attachments, the data of images, the Typst project or the names
//! of files, in any theme, read by somebody else's reader. A control without redaction finds each by the same means.

use std::path::Path;

use curricle::application::Field;
use curricle::batch::{Format, Input, Made, Renderer, Request};
use curricle::diagnostic::{Diagnostic, Diagnostics};
use curricle::source::{Sources, report};
use image::{DynamicImage, ImageFormat, RgbImage};
use pdf_extract::{Document, Object};

use super::pdf::Pdf;
use super::stage;

/// `.ci/redacted.py` has it read by others, too.
const PROFILE: &str = include_str!("../fixtures/redaction.yaml");

const LETTER: &str =
    "to: Acme\nsubject: Hulls\ngreeting: Dear all,\nbody: I build hulls.\nclosing: Yours,\nsignature: sign.png\n";

/// What the profile holds of each group, as readers of different formats give it: letters and digits in lower case.
const FORMS: [&str; 17] = [
    "zoëquintarelliløvdahl",
    "quintarelli",
    "løvdahl",
    "zoe.quintarelli",
    "mail.example.net",
    "5550147",
    "zquint",
    "älgstigen",
    "90326",
    "skellefteå",
    "kestrel",
    "borealis",
    "sjöräddningen",
    "gudbrandsdal",
    "quiethull.example",
    "papers.example",
    "talks.example",
];

/// Those that a link leads to: where letters are drawn, nothing else can be read.
const LINKS: [&str; 6] =
    ["zoe.quintarelli", "zoequintarelli.example", "zquint", "kestrel", "quiethull.example", "talks.example"];

const GROUPS: [&str; 6] = ["contact", "name", "photo", "employers", "schools", "links"];

fn redaction(what: &[&str], allow: &[&str]) -> Vec<Field> {
    let field =
        |path: &str, words: &[&str]| Field { path: path.into(), value: words.join(","), name: format!("--{path}") };
    vec![field("redact", what), field("allow", allow)]
}

/// Letters and digits only, in lower case.
fn squeezed(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A folder with the images of the profile, which hold the name beside their pixels.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pixels = DynamicImage::ImageRgb8(RgbImage::from_fn(40, 40, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    }));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let segment = |marker: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, data].concat()
    };
    let exif = segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0Quintarelli took this");
    let xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x><dc:creator>Quintarelli</dc:creator></x>");
    let comment = segment(0xFE, b"by Quintarelli");
    // One before the scan, one behind it, one behind the end.
    let end = jpeg.len() - 2;
    let photo = [&jpeg[..2], &exif, &xmp, &jpeg[2..end], &comment, &jpeg[end..], b"Quintarelli"].concat();
    std::fs::write(folder.path().join("photo.jpg"), &photo).unwrap();
    for name in ["badge.png", "sign.png"] {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 40, 40);
        encoder.set_color(png::ColorType::Rgb);
        encoder.add_text_chunk("Author".into(), "Quintarelli".into()).unwrap();
        encoder.add_itxt_chunk("Title".into(), "Løvdahl".into()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(pixels.to_rgb8().as_raw()).unwrap();
        writer.finish().unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn input(folder: &Path, name: &str, text: &str) -> Input {
    Input { name: name.to_owned(), bytes: text.as_bytes().to_vec(), folder: folder.to_owned() }
}

fn make(input: &Input, request: &Request) -> Result<Made, (Diagnostics, Sources)> {
    let mut sources = Sources::new();
    let made = Renderer::new(Vec::new(), false).make(input, request, &mut sources);
    made.map(|made| made.value).map_err(|errors| (errors, sources))
}

fn made(input: &Input, request: &Request) -> Made {
    make(input, request).unwrap_or_else(|(errors, sources)| {
        panic!("{}", report::render(&errors, &sources, report::MessageFormat::Human, false))
    })
}

fn codes(input: &Input, request: &Request) -> Vec<&'static str> {
    match make(input, request) {
        Ok(_) => Vec::new(),
        Err((errors, _)) => errors.iter().map(Diagnostic::code).collect(),
    }
}

/// All that can be read in the artifacts of one format, squeezed.
fn said(made: &Made, format: Format) -> String {
    let mut out = String::new();
    for artifact in &made.artifacts {
        let ends = |ending: &str| artifact.suffix.ends_with(ending) && !artifact.suffix.contains("-typst/");
        match format {
            Format::Pdf if ends(".pdf") => out.push_str(&pdf(&artifact.bytes)),
            Format::Svg if ends(".svg") => out.push_str(&String::from_utf8_lossy(&artifact.bytes)),
            Format::Png if ends(".png") => chunks(&artifact.bytes).for_each(|chunk| bytes(chunk, &mut out)),
            Format::Txt if ends(".txt") => out.push_str(std::str::from_utf8(&artifact.bytes).unwrap()),
            Format::Md if ends(".md") => out.push_str(&String::from_utf8_lossy(&artifact.bytes).replace('\\', "")),
            Format::Typ if artifact.suffix.contains("-typst/") && !artifact.suffix.contains("/fonts/") => {
                out.push_str(&artifact.suffix);
                bytes(&artifact.bytes, &mut out);
                out.push_str(&unescaped(&String::from_utf8_lossy(&artifact.bytes)));
            }
            _ => continue,
        }
        out.push('\n');
    }
    squeezed(&out)
}

/// The chunks of a PNG but for its pixels.
fn chunks(png: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = &png[8..];
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let chunk = &rest[4..8 + length];
        rest = &rest[12 + length..];
        Some(if chunk.starts_with(b"IDAT") { &[] } else { chunk })
    })
}

/// Bytes as text of one or two bytes a character.
fn bytes(bytes: &[u8], out: &mut String) {
    out.push_str(&String::from_utf8_lossy(bytes));
    out.push('\n');
    out.extend(bytes.iter().map(|byte| char::from(*byte)));
    for start in 0..2.min(bytes.len()) {
        let units = bytes[start..].chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        out.push('\n');
        out.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(' ')));
    }
}

/// Typst's `\u{…}` as characters.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split("\\u{");
    out.push_str(pieces.next().unwrap());
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap_or(("20", piece));
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out
}

/// The text of a PDF, every string in it, and every stream, unpacked.
fn pdf(file: &[u8]) -> String {
    let mut out = Pdf::read(file).text();
    let document = Document::load_mem(file).unwrap();
    let trailer = Object::Dictionary(document.trailer.clone());
    for object in document.objects.values().chain([&trailer]) {
        strings(object, &mut out);
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Length1")
        {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            bytes(&content, &mut out);
            if let Ok(content) = stream.decode_content() {
                content.operations.iter().flat_map(|it| &it.operands).for_each(|operand| strings(operand, &mut out));
            }
        }
    }
    out
}

fn strings(object: &Object, out: &mut String) {
    match object {
        Object::String(text, _) => {
            out.push('\n');
            bytes(text, out);
            out.push_str(&pdf_extract::decode_text_string(object).unwrap_or_default());
        }
        Object::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| strings(value, out)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| strings(value, out)),
        _ => {}
    }
}

fn request(theme: &str, fields: Vec<Field>, formats: &[Format]) -> Request {
    Request { formats: formats.to_vec(), fields, ..stage::request(theme, None, &[]) }
}

#[test]
fn nothing_redacted_is_in_any_format_of_any_theme() {
    let folder = folder();
    let profile = input(folder.path(), "zoe-quintarelli.yaml", PROFILE);
    for theme in stage::themes() {
        let letter = Some(input(folder.path(), "letter.yaml", LETTER));
        let all = Request { letter, ..request(&theme, redaction(&GROUPS, &[]), &Format::ALL) };
        let hidden = made(&profile, &all);
        let shown = made(&profile, &Request { fields: Vec::new(), ..all });
        for format in Format::ALL {
            let (with, without) = (said(&hidden, format), said(&shown, format));
            // Between the numbers of a drawing any digits may stand side by side.
            let told = |form: &&&str| format != Format::Svg || form.contains(char::is_alphabetic);
            for form in FORMS.iter().filter(told) {
                assert!(!with.contains(&squeezed(form)), "{theme}, {}: {form}", format.as_str());
            }
            let control = match format {
                Format::Png => &[][..],
                Format::Svg => &LINKS,
                _ => &FORMS,
            };
            for form in control {
                assert!(without.contains(&squeezed(form)), "{theme}, {}: the control lacks {form}", format.as_str());
            }
        }
        let text = said(&hidden, Format::Txt);
        for stand_in in ["candidate", "employera", "employerb", "organizationa", "schoola", "thetalk"] {
            assert!(text.contains(stand_in), "{theme}: {stand_in}");
        }
        assert!(hidden.artifacts.iter().all(|artifact| !squeezed(&artifact.suffix).contains("quint")));
        let stem = hidden.hidden.unwrap().stem("zoe-quintarelli");
        assert!(stem.as_ref().is_some_and(|stem| stem.starts_with("candidate-")), "{stem:?}");
    }
}

/// The names, addresses and employers of a fixture, read by another parser; each as its longest word.
fn forms(yaml: &str) -> Vec<String> {
    let value: serde_json::Value = serde_yaml::from_str(yaml).unwrap();
    let basics = &value["basics"];
    let mut forms: Vec<&str> = basics["name"].as_str().unwrap().split(' ').collect();
    forms.extend(basics["email"].as_str().and_then(|email| email.split('@').next()));
    forms.extend(
        [&basics["phone"], &basics["url"], &basics["profiles"][0]["username"]].iter().filter_map(|it| it.as_str()),
    );
    let listed = |list: &'static str, key: &'static str| {
        value[list].as_array().into_iter().flatten().filter_map(move |entry| entry[key].as_str())
    };
    forms.extend(listed("work", "name").chain(listed("education", "institution")));
    forms.into_iter().map(|form| squeezed(form.trim_start_matches("https://"))).collect()
}

#[test]
fn names_of_other_scripts_are_nowhere_either() {
    for (fixture, formats) in [
        ("arabic", &Format::ALL[..]),
        ("hebrew", &Format::ALL),
        ("hindi", &Format::ALL),
        ("chinese", &[Format::Txt, Format::Md]),
        ("japanese", &[Format::Txt, Format::Md]),
    ] {
        let input = stage::input(&format!("tests/fixtures/{fixture}.yaml"));
        let forms = forms(std::str::from_utf8(&input.bytes).unwrap());
        assert!(forms.len() >= 6, "{forms:?}");
        for theme in stage::themes() {
            // Somebody recommends the person by name there.
            let changes = vec!["references=".to_owned()];
            let all = Request { changes, ..request(&theme, redaction(&GROUPS, &[]), formats) };
            let hidden = made(&input, &all);
            let shown = made(&input, &Request { fields: Vec::new(), ..all.clone() });
            for format in formats {
                let (with, without) = (said(&hidden, *format), said(&shown, *format));
                for form in &forms {
                    let case = format!("{fixture} in {theme}, {}: {form}", format.as_str());
                    assert!(!with.contains(form), "{case}");
                    // Readers differ about lines from right to left; files and metadata are plain.
                    let plain = form.is_ascii() && *format == Format::Pdf;
                    if plain || matches!(format, Format::Txt | Format::Md | Format::Typ) {
                        assert!(without.contains(form), "{case} is not in the control");
                    }
                }
            }
            let names = forms.iter().take(2).filter(|_| formats.contains(&Format::Pdf));
            let pdf = said(&shown, Format::Pdf);
            names.for_each(|name| assert!(pdf.contains(name), "{fixture} in {theme}: the control lacks {name}"));
        }
        let kept = Request { formats: vec![Format::Txt], ..request("plain", redaction(&["name"], &[]), formats) };
        if !matches!(fixture, "chinese" | "japanese") {
            assert!(codes(&input, &kept).contains(&"redacted-shown"), "{fixture}: the name is in what others say");
        }
    }
}

#[test]
fn prose_that_names_the_person_fails_at_its_place_without_repeating_it() {
    let folder = folder();
    let text = "basics: {name: Asjad Iqbal, email: asjad.iqbal@example.org}\nwork:\n- name: Acme\n  highlights:\n  \
                - Led by ASJAD.\n  - \"\\x49qbal, again\"\n  - Iqbals way, asjadiqbal\nsections: {asjad: {kind: list, items: [a]}}\n\
                x-note: {by: [asjad]}\n";
    let profile = input(folder.path(), "cv-asjad.yaml", text);
    let request = request("plain", redaction(&["name", "contact"], &[]), &[Format::Txt]);
    let Err((errors, sources)) = make(&profile, &request) else { panic!("it was made") };
    assert!(errors.iter().all(|error| error.code() == "redacted-shown"), "{errors}");
    let places: Vec<&str> = errors.iter().filter_map(|error| Some(sources.slice(error.span()?))).collect();
    assert_eq!(places, ["ASJAD", "\"\\x49qbal, again\"", "Iqbals", "asjadiqbal", "asjad"]);
    for format in [
        report::MessageFormat::Human,
        report::MessageFormat::Short,
        report::MessageFormat::Json,
        report::MessageFormat::Github,
        report::MessageFormat::Sarif,
    ] {
        let text = squeezed(&report::render(&errors, &sources, format, false));
        assert!(!text.contains("asjad") && !text.contains("qbal"), "{text}");
    }
    let allow = ["asjad", "iqbal", "iqbals", "asjadiqbal", "aiqbal"];
    assert!(codes(&profile, &Request { fields: redaction(&["name"], &allow), ..request }).is_empty());
}

#[test]
fn what_a_theme_writes_by_itself_is_found_in_what_was_made() {
    let folder = folder();
    let profile =
        input(folder.path(), "a.yaml", "basics: {name: Asjad Iqbal, label: Engineer}\nwork: [{position: Lead}]\n");
    let own = folder.path().join("themes/own");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("theme.yaml"), "name: own\nextends: plain\n").unwrap();
    for (written, format, place) in [
        ("text(\"ASJ\"); strong[ad]", Format::Pdf, "in the text of page 1"),
        ("link(\"https://example.org/~iqbal\")[me]", Format::Pdf, "in a link of the PDF"),
        ("link(\"https://example.org/%69qbal\")[me]", Format::Svg, "in the text or a link of the SVG"),
        (
            "pdf.attach(\"asjad.txt\", bytes(\"a\"), description: \"a\")",
            Format::Pdf,
            "in the name of an attachment of the PDF",
        ),
        ("pdf.attach(\"a.txt\", bytes(\"by asjad\"), description: \"a\")", Format::Pdf, "in an attachment of the PDF"),
        ("image(bytes(mark), format: \"svg\", alt: \"Iqbal\")", Format::Pdf, "in an alternative text of the PDF"),
        (
            "heading(outlined: false, bookmarked: true, hide[Iqbal])",
            Format::Pdf,
            "in the title or the outline of the PDF",
        ),
        ("[] // by Asjad", Format::Typ, "in `themes/own/theme.typ` of the Typst project"),
    ] {
        let look = format!(
            "#import \"../plain/theme.typ\" as plain\n#let mark = \"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"\n\
             #let theme(options, words, setting) = {{\n  let parts = plain.theme(options, words, setting)\n  \
             parts + (compose: (..all) => {{\n    (parts.compose)(..all)\n    {written}\n  }})\n}}\n"
        );
        std::fs::write(own.join("theme.typ"), look).unwrap();
        let asked = request("own", redaction(&["name"], &[]), &[format]);
        let Err((errors, _)) = make(&profile, &asked) else { panic!("{written} was made") };
        assert!(errors.to_string().contains(place), "{written}: {errors}");
        assert!(codes(&profile, &Request { fields: Vec::new(), ..asked }).is_empty(), "{written}");
    }
}

#[test]
fn a_drawing_that_holds_the_name_has_to_be_cleaned() {
    let folder = folder();
    let text = "basics: {name: Asjad Iqbal, label: Engineer}\ncertificates: [{name: Welding, image: badge.svg}]\n";
    let profile = input(folder.path(), "a.yaml", text);
    let asked = request("meridian", redaction(&["name"], &[]), &[Format::Pdf]);
    for (body, fails) in [
        ("<text>Asjad</text>", true),
        ("<text><tspan>Iq</tspan><tspan>bal</tspan></text>", true),
        ("<title>For Asjad Iqbal</title>", true),
        ("<metadata><a xmlns='urn:a'>Iqbal</a></metadata>", true),
        ("<g id='iqbal'/>", true),
        ("<!-- asjad -->", true),
        ("<g id='layer'/>", false),
    ] {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{body}<rect width='9' height='9'/></svg>"
        );
        std::fs::write(folder.path().join("badge.svg"), svg).unwrap();
        let found = codes(&profile, &asked);
        assert_eq!(found.contains(&"redacted-shown"), fails, "{body}: {found:?}");
    }
}

#[test]
fn a_profile_that_cannot_be_read_is_not_shown_in_reports() {
    let folder = folder();
    let profile = input(folder.path(), "asjad.yaml", "basics: {name: Asjad Iqbal\n  email: [asjad\n");
    let Err((errors, sources)) = make(&profile, &request("plain", redaction(&["name"], &[]), &[Format::Txt])) else {
        panic!("it was made")
    };
    let text = report::render(&errors, &sources, report::MessageFormat::Human, false);
    assert!(!squeezed(&text).contains("asjad") && text.contains("syntax"), "{text}");
}

#[test]
fn the_paper_does_not_tell_where_somebody_lives_by_changing() {
    let folder = folder();
    let text = "basics: {name: A B, location: {city: Boston, countryCode: US}}\nskills: [{name: Rust}]\n";
    let asked = request("plain", redaction(&["contact"], &[]), &[Format::Pdf]);
    let made = made(&input(folder.path(), "a.yaml", text), &asked);
    assert_eq!(Pdf::read(&made.artifacts[0].bytes).sizes(), [(612.0, 792.0)]);
}
