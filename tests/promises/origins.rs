//! Whatever the application, every word that is shown stems from the profile, the change, the locale or the letter; what a
//! decision leaves out is not shown, and what is shown was decided; and what was selected is selected again.

mod applications;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use curricle::application::selection::{Basis, Decision, Rule, select};
use curricle::application::{Application, merge_changes};
use curricle::batch::{Format, Made, Renderer, Request, evict};
use curricle::diagnostic::{Diagnostic, Diagnostics};
use curricle::locale::Locale;
use curricle::profile::Profile;
use curricle::source::{Data, Format as Syntax, Node, Sources};
use proptest::prop_assert_eq;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use self::applications::{Case, PROFILES, TALKATIVE, UNSHOWN, cases, node};

/// Keys whose values are no text of anybody's.
const UNTOLD: [&str; 8] = ["tags", "id", "private", "kind", "image", "signature", "join", "meta"];

/// What refuses an application although nothing is wrong with curricle: rules that leave nothing, tags that a change took
/// away, prose that says what is redacted.
const REFUSALS: [&str; 4] = ["nothing-selected", "unknown-tag", "unknown-section", "redacted-shown"];

/// A text of a document, with its key path.
#[derive(Debug)]
struct Leaf {
    path: String,
    text: String,
}

/// All texts of a document that can be shown.
fn leaves(node: &Node) -> Vec<Leaf> {
    leaves_but(node, &UNTOLD)
}

