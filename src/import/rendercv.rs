//! RenderCV: `cv` with its header and sections, `design`, `locale`, `settings`; versions 1 and 2.

mod design;
mod entries;
mod sections;

use super::Made;
use super::application::{self, Application};
use super::entry::{Entry, Found, Mapping, accepts, web_url};
use super::networks;
use super::report::Report;
use super::value::Value;
use crate::profile::Email;

/// Takes a RenderCV file apart.
pub(super) fn import(mut from: Mapping<'_>, report: &mut Report<'_>) -> Made {
    let mut application = Application::default();
    let cv = from.take("cv");
    let design = from.take("design");
    let keys = ["color", "font", "font_size", "page_size", "margins", "show_timespan_in"];
    let first = design.as_ref().is_some_and(|design| keys.iter().any(|key| design.node.get(key).is_some()));
    let old = first || from.has("locale_catalog") || from.has("rendercv_settings");
    let locale = from.take("locale").or_else(|| from.take("locale_catalog"));
    let settings = from.take("settings").or_else(|| from.take("rendercv_settings"));
    let mut root = Entry::new(from, "");
    if let Some(locale) = &locale {
        root_locale(locale, &mut root, &mut application, report);
    }
    let language = application.language.clone();
    if let Some(cv) = &cv {
        header(cv, &mut root, report);
        let mut mapping = cv.mapping();
        let made = mapping
            .take("sections")
            .map(|sections| sections::import(&sections, language.as_deref().unwrap_or("en"), &mut root, report));
        application.sections = made.unwrap_or_default();
    }
    if let Some(language) = language {
        root.put("meta", Value::Map(vec![("language".into(), Value::Text(language))]));
    }
    if let Some(settings) = &settings {
        root_settings(settings, &mut root, &mut application, report);
    }
    if let Some(place) = design.as_ref().or(cv.as_ref()) {
        design::import(design.as_ref(), place, old, &mut application, report);
    }
    Made { profile: root.finish(report).map(Value::into_pairs).unwrap_or_default(), application }
}

/// The language; the words and date forms of a locale are ours.
fn root_locale(locale: &Found<'_>, root: &mut Entry<'_>, application: &mut Application, report: &mut Report<'_>) {
    let mut mapping = locale.mapping();
    if let Some(found) = mapping.take("language") {
        application.language = found.node.as_text().and_then(application::language);
        if application.language.is_none() {
            root.keep(&found.under("locale"), "it is no language that is known", report);
        }
    }
    let rest: Vec<Found<'_>> = mapping.rest().into_iter().map(|found| found.under("locale")).collect();
    root.keep_all(&rest, "words and date forms come from curricle's own locales", report);
}

/// Settings are about the run of that tool, except the date.
fn root_settings(settings: &Found<'_>, root: &mut Entry<'_>, application: &mut Application, report: &mut Report<'_>) {
    let mut mapping = settings.mapping();
    for key in ["current_date", "date"] {
        let Some(found) = mapping.take(key) else { continue };
        match found.node.as_text().and_then(crate::profile::plain_date) {
            Some(date) => application.date = Some(date.to_string()),
            None => root.keep(&found.under(&settings.name), "curricle has no clock", report),
        }
    }
    for found in mapping.rest() {
        let reason = match found.name.as_str() {
            "bold_keywords" => "what is bold is said in the texts: `**word**`",
            "render_command" => "what is made is said on the command line",
            _ => "it is about how RenderCV runs",
        };
        root.keep(&found.under(&settings.name), reason, report);
    }
}

