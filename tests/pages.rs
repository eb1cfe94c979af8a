//! What pages look like: every built-in theme draws a few documents, and each page is compared with a small picture in
//! `tests/pages`.
//!
//! `CURRICLE_UPDATE=1 cargo test --test integration pages::` accepts what is drawn now. For each page that differs, a picture
//! of what was expected, what is drawn, and where they differ (in red) is written; the message names it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use curricle::batch::{Format, Input, Renderer, Request, evict};
use curricle::export::palette;
use curricle::source::Sources;
use curricle::theme::ThemeStore;
use image::RgbImage;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The resolution of the pictures: a line of text is five pixels high.
const PPI: f64 = 36.0;

/// A channel of a reference has so many levels, which keeps it small.
const LEVELS: u16 = 8;

/// How far a channel may be from a reference: half a level, and what arithmetic may differ by.
const TOLERANCE: u8 = 24;

/// How many of a thousand pixels may be further off.
const STRAY: usize = 1;

/// The most bytes of one picture, and of all.
const LIMITS: (u64, u64) = (14_000, 480_000);

fn file(path: &str) -> Input {
    let file = Path::new(ROOT).join(path);
    Input { name: path.into(), bytes: fs::read(&file).unwrap(), folder: file.parent().unwrap().to_owned() }
}

/// What is drawn: a name and the profile; the first with a letter.
fn documents() -> Vec<(&'static str, Input)> {
    vec![
        ("profile", file("data/profiles/asjad-iqbal.yaml")),
        ("full", file("data/samples/full.yaml")),
        ("nameless", file("data/samples/nameless.yaml")),
        ("rtl", file("data/samples/rtl.yaml")),
    ]
}

fn update() -> bool {
    std::env::var_os("CURRICLE_UPDATE").is_some()
}

fn decode(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

/// How many pixels of one picture differ from those of another; none where the sizes do.
fn stray(one: &RgbImage, other: &RgbImage, tolerance: u8) -> Option<usize> {
    if one.dimensions() != other.dimensions() {
        return None;
    }
    let far = |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > tolerance);
    Some(one.pixels().zip(other.pixels()).filter(far).count())
}

fn same(one: &RgbImage, other: &RgbImage, tolerance: u8) -> bool {
    let pixels = one.pixels().len();
    stray(one, other, tolerance).is_some_and(|stray| stray * 1000 <= STRAY * pixels)
}

/// A picture in few colours, as references are.
fn coarse(picture: &RgbImage) -> Vec<u8> {
    let level = |part: &u8| {
        let step = (u16::from(*part) * (LEVELS - 1) + 127) / 255;
        u8::try_from(step * 255 / (LEVELS - 1)).unwrap()
    };
    let parts: Vec<u8> = picture.iter().map(level).collect();
    palette::encode(&parts, picture.width(), picture.height()).unwrap()
}

