//! Dates as people write them, and what becomes of each on the page.

use proptest::prelude::*;

use crate::application::resume::Content;
use crate::application::{Presentation, resolve};
use crate::diagnostic::{Diagnostics, Severity};
use crate::profile::{LanguageTag, Profile};
use crate::source::{Format, Sources, parse};

/// A profile of these lines, with the codes of what was said about it.
fn profile(text: &str) -> (Profile, Vec<String>) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("p.json", text);
    let node = parse(&sources, id, Format::Json, &mut diagnostics).unwrap_or_else(|| panic!("JSON: {text}"));
    let profile = Profile::from_node(&node, &mut diagnostics).expect("a profile");
    let codes = diagnostics.iter().filter(|it| it.code() != "nameless").map(|it| {
        assert!(it.severity < Severity::Error || it.code() == "wrong-type", "{text}: {}", it.problem);
        it.code().to_owned()
    });
    let codes = codes.collect();
    (profile, codes)
}

/// A text as JSON has it.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What the dates of the only entry are on the page, and the codes of what was said.
fn shown(text: &str, language: &str) -> (String, Vec<String>) {
    let (profile, codes) = profile(text);
    let language = LanguageTag::parse(language);
    let resume = resolve(&profile, language.as_ref(), &Presentation::default()).expect("something to show").value;
    let date = match &resume.sections.first().expect("a section").content {
        Content::Awards(awards) => awards[0].date.clone(),
        Content::Work(jobs) => jobs[0].roles[0].dates.clone(),
        other => panic!("{other:?}"),
    };
    (date.map(|line| line.text).unwrap_or_default(), codes)
}

/// An award's date, in a file with these other lines.
fn award(date: &str, others: &str, language: &str) -> (String, Vec<String>) {
    shown(&format!("{{{others}\"awards\": [{{\"title\": \"A\", \"date\": {}}}]}}", json(date)), language)
}

/// The dates of a job.
fn job(start: Option<&str>, end: Option<&str>) -> (String, Vec<String>) {
    let start = start.map_or_else(String::new, |start| format!(", \"startDate\": {}", json(start)));
    let end = end.map_or_else(String::new, |end| format!(", \"endDate\": {}", json(end)));
    shown(&format!("{{\"work\": [{{\"name\": \"A\"{start}{end}}}]}}"), "en")
}

/// Holds what each text is on an English page, and that nothing is said.
fn holds(rows: &[(&str, &str)]) {
    for (written, wanted) in rows {
        let (found, codes) = award(written, "", "en");
        assert_eq!((found.as_str(), codes.as_slice()), (*wanted, [].as_slice()), "{written}");
    }
}

#[test]
fn a_date_with_one_reading_is_read_without_a_word() {
    holds(&[
        ("2021", "2021"),
        ("2021-03", "Mar 2021"),
        ("2021-03-15", "Mar 2021"),
        ("March 2021", "Mar 2021"),
        ("Mar 2021", "Mar 2021"),
        ("Mar. 2021", "Mar 2021"),
        ("MARCH, 2021", "Mar 2021"),
        ("march 2021.", "Mar 2021"),
        ("Sept 2021", "Sep 2021"),
        ("Sept. 2021", "Sep 2021"),
        ("03/2021", "Mar 2021"),
        ("3/2021", "Mar 2021"),
        ("03.2021", "Mar 2021"),
        ("03-2021", "Mar 2021"),
        ("2018-9-3", "Sep 2018"),
        ("2018-9", "Sep 2018"),
        ("2021.03", "Mar 2021"),
        ("2021. 3.", "Mar 2021"),
        ("2021/03", "Mar 2021"),
        ("2021/3/15", "Mar 2021"),
        ("15.03.2021", "Mar 2021"),
        ("5. 3. 2021", "Mar 2021"),
        ("3 March 2021", "Mar 2021"),
        ("3. March 2021", "Mar 2021"),
        ("March 3, 2021", "Mar 2021"),
        ("March 3rd, 2021", "Mar 2021"),
        ("the 3rd of March 2021", "the 3rd of March 2021"),
        ("3rd of March 2021", "Mar 2021"),
        ("15-Mar-2021", "Mar 2021"),
        ("Mar-2021", "Mar 2021"),
        ("Mar '21", "Mar 2021"),
        ("Mar ’98", "Mar 1998"),
        ("2021 March", "Mar 2021"),
        ("2021, March 15", "Mar 2021"),
        ("15 mars 2021", "Mar 2021"),
        ("1er avril 2020", "Apr 2020"),
        ("15 de marzo de 2021", "Mar 2021"),
        ("März 2021", "Mar 2021"),
        ("Maerz 2021", "Mar 2021"),
        ("Dezember 2019", "Dec 2019"),
        ("5 мая 2020", "May 2020"),
        ("май 2020 г.", "May 2020"),
        ("2021年3月", "Mar 2021"),
        ("2021年3月15日", "Mar 2021"),
        ("2021 年 3 月", "Mar 2021"),
        ("2021年", "2021"),
        ("２０２１年３月", "Mar 2021"),
        ("2021년 3월", "Mar 2021"),
        ("tháng 3 năm 2021", "Mar 2021"),
        ("Tháng 3/2021", "Mar 2021"),
        ("ngày 7 tháng 4 năm 2023", "Apr 2023"),
        ("7 באפריל 2023", "Apr 2023"),
        ("٢٠٢١", "2021"),
        ("مارس ٢٠٢١", "Mar 2021"),
        ("मार्च २०२१", "Mar 2021"),
        ("۷ آوریل ۲۰۲۳", "Apr 2023"),
        ("20210315", "Mar 2021"),
        ("2017-12-24T15:53:00", "Dec 2017"),
        ("2017-12-24T15:53:00.000Z", "Dec 2017"),
        ("2017-12-24 15:53:00 +0200", "Dec 2017"),
        (" 2021-03 ", "Mar 2021"),
        ("(2021)", "2021"),
    ]);
}

