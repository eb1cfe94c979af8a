use std::path::Path;

use super::super::{Format, Input, Made, Renderer, Request};
use crate::diagnostic::{Outcome, Severity};
use crate::source::{Sources, State};

/// A PNG of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn make(profile: &str, folder: &Path, theme: &str, options: &[&str]) -> Outcome<Made> {
    let name = folder.join("p.yaml").display().to_string();
    let input = Input { name, bytes: profile.into(), folder: folder.to_path_buf() };
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    let request = Request { theme: Some(theme.into()), options, formats: vec![Format::Typ], ..Request::default() };
    Renderer::new(Vec::new(), false).make(&input, &request, &mut Sources::new())
}

fn codes(profile: &str, folder: &Path, theme: &str) -> Vec<&'static str> {
    let made = make(profile, folder, theme, &[]).expect("a faulty image refuses nothing");
    made.warnings.iter().map(crate::diagnostic::Diagnostic::code).collect()
}

#[test]
fn a_faulty_image_is_left_out_with_one_warning_and_an_error_where_the_photo_is_asked_for() {
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("text.png"), "no image").expect("written");
    for (image, code) in [
        ("none.png", "image-missing"),
        ("../p.png", "image-outside"),
        ("text.png", "image-unsupported"),
        ("https://example.org/p.png", "image-remote"),
        ("data:image/png;base64,AAAA", "image-unsupported"),
    ] {
        let profile = format!("basics: {{name: Ada, image: '{image}'}}");
        for theme in ["plain", "sidebar"] {
            assert_eq!(codes(&profile, place.path(), theme), [code], "{image} {theme}");
        }
        let errors = make(&profile, place.path(), "sidebar", &["photo=true"]).expect_err("it was asked for");
        let found: Vec<_> = errors.iter().map(|found| (found.code(), found.severity)).collect();
        assert_eq!(found, [(code, Severity::Error)], "{image}");
        assert!(make(&profile, place.path(), "sidebar", &["photo=false"]).is_ok());
    }
}

#[test]
fn an_image_that_is_damaged_past_its_header_is_left_out_too() {
    let place = tempfile::tempdir().expect("a folder");
    let mut bytes = crate::source::data_uri::decode(&format!("data:;base64,{PIXEL}")).expect("base64");
    bytes.truncate(50);
    std::fs::write(place.path().join("cut.png"), bytes).expect("written");
    assert_eq!(codes("basics: {name: Ada, image: cut.png}", place.path(), "sidebar"), ["image-unsupported"]);
    let asked = make("basics: {name: Ada, image: cut.png}", place.path(), "sidebar", &["photo=true"]);
    assert!(asked.expect_err("it was asked for").has_errors());
}

#[test]
fn an_image_in_the_profile_itself_is_shown() {
    let place = tempfile::tempdir().expect("a folder");
    let profile = format!("basics: {{name: Ada, image: 'data:image/png;base64,{PIXEL}'}}");
    let made = make(&profile, place.path(), "sidebar", &["photo=true"]).expect("it is an image");
    assert!(made.warnings.is_empty());
    assert!(made.value.artifacts.iter().any(|artifact| artifact.suffix.ends_with("images/1.png")));
    assert!(made.value.images.is_empty(), "there is no file to look after");
    assert!(made.value.reads.is_complete());
}

#[test]
fn an_image_that_is_not_there_is_noted_as_absent_and_counts_once_it_is() {
    let place = tempfile::tempdir().expect("a folder");
    let made = make("basics: {name: Ada, image: p.png}", place.path(), "plain", &[]).expect("a warning").value;
    let noted = |made: &Made| {
        let mut places = made.reads.places().iter();
        places.find(|read| read.path.ends_with("p.png")).map(|read| read.state)
    };
    assert!(made.reads.is_complete());
    assert_eq!(noted(&made), Some(State::Absent));
    std::fs::write(place.path().join("p.png"), "text").expect("written");
    let made = make("basics: {name: Ada, image: p.png}", place.path(), "plain", &[]).expect("a warning").value;
    assert!(matches!(noted(&made), Some(State::Is(_))));
}
