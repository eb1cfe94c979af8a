use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser;
use curricle::batch::Format;
use curricle::source::Sources;

use super::{Destination, Output, Target, plan, portable};
use crate::cli::arguments::{Arguments, Command};
use crate::cli::inputs::InputPath;
use crate::cli::order::{Asked, Naming, Order};
use crate::cli::render::Job;

fn destinations(
    inputs: &[&str],
    themes: &[&str],
    formats: &[Format],
    letter: Option<&str>,
    output: Option<&str>,
) -> Result<Vec<Destination>, ()> {
    let arguments = Arguments::try_parse_from(["curricle", "check", "x.yaml"]).map_err(|_| ())?;
    let Command::Check(check) = arguments.command else { return Err(()) };
    let mut job = Job::new(&check.look, &mut Sources::new()).map_err(|_| ())?;
    job.letter = letter.map(|path| InputPath::of_file(Path::new(path)));
    let asked = Arc::new(Asked {
        themes: themes.iter().map(|theme| Arc::from(*theme)).collect(),
        formats: formats.into(),
        dist: Path::new("dist").into(),
        ..Asked::default()
    });
    let order = |path: &&str| Order {
        input: InputPath::of_file(Path::new(path)),
        asked: Arc::clone(&asked),
        ..Order::default()
    };
    let orders: Vec<Order> = inputs.iter().map(order).collect();
    let output = Output::of(output.map(Path::new));
    let plan = plan(&orders, output, None, &job, &Sources::new(), &mut |_, _| Vec::new()).map_err(|_| ())?;
    Ok(plan.targets.into_iter().map(|target| target.destination()).collect())
}

#[test]
fn artifacts_stand_in_dist_under_the_name_of_their_input() {
    let stem = |path: &str| Destination::Stem(PathBuf::from(path));
    assert_eq!(destinations(&["a/me.yaml"], &["plain"], &[Format::Pdf], None, None), Ok(vec![stem("dist/me")]));
    assert_eq!(
        destinations(&["me.yaml"], &["plain", "./my/own"], &[Format::Pdf], None, None),
        Ok(vec![stem("dist/me-plain"), stem("dist/me-own")])
    );
}

#[test]
fn an_output_is_a_file_for_one_artifact_and_a_folder_for_several() {
    let one = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some("cv.pdf"));
    assert_eq!(one, Ok(vec![Destination::File(PathBuf::from("cv.pdf"))]));
    let two = destinations(&["me.yaml"], &["plain"], &[Format::Pdf, Format::Png], None, Some("out"));
    assert_eq!(two, Ok(vec![Destination::Stem(PathBuf::from("out/me"))]));
    let slash = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some("out/"));
    assert_eq!(slash, Ok(vec![Destination::Stem(PathBuf::from("out/me"))]));
}

#[test]
fn conflicts_are_refused() {
    assert_eq!(destinations(&["a/me.yaml", "b/me.yaml"], &["plain"], &[Format::Pdf], None, None), Err(()));
    for output in ["./me.yaml", "to/be/../../made/../me.yaml"] {
        assert_eq!(destinations(&["me.yaml"], &["plain"], &[Format::Pdf], None, Some(output)), Err(()), "{output}");
    }
    assert_eq!(destinations(&["me.yaml"], &["plain"], &[Format::Pdf, Format::Png], None, Some("-")), Err(()));
    assert_eq!(destinations(&["me.yaml"], &["plain", "plain"], &[Format::Pdf], None, None), Err(()));
}

#[test]
fn a_letter_is_an_artifact_beside_each_resume() {
    let one = destinations(&["me.yaml"], &["plain"], &[Format::Pdf], Some("acme.yaml"), Some("cv"));
    assert_eq!(one, Ok(vec![Destination::Stem(PathBuf::from("cv/me"))]));
    let pdf = [Format::Pdf];
    for (inputs, letter, output) in [
        (&["me.yaml"][..], "acme.yaml", "-"),
        (&["me.yaml"], "acme.yaml", "cv.pdf"),
        (&["me.yaml", "me-letter.yaml"], "acme.yaml", "out"),
        (&["me.yaml"], "./me-letter.pdf", "."),
    ] {
        assert_eq!(destinations(inputs, &["plain"], &pdf, Some(letter), Some(output)), Err(()), "{letter}");
    }
}

fn digest(orders: &[(&str, Naming)], themes: &[&str], dist: &str) -> String {
    let arguments = Arguments::try_parse_from(["curricle", "check", "x.yaml"]).expect("valid");
    let Command::Check(check) = arguments.command else { unreachable!("it is `check`") };
    let job = Job::new(&check.look, &mut Sources::new()).expect("valid");
    let asked = Arc::new(Asked {
        themes: themes.iter().map(|theme| Arc::from(*theme)).collect(),
        dist: Path::new(dist).into(),
        ..Asked::default()
    });
    let order = |(path, naming): &(&str, Naming)| Order {
        input: InputPath::of_file(Path::new(path)),
        naming: naming.clone(),
        asked: Arc::clone(&asked),
    };
    let orders: Vec<Order> = orders.iter().map(order).collect();
    let plan = plan(&orders, Output::Dist, None, &job, &Sources::new(), &mut |_, _| Vec::new()).expect("no clash");
    assert_eq!(plan.digest.targets, plan.targets.len());
    assert!(plan.targets.iter().zip(0..).all(|(target, position)| target.position == position));
    plan.digest.sha256
}

#[test]
fn a_plan_is_known_by_what_it_makes_wherever_it_is_made() {
    let (a, b) = (("x/a.yaml", Naming::Flat), ("x/b.yaml", Naming::Mirrored(1)));
    let known = digest(&[a.clone(), b.clone()], &["plain"], "dist");
    assert_eq!(digest(&[b.clone(), ("./x/a.yaml", Naming::Flat)], &["plain"], "/somewhere/else"), known);
    for other in [
        digest(std::slice::from_ref(&a), &["plain"], "dist"),
        digest(&[a.clone(), b.clone()], &["ledger"], "dist"),
        digest(&[a.clone(), b.clone()], &["plain", "ledger"], "dist"),
        digest(&[a, ("x/b.yaml", Naming::Mirrored(0))], &["plain"], "dist"),
    ] {
        assert_ne!(other, known);
    }
}

#[test]
fn names_are_the_same_on_every_machine() {
    for (name, same) in
        [("./a/./b.yaml", "a/b.yaml"), ("a//b.yaml", "a/b.yaml"), ("/a/b", "/a/b"), ("../a.b/c", "../a.b/c")]
    {
        assert_eq!(portable(name), same);
    }
}

#[test]
fn a_target_is_small() {
    // A plan of a hundred thousand lives as long as the run.
    assert!(size_of::<Target>() <= 48, "{}", size_of::<Target>());
}
