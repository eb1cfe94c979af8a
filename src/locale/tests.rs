//! Tests of the locales: that each is whole, and that dates and durations read as they should.

use std::collections::BTreeSet;

use super::{DateParts, DateStyle, Direction, FILES, Locale, PluralCategory, fill};

fn parts(year: u16, month: Option<u8>, day: Option<u8>) -> DateParts {
    DateParts { year, month, day }
}

fn locale(tag: &str) -> &'static Locale {
    Locale::built_in(tag).unwrap_or_else(|| panic!("{tag} is built in"))
}

#[test]
fn every_locale_is_complete() {
    let english = Locale::english();
    for (tag, text) in FILES {
        let locale: Locale = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{tag}: {error}"));
        assert_eq!(locale.language, tag);
        assert!(locale.sections.keys().eq(english.sections.keys()), "{tag}: sections");
        assert!(locale.words.keys().eq(english.words.keys()), "{tag}: words");
        assert!(locale.stand_ins.keys().eq(english.stand_ins.keys()), "{tag}: stand-ins");
        let months = &locale.months;
        let genitive = months.genitive.iter().flat_map(|names| names.long.iter().chain(&names.short));
        let words = locale.sections.values().chain(locale.words.values()).chain(&months.long).chain(&months.short);
        assert!(words.chain(genitive).all(|word| !word.trim().is_empty()), "{tag}: an empty word");
        let places = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
        };
        for (key, word) in &locale.words {
            assert_eq!(places(word), places(&english.words[key]), "{tag}: places of {key}");
        }
        for (key, word) in &locale.stand_ins {
            assert_eq!(places(word), places(&english.stand_ins[key]), "{tag}: places of {key}");
        }
        let dates = &locale.dates;
        let held = |text: &str, wanted: &[&str]| {
            let places: Vec<String> = places(text).into_iter().map(|place| place.replace("dd", "day")).collect();
            assert_eq!(places, wanted, "{tag}: {text}");
        };
        held(&dates.year, &["year"]);
        held(&dates.month, &["month", "year"]);
        held(&dates.long_month, &["month", "year"]);
        held(&dates.day, &["day", "month", "year"]);
        held(&dates.long, &["day", "month", "year"]);
        held(&dates.range, &["end", "start"]);
        held(&dates.present, &[]);
        held(&locale.durations.join, &["months", "years"]);
        held(&locale.durations.beside, &["dates", "duration"]);
        assert!(locale.digits.as_ref().is_none_or(|digits| digits.chars().count() == 10), "{tag}: ten digits");
        assert_eq!(locale.direction, Direction::of(tag), "{tag}");
    }
}

#[test]
fn every_locale_file_is_built_in_and_one_for_each_language_promised() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/locales");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.iter().map(String::as_str).eq(Locale::known()));
    let languages: BTreeSet<&str> = Locale::known().map(|tag| tag.split('-').next().unwrap_or(tag)).collect();
    assert_eq!(languages.len(), 24);
}

#[test]
fn the_months_of_a_language_are_told_apart() {
    for tag in Locale::known() {
        let months = &locale(tag).months;
        let genitive = months.genitive.iter().flat_map(|names| [&names.long, &names.short]);
        for names in [&months.long, &months.short].into_iter().chain(genitive) {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 12, "{tag}: {names:?}");
        }
    }
}

#[test]
fn every_locale_has_exactly_the_plurals_that_its_language_needs() {
    for tag in Locale::known() {
        let needed: BTreeSet<PluralCategory> = (1..=1000).map(|number| PluralCategory::of(number, tag)).collect();
        let durations = &locale(tag).durations;
        for (unit, forms) in [("years", &durations.years), ("months", &durations.months)] {
            assert_eq!(forms.keys().copied().collect::<BTreeSet<_>>(), needed, "{tag}: {unit}");
            for (category, form) in forms {
                // Singular and dual may be in the word itself.
                let worded = matches!(category, PluralCategory::One | PluralCategory::Two);
                assert!(form.contains("{count}") || worded, "{tag}: {unit}: {form}");
            }
        }
    }
}

