//! The name of what an application makes, from a template such as `{name}-{company}`.

use crate::diagnostic::Problem;
use crate::profile::Text;

/// The longest name, in bytes: with a suffix, within the 255 that file systems allow.
const LIMIT: usize = 200;

/// A name with places for what is known only later.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputName {
    pieces: Vec<Piece>,
    template: Text,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Verbatim(String),
    Name,
    Company,
    Role,
    Theme,
    Language,
}

/// What the places of a name are filled with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filling<'a> {
    /// The person's name, or its stand-in.
    pub name: Option<&'a str>,
    /// Who it goes to.
    pub company: Option<&'a str>,
    /// What it is for.
    pub role: Option<&'a str>,
    /// The theme's name.
    pub theme: &'a str,
    /// The language's tag.
    pub language: &'a str,
}

impl OutputName {
    /// Reads a template. Folders may stand in it, with forward slashes, below the folder of outputs.
    ///
    /// # Errors
    /// `bad-name` for a place that there is not, a brace that does not end, and a path that leads out.
    pub fn parse(template: &Text) -> Result<Self, Problem> {
        let bad = |reason: String| Problem::BadName { found: template.value.clone(), reason };
        let mut pieces = Vec::new();
        let mut rest = template.value.as_str();
        while let Some(open) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(open);
            if !before.is_empty() {
                pieces.push(Piece::Verbatim(before.to_owned()));
            }
            let Some((place, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) else {
                return Err(bad("a brace has no counterpart".into()));
            };
            pieces.push(match place.trim() {
                "name" => Piece::Name,
                "company" => Piece::Company,
                "role" => Piece::Role,
                "theme" => Piece::Theme,
                "language" => Piece::Language,
                other => return Err(bad(format!("there is no `{{{other}}}`"))),
            });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Verbatim(rest.to_owned()));
        }
        let verbatim = pieces.iter().map(|piece| if let Piece::Verbatim(text) = piece { text } else { "x" });
        let path: String = verbatim.collect();
        if path.starts_with('/')
            || path.contains(['\\', ':'])
            || path.split('/').any(|part| matches!(part, "" | "." | ".."))
        {
            return Err(bad("expected a name, or a path inside the output folder".into()));
        }
        Ok(Self { pieces, template: template.clone() })
    }

    /// The text behind the last dot, where nothing is filled in there: `pdf` of `{name}-cv.pdf`.
    #[must_use]
    pub fn ending(&self) -> Option<&str> {
        let Some(Piece::Verbatim(text)) = self.pieces.last() else { return None };
        let (before, ending) = text.rsplit_once('.')?;
        let named = self.pieces.len() > 1 || !before.is_empty() && !before.ends_with('/');
        (named && !ending.contains('/')).then_some(ending)
    }

    /// The name without its ending.
    #[must_use]
    pub fn without_ending(mut self) -> Self {
        let length = self.ending().map_or(0, |ending| ending.len() + 1);
        if let Some(Piece::Verbatim(text)) = self.pieces.last_mut() {
            text.truncate(text.len() - length);
        }
        self
    }

    /// Whether the person's name is in it, for which the profile has to be read.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.pieces.contains(&Piece::Name)
    }

    /// Whether a word of a language is in it, or the language itself; where no other is wanted, it is the profile's.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Company | Piece::Role | Piece::Language))
    }

    /// Whether the theme is in it.
    #[must_use]
    pub fn has_theme(&self) -> bool {
        self.pieces.contains(&Piece::Theme)
    }

    /// Whether the language is in it.
    #[must_use]
    pub fn has_language(&self) -> bool {
        self.pieces.contains(&Piece::Language)
    }

    /// The template, with its place.
    #[must_use]
    pub fn template(&self) -> &Text {
        &self.template
    }

    /// The name, filled. What is put in is made fit for file names: letters and digits of any script, the rest as hyphens.
    ///
    /// # Errors
    /// `bad-name` where a place has nothing to be filled with, and where the name is too long.
    pub fn fill(&self, filling: &Filling<'_>) -> Result<String, Problem> {
        let bad = |reason: &str| Problem::BadName { found: self.template.value.clone(), reason: reason.into() };
        let mut name = String::new();
        for piece in &self.pieces {
            let (value, missing) = match piece {
                Piece::Verbatim(text) => {
                    name.push_str(text);
                    continue;
                }
                Piece::Name => (filling.name, "the profile has no name"),
                Piece::Company => (filling.company, "the application has no `company`"),
                Piece::Role => (filling.role, "the application has no `role`"),
                Piece::Theme => (Some(filling.theme), "there is no theme"),
                Piece::Language => (Some(filling.language), "there is no language"),
            };
            let value = value.map(slug).filter(|value| !value.is_empty());
            name.push_str(&value.ok_or_else(|| bad(missing))?);
        }
        if name.len() > LIMIT { Err(bad("it is longer than 200 bytes")) } else { Ok(name) }
    }
}

/// A text as part of a file name: lower case, everything but letters, marks and digits as single hyphens.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        // Marks belong to the letter before them; without them a name of many scripts is another name.
        if c.is_alphanumeric() || is_mark(c) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Combining marks, which are neither letters nor digits.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{5B0}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{962}' | '\u{963}')
}

#[cfg(test)]
mod tests {
    use super::{Filling, OutputName, slug};
    use crate::diagnostic::{Problem, Span};
    use crate::profile::Text;
    use crate::source::Sources;

    fn name(template: &str) -> Result<OutputName, Problem> {
        let id = Sources::new().add("a.yaml", template);
        OutputName::parse(&Text::new(template, Span::new(id, 0..template.len())))
    }

    const FILLING: Filling<'_> = Filling {
        name: Some("Asjad Iqbal"),
        company: Some("Søk & Co. KG"),
        role: None,
        theme: "plain",
        language: "en",
    };

    #[test]
    fn places_are_filled_with_what_file_names_can_hold() {
        let fill = |template: &str| name(template).and_then(|name| name.fill(&FILLING));
        assert_eq!(fill("{name}-{company}"), Ok("asjad-iqbal-søk-co-kg".into()));
        assert_eq!(fill("CV/{language}/{theme}"), Ok("CV/en/plain".into()));
        assert_eq!(fill("cv"), Ok("cv".into()));
        assert_eq!(slug(" ../../etc "), "etc");
        assert_eq!(slug("नमस्ते"), "नमस्ते");
    }

    #[test]
    fn an_ending_is_what_stands_behind_the_last_dot() {
        for (template, ending, filled) in [
            ("{name}.pdf", Some("pdf"), "asjad-iqbal"),
            ("cv.v2.txt", Some("txt"), "cv.v2"),
            ("a.b/cv", None, "a.b/cv"),
            ("{name}", None, "asjad-iqbal"),
            (".pdf", None, ".pdf"),
            ("x/.pdf", None, "x/.pdf"),
        ] {
            let name = name(template).expect("a name");
            assert_eq!(name.ending(), ending, "{template}");
            assert_eq!(name.without_ending().fill(&FILLING).as_deref(), Ok(filled), "{template}");
        }
    }

    #[test]
    fn names_that_lead_astray_are_refused() {
        for template in ["{nme}", "{name", "name}", "/tmp/{name}", "../{name}", "a//b", "{name}/", "C:\\{name}", "{}"] {
            assert!(matches!(name(template), Err(Problem::BadName { .. })), "{template}");
        }
        assert!(name("{name}").expect("a name").fill(&Filling::default()).is_err());
        assert!(name("{role}").expect("a name").fill(&FILLING).is_err());
        assert!(name(&"x".repeat(300)).expect("a name").fill(&FILLING).is_err());
    }
}
