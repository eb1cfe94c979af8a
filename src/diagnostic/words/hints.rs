//! What to do about a problem.

use super::{font_for, pages, quoted};
use crate::diagnostic::Problem;

/// How a letter begins.
const LETTER_HINT: &str = "write `body: |` and the text below it, indented; `curricle schema letter` prints all keys";

/// Keys of applications that people write at the root of a profile.
const OF_APPLICATIONS: [&str; 9] =
    ["theme", "design", "formats", "hide", "redact", "select", "change", "posting", "letter"];

impl Problem {
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
            Self::NotFound { path, .. } if path.contains("http:/") || path.contains("https:/") => {
                one("curricle fetches nothing from the web: save it as a file (an advert as plain text) and name that file".into())
            }
            Self::NotFound { .. } => one("check the spelling; paths inside a file are relative to that file, paths on the command line to the current folder".into()),
            Self::IsFolder { .. } => one("name a profile in it, such as `profile.yaml`".into()),
            Self::NotUtf8 { .. } => one("save the file as UTF-8".into()),
            Self::EmptyFile { expected: "a letter" } => one(LETTER_HINT.into()),
            Self::EmptyFile { expected } if expected.contains("RenderCV") => Vec::new(),
            Self::EmptyFile { expected: "a job advert" } | Self::NotPlainText { .. } => {
                one("copy the text of the advert into a plain text file".into())
            }
            Self::EmptyFile { expected: "a table of synonyms" } => {
                one("start with `same:` and a list under it, such as `- [Kubernetes, k8s]`".into())
            }
            Self::NothingAsked => one("check that the right text was copied".into()),
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
            Self::DuplicateKey { key, .. } => one(format!("keep one `{key}`, or merge the two")),
            Self::CutByComment { .. } => one("put the whole value in quotes".into()),
            Self::UnusedAnchor { .. } => one("put text that begins with `&` in quotes".into()),
            Self::DashWithoutSpace => one("write `- ` before each item".into()),
            Self::SmartQuotes => one("remove them, or put the text in straight quotes: `\"…\"`".into()),
            Self::DamagedText { repaired: Some(text), .. } => one(format!("replace it with {}", quoted(text))),
            Self::DamagedText { .. } => one("type the character again".into()),
            Self::ControlCharacter { .. } => {
                one("remove the character; it often comes with text pasted from a PDF".into())
            }
            Self::UnknownKey { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::UnknownKey { near: None, key, .. } => {
                one(format!("it is not shown; name it `x-{key}` to keep it without this warning"))
            }
            Self::WrongType { expected, found } if expected.starts_with("a mapping") && is_unspaced_pair(found) => {
                one("add a space after `:`".into())
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
            Self::OtherTool { way, .. } => one((*way).to_owned()),
            Self::ReadAs { path, .. } => {
                let path = if path == "<stdin>" { "-" } else { path };
                one(format!("to keep it as a profile and an application of your own, run `curricle import {path}`"))
            }
            Self::UnknownKeys { keys, meant, sections } => unknown_keys(keys, meant, sections),
            Self::ColonInText { .. } | Self::SplitNumber { .. } => one("put the whole text in quotes".into()),
            Self::MarkedLine { .. } => {
                one("remove the asterisks; the theme `folio` sets your own name among authors in bold by itself".into())
            }
            Self::EmptyTitle => one("curricle cannot hide a heading yet; give the section another title".into()),
            Self::OneLanguage { .. } => one("if it is part of the text, put the whole text in quotes".into()),
            Self::MappingAsText { .. } => one("write plain text here".into()),
            Self::MappingForText { found } => {
                one(format!("put text in quotes: \"{}\"; for several languages, use tags such as `en:` and `de:`", found.replace('"', "'")))
            }
            Self::HtmlInText { read: false, .. } => {
                one("write `**bold**`, `*italic*` and `[text](https://…)`; put literal tags in backticks".into())
            }
            Self::BadDate { reading, .. } => {
                let mut hints: Vec<String> =
                    reading.iter().map(|reading| format!("did you mean `{reading}`?")).collect();
                hints.push("write `2023`, `2023-04` or `2023-04-17`".into());
                hints
            }
            Self::AmbiguousDate { one: first, other, .. } => one(format!("write `{first}` or `{other}`")),
            Self::UnusedDate { .. } => one("write `2023`, `2023-04` or `2023-04-17`".into()),
            Self::DateAhead { .. } => one("fix the year, or update `meta.lastModified`".into()),
            Self::DateOrder { .. } => one("swap the two dates, or fix one".into()),
            Self::BadEmail { .. } => one("write it as `name@example.org`".into()),
            Self::BadUrl { repaired: Some(url), .. } => one(format!("did you mean `{url}`?")),
            Self::BadUrl { reason, .. } if reason.contains("space") => {
                one("remove the space, or write it as `%20`".into())
            }
            Self::BadUrl { .. } => one("write the whole address, such as `https://example.org/me`".into()),
            Self::GuessedLanguage { tag, .. } => {
                one(format!("set it with `meta: {{language: {tag}}}`, or `\"meta\": {{\"language\": \"{tag}\"}}` in JSON"))
            }
            Self::BadLanguage { .. } => one("use a BCP 47 tag, such as `en`, `de` or `pt-BR`".into()),
            Self::BadCountry { .. } => one("write the country's name, or its ISO 3166-1 code such as `DE`, `IN` or `US`".into()),
            Self::BadId { .. } => one("use letters, digits, `-` and `_`; not digits alone".into()),
            Self::BadChoice { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::ImageMissing { .. } => one("image paths are relative to the folder of this file".into()),
            Self::ImageOutside { .. } => one("copy the image next to this file".into()),
            Self::ImageUnsupported { .. } => one("use a PNG, JPEG, GIF, WebP or SVG file".into()),
            Self::ImageTooLarge { .. } => one("scale the image down; 1200 pixels are plenty for a printed photo".into()),
            Self::ImageRemote { .. } => {
                one("save the image next to this file and write its file name here".into())
            }
            Self::NothingToShow => one("add a `basics.name` or a section such as `work:`".into()),
            Self::MissingTranslation { wanted, .. } => one(format!("add `{wanted}:` next to the others")),
            Self::UnknownLocale { known, .. } => one(format!("available: {known}")),
            Self::ExtendsCycle { .. } => one("remove `extends` from one of them".into()),
            Self::BadCount { found, .. } if found == "0" => {
                one("remove the key for no limit".into())
            }
            Self::UnknownTag { near: Some(near), .. } | Self::UnknownSection { near: Some(near), .. } => {
                one(format!("did you mean `{near}`?"))
            }
            Self::UnknownTag { known, .. } if known.is_empty() => one("the profile has no tags".into()),
            Self::UnknownTag { known, .. } | Self::UnknownSection { known, .. } => one(format!("available: {known}")),
            Self::ReferenceDate => one("set `date:` in the application or `--date`, or write a date such as `since: 2018`".into()),
            Self::NothingSelected { counts } => {
                let mut hints = vec!["`--explain` lists each entry with the rule that left it out".to_owned()];
                if !counts.is_empty() {
                    hints.insert(0, format!("left out: {counts}"));
                }
                hints
            }
            Self::BadName { .. } => {
                one("write a name such as `{name}-{company}`; available: `{name}`, `{company}`, `{role}`, `{theme}`, `{language}`".into())
            }
            Self::Unanswered { .. } => {
                one("`curricle match` lists everything the advert asks for and where the profile answers it".into())
            }
            Self::NoMatch { .. } => {
                one("patterns match .yaml, .yml and .json files; patterns in curricle.yaml are relative to that file".into())
            }
            Self::EmptyFolder { .. } => one(
                "inputs end in .yaml, .yml or .json; hidden files and those listed in .curricleignore are skipped".into(),
            ),
            Self::StrayFile => {
                one("it was found in a folder; to skip it, list it in a .curricleignore file there".into())
            }
            Self::BadPattern { .. } => one("write a pattern such as `applications/*.yaml`; `**` matches folders at any depth".into()),
            Self::RedactedShown { place, .. } if place == "in this text" => one(
                "change it with `change:` or `--set`, redact it too, or permit its words with `allow:` or `--allow`".into(),
            ),
            Self::RedactedShown { .. } => {
                one("remove it there, or permit its words with `allow:` or `--allow`".into())
            }
            Self::UnknownPath { known, .. } if !known.is_empty() => one(format!("available: {known}")),
            Self::UnknownLanguage { near, known, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("available: {known}"));
                hints
            }
            Self::UnknownTheme { near, known, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("available: {known}; name a theme folder with a slash, such as `./mine`"));
                hints
            }
            Self::UnknownImport { profile: true, .. } => one("render it directly: `curricle render FILE`".into()),
            Self::UnknownImport { .. } => {
                one("a RenderCV file has `cv:` at its root, a YAMLResume file `content:`".into())
            }
            Self::NotCarried { kept: Some(kept), keys, .. } => {
                one(format!("{} kept as {kept}", if keys.len() > 1 { "they are" } else { "it is" }))
            }
            Self::ThemeFile { file, .. } if file == "theme.yaml" => {
                one("a theme is a folder with a `theme.yaml`; a single line `extends: base` is enough".into())
            }
            Self::ThemeFile { file, .. } => one(format!("add `{file}`, or `extends: base` to `theme.yaml`")),
            Self::UnknownOption { instead: Some(instead), .. } => one(instead.clone()),
            Self::UnknownOption { near: Some(near), .. } => one(format!("did you mean `{near}`?")),
            Self::UnknownOption { theme, .. } => one(format!("`curricle themes show {theme}` lists its options")),
            Self::NotDrawn { others, .. } if !others.is_empty() => {
                let quoted: Vec<String> = others.iter().map(|theme| format!("`{theme}`")).collect();
                one(match quoted.as_slice() {
                    [one] => format!("use {one} instead"),
                    [first @ .., last] => format!("use {} or {last} instead", first.join(", ")),
                    [] => String::new(),
                })
            }
            Self::OutsideTheme { .. } => {
                one("a theme reads only its own files, files of the themes it extends, and the profile's images".into())
            }
            Self::PackageRefused { .. } => one("copy the parts you need into the theme's folder".into()),
            Self::ThemeName { found, reason } if reason.contains("built-in") => {
                one(format!("choose another name, or change that theme: `curricle themes eject {found}`"))
            }
            Self::ThemeName { .. } => one("use letters, digits, `-` and `_`, as in `my-theme`".into()),
            Self::AlreadyThere { .. } => one("choose another name (with `-o` for `import`), or move the existing file away".into()),
            Self::ForbiddenName { .. } => one("write its result into the theme itself".into()),
            Self::DataMisplaced { .. } => one(
                "write `{{ x }}` in markup, `{{ x | content }}` for an argument that is shown, `{{ x | lit }}` for data".into(),
            ),
            Self::TextLost { .. } => {
                one("show it, or delete the function that drops it: `complete` of `themes/base/theme.typ` then supplies one".into())
            }
            Self::LinkLost { .. } => one("wrap the text in `linked(url, …)` of `themes/base/theme.typ`".into()),
            Self::TextCut { .. } => {
                one("give the box a width; a box wider than its column never breaks".into())
            }
            Self::TextOverlap { .. } => one("leave room for both, or let long words break".into()),
            Self::TextSmall { .. } => one("raise the size in `measures` for density 1".into()),
            Self::LowContrast { .. } => {
                one("use `legible(colour, ground: …)` of `themes/base/theme.typ`, which gives at least 4.5 : 1".into())
            }
            Self::UnknownFont { near, .. } => {
                let mut hints: Vec<String> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push("`curricle fonts` lists the families; add files with `--font-path`, a `fonts/` folder next to the input, or `--system-fonts`".into());
                hints
            }
            Self::SystemFont { .. } => {
                one("to get the same pages everywhere, put the font file in a `fonts/` folder next to the input".into())
            }
            Self::MissingGlyph { characters, script, .. } => {
                let way_out = "add a font with `--font-path`, a `fonts/` folder next to the input, or `--system-fonts`";
                let (them, s) = if characters.len() > 1 { ("them", "s") } else { ("it", "") };
                match font_for(script) {
                    Some((font, "")) => one(format!("{way_out}; `{font}` has {them}")),
                    Some((font, package)) => {
                        one(format!("{way_out}; `{font}` has {them} (Debian package `{package}`)"))
                    }
                    None => one(format!("{way_out}, or leave the character{s} out")),
                }
            }
            Self::Typst { hints, .. }
            | Self::TypstWarning { hints, .. }
            | Self::Standard { hints, .. }
            | Self::NotAccessible { hints, .. } => hints.clone(),
            Self::DateNeeded { .. } => {
                one("set `meta.lastModified` in the profile, or the environment variable SOURCE_DATE_EPOCH".into())
            }
            Self::Timeout { .. } => {
                one("raise the limit with `--timeout`, or look for an endless loop in the theme".into())
            }
            Self::OutOfMemory { .. } => {
                one("raise the limit with `--memory-limit`, or look for endless growth in the theme".into())
            }
            Self::Crashed { .. } => one("look for an endless recursion in the theme, or a damaged image".into()),
            Self::Internal { .. } => one("this is a bug in curricle; please report it with the input".into()),
            Self::PagesAndDensity => {
                one("remove one of them; the number of pages sets the density".into())
            }
            Self::PagesOver { pages: needed, .. } => {
                one(format!(
                    "leave something out with `--hide`, `--limit` or `--since`, delete what ranks lowest, try a denser theme such as `ledger`, or allow {}",
                    pages(*needed)
                ))
            }
            Self::ShortLastPage { .. } => one("leave something out, or add more".into()),
            Self::OutputsMeet { how, .. } if how.contains("case") => {
                one("give the outputs different names: many disks treat the two as one file".into())
            }
            Self::OutputClash { .. } | Self::OutputsMeet { .. } => {
                one("give the outputs different names, or render the inputs one by one".into())
            }
            Self::OutputChanged { .. } => one("delete it yourself if you no longer need it".into()),
            Self::OutputInUse { .. } => one("wait until it ends".into()),
            Self::Usage { hint, .. } if !hint.is_empty() => one(hint.clone()),
            Self::NotAReport { .. } => one("`curricle render --report FILE.json` writes one".into()),
            Self::ReportVersion { .. } => one("use the same version of curricle for all parts".into()),
            Self::NotAShard => one("`curricle render --shard 1/2 --report FILE.json` writes one".into()),
            Self::OtherPlan { .. } => {
                one("give all parts the same inputs, options, files and version of curricle".into())
            }
            Self::ShardTwice { .. } => one("list each report once".into()),
            Self::ShardMissing { .. } => one("check that all parts ran, and list their reports".into()),
            Self::TargetTwice { .. } | Self::TargetsMissing { .. } => {
                one("make the reports again, all from the same files".into())
            }
            _ => Vec::new(),
        }
    }
}

