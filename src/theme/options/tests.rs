use super::*;
use crate::source::{Format, parse};
use crate::theme::ThemeStore;

fn resolved(assignments: &[&str]) -> Result<OptionValues, Vec<String>> {
    let mut sources = Sources::new();
    let theme = ThemeStore::default().load("plain", &mut sources).unwrap().value;
    let inputs: Vec<_> = assignments.iter().map(|text| OptionInput::parse(text, &mut sources).unwrap()).collect();
    theme.resolve(&inputs).map(|warned| warned.value).map_err(|found| {
        found.iter().map(|it| format!("{} `{}`", it.problem, sources.slice(it.span().unwrap()))).collect()
    })
}

#[test]
fn defaults_hold_and_what_a_user_gives_replaces_them() {
    let values = resolved(&[]).unwrap();
    assert_eq!(values.get("density"), Some(&OptionValue::Number(0.5)));
    assert_eq!(values.presentation(), Presentation::default());
    let given = [
        "accent=#ABC",
        "density=1",
        "icons=true",
        "fonts.body=Inter",
        "section_order=work, skills",
        "section_titles.work=Jobs",
        "date_style=iso",
    ];
    let values = resolved(&given).unwrap();
    for (id, shown) in [("accent", "#aabbcc"), ("density", "1"), ("icons", "true"), ("fonts.body", "Inter")] {
        assert_eq!(values.get(id).unwrap().to_string(), shown);
    }
    let presentation = values.presentation();
    assert_eq!(presentation.section_order, ["work", "skills"]);
    assert_eq!(presentation.section_titles["work"].text, "Jobs");
    assert_eq!(presentation.date_style, DateStyle::Iso);
}

#[test]
fn all_misfits_are_reported_at_their_value() {
    let given = [
        "acent=#fff",
        "accent=redd",
        "density=7",
        "density=nan",
        "icons=perhaps",
        "paper=a5",
        "zzzzzz=1",
        "density.x=1",
    ];
    let found = resolved(&given).unwrap_err();
    assert_eq!(
        found,
        [
            "theme `plain` has no option `acent` `acent`",
            "option `accent` takes a colour such as `#0f4c3a` or `teal`; found `redd` `redd`",
            "option `density` takes a number from 0 to 1; found `7` `7`",
            "option `density` takes a number from 0 to 1; found `nan` `nan`",
            "option `icons` takes `true` or `false`; found `perhaps` `perhaps`",
            "option `paper` takes one of `auto`, `a4`, `us-letter`; found `a5` `a5`",
            "theme `plain` has no option `zzzzzz` `zzzzzz`",
            "theme `plain` has no option `density.x` `density.x`",
        ]
    );
}

#[test]
fn values_are_read_as_people_write_them() {
    for (given, id, value) in [
        ("paper=letter", "paper", "us-letter"),
        ("paper=US Letter", "paper", "us-letter"),
        ("paper=usletter", "paper", "us-letter"),
        ("paper=A4", "paper", "a4"),
        ("link_style=Underline", "link_style", "underline"),
        ("accent=blue", "accent", "#0000ff"),
        ("accent=#06C", "accent", "#0066cc"),
        ("icons=Yes", "icons", "true"),
        ("photo=off", "photo", "false"),
    ] {
        assert_eq!(resolved(&[given]).unwrap().get(id).unwrap().to_string(), value, "{given}");
    }
    for given in ["paper=letters", "paper=-", "paper=5", "accent=rgb(1)"] {
        assert!(resolved(&[given]).is_err(), "{given}");
    }
}

#[test]
fn assignments_need_a_name_and_an_equals_sign() {
    for text in ["accent", "=x", " =x"] {
        assert_eq!(OptionInput::parse(text, &mut Sources::new()).unwrap_err().0[0].code(), "bad-assignment", "{text}");
    }
}

#[test]
fn a_mapping_gives_options_and_those_that_begin_alike() {
    let mut sources = Sources::new();
    let text = "accent: '#fff'\nfonts: {body: Inter}\nsection_order: [work]\nsection_titles: {work: Jobs}\ndensity:\n";
    let source = sources.add("a.yaml", text);
    let node = parse(&sources, source, Format::Yaml, &mut Diagnostics::new()).unwrap();
    let theme = ThemeStore::default().load("plain", &mut sources).unwrap().value;
    let values = theme.resolve(&OptionInput::from_mapping(&node)).unwrap().value;
    assert_eq!(values.get("fonts.body").unwrap().to_string(), "Inter");
    assert_eq!(values.get("section_titles").unwrap().to_string(), "{work: Jobs}");
    assert_eq!(values.get("density"), Some(&OptionValue::Number(0.5)), "nothing given keeps the default");
}
