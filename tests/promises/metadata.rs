//! PDFs say what they are, can be read by machines, and meet the standards that are demanded.

use curricle::export::pdf::Standard;

use super::pdf::{Pdf, text};
use super::stage;

#[test]
fn the_profiles_have_one_to_three_pages_and_complete_metadata() {
    for input in stage::profiles() {
        for theme in stage::themes() {
            for paper in ["a4", "us-letter"] {
                let request = stage::request(&theme, None, &[&format!("paper={paper}")]);
                let case = format!("{} in {theme} on {paper}", input.name);
                let resume = stage::resume(&input, &request);
                let (bytes, pages, said) = stage::render(&input, &request);
                stage::assert_quiet(&case, &said);
                assert!((1..=3).contains(&pages), "{case}: {pages} pages");
                let pdf = Pdf::read(&bytes);
                assert_eq!(pdf.sizes().len(), pages, "{case}");
                let size = if paper == "a4" { (595.0, 842.0) } else { (612.0, 792.0) };
                assert!(pdf.sizes().iter().all(|page| *page == size), "{case}: {:?}", pdf.sizes());

                let document = &resume.document;
                assert_eq!(pdf.info(b"Title").as_ref(), Some(&document.title), "{case}");
                assert_eq!(pdf.info(b"Author"), document.author, "{case}");
                assert_eq!(document.author.is_some(), resume.name.is_some(), "{case}");
                assert_eq!(pdf.info(b"Keywords"), Some(document.keywords.join(", ")), "{case}");
                assert_eq!(pdf.info(b"Subject"), document.description, "{case}");
                let creator = concat!("curricle ", env!("CARGO_PKG_VERSION"));
                assert_eq!(pdf.info(b"Creator").as_deref(), Some(creator), "{case}");
                let date = document.date.unwrap_or_else(|| panic!("{case} has no `meta.lastModified`"));
                let date = format!("D:{:04}{:02}{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
                for key in [&b"CreationDate"[..], b"ModDate"] {
                    assert!(pdf.info(key).unwrap().starts_with(&date), "{case}: {:?}", pdf.info(key));
                }

                let catalog = pdf.catalog();
                assert_eq!(text(catalog.get(b"Lang").unwrap()), resume.language, "{case}");
                let marked = pdf.follow(catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
                assert!(marked.get(b"Marked").unwrap().as_bool().unwrap(), "{case}");
                let viewer = pdf.follow(catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
                assert!(viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap(), "{case}");
                let xmp = pdf.xmp();
                assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{case}: {xmp}");
                let title = document.title.replace('&', "&amp;").replace('<', "&lt;");
                assert!(xmp.contains(&title), "{case}: {xmp}");
            }
        }
    }
}

#[test]
fn headings_start_at_one_and_skip_no_level() {
    let mut inputs = stage::profiles();
    inputs.push(stage::input("data/samples/full.yaml"));
    inputs.push(stage::input_of("bare.yaml", "work: [{name: Acme, positions: [{position: A}, {position: B}]}]".into()));
    for input in inputs {
        for theme in stage::themes() {
            let (bytes, _, said) = stage::render(&input, &stage::request(&theme, None, &[]));
            assert!(said.iter().all(|found| found.code() != "not-accessible"), "{said}");
            let tags = Pdf::read(&bytes).tags();
            let levels: Vec<u32> =
                tags.iter().filter_map(|tag| tag.strip_prefix('H')).filter_map(|level| level.parse().ok()).collect();
            let case = format!("{} in {theme}: {levels:?}", input.name);
            assert_eq!(levels.first(), Some(&1), "{case}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{case}");
            assert!(tags.iter().any(|tag| tag == "LI") || input.name == "bare.yaml", "{case}");
        }
    }
}

#[test]
fn standards_that_are_demanded_are_met() {
    let sets: [&[Standard]; 4] =
        [&[Standard::Ua1], &[Standard::A2a], &[Standard::A3a], &[Standard::Ua1, Standard::A2a]];
    let mut inputs = stage::profiles();
    inputs.push(stage::input("data/samples/full.yaml"));
    for input in inputs {
        for theme in stage::themes() {
            for standards in sets {
                let mut request = stage::request(&theme, None, &[]);
                request.standards = standards.to_vec();
                let (bytes, _, said) = stage::render(&input, &request);
                stage::assert_quiet(&input.name, &said);
                let xmp = Pdf::read(&bytes).xmp();
                for standard in standards {
                    let claim = match standard {
                        Standard::Ua1 => "<pdfuaid:part>1</pdfuaid:part>",
                        Standard::A2a => "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
                        Standard::A3a => "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
                    };
                    assert!(xmp.contains(claim), "{} in {theme}, {standard}: {xmp}", input.name);
                }
            }
        }
    }
}