#[test]
fn two_dates_in_one_text_are_a_range() {
    holds(&[
        ("2021 – 2023", "2021 – 2023"),
        ("2021-2023", "2021 – 2023"),
        ("2021 -- 2023", "2021 – 2023"),
        ("2018--2020", "2018 – 2020"),
        ("2021—2023", "2021 – 2023"),
        ("2021/2023", "2021 – 2023"),
        ("2021 to 2023", "2021 – 2023"),
        ("from 2019 to 2021", "2019 – 2021"),
        ("2019 bis 2021", "2019 – 2021"),
        ("von 2019 bis 2021", "2019 – 2021"),
        ("de 2019 à 2021", "2019 – 2021"),
        ("od 2019 do 2021", "2019 – 2021"),
        ("с 2019 по 2021", "2019 – 2021"),
        ("2019年9月至2021年6月", "Sep 2019 – Jun 2021"),
        ("2019年9月～2021年6月", "Sep 2019 – Jun 2021"),
        ("2019년 9월 ~ 2021년 6월", "Sep 2019 – Jun 2021"),
        ("2021-03 to now", "Mar 2021 – Present"),
        ("2021 – present", "2021 – Present"),
        ("2021-present", "2021 – Present"),
        ("2021–Present", "2021 – Present"),
        ("2020 to date", "2020 – Present"),
        ("seit 2020", "2020 – Present"),
        ("2020 bis heute", "2020 – Present"),
        ("2020年3月至今", "Mar 2020 – Present"),
        ("2020年3月から現在", "Mar 2020 – Present"),
        ("Jan 2019 - Mar 2020", "Jan 2019 – Mar 2020"),
        ("Jan 2019-Mar 2020", "Jan 2019 – Mar 2020"),
        ("03/2019 - 05/2020", "Mar 2019 – May 2020"),
        ("03/2019-05/2020", "Mar 2019 – May 2020"),
        ("2019-03 - 2020-05", "Mar 2019 – May 2020"),
        ("2019-03-01/2020-05-31", "Mar 2019 – May 2020"),
        ("01.03.2019 – 31.05.2020", "Mar 2019 – May 2020"),
        ("Jun – Aug 2019", "Jun 2019 – Aug 2019"),
        ("Nov – Feb 2021", "Nov 2020 – Feb 2021"),
        ("2019/20", "2019 – 2020"),
        ("2019-20", "2019 – 2020"),
        ("2019–21", "2019 – 2021"),
        ("1999-00", "1999 – 2000"),
        ("1999/2000", "1999 – 2000"),
        ("2019-12", "Dec 2019"),
        ("2011-12", "Dec 2011"),
        ("since 2020", "2020 – Present"),
        ("2020 -", "2020 – Present"),
        ("2020–", "2020 – Present"),
        ("2020 onwards", "2020 – Present"),
        ("2020+", "2020 – Present"),
        ("Mar 2020 onwards", "Mar 2020 – Present"),
        ("Present", "Present"),
        ("Fall 2023 – Present", "Fall 2023 – Present"),
        ("Summer 2021 to Fall 2022", "Summer 2021 – Fall 2022"),
    ]);
}

