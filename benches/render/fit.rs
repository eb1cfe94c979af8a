//! What it costs to fit pages, beside one render without: `cargo bench --bench render -- fit`.
//!
//! Every round takes two documents that nothing has laid out before, renders one as it is and has the other fit on two pages:
//! first cold, then with one highlight changed, as after an edit under `--watch`, then with nothing changed. Ratios of medians
//! are printed; nothing is asserted, for machines are busy.

use std::path::PathBuf;
use std::time::Duration;

use curricle::application::Field;
use curricle::batch::{Input, Renderer, Request, evict};
use curricle::source::Sources;

use super::bare::{median, time};
use super::profiles;

/// How many rounds there are in each theme; the first ones warm up what all documents share.
const ROUNDS: usize = 120;

/// How many do not count.
const WARM_UP: usize = 10;

/// How long the three renders of a document took, in seconds: cold, edited, unchanged.
type Times = [f64; 3];

pub(crate) fn report() {
    let mut table = format!(
        "{:10} {:>7} {:>6} {:>9} {:>6} {:>8} {:>10}\n",
        "theme", "layouts", "rounds", "plain, ms", "cold", "edited", "unchanged"
    );
    for theme in ["plain", "ledger", "sidebar"] {
        let (plain, fitted) = rounds(theme);
        let middle = |times: &[Times], part: usize| median(&times.iter().map(|it| it[part]).collect::<Vec<_>>());
        for layouts in 1..=5 {
            let of: Vec<Times> = fitted.iter().filter(|it| it.0 == layouts).map(|it| it.1).collect();
            if of.is_empty() {
                continue;
            }
            let ratio = |part| middle(&of, part) / middle(&plain, part);
            table.push_str(&format!(
                "{theme:10} {layouts:7} {:6} {:9.2} {:6.2} {:8.2} {:10.2}\n",
                of.len(),
                middle(&plain, 0) * 1e3,
                ratio(0),
                ratio(1),
                ratio(2),
            ));
        }
    }
    #[allow(clippy::print_stdout, reason = "a benchmark reports")]
    {
        print!("{table}");
    }
}

/// The times without fitting, and those with, each with how many layouts it took.
fn rounds(theme: &str) -> (Vec<Times>, Vec<(usize, Times)>) {
    let renderer = Renderer::new(Vec::new(), false);
    let plain = Request { theme: Some(theme.to_owned()), ..Request::default() };
    let pages = Field { path: "pages".into(), value: "2".into(), name: "--pages".into() };
    let fitted = Request { fields: vec![pages], ..plain.clone() };
    let mut times = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // Who begins changes with every round.
        let turns = if round % 2 == 0 { [false, true] } else { [true, false] };
        for fits in turns {
            // From what surely fits to what hardly does; every other number is for the other side.
            let text = profiles::sized(2 * round + usize::from(fits), 3 + round % 3, 2 + round % 2);
            let made = three(&renderer, if fits { &fitted } else { &plain }, &text);
            let Some((layouts, taken)) = made.filter(|_| round >= WARM_UP) else { continue };
            if fits {
                times.1.push((layouts, taken));
            } else {
                times.0.push(taken);
            }
        }
    }
    times
}

/// Renders a profile cold, edited and unchanged; none where it does not fit.
fn three(renderer: &Renderer, request: &Request, text: &str) -> Option<(usize, Times)> {
    let input = Input { name: "profile.yaml".into(), bytes: text.into(), folder: PathBuf::from("benches") };
    let edit = "work.0.highlights.0=Wrote this after the first render, and looked at the pages again.";
    let edited = Request { changes: vec![edit.to_owned()], ..request.clone() };
    let (mut layouts, mut times) = (0, [0.0; 3]);
    for (part, request) in [request, &edited, &edited].into_iter().enumerate() {
        let mut made = None;
        let taken: Duration = time(|| made = renderer.make(&input, request, &mut Sources::new()).ok());
        evict(5);
        let fitted = made?.value.fitted;
        if part == 0 {
            layouts = fitted.map_or(1, |fitted| fitted.layouts);
        }
        times[part] = taken.as_secs_f64();
    }
    Some((layouts, times))
}
