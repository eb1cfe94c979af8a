//! Every message in one snapshot, to be read from top to bottom as English.

use super::Problem::{self, *};

fn s(text: &str) -> String {
    text.to_owned()
}

fn many<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(s).to_vec()
}

fn files() -> Vec<Problem> {
    vec![
        NotFound { what: "input", path: s("me.yaml") },
        Unreadable { path: s("me.yaml"), reason: s("permission denied") },
        IsFolder { path: s("people") },
        FileTooLarge { bytes: 1 << 21, limit: 1 << 20 },
        FileTooLarge { bytes: (1 << 20) + 1, limit: 1 << 20 },
        NotUtf8 { byte: 0xFF, looks_like: Some("UTF-16") },
        NotUtf8 { byte: 0xEB, looks_like: Some("Windows-1252") },
        NotUtf8 { byte: 0x80, looks_like: None },
        BinaryFile { looks_like: Some("a PDF") },
        BinaryFile { looks_like: None },
        EmptyFolder { path: s("people") },
        StrayFile,
        EmptyFile { expected: "a profile" },
        EmptyFile { expected: "a letter" },
        EmptyFile { expected: "a job advert" },
        EmptyFile { expected: "a table of synonyms" },
        NotPlainText { found: "a PDF" },
        NothingAsked,
    ]
}

fn syntax() -> Vec<Problem> {
    vec![
        Syntax { language: "YAML", message: s("this quote is never closed; close it where the text ends") },
        SeveralDocuments,
        TooDeep { limit: 64 },
        TooManyValues { limit: 100_000 },
        DuplicateKey { key: s("email"), last: false },
        DuplicateKey { key: s("email"), last: true },
        CutByComment { kept: s("C"), lost: s("# and Go") },
        CutByComment { kept: s(""), lost: s("#1 in sales") },
        UnusedAnchor { word: s("&team") },
        DashWithoutSpace,
        SmartQuotes,
        DamagedText { found: s("ZoÃ«"), repaired: Some(s("Zoë")) },
        DamagedText { found: s("Ã"), repaired: None },
        ControlCharacter { character: '\u{7}' },
        TextTooLong { characters: 100_001, limit: 100_000 },
    ]
}

fn model() -> Vec<Problem> {
    vec![
        WrongType { expected: s("a mapping for a work entry"), found: s("`Acme`") },
        WrongType { expected: s("a mapping for a work entry"), found: s("`name:Acme`") },
        WrongType { expected: s("a mapping for a profile"), found: s("a list") },
        WrongType { expected: s("a mapping for a letter"), found: s("a list") },
        WrongType { expected: s("a list"), found: s("`Go`") },
        WrongType { expected: s("`true` or `false`"), found: s("`maybe`") },
        UnknownKey { key: s("emial"), near: Some(s("email")), of: "`basics`" },
        UnknownKey { key: s("shoe"), near: None, of: "a work entry" },
        UnknownKeys { keys: many(["shoe"]), meant: Vec::new(), sections: Vec::new() },
        UnknownKeys { keys: many(["shoe", "hat"]), meant: Vec::new(), sections: Vec::new() },
        UnknownKeys { keys: many(["theme"]), meant: Vec::new(), sections: Vec::new() },
        UnknownKeys { keys: many(["lable", "talks"]), meant: many(["label"]), sections: many(["talks"]) },
        UnknownKeys { keys: many(["theme", "shoe", "hide"]), meant: Vec::new(), sections: Vec::new() },
        OtherTool { what: "a Word document", way: "copy the text into a profile" },
        ReadAs { tool: "RenderCV", path: s("cv.yaml") },
        ReadAs { tool: "YAMLResume", path: s("<stdin>") },
        OtherNames { names: many(["employer → name"]) },
        OtherNames { names: many(["employer → name", "title → position"]) },
        NameTwice { now: s("name") },
        ColonInText { texts: many(["AWS: moved it"]) },
        ColonInText { texts: many(["AWS: moved it", "Go: wrote it"]) },
        MarkedLine { texts: many(["**Lead** engineer"]) },
        MarkedLine { texts: many(["**Lead** engineer", "**Lead** writer"]) },
        EmptyTitle,
        OneLanguage { tags: many(["aws"]) },
        OneLanguage { tags: many(["aws", "sql"]) },
        MappingAsText { shown: s("Acme") },
        MappingForText { found: s("{a: b}") },
        SplitNumber { whole: s("1,900 stars") },
        HtmlInText { count: 1, read: true },
        HtmlInText { count: 3, read: false },
        MissingKey { key: "body", of: "a letter" },
        MissingKey { key: "targets", of: "a workspace" },
        BadDate {
            found: s("2023-13"),
            reason: Some(s("there is no month 13")),
            reading: Some(s("2023")),
            shown: Some(s("2023")),
        },
        BadDate { found: s("soon"), reason: None, reading: None, shown: Some(s("soon")) },
        BadDate { found: s("soon"), reason: None, reading: None, shown: None },
        AmbiguousDate { found: s("05/01/2008"), one: s("2008-01-05"), other: s("2008-05-01") },
        UnusedDate { found: s("soon") },
        DateOrder { start: s("2023"), end: s("2021") },
        DateAhead { found: s("2203"), reference: s("2026-11-21") },
        BadEmail { found: s("ada@example"), reason: "the domain has no dot" },
        BadUrl {
            found: s("http//x.org"),
            reason: s("there is no host"),
            repaired: Some(s("http://x.org")),
            shown: true,
        },
        BadUrl { found: s("my site"), reason: s("there is a space in it"), repaired: None, shown: false },
        BadUrl { found: s("mine"), reason: s("the host `mine` has no dot"), repaired: None, shown: true },
        BadLanguage { found: s("German") },
        BadCountry { found: s("Narnia") },
        BadId { found: s("a b") },
        DuplicateId { id: s("acme") },
        BadChoice { found: s("entris"), expected: s("`entries` or `list`"), near: Some(s("entries")) },
        ImageMissing { path: s("me.jpg") },
        ImageOutside { path: s("../me.jpg"), link: false },
        ImageOutside { path: s("me.jpg"), link: true },
        ImageUnsupported { path: s("me.tif"), reason: s("it is a TIFF image") },
        ImageTooLarge { path: s("me.jpg"), reason: s("it has 90 megapixels, the limit is 50") },
        ImageRemote { path: s("https://example.org/me.jpg") },
        Nameless { label: true },
        Nameless { label: false },
        NothingToShow,
        GuessedLanguage { tag: s("de"), name: s("Deutsch") },
        MissingTranslation { wanted: s("de"), shown: s("en") },
        UnknownLocale { wanted: s("tlh"), known: s("de, en, fr") },
        UnknownLanguage { wanted: s("dee"), near: Some(s("de")), known: s("de, en, fr") },
    ]
}

