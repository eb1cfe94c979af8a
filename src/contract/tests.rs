use super::*;

fn check_built_in(name: &str) -> (Report, Sources) {
    let mut sources = Sources::new();
    let fonts = Arc::new(FontSet::bundled());
    let report = check(&ThemeStore::default(), name, &fonts, &mut sources);
    (report, sources)
}

#[test]
fn every_built_in_theme_keeps_the_contract() {
    for name in ThemeStore::default().names() {
        let (report, sources) = check_built_in(&name);
        let found = crate::source::report::render(
            &report.diagnostics,
            &sources,
            crate::source::report::MessageFormat::Human,
            false,
        );
        assert!(report.diagnostics.is_empty(), "{name}: {:#?}\n{found}", report.checks);
        assert!(report.checks.len() > 10, "{:#?}", report.checks);
        assert!(report.checks[1..].iter().all(|check| check.pages.is_some() && check.errors == 0));
    }
}
