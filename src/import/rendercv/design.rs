//! RenderCV's `design`: the nearest of our themes, its colour, paper and fonts.

use super::Application;
use crate::import::application::{bundled_font, color};
use crate::import::entry::{Found, Mapping};
use crate::import::report::Report;
use crate::import::value::Value;

/// What a theme of RenderCV looks like by itself.
struct Look {
    name: &'static str,
    /// The nearest of our themes. `moderncv` has its dates in the margin; the others are one page with dates and places at
    /// the right edge, as `ledger` is, in other types and colours.
    theme: &'static str,
    /// The colour of its titles.
    accent: &'static str,
    /// The bundled family that its own is, or comes nearest to; none where our theme's does.
    font: Option<&'static str>,
}

const SANS: Option<&str> = Some("SourceSans3VF");

const LOOKS: [Look; 9] = [
    Look { name: "classic", theme: "ledger", accent: "#004f90", font: SANS },
    Look { name: "sb2nov", theme: "ledger", accent: "#000000", font: Some("Libertinus Serif") },
    Look { name: "engineeringresumes", theme: "ledger", accent: "#000000", font: None },
    Look { name: "engineeringclassic", theme: "ledger", accent: "#004f90", font: SANS },
    Look { name: "moderncv", theme: "meridian", accent: "#004f90", font: None },
    Look { name: "harvard", theme: "ledger", accent: "#000000", font: None },
    Look { name: "ink", theme: "ledger", accent: "#2a1852", font: Some("Libertinus Serif") },
    Look { name: "opal", theme: "ledger", accent: "#00645a", font: SANS },
    Look { name: "ember", theme: "ledger", accent: "#9b2319", font: SANS },
];

/// Why what is left of a design stays behind.
const THEMES: &str = "it is for the theme to say";

/// Takes a design apart.
pub(super) fn import(design: &Found<'_>, application: &mut Application, report: &mut Report<'_>) {
    let mut from = design.mapping();
    let theme = from.take("theme");
    let name = theme.as_ref().map_or("classic", |theme| theme.node.as_text().unwrap_or("a theme"));
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
    paper(&mut from, application, report);
    switches(&mut from, application, report);
    application.keep_all(&from.rest(), THEMES, report);
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

fn paper(from: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) {
    let Some(page) = from.take("page") else { return };
    let mut page = page.mapping();
    if let Some(size) = page.take("size") {
        match size.node.as_text() {
            Some(paper @ ("a4" | "us-letter")) => application.option("paper", Value::text(paper)),
            Some("letterpaper") => application.option("paper", Value::text("us-letter")),
            Some("a4paper") => application.option("paper", Value::text("a4")),
            _ => application.keep(&size, "themes know A4 and US letter", report),
        }
    }
    application.keep_all(&page.rest(), THEMES, report);
}

/// What themes here can be told, too: icons, underlined links, durations.
fn switches(from: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) {
    for group in ["header", "links", "sections", "entries"] {
        let Some(found) = from.take(group) else { continue };
        let mut mapping = found.mapping();
        let mut taken = switch(&mut mapping, application, report);
        let mut rest = mapping.rest();
        if let Some(at) = rest.iter().position(|found| found.name == "connections") {
            let mut connections = rest[at].mapping();
            if switch(&mut connections, application, report) {
                rest.remove(at);
                application.keep_all(&connections.rest(), THEMES, report);
                taken = true;
            }
        }
        application.keep_all(if taken { &rest } else { std::slice::from_ref(&found) }, THEMES, report);
    }
}

/// Takes the keys out that are options here; whether there was one.
fn switch(mapping: &mut Mapping<'_>, application: &mut Application, report: &mut Report<'_>) -> bool {
    let mut taken = false;
    for key in ["show_icons", "use_icons_for_connections", "underline", "show_time_spans_in"] {
        let Some(found) = mapping.take(key) else { continue };
        taken = true;
        match (key, found.node.as_text()) {
            ("show_time_spans_in", _) => {
                application.option("durations", Value::Plain("true".into()));
                application.keep(&found, "durations are shown with all work or none", report);
            }
            ("underline", Some("true")) => application.option("link_style", Value::text("underline")),
            ("underline", Some("false")) => application.option("link_style", Value::text("plain")),
            (_, Some(on @ ("true" | "false"))) => application.option("icons", Value::Plain(on.to_owned())),
            _ => application.keep(&found, THEMES, report),
        }
    }
    taken
}
