//! The words of every problem: what is the matter (`Display`), what stands under the caret ([`Problem::label`]) and
//! what to do about it ([`Problem::hints`]). Lower case, no full stop, backticks around literals.

mod hints;
#[cfg(test)]
mod tests;

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
            Self::NotFound { what, path } => write!(f, "{what} not found: {}", quoted(path)),
            Self::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", quoted(path)),
            Self::IsFolder { path } => write!(f, "{} is a folder, not a file", quoted(path)),
            // A stream is read one byte past the limit, and its true size is unknown.
            Self::FileTooLarge { bytes, limit } if *bytes == limit + 1 => {
                write!(f, "the input is larger than the limit of {}", size(*limit))
            }
            Self::FileTooLarge { bytes, limit } if size(*bytes) == size(*limit) => {
                write!(f, "the file has {bytes} bytes; the limit is {limit}")
            }
            Self::FileTooLarge { bytes, limit } => {
                write!(f, "the file has {}; the limit is {}", size(*bytes), size(*limit))
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
            Self::EmptyFile { expected } => write!(f, "the file is empty; expected {expected}"),
            Self::NotPlainText { found } => write!(f, "found {found}, expected a job advert as plain text"),
            Self::NothingAsked => write!(f, "the advert has no words to compare with a profile"),
            Self::Syntax { language, message } => {
                write!(f, "invalid {language}: {}", message.split("; ").next().unwrap_or_default())
            }
            Self::SeveralDocuments => write!(f, "a second YAML document starts here; a file holds only one"),
            Self::TooDeep { limit } => write!(f, "values are nested deeper than {limit} levels"),
            Self::TooManyValues { limit } => write!(f, "the file expands to more than {limit} values"),
            Self::DuplicateKey { key, last } => {
                let taken = if *last { "; the last one counts" } else { "" };
                write!(f, "key {} appears twice in one mapping{taken}", quoted(key))
            }
            Self::UnusedAnchor { word } => write!(f, "YAML reads {} as an anchor, so it is not shown", quoted(word)),
            Self::DashWithoutSpace => write!(f, "`-` needs a space after it to start a list item"),
            Self::SmartQuotes => write!(f, "the curly quotes are part of the text and are printed"),
            Self::CutByComment { kept, lost } if kept.is_empty() => {
                write!(f, "the value is empty: YAML reads {} as a comment", quoted(lost))
            }
            Self::CutByComment { kept, lost } => {
                write!(f, "the value ends at `#`: only {} is left, {} is lost", quoted(kept), quoted(lost))
            }
            Self::DamagedText { found, repaired: Some(text) } => {
                write!(f, "the encoding of this text is broken: {} was {}", quoted(found), quoted(text))
            }
            Self::DamagedText { found, repaired: None } => write!(
                f,
                "the encoding of this text is broken: {} was one character that cannot be recovered",
                quoted(found)
            ),
            Self::ControlCharacter { character } => {
                write!(f, "control character U+{:04X} cannot be shown", u32::from(*character))
            }
            Self::TextTooLong { characters, limit } => {
                write!(f, "the text has {characters} characters; the limit is {limit}")
            }
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::UnknownKey { key, of, .. } => write!(f, "{of} has no key {}", quoted(key)),
            Self::UnknownKeys { keys, .. } => {
                write!(f, "{}: {}", counted(keys, "unknown key, not shown", "unknown keys, not shown"), named(keys))
            }
            Self::OtherTool { what, .. } => write!(f, "this is {what}, not a profile"),
            Self::ReadAs { tool, .. } => write!(f, "this file was read as a {tool} file"),
            Self::OtherNames { names } => {
                write!(
                    f,
                    "{}: {}",
                    counted(names, "a key was read under another name", "keys were read under other names"),
                    named(names)
                )
            }
            Self::NameTwice { now } => write!(f, "this value is not shown, because `{now}` is set too"),
            Self::ColonInText { texts } if texts.len() == 1 => {
                f.write_str("YAML reads this text as a mapping because of its colon; it is printed as written")
            }
            Self::ColonInText { texts } => {
                write!(
                    f,
                    "YAML reads {} texts as mappings because of their colons; they are printed as written",
                    texts.len()
                )
            }
            Self::MarkedLine { texts } if texts.len() == 1 => {
                f.write_str("this text is shown with its asterisks: bold does not work here")
            }
            Self::MarkedLine { texts } => {
                write!(f, "{} texts are shown with their asterisks: bold does not work there", texts.len())
            }
            Self::EmptyTitle => f.write_str("an empty title does not hide the heading of a section"),
            Self::OneLanguage { tags } => write!(
                f,
                "{}: {}",
                counted(tags, "this key is read as a language", "keys are read as languages"),
                named(tags)
            ),
            Self::MappingAsText { shown } => {
                write!(f, "expected text, found a mapping; only this part is shown: {}", quoted(shown))
            }
            Self::MappingForText { found } => write!(f, "{} is a mapping; expected text", quoted(found)),
            Self::SplitNumber { whole } => write!(f, "the comma in {} splits it into two items", quoted(whole)),
            Self::HtmlInText { count, read } => {
                let texts =
                    if *count == 1 { "a text contains HTML".to_owned() } else { format!("{count} texts contain HTML") };
                let done = if *read { "converted to formatting" } else { "printed as typed" };
                write!(f, "{texts}, {done}")
            }
            Self::MissingKey { key, of } => write!(f, "{of} needs the key `{key}`"),
            Self::BadDate { found, shown: Some(shown), .. } if shown == found => {
                write!(f, "{} is not a date; it is printed as written", quoted(found))
            }
            Self::BadDate { found, shown: Some(shown), .. } => {
                write!(f, "{} is not a date; {} is shown instead", quoted(found), quoted(shown))
            }
            Self::BadDate { found, shown: None, .. } => write!(f, "{} is not a date", quoted(found)),
            Self::AmbiguousDate { found, one, other } => {
                write!(f, "{} can mean {} or {}; it is printed as written", quoted(found), quoted(one), quoted(other))
            }
            Self::UnusedDate { found } => write!(f, "{} is not a date and is ignored", quoted(found)),
            Self::DateAhead { found, reference } => {
                write!(f, "{} is more than 10 years after {}", quoted(found), quoted(reference))
            }
            Self::DateOrder { start, end } => {
                write!(f, "the start {} is later than the end {}", quoted(start), quoted(end))
            }
            Self::BadEmail { found, .. } => {
                write!(f, "{} is not an e-mail address; it is shown as text without a link", quoted(found))
            }
            Self::BadUrl { found, shown: true, .. } => {
                write!(f, "{} is not a web address; it is shown as text without a link", quoted(found))
            }
            Self::BadUrl { found, .. } => write!(f, "{} is not a web address, so there is no link", quoted(found)),
            Self::GuessedLanguage { tag, name } => {
                write!(f, "no language is set; the text seems to be in {name}, so headings and dates are in `{tag}`")
            }
            Self::BadLanguage { found } => write!(f, "{} is not a language tag", quoted(found)),
            Self::BadCountry { found } => write!(f, "{} is not a country; it is shown as text", quoted(found)),
            Self::BadId { found } => write!(f, "{} is not a valid id", quoted(found)),
            Self::DuplicateId { id } => write!(f, "id {} is used twice in one list", quoted(id)),
            Self::BadChoice { found, expected, .. } => write!(f, "found {}, expected {expected}", quoted(found)),
            Self::ImageMissing { path } => write!(f, "image not found: {}", quoted(path)),
            Self::ImageOutside { path, link: true } => {
                write!(f, "a symbolic link leads the image {} outside the folder of this file", quoted(path))
            }
            Self::ImageOutside { path, link: false } => {
                write!(f, "the image {} is outside the folder of this file", quoted(path))
            }
            Self::ImageUnsupported { path, reason } => {
                write!(f, "cannot show the image {}: {reason}", quoted(path))
            }
            Self::ImageTooLarge { path, reason } => write!(f, "the image {} is too large: {reason}", quoted(path)),
            Self::ImageRemote { path } => {
                write!(f, "the image {} is on the web; curricle downloads nothing", quoted(path))
            }
            Self::Nameless { label: true } => {
                write!(f, "the profile has no `basics.name`, so `basics.label` is the heading")
            }
            Self::Nameless { label: false } => {
                write!(f, "the profile has neither `basics.name` nor `basics.label`; the page has no heading")
            }
            Self::NothingToShow => write!(f, "there is nothing to show"),
            Self::MissingTranslation { wanted, shown } => {
                write!(f, "there is no text in `{wanted}` here; the one in `{shown}` is shown")
            }
            Self::UnknownLocale { wanted, .. } => {
                write!(f, "curricle has no words for language `{wanted}`; headings and months are in English")
            }
            Self::ExtendsCycle { chain } => write!(f, "these applications extend each other: {chain}"),
            Self::BadCount { found, most } => {
                write!(f, "expected a whole number from 1 to {most}, found {}", quoted(found))
            }
            Self::UnknownTag { tag, .. } => write!(f, "no entry has the tag {}", quoted(tag)),
            Self::UnknownSection { id, .. } => write!(f, "the profile has no section {}", quoted(id)),
            Self::ReferenceDate => write!(f, "there is no date to count back from"),
            Self::NothingSelected { .. } => write!(f, "the selection leaves out the whole profile"),
            Self::BadName { found, reason } => write!(f, "{} is not a valid output name: {reason}", quoted(found)),
            Self::Unanswered { terms } => {
                let named = terms.iter().take(TERMS).map(|term| quoted(term)).collect::<Vec<_>>().join(", ");
                write!(f, "the advert mentions {named}")?;
                match terms.len().saturating_sub(TERMS) {
                    0 => f.write_str(", but the profile does not"),
                    more => write!(f, " and {more} more, but the profile does not"),
                }
            }
            Self::EmptyFolder { path } => write!(f, "no profile or application in {}", quoted(path)),
            Self::StrayFile => write!(f, "this file is neither a profile nor an application"),
            Self::NoMatch { pattern } => write!(f, "no file matches {}", quoted(pattern)),
            Self::BadPattern { found, reason } => write!(f, "{} is not a valid file pattern: {reason}", quoted(found)),
            Self::BadAssignment { found, option } => {
                let left = if *option == "--set" { "PATH" } else { "NAME" };
                write!(f, "found {} after `{option}`; expected `{left}=VALUE`", quoted(found))
            }
            Self::UnknownPath { path, step, .. } => {
                write!(f, "path {} not found: there is no {}", quoted(path), quoted(step))
            }
            Self::UnknownImport { profile: true, .. } => {
                write!(f, "this is already a profile or a JSON Resume; there is nothing to import")
            }
            Self::UnknownImport { found, profile: false } => {
                write!(f, "this is neither a RenderCV nor a YAMLResume file: found {found}")
            }
            Self::NotCarried { keys, values, reason, .. } => {
                let names: Vec<String> = keys.iter().map(|key| quoted(key)).collect();
                f.write_str(&names.join(", "))?;
                let was = if keys.len() == 1 { "was" } else { "were" };
                match values {
                    0 => write!(f, " {was} only partly imported: {reason}"),
                    values if *values > keys.len() => write!(f, " ({values} values) {was} not imported: {reason}"),
                    _ => write!(f, " {was} not imported: {reason}"),
                }
            }
            Self::UnknownLanguage { wanted, .. } => write!(f, "there is no locale {}", quoted(wanted)),
            Self::RedactedShown { what, place } => write!(f, "{what} is redacted but appears {place}"),
            Self::UnknownTheme { name, .. } => write!(f, "there is no theme {}", quoted(name)),
            Self::ThemeFile { theme, file } => write!(f, "theme {} has no file {}", quoted(theme), quoted(file)),
            Self::ThemeCycle { chain } => write!(f, "these themes extend each other: {chain}"),
            Self::UnknownOption { name, theme, .. } => {
                write!(f, "theme {} has no option {}", quoted(theme), quoted(name))
            }
            Self::BadOption { name, expected, found } => {
                write!(f, "option {} takes {expected}; found {}", quoted(name), quoted(found))
            }
            Self::NotDrawn { what, theme, .. } => write!(f, "theme {} draws no {what}", quoted(theme)),
            Self::Template { message, value: Some(value) } => {
                write!(f, "the template fails at {}: {message}", quoted(value))
            }
            Self::Template { message, value: None } => write!(f, "the template fails: {message}"),
            Self::TemplateFuel { limit } => write!(f, "the template did not finish within {limit} steps"),
            Self::OutsideTheme { path } => {
                write!(f, "the theme asks for {} outside its folder", quoted(path))
            }
            Self::PackageRefused { package } => {
                write!(f, "the theme asks for package {}, but curricle downloads nothing", quoted(package))
            }
            Self::ThemeName { found, reason } => write!(f, "{} is not a valid theme name: {reason}", quoted(found)),
            Self::AlreadyThere { path } => write!(f, "{} already exists", quoted(path)),
            Self::ForbiddenName { name } => write!(f, "`{name}` is not allowed in a theme"),
            Self::DataMisplaced { place } => write!(f, "data in {place} is not shown as written"),
            Self::TextLost { text, case } => write!(f, "{} is missing from the pages ({case})", quoted(text)),
            Self::LinkLost { url, case } => write!(f, "no link points to {} ({case})", quoted(url)),
            Self::TextCut { text, case } => write!(f, "{} runs off the page ({case})", quoted(text)),
            Self::TextOverlap { text, other, case } => {
                write!(f, "{} overlaps {} ({case})", quoted(text), quoted(other))
            }
            Self::TextSmall { text, size, least, case } => {
                let text = if text == "body text" { text.clone() } else { quoted(text) };
                write!(f, "{text} is {size} pt; the minimum is {least} pt ({case})")
            }
            Self::LowContrast { text, colors, ratio, case } => {
                write!(f, "{} in {colors} has a contrast of {ratio} : 1 ({case})", quoted(text))
            }
            Self::UnknownFont { family, .. } => write!(f, "font family {} not found", quoted(family)),
            Self::BadFont { path } => write!(f, "{} is not a readable font", quoted(path)),
            Self::SystemFont { family, script } => {
                let text = if *script == "CJK" { "Chinese, Japanese and Korean" } else { script };
                write!(f, "no bundled font covers {text}; {} of this system is used", quoted(family))
            }
            Self::MissingGlyph { characters, count, .. } => missing_glyph(characters, *count, f),
            Self::Typst { message, .. } | Self::TypstWarning { message, .. } => write!(f, "{message}"),
            Self::Standard { standard, reason, .. } => write!(f, "the document does not meet `{standard}`: {reason}"),
            Self::NotAccessible { reason, .. } => write!(f, "exported without PDF/UA-1: {reason}"),
            Self::DateNeeded { standard } => write!(f, "`{standard}` needs a document date, but none is set"),
            Self::Timeout { seconds } => write!(f, "did not finish within {seconds} s"),
            Self::OutOfMemory { limit } => write!(f, "needs more than {} MiB of memory", limit >> 20),
            Self::Crashed { reason } => write!(f, "the render crashed its process: {reason}"),
            Self::Internal { message } => write!(f, "internal error: {message}"),
            Self::PagesAndDensity => write!(f, "the number of pages and the option `density` cannot both be set"),
            Self::PagesOver { most, lines, rigid: None, .. } => {
                write!(
                    f,
                    "the résumé does not fit on {}: even at the tightest spacing, {} left over",
                    pages(*most),
                    over(*lines)
                )
            }
            Self::PagesOver { most, lines, rigid: Some(theme), .. } => write!(
                f,
                "the résumé does not fit on {}: {} left over, and theme {} has no option `density`",
                pages(*most),
                over(*lines),
                quoted(theme)
            ),
            Self::ShortLastPage { pages, percent } => {
                write!(f, "the last of {pages} pages is only {percent} % full, but the text does not fit on fewer")
            }
            Self::Unwritable { path, reason } => write!(f, "cannot write {}: {reason}", quoted(path)),
            Self::OutputsMeet { path, how, twin, other } => {
                write!(f, "{} {how} {}: {other}", quoted(path), quoted(twin))
            }
            Self::OutputChanged { path } => write!(f, "{} has changed since it was made, so it is kept", quoted(path)),
            Self::OutputInUse { path } => write!(f, "another run is writing to {}", quoted(path)),
            Self::OutputClash { path, other } => {
                write!(f, "two artifacts would be written to {}: {other}", quoted(path))
            }
            Self::Usage { message, .. } => write!(f, "{message}"),
            Self::NotAReport { reason } => write!(f, "this is not a curricle report: {reason}"),
            Self::ReportVersion { found, known } => {
                write!(f, "the report has version {}; expected `{known}`", quoted(found))
            }
            Self::NotAShard => write!(f, "this report covers a whole run; expected one of a part"),
            Self::OtherPlan { other, reason } => {
                write!(f, "this report does not belong with {}: {reason}", quoted(other))
            }
            Self::ShardTwice { shard, other } => write!(f, "part {shard} is already in {}", quoted(other)),
            Self::ShardMissing { shards } => {
                let (s, have) = if shards.len() == 1 { ("", "has") } else { ("s", "have") };
                write!(f, "part{s} {} {have} no report", first_of(shards))
            }
            Self::TargetTwice { input, count: 1 } => write!(f, "{} is in another report as well", quoted(input)),
            Self::TargetTwice { input, count } => {
                write!(f, "{count} targets are in another report as well, such as {}", quoted(input))
            }
            Self::TargetsMissing { found, planned } => {
                write!(f, "the run has {planned} targets, but the reports have {found}")
            }
        }
    }
}

impl Problem {
    /// The few words that stand under the caret; empty where the message says it all.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::UnknownKey { .. } | Self::UnknownKeys { .. } | Self::UnknownOption { .. } => "unknown".into(),
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
