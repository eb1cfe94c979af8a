//! Publications: where one appeared, as it is cited, and the name that leads to it.

use url::Url;

use super::entries::keys;
use super::{Resolver, line, plain, url};
use crate::application::resume::{Doi, Line, Publication};
use crate::profile;

/// What DOIs are written with, in lower case.
const DOI_PREFIXES: [&str; 6] = ["https://", "http://", "dx.", "doi.org/", "doi:", "doi "];

impl Resolver<'_> {
    pub(super) fn publications(&mut self, entries: &[profile::Publication]) -> Vec<Publication> {
        let entries = entries.iter().filter(|entry| !entry.private);
        let resolved = entries.map(|entry| Publication {
            keys: keys(entry.id.as_ref(), &entry.x),
            name: self.line(entry.name.as_ref()),
            authors: self.lines(&entry.authors),
            publisher: self.venue(entry),
            kind: self.line(entry.kind.as_ref()),
            doi: entry.doi.as_ref().map(|doi| named(&line(&doi.0))),
            date: self.date(entry.release_date.as_ref()),
            url: url(entry.url.as_ref()),
            summary: self.blocks(entry.summary.as_ref()),
        });
        resolved
            .filter(|entry| {
                *entry != Publication { keys: entry.keys.clone(), url: entry.url.clone(), ..Publication::default() }
            })
            .collect()
    }

    /// `Journal 12(3), 45–67, Publisher, City`, as far as it is given.
    fn venue(&mut self, entry: &profile::Publication) -> Option<Line> {
        let journal = self.line(entry.journal.as_ref());
        let publisher = self.line(entry.publisher.as_ref());
        let publisher = publisher.filter(|line| journal.as_ref().is_none_or(|journal| journal.text != line.text));
        let (volume, issue) = (plain(entry.volume.as_ref()), plain(entry.issue.as_ref()));
        let pages = plain(entry.pages.as_ref());
        let place = self.location(entry.location.as_ref());
        let all = [&journal, &volume, &issue, &pages, &publisher, &place];
        let span = all.into_iter().flatten().find_map(|line| line.span);
        let text = |line: Option<Line>| line.map(|line| line.text);
        let issue = issue.map(|issue| format!("({})", issue.text)).unwrap_or_default();
        let number = format!("{}{issue}", text(volume).unwrap_or_default());
        let parts: Vec<String> = text(journal).into_iter().chain((!number.is_empty()).then_some(number)).collect();
        let journal = Some(parts.join(" ")).filter(|text| !text.is_empty());
        let parts = [journal, text(pages), text(publisher), text(place)];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(&self.locale.word("comma", &[]));
        (!text.is_empty()).then_some(Line { text, span })
    }
}

/// A DOI as it is cited, whichever way it was written; what has not the form of one stays as it is.
fn named(written: &Line) -> Doi {
    let mut name = written.text.as_str();
    for prefix in DOI_PREFIXES {
        let start = name.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix));
        name = start.map_or(name, |_| name[prefix.len()..].trim_start());
    }
    let is_doi = name.starts_with("10.") && name.contains('/') && !name.contains(char::is_whitespace);
    let address = || {
        let mut address = Url::parse("https://doi.org/").ok()?;
        address.set_path(name);
        Some(String::from(address))
    };
    match is_doi.then(address).flatten() {
        Some(url) => Doi { text: Line { text: format!("doi:{name}"), span: written.span }, url: Some(url) },
        None => Doi { text: written.clone(), url: None },
    }
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::application::resume::Line;

    #[test]
    fn a_doi_is_cited_alike_however_it_was_written() {
        for written in [
            "10.1000/xyz123",
            "doi:10.1000/xyz123",
            "DOI: 10.1000/xyz123",
            "https://doi.org/10.1000/xyz123",
            "http://dx.doi.org/10.1000/xyz123",
            "doi.org/10.1000/xyz123",
        ] {
            let doi = named(&Line { text: written.into(), span: None });
            assert_eq!(doi.text.text, "doi:10.1000/xyz123", "{written}");
            assert_eq!(doi.url.as_deref(), Some("https://doi.org/10.1000/xyz123"), "{written}");
        }
    }

    #[test]
    fn signs_of_a_doi_that_mean_something_in_a_url_are_escaped() {
        let doi = named(&Line { text: "10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#".into(), span: None });
        assert_eq!(doi.url.as_deref(), Some("https://doi.org/10.1002/(SICI)1097%3C1::AID-X%3E3.0.CO;2-%23"));
    }

    #[test]
    fn what_is_no_doi_is_shown_and_leads_nowhere() {
        let doi = named(&Line { text: "to appear".into(), span: None });
        assert_eq!((doi.text.text.as_str(), doi.url), ("to appear", None));
    }
}
