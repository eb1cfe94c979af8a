//! YAMLResume's `layouts`: the nearest of our themes, paper, icons, fonts, the sections' order and titles.

use super::{Application, Entry, Found, our_id};
use crate::import::application::{bundled_font, draws_icons};
use crate::import::report::Report;
use crate::import::value::Value;

/// Templates, and the nearest of our themes.
const TEMPLATES: [(&str, &str); 6] = [
    ("jake", "ledger"),
    ("moderncv-banking", "ledger"),
    ("moderncv-casual", "meridian"),
    ("moderncv-classic", "meridian"),
    ("calm", "plain"),
    ("vscode", "plain"),
];

/// Why what is left of a layout stays behind.
const THEMES: &str = "curricle's themes decide this";

/// Takes the layouts apart. The one that makes a PDF counts, else the first.
pub(super) fn import(
    layouts: &Found<'_>,
    present: &[&str],
    root: &mut Entry<'_>,
    application: &mut Application,
    report: &mut Report<'_>,
) {
    let items = layouts.items();
    let engine =
        |found: &Found<'_>| found.node.get("engine").and_then(|node| node.as_text()).unwrap_or_default().to_owned();
    let chosen = items.iter().position(|found| engine(found) == "latex").unwrap_or(0);
    for (index, found) in items.iter().enumerate() {
        if index == chosen {
            layout(found, present, root, application, report);
        } else {
            application.keep(found, "an application has one look", report);
        }
    }
}

fn layout(
    found: &Found<'_>,
    present: &[&str],
    root: &mut Entry<'_>,
    application: &mut Application,
    report: &mut Report<'_>,
) {
    let mut from = found.mapping();
    // What makes the file is curricle itself.
    from.take("engine");
    if let Some(template) = from.take("template") {
        let name = template.node.as_text().unwrap_or_default();
        match TEMPLATES.iter().find(|(known, _)| *known == name) {
            Some((name, theme)) => application.theme = Some((theme, format!("`{name}`"))),
            None => application.keep(&template, "it is no template of YAMLResume's own", report),
        }
    }
    for group in ["page", "typography", "advanced"] {
        let Some(found) = from.take(group) else { continue };
        let mut mapping = found.mapping();
        let mut taken = false;
        for key in ["paperSize", "fontFamily", "links", "showIcons"] {
            let Some(found) = mapping.take(key) else { continue };
            taken = true;
            option(key, &found, application, report);
        }
        let rest = mapping.rest();
        application.keep_all(if taken { &rest } else { std::slice::from_ref(&found) }, THEMES, report);
    }
    if let Some(sections) = from.take("sections") {
        let mut sections = sections.mapping();
        if let Some(order) = sections.take("order") {
            let named: Vec<Found<'_>> = order.items();
            if named.iter().any(|found| found.node.as_text().is_none_or(|id| !super::ORDER.contains(&id))) {
                application.keep(&order, "it names what is no section", report);
            }
            let mut ids: Vec<&str> = named.iter().filter_map(|found| found.node.as_text()).collect();
            ids.retain(|id| present.contains(id));
            ids.extend(present.iter().filter(|id| !named.iter().any(|found| found.node.as_text() == Some(id))));
            application.sections = ids.into_iter().map(|id| our_id(id).to_owned()).collect();
        }
        if let Some(aliases) = sections.take("aliases") {
            titles(&aliases, root, application, report);
        }
        application.keep_all(&sections.rest(), "it is no key that YAMLResume has there", report);
    }
    application.keep_all(&from.rest(), "it is no key that YAMLResume has there", report);
    if application.theme.is_none() && application.has_options() {
        application.theme = Some(("plain", "this layout".into()));
    }
}

fn option(key: &str, found: &Found<'_>, application: &mut Application, report: &mut Report<'_>) {
    match (key, found.node.as_text()) {
        ("paperSize", Some("a4")) => application.option("paper", Value::text("a4")),
        ("paperSize", Some("letter")) => application.option("paper", Value::text("us-letter")),
        ("showIcons", Some("true")) if !application.theme.as_ref().is_some_and(|(theme, _)| draws_icons(theme)) => {
            application.keep(found, "the nearest theme draws no icons", report);
        }
        ("showIcons", Some(on @ ("true" | "false"))) => application.option("icons", Value::Plain(on.to_owned())),
        ("fontFamily", Some(name)) => match name.split(',').find_map(bundled_font) {
            Some(font) => {
                application.option("fonts.body", Value::text(font));
                application.option("fonts.head", Value::text(font));
                if name.contains(',') {
                    application.keep(found, "of its families, the first that is bundled is used", report);
                }
            }
            None => application.keep(
                found,
                "it is none of the bundled families; set `fonts.body` and add its files",
                report,
            ),
        },
        ("links", None) => {
            let underline = found.node.get("underline").and_then(|node| node.as_text());
            match underline {
                Some(on @ ("true" | "false")) => {
                    let style = if on == "true" { "underline" } else { "plain" };
                    application.option("link_style", Value::text(style));
                }
                _ => application.keep(found, THEMES, report),
            }
        }
        _ => application.keep(found, THEMES, report),
    }
}

/// Titles of sections stand in the profile.
fn titles(aliases: &Found<'_>, root: &mut Entry<'_>, application: &mut Application, report: &mut Report<'_>) {
    for found in aliases.mapping().rest() {
        let id = our_id(&found.name).to_owned();
        match found.node.as_text() {
            Some(title) if super::ORDER.contains(&found.name.as_str()) => {
                let title = Value::Map(vec![("title".into(), Value::text(title.trim()))]);
                root.put_in("sections", &id, title);
            }
            _ => application.keep(&found, "it has no title in a profile", report),
        }
    }
}
