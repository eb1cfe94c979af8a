//! Tests of the formats, on small projects.

use std::sync::Arc;

use super::pdf::{self, Standard};
use super::{png, svg, typ};
use crate::diagnostic::{Diagnostics, Problem, Severity};
use crate::source::Sources;
use crate::theme::{ProjectFile, TypstProject};
use crate::typeset::{self, Bytes, DocumentDate, FontSet, Images, Typeset};

const THEME: &str = r#"
#let setup(body) = {
  set document(title: "Ada", author: "Ada Lovelace")
  set page(width: 10cm, height: 6cm)
  set text(font: "Source Serif 4", size: 10pt, lang: "en")
  show heading: set text(font: "Roboto Slab")
  body
}
#let entry(title, body) = { heading(level: 2, title); body }
"#;

const BODY: &str = r#"#import "/themes/mine/theme.typ": *
#show: setup
= Ada
#entry[Engines][Analytical #emph[and] difference.]
#entry[Notes][On Bernoulli numbers.]
"#;

fn project(main: &str) -> TypstProject {
    let files = vec![ProjectFile {
        path: "/themes/mine/theme.typ".into(),
        bytes: Bytes::new(THEME.as_bytes()),
        shown: "theme.typ".into(),
    }];
    TypstProject { theme: "mine".into(), main: main.into(), files: files.into(), ..TypstProject::default() }
}