/// The header: everything of `cv` but the sections.
fn header(cv: &Found<'_>, root: &mut Entry<'_>, report: &mut Report<'_>) {
    let mut mapping = cv.mapping();
    mapping.take("sections");
    let mut basics = Entry::new(mapping, "basics");
    basics.line("name", "name", Some("url"), report);
    basics.line("headline", "label", None, report);
    basics.line("label", "label", None, report);
    several(&mut basics, "email", accepts::<Email>, "it is no e-mail address", report);
    several(&mut basics, "phone", |_| true, "", report);
    let mut profiles = Vec::new();
    websites(&mut basics, &mut profiles, report);
    if let Some(found) = basics.from.take("photo") {
        photo(&mut basics, &found, report);
    }
    if let Some(found) = basics.from.take("location") {
        let city = basics.plain(&found, None, report).filter(|text| !text.is_empty());
        let place = Value::Map(city.into_iter().map(|city| ("city".into(), Value::Text(city))).collect());
        basics.put("location", place.at(found.node.span));
    }
    social_networks(&mut basics, &mut profiles, report);
    custom_connections(&mut basics, &mut profiles, report);
    basics.put("profiles", Value::List(profiles));
    if let Some(value) = basics.finish(report) {
        root.put("basics", value);
    }
}

/// One value or several, as texts.
pub(super) fn several(
    entry: &mut Entry<'_>,
    key: &str,
    accepted: fn(&str) -> bool,
    otherwise: &str,
    report: &mut Report<'_>,
) {
    let Some(found) = entry.from.take(key) else { return };
    let mut texts = Vec::new();
    for item in found.items() {
        match item.node.as_text().map(|text| text.trim().trim_start_matches("tel:")) {
            Some(text) if accepted(text) => texts.push(Value::text(text).at(item.node.span)),
            Some(_) => entry.keep(&item, otherwise, report),
            None => entry.keep(&item, format!("a text is expected, found {}", item.node.kind()), report),
        }
    }
    entry.put(key, if texts.len() == 1 { texts.remove(0) } else { Value::List(texts) });
}

/// The first website is the person's; others stand with the profiles at networks.
fn websites(basics: &mut Entry<'_>, profiles: &mut Vec<Value>, report: &mut Report<'_>) {
    let Some(found) = basics.from.take("website") else { return };
    for item in found.items() {
        match item.node.as_text().and_then(web_url) {
            Some(url) if !basics.has("url") => basics.put("url", Value::Text(url).at(item.node.span)),
            Some(url) => profiles.push(Value::Map(vec![("url".into(), Value::Text(url))]).at(item.node.span)),
            None => basics.keep(&item, "it is no address of the web", report),
        }
    }
}

/// The photo, if it can be shown.
pub(super) fn photo(basics: &mut Entry<'_>, found: &Found<'_>, report: &mut Report<'_>) {
    let path = found.node.as_text().unwrap_or_default();
    if let Some(path) = (report.image)(path).filter(|_| !basics.has("image")) {
        basics.put("image", Value::Text(path).at(found.node.span));
        return;
    }
    let remote = path.contains("://");
    let reason = if remote { "curricle downloads nothing" } else { "no image is there that could be shown" };
    basics.keep(found, reason, report);
    if let Some(last) = report.left.last_mut() {
        last.missed = true;
    }
}

fn social_networks(basics: &mut Entry<'_>, profiles: &mut Vec<Value>, report: &mut Report<'_>) {
    let Some(found) = basics.from.take("social_networks") else { return };
    for item in found.items() {
        profiles.extend(networks::profile(&item, profiles.len(), report));
    }
}

/// Connections that somebody made up: words with an icon, and perhaps an address.
fn custom_connections(basics: &mut Entry<'_>, profiles: &mut Vec<Value>, report: &mut Report<'_>) {
    let Some(found) = basics.from.take("custom_connections") else { return };
    for item in found.items() {
        let mut entry = Entry::new(item.mapping(), format!("basics.profiles[{}]", profiles.len()));
        // With an address, it is the network's name that is shown beside it.
        let words = if entry.from.has("url") { "network" } else { "username" };
        entry.line("placeholder", words, Some("url"), report);
        entry.url("url", "url", report);
        if let Some(icon) = entry.from.take("fontawesome_icon") {
            entry.keep(&icon, "themes choose their icons by the network", report);
        }
        profiles.extend(entry.finish(report));
    }
}