/// Writes what was expected, what is there, and where they differ, side by side; returns where.
fn explain(name: &str, expected: Option<&RgbImage>, now: &RgbImage, tolerance: u8) -> PathBuf {
    let empty = RgbImage::new(0, 0);
    let expected = expected.unwrap_or(&empty);
    let (width, height) = (expected.width().max(now.width()), expected.height().max(now.height()));
    let at = |picture: &RgbImage, x, y| picture.get_pixel_checked(x, y).map(|pixel| pixel.0);
    let picture = RgbImage::from_fn(3 * width + 8, height, |x, y| {
        let (panel, x) = (x / (width + 4), x % (width + 4));
        let (old, new) = (at(expected, x, y), at(now, x, y));
        let pixel = match (panel, x < width) {
            (_, false) => Some([90; 3]),
            (0, true) => old,
            (1, true) => new,
            (_, true) => {
                let far = old.zip(new).is_none_or(|(a, b)| a.iter().zip(b).any(|(a, b)| a.abs_diff(b) > tolerance));
                if far { Some([220, 0, 0]) } else { new.map(|pixel| pixel.map(|part| 255 - (255 - part) / 4)) }
            }
        };
        image::Rgb(pixel.unwrap_or([200; 3]))
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    picture.save(&path).unwrap();
    path
}

#[test]
fn every_theme_draws_its_pages_as_before() {
    let folder = Path::new(ROOT).join("tests/pages");
    fs::create_dir_all(&folder).unwrap();
    let renderer = Renderer::new(Vec::new(), false);
    let (mut wrong, mut drawn) = (Vec::new(), BTreeSet::new());
    for (document, input) in documents() {
        for theme in ThemeStore::default().names() {
            let request = Request {
                theme: Some(theme.clone()),
                options: vec!["paper=a4".into()],
                formats: vec![Format::Png],
                ppi: PPI,
                letter: (document == "profile").then(|| file("examples/letters/search-engineer.yaml")),
                ..Request::default()
            };
            let made = renderer.make(&input, &request, &mut Sources::new());
            let made = made.unwrap_or_else(|errors| panic!("{document} in {theme}: {errors}")).value;
            evict(5);
            for artifact in made.artifacts {
                let name = format!("{theme}-{document}{}", artifact.suffix);
                let now = decode(&artifact.bytes);
                let reference = folder.join(&name);
                let expected = fs::read(&reference).ok().map(|bytes| decode(&bytes));
                drawn.insert(name.clone());
                if expected.as_ref().is_some_and(|expected| same(expected, &now, TOLERANCE)) {
                    continue;
                }
                if update() {
                    fs::write(&reference, coarse(&now)).unwrap();
                } else {
                    wrong.push(format!("{name}: {}", explain(&name, expected.as_ref(), &now, TOLERANCE).display()));
                }
            }
        }
    }
    let mut total = 0;
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if !drawn.contains(&name) && update() {
            fs::remove_file(entry.path()).unwrap();
        } else if !drawn.contains(&name) {
            wrong.push(format!("{name}: there is no such page any more"));
        } else {
            let size = entry.metadata().unwrap().len();
            assert!(size <= LIMITS.0, "{name} has {size} bytes");
            total += size;
        }
    }
    assert!(total <= LIMITS.1, "the pictures have {total} bytes");
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "pages differ from tests/pages; look at the pictures (expected, now, difference), and if this is as it should be: \
        CURRICLE_UPDATE=1 cargo test --test integration pages::\n  {}",
        wrong.join("\n  ")
    );
}

/// Pictures of the documents: the command that makes one, what it makes, where that is shown, the most bytes.
const SHOWN: [(&str, &str, &str, u64); 1] =
    [("themes gallery examples/bilingual.yaml", "dist/gallery/bilingual-gallery.png", "gallery.png", 400_000)];

#[test]
fn the_pictures_of_the_readme_are_what_its_commands_make() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    for (arguments, made, shown, limit) in SHOWN {
        assert!(readme.contains(&format!("`curricle {arguments}`")), "README.md does not say `curricle {arguments}`");
        assert!(readme.contains(&format!("](docs/images/{shown})")), "README.md does not show {shown}");
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
        command.current_dir(folder.path()).env_remove("SOURCE_DATE_EPOCH").arg("-q");
        for argument in arguments.split(' ') {
            let input = Path::new(ROOT).join(argument);
            if input.is_file() {
                command.arg(input)
            } else {
                command.arg(argument)
            };
        }
        assert!(command.status().unwrap().success(), "{arguments}");
        let bytes = fs::read(folder.path().join(made)).unwrap();
        let place = Path::new(ROOT).join("docs/images").join(shown);
        let (now, expected) = (decode(&bytes), fs::read(&place).ok().map(|bytes| decode(&bytes)));
        if expected.as_ref().is_none_or(|expected| !same(expected, &now, TOLERANCE)) {
            if update() {
                fs::write(&place, &bytes).unwrap();
            } else {
                wrong.push(format!("{shown}: {}", explain(shown, expected.as_ref(), &now, TOLERANCE).display()));
            }
        }
        let size = fs::metadata(&place).unwrap().len();
        assert!(size <= limit, "{shown} has {size} bytes");
    }
    assert!(
        wrong.is_empty(),
        "CURRICLE_UPDATE=1 cargo test --test integration pages:: makes these anew:\n  {}",
        wrong.join("\n  ")
    );
}

#[test]
fn a_difference_is_found_and_shown() {
    let white = RgbImage::from_pixel(100, 100, image::Rgb([255; 3]));
    let mut marked = white.clone();
    for x in 0..20 {
        marked.put_pixel(x, 5, image::Rgb([200; 3]));
    }
    assert!(same(&white, &decode(&coarse(&white)), TOLERANCE) && !same(&white, &marked, TOLERANCE));
    assert!(!same(&white, &RgbImage::new(100, 99), TOLERANCE));
    let shown = image::open(explain("test.png", Some(&white), &marked, TOLERANCE)).unwrap().into_rgb8();
    assert_eq!(
        (shown.width(), shown.get_pixel(208 + 3, 5).0, shown.get_pixel(208 + 3, 6).0),
        (308, [220, 0, 0], [255; 3])
    );
}
