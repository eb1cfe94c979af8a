//! A number of pages that was asked for is met whenever a theme can, in few layouts. A layout at every density tells what
//! can be.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;

use curricle::application::Field;
use curricle::batch::{Fitted, Format, Made, Renderer, Request, evict};
use curricle::diagnostic::{Diagnostics, Severity, Warned};
use curricle::source::{Sources, report};
use curricle::theme::{ImageFormats, ThemeStore};
use curricle::typeset::fit::{Extent, Fit, GRID, LAYOUTS, best, fit};
use curricle::typeset::{FontSet, Images, Settings, compile};

use super::stage;

#[path = "../../benches/render/profiles.rs"]
#[allow(dead_code, reason = "the benches have profiles of one size")]
mod profiles;

/// A made-up profile, from less than a page to more than three.
fn profile(number: usize) -> String {
    profiles::sized(number, 1 + (number * 5 + number / 6) % 8, (number + number / 8) % 5)
}

/// How much a profile takes in a theme at every density, by the library's own parts.
fn scan(profile: &str, theme: &str, fonts: &Arc<FontSet>) -> Vec<Extent> {
    let resume = stage::resume(&stage::input_of("profile.yaml", profile.to_owned()), &stage::request(theme, None, &[]));
    let mut sources = Sources::new();
    let theme = ThemeStore::default().load(theme, &mut sources).unwrap().value;
    let mut options = theme.resolve(&[]).unwrap().value;
    let extent = |step: u8| {
        options.set_number("density", f64::from(step) / 10.0);
        let project = theme.project(&resume, &options, &ImageFormats::new(), &mut sources).unwrap().value;
        compile(&project, &Images::new(), fonts, Settings::default(), &mut sources).unwrap().value.extent()
    };
    (0..=10).map(extent).collect()
}

fn search(most: usize, all: &[Extent]) -> Fit {
    fit(most, all.len(), |index| Ok::<_, Infallible>(all[index])).unwrap()
}

/// So many pages, as `--pages` asks for them.
fn pages(most: &str) -> Vec<Field> {
    vec![Field { path: "pages".into(), value: most.into(), name: "--pages".into() }]
}

fn render(profile: &str, theme: &str, most: &str) -> (Result<Warned<Made>, Diagnostics>, Sources) {
    let fields = pages(most);
    let request = Request { fields, formats: vec![Format::Svg], ..stage::request(theme, None, &[]) };
    let mut sources = Sources::new();
    let input = stage::input_of("profile.yaml", profile.to_owned());
    (Renderer::new(Vec::new(), false).make(&input, &request, &mut sources), sources)
}

/// What many searches came to.
#[derive(Default)]
struct Tally {
    searches: usize,
    possible: usize,
    met: usize,
    /// Of those met, how many at the airiest density, or with fewer pages to avoid a short last one, as a scan has it.
    as_scanned: usize,
    /// Scans in which a denser page holds less.
    unsteady: usize,
    /// How many searches took so many layouts: all, and those of what does not fit as it is.
    layouts: [usize; LAYOUTS + 1],
    layouts_if_over: [usize; LAYOUTS + 1],
}

impl Tally {
    fn add(&mut self, case: &str, most: usize, all: &[Extent]) {
        let found = search(most, all);
        let scanned = best(&all.iter().copied().enumerate().collect::<Vec<_>>(), most);
        self.searches += 1;
        self.possible += usize::from(scanned.is_some());
        self.met += usize::from(found.chosen.is_some());
        self.as_scanned += usize::from(found.chosen.is_some() && found.chosen == scanned);
        self.unsteady += usize::from(!all.is_sorted_by(|one, other| one.pages >= other.pages));
        self.layouts[found.tried.len()] += 1;
        self.layouts_if_over[found.tried.len()] += usize::from(all[0].pages > most);
        assert_eq!(found.chosen.is_some(), scanned.is_some(), "{case} on {most} pages: {found:?} of {all:?}");
    }

    fn median(histogram: &[usize]) -> usize {
        let half = histogram.iter().sum::<usize>().div_ceil(2);
        (0..histogram.len()).find(|count| histogram[..=*count].iter().sum::<usize>() >= half).unwrap()
    }
}

