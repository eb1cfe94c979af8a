//! How to reach the person, each way in one line.

use super::{Resolver, line, plain, url};
use crate::application::resume::{Contact, ContactKind, Line};
use crate::profile::{Basics, Email, Location, NetworkProfile, Plain, WebUrl};

impl Resolver<'_> {
    /// The contacts, in a fixed order: place, e-mail, phone, website, profiles.
    pub(super) fn contacts(&mut self, basics: &Basics) -> Vec<Contact> {
        let mut contacts = Vec::new();
        let contact = |kind, network, text, url| Contact { kind, network, text, url };
        let place = self.location(basics.location.as_ref());
        contacts.extend(place.map(|place| contact(ContactKind::Location, None, place, None)));
        contacts.extend(emails(&basics.email));
        contacts.extend(phones(&basics.phone));
        for WebUrl(url) in basics.url.iter() {
            let text = Line { text: without_scheme(&url.value), span: Some(url.span) };
            contacts.push(contact(ContactKind::Website, None, text, Some(url.value.clone())));
        }
        for profile in basics.profiles.iter().filter(|profile| !profile.private) {
            let network = self.line(profile.network.as_ref());
            let text = self.profile_text(profile, network.as_ref());
            let url = url(profile.url.as_ref());
            contacts.extend(text.map(|text| contact(ContactKind::Profile, network, text, url)));
        }
        contacts
    }

    /// A place in one line.
    pub(super) fn location(&mut self, location: Option<&Location>) -> Option<Line> {
        self.place(location?)
    }

    /// What is shown of a profile at a network: its URL without the scheme, with the user name where that is not in it; else
    /// network and user name. Of a URL that is but the network's home page, the user name alone.
    fn profile_text(&self, profile: &NetworkProfile, network: Option<&Line>) -> Option<Line> {
        let user = plain(profile.username.as_ref());
        match (&profile.url, network, user) {
            (Some(WebUrl(url)), network, user) => {
                let address = without_scheme(&url.value);
                // A name at a server, `@ada@social.example`, is held where both are.
                let held = address.to_lowercase();
                let told = |user: &Line| user.text.to_lowercase().split('@').all(|part| held.contains(part));
                Some(match user.filter(|user| !told(user)) {
                    None => Line { text: address, span: Some(url.span) },
                    Some(user) if network.is_some() && !address.contains(['/', '?', '#']) => user,
                    Some(user) => Line { text: self.with_aside(&address, &user.text), span: Some(url.span) },
                })
            }
            (None, Some(network), Some(user)) => {
                let colon = self.locale.word("colon", &[]);
                Some(Line { text: format!("{}{colon}{}", network.text, user.text), span: user.span })
            }
            (None, network, user) => user.or_else(|| network.cloned()),
        }
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

/// E-mail addresses, each with what writes to it.
pub(super) fn emails(addresses: &[Email]) -> Vec<Contact> {
    let contact = |Email(address): &Email| Contact {
        kind: ContactKind::Email,
        network: None,
        text: line(address),
        url: Some(format!("mailto:{}", address.value)),
    };
    addresses.iter().map(contact).collect()
}

/// Phone numbers, each with what calls it.
pub(super) fn phones(numbers: &[Plain]) -> Vec<Contact> {
    let contact = |Plain(number): &Plain| Contact {
        kind: ContactKind::Phone,
        network: None,
        text: line(number),
        url: tel(&number.value),
    };
    numbers.iter().map(contact).collect()
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
