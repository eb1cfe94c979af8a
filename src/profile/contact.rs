//! Addresses: e-mail, web, countries, and the ids that entries are addressed by.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use url::Host;

use super::decode::{Decode, Decoder};
use super::link::{NoLink, link_target};
use super::schema::one_line;
use super::shape::Shape;
use super::text::{Plain, Text};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::locale::countries;
use crate::source::{Data, Node, Style};

/// An e-mail address, or what somebody wrote in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Email {
    /// The text as it was written.
    pub text: Text,
    /// Whether it could receive mail: a local part, `@`, and a domain with a dot.
    pub works: bool,
}

/// A web address, or what somebody wrote in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct WebUrl {
    /// The text as it was written.
    pub text: Text,
    /// The URL that it leads to, with scheme `http` or `https`; none where it leads nowhere.
    pub target: Option<String>,
}

/// A country by its code or its name.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryCode {
    /// The text as it was written.
    pub text: Text,
    /// The ISO 3166-1 alpha-2 code; none where no country is known by that text.
    pub code: Option<&'static str>,
}

/// Countries within one that has the code; who names them does not mean the whole.
const WITHIN: [&str; 4] = ["England", "Scotland", "Wales", "Northern Ireland"];

impl Email {
    /// The URL that a mail is written to.
    #[must_use]
    pub fn target(&self) -> Option<String> {
        self.works.then(|| format!("mailto:{}", self.text.value))
    }
}

impl WebUrl {
    /// The address as people read it: without scheme and without a slash at the end.
    #[must_use]
    pub fn shown(&self) -> &str {
        let text = self.text.value.as_str();
        if self.target.is_none() {
            return text;
        }
        let start = text.find("//").filter(|start| !text[..*start].contains('/')).map_or(0, |start| start + 2);
        Some(text[start..].trim_end_matches('/')).filter(|text| !text.is_empty()).unwrap_or(text)
    }
}

impl CountryCode {
    /// The name of the country in a bundled language; the text where no country is known by it.
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        let text = self.text.value.as_str();
        let within = WITHIN.iter().any(|name| name.eq_ignore_ascii_case(text));
        let name = self.code.filter(|_| !within).and_then(|code| countries::name(code, language));
        name.unwrap_or(text)
    }
}

/// The name by which an entry can be addressed: letters, digits, `-` and `_`. One that is all digits is kept but addresses
/// nothing, since a number means a position.
#[derive(Debug, Clone, PartialEq)]
pub struct Id(pub Text);

/// The path of an image, relative to the folder of the file that names it, as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct ImagePath(pub Text);

/// What is wrong with an e-mail address, if anything.
fn email_fault(address: &str) -> Option<&'static str> {
    let Some((local, domain)) = address.rsplit_once('@') else { return Some("there is no `@`") };
    let is_special = |c: char| c.is_whitespace() || c.is_control() || "()<>[],;:\\\"@".contains(c);
    if address.contains(char::is_whitespace) {
        Some("there is a space in it")
    } else if local.is_empty() {
        Some("there is nothing before the `@`")
    } else if local.contains('@') {
        Some("there are two `@`")
    } else if local.contains(is_special) || local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        Some("the part before the `@` is malformed")
    } else if domain.is_empty() {
        Some("there is nothing after the `@`")
    } else if !matches!(Host::parse(domain), Ok(Host::Domain(_))) || domain.starts_with('.') || domain.contains("..") {
        Some("the domain is malformed")
    } else if !domain.trim_end_matches('.').contains('.') {
        Some("the domain has no dot")
    } else {
        None
    }
}

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && !text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Decode for Email {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Plain::decode(node, decoder)?.0;
        let fault = email_fault(&text.value);
        if let Some(reason) = fault {
            decoder.report(text.span, Problem::BadEmail { found: text.value.clone(), reason });
        }
        Some(Self { text, works: fault.is_none() })
    }
}

impl Decode for WebUrl {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Plain::decode(node, decoder)?.0;
        let target = match link_target(&text.value) {
            Ok(target) => Some(target),
            Err(NoLink { reason, repaired }) => {
                // Elsewhere a URL is only where a title leads.
                let shown = decoder.is_under("basics");
                decoder.report(text.span, Problem::BadUrl { found: text.value.clone(), reason, repaired, shown });
                None
            }
        };
        Some(Self { text, target })
    }
}