/// In pages, as one number.
fn length(extent: Extent) -> f64 {
    f64::from(u8::try_from(extent.pages).unwrap()) - 1.0 + extent.last_fill
}

/// The same lengths in pages of another height, so that a page ends where it ended at one of the densities: there the
/// unsteadiness of real layouts decides.
fn in_parts(all: &[Extent], height: f64) -> Vec<Extent> {
    let part = |extent: &Extent| {
        let length = length(*extent) / height;
        let pages = (1..20_u8).find(|pages| length <= f64::from(*pages)).unwrap();
        Extent { pages: usize::from(pages), last_fill: length - f64::from(pages) + 1.0 }
    };
    all.iter().map(part).collect()
}

/// Searches for 1 to 3 pages, and those with the end of the page moved to every place that matters.
fn tally(count: usize) -> (Tally, Tally) {
    let (fonts, themes) = (Arc::new(FontSet::bundled()), stage::themes());
    let (mut tally, mut moved) = (Tally::default(), Tally::default());
    for number in 0..count {
        let theme = &themes[number % themes.len()];
        let all = scan(&profile(number), theme, &fonts);
        assert_eq!(all.len(), GRID);
        let case = format!("profile {number} in {theme}");
        (1..=3).for_each(|most| tally.add(&case, most, &all));
        for bound in &all {
            moved.add(&format!("{case}, {bound:?}"), 1, &in_parts(&all, length(*bound)));
        }
        evict(5);
    }
    for tally in [&tally, &moved] {
        assert_eq!(tally.met, tally.possible);
        assert!(Tally::median(&tally.layouts) <= 4 && Tally::median(&tally.layouts_if_over) <= 4);
    }
    (tally, moved)
}

#[test]
fn a_number_of_pages_is_met_whenever_it_can_be() {
    let (tally, moved) = tally(24);
    assert!(tally.possible > 24 && tally.possible < tally.searches, "{} of {}", tally.possible, tally.searches);
    assert!(moved.unsteady > 0, "some pages do not fall steadily");
}

/// As above, with the figures: `cargo test --test integration -- --ignored --nocapture whenever`.
#[test]
#[ignore = "takes a minute and more"]
#[allow(clippy::print_stdout, reason = "the figures are what it is for")]
fn a_number_of_pages_is_met_whenever_it_can_be_by_200_profiles() {
    let (tally, moved) = tally(200);
    for (what, it) in [("1 to 3 pages", tally), ("pages that end at every place that matters", moved)] {
        let (searches, possible, met, same) = (it.searches, it.possible, it.met, it.as_scanned);
        println!("{what}: {searches} searches, {possible} possible, {met} met, {same} of them as a scan has it;");
        println!("  {} where pages do not fall steadily", it.unsteady);
        for (of, layouts) in [("all", it.layouts), ("those too long as they are", it.layouts_if_over)] {
            println!("  layouts of {of}: {:?} of 1 to 5, median {}", &layouts[1..], Tally::median(&layouts));
        }
    }
}

#[test]
fn a_render_takes_the_density_that_the_search_finds() {
    let (fonts, themes) = (Arc::new(FontSet::bundled()), stage::themes());
    for (number, theme) in themes.iter().enumerate() {
        let profile = profile(number + 2);
        let all = scan(&profile, theme, &fonts);
        for most in ["1", "2"] {
            let found = search(most.parse().unwrap(), &all);
            let case = format!("{theme} on {most} pages: {found:?}");
            match (render(&profile, theme, most).0, found.chosen) {
                (Ok(made), Some((index, extent))) => {
                    let density = Some(f64::from(u8::try_from(index).unwrap()) / 10.0);
                    let fitted = Fitted { density, layouts: found.tried.len() };
                    assert_eq!((made.value.fitted, made.value.pages), (Some(fitted), extent.pages), "{case}");
                    assert_eq!(made.value.artifacts.len(), extent.pages, "{case}");
                    let short = made.warnings.iter().filter(|it| it.code() == "short-last-page").count();
                    assert_eq!((short, made.warnings.0.len()), (usize::from(extent.is_short()), short), "{case}");
                    stage::assert_quiet(&case, &made.warnings);
                }
                (Err(errors), None) => {
                    assert_eq!(
                        errors.iter().map(curricle::diagnostic::Diagnostic::code).collect::<Vec<_>>(),
                        ["pages-over"],
                        "{case}"
                    );
                    assert_eq!(errors.0[0].related.len(), 5, "{case}");
                }
                (made, _) => panic!("{case}: {made:?}"),
            }
        }
    }
}