fn applications() -> Vec<Problem> {
    vec![
        ExtendsCycle { chain: s("a.yaml → b.yaml → a.yaml") },
        BadCount { found: s("0"), most: 99 },
        BadCount { found: s("many"), most: 99 },
        UnknownTag { tag: s("bakend"), near: Some(s("backend")), known: s("backend, lead") },
        UnknownTag { tag: s("lead"), near: None, known: s("") },
        UnknownSection { id: s("skils"), near: Some(s("skills")), known: s("work, skills") },
        ReferenceDate,
        NothingSelected { counts: s("3 by `include`") },
        BadName { found: s("{company}"), reason: s("the application has no `company`") },
        Unanswered { terms: many(["Terraform"]) },
        Unanswered { terms: many(["a", "b", "c", "d", "e", "f", "g", "h", "i"]) },
        NoMatch { pattern: s("people/*.yaml") },
        BadPattern { found: s("a[b"), reason: s("a bracket is not closed") },
        BadAssignment { found: s("basics.label"), option: "--set" },
        UnknownPath { path: s("work.9"), step: s("9"), known: s("`0`, `1`") },
        RedactedShown { what: "the name", place: s("in this text") },
        RedactedShown { what: "the name", place: s("in the XMP metadata of the PDF") },
        UnknownImport { found: s("`a`, `b`"), profile: false },
        UnknownImport { found: s(""), profile: true },
        NotCarried {
            keys: many(["cv.photo"]),
            values: 1,
            reason: s("there is no place for it in a profile"),
            kept: Some(s("`x-imported.photo`")),
        },
        NotCarried { keys: many(["cv.a", "cv.b"]), values: 3, reason: s("there is no place for them"), kept: None },
        NotCarried { keys: many(["cv.a"]), values: 0, reason: s("bold text is plain there"), kept: None },
    ]
}