#[test]
fn words_are_shown_as_they_stand() {
    for words in [
        "Summer 2021",
        "Q3 2021",
        "expected 2027",
        "ca. 1999",
        "~ 1999 or so",
        "to appear",
        "n.d.",
        "Fall 2023",
        "WS 2019/20",
        "until 2021",
        "Class of 2021",
        "2 years",
        "COVID-19",
        "mid-2019",
        "n/a",
        "Mar 21",
        "Spring '21",
        "2019, 2020 and 2021",
        "three weeks in 2021",
    ] {
        holds(&[(words, words)]);
    }
    let long = "a".repeat(400);
    holds(&[(&long, &long)]);
}

#[test]
fn the_end_of_what_goes_on_has_many_names() {
    for word in [
        "present",
        "Present",
        "Present.",
        "(present)",
        "PRESENT",
        "now",
        "today",
        "current",
        "Currently",
        "ongoing",
        "till now",
        "to date",
        "aktuell",
        "heute",
        "bis heute",
        "至今",
        "présent",
        "aujourd’hui",
        "aujourd'hui",
        "actualidad",
        "obecnie",
        "настоящее время",
        "по настоящее время",
        "現在",
        "현재",
        "halen",
        "nå",
        "حتى الآن",
        "वर्तमान",
        "היום",
        "- present",
        "until today",
        "hasta hoy",
        "à ce jour",
        "jelenleg",
        "sekarang",
        "nay",
        "heden",
        "oggi",
        "atual",
        "اکنون",
    ] {
        let (found, codes) = job(Some("2020"), Some(word));
        assert_eq!((found.as_str(), codes.as_slice()), ("2020 – Present", [].as_slice()), "{word}");
    }
}

#[test]
fn a_start_and_an_end_may_each_say_more_than_one_thing() {
    for (start, end, wanted) in [
        (Some("2019 – 2021"), None, "2019 – 2021"),
        (Some("2021-03 to now"), None, "Mar 2021 – Present"),
        (Some("since 2020"), None, "2020 – Present"),
        (Some("since 2020"), Some("2021"), "2020 – 2021"),
        (Some("2020 -"), Some("2021"), "2020 – 2021"),
        (None, Some("until 2021"), "2021"),
        (Some("2020"), Some("until 2021"), "2020 – 2021"),
        (Some("2020"), Some("- 2021"), "2020 – 2021"),
        (None, Some("2019 – 2021"), "2019 – 2021"),
        (Some("2019"), Some("2019 – 2021"), "2019 – 2021"),
        (Some("2019 – 2021"), Some("2021"), "2019 – 2021"),
        (Some("2019 – 2021"), Some("2023"), "2019 – 2021 – 2023"),
        (Some("Fall 2023"), None, "Fall 2023"),
        (Some("Fall 2023"), Some("Present"), "Fall 2023 – Present"),
        (Some("Summer 2019"), Some("Fall 2019"), "Summer 2019 – Fall 2019"),
        (Some("2023"), Some("expected 2027"), "2023 – expected 2027"),
        (Some("present"), None, "Present"),
        (None, Some("present"), "Present"),
        (Some("2020-03-15"), Some("2022-03-31"), "Mar 2020 – Mar 2022"),
        (Some("2020-03-01"), Some("2020-03-31"), "Mar 2020"),
    ] {
        let (found, codes) = job(start, end);
        assert_eq!((found.as_str(), codes.as_slice()), (wanted, [].as_slice()), "{start:?} {end:?}");
    }
}

