//! RenderCV's `design`: the nearest of our themes, its colour, paper and fonts.

use super::Application;
use crate::import::application::{bundled_font, color, draws_icons};
use crate::import::entry::{Found, Mapping};
use crate::import::report::{Report, values};
use crate::import::titles::usual;
use crate::import::value::Value;

/// A theme of RenderCV as it looks by itself.
struct Look {
    name: &'static str,
    /// The nearest of our themes. `moderncv` has its dates in the margin; the others are one page with dates and places at
    /// the right edge, as `ledger` is, in other types and colours.
    theme: &'static str,
    /// The colour of its titles.
    accent: &'static str,
    /// The bundled family that its own is, or comes nearest to; none where our theme's does.
    font: Option<&'static str>,
    /// True where contacts have icons.
    icons: bool,
    /// True where pages have numbers.
    numbers: bool,
}

const SANS: Option<&str> = Some("SourceSans3VF");
const SERIF: Option<&str> = Some("Libertinus Serif");

#[rustfmt::skip]
const LOOKS: [Look; 9] = [
    Look { name: CLASSIC, theme: "ledger", accent: "#004f90", font: SANS, icons: true, numbers: true },
    Look { name: "sb2nov", theme: "ledger", accent: "#000000", font: SERIF, icons: false, numbers: true },
    Look { name: "engineeringresumes", theme: "ledger", accent: "#000000", font: None, icons: false, numbers: false },
    Look { name: "engineeringclassic", theme: "ledger", accent: "#004f90", font: SANS, icons: true, numbers: true },
    Look { name: "moderncv", theme: "meridian", accent: "#004f90", font: None, icons: true, numbers: true },
    Look { name: "harvard", theme: "ledger", accent: "#000000", font: None, icons: false, numbers: true },
    Look { name: "ink", theme: "ledger", accent: "#2a1852", font: SERIF, icons: false, numbers: true },
    Look { name: "opal", theme: "ledger", accent: "#00645a", font: SANS, icons: true, numbers: false },
    Look { name: "ember", theme: "ledger", accent: "#9b2319", font: SANS, icons: false, numbers: true },
];

/// The theme where a file names none, and the only one that shows by itself how long a job took.
const CLASSIC: &str = "classic";

/// Why what is left of a design stays behind.
const THEMES: &str = "curricle's themes decide this";

/// Takes a design apart. `place` is its place, or that of the file's contents where there is none. `old` is true for a file of a
/// version that shows no durations by itself.
pub(super) fn import(
    design: Option<&Found<'_>>,
    place: &Found<'_>,
    old: bool,
    application: &mut Application,
    report: &mut Report<'_>,
) {
    let mut from = design.map_or_else(Mapping::default, Found::mapping);
    let theme = from.take("theme");
    let name = theme.as_ref().map_or(CLASSIC, |theme| theme.node.as_text().unwrap_or("a theme").trim());
    let look = LOOKS.iter().find(|look| look.name == name);
    if let (Some(theme), None) = (&theme, look) {
        application.keep(theme, "it is no theme of RenderCV's own", report);
    }
    let nearest = look.map_or("ledger", |look| look.theme);
    application.theme = Some((nearest, format!("`{}`", name.replace('`', "").escape_debug())));
    colors(&mut from, application, report);
    fonts(&mut from, application, report);
    if let Some(look) = look {
        application.option("accent", Value::text(look.accent));
        if let Some(font) = look.font {
            application.option("fonts.body", Value::text(font));
            application.option("fonts.head", Value::text(font));
        }
    }
    let numbers = paper(&mut from, application, report);
    let mut icons = None;
    switch(&mut from, nearest, &mut icons, application, report);
    switches(&mut from, nearest, &mut icons, application, report);
    if name == CLASSIC && !old && !without_durations(design) {
        application.option("durations", Value::Plain("true".into()));
    }
    if let Some(look) = look {
        let place = theme.as_ref().unwrap_or(place);
        unwritten(look, icons.is_none() && look.icons, numbers.is_none() && look.numbers, place, application, report);
    }
    application.keep_all(&from.rest(), THEMES, report);
}

/// Tells that a design lists no section whose durations are shown.
fn without_durations(design: Option<&Found<'_>>) -> bool {
    let list = |group| design?.node.get(group)?.get("show_time_spans_in");
    ["sections", "entries"].into_iter().filter_map(list).any(|list| values(list) == 0)
}

/// Takes over what a theme has by itself, or says that ours does not have it.
fn unwritten(
    look: &Look,
    icons: bool,
    numbers: bool,
    place: &Found<'_>,
    application: &mut Application,
    report: &mut Report<'_>,
) {
    let draws_icons = draws_icons(look.theme);
    if icons && draws_icons {
        application.option("icons", Value::Plain("true".into()));
    }
    let (lacking, none) = match (icons && !draws_icons, numbers) {
        (true, true) => ("icons and page numbers", "neither"),
        (true, false) => ("icons", "none"),
        (false, true) => ("page numbers", "none"),
        (false, false) => return,
    };
    let reason = format!("RenderCV's `{}` shows {lacking}, and `{}` {none}", look.name, look.theme);
    report.altered(&place.path, place.span, reason, None);
}

