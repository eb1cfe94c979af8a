use super::*;

/// A folder of themes: paths with what they hold.
fn themes(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What is wrong with the theme `mine` of a folder: code, message and the text it points at.
fn wrong(files: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let folder = themes(files);
    let store = ThemeStore::new(vec![folder.path().to_owned()]);
    let mut sources = Sources::new();
    let found = match store.load("mine", &mut sources) {
        Ok(theme) => theme.warnings,
        Err(found) => found,
    };
    let slice =
        |diagnostic: &Diagnostic| diagnostic.span().map(|span| sources.slice(span).to_owned()).unwrap_or_default();
    found.iter().map(|it| (it.code(), it.problem.to_string(), slice(it))).collect()
}

/// As [`wrong`], with a manifest alone.
fn wrong_manifest(manifest: &str) -> Vec<(&'static str, String)> {
    let found = wrong(&[("mine/theme.yaml", manifest)]);
    found.into_iter().map(|(code, _, place)| (code, place)).collect()
}

#[test]
fn the_built_in_themes_load_and_are_listed() {
    let store = ThemeStore::default();
    let list = store.list();
    assert!(list.iter().any(|theme| theme.name == "plain" && !theme.description.is_empty() && theme.folder.is_none()));
    assert!(list.iter().all(|theme| theme.name != "base"));
    for name in store.names() {
        let theme = store.load(&name, &mut Sources::new()).unwrap();
        assert!(theme.warnings.is_empty(), "{}", theme.warnings);
        assert_eq!(theme.value.chain, [name.as_str(), "base"]);
        assert_eq!(theme.value.look, format!("/themes/{name}/theme.typ"));
    }
}

#[test]
fn a_user_folder_lies_over_a_built_in_theme_file_by_file() {
    let folder = themes(&[("plain/theme.typ", "mine"), ("plain/extra/logo.svg", "<svg/>"), ("plain/.hidden", "x")]);
    let store = ThemeStore::new(vec![folder.path().to_owned()]);
    let theme = store.load("plain", &mut Sources::new()).unwrap().value;
    let file = |path: &str| theme.files.iter().find(|file| file.path == path).map(|file| file.bytes.to_vec());
    assert_eq!(file("/themes/plain/theme.typ").unwrap(), b"mine");
    assert_eq!(file("/themes/plain/extra/logo.svg").unwrap(), b"<svg/>");
    assert!(file("/themes/base/theme.typ").unwrap().len() > 100);
    assert!(theme.files.iter().all(|file| !file.path.contains("hidden")));
    assert_eq!(theme.chain, ["plain", "base"]);
    assert_eq!(
        store.list().iter().find(|theme| theme.name == "plain").unwrap().folder,
        Some(folder.path().join("plain"))
    );
}

#[test]
fn a_slash_makes_a_path() {
    let folder = themes(&[("work/mine/theme.yaml", "extends: plain"), ("work/empty/x.txt", "")]);
    let store = ThemeStore::default();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let theme = store.load(&path("work/mine"), &mut Sources::new()).unwrap().value;
    assert_eq!(theme.chain, ["mine", "plain", "base"]);
    assert_eq!(theme.look, "/themes/plain/theme.typ");
    let code = |name: &str| store.load(name, &mut Sources::new()).unwrap_err().0[0].code();
    assert_eq!(code(&path("work/none")), "not-found");
    assert_eq!(code(&path("work/empty")), "theme-file");
}

#[test]
fn an_unknown_theme_names_the_one_it_resembles() {
    let found = ThemeStore::default().load("plian", &mut Sources::new()).unwrap_err();
    assert!(found.0[0].problem.hints().iter().any(|hint| hint.contains("did you mean `plain`")), "{found}");
    for name in ["..", ".", "", "a.b", "a b"] {
        assert_eq!(ThemeStore::default().load(name, &mut Sources::new()).unwrap_err().0[0].code(), "unknown-theme");
    }
    assert_eq!(
        wrong(&[("mine/theme.yaml", "extends: ledgr")]),
        [("unknown-theme", "there is no theme `ledgr`".to_owned(), "ledgr".to_owned())]
    );
    assert_eq!(wrong_manifest("extends: ../../etc"), [("unknown-theme", "../../etc".to_owned())]);
}

#[test]
fn themes_that_extend_each_other_are_refused() {
    let found = wrong(&[("mine/theme.yaml", "extends: other"), ("other/theme.yaml", "extends: mine")]);
    assert_eq!(found[0].0, "theme-cycle");
    assert!(found[0].1.ends_with("mine → other → mine"), "{}", found[0].1);
    assert_eq!(wrong_manifest("extends: mine")[0].0, "theme-cycle");
}

#[test]
fn a_theme_without_template_or_look_is_refused() {
    let found = wrong(&[("mine/theme.yaml", "description: x")]);
    assert_eq!(found.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), ["theme-file", "theme-file"]);
}

