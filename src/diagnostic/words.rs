//! The words of every problem: what is the matter (`Display`), what stands under the caret ([`Problem::label`]) and
//! what to do about it ([`Problem::hints`]). Lower case, no full stop, backticks around literals.

use std::fmt;

use super::Problem;

/// The longest piece of somebody's text that a message repeats, in characters.
const QUOTE_LIMIT: usize = 60;

/// How many terms of an advert are named.
const TERMS: usize = 8;

/// How a letter begins.
const LETTER_HINT: &str = "write `body: |` and the text below it, indented; `curricle schema letter` prints all keys";

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
            Self::DuplicateKey { key } => write!(f, "key {} stands twice in one mapping", quoted(key)),
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
            Self::OldKey { key, now } => write!(f, "key {} is an old name; today it is `{now}`", quoted(key)),
            Self::MissingKey { key, of } => write!(f, "{of} lacks `{key}`"),
            Self::BadDate { found, .. } => write!(f, "{} is not a date", quoted(found)),
            Self::DateOrder { start, end } => write!(f, "the start {} is after the end {}", quoted(start), quoted(end)),
            Self::BadEmail { found, .. } => write!(f, "{} is not an e-mail address", quoted(found)),
            Self::BadUrl { found, reason, .. } => write!(f, "{} is not a URL: {reason}", quoted(found)),
            Self::BadLanguage { found } => write!(f, "{} is not a language tag", quoted(found)),
            Self::BadCountry { found } => write!(f, "{} is not a country code", quoted(found)),
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
            Self::UnknownKey { .. } | Self::UnknownOption { .. } => "not known here".into(),
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
            Self::OldKey { now, .. } => format!("today `{now}`"),
            _ => String::new(),
        }
    }

    /// What can be done about it, each hint a sentence fragment of its own.
    #[must_use]
    #[allow(
        clippy::too_many_lines,
        clippy::match_same_arms,
        reason = "one arm for each kind of problem; splitting would scatter the words"
    )]
    pub fn hints(&self) -> Vec<String> {
        let one = |hint: String| vec![hint];
        match self {
            Self::NotFound { .. } => one("check the spelling; a path in a file is relative to that file, another to the current folder".into()),
            Self::IsFolder { .. } => one("name a profile in it, such as `profile.yaml`".into()),
            Self::NotUtf8 { .. } => one("save the file as UTF-8".into()),
            Self::EmptyFile { expected: "a letter" } => one(LETTER_HINT.into()),
            Self::EmptyFile { expected } if expected.contains("RenderCV") => Vec::new(),
            Self::EmptyFile { expected: "a job advert" } | Self::NotPlainText { .. } => {
                one("copy the words of the advert into a text file".into())
            }
            Self::EmptyFile { expected: "a table of synonyms" } => {
                one("start with `same:` and a list under it, such as `- [Kubernetes, k8s]`".into())
            }
            Self::NothingAsked => one("look whether the right text was copied".into()),
            Self::EmptyFile { .. } => {
                one("start with `basics:` and a `name:` under it; `curricle schema` prints all keys".into())
            }
            Self::Syntax { message, .. } => {
                message.split_once("; ").map(|(_, hint)| hint.to_owned()).into_iter().collect()
            }
            Self::SeveralDocuments => {
                one("remove the `---` line, or put the second document in a file of its own".into())
            }
            Self::TooManyValues { .. } => {
                one("aliases (`*name`) that refer to each other multiply; write the values out".into())
            }
            Self::DuplicateKey { key } => one(format!("keep one `{key}`, or join the two")),
            Self::CutByComment { .. } => one("put the whole value in quotes".into()),
            Self::DamagedText { repaired: Some(text), .. } => one(format!("replace it by {}", quoted(text))),
            Self::DamagedText { .. } => one("type the character anew".into()),
            Self::ControlCharacter { .. } => {
                one("remove the character; it often comes with text pasted from a PDF".into())
            }
            Self::UnknownKey { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::UnknownKey { near: None, key, .. } => {
                one(format!("it is not shown; name it `x-{key}` to keep it without this warning"))
            }
            Self::WrongType { expected, .. } if expected == "a mapping for a profile" => {
                one("start with `basics:` and a `name:` under it; `curricle schema` prints all keys".into())
            }
            Self::WrongType { expected, .. } if expected == "a mapping for a letter" => one(LETTER_HINT.into()),
            Self::MissingKey { key: "body", of: "a letter" } => one(LETTER_HINT.into()),
            Self::WrongType { expected, .. } if expected.starts_with("a mapping") => {
                one("write `key: value` lines, indented under it".into())
            }
            Self::WrongType { expected, .. } if expected == "a list" => {
                one("write each item on a line of its own, after `- `".into())
            }
            Self::OldKey { now, .. } => one(format!("rename it to `{now}`")),
            Self::BadDate { reading, .. } => {
                let mut hints: Vec<String> =
                    reading.iter().map(|reading| format!("did you mean `{reading}`?")).collect();
                hints.push("write `2023`, `2023-04`, `2023-04-17` or, for an end, `present`".into());
                hints
            }
            Self::DateOrder { .. } => one("swap the two, or correct one".into()),
            Self::BadEmail { .. } => one("write it as `name@example.org`".into()),
            Self::BadUrl { repaired: Some(url), .. } => one(format!("did you mean `{url}`?")),
            Self::BadUrl { reason, .. } if reason.contains("space") => {
                one("remove the space, or write it as `%20`".into())
            }
            Self::BadUrl { .. } => one("write a whole address, as in `https://example.org/me`".into()),
            Self::BadLanguage { .. } => one("use a BCP 47 tag, such as `en`, `de` or `pt-BR`".into()),
            Self::BadCountry { .. } => one("use two letters of ISO 3166-1, such as `DE`, `IN` or `US`".into()),
            Self::BadId { .. } => one("use letters, digits, `-` and `_`, at least one of them not a digit".into()),
            Self::BadChoice { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::ImageMissing { .. } => one("image paths are relative to the folder of this file".into()),
            Self::ImageOutside { .. } => one("copy the image beside this file".into()),
            Self::ImageUnsupported { .. } => one("use a PNG, JPEG, GIF, WebP or SVG file".into()),
            Self::ImageTooLarge { .. } => one("scale the image down; a photo of 1200 pixels is ample for print".into()),
            Self::ImageRemote { .. } => {
                one("save the image beside this file and name it; nothing is fetched while rendering".into())
            }
            Self::NothingToShow => one("give the profile a `basics.name` or an entry, such as `work:`".into()),
            Self::MissingTranslation { wanted, .. } => one(format!("add `{wanted}:` beside the others")),
            Self::UnknownLocale { known, .. } => one(format!("there are: {known}")),
            Self::ExtendsCycle { .. } => one("let one of them extend nothing".into()),
            Self::BadCount { found, .. } if found == "0" => {
                one("leave the key out for no limit".into())
            }
            Self::UnknownTag { near, known, .. } | Self::UnknownSection { near, known, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(if known.is_empty() { "it has no tags".into() } else { format!("there are: {known}") });
                hints
            }
            Self::ReferenceDate => one("set `date:` in the application, or name a date such as `since: 2018`".into()),
            Self::NothingSelected { counts } => {
                let mut hints = vec!["`--explain` lists everything with the rule that left it out".to_owned()];
                if !counts.is_empty() {
                    hints.insert(0, format!("left out: {counts}"));
                }
                hints
            }
            Self::BadName { .. } => {
                one("such as `{name}-{company}`; there are `{name}`, `{company}`, `{role}`, `{theme}`, `{language}`".into())
            }
            Self::Unanswered { .. } => {
                one("`curricle match` lists all of them, and where the others are answered".into())
            }
            Self::NoMatch { .. } => {
                one("patterns match files that end in .yaml, .yml or .json; those in curricle.yaml are relative to it".into())
            }
            Self::EmptyFolder { .. } => one(
                "inputs end in .yaml, .yml or .json; hidden ones, and those that .curricleignore names, are left out".into(),
            ),
            Self::StrayFile => {
                one("it was found in a folder; if it is no input, name it in a file .curricleignore there".into())
            }
            Self::BadPattern { .. } => one("such as `applications/*.yaml`; `**` stands for folders, however deep".into()),
            Self::RedactedShown { place, .. } if place == "in this text" => one(
                "change it with `change:` or `--set`, redact it too, or name its words under `allow:` or `--allow` where they are innocent".into(),
            ),
            Self::RedactedShown { .. } => {
                one("take it out there, or name its words under `allow:` or `--allow` where they are innocent".into())
            }
            Self::UnknownPath { known, .. } if !known.is_empty() => one(format!("there are: {known}")),
            Self::UnknownLanguage { near, known, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("there are: {known}"));
                hints
            }
            Self::UnknownTheme { near, known, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("there are: {known}; a folder is named with a slash, as in `./mine`"));
                hints
            }
            Self::UnknownImport { profile: true, .. } => one("render it as it is: `curricle render FILE`".into()),
            Self::UnknownImport { .. } => {
                one("a RenderCV file has `cv:` at its root, a YAMLResume file `content:`".into())
            }
            Self::NotCarried { kept: Some(kept), keys, .. } => {
                one(format!("{} kept as {kept}", if keys.len() > 1 { "they are" } else { "it is" }))
            }
            Self::ThemeFile { file, .. } if file == "theme.yaml" => {
                one("a theme is a folder with a `theme.yaml`, which may be no more than `extends: base`".into())
            }
            Self::ThemeFile { file, .. } => one(format!("add `{file}`, or `extends: base` to `theme.yaml`")),
            Self::UnknownOption { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::UnknownOption { near: None, known, .. } => one(format!("there are: {known}")),
            Self::OutsideTheme { .. } => {
                one("a theme reads only its own files, those of the themes it extends and the profile's images".into())
            }
            Self::PackageRefused { .. } => one("copy what you need from the package into the theme's folder".into()),
            Self::ThemeName { found, reason } if reason.contains("built-in") => {
                one(format!("choose another name, or change that theme: `curricle themes eject {found}`"))
            }
            Self::ThemeName { .. } => one("use letters, digits, `-` and `_`, as in `my-theme`".into()),
            Self::AlreadyThere { .. } => one("choose another name or folder, or move what is there away".into()),
            Self::ForbiddenName { .. } => one("write what it makes into the theme itself".into()),
            Self::DataMisplaced { .. } => one(
                "write `{{ x }}` in markup, `{{ x | content }}` for an argument that is shown, `{{ x | lit }}` for data".into(),
            ),
            Self::TextLost { .. } => {
                one("show it, or leave the function that drops it to `complete` of `themes/base/theme.typ`".into())
            }
            Self::LinkLost { .. } => one("wrap what names it in `linked(url, …)` of `themes/base/theme.typ`".into()),
            Self::TextCut { .. } => {
                one("give it a width to break in; a box that is wider than its column never breaks".into())
            }
            Self::TextOverlap { .. } => one("leave room for both, or let a long word break".into()),
            Self::TextSmall { .. } => one("raise the size that `measures` has for density 1".into()),
            Self::LowContrast { .. } => {
                one("`legible(colour, ground: …)` of `themes/base/theme.typ` gives at least 4.5 : 1".into())
            }
            Self::UnknownFont { near, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push("`curricle fonts` lists the families; add files with `--font-path`, a `fonts/` folder beside the input, or `--system-fonts`".into());
                hints
            }
            Self::MissingGlyph { characters, script, .. } => {
                let way_out = "add a font with `--font-path`, a `fonts/` folder beside the input, or `--system-fonts`";
                let (them, s) = if characters.len() > 1 { ("them", "s") } else { ("it", "") };
                match font_for(script) {
                    Some((font, "")) => one(format!("{way_out}; `{font}` has {them}")),
                    Some((font, package)) => {
                        one(format!("{way_out}; `{font}` has {them}, Debian's package `{package}` for one"))
                    }
                    None => one(format!("{way_out}, or leave the character{s} out")),
                }
            }
            Self::Typst { hints, .. }
            | Self::TypstWarning { hints, .. }
            | Self::Standard { hints, .. }
            | Self::NotAccessible { hints, .. } => hints.clone(),
            Self::DateNeeded { .. } => {
                one("set `meta.lastModified` in the profile, or the variable SOURCE_DATE_EPOCH".into())
            }
            Self::Timeout { .. } => {
                one("raise the limit with `--timeout`, or look for an endless loop in the theme".into())
            }
            Self::OutOfMemory { .. } => {
                one("raise the limit with `--memory-limit`, or look for what grows without end in the theme".into())
            }
            Self::Crashed { .. } => one("look for an endless recursion in the theme, or for a damaged image".into()),
            Self::Internal { .. } => one("this is a bug of curricle; please report it with the input".into()),
            Self::PagesAndDensity => {
                one("remove one of them: the number of pages decides how close things stand".into())
            }
            Self::PagesOver { pages: needed, .. } => {
                one(format!("leave something out, such as what ranks lowest, or allow {}", pages(*needed)))
            }
            Self::ShortLastPage { .. } => one("leave something out, or add to it".into()),
            Self::OutputsMeet { how, .. } if how.contains("case") => {
                one("name the outputs apart: on many disks the two are one file".into())
            }
            Self::OutputClash { .. } | Self::OutputsMeet { .. } => {
                one("name the outputs apart, or render the inputs one by one".into())
            }
            Self::OutputChanged { .. } => one("remove it yourself if nobody needs it".into()),
            Self::OutputInUse { .. } => one("wait until it has ended".into()),
            Self::Usage { hint, .. } if !hint.is_empty() => one(hint.clone()),
            Self::NotAReport { .. } => one("`curricle render --report FILE.json` writes one".into()),
            Self::ReportVersion { .. } => one("use one version of curricle for all parts".into()),
            Self::NotAShard => one("`curricle render --shard 1/2 --report FILE.json` writes one of a part".into()),
            Self::OtherPlan { .. } => {
                one("give all parts the same inputs, options, files and version of curricle".into())
            }
            Self::ShardTwice { .. } => one("name each report once".into()),
            Self::ShardMissing { .. } => one("look whether all parts ran, and name their reports".into()),
            Self::TargetTwice { .. } | Self::TargetsMissing { .. } => {
                one("make the reports anew, all parts from the same files".into())
            }
            _ => Vec::new(),
        }
    }
}
