//! `curricle fonts`: the families there are.

use std::fmt::Write;

use curricle::diagnostic::{Diagnostic, Problem};
use curricle::source::Sources;
use curricle::typeset::FontSet;
use curricle::typeset::fonts::{FamilyFont, FontOrigin};

use super::arguments::Fonts;
use super::exit::Exit;
use super::terminal::Terminal;

pub(crate) fn run(fonts: &Fonts, terminal: &Terminal) -> Exit {
    if let Some(folder) = fonts.font_path.iter().find(|folder| !folder.is_dir()) {
        let problem = Problem::NotFound { what: "folder of fonts", path: folder.display().to_string() };
        terminal.report(&Diagnostic::nowhere(problem).into(), &Sources::new());
        return Exit::CouldNotStart;
    }
    let set = match FontSet::new(&fonts.font_path, fonts.system_fonts) {
        Ok(set) => set,
        Err(diagnostics) => {
            terminal.report(&diagnostics, &Sources::new());
            return Exit::Failure;
        }
    };
    terminal.report(&set.warnings, &Sources::new());
    let families = set.value.families();
    let width = families.iter().map(|family| family.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for family in &families {
        let mut styles: Vec<String> = Vec::new();
        for font in &family.fonts {
            let style = style(font);
            if !styles.contains(&style) {
                styles.push(style);
            }
        }
        let origin = family.fonts.first().map_or(String::new(), |font| match &font.origin {
            FontOrigin::Bundled(_) => "bundled".to_owned(),
            FontOrigin::Folder(path) | FontOrigin::System(path) => path.display().to_string(),
        });
        // Infallible for a string.
        let _ = if Terminal::stdout_is_terminal() {
            writeln!(text, "{:width$}  {}  ({origin})", family.name, styles.join(", "))
        } else {
            writeln!(text, "{}\t{}\t{origin}", family.name, styles.join(", "))
        };
    }
    terminal.data(text.as_bytes())
}

/// Weight and style, such as `400`, `700 italic` or `200–900` for a variable font.
fn style(font: &FamilyFont) -> String {
    let (first, last) = font.weight;
    let weight = if first == last { first.to_string() } else { format!("{first}–{last}") };
    if font.style == "normal" { weight } else { format!("{weight} {}", font.style) }
}
