//! Files of other tools become profiles and applications: what is made of each, what is said about it, that both render, and
//! that nothing of the input is lost.
//!
//! `tests/imports/` holds one input a case, written for this test; the tools' own examples are tried by `.ci/imports.sh`.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use curricle::batch::{Input, Renderer, Request};
use curricle::diagnostic::Diagnostics;
use curricle::import::{Imported, Request as Import, import};
use curricle::source::{Data, Format, Node, Sources, parse, report};
use proptest::prelude::*;

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml"));
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// What is made of a file, and what is said about it.
fn imported(path: &Path) -> (Option<Imported>, String) {
    let (name, mut sources) = (path.file_name().unwrap().to_str().unwrap(), Sources::new());
    let profile_name = format!("{}.yaml", stem(path));
    let image = |path: &str| (path == "ada.png").then(|| "photos/ada.png".to_owned());
    let request = Import { name, bytes: &fs::read(path).unwrap(), profile_name: &profile_name, image: &image };
    let outcome = import(&request, &mut sources);
    let said = outcome.as_ref().map_or_else(|errors| errors, |made| &made.warnings);
    let said = report::render(said, &sources, report::MessageFormat::Short, false);
    (outcome.ok().map(|made| made.value), said)
}

#[test]
fn each_input_makes_what_its_snapshot_says() {
    let paths = inputs();
    assert!(paths.len() >= 7);
    for path in &paths {
        let (made, said) = imported(path);
        let text = made.map_or_else(String::new, |made| {
            let application = made.application.as_deref().unwrap_or("none\n");
            format!(
                "{}: {}\n\n===== profile\n{}\n===== application\n{application}\n",
                made.tool,
                made.summary(),
                made.profile
            )
        });
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "imports", omit_expression => true }, {
            insta::assert_snapshot!(stem(path), format!("{text}===== said\n{said}"));
        });
    }
}

/// All texts of a value, but those that say nothing by themselves.
fn texts(node: &Node, found: &mut Vec<String>) {
    match &node.data {
        Data::Null => {}
        Data::Scalar { text, .. } => found.push(text.clone()),
        Data::Sequence(items) => items.iter().for_each(|item| texts(item, found)),
        Data::Mapping(pairs) => pairs.iter().for_each(|(_, value)| texts(value, found)),
    }
}

fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['*', '[', ']', '(', ')', '\\', '"'], " ");
    plain.split_whitespace().map(|word| word.trim_matches(',').to_owned()).collect()
}

#[test]
fn every_word_of_an_input_is_in_what_was_made() {
    // Said in another way: dates in ISO 8601, countries by code, colours in hexadecimal, networks and themes by their own names.
    const OTHERWISE: [&str; 22] = [
        "oct",
        "may",
        "jan",
        "1,",
        "2019-01",
        "united",
        "kingdom",
        "german",
        "rgb",
        "0",
        "11",
        "110",
        "79",
        "latex",
        "classic",
        "moderncv-classic",
        "a4",
        "letter",
        "–",
        "blue",
        "jun",
        "tel:+44-20-5550-199",
    ];
    for path in inputs() {
        let Some(made) = imported(&path).0 else { continue };
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("input.yaml", fs::read_to_string(&path).unwrap());
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).unwrap();
        let mut wanted = Vec::new();
        texts(&node, &mut wanted);
        let all = words(&format!("{}\n{}", made.profile, made.application.unwrap_or_default())).join(" ");
        let lost: Vec<String> =
            wanted.iter().flat_map(|text| words(text)).filter(|word| !all.contains(word.as_str())).collect();
        let lost: Vec<&String> = lost.iter().filter(|word| !OTHERWISE.contains(&word.as_str())).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
    }
}

#[test]
fn what_was_made_renders_and_has_no_mistake() {
    let renderer = Renderer::new(Vec::new(), false);
    let mut count = 0;
    for path in inputs() {
        let Some(made) = imported(&path).0 else { continue };
        if stem(&path) == "empty-cv" {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("photos")).unwrap();
        fs::write(folder.path().join("photos/ada.png"), pixel()).unwrap();
        let input =
            |name: &str, text: &str| Input { name: name.into(), bytes: text.into(), folder: folder.path().into() };
        let mut sources = Sources::new();
        let outcome = renderer.make(&input("profile.yaml", &made.profile), &Request::default(), &mut sources);
        let said = outcome.map_or_else(|errors| errors, |made| made.warnings);
        let said =
            Diagnostics(said.into_iter().filter(|said| !["nameless", "date-order"].contains(&said.code())).collect());
        let said = report::render(&said, &sources, report::MessageFormat::Human, false);
        assert!(said.is_empty(), "{}:\n{said}", path.display());
        count += 1;
    }
    assert!(count >= 4);
}

