//! What the built-in themes cost to lay out, beside `plain`.
//!
//! The documents are those of the bench `render`, as Typst sources that curricle wrote. In every round each theme lays out
//! one document; who begins changes from round to round, and no two themes take the same document, so that none finds its
//! text in Typst's caches. Ratios of medians are printed; nothing is asserted, for machines are busy.

mod bare;
mod profiles;

use std::path::PathBuf;

use bare::{Bare, median, time};
use curricle::batch::{Format, Input, Renderer, Request, evict};
use curricle::source::Sources;
use curricle::theme::ThemeStore;

/// How many documents there are.
const DOCUMENTS: usize = 60;

/// How often every theme lays out each; the first time does not count.
const PASSES: usize = 4;

/// A theme, and how long its documents took in seconds.
struct Entrant {
    name: String,
    mains: Vec<String>,
    layout: Vec<f64>,
    pdf: Vec<f64>,
    pages: usize,
}

fn main() {
    let mut world = Bare::new();
    let mut entrants: Vec<Entrant> =
        ThemeStore::default().names().into_iter().map(|name| entrant(name, &mut world)).collect();
    let count = entrants.len();
    for round in 0..DOCUMENTS * PASSES {
        for turn in 0..count {
            let turn = if round % 2 == 0 { turn } else { count - 1 - turn };
            let theme = (round + turn) % count;
            let document = (round + theme * DOCUMENTS / count) % DOCUMENTS;
            let entrant = &mut entrants[theme];
            let main = entrant.mains[document].clone();
            let mut pages = None;
            let layout = time(|| pages = Some(world.layout(main)));
            let pages = pages.expect("laid out");
            let pdf = time(|| Bare::pdf(&pages));
            evict(5);
            if round >= DOCUMENTS {
                entrant.layout.push(layout.as_secs_f64());
                entrant.pdf.push((layout + pdf).as_secs_f64());
                entrant.pages += pages.pages().len();
            }
        }
    }
    report(&entrants);
}

/// Has curricle write the sources of every document in a theme.
fn entrant(name: String, world: &mut Bare) -> Entrant {
    let renderer = Renderer::new(Vec::new(), false);
    let request = Request { theme: Some(name.clone()), formats: vec![Format::Typ], ..Request::default() };
    let mut mains = Vec::new();
    for number in 0..DOCUMENTS {
        let bytes = profiles::profile(number).into_bytes();
        let input = Input { name: "profile.yaml".into(), bytes, folder: PathBuf::from("benches") };
        let made = renderer.make(&input, &request, &mut Sources::new()).expect("made-up profiles are valid");
        for artifact in made.value.artifacts {
            match artifact.suffix.strip_prefix("-typst").expect("files of the folder") {
                "/main.typ" => mains.push(String::from_utf8(artifact.bytes).expect("text")),
                path if path.starts_with("/themes") => world.add(path, artifact.bytes),
                _ => {}
            }
        }
        evict(5);
    }
    Entrant { name, mains, layout: Vec::new(), pdf: Vec::new(), pages: 0 }
}

fn report(entrants: &[Entrant]) {
    let plain = entrants.iter().find(|entrant| entrant.name == "plain").expect("built in");
    let (layout, pdf) = (median(&plain.layout), median(&plain.pdf));
    let mut table = format!(
        "{:10} {:>7} {:>12} {:>9} {:>12} {:>9}\n",
        "theme", "pages", "layout, ms", "of plain", "and PDF, ms", "of plain"
    );
    for entrant in entrants {
        #[allow(clippy::cast_precision_loss, reason = "a few hundred pages")]
        let pages = entrant.pages as f64 / entrant.layout.len() as f64;
        let (own_layout, own_pdf) = (median(&entrant.layout), median(&entrant.pdf));
        table.push_str(&format!(
            "{:10} {pages:7.2} {:12.2} {:9.2} {:12.2} {:9.2}\n",
            entrant.name,
            own_layout * 1e3,
            own_layout / layout,
            own_pdf * 1e3,
            own_pdf / pdf,
        ));
    }
    #[allow(clippy::print_stdout, reason = "a benchmark reports")]
    {
        print!("{table}");
    }
}
