//! Section titles: which usual section one means, and the id of one that means none.

use crate::locale::Locale;

/// The usual sections and what they are called in English, besides what the locales call them; written as [`normal`] does.
const NAMES: [(&str, &[&str]); 12] = [
    ("summary", &["about", "about me", "objective", "career objective", "professional summary", "executive summary"]),
    (
        "work",
        &["work", "work experience", "professional experience", "employment", "employment history", "work history"],
    ),
    ("volunteer", &["volunteer", "volunteer experience", "volunteer work", "voluntary work", "community service"]),
    ("education", &["academic background", "education and training", "studies"]),
    ("projects", &["personal projects", "selected projects", "key projects", "side projects", "open source projects"]),
    (
        "skills",
        &[
            "technical skills",
            "technologies",
            "skills and technologies",
            "core skills",
            "key skills",
            "competencies",
            "core competencies",
            "expertise",
            "technical expertise",
        ],
    ),
    ("languages", &["spoken languages", "language skills"]),
    ("certificates", &["certifications", "licenses and certifications", "certifications and licenses"]),
    (
        "awards",
        &[
            "honors",
            "honours",
            "honors and awards",
            "awards and honors",
            "honours and awards",
            "awards and honours",
            "selected honors",
            "scholarships",
        ],
    ),
    ("publications", &["selected publications", "papers"]),
    ("interests", &["hobbies", "hobbies and interests", "interests and hobbies"]),
    ("references", &["recommendations"]),
];

/// The ids of the usual sections.
pub(super) fn usual_ids() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(id, _)| *id)
}

/// The usual section that a title means, in English or in any language that has a locale.
pub(super) fn usual(title: &str) -> Option<&'static str> {
    let title = normal(title);
    let named = |(id, names): &&(&str, &[&str])| {
        *id == title
            || names.contains(&title.as_str())
            || Locale::known().any(|tag| {
                let words = Locale::built_in(tag).and_then(|locale| locale.sections.get(*id));
                words.is_some_and(|word| normal(word) == title)
            })
    };
    NAMES.iter().find(named).map(|(id, _)| *id)
}

/// The title that a usual section has by itself in a language.
pub(super) fn own_title(id: &str, language: &str) -> &'static str {
    let locale = Locale::built_in(language).unwrap_or_else(Locale::english);
    locale.sections.get(id).map_or("", String::as_str)
}

/// A title for comparing: lower case, `and` for `&`, no marks at its ends.
fn normal(title: &str) -> String {
    let title = title.replace('&', " and ").replace(['_', '-'], " ").to_lowercase();
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The title that RenderCV makes of the key of a section: one without spaces and capitals is taken for an identifier.
pub(super) fn from_key(key: &str) -> String {
    const SMALL: [&str; 28] = [
        "a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "like", "near", "nor", "of", "off",
        "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with", "yet",
    ];
    if key.contains(' ') || key.chars().any(char::is_uppercase) {
        return key.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !SMALL.contains(&word) => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    };
    key.split('_').map(word).collect::<Vec<String>>().join(" ")
}

/// An id made from a title that is neither a usual one nor among those taken.
pub(super) fn id(title: &str, taken: &[String]) -> String {
    let mut base = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            base.push(c);
        } else if !base.is_empty() && !base.ends_with('-') {
            base.push('-');
        }
    }
    let base = base.trim_end_matches('-');
    // An id of digits would be a position.
    let base = if base.bytes().all(|byte| byte.is_ascii_digit()) { format!("section-{base}") } else { base.to_owned() };
    let base = base.trim_end_matches('-');
    let free = |id: &String| !taken.contains(id) && !usual_ids().any(|usual| usual == id);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_means_a_usual_section_in_any_language() {
        for (title, id) in [
            ("Experience", "work"),
            ("work_experience", "work"),
            ("Berufserfahrung", "work"),
            ("Honors & Awards", "awards"),
            ("ABOUT ME:", "summary"),
            ("Profile", "summary"),
            ("Projets", "projects"),
        ] {
            assert_eq!(usual(title), Some(id), "{title}");
        }
        assert_eq!(usual("Patents"), None);
    }

    #[test]
    fn a_key_becomes_a_title_as_in_rendercv() {
        assert_eq!(from_key("education_and_training"), "Education and Training");
        assert_eq!(from_key("welcome_to_RenderCV!"), "welcome_to_RenderCV!");
    }

    #[test]
    fn ids_are_ids_and_differ() {
        let taken = vec!["talks".to_owned()];
        assert_eq!(id("Invited Talks!", &taken), "invited-talks");
        assert_eq!(id("Talks", &taken), "talks-2");
        assert_eq!(id("Work", &taken), "work-2");
        assert_eq!(id("2024", &taken), "section-2024");
        assert_eq!(id("—", &taken), "section");
        assert_eq!(id("Über uns", &taken), "über-uns");
    }
}
