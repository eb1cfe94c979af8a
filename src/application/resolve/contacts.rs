//! How to reach the person, each way in one line.

use super::address::Address;
use super::{Resolver, line, plain, url};
use crate::application::resume::{Contact, ContactKind, Line};
use crate::profile::{Basics, Location, NetworkProfile, WebUrl};

impl Resolver<'_> {
    /// The contacts, in a fixed order: place, e-mail, phone, website, profiles.
    pub(super) fn contacts(&mut self, basics: &Basics) -> Vec<Contact> {
        let mut contacts = Vec::new();
        let mut push = |kind, network, text: Option<Line>, url| {
            contacts.extend(text.map(|text| Contact { kind, network, text, url }));
        };
        push(ContactKind::Location, None, basics.location.as_ref().and_then(|place| self.place(place)), None);
        if let Some(email) = &basics.email {
            push(ContactKind::Email, None, Some(line(&email.text)), email.target());
        }
        let phone = plain(basics.phone.as_ref());
        let number = phone.as_ref().and_then(|phone| tel(&phone.text));
        push(ContactKind::Phone, None, phone, number);
        let website = basics.url.as_ref().map(web_line);
        push(ContactKind::Website, None, website, url(basics.url.as_ref()));
        for profile in basics.profiles.iter().filter(|profile| !profile.private) {
            let network = self.line(profile.network.as_ref());
            let text = profile_text(profile, network.as_ref(), &self.locale.word("colon", &[]));
            push(ContactKind::Profile, network, text, url(profile.url.as_ref()));
        }
        contacts
    }

    /// Where somebody or something is, in one line: street, city, region and country as far as they are given, in the order of
    /// the country.
    pub(super) fn place(&mut self, place: &Location) -> Option<Line> {
        let address = self.line(place.address.as_ref());
        let city = self.line(place.city.as_ref());
        let postal_code = plain(place.postal_code.as_ref());
        let region = self.line(place.region.as_ref());
        let country = place.country_code.as_ref();
        let country_span = country.map(|country| country.text.span);
        let lines = [&city, &address, &region, &postal_code].into_iter().flatten();
        let span = lines.filter_map(|line| line.span).chain(country_span).next();
        let text = |line: Option<Line>| line.map(|line| line.text);
        let address = Address {
            street: text(address),
            postal_code: text(postal_code),
            city: text(city),
            region: text(region),
            code: country.and_then(|country| country.code).map(str::to_owned),
            country: country.map(|country| country.name(&self.locale.language).to_owned()),
        };
        let text = address.line(&self.locale.word("comma", &[]));
        (!text.is_empty()).then_some(Line { text, span })
    }
}

/// What is shown of a profile at a network: its URL without the scheme, else network and user name.
fn profile_text(profile: &NetworkProfile, network: Option<&Line>, colon: &str) -> Option<Line> {
    let username = plain(profile.username.as_ref());
    match (&profile.url, network, username) {
        (Some(url), ..) => Some(web_line(url)),
        (None, Some(network), Some(user)) => {
            Some(Line { text: format!("{}{colon}{}", network.text, user.text), span: user.span })
        }
        (None, network, user) => user.or_else(|| network.cloned()),
    }
}

/// A web address as people read it, or the text in its place.
pub(super) fn web_line(url: &WebUrl) -> Line {
    Line { text: url.shown().to_owned(), span: Some(url.text.span) }
}

/// The `tel:` URL (RFC 3966) of a phone number, if it has digits and nothing that is not part of one.
fn tel(number: &str) -> Option<String> {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let plain = number.chars().all(|c| c.is_ascii_digit() || "+-./() \u{a0}".contains(c));
    (plain && dialled.len() >= 3).then(|| format!("tel:{dialled}"))
}

#[cfg(test)]
mod tests {
    use super::tel;

    #[test]
    fn only_numbers_can_be_dialled() {
        assert_eq!(tel("+49 (0)30 123-45").as_deref(), Some("tel:+4903012345"));
        assert_eq!(tel("on request"), None);
        assert_eq!(tel("030 123 ext. 4"), None);
    }
}