#[test]
fn a_region_falls_back_on_its_language_and_an_old_code_on_the_new_one() {
    let found = |tag: &str| Locale::built_in(tag).map(|locale| locale.language.as_str());
    for (tag, wanted) in [
        ("de-AT", "de"),
        ("EN-us", "en"),
        ("pt_BR", "pt"),
        ("no", "nb"),
        ("iw-IL", "he"),
        ("zh-CN", "zh"),
        ("zh-Hans-CN", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-hant-HK", "zh-Hant"),
    ] {
        assert_eq!(found(tag), Some(wanted), "{tag}");
    }
    assert_eq!(found("xx"), None);
    assert_eq!(found(""), None);
}

#[test]
fn the_direction_of_a_language_without_words_is_known() {
    assert_eq!(Direction::of("ur-PK"), Direction::Rtl);
    assert_eq!(Direction::of("az-Arab"), Direction::Rtl);
    assert_eq!(Direction::of("ur-Latn"), Direction::Ltr);
    assert_eq!(Direction::of("cs"), Direction::Ltr);
}

#[test]
fn dates_are_worded_as_precisely_as_known() {
    let (english, german) = (Locale::english(), locale("de"));
    let day = parts(2023, Some(4), Some(7));
    assert_eq!(english.date(day, DateStyle::Month), "Apr 2023");
    assert_eq!(english.date(day, DateStyle::Day), "7 Apr 2023");
    assert_eq!(german.date(day, DateStyle::Day), "7. Apr. 2023");
    assert_eq!(english.date(parts(2023, Some(4), None), DateStyle::Day), "Apr 2023");
    assert_eq!(english.date(day, DateStyle::Year), "2023");
    assert_eq!(english.date(day, DateStyle::Iso), "2023-04-07");
    assert_eq!(english.date(parts(2023, None, None), DateStyle::Month), "2023");
}

#[test]
fn a_letter_has_its_date_in_full() {
    let day = parts(2023, Some(4), Some(7));
    for (tag, wanted) in [
        ("en", "7 April 2023"),
        ("de", "7. April 2023"),
        ("fr", "7 avril 2023"),
        ("es", "7 de abril de 2023"),
        ("pl", "7 kwietnia 2023"),
        ("uk", "7 квітня 2023 р."),
        ("ru", "7 апреля 2023 г."),
        ("hu", "2023. április 7."),
        ("he", "7 באפריל 2023"),
        ("fa", "۷ آوریل ۲۰۲۳"),
        ("ja", "2023年4月7日"),
        ("ko", "2023년 4월 7일"),
        ("vi", "ngày 7 tháng 4 năm 2023"),
    ] {
        assert_eq!(locale(tag).long_date(day), wanted, "{tag}");
    }
    assert_eq!(locale("pl").long_date(parts(2023, Some(4), None)), "kwiecień 2023");
    assert_eq!(locale("pl").long_date(parts(2023, None, None)), "2023");
    assert_eq!(locale("fr").long_date(parts(2023, Some(4), Some(1))), "1er avril 2023");
}

#[test]
fn months_stand_in_the_form_that_the_date_asks_for() {
    let russian = locale("ru");
    assert_eq!(russian.date(parts(2023, Some(5), None), DateStyle::Month), "май 2023");
    assert_eq!(russian.date(parts(2023, Some(5), Some(7)), DateStyle::Day), "7 мая 2023");
    assert_eq!(locale("vi").date(parts(2023, Some(5), Some(7)), DateStyle::Day), "07/05/2023");
}

#[test]
fn ranges_show_the_present_and_never_repeat_a_date() {
    let english = Locale::english();
    let (start, end) = (parts(2022, Some(3), None), parts(2023, Some(4), None));
    assert_eq!(english.range(Some(start), Some(end), DateStyle::Month), "Mar 2022 – Apr 2023");
    assert_eq!(english.range(Some(start), None, DateStyle::Month), "Mar 2022 – Present");
    assert_eq!(english.range(None, None, DateStyle::Month), "Present");
    assert_eq!(english.range(Some(start), Some(parts(2022, Some(9), None)), DateStyle::Year), "2022");
    assert_eq!(locale("ar").range(Some(start), None, DateStyle::Month), "مارس 2022 – حتى الآن");
    assert_eq!(locale("ja").range(Some(start), None, DateStyle::Month), "2022年3月～現在");
}

#[test]
fn durations_take_the_plural_of_their_numbers() {
    for (tag, months, wanted) in [
        ("en", 40, "3 years 4 months"),
        ("en", 12, "1 year"),
        ("en", 1, "1 month"),
        ("de", 27, "2 Jahre 3 Monate"),
        ("pl", 13, "1 rok i 1 miesiąc"),
        ("pl", 27, "2 lata i 3 miesiące"),
        ("pl", 65, "5 lat i 5 miesięcy"),
        ("pl", 264, "22 lata"),
        ("ru", 253, "21 год 1 месяц"),
        ("uk", 135, "11 років 3 місяці"),
        ("he", 26, "שנתיים, חודשיים"),
        ("he", 40, "3 שנים, 4 חודשים"),
        ("ar", 14, "سنة وشهران"),
        ("ar", 143, "11 سنة و11 شهرًا"),
        ("fa", 40, "۳ سال و ۴ ماه"),
        ("ja", 40, "3年4か月"),
        ("hi", 13, "1 वर्ष 1 महीना"),
    ] {
        assert_eq!(locale(tag).duration(months), wanted, "{tag}");
    }
    assert_eq!(Locale::english().with_duration("2020 – 2021", 14), "2020 – 2021 (1 year 2 months)");
}

#[test]
fn values_bring_no_places_of_their_own() {
    assert_eq!(fill("Photo of {name}", &[("name", "{name} {x}")]), "Photo of {name} {x}");
    assert_eq!(fill("{odd} {", &[]), "{odd} {");
}

#[test]
fn a_language_is_guessed_from_its_own_name_or_a_slip() {
    for (word, tag) in [
        ("deutsch", "de"),
        ("polsky", "pl"),
        ("dee", "de"),
        ("日本語", "ja"),
        ("zh-hantt", "zh-Hant"),
        ("Espanol", "es"),
    ] {
        assert_eq!(Locale::near(word), Some(tag), "{word}");
    }
    assert_eq!(Locale::near("klingon"), None);
}