fn with<T>(main: &str, date: Option<DocumentDate>, run: impl FnOnce(&Typeset<'_>, &mut Sources) -> T) -> T {
    let (project, images) = (project(main), Images::new());
    let mut sources = Sources::new();
    let settings = typeset::Settings { date, ..typeset::Settings::default() };
    let done =
        typeset::compile(&project, &images, &Arc::new(FontSet::bundled()), settings, &mut sources).expect("compiles");
    run(&done.value, &mut sources)
}

fn pdf_of(
    main: &str,
    date: Option<DocumentDate>,
    demanded: &[Standard],
) -> Result<(Vec<u8>, Diagnostics), Diagnostics> {
    with(main, date, |typeset, sources| {
        let settings = pdf::Settings { demanded: demanded.to_vec(), ident: Some("ada".into()) };
        pdf::export(typeset, &settings, sources).map(|done| (done.value.bytes, done.warnings))
    })
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn date() -> Option<DocumentDate> {
    DocumentDate::from_ymd(2026, 11, 21)
}

#[test]
fn a_sound_document_is_pdf_ua_1_and_the_same_bytes_twice() {
    let (bytes, warnings) = pdf_of(BODY, date(), &[]).expect("exports");
    assert!(warnings.is_empty(), "{warnings}");
    assert!(holds(&bytes, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(holds(&bytes, concat!("curricle ", env!("CARGO_PKG_VERSION"))));
    assert!(holds(&bytes, "2026-11-21"));
    comemo::evict(0);
    assert_eq!(pdf_of(BODY, date(), &[]).expect("exports").0, bytes);
}

#[test]
fn a_document_without_a_date_has_none() {
    let (bytes, _) = pdf_of(BODY, None, &[]).expect("exports");
    assert!(!holds(&bytes, "CreateDate"));
}

#[test]
fn what_keeps_a_document_from_pdf_ua_is_a_warning_and_the_pdf_is_tagged() {
    let main = format!("{BODY}\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))");
    let (bytes, warnings) = pdf_of(&main, date(), &[]).expect("exports");
    assert!(!holds(&bytes, "pdfuaid"));
    assert!(holds(&bytes, "StructTreeRoot"));
    assert_eq!(warnings.0.len(), 1, "{warnings}");
    assert!(
        matches!(&warnings.0[0].problem, Problem::NotAccessible { reason, .. } if reason.contains("alt")),
        "{warnings}"
    );
    assert!(warnings.0[0].span().is_some());
    let errors = pdf_of(&main, date(), &[Standard::Ua1]).expect_err("is demanded");
    assert_eq!((errors.0[0].code(), errors.0[0].severity), ("pdf-standard", Severity::Error));
}

#[test]
fn an_archive_that_is_not_accessible_is_still_an_archive() {
    let (bytes, warnings) = pdf_of("= Without a title", date(), &[Standard::A3a]).expect("exports");
    assert!(holds(&bytes, "<pdfaid:part>3</pdfaid:part>") && !holds(&bytes, "pdfuaid"));
    assert_eq!(warnings.0[0].code(), "not-accessible");
}

#[test]
fn a_missing_glyph_leaves_a_tagged_pdf_without_the_claim() {
    let (bytes, warnings) = pdf_of(&format!("{BODY}\n漢"), date(), &[]).expect("exports");
    assert!(!holds(&bytes, "pdfuaid"));
    assert_eq!(warnings.0[0].code(), "not-accessible");
}

#[test]
fn demanded_standards_are_met_together() {
    let (bytes, warnings) = pdf_of(BODY, date(), &[Standard::Ua1, Standard::A2a]).expect("exports");
    assert!(warnings.is_empty());
    assert!(holds(&bytes, "<pdfaid:part>2</pdfaid:part>") && holds(&bytes, "pdfuaid"));
    let (bytes, _) = pdf_of(BODY, date(), &[Standard::A3a]).expect("exports");
    assert!(holds(&bytes, "<pdfaid:part>3</pdfaid:part>") && holds(&bytes, "pdfuaid"), "what is met is claimed");
}

#[test]
fn an_archive_needs_a_date() {
    let errors = pdf_of(BODY, None, &[Standard::A2a]).expect_err("no date");
    assert_eq!(errors.0[0].problem, Problem::DateNeeded { standard: "a-2a".into() });
    let main = format!("#set document(date: datetime(year: 2026, month: 1, day: 2))\n{BODY}");
    assert!(pdf_of(&main, None, &[Standard::A2a]).is_ok(), "the theme's date is one");
}

#[test]
fn names_of_standards_are_checked() {
    assert_eq!(pdf::standards(["A-2a", "ua-1", "ua-1"]), Ok(vec![Standard::Ua1, Standard::A2a]));
    assert_eq!(pdf::standards(["a-2a", "a-3a"]).expect_err("one only").code(), "usage");
    let error = pdf::standards(["a-2b"]).expect_err("unknown");
    assert!(matches!(&error, Problem::BadChoice { near: Some(near), .. } if near == "a-2a"), "{error:?}");
}

#[test]
fn a_png_is_opaque_rgb_without_metadata() {
    let main = format!("{BODY}\n#pagebreak()\n#set page(fill: none)\nx");
    let images = with(&main, None, |typeset, _| png::export(typeset, 72.0)).expect("draws");
    let suffixes: Vec<_> = images.iter().map(|image| image.suffix.as_str()).collect();
    assert_eq!(suffixes, ["-1.png", "-2.png"]);
    let decoded = image::load_from_memory(&images[1].bytes).expect("a PNG");
    assert_eq!((decoded.width(), decoded.height(), decoded.color()), (283, 170, image::ColorType::Rgb8));
    assert_eq!(decoded.to_rgb8().get_pixel(0, 0).0, [255; 3]);
    for chunk in ["tEXt", "iTXt", "tIME", "pHYs", "eXIf"] {
        assert!(!holds(&images[1].bytes, chunk), "{chunk}");
    }
    assert_eq!(images, with(&main, None, |typeset, _| png::export(typeset, 72.0)).expect("draws"));
}

#[test]
fn an_svg_is_a_picture_with_links_and_the_same_bytes_twice() {
    let main = format!("{BODY}\n#link(\"https://x.example/\")[there]\n#pagebreak()\nx");
    let draw = || with(&main, None, |typeset, _| svg::export(typeset));
    let images = draw();
    let suffixes: Vec<_> = images.iter().map(|image| image.suffix.as_str()).collect();
    assert_eq!(suffixes, ["-1.svg", "-2.svg"]);
    assert!(images[0].bytes.starts_with(b"<svg ") && holds(&images[0].bytes, "href=\"https://x.example/\""));
    comemo::evict(0);
    assert_eq!(images, draw());
    assert_eq!(with(BODY, None, |typeset, _| svg::export(typeset))[0].suffix, ".svg");
}

#[test]
fn a_resolution_out_of_bounds_is_refused() {
    with(BODY, None, |typeset, _| {
        for ppi in [0.0, -1.0, f64::NAN, 1e6] {
            assert_eq!(png::export(typeset, ppi).expect_err("refused").code(), "usage");
        }
    });
    let main = "#set page(width: 20cm, height: 2000cm)\nx";
    assert_eq!(with(main, None, |typeset, _| png::export(typeset, 600.0)).expect_err("refused").code(), "usage");
}

#[test]
fn the_typst_folder_holds_what_the_pages_need() {
    let files = with(BODY, None, |typeset, _| typ::export(typeset));
    let paths: Vec<_> = files.iter().map(|file| file.suffix.as_str()).collect();
    assert_eq!(
        paths,
        [
            "-typst/fonts/roboto-slab/LICENSE-Apache-2.0.txt",
            "-typst/fonts/roboto-slab/RobotoSlab-Bold.otf",
            "-typst/fonts/roboto-slab/debian-copyright.txt",
            "-typst/fonts/source-serif-4/LICENSE.md",
            "-typst/fonts/source-serif-4/SourceSerif4-It.otf",
            "-typst/fonts/source-serif-4/SourceSerif4-Regular.otf",
            "-typst/main.typ",
            "-typst/themes/mine/theme.typ",
        ]
    );
    assert_eq!(files[6].bytes, BODY.as_bytes());
    assert_eq!(files[7].bytes, THEME.as_bytes());
}