#[test]
fn the_order_of_day_and_month_is_told_by_the_file_then_by_its_country() {
    let us = "\"basics\": {\"location\": {\"countryCode\": \"US\"}}, ";
    let germany = "\"basics\": {\"location\": {\"countryCode\": \"DE\"}}, ";
    let canada = "\"basics\": {\"location\": {\"countryCode\": \"CA\"}}, ";
    let month_first = "\"work\": [{\"private\": true, \"startDate\": \"08/15/2009\"}], ";
    let day_first = "\"work\": [{\"private\": true, \"startDate\": \"15-08-2009\"}], ";
    let both = "\"work\": [{\"private\": true, \"startDate\": \"15-08-2009\", \"endDate\": \"08/15/2009\"}], ";
    for (others, wanted) in [
        (month_first.to_owned(), "May 2008"),
        (day_first.to_owned(), "Jan 2008"),
        (us.to_owned(), "May 2008"),
        (germany.to_owned(), "Jan 2008"),
        (format!("{germany}{month_first}"), "May 2008"),
        ("\"meta\": {\"language\": \"de\"}, ".to_owned(), "Jan 2008"),
        ("\"meta\": {\"language\": \"en-US\"}, ".to_owned(), "May 2008"),
    ] {
        assert_eq!(award("05/01/2008", &others, "en"), (wanted.to_owned(), vec![]), "{others}");
    }
    for others in [String::new(), canada.to_owned(), both.to_owned(), format!("{us}{both}")] {
        let wanted = ("05/01/2008".to_owned(), vec!["ambiguous-date".to_owned()]);
        assert_eq!(award("05/01/2008", &others, "en"), wanted, "{others}");
    }
    assert_eq!(award("05/05/2008", "", "en"), ("May 2008".to_owned(), vec![]));
    assert_eq!(award("08/15/2009", germany, "en"), ("Aug 2009".to_owned(), vec![]));
    assert_eq!(award("05-01-2008", month_first, "en"), ("May 2008".to_owned(), vec![]));
    assert_eq!(award("05.01.2008", us, "en"), ("Jan 2008".to_owned(), vec![]));
}

#[test]
fn a_month_or_the_year_of_study_is_told_by_the_file() {
    let months = "\"work\": [{\"private\": true, \"startDate\": \"2018/03\"}], ";
    let years = "\"work\": [{\"private\": true, \"startDate\": \"2018/19\"}], ";
    assert_eq!(award("2009/10", months, "en"), ("Oct 2009".to_owned(), vec![]));
    assert_eq!(award("2009/10", years, "en"), ("2009 – 2010".to_owned(), vec![]));
    assert_eq!(award("2009/10", "", "en"), ("2009/10".to_owned(), vec!["ambiguous-date".to_owned()]));
}

#[test]
fn an_ambiguous_date_is_told_with_both_readings() {
    let text = "{\"awards\": [{\"title\": \"A\", \"date\": \"05/01/2008\"}]}";
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let id = sources.add("p.json", text);
    let node = parse(&sources, id, Format::Json, &mut diagnostics).expect("JSON");
    Profile::from_node(&node, &mut diagnostics);
    let told = diagnostics.iter().find(|it| it.code() == "ambiguous-date").expect("it is told").problem.to_string();
    assert_eq!(told, "`05/01/2008` can mean `2008-01-05` or `2008-05-01`; it is printed as written");
}

#[test]
fn of_an_impossible_date_the_possible_part_is_shown_and_told() {
    for (written, wanted) in [
        ("2020-00", "2020"),
        ("2021-02-31", "Feb 2021"),
        ("2019-19-39", "2019"),
        ("2023-13", "2023"),
        ("2020-00-00", "2020"),
        ("2020-05-00", "May 2020"),
        ("31/02/2021", "Feb 2021"),
        ("February 31, 2021", "Feb 2021"),
        ("13/2021", "2021"),
        ("2021-02-31T00:00:00Z", "Feb 2021"),
        ("99/99/9999", "99/99/9999"),
        ("12-34", "12-34"),
        ("05/01/08", "05/01/08"),
        ("0999", "0999"),
        ("20", "20"),
        ("-", "-"),
    ] {
        assert_eq!(award(written, "", "en"), (wanted.to_owned(), vec!["bad-date".to_owned()]), "{written}");
    }
}

#[test]
fn the_files_own_language_comes_before_all_others() {
    // `mart` is March in Turkish only; `lip` July in Polish only; `out` October in Portuguese only.
    for (written, language, wanted) in [
        ("mart 2021", "tr", "Mar 2021"),
        ("lip 2021", "pl", "Jul 2021"),
        ("out 2021", "pt", "Oct 2021"),
        ("März 2021", "de", "Mar 2021"),
    ] {
        let meta = format!("\"meta\": {{\"language\": \"{language}\"}}, ");
        assert_eq!(award(written, &meta, "en"), (wanted.to_owned(), vec![]), "{written}");
        assert_eq!(award(written, "", "en"), (wanted.to_owned(), vec![]), "{written} in a file of no language");
    }
}

