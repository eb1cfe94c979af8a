//! Languages: words, fonts and directions on whole documents.

use std::sync::Arc;

use curricle::application::resolve;
use curricle::batch::{Format, Input, Renderer, Request, load};
use curricle::diagnostic::Problem;
use curricle::export::pdf::Standard;
use curricle::locale::Locale;
use curricle::source::Sources;
use curricle::theme::{ImageFormats, ThemeStore};
use curricle::typeset::{self, FontSet, Settings};
use typst::layout::{Frame, FrameItem};

use super::stage;

/// Languages whose fonts are too large to be bundled.
const CJK: [&str; 4] = ["ja", "ko", "zh", "zh-Hant"];

/// A profile with every kind of date, and nothing else that a language would translate.
fn small() -> Input {
    let text = "
basics: {name: Ada Lovelace, email: ada@example.org, phone: +44 20 7946 0018, location: {city: London, countryCode: GB}}
work:
  - {name: Acme, position: Engineer, startDate: 2019-01, endDate: 2020-05, summary: '*Built* **engines**.'}
  - {name: Beta, position: Lead, startDate: 2020-06, endDate: present}
education: [{institution: Oxford, area: Mathematics, startDate: 2012, endDate: 2015, courses: [Logic, Algebra]}]
skills: [{name: Languages, level: Master, keywords: [Rust, Go]}]
certificates: [{name: Diploma, issuer: Society, date: 2018-09-30}]
languages: [{language: English, fluency: fluent}]
volunteer: [{organization: School, startDate: 2010-02-03, endDate: 2011-08-31}]
projects: [{name: Notes, startDate: 2021-11, keywords: [Numbers]}]
awards: [{title: Medal, date: 2016-07-15}]
publications: [{name: Sketch, releaseDate: 2017-04}]
interests: [{name: Music}]
references: [{name: Charles}]
";
    stage::input_of("small.yaml", text.to_owned())
}

#[test]
fn words_of_every_language_have_glyphs_or_the_run_names_the_font_once() {
    for theme in stage::themes() {
        for tag in Locale::known() {
            let request = stage::request(&theme, Some(tag), &["durations=true"]);
            let (_, _, said) = stage::render(&small(), &request);
            if CJK.contains(&tag) {
                let scripts: Vec<&str> = said
                    .iter()
                    .filter_map(|found| match &found.problem {
                        Problem::MissingGlyph { script, .. } => Some(*script),
                        _ => None,
                    })
                    .collect();
                assert_eq!(scripts, ["CJK"], "{tag} in {theme}: {said}");
            } else {
                stage::assert_quiet(&format!("{tag} in {theme}"), &said);
            }
        }
    }
}

/// The families of the fonts that a document shows, by the folders of a Typst project.
fn families(input: &Input, theme: &str) -> Vec<String> {
    let request =
        Request { formats: vec![Format::Typ], standards: vec![Standard::Ua1], ..stage::request(theme, None, &[]) };
    let made = Renderer::new(Vec::new(), false).make(input, &request, &mut Sources::new());
    let made = made.unwrap_or_else(|errors| panic!("{} in {theme}: {errors}", input.name));
    stage::assert_quiet(&format!("{} in {theme}", input.name), &made.warnings);
    let paths = made.value.artifacts.iter().filter_map(|artifact| artifact.suffix.split_once("/fonts/"));
    let mut folders: Vec<String> = paths.filter_map(|(_, path)| Some(path.split_once('/')?.0.to_owned())).collect();
    folders.dedup();
    folders
}

#[test]
fn hebrew_arabic_and_devanagari_are_set_in_their_own_bundled_families() {
    for (fixture, family) in
        [("hebrew", "noto-serif-hebrew"), ("arabic", "noto-naskh-arabic"), ("hindi", "noto-serif-devanagari")]
    {
        let input = stage::input(&format!("tests/fixtures/{fixture}.yaml"));
        for (theme, latin) in [("plain", "source-serif-4"), ("ledger", "xcharter")] {
            let mut wanted = [family, latin];
            wanted.sort_unstable();
            assert_eq!(families(&input, theme), wanted, "{fixture} in {theme}");
        }
    }
}

#[test]
fn vietnamese_is_not_pieced_together_from_a_family_that_lacks_its_letters() {
    let text = "meta: {language: vi}\nbasics: {name: Nguyễn Thị Thảo, label: Kỹ sư phần mềm}\n".to_owned();
    let found = families(&stage::input_of("vi.yaml", text), "ledger");
    assert_eq!(found, ["libertinus-serif"]);
}

/// The texts of a document's frames, each as Typst shaped it: in one script, style and direction.
fn runs(input: &Input, theme: &str, options: &[&str]) -> Vec<String> {
    let mut sources = Sources::new();
    let theme = ThemeStore::default().load(theme, &mut sources).unwrap().value;
    let profile = load(input, &[], &mut sources).unwrap().value;
    let inputs: Vec<_> =
        options.iter().map(|option| curricle::theme::OptionInput::parse(option, &mut sources).unwrap()).collect();
    let options = theme.resolve(&inputs).unwrap().value;
    let resume = resolve(&profile, None, &options.presentation()).unwrap().value;
    let project = theme.project(&resume, &options, &ImageFormats::new(), &mut sources).unwrap().value;
    let (fonts, images) = (Arc::new(FontSet::bundled()), typeset::image::Images::new());
    let made = typeset::compile(&project, &images, &fonts, Settings::default(), &mut sources);
    let made = made.unwrap_or_else(|errors| panic!("{errors}"));
    let mut runs = Vec::new();
    for page in made.value.document().pages() {
        collect(&page.frame, &mut runs);
    }
    runs
}