/// A PNG of one pixel.
fn pixel() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128]).unwrap();
    bytes
}

fn curricle(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    command.output().unwrap()
}

/// A folder with the input of a name in a folder of its own.
fn folder_with(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("other")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports").join(name);
    fs::copy(from, folder.path().join("other").join(name)).unwrap();
    fs::write(folder.path().join("other/ada.png"), pixel()).unwrap();
    folder
}

#[test]
fn the_command_writes_two_files_that_render() {
    let folder = folder_with("yamlresume.yml");
    let output = curricle(folder.path(), &["import", "other/yamlresume.yml", "--message-format", "short"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let last = said.lines().rev().nth(1).unwrap();
    assert!(
        last.starts_with(
            "imported other/yamlresume.yml to yamlresume.profile.yaml and yamlresume.application.yaml: carried "
        ),
        "{last}"
    );
    for made in ["yamlresume.profile.yaml", "yamlresume.application.yaml"] {
        let output = curricle(folder.path(), &["render", made]);
        assert!(output.status.success(), "{made}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn nothing_is_written_over_a_file_that_is_there() {
    let folder = folder_with("rendercv.yaml");
    for (arguments, there) in [
        (["import", "other/rendercv.yaml", "-o", "other/rendercv.yaml"], "other/rendercv.yaml"),
        (["import", "other/rendercv.yaml", "-o", "."], "rendercv.application.yaml"),
    ] {
        fs::write(folder.path().join("rendercv.application.yaml"), "mine").unwrap();
        let before = fs::read(folder.path().join(there)).unwrap();
        let output = curricle(folder.path(), &arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("error[already-there]") && said.contains(there), "{said}");
        assert_eq!(fs::read(folder.path().join(there)).unwrap(), before);
        assert!(!folder.path().join("rendercv.profile.yaml").exists(), "all or nothing");
    }
}

#[test]
fn a_photo_is_named_only_where_the_profile_can_show_it() {
    let folder = folder_with("rendercv.yaml");
    fs::rename(folder.path().join("other/rendercv.yaml"), folder.path().join("other/cv.yaml")).unwrap();
    let profile = |to: &str| {
        let output = curricle(folder.path(), &["import", "other/cv.yaml", "-o", to, "--message-format", "short"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        let text = if to == "-" {
            String::from_utf8(output.stdout).unwrap()
        } else {
            fs::read_to_string(folder.path().join(to).join("cv.profile.yaml")).unwrap()
        };
        (text, said)
    };
    let (here, said) = profile("-");
    assert!(here.contains("\n  image: other/ada.png\n") && !said.contains("cv.photo"), "{here}\n{said}");
    let (away, said) = profile("away/");
    assert!(!away.contains("\n  image:") && away.contains("\n    photo: ada.png\n"), "{away}");
    assert!(said.contains("warning[not-carried]: `cv.photo` was not imported"), "{said}");
}

#[test]
fn a_profile_needs_no_import() {
    let folder = folder_with("profile.yaml");
    let output = curricle(folder.path(), &["import", "other/profile.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is nothing to import"));
    assert_eq!(curricle(folder.path(), &["import", "other/none.yaml"]).status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written");
}

/// Values of any shape under keys that mean something; each text is a word of its own, or something with a meaning.
fn anything() -> impl Strategy<Value = serde_json::Value> {
    const KEYS: [&str; 66] = [
        "name",
        "headline",
        "label",
        "location",
        "email",
        "phone",
        "website",
        "photo",
        "social_networks",
        "network",
        "username",
        "custom_connections",
        "placeholder",
        "url",
        "sections",
        "experience",
        "education",
        "summary",
        "skills",
        "awards",
        "publications",
        "projects",
        "own section",
        "company",
        "position",
        "institution",
        "area",
        "degree",
        "start_date",
        "end_date",
        "date",
        "highlights",
        "bullet",
        "number",
        "details",
        "title",
        "authors",
        "doi",
        "journal",
        "design",
        "theme",
        "colors",
        "page",
        "size",
        "typography",
        "font_family",
        "header",
        "connections",
        "underline",
        "links",
        "settings",
        "locale",
        "language",
        "basics",
        "profiles",
        "work",
        "startDate",
        "endDate",
        "keywords",
        "layouts",
        "template",
        "order",
        "aliases",
        "country",
        "show_time_spans_in",
        "x-mine",
    ];
    let word = prop_oneof![
        6 => "[a-h][i-p]{2}[0-9]{5}".prop_map(serde_json::Value::from),
        2 => prop::sample::select(vec!["2020-01", "2021", "present", "https://a.example", "a@b.example", "", "- a\n- b", "true"])
            .prop_map(serde_json::Value::from),
        1 => Just(serde_json::Value::Null),
    ];
    word.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            3 => prop::collection::btree_map(prop::sample::select(KEYS.to_vec()), inner, 0..7)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// Titles and ids of sections.
const SECTIONS: [&str; 18] = [
    "about",
    "summary",
    "experience",
    "work",
    "education",
    "training",
    "projects",
    "talks",
    "publications",
    "skills",
    "facts",
    "languages",
    "awards",
    "certificates",
    "volunteer",
    "interests",
    "references",
    "Über mich",
];

/// A list of entries as they are mostly written.
fn entries() -> impl Strategy<Value = serde_json::Value> {
    const KEYS: [&str; 36] = [
        "name",
        "label",
        "details",
        "company",
        "position",
        "institution",
        "area",
        "degree",
        "grade",
        "location",
        "start_date",
        "end_date",
        "date",
        "summary",
        "highlights",
        "bullet",
        "number",
        "reversed_number",
        "title",
        "authors",
        "doi",
        "journal",
        "url",
        "keywords",
        "startDate",
        "endDate",
        "description",
        "organization",
        "awarder",
        "issuer",
        "fluency",
        "language",
        "level",
        "courses",
        "releaseDate",
        "mood",
    ];
    let text = prop_oneof![
        5 => "[a-h][i-p]{2}[0-9]{5}",
        1 => "\\*\\*[a-h][i-p]{2}[0-9]{5}\\*\\*",
        1 => "- [a-h][i-p]{2}[0-9]{5}\n  - [a-h][i-p]{2}[0-9]{5}",
        1 => "[a-h][i-p]{2}[0-9]{5} - [a-h][i-p]{2}[0-9]{5}, [a-h][i-p]{2}[0-9]{5}",
        1 => prop::sample::select(vec!["2020-01", "2019 – 2021", "present", "https://a.example", "Oct 17, 2019"])
            .prop_map(str::to_owned),
    ];
    let texts = prop::collection::vec(text.clone(), 1..4);
    let value =
        prop_oneof![4 => text.clone().prop_map(serde_json::Value::from), 1 => texts.prop_map(serde_json::Value::from)];
    let record = prop::collection::btree_map(prop::sample::select(KEYS.to_vec()), value, 0..9)
        .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<serde_json::Value>());
    let entry = prop_oneof![5 => record, 1 => text.prop_map(serde_json::Value::from)];
    prop::collection::vec(entry, 1..4).prop_map(serde_json::Value::from)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_is_lost_whatever_stands_where(
        root in prop::sample::select(vec!["cv", "content"]),
        body in prop::collection::btree_map("[a-z]{3}", anything(), 0..3),
        inner in anything(),
        lists in prop::collection::btree_map(prop::sample::select(SECTIONS.to_vec()), entries(), 0..4),
        rest in anything(),
    ) {
        let mut content = inner.as_object().cloned().unwrap_or_default();
        content.extend(body);
        if root == "content" {
            content.insert("interests".to_owned(), serde_json::json!([{"name": "aii00000"}]));
        }
        let lists: serde_json::Map<_, _> = lists.into_iter().map(|(key, entries)| (key.to_owned(), entries)).collect();
        if root == "cv" && !lists.is_empty() {
            content.insert("sections".to_owned(), lists.into());
        } else {
            content.extend(lists);
        }
        let mut whole = rest.as_object().cloned().unwrap_or_default();
        // That would be a profile.
        whole.remove("basics");
        whole.insert(root.to_owned(), content.into());
        let bytes = serde_json::to_vec(&whole).unwrap();
        let request = Import { name: "any.json", bytes: &bytes, profile_name: "any.yaml", image: &|_| None };
        let mut sources = Sources::new();
        let outcome = import(&request, &mut sources);
        let errors = outcome.as_ref().err().map(ToString::to_string);
        prop_assert!(errors.is_none(), "{}", errors.unwrap_or_default());
        let made = outcome.unwrap().value;
        let all = format!("{}\n{}", made.profile, made.application.unwrap_or_default());
        let text = String::from_utf8(bytes).unwrap();
        let texts = text.split(|c: char| !c.is_ascii_alphanumeric());
        for word in texts.filter(|word| word.len() == 8 && word.ends_with(char::is_numeric)) {
            prop_assert!(all.contains(word), "{word} is lost in\n{all}");
        }
    }
}
