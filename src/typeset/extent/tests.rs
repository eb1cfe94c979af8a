use std::sync::Arc;

use super::*;
use crate::source::Sources;
use crate::theme::TypstProject;
use crate::typeset::{FontSet, Images, Settings, compile};

/// Pages of 200 pt with margins of 20 pt, on which so many lines of 10 pt stand one below the other.
const PAGE: &str = "#set page(width: 200pt, height: 200pt, margin: 20pt)\n\
    #set text(size: 10pt, top-edge: 8pt, bottom-edge: -2pt)\n#set par(leading: 0pt, spacing: 0pt)\n";

fn measured(body: &str) -> (Extent, Vec<usize>) {
    let main = format!("{PAGE}{body}");
    let project = TypstProject { theme: "none".into(), main, ..TypstProject::default() };
    let (images, fonts) = (Images::new(), Arc::new(FontSet::bundled()));
    let pages = compile(&project, &images, &fonts, Settings::default(), &mut Sources::new()).unwrap().value;
    (pages.extent(), (0..3).map(|after| pages.lines_after(after)).collect())
}

fn lines(count: usize) -> String {
    "line\\ \n".repeat(count)
}

fn near(fill: f64, expected: f64) {
    assert!((fill - expected).abs() < 0.06, "{fill}, expected {expected}");
}

#[test]
fn a_full_page_is_full_and_a_quarter_is_a_quarter() {
    for (count, pages, fill) in [(16, 1, 1.0), (8, 1, 0.5), (20, 2, 0.25), (32, 2, 1.0), (33, 3, 0.05)] {
        let (extent, _) = measured(&lines(count));
        assert_eq!(extent.pages, pages, "{count}");
        near(extent.last_fill, fill);
    }
}

#[test]
fn lines_are_counted_after_a_page() {
    assert_eq!(measured(&lines(37)).1, [37, 21, 5]);
}

#[test]
fn what_stands_side_by_side_is_one_line() {
    assert_eq!(measured("#grid(columns: 2, [a\\ b#super[2]], [c\\ d\\ e])").1[0], 3);
}

#[test]
fn feet_and_artifacts_do_not_count() {
    let foot =
        "#set page(footer: [page], background: place(bottom)[ground], foreground: pdf.artifact(place(bottom)[x]))\n";
    for count in [8, 20] {
        assert_eq!(measured(&format!("{foot}{}", lines(count))), measured(&lines(count)), "{count}");
    }
}

#[test]
fn what_is_no_text_does_not_count() {
    let (extent, lines) = measured("text #place(bottom, rect(width: 10pt, height: 100%))");
    near(extent.last_fill, 0.05);
    assert_eq!(lines[0], 1);
    assert_eq!(measured("").0, Extent { pages: 1, last_fill: 0.0 });
}