fn collect(frame: &Frame, runs: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, runs),
            FrameItem::Text(text) => runs.push(text.text.to_string()),
            _ => {}
        }
    }
}

#[test]
fn addresses_and_numbers_keep_their_order_among_text_from_right_to_left() {
    for (fixture, phone) in [("hebrew", "+972 54-555-0132"), ("arabic", "+971 50 555 0147")] {
        let input = stage::input(&format!("tests/fixtures/{fixture}.yaml"));
        for theme in stage::themes() {
            let runs = runs(&input, &theme, &["date_style=iso"]);
            let has = |wanted: &str| runs.iter().any(|run| run == wanted);
            // A run that was turned around by its neighbours would have been cut into several.
            assert!(has(phone), "{fixture} in {theme}: {runs:?}");
            for keyword in ["Rust", "CI/CD", "AWS", "Unicode"] {
                assert!(has(keyword), "{fixture} in {theme}: {keyword} in {runs:?}");
            }
            assert!(runs.iter().any(|run| run.contains("2023-05-14")), "{fixture} in {theme}: {runs:?}");
        }
    }
}

#[test]
fn nothing_invisible_is_added_to_steer_directions() {
    let controls = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for fixture in ["hebrew", "arabic"] {
        let input = stage::input(&format!("tests/fixtures/{fixture}.yaml"));
        for theme in stage::themes() {
            for run in runs(&input, &theme, &[]) {
                assert!(!run.contains(controls), "{fixture} in {theme}: {run:?}");
            }
        }
    }
}

#[test]
fn a_resume_in_a_script_without_a_font_is_told_so_once() {
    for fixture in ["japanese", "chinese"] {
        let input = stage::input(&format!("tests/fixtures/{fixture}.yaml"));
        let (_, _, said) = stage::render(&input, &stage::request("plain", None, &[]));
        let codes: Vec<&str> = said.iter().map(curricle::diagnostic::Diagnostic::code).collect();
        assert_eq!(codes, ["missing-glyph", "not-accessible"], "{fixture}: {said}");
    }
}

#[test]
fn dates_of_work_tell_how_long_it_was_where_that_is_known() {
    let text = "
basics: {name: Ada}
work:
  - {name: A, position: p, startDate: 2020-03, endDate: 2023-06}
  - {name: B, position: p, startDate: 2019, endDate: 2020}
  - {name: C, position: p, startDate: 2021-03}
education: [{institution: D, startDate: 2012-01, endDate: 2012-12}]
";
    let lines = |options: &[&str]| -> Vec<String> {
        let input = stage::input_of("ada.yaml", text.to_owned());
        runs(&input, "plain", options).into_iter().filter(|run| run.starts_with(char::is_alphanumeric)).collect()
    };
    let with = lines(&["durations=true"]);
    for wanted in ["Mar 2020 – Jun 2023 (3 years 4 months)", "2019 – 2020", "Mar 2021 – Present", "Jan 2012 – Dec 2012"]
    {
        assert!(with.iter().any(|run| run == wanted), "{wanted} in {with:?}");
    }
    assert!(lines(&[]).iter().any(|run| run == "Mar 2020 – Jun 2023"));
}

#[test]
fn a_language_without_words_keeps_its_direction_and_borrows_english() {
    let text = "meta: {language: ur}\nbasics: {name: سارہ خان}\nwork: [{name: مدار, startDate: 2020-03}]\n".to_owned();
    let input = stage::input_of("ur.yaml", text);
    let resume = stage::resume(&input, &stage::request("plain", None, &[]));
    assert_eq!(resume.direction, curricle::application::resume::Direction::Rtl);
    assert_eq!(resume.sections[0].title.text, "Experience");
    let (_, _, said) = stage::render(&input, &stage::request("plain", None, &[]));
    assert_eq!(said.iter().map(curricle::diagnostic::Diagnostic::code).collect::<Vec<_>>(), ["unknown-locale"]);
}

#[test]
fn a_theme_that_an_earlier_input_loaded_is_no_trouble_to_one_without_glyphs() {
    let renderer = Renderer::new(Vec::new(), false);
    let request = stage::request("ledger", None, &[]);
    let japanese = stage::input("tests/fixtures/japanese.yaml");
    // The first has more sources than the second, into which places in the theme's manifest would lead.
    let mut sources = Sources::new();
    let changes = (0..4).map(|number| format!("basics.x-{number}=a")).collect();
    renderer.make(&small(), &Request { changes, ..request.clone() }, &mut sources).unwrap();
    let mut sources = Sources::new();
    let made = renderer.make(&japanese, &request, &mut sources).unwrap();
    let glyphs: Vec<_> = made.warnings.iter().filter(|warning| warning.code() == "missing-glyph").collect();
    assert_eq!(glyphs.len(), 1);
    let place = glyphs[0].span().unwrap();
    assert!(sources.get(place.source).name.ends_with("japanese.yaml"));
}
