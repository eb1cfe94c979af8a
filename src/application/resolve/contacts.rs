//! How to reach the person, each way in one line.

use super::{Resolver, line, plain, url};
use crate::application::resume::{Contact, ContactKind, Line};
use crate::profile::{Basics, Location, NetworkProfile};

impl Resolver<'_> {
    /// The contacts, in a fixed order: place, e-mail, phone, website, profiles.
    pub(super) fn contacts(&mut self, basics: &Basics) -> Vec<Contact> {
        let mut contacts = Vec::new();
        let mut push = |kind, network, text: Option<Line>, url| {
            contacts.extend(text.map(|text| Contact { kind, network, text, url }));
        };
        push(ContactKind::Location, None, basics.location.as_ref().and_then(|place| self.place(place)), None);
        if let Some(email) = &basics.email {
            push(ContactKind::Email, None, Some(line(&email.0)), Some(format!("mailto:{}", email.0.value)));
        }
        let phone = plain(basics.phone.as_ref());
        let number = phone.as_ref().and_then(|phone| tel(&phone.text));
        push(ContactKind::Phone, None, phone, number);
        let website =
            basics.url.as_ref().map(|url| Line { text: without_scheme(&url.0.value), span: Some(url.0.span) });
        push(ContactKind::Website, None, website, url(basics.url.as_ref()));
        for profile in basics.profiles.iter().filter(|profile| !profile.private) {
            let network = self.line(profile.network.as_ref());
            let text = profile_text(profile, network.as_ref(), &self.locale.word("colon", &[]));
            push(ContactKind::Profile, network, text, url(profile.url.as_ref()));
        }
        contacts
    }

    /// Street, postal code and city, region, country, as far as they are given.
    fn place(&mut self, place: &Location) -> Option<Line> {
        let address = self.line(place.address.as_ref());
        let city = self.line(place.city.as_ref());
        let postal_code = plain(place.postal_code.as_ref());
        let region = self.line(place.region.as_ref());
        let country = place.country_code.as_ref().map(|code| line(&code.0));
        let span = [&city, &address, &region, &postal_code, &country].into_iter().flatten().find_map(|line| line.span);
        let town = [postal_code, city].into_iter().flatten().map(|line| line.text).collect::<Vec<_>>().join(" ");
        let parts =
            [address.map(|line| line.text), Some(town), region.map(|line| line.text), country.map(|line| line.text)];
        let text = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(&self.locale.word("comma", &[]));
        (!text.is_empty()).then_some(Line { text, span })
    }
}

/// What is shown of a profile at a network: its URL without the scheme, else network and user name.
fn profile_text(profile: &NetworkProfile, network: Option<&Line>, colon: &str) -> Option<Line> {
    let username = plain(profile.username.as_ref());
    match (&profile.url, network, username) {
        (Some(url), ..) => Some(Line { text: without_scheme(&url.0.value), span: Some(url.0.span) }),
        (None, Some(network), Some(user)) => {
            Some(Line { text: format!("{}{colon}{}", network.text, user.text), span: user.span })
        }
        (None, network, user) => user.or_else(|| network.cloned()),
    }
}

/// A URL as people read it: without scheme and without a slash at the end.
pub(super) fn without_scheme(url: &str) -> String {
    let start = url.find("://").map_or(0, |index| index + 3);
    url[start..].trim_end_matches('/').to_owned()
}

/// The `tel:` URL (RFC 3966) of a phone number, if it has digits and nothing that is not part of one.
fn tel(number: &str) -> Option<String> {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let plain = number.chars().all(|c| c.is_ascii_digit() || "+-./() \u{a0}".contains(c));
    (plain && dialled.len() >= 3).then(|| format!("tel:{dialled}"))
}

#[cfg(test)]
mod tests {
    use super::{tel, without_scheme};

    #[test]
    fn urls_are_shown_without_scheme() {
        assert_eq!(without_scheme("https://www.linkedin.com/in/rajat-jog/"), "www.linkedin.com/in/rajat-jog");
        assert_eq!(without_scheme("http://example.org/?q=a"), "example.org/?q=a");
    }

    #[test]
    fn only_numbers_can_be_dialled() {
        assert_eq!(tel("+49 (0)30 123-45").as_deref(), Some("tel:+4903012345"));
        assert_eq!(tel("on request"), None);
        assert_eq!(tel("030 123 ext. 4"), None);
    }
}