/// A profile with so many highlights.
fn long(highlights: usize, text: &str) -> String {
    let mut profile = "basics: {name: Ada}\nwork:\n  - name: Acme\n    highlights:\n".to_owned();
    (1..=highlights).for_each(|number| writeln!(profile, "      - {text} {number}").unwrap());
    profile
}

#[test]
fn what_is_over_is_told_in_lines_with_what_ranks_lowest() {
    let (made, sources) = render(&long(90, "Shipped"), "plain", "1");
    let text = report::render(&made.unwrap_err(), &sources, report::MessageFormat::Human, false);
    insta::assert_snapshot!(text);
}

#[test]
fn layouts_that_are_not_taken_say_nothing() {
    let (made, _) = render(&long(52, "Shipped 漢"), "plain", "1");
    let made = made.unwrap();
    assert!(made.value.fitted.unwrap().layouts > 1);
    assert_eq!(made.warnings.iter().map(curricle::diagnostic::Diagnostic::code).collect::<Vec<_>>(), ["missing-glyph"]);
}

#[test]
fn a_theme_without_a_density_is_laid_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let theme = folder.path().join("rigid");
    std::fs::create_dir(&theme).unwrap();
    std::fs::write(theme.join("theme.yaml"), "description: as it is\n").unwrap();
    std::fs::write(theme.join("theme.typ"), "").unwrap();
    let template = "#set page(height: 120pt, margin: 20pt)\n{{ resume.name }} #for n in range(12) [\\ #n]\n";
    std::fs::write(theme.join("resume.typ.j2"), template).unwrap();
    let theme = theme.display().to_string();
    let (made, _) = render(&long(1, "Shipped"), &theme, "9");
    let made = made.unwrap().value;
    assert_eq!(made.fitted, Some(Fitted { density: None, layouts: 1 }));
    assert!(made.pages > 1);
    let errors = render(&long(1, "Shipped"), &theme, "1").0.unwrap_err();
    assert_eq!((errors.0.len(), errors.0[0].code()), (1, "pages-over"));
    assert!(errors.0[0].problem.to_string().ends_with("has no option `density`"), "{errors}");
}

#[test]
fn a_letter_is_not_made_to_fit() {
    let letter = format!("body: |\n{}", "  A paragraph of a letter.\n\n".repeat(80));
    let letter = Some(stage::input_of("letter.yaml", letter));
    let request = Request { fields: pages("1"), letter, ..stage::request("plain", None, &[]) };
    let input = stage::input_of("profile.yaml", long(3, "Shipped"));
    let made = Renderer::new(Vec::new(), false).make(&input, &request, &mut Sources::new()).unwrap().value;
    assert!(made.pages > 2, "{}", made.pages);
    assert_eq!(made.fitted.unwrap().layouts, 1);
}

#[test]
fn a_density_beside_a_number_of_pages_is_refused_with_whatever_else_is_wrong() {
    let request = Request { fields: pages("1"), ..stage::request("plain", None, &["density=0.3"]) };
    let input = stage::input_of("profile.yaml", "basics: {name: Ada, emial: x}\n".into());
    let errors = Renderer::new(Vec::new(), false).make(&input, &request, &mut Sources::new()).unwrap_err();
    let codes: Vec<_> =
        errors.iter().filter(|it| it.severity == Severity::Error).map(curricle::diagnostic::Diagnostic::code).collect();
    assert_eq!(codes, ["unknown-key", "pages-and-density"]);
    assert_eq!(errors.0[1].related.len(), 1);
}
