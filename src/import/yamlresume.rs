//! YAMLResume: `content` with its sections, `locale`, `layouts`. Its sections are those of JSON Resume, but for texts that
//! are lists in Markdown, dates in English words, and a few keys more.

mod layout;

use super::application::{self, Application};
use super::entry::{Entry, Found, Mapping, accepts};
use super::rendercv::several;
use super::report::Report;
use super::value::Value;
use super::{Made, networks, text};
use crate::locale::countries;
use crate::profile::Email;

/// The sections in the order in which YAMLResume shows them by itself; `basics` is the summary there.
const ORDER: [&str; 12] = [
    "basics",
    "education",
    "work",
    "languages",
    "skills",
    "awards",
    "certificates",
    "publications",
    "references",
    "projects",
    "interests",
    "volunteer",
];

/// Takes a YAMLResume file apart.
pub(super) fn import(mut from: Mapping<'_>, report: &mut Report<'_>) -> Made {
    let mut application = Application::default();
    let content = from.take("content");
    let layouts = from.take("layouts").or_else(|| from.take("layout"));
    let locale = from.take("locale");
    let mut root = Entry::new(from, "");
    let language = locale.as_ref().and_then(|locale| language(locale, &mut root, report));
    let foreign = language.as_deref().is_some_and(|tag| tag != "en" && !tag.starts_with("en-"));
    if let Some(content) = &content {
        sections(content, &mut root, report);
        if foreign {
            words(content, language.as_deref().unwrap_or_default(), report);
        }
    }
    let present: Vec<&str> = ORDER.into_iter().filter(|id| is_present(id, &root)).collect();
    if let Some(layouts) = &layouts {
        layout::import(layouts, &present, &mut root, &mut application, report);
    }
    if application.sections.is_empty() {
        application.sections = present.iter().map(|id| our_id(id).to_owned()).collect();
    }
    if let Some(language) = language {
        root.put("meta", Value::Map(vec![("language".into(), Value::text(language.as_str()))]));
        application.language = Some(language);
    }
    Made { profile: root.finish(report).map(Value::into_pairs).unwrap_or_default(), application }
}

/// The id of a section in a profile.
fn our_id(id: &str) -> &str {
    if id == "basics" { "summary" } else { id }
}

/// Whether a section has something to show.
fn is_present(id: &str, root: &Entry<'_>) -> bool {
    if id == "basics" { root.has_in("basics", "summary") } else { root.has(id) }
}

fn language(locale: &Found<'_>, root: &mut Entry<'_>, report: &mut Report<'_>) -> Option<String> {
    let mut mapping = locale.mapping();
    let found = mapping.take("language");
    let rest: Vec<Found<'_>> = mapping.rest().into_iter().map(|found| found.under("locale")).collect();
    root.keep_all(&rest, "words and date forms come from curricle's own locales", report);
    let found = found?;
    let tag = found.node.as_text().and_then(application::language);
    if tag.is_none() {
        root.keep(&found.under("locale"), "it is no language that is known", report);
    }
    // The tags that our locales have; YAMLResume names the script or the place.
    tag.map(|tag| match tag.as_str() {
        "zh-Hans" => "zh".to_owned(),
        "zh-Hant-TW" => "zh-TW".to_owned(),
        "zh-Hant-HK" => "zh-HK".to_owned(),
        "no" => "nb".to_owned(),
        _ => tag,
    })
}

/// Fills a record of a section.
type Import = fn(&mut Entry<'_>, &mut Report<'_>);

fn sections(content: &Found<'_>, root: &mut Entry<'_>, report: &mut Report<'_>) {
    let mut content = content.mapping();
    basics(&mut content, root, report);
    let lists: [(&str, Import); 11] = [
        ("work", work),
        ("volunteer", volunteer),
        ("education", education),
        ("awards", award),
        ("certificates", certificate),
        ("publications", publication),
        ("skills", skill),
        ("languages", spoken_language),
        ("interests", skill),
        ("references", reference),
        ("projects", project),
    ];
    for (id, import) in lists {
        let Some(found) = content.take(id) else { continue };
        let mut made = Vec::new();
        for item in found.items() {
            let mut entry = Entry::new(item.mapping(), format!("{id}[{}]", made.len()));
            import(&mut entry, report);
            made.extend(entry.finish(report));
        }
        root.put(id, Value::List(made));
    }
    for found in content.rest() {
        root.keep(&found.under("content"), "it is no section that YAMLResume has", report);
    }
}