fn themes() -> Vec<Problem> {
    let case = || s("every field, a4");
    vec![
        UnknownTheme { name: s("ledgr"), near: Some(s("ledger")), known: s("ledger, plain") },
        ThemeFile { theme: s("mine"), file: s("theme.yaml") },
        ThemeFile { theme: s("mine"), file: s("resume.typ.j2") },
        ThemeCycle { chain: s("a → b → a") },
        UnknownOption { name: s("acent"), theme: s("plain"), near: Some(s("accent")), instead: None },
        UnknownOption { name: s("hue"), theme: s("plain"), near: None, instead: None },
        UnknownOption { name: s("color"), theme: s("plain"), near: None, instead: Some(s("it has `accent`")) },
        NotDrawn { what: "photo", theme: s("plain"), others: many(["banner", "sidebar"]) },
        BadOption { name: s("density"), expected: s("a number from 0 to 1"), found: s("7") },
        Template { message: s("undefined value"), value: Some(s("x.y")) },
        Template { message: s("undefined value"), value: None },
        TemplateFuel { limit: 1_000_000 },
        OutsideTheme { path: s("/etc/passwd") },
        PackageRefused { package: s("@preview/x:1.0.0") },
        ThemeName { found: s("plain"), reason: "a built-in theme has the name" },
        ThemeName { found: s("a/b"), reason: "it has a slash" },
        AlreadyThere { path: s("themes/mine") },
        ForbiddenName { name: s("eval") },
        DataMisplaced { place: "a comment" },
        TextLost { text: s("Fluent"), case: case() },
        LinkLost { url: s("https://example.org"), case: case() },
        TextCut { text: s("Fluent"), case: case() },
        TextOverlap { text: s("Fluent"), other: s("English"), case: case() },
        TextSmall { text: s("body text"), size: s("6"), least: s("9"), case: case() },
        LowContrast { text: s("Fluent"), colors: s("#969696 on #ffffff"), ratio: s("2.9"), case: case() },
    ]
}

fn pages() -> Vec<Problem> {
    let over = |rigid: Option<&str>| PagesOver { most: 1, pages: 2, lines: 8, rigid: rigid.map(s) };
    vec![
        UnknownFont { family: s("Intr"), near: Some(s("Inter")) },
        BadFont { path: s("fonts/a.ttf") },
        SystemFont { family: s("Noto Sans Thai"), script: "Thai" },
        MissingGlyph { characters: vec!['ก'], count: 1, script: "Thai" },
        MissingGlyph { characters: vec!['字', '体'], count: 5, script: "CJK" },
        MissingGlyph { characters: vec!['𐤀'], count: 2, script: "Phoenician" },
        Typst { message: s("unknown variable: x"), hints: many(["add a definition"]) },
        TypstWarning { message: s("unused label"), hints: Vec::new() },
        Standard { standard: s("a-2a"), reason: s("a font has no name"), hints: Vec::new() },
        NotAccessible { reason: s("a heading skips a level"), hints: Vec::new() },
        DateNeeded { standard: s("a-2a") },
        Timeout { seconds: 30 },
        OutOfMemory { limit: 2 << 30 },
        Crashed { reason: s("stack overflow") },
        Internal { message: s("index out of bounds") },
        PagesAndDensity,
        over(None),
        over(Some("mine")),
        ShortLastPage { pages: 2, percent: 8 },
    ]
}

fn output() -> Vec<Problem> {
    let other = || s("`b.yaml` in theme `plain`");
    vec![
        Unwritable { path: s("dist/me.pdf"), reason: s("permission denied") },
        OutputChanged { path: s("dist/me.pdf") },
        OutputInUse { path: s("dist") },
        OutputClash { path: s("dist/me.pdf"), other: other() },
        OutputsMeet {
            path: s("dist/Me.pdf"),
            how: "differs only in case from",
            twin: s("dist/me.pdf"),
            other: other(),
        },
        Usage { message: s("`--report` and `--watch` exclude each other"), hint: s("remove one of them") },
        NotAReport { reason: s("it is not JSON") },
        ReportVersion { found: s("curricle.report.9"), known: "curricle.report.1" },
        NotAShard,
        OtherPlan { other: s("a.json"), reason: s("it has other inputs") },
        ShardTwice { shard: s("3/16"), other: s("a.json") },
        ShardMissing { shards: many(["3/16"]) },
        ShardMissing { shards: many(["3/16", "4/16"]) },
        TargetTwice { input: s("a.yaml"), count: 1 },
        TargetTwice { input: s("a.yaml"), count: 4 },
        TargetsMissing { found: 8, planned: 9 },
    ]
}

#[test]
fn every_message_reads_as_english() {
    let groups = [files(), syntax(), model(), applications(), themes(), pages(), output()];
    let (mut text, mut seen) = (String::new(), Vec::new());
    for problem in groups.iter().flatten() {
        seen.push(problem.code());
        text.push_str(&format!("{}[{}]: {problem}\n", problem.severity().as_str(), problem.code()));
        if !problem.label().is_empty() {
            text.push_str(&format!("    ^^^ {}\n", problem.label()));
        }
        problem.hints().iter().for_each(|hint| text.push_str(&format!("    = help: {hint}\n")));
    }
    for (code, ..) in Problem::CODES {
        assert!(seen.contains(code), "`{code}` is not in the snapshot");
    }
    insta::assert_snapshot!(text);
}
