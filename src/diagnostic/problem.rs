//! Every kind of problem, with its data, code and severity.

use super::Severity;

/// Declares the problems once: variant with data, its stable code, and its usual severity.
macro_rules! problems {
    ($(
        #[doc = $doc:literal]
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })? => $code:literal, $severity:ident;
    )*) => {
        /// A kind of problem and its data. The words are in `Display` (what is the matter), [`Problem::label`]
        /// (under the caret) and [`Problem::hints`] (what to do).
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Problem {
            $(#[doc = $doc] $variant $({ $($(#[$field_doc])* $field: $type),* })?,)*
        }

        impl Problem {
            /// The stable name of this kind of problem.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            /// The usual severity of this kind.
            pub(super) fn usual_severity(&self) -> Severity {
                match self { $(Self::$variant { .. } => Severity::$severity,)* }
            }

            /// Every code there is, with its usual severity and what it is about, in the order of declaration.
            pub const CODES: &'static [(&'static str, Severity, &'static str)] =
                &[$(($code, Severity::$severity, $doc.trim_ascii())),*];
        }
    };
}

problems! {
    // ----- Reading files -----

    /// An input, image, theme or font that is named but not there.
    NotFound { /** What was looked for, such as `input`. */ what: &'static str, /** As the user named it. */ path: String } => "not-found", Error;
    /// The system refused to read a file.
    Unreadable { /** As the user named it. */ path: String, /** The system's reason. */ reason: String } => "unreadable", Error;
    /// A folder where a file is expected.
    IsFolder { /** As the user named it. */ path: String } => "is-folder", Error;
    /// A text file beyond the size limit.
    FileTooLarge { /** Size in bytes. */ bytes: u64, /** Limit in bytes. */ limit: u64 } => "file-too-large", Error;
    /// Bytes that are not UTF-8.
    NotUtf8 { /** The first offending byte. */ byte: u8, /** What the bytes look like, such as `UTF-16`. */ looks_like: Option<&'static str> } => "not-utf8", Error;
    /// A binary file where text is expected.
    BinaryFile { /** What kind of file it looks like, such as `a PDF`. */ looks_like: Option<&'static str> } => "binary-file", Error;
    /// A folder without inputs.
    EmptyFolder { /** As the user named it. */ path: String } => "empty-folder", Error;
    /// A file, found in a folder, that is not an input.
    StrayFile => "stray-file", Error;
    /// Nothing in the file.
    EmptyFile { /** What is expected, with article. */ expected: &'static str } => "empty-file", Error;
    /// A file where a job advert is expected as plain text.
    NotPlainText { /** What it is, with article. */ found: &'static str } => "not-plain-text", Error;
    /// A job advert without a word that a profile could answer.
    NothingAsked => "nothing-asked", Error;

    // ----- Syntax and bounds of YAML and JSON -----

    /// YAML or JSON that does not parse.
    Syntax { /** `YAML` or `JSON`. */ language: &'static str, /** What is the matter and, after `; `, what to do. */ message: String } => "syntax", Error;
    /// More than one YAML document in a file.
    SeveralDocuments => "several-documents", Error;
    /// Nesting beyond the limit.
    TooDeep { /** The greatest depth allowed. */ limit: usize } => "too-deep", Error;
    /// More values than the limit, mostly through aliases.
    TooManyValues { /** The greatest number allowed. */ limit: usize } => "too-many-values", Error;
    /// A key that stands twice in one mapping.
    DuplicateKey { /** The key. */ key: String, /** Whether the last of its values is taken, as in JSON. */ last: bool } => "duplicate-key", Error;
    /// A plain scalar cut short by an unquoted `#`.
    CutByComment { /** What was kept. */ kept: String, /** What was lost. */ lost: String } => "cut-by-comment", Warning;
    /// Text that begins with `&`, which YAML reads as an anchor.
    UnusedAnchor { /** The anchor. */ word: String } => "unused-anchor", Warning;
    /// A `-` at the start of a line that makes no list item.
    DashWithoutSpace => "dash-without-space", Warning;
    /// Typographic quotes around a value.
    SmartQuotes => "smart-quotes", Note;
    /// Text decoded with the wrong encoding at some time.
    DamagedText { /** As it stands. */ found: String, /** What it was, if that can be told. */ repaired: Option<String> } => "damaged-text", Warning;
    /// A control character or noncharacter.
    ControlCharacter { /** The character. */ character: char } => "control-character", Error;
    /// One text beyond the limit.
    TextTooLong { /** Its length in characters. */ characters: usize, /** The greatest length allowed. */ limit: usize } => "text-too-long", Error;

    // ----- The model -----

    /// A value of the wrong type.
    WrongType { /** What is expected, with article. */ expected: String, /** What was found, with article. */ found: String } => "wrong-type", Error;
    /// An unknown key.
    UnknownKey { /** The key. */ key: String, /** The known key it resembles. */ near: Option<String>, /** What has no such key, such as `a work entry`. */ of: &'static str } => "unknown-key", Error;
    /// Unknown keys, whose values are not shown.
    UnknownKeys { /** The keys, each once. */ keys: Vec<String>, /** The known keys that some of them resemble. */ meant: Vec<String>, /** Those at the root of a profile, which may be sections of its own. */ sections: Vec<String> } => "unknown-keys", Warning;
    /// A file of another tool that curricle does not read.
    OtherTool { /** What it is, with article. */ what: &'static str, /** What to do about it. */ way: &'static str } => "other-tool", Error;
    /// A file of another tool, read as what `curricle import` makes of it.
    ReadAs { /** The tool. */ tool: &'static str, /** The file, as the user named it. */ path: String } => "read-as", Note;
    /// Keys that have other names here, each with the name.
    OtherNames { /** Each as `employer → name`. */ names: Vec<String> } => "other-names", Note;
    /// A value that is not shown, because the key's own name is set too.
    NameTwice { /** The key's own name. */ now: String } => "name-twice", Warning;
    /// A text with a colon and a space, which YAML reads as a mapping.
    ColonInText { /** The texts. */ texts: Vec<String> } => "colon-in-text", Note;
    /// Texts with the marks of bold in places without bold.
    MarkedLine { /** The texts. */ texts: Vec<String> } => "marked-line", Note;
    /// A title that is empty, which hides no heading.
    EmptyTitle => "empty-title", Note;
    /// A text in one language only.
    OneLanguage { /** The tags. */ tags: Vec<String> } => "one-language", Note;
    /// A record where text belongs, of which one text is shown.
    MappingAsText { /** The text that is shown. */ shown: String } => "mapping-as-text", Warning;
    /// A mapping in brackets where text belongs.
    MappingForText { /** As it stands. */ found: String } => "mapping-for-text", Error;
    /// A text that a comma within a number splits in two.
    SplitNumber { /** The text as it was meant. */ whole: String } => "split-number", Warning;
    /// HTML in texts: converted, or printed as typed.
    HtmlInText { /** In how many texts. */ count: usize, /** Whether it was read. */ read: bool } => "html-in-text", Warning;
    /// A required key that is missing.
    MissingKey { /** The key. */ key: &'static str, /** What lacks it. */ of: &'static str } => "missing-key", Error;
    /// A date that cannot be read, or only in part.
    BadDate { /** As it stands. */ found: String, /** What is wrong with it, where that can be told. */ reason: Option<String>, /** A likely reading. */ reading: Option<String>, /** The date or the text that is shown for it; none where nothing is. */ shown: Option<String> } => "bad-date", Error;
    /// A date that can be read in two ways.
    AmbiguousDate { /** As it stands. */ found: String, /** One reading. */ one: String, /** The other. */ other: String } => "ambiguous-date", Warning;
    /// A text where only a date can be used.
    UnusedDate { /** As it stands. */ found: String } => "unused-date", Warning;
    /// A start after its end.
    DateOrder { /** The start. */ start: String, /** The end. */ end: String } => "date-order", Warning;
    /// A date long after the date of the profile.
    DateAhead { /** As it is read. */ found: String, /** The date of the profile or of the application. */ reference: String } => "date-ahead", Warning;
    /// An address that no e-mail can reach.
    BadEmail { /** As it stands. */ found: String, /** What is wrong with it. */ reason: &'static str } => "bad-email", Warning;
    /// Text where a URL belongs.
    BadUrl { /** As it stands. */ found: String, /** What is wrong with it. */ reason: String, /** A likely repair. */ repaired: Option<String>, /** Whether the text itself is shown. */ shown: bool } => "bad-url", Warning;
    /// A language tag that is not BCP 47.
    BadLanguage { /** As it stands. */ found: String } => "bad-language", Error;
    /// Text in place of a country that is neither a code of ISO 3166-1 nor a name.
    BadCountry { /** As it stands. */ found: String } => "bad-country", Warning;
    /// An `id` that cannot serve as one.
    BadId { /** As it stands. */ found: String } => "bad-id", Error;
    /// An `id` that stands twice in one list.
    DuplicateId { /** The id. */ id: String } => "duplicate-id", Warning;
    /// A word that is not allowed here.
    BadChoice { /** As it stands. */ found: String, /** The words allowed. */ expected: String, /** The one it resembles. */ near: Option<String> } => "bad-choice", Error;
    /// An image that is not there.
    ImageMissing { /** As it stands. */ path: String } => "image-missing", Warning;
    /// An image outside the folder of the file that names it.
    ImageOutside { /** As it stands. */ path: String, /** Whether it got there through a symbolic link. */ link: bool } => "image-outside", Warning;
    /// A file that is not an image that can be shown.
    ImageUnsupported { /** As it stands. */ path: String, /** What it is, or why it cannot be read. */ reason: String } => "image-unsupported", Warning;
    /// An image beyond the bounds.
    ImageTooLarge { /** As it stands. */ path: String, /** What is too large, with its limit. */ reason: String } => "image-too-large", Warning;
    /// An image named by URL.
    ImageRemote { /** As it stands. */ path: String } => "image-remote", Warning;
    /// No name in the profile.
    Nameless { /** Whether a label stands in. */ label: bool } => "nameless", Note;
    /// A profile in which there is nothing to show.
    NothingToShow => "nothing-to-show", Error;
    /// A language guessed from the text, because none is set.
    GuessedLanguage { /** Its tag. */ tag: String, /** Its own name. */ name: String } => "guessed-language", Note;
    /// Text that exists in other languages only.
    MissingTranslation { /** The language wanted. */ wanted: String, /** The one shown instead. */ shown: String } => "missing-translation", Warning;
    /// A language that no locale has.
    UnknownLocale { /** The language wanted. */ wanted: String, /** The languages there are. */ known: String } => "unknown-locale", Warning;
    /// A language asked for by name that no locale has.
    UnknownLanguage { /** As named. */ wanted: String, /** The tag that it resembles. */ near: Option<String>, /** The tags there are. */ known: String } => "unknown-language", Error;

    // ----- Applications -----

    /// Applications that extend each other.
    ExtendsCycle { /** The chain, from the first application back to itself. */ chain: String } => "extends-cycle", Error;
    /// A number that is not a count, or is out of bounds.
    BadCount { /** As it stands. */ found: String, /** The most there can be. */ most: usize } => "bad-count", Error;
    /// A tag that nothing in the profile has.
    UnknownTag { /** The tag. */ tag: String, /** The tag it resembles. */ near: Option<String>, /** The tags there are. */ known: String } => "unknown-tag", Error;
    /// A section that the profile cannot have or does not have.
    UnknownSection { /** Its id. */ id: String, /** The section it resembles. */ near: Option<String>, /** The sections there are. */ known: String } => "unknown-section", Error;
    /// Years that count back from a date, where no date is set.
    ReferenceDate => "reference-date", Error;
    /// A selection that leaves no section.
    NothingSelected { /** How many things each rule left out. */ counts: String } => "nothing-selected", Error;
    /// An invalid output name.
    BadName { /** As it stands. */ found: String, /** What is wrong with it. */ reason: String } => "bad-name", Error;
    /// Terms that an advert mentions and the profile does not.
    Unanswered { /** The terms as the advert has them, the weightiest first. */ terms: Vec<String> } => "unanswered", Note;
    /// A pattern that no file matches.
    NoMatch { /** The pattern. */ pattern: String } => "no-match", Error;
    /// An invalid file pattern.
    BadPattern { /** As it stands. */ found: String, /** What is wrong with it. */ reason: String } => "bad-pattern", Error;

    // ----- Changes to a profile -----

    /// A `--set` or `-O` without `=`.
    BadAssignment { /** As it stands. */ found: String, /** The option. */ option: &'static str } => "bad-assignment", Error;
    /// A path that leads nowhere.
    UnknownPath { /** As it stands. */ path: String, /** The step that fails. */ step: String, /** What there is instead. */ known: String } => "unknown-path", Error;

    // ----- Redaction -----

    /// A redacted value that would still appear. The value is not among the data, so that no message repeats it.
    RedactedShown { /** What it is, such as `a way to reach the person`. */ what: &'static str, /** Where it is shown, such as `in the XMP metadata of the PDF`. */ place: String } => "redacted-shown", Error;

    // ----- Import -----

    /// A file of no tool that can be imported.
    UnknownImport { /** The keys at its root, or what stands there. */ found: String, /** Whether it is a profile already. */ profile: bool } => "unknown-import", Error;
    /// Keys of another tool's résumé that did not come over, or not all of them.
    NotCarried { /** Its path, and the names of those beside it with the same fate. */ keys: Vec<String>, /** How many values they hold; 0 where they came over in part. */ values: usize, /** Why. */ reason: String, /** Where they are kept, in words. */ kept: Option<String> } => "not-carried", Note;

    // ----- Themes -----

    /// A theme that is neither built in nor a folder.
    UnknownTheme { /** As named. */ name: String, /** The theme it resembles. */ near: Option<String>, /** The themes there are. */ known: String } => "unknown-theme", Error;
    /// A file that a theme needs.
    ThemeFile { /** The theme. */ theme: String, /** The file. */ file: String } => "theme-file", Error;
    /// Themes that extend each other.
    ThemeCycle { /** The chain, from the first theme back to itself. */ chain: String } => "theme-cycle", Error;
    /// An option that the theme does not have.
    UnknownOption { /** As named. */ name: String, /** The theme. */ theme: String, /** The option it resembles. */ near: Option<String>, /** What serves in its place, in words. */ instead: Option<String> } => "unknown-option", Error;
    /// A value that an option does not take.
    BadOption { /** The option. */ name: String, /** What it takes. */ expected: String, /** As it stands. */ found: String } => "bad-option", Error;
    /// A part of a résumé that its theme leaves out.
    NotDrawn { /** What it is, behind `no`. */ what: &'static str, /** The theme. */ theme: String, /** The built-in themes that draw it. */ others: Vec<String> } => "not-drawn", Note;
    /// A template that fails.
    Template { /** What the engine says. */ message: String, /** The value concerned, where it is known. */ value: Option<String> } => "template", Error;
    /// A template that does not finish.
    TemplateFuel { /** The steps allowed. */ limit: u64 } => "template-fuel", Error;
    /// A theme that reaches for a file outside itself.
    OutsideTheme { /** The path asked for. */ path: String } => "outside-theme", Error;
    /// A theme that asks for a package.
    PackageRefused { /** The package. */ package: String } => "package-refused", Error;
    /// A name that no theme can have.
    ThemeName { /** As it stands. */ found: String, /** What is wrong with it. */ reason: &'static str } => "theme-name", Error;
    /// A file or folder that exists and is not overwritten.
    AlreadyThere { /** The folder. */ path: String } => "already-there", Error;

    // ----- The contract of themes -----

    /// A name that turns data into code, in a theme.
    ForbiddenName { /** The name. */ name: String } => "forbidden-name", Error;
    /// Data that a template writes where Typst does not show it as it is.
    DataMisplaced { /** Where, such as `a comment`. */ place: &'static str } => "data-misplaced", Error;
    /// A text of the résumé that is not on the pages.
    TextLost { /** The text. */ text: String, /** The sample and how it was laid out. */ case: String } => "text-lost", Error;
    /// An address of the résumé that no link leads to.
    LinkLost { /** The address. */ url: String, /** The sample and how it was laid out. */ case: String } => "link-lost", Error;
    /// Text that runs off the page or out of a clipping box.
    TextCut { /** The text. */ text: String, /** The sample and how it was laid out. */ case: String } => "text-cut", Error;
    /// Text over other text.
    TextOverlap { /** The text. */ text: String, /** The text below. */ other: String, /** The sample and how it was laid out. */ case: String } => "text-overlap", Error;
    /// Text that is too small to read.
    TextSmall { /** `body text`, or the text itself. */ text: String, /** Its size in points. */ size: String, /** The least in points. */ least: String, /** The sample and how it was laid out. */ case: String } => "text-small", Error;
    /// Text with too little contrast to its background.
    LowContrast { /** The text. */ text: String, /** Its colour and that of the ground, as in `#969696 on #ffffff`. */ colors: String, /** The contrast, to one. */ ratio: String, /** The sample and how it was laid out. */ case: String } => "low-contrast", Error;

    // ----- Fonts and typesetting -----

    /// A font family that is not there.
    UnknownFont { /** The family. */ family: String, /** The family it resembles. */ near: Option<String> } => "unknown-font", Error;
    /// A file that is not a readable font.
    BadFont { /** The file. */ path: String } => "bad-font", Warning;
    /// A script that only a font of the system has.
    SystemFont { /** The family. */ family: String, /** The script, such as `Thai`. */ script: &'static str } => "system-font", Warning;
    /// Characters of one script that no font has.
    MissingGlyph { /** The characters, in the order in which they are first met. */ characters: Vec<char>, /** How often they are missing, all in all. */ count: usize, /** Its script, such as `Han`. */ script: &'static str } => "missing-glyph", Warning;
    /// An error that Typst reports.
    Typst { /** Its message. */ message: String, /** Its hints. */ hints: Vec<String> } => "typst", Error;
    /// A warning that Typst reports.
    TypstWarning { /** Its message. */ message: String, /** Its hints. */ hints: Vec<String> } => "typst-warning", Warning;
    /// A demanded PDF standard that the document does not meet.
    Standard { /** The standard. */ standard: String, /** What prevents it. */ reason: String, /** What to do. */ hints: Vec<String> } => "pdf-standard", Error;
    /// A document that is exported without PDF/UA-1.
    NotAccessible { /** What prevents it. */ reason: String, /** What to do. */ hints: Vec<String> } => "not-accessible", Warning;
    /// A standard that needs a date where there is none.
    DateNeeded { /** The standard. */ standard: String } => "date-needed", Error;
    /// A render beyond its time limit.
    Timeout { /** The limit in seconds. */ seconds: u64 } => "timeout", Error;
    /// A render beyond its limit of memory.
    OutOfMemory { /** The limit in bytes. */ limit: u64 } => "out-of-memory", Error;
    /// A render that ended its process.
    Crashed { /** How, as far as the system tells. */ reason: String } => "crashed", Error;
    /// A bug of curricle or of a library.
    Internal { /** What is known of it. */ message: String } => "internal", Error;

    // ----- Fitting pages -----

    /// A density that is given beside a number of pages, which decides it.
    PagesAndDensity => "pages-and-density", Error;
    /// A résumé that takes more pages than allowed, however dense it is.
    PagesOver { /** The most pages allowed. */ most: usize, /** How many it takes at the densest. */ pages: usize, /** How many lines stand on those beyond. */ lines: usize, /** The theme, where it has no density to choose. */ rigid: Option<String> } => "pages-over", Error;
    /// A last page with little on it.
    ShortLastPage { /** How many pages there are. */ pages: usize, /** How full the last one is, in percent. */ percent: u8 } => "short-last-page", Note;

    // ----- Output -----

    /// An output that cannot be written.
    Unwritable { /** The file. */ path: String, /** The system's reason. */ reason: String } => "unwritable", Error;
    /// An output that changed since it was made, and is kept.
    OutputChanged { /** The file. */ path: String } => "output-changed", Warning;
    /// An output folder that another run is writing to.
    OutputInUse { /** The folder. */ path: String } => "output-in-use", Error;
    /// Two artifacts with one name.
    OutputClash { /** The file. */ path: String, /** What else is to be written there. */ other: String } => "output-clash", Error;
    /// Two artifacts whose names may be one file, or one within the other.
    OutputsMeet { /** One file. */ path: String, /** How it meets the other, such as `differs only in case from`. */ how: &'static str, /** The other file. */ twin: String, /** What is written there. */ other: String } => "outputs-meet", Error;
    /// A command line or a request that makes no sense.
    Usage { /** What does not fit. */ message: String, /** What to do. */ hint: String } => "usage", Error;

    // ----- Reports -----

    /// A file that is not a report of a run.
    NotAReport { /** What is wrong with it. */ reason: String } => "not-a-report", Error;
    /// A report in a form that this version does not read.
    ReportVersion { /** Its form. */ found: String, /** The form that is read. */ known: &'static str } => "report-version", Error;
    /// A report of a whole plan where one of a part is expected.
    NotAShard => "not-a-shard", Error;
    /// A report of a part of another plan.
    OtherPlan { /** The report that it does not go with. */ other: String, /** What differs. */ reason: String } => "other-plan", Error;
    /// Two reports of one part.
    ShardTwice { /** The part, such as `3/16`. */ shard: String, /** The other report of it. */ other: String } => "shard-twice", Error;
    /// Parts of a plan of which there is no report.
    ShardMissing { /** The parts, as in `3/16`. */ shards: Vec<String> } => "shard-missing", Error;
    /// Targets that more than one report has.
    TargetTwice { /** The first one's input. */ input: String, /** How many there are. */ count: usize } => "target-twice", Error;
    /// Targets of the plan that no report has.
    TargetsMissing { /** How many the reports have. */ found: usize, /** How many the plan has. */ planned: usize } => "targets-missing", Error;
}

impl Problem {
    /// The severity of this problem: that of its kind, except that a key which resembles no known one only warns, so
    /// that résumés with keys of other tools still render, and so does a date for which something is shown.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownKey { near: None, .. } | Self::BadDate { shown: Some(_), .. } => Severity::Warning,
            _ => self.usual_severity(),
        }
    }
}
