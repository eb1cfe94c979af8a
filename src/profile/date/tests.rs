//! That what a locale writes is read, and which texts are split.

use super::*;
use crate::diagnostic::Diagnostics;
use crate::locale::{DateParts, DateStyle, Locale};
use crate::source::{Format, Sources, parse};

#[test]
fn every_form_that_a_locale_writes_is_read_back() {
    for tag in Locale::known() {
        let locale = Locale::built_in(tag).expect("built in");
        let text = format!("{{\"meta\": {{\"language\": \"{tag}\"}}}}");
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.json", &*text);
        let node = parse(&sources, id, Format::Json, &mut diagnostics).expect("JSON");
        for reading in [DateReading::of(&node), DateReading::unknown()] {
            let own = reading.order.is_some() || tag != "vi";
            let date_of = |text: &str| match read::read(text, &reading) {
                read::Read { said: read::Said::Point(Moment::Known(date)), doubt: None } => Some(date),
                _ => None,
            };
            for month in 1..=12 {
                for day in [None, Some(1), Some(9), Some(28)] {
                    let parts = DateParts { year: 2023, month: Some(month), day };
                    let wanted = PartialDate { year: 2023, month: Some(month), day };
                    let mut forms = vec![locale.long_date(parts), locale.date(parts, DateStyle::Iso)];
                    if own {
                        forms.push(locale.date(parts, DateStyle::Day));
                    }
                    for form in forms {
                        let found = PartialDate::parse(&form).or_else(|| date_of(&form));
                        assert_eq!(found, Some(wanted), "{tag}: {form}");
                    }
                    let start = DateParts { year: 2021, month: Some(month), day: None };
                    for end in [None, Some(DateParts { day: None, ..parts })] {
                        let range = locale.range(Some(start), end, DateStyle::Month);
                        let read = read::read(&range, &reading);
                        let read::Said::Stretch(Moment::Known(from), to) = read.said else {
                            panic!("{tag}: {range}: {read:?}");
                        };
                        assert_eq!((from.year, from.month), (2021, Some(month)), "{tag}: {range}");
                        assert_eq!(
                            to.and_then(|to| to.known()).map(|to| to.year),
                            end.map(|end| end.year),
                            "{tag}: {range}"
                        );
                    }
                }
            }
            assert_eq!(
                date_of(&locale.date(DateParts { year: 2023, month: None, day: None }, DateStyle::Month))
                    .map(|it| it.year),
                Some(2023),
                "{tag}"
            );
            assert_eq!(read::read(&locale.dates.present, &reading).said, read::Said::Now, "{tag}");
        }
    }
}

#[test]
fn a_range_is_split_where_each_side_says_what_it_means() {
    let split = |text: &str| split_range(text).map(|(start, end)| (text[start].to_owned(), text[end].to_owned()));
    let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    for (text, wanted) in [
        ("2021 – 2023", pair("2021", "2023")),
        (" 2021 -- 2023 ", pair("2021", "2023")),
        ("2021-03 to now", pair("2021-03", "now")),
        ("Jan 2019 - Mar 2020", pair("Jan 2019", "Mar 2020")),
        ("2019 bis heute", pair("2019", "heute")),
        ("2019年9月至2021年6月", pair("2019年9月", "2021年6月")),
        ("2019-2021", pair("2019", "2021")),
        ("Fall 2023 – Present", pair("Fall 2023", "Present")),
        ("2021-03", None),
        ("2021-03-15", None),
        ("03-2021", None),
        ("2019-20", None),
        ("2020 -", None),
        ("since 2020", None),
        ("Summer 2021", None),
        ("", None),
    ] {
        assert_eq!(split(text), wanted, "{text}");
    }
}