#[test]
fn mistakes_in_a_manifest_are_all_reported_at_their_place() {
    let manifest = "
extends: base
nmae: mine
fonts: Inter
draws: [photo, icon]
whatever: 1
options:
  acent: '#fff'
  accent: redd
  density: 2
  paper: {default: a5}
  icons: {defualt: true}
  own: 3
  size: {type: numbr}
  pick: {type: choice, default: a}
  count: {type: number, min: 1, max: x, default: 0}
  tone: {type: bool, min: 1}
";
    assert_eq!(
        wrong_manifest(manifest),
        [
            ("unknown-key", "nmae"),
            ("wrong-type", "Inter"),
            ("bad-choice", "icon"),
            ("unknown-key", "whatever"),
            ("unknown-key", "acent"),
            ("bad-option", "redd"),
            ("bad-option", "2"),
            ("bad-option", "a5"),
            ("unknown-key", "defualt"),
            ("missing-key", "own"),
            ("bad-choice", "numbr"),
            ("missing-key", "{type: choice, default: a}"),
            ("wrong-type", "x"),
            ("bad-option", "0"),
            ("unknown-key", "min"),
        ]
        .map(|(code, place)| (code, place.to_owned()))
    );
    assert_eq!(wrong_manifest("extends: base\nname: other"), [("bad-choice", "other".to_owned())]);
    assert_eq!(wrong_manifest("- a")[0].0, "wrong-type");
    assert_eq!(wrong_manifest("a: [")[0].0, "syntax");
}

#[test]
fn a_child_changes_defaults_in_short_and_at_length() {
    let folder = themes(&[(
        "mine/theme.yaml",
        "extends: base\noptions:\n  accent: '#0f4c3a'\n  fonts: {body: Inter}\n  fonts.head: XCharter\n  density: {max: 0.8, default: 0.7}\n  paper: {choices: [a4]}\n  section_titles: {work: Jobs}\n",
    )]);
    let folder_store = ThemeStore::new(vec![folder.path().to_owned()]);
    std::fs::write(folder.path().join("mine/theme.typ"), "").unwrap();
    let theme = folder_store.load("mine", &mut Sources::new()).unwrap().value;
    let default = |id: &str| theme.options[id].default.to_string();
    assert_eq!(
        [default("accent"), default("fonts.body"), default("fonts.head"), default("density")],
        ["#0f4c3a", "Inter", "XCharter", "0.7"]
    );
    assert_eq!(theme.options["density"].kind.expected(), "a number from 0 to 0.8");
    assert_eq!(theme.options["paper"].kind.expected(), "one of `a4`");
    assert_eq!(default("section_titles"), "{work: Jobs}");
    assert!(!theme.options["accent"].description.is_empty());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    let folder = themes(&[("mine/theme.yaml", "extends: base"), ("mine/theme.typ", ""), ("secret/x.typ", "")]);
    let link =
        |target: &str, name: &str| std::os::unix::fs::symlink(target, folder.path().join("mine").join(name)).unwrap();
    let store = ThemeStore::new(vec![folder.path().to_owned()]);
    link("theme.typ", "inner.typ");
    assert!(store.load("mine", &mut Sources::new()).is_ok());
    for (target, name) in [("/etc/passwd", "a.typ"), ("../secret", "b"), ("nowhere", "c.typ")] {
        link(target, name);
        let found = store.load("mine", &mut Sources::new()).unwrap_err();
        assert_eq!(found.0[0].code(), "outside-theme", "{target}");
        std::fs::remove_file(folder.path().join("mine").join(name)).unwrap();
    }
}