/// What to type instead of unknown keys: those that they resemble, or where else they go.
fn unknown_keys(keys: &[String], meant: &[String], sections: &[String]) -> Vec<String> {
    let list = |words: &[&String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let of_applications: Vec<&String> = keys.iter().filter(|key| OF_APPLICATIONS.contains(&key.as_str())).collect();
    let sections: Vec<&String> = sections.iter().filter(|key| !of_applications.contains(key)).collect();
    let mut hints: Vec<String> = Vec::new();
    if !meant.is_empty() {
        hints.push(format!("did you mean {}?", list(&meant.iter().collect::<Vec<_>>())));
    }
    if !of_applications.is_empty() {
        let (belong, s) = if of_applications.len() == 1 { ("belongs", "") } else { ("belong", "s") };
        hints.push(format!(
            "{} {belong} in an application, a second file with `profile: FILE`; for one run, use the option{s} of `curricle render`",
            list(&of_applications)
        ));
    }
    if !sections.is_empty() {
        let (a, it) = if sections.len() == 1 { ("a section", "it") } else { ("sections", "them") };
        hints.push(format!("to show {} as {a} of your own, write {it} under `sections:`", list(&sections)));
    }
    if hints.is_empty() {
        hints.push("start a key with `x-` to keep it for your own theme without this warning".into());
    }
    hints
}

/// Whether a quoted text is a key and its value with no space between them, as in `name:Ada`.
fn is_unspaced_pair(quoted: &str) -> bool {
    let text = quoted.trim_matches('`');
    text.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            && !value.starts_with("//")
            && value.starts_with(|c: char| !c.is_whitespace())
    })
}