/// All texts of a document, but for those of some keys.
fn leaves_but(node: &Node, untold: &[&str]) -> Vec<Leaf> {
    fn walk(node: &Node, path: &str, untold: &[&str], found: &mut Vec<Leaf>) {
        match &node.data {
            Data::Null => {}
            Data::Scalar { text, .. } => found.push(Leaf { path: path.to_owned(), text: text.clone() }),
            Data::Sequence(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| walk(item, &format!("{path}[{index}]"), untold, found));
            }
            Data::Mapping(pairs) => {
                let told = |name: &str| !untold.contains(&name) && !name.starts_with("x-");
                for (key, value) in pairs.iter().filter(|(key, _)| told(&key.name)) {
                    walk(
                        value,
                        &format!("{path}{}{}", if path.is_empty() { "" } else { "." }, key.name),
                        untold,
                        found,
                    );
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(node, "", untold, &mut found);
    found
}

/// The words of a text in lower case: runs of letters, and runs of digits as `0` to `9`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.to_uppercase().to_lowercase().chars() {
        let digit =
            [0x0660, 0x06F0, 0x0966].into_iter().find_map(|zero| u32::from(c).checked_sub(zero).filter(|it| *it < 10));
        let c = digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if c != ' ' {
            if last == ' ' || last.is_ascii_digit() != c.is_ascii_digit() {
                words.push(String::new());
            }
            words.last_mut().unwrap().push(c);
        }
        last = c;
    }
    words
}

/// The words of a text with single spaces around them.
fn folded(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

/// The words that may be shown.
#[derive(Debug, Clone, Default)]
struct Origins(BTreeSet<String>);

impl Origins {
    /// Every word that this application may show.
    fn of(case: &Case, made: &Made) -> Self {
        let mut origins = Self::default();
        let own = case.own();
        origins.document(&own);
        for key in ["change", "letter"] {
            origins.json(case.get(key));
        }
        origins.locale(case, &own);
        origins.json(&case.get("theme")["section_titles"]);
        let durations = case.get("theme")["durations"] == true;
        origins.0.extend((1..60u32).filter(|_| durations).map(|number| number.to_string()));
        // `Candidate 7F3A`, `Employer B`.
        let stand_in = made.hidden.as_ref().and_then(|hidden| hidden.stem(&name_of(&own)));
        origins.text(&stand_in.unwrap_or_default());
        let lettered = ["employers", "schools"].iter().any(|group| case.get("redact").to_string().contains(group));
        origins.0.extend(('a'..='z').filter(|_| lettered).map(String::from));
        origins
    }

    fn json(&mut self, value: &Value) {
        if !value.is_null() {
            self.document(&node(&value.to_string(), Syntax::Json));
        }
    }

    fn document(&mut self, node: &Node) {
        for leaf in leaves(node) {
            self.text(&leaf.text);
        }
        // A section without a title is called by its id.
        if let Some(Data::Mapping(sections)) = node.get("sections").map(|sections| &sections.data) {
            for (key, _) in sections {
                self.text(&key.name);
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.0.extend(words(text));
        // Marks of Markdown may stand within a word.
        self.0.extend(words(&text.replace(['*', '_', '~', '`', '\\'], "")));
        let is_date =
            text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '-');
        if is_date {
            self.0.extend(words(text).iter().map(|number| number.trim_start_matches('0').to_owned()));
        }
    }

    fn locale(&mut self, case: &Case, own: &Node) {
        let texts = locale_texts(case, own);
        for text in &texts {
            self.text(text);
        }
        // Arabic writes `and` together with the word behind it: `{years} و{months}`.
        let all: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
        self.0.extend(all.iter().map(|word| format!("و{word}")));
    }

    /// The words of a text that stem from nowhere.
    fn strays(&self, text: &str) -> Vec<String> {
        words(text).into_iter().filter(|word| !self.0.contains(word)).collect()
    }

    /// As [`Self::strays`], of a text that was read from pages: words may be broken at the end of a line, or stand together.
    fn strays_of_pages(&self, text: &str) -> Vec<String> {
        let words = words(text);
        let mut strays = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let joined =
                (1..=3).find(|count| words.get(at..at + count).is_some_and(|some| self.0.contains(&some.concat())));
            if joined.is_none() && !self.is_several(&words[at], true) {
                strays.push(words[at].clone());
            }
            at += joined.unwrap_or(1);
        }
        strays
    }

    /// Whether a text is words one behind the other, of at least three letters but for one.
    fn is_several(&self, text: &str, short: bool) -> bool {
        let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.any(|end| {
            let is_short = text[..end].chars().count() < 3;
            (!is_short || short)
                && self.0.contains(&text[..end])
                && (end == text.len() || self.is_several(&text[end..], short && !is_short))
        })
    }
}

/// The words, patterns and names of the language that is shown, without the places to be filled.
fn locale_texts(case: &Case, own: &Node) -> Vec<String> {
    let meta = own.get("meta").and_then(|meta| meta.get("language")).and_then(Node::as_text);
    let tag = case.get("language").as_str().or(meta).unwrap_or("en");
    let texts = leaves_but(&node(Locale::file(tag).unwrap(), Syntax::Yaml), &[]);
    let clear = |text: &str| {
        let behind =
            |piece: &str| piece.split_once('}').map_or_else(|| piece.to_owned(), |(_, behind)| behind.to_owned());
        text.split('{').map(behind).collect::<Vec<_>>().join(" ")
    };
    texts.iter().map(|leaf| clear(&leaf.text)).chain(country_names(tag)).collect()
}

/// The names of countries in a language.
fn country_names(tag: &str) -> Vec<String> {
    let names = include_str!("../../data/countries.txt")
        .split("\n=")
        .find_map(|part| part.strip_prefix(tag)?.strip_prefix('\n'));
    names.unwrap_or_default().lines().filter_map(|line| line.split_once(' ')).map(|(_, name)| name.to_owned()).collect()
}

/// The name of the person in any language.
fn name_of(profile: &Node) -> String {
    let name = profile.get("basics").and_then(|basics| basics.get("name")).map(leaves).unwrap_or_default();
    name.first().map(|leaf| leaf.text.clone()).unwrap_or_default()
}

/// What a reader of Markdown shows.
fn read(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => {}
            Event::End(_) | Event::HardBreak | Event::SoftBreak | Event::Start(Tag::List(_) | Tag::Item) => {
                text.push('\n');
            }
            Event::Start(_) | Event::Rule => {}
            other => panic!("{other:?}"),
        }
    }
    text
}

