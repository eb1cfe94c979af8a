//! What to offer people who ask for an option by another tool's name, or for one that no theme has.

use indexmap::IndexMap;

use super::OptionSpec;

/// What stands in for an option.
enum Stand {
    /// The first of these options that the theme has.
    Options(&'static [&'static str]),
    /// Sizes and distances, which one option moves together.
    Density,
    /// Something that only a theme of one's own can draw.
    Theme,
    /// A key of an application and a flag, in words.
    Elsewhere(&'static str),
}

/// Names without case and separators, with spaces between them, and what stands in for them.
const WISHES: &[(&str, Stand)] = &[
    (
        "color colour colors colours maincolor maincolour primary primarycolor primarycolour accentcolor accentcolour \
         themecolor themecolour highlightcolor highlightcolour headingcolor headingcolour titlecolor titlecolour",
        Stand::Options(&["accent"]),
    ),
    ("font fonts fontfamily typeface bodyfont textfont fontbody mainfont", Stand::Options(&["fonts.body"])),
    (
        "headingfont headfont headingsfont headerfont titlefont namefont fonthead fontheading",
        Stand::Options(&["fonts.head"]),
    ),
    (
        "size fontsize textsize bodysize margin margins pagemargin pagemargins marginx marginy margintop marginbottom \
         marginleft marginright linespacing lineheight leading spacing sectionspacing paragraphspacing entryspacing gap \
         padding compact scale zoom",
        Stand::Density,
    ),
    ("papersize pagesize paperformat pageformat sheet", Stand::Options(&["paper"])),
    (
        "pagenumber pagenumbers pagenumbering numbering footer footers header headers columns twocolumns layout align \
         alignment justify hyphenate hyphenation logo bullet bullets background backgroundcolor textcolor fontcolor \
         fontweight borders lines watermark",
        Stand::Theme,
    ),
    ("dates dateformat datesformat", Stand::Options(&["date_style"])),
    ("duration showdurations timespan", Stand::Options(&["durations"])),
    ("order sections sectionsorder", Stand::Options(&["section_order"])),
    ("titles headings sectionnames sectiontitle", Stand::Options(&["section_titles"])),
    ("image picture avatar portrait showphoto profilepicture headshot", Stand::Options(&["photo"])),
    ("icon showicons contacticons", Stand::Options(&["icons"])),
    ("links linkcolor linkcolour underline underlinelinks hyperlinks", Stand::Options(&["link_style"])),
    ("lang language locale", Stand::Elsewhere("the language is `-l de`, or `language: de` in an application")),
    (
        "pages maxpages pagecount",
        Stand::Elsewhere("the number of pages is `--pages 1`, or `pages: 1` in an application"),
    ),
    ("theme template", Stand::Elsewhere("the theme is `-t ledger`, or `theme: ledger` in an application")),
    ("format formats output", Stand::Elsewhere("the format is `-f png`, or `formats: [png]` in an application")),
    (
        "hide hidden exclude",
        Stand::Elsewhere("sections are left out by `--hide interests`, or `hide:` in an application"),
    ),
];

/// Returns what to do instead of giving an option that a theme does not have, in words; none where nothing is known of it.
pub(super) fn instead(name: &str, theme: &str, specs: &IndexMap<String, OptionSpec>) -> Option<String> {
    let name = name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let (_, stand) = WISHES.iter().find(|(names, _)| names.split(' ').any(|known| known == name))?;
    let own = format!("a theme of your own: `curricle themes new mine --from {theme}`");
    match stand {
        Stand::Options(ids) => ids.iter().find(|id| specs.contains_key(**id)).map(|id| format!("it has `{id}`")),
        Stand::Density if specs.contains_key("density") => Some(format!(
            "sizes and margins follow `density`, from 0 (airy) to 1 (dense); to set one alone, start {own}"
        )),
        Stand::Density | Stand::Theme => Some(format!("for that, start {own}")),
        Stand::Elsewhere(words) => Some((*words).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;
    use crate::theme::{OptionInput, ThemeStore};

    #[test]
    fn what_other_tools_call_otherwise_is_answered_with_what_there_is() {
        let mut sources = Sources::new();
        let theme = ThemeStore::default().load("ledger", &mut sources).expect("built in").value;
        let names = [
            "color",
            "Colour",
            "primary-color",
            "font",
            "heading_font",
            "font_size",
            "size",
            "margin",
            "margins",
            "line_spacing",
            "page_numbers",
            "page_size",
            "date_format",
            "language",
            "acent",
            "nonsense",
        ];
        let answer = |name: &str| {
            let input = OptionInput::parse(&format!("{name}=1"), &mut Sources::new()).expect("an assignment");
            let found = theme.resolve(&[input]).expect_err("no such option");
            format!("{name}: {}; {}", found.0[0].problem, found.0[0].problem.hints().join("; "))
        };
        insta::assert_snapshot!(names.map(answer).join("\n"));
    }
}