/// The colour of the section titles, or else of the name, is the accent; others came over if they are the same or black.
fn colors(from: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) {
    let mut colors: Vec<Found<'_>> = from.take("colors").map(|found| found.mapping().rest()).unwrap_or_default();
    // Version 1 has one colour.
    colors.extend(from.take("color"));
    let hex = |found: &Found<'_>| found.node.as_text().and_then(color);
    let accent = ["section_titles", "name", "links", "color"].iter().find_map(|wanted| {
        let found = colors.iter().find(|found| found.name == *wanted)?;
        hex(found)
    });
    if let Some(accent) = &accent {
        application.option("accent", Value::text(accent.as_str()));
    }
    let mut others = Vec::new();
    for found in colors {
        let same = hex(&found).is_some_and(|hex| {
            let body = matches!(found.name.as_str(), "text" | "body") && hex == "#000000";
            body || (Some(&hex) == accent.as_ref() && !matches!(found.name.as_str(), "text" | "body"))
        });
        if !same {
            others.push(found);
        }
    }
    application.keep_all(&others, "a theme has one colour beside black and grey", report);
}

/// The families of the running text and of the titles, where they are among ours.
fn fonts(from: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) {
    const NOT_OURS: &str = "it is none of the bundled families; set `fonts.body` and add its files";
    for group in ["typography", "text"] {
        let Some(found) = from.take(group) else { continue };
        let mut typography = found.mapping();
        if let Some(family) = typography.take("font_family") {
            let mut named = vec![(["fonts.body", "fonts.head"], family.clone())];
            if family.node.as_text().is_none() {
                named.clear();
                for found in family.mapping().rest() {
                    named.push((options_of(&found.name), found));
                }
            }
            for (options, found) in named {
                match found.node.as_text().and_then(bundled_font) {
                    Some(font) if options.iter().all(|option| is_free(application, option, font)) => {
                        for option in options {
                            application.option(option, Value::text(font));
                        }
                    }
                    Some(_) => application.keep(&found, "a theme has two families", report),
                    None => application.keep(&found, NOT_OURS, report),
                }
            }
        }
        application.keep_all(&typography.rest(), THEMES, report);
    }
}

/// The options that a family of RenderCV's is for.
fn options_of(name: &str) -> [&'static str; 2] {
    match name {
        "name" | "section_titles" => ["fonts.head", "fonts.head"],
        _ => ["fonts.body", "fonts.body"],
    }
}

/// Whether an option is not set, or to the same.
fn is_free(application: &Application, option: &str, font: &str) -> bool {
    application.get(option).is_none_or(|set| *set == Value::text(font))
}

/// Takes the paper over; returns whether pages are to have numbers, where that is said.
fn paper(from: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) -> Option<bool> {
    let mut page = from.take("page")?.mapping();
    if let Some(size) = page.take("size") {
        match size.node.as_text() {
            Some(paper @ ("a4" | "us-letter")) => application.option("paper", Value::text(paper)),
            Some("letterpaper") => application.option("paper", Value::text("us-letter")),
            Some("a4paper") => application.option("paper", Value::text("a4")),
            _ => application.keep(&size, "themes know A4 and US letter", report),
        }
    }
    let rest = page.rest();
    let numbers = rest.iter().find(|found| matches!(found.name.as_str(), "show_footer" | "show_page_numbering"));
    let numbers = numbers.and_then(|found| found.node.as_text()).map(|on| on == "true");
    application.keep_all(&rest, THEMES, report);
    numbers
}

/// Takes over what themes here can be told, too: icons, underlined links, durations. `icons` is whether contacts are to have them,
/// where that is said.
fn switches(
    from: &mut Mapping<'_>,
    theme: &str,
    icons: &mut Option<bool>,
    application: &mut Application,
    report: &mut Report<'_>,
) {
    for group in ["header", "links", "sections", "entries"] {
        let Some(found) = from.take(group) else { continue };
        let mut mapping = found.mapping();
        let mut taken = switch(&mut mapping, theme, icons, application, report);
        let mut rest = mapping.rest();
        if let Some(at) = rest.iter().position(|found| found.name == "connections") {
            let mut connections = rest[at].mapping();
            if switch(&mut connections, theme, icons, application, report) {
                rest.remove(at);
                application.keep_all(&connections.rest(), THEMES, report);
                taken = true;
            }
        }
        application.keep_all(if taken { &rest } else { std::slice::from_ref(&found) }, THEMES, report);
    }
}

/// Takes the keys out that are options here; whether there was one.
fn switch(
    mapping: &mut Mapping<'_>,
    theme: &str,
    icons: &mut Option<bool>,
    application: &mut Application,
    report: &mut Report<'_>,
) -> bool {
    let mut taken = false;
    for key in ["show_icons", "use_icons_for_connections", "underline", "show_time_spans_in", "show_timespan_in"] {
        let Some(found) = mapping.take(key) else { continue };
        taken = true;
        match (key, found.node.as_text()) {
            ("show_time_spans_in" | "show_timespan_in", _) => {
                application.option("durations", Value::Plain("true".into()));
                let of_work = |item: &Found<'_>| item.node.as_text().is_some_and(|title| usual(title) == Some("work"));
                if !found.items().iter().all(of_work) {
                    application.keep(&found, "durations are shown with all work or none", report);
                }
            }
            ("underline", Some("true")) => application.option("link_style", Value::text("underline")),
            ("underline", Some("false")) => application.option("link_style", Value::text("plain")),
            (_, Some(on @ ("true" | "false"))) => {
                *icons = Some(on == "true");
                if on == "true" && !draws_icons(theme) {
                    application.keep(&found, &format!("`{theme}` draws no icons"), report);
                } else {
                    application.option("icons", Value::Plain(on.to_owned()));
                }
            }
            _ => application.keep(&found, THEMES, report),
        }
    }
    taken
}