/// Renders an application; none where it is refused for a reason that is the application's.
fn make(case: &Case, request: &Request) -> Result<Option<Made>, TestCaseError> {
    static RENDERER: OnceLock<Renderer> = OnceLock::new();
    let renderer = RENDERER.get_or_init(|| Renderer::new(Vec::new(), false));
    match renderer.make(&case.input(), request, &mut Sources::new()) {
        Ok(made) => Ok(Some(made.value)),
        Err(errors) => {
            let refused = errors.iter().filter(|it| it.severity == curricle::diagnostic::Severity::Error);
            let unexpected: Vec<&Diagnostic> = refused.filter(|error| !REFUSALS.contains(&error.code())).collect();
            nothing(&unexpected, || format!("{case:?}"))?;
            Ok(None)
        }
    }
}

/// Fails where there is something, and says what it is of.
fn nothing<T: std::fmt::Debug>(found: &[T], of: impl Fn() -> String) -> Result<(), TestCaseError> {
    if found.is_empty() { Ok(()) } else { Err(TestCaseError::fail(format!("{found:?} of {}", of()))) }
}

fn texts() -> Request {
    Request { formats: vec![Format::Txt, Format::Md], ..Request::default() }
}

/// The text of the artifacts with an ending, read.
fn said(made: &Made, ending: &str) -> String {
    let of = made.artifacts.iter().filter(|artifact| artifact.suffix.ends_with(ending));
    let text = |bytes: &[u8]| match ending {
        ".pdf" => pdf_extract::extract_text_from_mem(bytes).unwrap(),
        ".md" => read(std::str::from_utf8(bytes).unwrap()),
        _ => std::str::from_utf8(bytes).unwrap().to_owned(),
    };
    of.map(|artifact| text(&artifact.bytes)).collect::<Vec<_>>().join("\n")
}