impl Decode for CountryCode {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Plain::decode(node, decoder)?.0;
        let code = countries::code(&text.value);
        if code.is_none() {
            decoder.report(text.span, Problem::BadCountry { found: text.value.clone() });
        }
        Some(Self { text, code })
    }
}

impl Decode for Id {
    const SHAPE: &'static Shape = &Shape::Scalar;

    /// Reads an id. Ids of other tools, which may be any text, do no harm: one that cannot be addressed is warned about
    /// where it was typed as a name, without quotes.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let id = Self(Plain::decode(node, decoder)?.0);
        if id.is_number() || is_id(&id.0.value) {
            return Some(id);
        }
        if matches!(node.data, Data::Scalar { style: Style::Plain, .. }) {
            let problem = Problem::BadId { found: id.0.value };
            decoder.push(Diagnostic::at(id.0.span, problem).with_severity(Severity::Warning));
        }
        None
    }
}

impl Id {
    /// Tells whether it is all digits, and so addresses nothing.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.0.value.bytes().all(|byte| byte.is_ascii_digit())
    }
}

impl Decode for ImagePath {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Plain::decode(node, decoder).map(|plain| Self(plain.0))
    }
}

macro_rules! string_schema {
    ($name:ident, $schema:tt) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                one_line(serde_json::json!($schema))
            }
        }
    };
}

string_schema!(Email, { "description": "As in `name@example.org`; other text is shown without a link." });
string_schema!(WebUrl, { "description": "`https://` may be left out; what is no address is shown without a link." });
string_schema!(CountryCode, {});
string_schema!(Id, { "description": "Letters, digits, `-` and `_`. A number is kept, but addresses nothing." });
string_schema!(ImagePath, { "description": "The path of a PNG, JPEG, GIF, WebP or SVG file, relative to the folder of this file." });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Span};
    use crate::source::{Data, Style};

    #[test]
    fn addresses_that_work_are_told_from_others() {
        for address in ["a@b.org", "ada.lovelace+cv@mail.example.co.uk", "jörg@münchen.de", "x_1@exa-mple.io"] {
            assert_eq!(email_fault(address), None, "{address}");
        }
        for address in
            ["a", "a@", "@b.org", "a b@c.org", "a@b", "a@@b.org", "a.@b.org", "a@b..org", "<a@b.org>", "a@b c.org"]
        {
            assert!(email_fault(address).is_some(), "{address}");
        }
    }

    fn decoded<T: Decode>(text: &str, found: &mut Diagnostics) -> T {
        let span = Span::new(crate::diagnostic::SourceId(0), 0..0);
        let node = Node { span, data: Data::Scalar { text: text.to_owned(), style: Style::Plain } };
        T::decode(&node, &mut Decoder::new(found)).expect("text is never refused")
    }

    #[test]
    fn an_address_is_shown_without_scheme_and_any_other_text_as_it_is() {
        for (text, shown) in [
            ("https://www.linkedin.com/in/rajat-jog/", "www.linkedin.com/in/rajat-jog"),
            ("http://example.org/?q=a", "example.org/?q=a"),
            ("//example.org", "example.org"),
            ("github.com/me//x", "github.com/me//x"),
            ("@me", "@me"),
            ("ftp://example.org/", "ftp://example.org/"),
        ] {
            assert_eq!(decoded::<WebUrl>(text, &mut Diagnostics::new()).shown(), shown);
        }
    }

    #[test]
    fn what_is_no_address_is_kept_with_a_warning() {
        let mut found = Diagnostics::new();
        assert_eq!(decoded::<WebUrl>("@me", &mut found).target, None);
        assert_eq!(decoded::<Email>("on request", &mut found).target(), None);
        assert_eq!(decoded::<CountryCode>("Atlantis", &mut found).name("en"), "Atlantis");
        let codes: Vec<_> = found.iter().map(|it| (it.code(), it.severity)).collect();
        let warning = crate::diagnostic::Severity::Warning;
        assert_eq!(codes, [("bad-url", warning), ("bad-email", warning), ("bad-country", warning)]);
    }

    #[test]
    fn a_country_is_named_in_the_language_wanted() {
        for (text, language, name) in [
            ("de", "en", "Germany"),
            ("Germany", "de", "Deutschland"),
            ("UK", "fr", "Royaume-Uni"),
            ("Scotland", "en", "Scotland"),
        ] {
            let mut found = Diagnostics::new();
            assert_eq!(decoded::<CountryCode>(text, &mut found).name(language), name);
            assert!(found.is_empty(), "{text}");
        }
    }
}