#[test]
fn nothing_that_lies_ahead_is_the_date_that_ages_count_from() {
    let newest = |text: &str| profile(text).0.newest_date().map(|date| date.to_string());
    let text = r#"{"education": [{"institution": "A", "startDate": "2022-09", "endDate": "expected 2027"}],
        "publications": [{"name": "B", "releaseDate": "to appear"}, {"name": "C", "releaseDate": "Spring 2029"}],
        "work": [{"name": "D", "startDate": "Fall 2030"}]}"#;
    assert_eq!(newest(text).as_deref(), Some("2022-09"));
    assert_eq!(newest(r#"{"awards": [{"title": "A", "date": "2019 – 2021"}]}"#).as_deref(), Some("2021"));
    assert_eq!(newest(r#"{"awards": [{"title": "A", "date": "since 2019"}]}"#).as_deref(), Some("2019"));
}

#[test]
fn an_end_before_its_start_and_a_date_far_ahead_are_told() {
    assert_eq!(job(Some("2014-04"), Some("2014-03")), ("Apr 2014 – Mar 2014".into(), vec!["date-order".into()]));
    assert_eq!(job(Some("2014 – 2012"), None), ("2014 – 2012".into(), vec!["date-order".into()]));
    assert_eq!(job(Some("2014"), Some("Fall 2012")), ("2014 – Fall 2012".into(), vec!["date-order".into()]));
    assert_eq!(job(Some("2014-04"), Some("2014")), ("Apr 2014 – 2014".into(), vec![]));
    let meta = "\"meta\": {\"lastModified\": \"2021-05-01T10:00:00\"}, ";
    assert_eq!(award("2101", meta, "en"), ("2101".into(), vec!["date-ahead".into()]));
    assert_eq!(award("expected 2041", meta, "en"), ("expected 2041".into(), vec!["date-ahead".into()]));
    assert_eq!(award("2031-05-01", meta, "en"), ("May 2031".into(), vec![]));
    let meta = "\"meta\": {\"lastModified\": \"some day\"}, ";
    assert_eq!(award("2101", meta, "en"), ("2101".into(), vec!["unused-date".into()]));
}

#[test]
fn what_is_no_text_is_no_date() {
    for value in ["true", "[2021]", "{\"a\": 1}"] {
        let (_, codes) = profile(&format!("{{\"awards\": [{{\"title\": \"A\", \"date\": {value}}}]}}"));
        assert_eq!(codes, ["wrong-type"], "{value}");
    }
    assert_eq!(shown("{\"awards\": [{\"title\": \"A\", \"date\": 2021}]}", "en"), ("2021".into(), vec![]));
}

proptest! {
    #[test]
    fn any_text_in_a_date_is_shown_or_read(text in "\\PC{0,40}") {
        prop_assume!(!text.trim().is_empty());
        let (found, _) = award(&text, "", "en");
        prop_assert!(!found.is_empty());
        let read = text.chars().any(char::is_numeric) || found == "Present";
        prop_assert!(read || found == text.trim(), "{} is {}", text, found);
        job(Some(&text), Some(&text));
        job(Some(&text), None);
        job(None, Some(&text));
    }

    #[test]
    fn any_text_like_a_date_is_read_without_a_panic(
        text in "([0-9]{1,4}|Mar|march|bis|to|–|-|/|\\.|'| |年|月|至|3rd|present|سبتمبر|२|부터){1,8}"
    ) {
        prop_assume!(!text.trim().is_empty());
        let (found, _) = award(&text, "", "de");
        prop_assert!(!found.is_empty());
        let _ = crate::profile::split_range(&text);
    }

    #[test]
    fn what_the_official_schema_accepts_is_never_an_error(text in "[1-2][0-9]{3}(-[0-1][0-9](-[0-3][0-9])?)?") {
        let (found, codes) = award(&text, "", "en");
        prop_assert!(found.contains(&text[..4]));
        prop_assert!(codes.iter().all(|code| code == "bad-date"));
    }
}