/// Whether a value is at a path or below it.
fn is_under(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The texts of the changed profile that stand nowhere else: where they are shown, their entry is.
fn telling(case: &Case) -> Vec<Leaf> {
    let own = case.own();
    let mut changed = own.clone();
    merge_changes(&mut changed, &node(&case.get("change").to_string(), Syntax::Json), &mut Diagnostics::new());
    let leaves = leaves(&changed);
    let elsewhere =
        [locale_texts(case, &own).join("\n"), case.get("letter").to_string(), case.get("theme").to_string()];
    let elsewhere = folded(&elsewhere.join("\n"));
    let all: Vec<String> = leaves.iter().map(|leaf| folded(&leaf.text)).collect();
    let unique = |text: &str| {
        let text = folded(text);
        text.len() > 9 && !elsewhere.contains(&text) && all.iter().filter(|other| other.contains(&text)).count() == 1
    };
    leaves.into_iter().filter(|leaf| unique(&leaf.text)).collect()
}

/// What is shown although it was left out, shown without a decision, or decided to be shown and is not.
fn undecided(case: &Case, decisions: &[Decision], txt: &str, md: &str) -> Vec<String> {
    let (txt, md) = (folded(txt), folded(md));
    let mut wrong = Vec::new();
    let out = |path: &str| decisions.iter().find(|it| !it.rule.shows() && is_under(path, &it.path));
    for leaf in telling(case).iter().filter(|leaf| txt.contains(&folded(&leaf.text))) {
        let in_list = if leaf.path.starts_with("sections.") { ".items[" } else { "[" };
        if let Some(decision) = out(&leaf.path) {
            wrong.push(format!("{} is shown, and left out: {}", leaf.path, decision.rule));
        } else if !leaf.path.starts_with("basics.")
            && leaf.path.contains(in_list)
            && !decisions.iter().any(|it| it.rule.shows() && is_under(&leaf.path, &it.path))
        {
            wrong.push(format!("{} is shown, and nothing decided so", leaf.path));
        }
    }
    for decision in decisions.iter().filter(|it| it.rule.shows() && out(&it.path).is_none()) {
        let is_text = decision.path.rsplit('.').next().is_some_and(|last| last.starts_with("highlights["));
        let mut begins = words(&decision.name);
        if decision.name.ends_with('…') {
            begins.pop();
        }
        let begins = format!(" {} ", begins.join(" "));
        if is_text && !md.contains(&begins) && !txt.contains(&begins) {
            wrong.push(format!("{} is not shown, and not left out:{begins}", decision.path));
        }
    }
    wrong
}

/// Tries so many applications, or as many as `PROPTEST_CASES` says for each three hundred.
/// A third of them has to be made.
fn try_all(usual: u32, hold: impl Fn(&Case) -> Result<Option<()>, TestCaseError>) {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok());
    let number = given.map_or(usual, |cases| (cases * usual).div_ceil(300));
    let made = std::cell::Cell::new(0);
    let config = Config { cases: number, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&cases(), |case| {
        made.set(made.get() + usize::from(hold(&case)?.is_some()));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(made.get() * 3 >= number as usize, "only {} of {number} were made", made.get());
}

#[test]
fn every_word_of_the_texts_stems_from_profile_change_locale_or_letter() {
    try_all(300, |case| {
        let Some(made) = make(case, &texts())? else { return Ok(None) };
        let origins = Origins::of(case, &made);
        let (txt, md) = (said(&made, ".txt"), said(&made, ".md"));
        for text in [&txt, &md] {
            nothing(&origins.strays(text), || format!("{case:?}:\n{text}"))?;
            let unshown: Vec<_> = UNSHOWN.iter().filter(|word| text.contains(*word)).collect();
            nothing(&unshown, || format!("{case:?}:\n{text}"))?;
        }
        nothing(&undecided(case, &made.decisions, &txt, &md), || format!("{case:?}:\n{txt}"))?;
        Ok(Some(()))
    });
}

#[test]
fn every_word_of_the_pages_stems_from_there_too() {
    try_all(24, |case| {
        let mut case = case.clone();
        // Readers have their own idea of the order and the marks of some scripts.
        if ["ja", "ar"].iter().any(|tag| case.get("language") == tag) {
            case.application["language"] = json!("fr");
        }
        case.application["pages"] = Value::Null;
        let own = case.get("theme")["name"].as_str().unwrap().to_owned();
        let other = if own == "plain" { "banner" } else { "plain" };
        for theme in [own.as_str(), other] {
            case.application["theme"]["name"] = json!(theme);
            let Some(made) = make(&case, &Request::default())? else { return Ok(None) };
            evict(5);
            let mut origins = Origins::of(&case, &made);
            origins.0.extend((1..=made.pages).map(|page| page.to_string()));
            let text = said(&made, ".pdf");
            nothing(&origins.strays_of_pages(&text), || format!("{case:?}:\n{text}"))?;
        }
        Ok(Some(()))
    });
}

#[test]
fn what_was_selected_is_selected_again() {
    try_all(300, |case| {
        let mut changed = case.own();
        merge_changes(&mut changed, &node(&case.get("change").to_string(), Syntax::Json), &mut Diagnostics::new());
        let profile = Profile::from_node(&changed, &mut Diagnostics::new()).unwrap();
        let application = node(&case.application.to_string(), Syntax::Json);
        let application = Application::from_node(&application, &mut Diagnostics::new()).unwrap();
        let (rules, language) = (application.select.unwrap(), profile.language());
        let reference = application.date.map(|date| date.value).or_else(|| profile.newest_date());
        let basis = Basis { language: &language, reference, rank: None };
        let Ok(once) = select(&profile, &rules, basis) else { return Ok(None) };
        // A tag or section may be gone, whose name is an error then.
        let Ok(again) = select(&once.value.profile, &rules, basis) else { return Ok(None) };
        let out: Vec<_> = again.value.decisions.iter().filter(|it| !it.rule.shows()).collect();
        nothing(&out, || format!("{case:?}"))?;
        prop_assert_eq!(again.value.profile, once.value.profile, "{:?}", case);
        Ok(Some(()))
    });
}

/// An application with something of everything.
fn example(theme: &str) -> Case {
    let application = json!({
        "theme": {"name": theme}, "language": "en", "company": UNSHOWN[0], "role": UNSHOWN[1],
        "select": {"include": ["backend", "social"], "limit": {"highlights": 1}},
        "change": {"basics": {"label": "Quorvex"}, "work": {"employer-one": {"summary": "Blithering"}}},
        "letter": {"body": "Sesquipedalian", "join": true},
    });
    Case { profile: PROFILES[0], application }
}

#[test]
fn a_word_from_nowhere_is_found() {
    let case = example(TALKATIVE);
    let made = make(&case, &Request::default()).unwrap().unwrap();
    let origins = Origins::of(&case, &made);
    let strays = origins.strays_of_pages(&said(&made, ".pdf"));
    assert!(strays.iter().all(|word| word.ends_with("boundless") || word == "synergy"), "{strays:?}");
    assert!(strays.contains(&"synergy".to_owned()), "{strays:?}");
    // Each origin is needed: without it, its words are from nowhere.
    let case = example("plain");
    let made = make(&case, &texts()).unwrap().unwrap();
    assert_eq!(Origins::of(&case, &made).strays(&said(&made, ".txt")), [""; 0]);
    for (key, words) in [("change", &["quorvex", "blithering"][..]), ("letter", &["sesquipedalian"])] {
        let mut without = case.clone();
        without.application[key] = json!({});
        let strays = Origins::of(&without, &made).strays(&said(&made, ".txt"));
        assert!(words.iter().all(|word| strays.contains(&(*word).to_owned())), "{key}: {strays:?}");
    }
    let mut elsewhere = case.clone();
    elsewhere.application["language"] = json!("de");
    assert!(Origins::of(&elsewhere, &made).strays(&said(&made, ".md")).contains(&"projects".to_owned()));
    let other = Case { profile: PROFILES[2], ..case };
    assert!(Origins::of(&other, &made).strays(&said(&made, ".txt")).len() > 50);
}

#[test]
fn a_decision_that_tells_something_else_is_found() {
    let case = example("plain");
    let made = make(&case, &texts()).unwrap().unwrap();
    let (txt, md) = (said(&made, ".txt"), said(&made, ".md"));
    let wrong = |decisions: &[Decision]| undecided(&case, decisions, &txt, &md);
    assert_eq!(wrong(&made.decisions), [""; 0]);
    let highlight = |it: &Decision| it.path.contains("highlights[");
    let shown = made.decisions.iter().position(|it| it.rule.shows() && highlight(it)).unwrap();
    let mut lies = made.decisions.clone();
    lies[shown].rule = Rule::Private;
    assert!(wrong(&lies)[0].contains("left out"), "{:?}", wrong(&lies));
    let entry = made.decisions.iter().position(|it| it.path == "work[1]").unwrap();
    let without: Vec<Decision> = made.decisions.iter().filter(|it| !is_under(&it.path, "work[1]")).cloned().collect();
    assert!(entry > 0 && wrong(&without).iter().any(|it| it.contains("nothing decided so")), "{:?}", wrong(&without));
    let hidden = made.decisions.iter().position(|it| !it.rule.shows() && highlight(it)).unwrap();
    let mut lies = made.decisions.clone();
    lies[hidden].rule = Rule::Kept;
    assert!(wrong(&lies).iter().any(|it| it.contains("not left out")), "{:?}", wrong(&lies));
}
