//! The words of every problem: what is the matter (`Display`), what stands under the caret ([`Problem::label`]) and
//! what to do about it ([`Problem::hints`]). Lower case, no full stop, backticks around literals.

mod hints;

use std::fmt;

use super::Problem;

/// The longest piece of somebody's text that a message repeats, in characters.
const QUOTE_LIMIT: usize = 60;

/// How many terms of an advert are named.
const TERMS: usize = 8;

/// Somebody's text as it can stand in a message: short, on one line, with nothing a terminal would act on.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == QUOTE_LIMIT {
            out.push('…');
            break;
        }
        match character {
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || is_invisible(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

/// Characters that would vanish in, or reorder, a message: zero-width and bidirectional controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A size for people, in binary units.
fn size(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes >= MIB { format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB) } else { format!("{bytes} bytes") }
}

/// A number of pages.
fn pages(count: usize) -> String {
    if count == 1 { "1 page".into() } else { format!("{count} pages") }
}

/// How many lines are over.
fn over(lines: usize) -> String {
    if lines == 1 { "1 line is".into() } else { format!("{lines} lines are") }
}

/// A list of parts; of many, the first ones.
fn first_of(shards: &[String]) -> String {
    let shown = shards[..shards.len().min(TERMS)].join(", ");
    let others = shards.len().saturating_sub(TERMS);
    if others > 0 { format!("{shown} and {others} more") } else { shown }
}

/// A sentence about one, or about so many.
fn counted(of: &[String], one: &str, several: &str) -> String {
    if of.len() == 1 { one.to_owned() } else { format!("{} {several}", of.len()) }
}

/// The first of some words in quotes, and how many more there are.
fn named(words: &[String]) -> String {
    const NAMED: usize = 12;
    let shown = words.iter().take(NAMED).map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let others = words.len().saturating_sub(NAMED);
    if others > 0 { format!("{shown} and {others} more") } else { shown }
}

/// The characters that no font has; of many, the first ones.
fn missing_glyph(characters: &[char], count: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    /// How many are named: enough to find them by, few enough to be read.
    const NAMED: usize = 24;
    if let [character] = characters {
        write!(f, "no font has a glyph for `{character}` (U+{:04X})", u32::from(*character))?;
        return if count > 1 { write!(f, ", which occurs {count} times") } else { Ok(()) };
    }
    write!(f, "no font has glyphs for {} characters", characters.len())?;
    if count > characters.len() {
        write!(f, ", which occur {count} times")?;
    }
    f.write_str(":")?;
    for character in characters.iter().take(NAMED) {
        write!(f, " `{character}`")?;
    }
    let others = characters.len().saturating_sub(NAMED);
    if others > 0 { write!(f, " and {others} more") } else { Ok(()) }
}

/// A family that has the glyphs of a script, and the Debian package that it is in, if it is in one.
fn font_for(script: &str) -> Option<(&'static str, &'static str)> {
    const CORE: &str = "fonts-noto-core";
    Some(match script {
        "Emoji" => ("Noto Emoji", ""),
        "CJK" => ("Noto Sans CJK", "fonts-noto-cjk"),
        "Bengali" => ("Noto Sans Bengali", CORE),
        "Tamil" => ("Noto Sans Tamil", CORE),
        "Telugu" => ("Noto Sans Telugu", CORE),
        "Thai" => ("Noto Sans Thai", CORE),
        "Georgian" => ("Noto Sans Georgian", CORE),
        "Armenian" => ("Noto Sans Armenian", CORE),
        "Ethiopic" => ("Noto Sans Ethiopic", CORE),
        "Symbol" => ("Noto Sans Symbols 2", CORE),
        _ => return None,
    })
}

impl fmt::Display for Problem {
    #[allow(
        clippy::too_many_lines,
        clippy::match_same_arms,
        reason = "one arm for each kind of problem; splitting would scatter the words"
    )]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { what, path } => write!(f, "no {what} at {}", quoted(path)),
            Self::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", quoted(path)),
            Self::IsFolder { path } => write!(f, "{} is a folder, expected a file", quoted(path)),
            // A stream is read one byte past the limit, and its true size is unknown.
            Self::FileTooLarge { bytes, limit } if *bytes == limit + 1 => {
                write!(f, "the file goes on past the limit of {}", size(*limit))
            }
            Self::FileTooLarge { bytes, limit } if size(*bytes) == size(*limit) => {
                write!(f, "the file has {bytes} bytes, the limit is {limit}")
            }
            Self::FileTooLarge { bytes, limit } => {
                write!(f, "the file has {}, the limit is {}", size(*bytes), size(*limit))
            }
            Self::NotUtf8 { looks_like: Some(kind @ ("UTF-16" | "UTF-32")), .. } => {
                write!(f, "the file is {kind}, expected UTF-8")
            }
            Self::NotUtf8 { byte, looks_like: Some(kind) } => {
                write!(f, "byte 0x{byte:02X} is not UTF-8; the file looks like {kind}")
            }
            Self::NotUtf8 { byte, looks_like: None } => write!(f, "byte 0x{byte:02X} is not UTF-8"),
            Self::BinaryFile { looks_like: Some(kind) } => write!(f, "found {kind}, expected YAML or JSON"),
            Self::BinaryFile { looks_like: None } => write!(f, "found a binary file, expected YAML or JSON"),
            Self::EmptyFile { expected } => write!(f, "there is nothing in the file, expected {expected}"),
            Self::NotPlainText { found } => write!(f, "found {found}, expected a job advert as plain text"),
            Self::NothingAsked => write!(f, "the advert has no word that a profile could answer"),
            Self::Syntax { language, message } => {
                write!(f, "this is not valid {language}: {}", message.split("; ").next().unwrap_or_default())
            }
            Self::SeveralDocuments => write!(f, "a second YAML document starts here, expected one a file"),
            Self::TooDeep { limit } => write!(f, "values are nested deeper than {limit} levels"),
            Self::TooManyValues { limit } => write!(f, "the file expands to more than {limit} values"),
            Self::DuplicateKey { key, last } => {
                let taken = if *last { "; the last one is taken" } else { "" };
                write!(f, "key {} stands twice in one mapping{taken}", quoted(key))
            }
            Self::UnusedAnchor { word } => write!(f, "{} names a place in the file and is not shown", quoted(word)),
            Self::DashWithoutSpace => write!(f, "a `-` without a space after it begins no list item"),
            Self::SmartQuotes => write!(f, "smart quotes are part of the text and are shown"),
            Self::CutByComment { kept, lost } if kept.is_empty() => {
                write!(f, "the value is empty: {} is read as a comment", quoted(lost))
            }
            Self::CutByComment { kept, lost } => {
                write!(f, "the value ends at `#`: {} is kept, {} is lost", quoted(kept), quoted(lost))
            }
            Self::DamagedText { found, repaired: Some(text) } => {
                write!(f, "text damaged by a wrong encoding: {} was {}", quoted(found), quoted(text))
            }
            Self::DamagedText { found, repaired: None } => write!(
                f,
                "text damaged by a wrong encoding: {} was one character, part of which is lost",
                quoted(found)
            ),
            Self::ControlCharacter { character } => {
                write!(f, "control character U+{:04X} cannot be shown", u32::from(*character))
            }
            Self::TextTooLong { characters, limit } => {
                write!(f, "the text has {characters} characters, the limit is {limit}")
            }
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::UnknownKey { key, of, .. } => write!(f, "{of} has no key {}", quoted(key)),
            Self::UnknownKeys { keys } => {
                write!(f, "{} not known here and not shown: {}", counted(keys, "this key is", "keys are"), named(keys))
            }
            Self::OtherTool { tool, .. } => write!(f, "this looks like a file of {tool}, not like a profile"),
            Self::OtherNames { names } => {
                write!(
                    f,
                    "{} here: {}",
                    counted(names, "this key has another name", "keys have other names"),
                    named(names)
                )
            }
            Self::NameTwice { now } => write!(f, "this is left out: `{now}` is there already"),
            Self::ColonInText { texts } if texts.len() == 1 => {
                f.write_str("YAML reads the colon in this text as a mapping; the text is shown as written")
            }
            Self::ColonInText { texts } => {
                write!(f, "YAML reads the colons in {} texts as mappings; the texts are shown as written", texts.len())
            }
            Self::OneLanguage { tags } => write!(
                f,
                "{} a language: {}",
                counted(tags, "this key is read as", "keys are each read as"),
                named(tags)
            ),
            Self::MappingAsText { shown } => {
                write!(f, "a mapping stands where text belongs; shown of it: {}", quoted(shown))
            }
            Self::MappingForText { found } => write!(f, "{} is a mapping, expected text", quoted(found)),
            Self::SplitNumber { whole } => write!(f, "the comma in {} splits it in two", quoted(whole)),
            Self::HtmlInText { count, read } => {
                let texts = if *count == 1 { "a text has HTML".to_owned() } else { format!("{count} texts have HTML") };
                let done = if *read { "read as what it means" } else { "shown as it was typed" };
                write!(f, "{texts}, {done}")
            }
            Self::MissingKey { key, of } => write!(f, "{of} lacks `{key}`"),
            Self::BadDate { found, shown: Some(shown), .. } if shown == found => {
                write!(f, "{} is not a date, and is shown as it stands", quoted(found))
            }
            Self::BadDate { found, shown: Some(shown), .. } => {
                write!(f, "{} is not a date; {} is shown", quoted(found), quoted(shown))
            }
            Self::BadDate { found, shown: None, .. } => write!(f, "{} is not a date", quoted(found)),
            Self::AmbiguousDate { found, one, other } => {
                write!(f, "{} can be {} or {}, and is shown as it stands", quoted(found), quoted(one), quoted(other))
            }
            Self::UnusedDate { found } => write!(f, "{} is not a date, and is not used", quoted(found)),
            Self::DateAhead { found, reference } => {
                write!(f, "{} is more than 10 years after {}", quoted(found), quoted(reference))
            }
            Self::DateOrder { start, end } => write!(f, "the start {} is after the end {}", quoted(start), quoted(end)),
            Self::BadEmail { found, .. } => {
                write!(f, "{} is not an e-mail address and is shown as text without a link", quoted(found))
            }
            Self::BadUrl { found, shown: true, .. } => {
                write!(f, "{} is not a web address and is shown as text without a link", quoted(found))
            }
            Self::BadUrl { found, .. } => write!(f, "{} is not a web address; there will be no link", quoted(found)),
            Self::GuessedLanguage { tag, name } => {
                write!(f, "no language is named; the texts are in {name}, so headings and dates are `{tag}`")
            }
            Self::BadLanguage { found } => write!(f, "{} is not a language tag", quoted(found)),
            Self::BadCountry { found } => write!(f, "{} is not a country and is shown as text", quoted(found)),
            Self::BadId { found } => write!(f, "{} cannot be an id", quoted(found)),
            Self::DuplicateId { id } => write!(f, "id {} stands twice in one list", quoted(id)),
            Self::BadChoice { found, expected, .. } => write!(f, "found {}, expected {expected}", quoted(found)),
            Self::ImageMissing { path } => write!(f, "no image at {}", quoted(path)),
            Self::ImageOutside { path, link: true } => {
                write!(f, "the image {} leads out of its folder through a symbolic link", quoted(path))
            }
            Self::ImageOutside { path, link: false } => {
                write!(f, "the image {} lies outside the folder of this file", quoted(path))
            }
            Self::ImageUnsupported { path, reason } => {
                write!(f, "{} is not an image that can be shown: {reason}", quoted(path))
            }
            Self::ImageTooLarge { path, reason } => write!(f, "the image {} is too large: {reason}", quoted(path)),
            Self::ImageRemote { path } => write!(f, "the image {} is on the web and is left out", quoted(path)),
            Self::Nameless { label: true } => {
                write!(f, "the profile has no `basics.name`; the label becomes the heading")
            }
            Self::Nameless { label: false } => {
                write!(f, "the profile has neither `basics.name` nor `basics.label`; the page has no heading")
            }
            Self::NothingToShow => write!(f, "there is nothing to show"),
            Self::MissingTranslation { wanted, shown } => {
                write!(f, "no text in `{wanted}`; the one in `{shown}` is shown")
            }
            Self::UnknownLocale { wanted, .. } => {
                write!(f, "no words for language `{wanted}`; English titles and months are used")
            }
            Self::ExtendsCycle { chain } => write!(f, "applications extend each other in a circle: {chain}"),
            Self::BadCount { found, most } => {
                write!(f, "expected a whole number from 1 to {most}, found {}", quoted(found))
            }
            Self::UnknownTag { tag, .. } => write!(f, "nothing in the profile has the tag {}", quoted(tag)),
            Self::UnknownSection { id, .. } => write!(f, "the profile has no section {}", quoted(id)),
            Self::ReferenceDate => write!(f, "there is no date to count years back from"),
            Self::NothingSelected { .. } => write!(f, "the selection leaves no section of the profile"),
            Self::BadName { found, reason } => write!(f, "{} cannot name an output: {reason}", quoted(found)),
            Self::Unanswered { terms } => {
                let named = terms.iter().take(TERMS).map(|term| quoted(term)).collect::<Vec<_>>().join(", ");
                write!(f, "the advert asks for {named}")?;
                match terms.len().saturating_sub(TERMS) {
                    0 => f.write_str(", which the profile does not say"),
                    more => write!(f, " and {more} more, which the profile does not say"),
                }
            }
            Self::EmptyFolder { path } => write!(f, "no profile and no application in {}", quoted(path)),
            Self::StrayFile => write!(f, "this file is neither a profile nor an application that names one"),
            Self::NoMatch { pattern } => write!(f, "no file matches {}", quoted(pattern)),
            Self::BadPattern { found, reason } => write!(f, "{} is no pattern of files: {reason}", quoted(found)),
            Self::BadAssignment { found, option } => {
                let left = if *option == "--set" { "PATH" } else { "NAME" };
                write!(f, "found {} after `{option}`, expected `{left}=VALUE`", quoted(found))
            }
            Self::UnknownPath { path, step, .. } => {
                write!(f, "path {} leads nowhere: there is no {}", quoted(path), quoted(step))
            }
            Self::UnknownImport { profile: true, .. } => {
                write!(f, "this is a profile, or a JSON Resume, already; there is nothing to import")
            }
            Self::UnknownImport { found, profile: false } => {
                write!(f, "this is neither a RenderCV nor a YAMLResume file: found {found}")
            }
            Self::NotCarried { keys, values, reason, .. } => {
                let names: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
                f.write_str(&names.join(", "))?;
                match values {
                    0 => write!(f, " came over in part: {reason}"),
                    values if *values > keys.len() => write!(f, ", {values} values, did not come over: {reason}"),
                    _ => write!(f, " did not come over: {reason}"),
                }
            }
            Self::UnknownLanguage { wanted, .. } => write!(f, "no locale {}", quoted(wanted)),
            Self::RedactedShown { what, place } => write!(f, "{what} is redacted, and shown {place}"),
            Self::UnknownTheme { name, .. } => write!(f, "no theme {}", quoted(name)),
            Self::ThemeFile { theme, file } => write!(f, "theme {} has no file {}", quoted(theme), quoted(file)),
            Self::ThemeCycle { chain } => write!(f, "themes extend each other in a circle: {chain}"),
            Self::UnknownOption { name, theme, .. } => {
                write!(f, "theme {} has no option {}", quoted(theme), quoted(name))
            }
            Self::BadOption { name, expected, found } => {
                write!(f, "option {} takes {expected}, found {}", quoted(name), quoted(found))
            }
            Self::NotDrawn { what, theme, .. } => write!(f, "theme {} draws no {what}", quoted(theme)),
            Self::Template { message, value: Some(value) } => {
                write!(f, "the template fails at {}: {message}", quoted(value))
            }
            Self::Template { message, value: None } => write!(f, "the template fails: {message}"),
            Self::TemplateFuel { limit } => write!(f, "the template did not end within {limit} steps"),
            Self::OutsideTheme { path } => {
                write!(f, "the theme asks for {}, which is outside its folder", quoted(path))
            }
            Self::PackageRefused { package } => {
                write!(f, "the theme asks for package {}; nothing is fetched while rendering", quoted(package))
            }
            Self::ThemeName { found, reason } => write!(f, "a theme cannot be called {}: {reason}", quoted(found)),
            Self::AlreadyThere { path } => write!(f, "{} is there already", quoted(path)),
            Self::ForbiddenName { name } => write!(f, "`{name}` is not allowed in a theme"),
            Self::DataMisplaced { place } => write!(f, "data stands in {place}, where it is not shown as written"),
            Self::TextLost { text, case } => write!(f, "{} is not on the pages ({case})", quoted(text)),
            Self::LinkLost { url, case } => write!(f, "no link leads to {} ({case})", quoted(url)),
            Self::TextCut { text, case } => write!(f, "{} runs out of the page ({case})", quoted(text)),
            Self::TextOverlap { text, other, case } => {
                write!(f, "{} stands over {} ({case})", quoted(text), quoted(other))
            }
            Self::TextSmall { text, size, least, case } => {
                let text = if text == "body text" { text.clone() } else { quoted(text) };
                write!(f, "{text} has {size} pt, the least is {least} pt ({case})")
            }
            Self::LowContrast { text, colors, ratio, case } => {
                write!(f, "{} in {colors} has a contrast of {ratio} : 1 ({case})", quoted(text))
            }
            Self::UnknownFont { family, .. } => write!(f, "no font family {}", quoted(family)),
            Self::BadFont { path } => write!(f, "{} is not a font that can be read", quoted(path)),
            Self::SystemFont { family, script } => {
                let text = if *script == "CJK" { "Chinese, Japanese and Korean" } else { script };
                write!(f, "no bundled font has {text} letters; {} of this system is used", quoted(family))
            }
            Self::MissingGlyph { characters, count, .. } => missing_glyph(characters, *count, f),
            Self::Typst { message, .. } | Self::TypstWarning { message, .. } => write!(f, "{message}"),
            Self::Standard { standard, reason, .. } => write!(f, "the document does not meet `{standard}`: {reason}"),
            Self::NotAccessible { reason, .. } => write!(f, "exported without PDF/UA-1: {reason}"),
            Self::DateNeeded { standard } => write!(f, "`{standard}` needs a document date, and there is none"),
            Self::Timeout { seconds } => write!(f, "not done after {seconds} s"),
            Self::OutOfMemory { limit } => write!(f, "takes more than {} MiB of memory", limit >> 20),
            Self::Crashed { reason } => write!(f, "the render ended its process: {reason}"),
            Self::Internal { message } => write!(f, "internal error: {message}"),
            Self::PagesAndDensity => write!(f, "both the number of pages and option `density` are given"),
            Self::PagesOver { most, lines, rigid: None, .. } => {
                write!(f, "the résumé does not fit on {}: at the densest, {} over", pages(*most), over(*lines))
            }
            Self::PagesOver { most, lines, rigid: Some(theme), .. } => write!(
                f,
                "the résumé does not fit on {}: {} over, and theme {} has no option `density`",
                pages(*most),
                over(*lines),
                quoted(theme)
            ),
            Self::ShortLastPage { pages, percent } => {
                write!(f, "the last of {pages} pages is {percent} % full, and fewer do not do")
            }
            Self::Unwritable { path, reason } => write!(f, "cannot write {}: {reason}", quoted(path)),
            Self::OutputsMeet { path, how, twin, other } => {
                write!(f, "{} {how} {}: {other}", quoted(path), quoted(twin))
            }
            Self::OutputChanged { path } => write!(f, "{} is not what was made there, and is kept", quoted(path)),
            Self::OutputInUse { path } => write!(f, "another run is going in {}", quoted(path)),
            Self::OutputClash { path, other } => {
                write!(f, "two artifacts would be written to {}: {other}", quoted(path))
            }
            Self::Usage { message, .. } => write!(f, "{message}"),
            Self::NotAReport { reason } => write!(f, "the file is not a report of curricle's: {reason}"),
            Self::ReportVersion { found, known } => {
                write!(f, "the report has the form {}, expected `{known}`", quoted(found))
            }
            Self::NotAShard => write!(f, "the report is of a whole plan, expected one of a part"),
            Self::OtherPlan { other, reason } => write!(f, "the report does not go with {}: {reason}", quoted(other)),
            Self::ShardTwice { shard, other } => write!(f, "part {shard} is in {} already", quoted(other)),
            Self::ShardMissing { shards } => {
                let s = if shards.len() == 1 { "" } else { "s" };
                write!(f, "no report of part{s} {}", first_of(shards))
            }
            Self::TargetTwice { input, count: 1 } => write!(f, "{} is in another report too", quoted(input)),
            Self::TargetTwice { input, count } => {
                write!(f, "{count} targets are in another report too, {} among them", quoted(input))
            }
            Self::TargetsMissing { found, planned } => {
                write!(f, "the plan has {planned} targets, the reports have {found}")
            }
        }
    }
}

impl Problem {
    /// The few words that stand under the caret; empty where the message says it all.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::UnknownKey { .. } | Self::UnknownKeys { .. } | Self::UnknownOption { .. } => "not known here".into(),
            Self::DuplicateKey { .. } | Self::DuplicateId { .. } => "again here".into(),
            Self::CutByComment { .. } => "this is read as a comment".into(),
            Self::DamagedText { repaired: Some(text), .. } => format!("was {}", quoted(text)),
            Self::WrongType { expected, .. } => format!("expected {expected}"),
            Self::DateOrder { .. } => "starts after it ends".into(),
            Self::RedactedShown { .. } => "shown here".into(),
            Self::MissingGlyph { characters, .. } if characters.len() > 1 => "the first of them".into(),
            Self::MissingGlyph { .. } => "no glyph".into(),
            Self::BadEmail { reason, .. } => (*reason).into(),
            Self::BadUrl { reason, .. } | Self::BadDate { reason: Some(reason), .. } => reason.clone(),
            _ => String::new(),
        }
    }
}
