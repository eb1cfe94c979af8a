//! How to reach the person, each way in one line.

use super::address::Address;
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
        let websites =
            basics.url.iter().map(|url| contact(ContactKind::Website, None, web_line(url), url.target.clone()));
        contacts.extend(websites);
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
            (Some(url), network, user) => {
                let address = url.shown().to_owned();
                // A name at a server, `@ada@social.example`, is held where both are.
                let held = address.to_lowercase();
                let told = |user: &Line| user.text.to_lowercase().split('@').all(|part| held.contains(part));
                Some(match user.filter(|user| !told(user)) {
                    None => Line { text: address, span: Some(url.text.span) },
                    Some(user) if network.is_some() && !address.contains(['/', '?', '#']) => user,
                    Some(user) => Line { text: self.with_aside(&address, &user.text), span: Some(url.text.span) },
                })
            }
            (None, Some(network), Some(user)) => {
                let colon = self.locale.word("colon", &[]);
                Some(Line { text: format!("{}{colon}{}", network.text, user.text), span: user.span })
            }
            (None, network, user) => user.or_else(|| network.cloned()),
        }
    }

    /// Where somebody or something is, in one line: street, city, region and country as far as they are given, in the order of
    /// the country.
    fn place(&mut self, place: &Location) -> Option<Line> {
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

/// E-mail addresses, each with what writes to it.
pub(super) fn emails(addresses: &[Email]) -> Vec<Contact> {
    let contact = |address: &Email| Contact {
        kind: ContactKind::Email,
        network: None,
        text: line(&address.text),
        url: address.target(),
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