fn basics(content: &mut Mapping<'_>, root: &mut Entry<'_>, report: &mut Report<'_>) {
    let (found, location, profiles) = (content.take("basics"), content.take("location"), content.take("profiles"));
    if found.is_none() && location.is_none() && profiles.is_none() {
        return;
    }
    let mapping = found.as_ref().map_or_else(Mapping::default, Found::mapping);
    let mut basics = Entry::new(mapping, "basics");
    basics.line("name", "name", Some("url"), report);
    basics.line("headline", "label", None, report);
    reach(&mut basics, report);
    basics.url("url", "url", report);
    basics.prose("summary", "summary", report);
    for key in ["photo", "image"] {
        if let Some(found) = basics.from.take(key) {
            super::rendercv::photo(&mut basics, &found, report);
        }
    }
    if let Some(location) = location {
        let mut place = Entry::new(location.mapping(), "basics.location");
        for key in ["address", "postalCode", "city", "region"] {
            place.line(key, key, None, report);
        }
        if let Some(country) = place.from.take("country") {
            match country.node.as_text().and_then(countries::code) {
                Some(code) => place.put("countryCode", Value::text(code).at(country.node.span)),
                None => place.keep(&country, "it is no country that is known by that name", report),
            }
        }
        if let Some(place) = place.finish(report) {
            basics.put("location", place);
        }
    }
    let mut made = Vec::new();
    for item in profiles.iter().flat_map(Found::items) {
        made.extend(networks::profile(&item, made.len(), report));
    }
    basics.put("profiles", Value::List(made));
    if let Some(basics) = basics.finish(report) {
        root.put("basics", basics);
    }
}

/// E-mail and phone.
fn reach(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    several(entry, "email", accepts::<Email>, "it is no e-mail address", report);
    several(entry, "phone", |_| true, "", report);
}

/// A summary that is a list and nothing else are highlights; others stay a summary, after what stands there.
fn summary(entry: &mut Entry<'_>, key: &str, report: &mut Report<'_>) {
    let Some(found) = entry.from.take("summary") else { return };
    let Some(text) = entry.markdown(&found, report) else { return };
    match text::list(&text) {
        Some(highlights) => entry.put("highlights", Value::List(highlights).at(found.node.span)),
        None => entry.append(&found, key, text),
    }
}

fn range(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    let (start, end) = (entry.from.take("startDate"), entry.from.take("endDate"));
    if let Some(found) = &start {
        entry.date_of(found, "startDate", report);
    }
    if let Some(found) = &end {
        entry.date_of(found, "endDate", report);
    }
}

fn work(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    employment(entry, "name", report);
}

fn volunteer(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    employment(entry, "organization", report);
}

/// A job whose employer stands under this key, there and here.
fn employment(entry: &mut Entry<'_>, employer: &'static str, report: &mut Report<'_>) {
    entry.line(employer, employer, Some("url"), report);
    entry.line("position", "position", None, report);
    entry.url("url", "url", report);
    range(entry, report);
    summary(entry, "summary", report);
    entry.lines("keywords", "keywords", report);
}

fn education(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("institution", "institution", Some("url"), report);
    entry.line("area", "area", None, report);
    entry.line("degree", "studyType", None, report);
    entry.line("score", "score", None, report);
    entry.url("url", "url", report);
    range(entry, report);
    entry.lines("courses", "courses", report);
    summary(entry, "summary", report);
}

fn award(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("title", "title", Some("url"), report);
    entry.line("awarder", "awarder", None, report);
    entry.date("date", "date", report);
    entry.prose("summary", "summary", report);
}

fn certificate(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("name", "name", Some("url"), report);
    entry.line("issuer", "issuer", None, report);
    entry.date("date", "date", report);
    entry.url("url", "url", report);
}

fn publication(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("name", "name", Some("url"), report);
    entry.line("publisher", "publisher", None, report);
    entry.date("releaseDate", "releaseDate", report);
    entry.url("url", "url", report);
    entry.prose("summary", "summary", report);
}

/// Skills and interests.
fn skill(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("name", "name", None, report);
    if entry.from.is_of("skills") {
        entry.line("level", "level", None, report);
    }
    entry.lines("keywords", "keywords", report);
}

fn spoken_language(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("language", "language", None, report);
    entry.line("fluency", "fluency", None, report);
    entry.lines("keywords", "keywords", report);
}

fn reference(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("name", "name", None, report);
    entry.line("relationship", "relationship", None, report);
    reach(entry, report);
    entry.prose("summary", "reference", report);
}

fn project(entry: &mut Entry<'_>, report: &mut Report<'_>) {
    entry.line("name", "name", Some("url"), report);
    entry.url("url", "url", report);
    range(entry, report);
    entry.lines("keywords", "keywords", report);
    entry.prose("description", "description", report);
    // A summary that is no list follows the description.
    summary(entry, "description", report);
}

/// YAMLResume words degrees, levels and languages itself, in the language of the résumé; here they are texts.
fn words(content: &Found<'_>, language: &str, report: &mut Report<'_>) {
    for (section, key) in
        [("education", "degree"), ("skills", "level"), ("languages", "language"), ("languages", "fluency")]
    {
        let Some(list) = content.mapping().take(section) else { continue };
        let first = list.items().iter().find_map(|item| item.mapping().take(key));
        if let Some(found) = first {
            let reason = format!(
                "YAMLResume words it in `{language}`; here it stays English until you write it in that language"
            );
            report.altered(&found.path, found.span, reason, None);
        }
    }
}
