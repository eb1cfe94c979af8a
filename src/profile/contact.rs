//! Addresses: e-mail, web, countries, and the ids that entries are addressed by.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use url::{Host, Url};

use super::decode::{Decode, Decoder};
use super::shape::Shape;
use super::text::{Plain, Text};
use crate::diagnostic::{Problem, Span};
use crate::source::Node;

/// An e-mail address that could receive mail: a local part, `@`, and a domain with a dot.
#[derive(Debug, Clone, PartialEq)]
pub struct Email(pub Text);

/// A URL with scheme `http` or `https`, as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct WebUrl(pub Text);

/// A country by its ISO 3166-1 alpha-2 code, in upper case.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryCode(pub Text);

/// The name by which an entry can be addressed: letters, digits, `-` and `_`, not all of them digits, since a number
/// addresses by position.
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

/// What is wrong with a URL, if anything, and a likely repair.
fn url_fault(text: &str) -> Option<(String, Option<String>)> {
    if let Some(space) = text.find(char::is_whitespace) {
        let repaired = text.replace(char::is_whitespace, "%20");
        let tail = text[space..].trim();
        return Some((
            "there is a space in it".into(),
            Some(repaired).filter(|_| !tail.is_empty() && url_fault(&text[..space]).is_none()),
        ));
    }
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => match url.host() {
            Some(Host::Domain(domain)) if !domain.contains('.') && domain != "localhost" => {
                Some((format!("the host `{domain}` has no dot"), None))
            }
            _ if !text[url.scheme().len()..].starts_with("://") => {
                Some(("there is no `//` after the scheme".into(), Some(url.into())))
            }
            Some(_) => None,
            None => Some(("there is no host".into(), None)),
        },
        Ok(url) if text.contains("://") => {
            Some((format!("the scheme `{}` is not `http` or `https`", url.scheme()), None))
        }
        result => {
            let repaired = format!("https://{}", text.trim_start_matches('/'));
            let reason = match result {
                Err(url::ParseError::RelativeUrlWithoutBase) | Ok(_) => "there is no `https://`".to_owned(),
                Err(error) => error.to_string(),
            };
            let plausible = text.contains('.') && !text.contains('@') && url_fault(&repaired).is_none();
            Some((reason, plausible.then_some(repaired)))
        }
    }
}

/// Whether a text is a URL with scheme `http` or `https`.
pub(crate) fn is_web_url(text: &str) -> bool {
    url_fault(text).is_none()
}

/// Whether a code is one of ISO 3166-1 alpha-2 in form; which ones are assigned changes too often to be held here.
fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a scalar and checks it; what fails the check is reported and counts as absent.
fn checked<T>(
    node: &Node,
    decoder: &mut Decoder<'_>,
    check: impl FnOnce(&str, Span) -> Result<T, Problem>,
) -> Option<T> {
    let text = Plain::decode(node, decoder)?.0;
    match check(&text.value, text.span) {
        Ok(value) => Some(value),
        Err(problem) => {
            decoder.report(text.span, problem);
            None
        }
    }
}

impl Decode for Email {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        checked(node, decoder, |text, span| match email_fault(text) {
            None => Ok(Self(Text::new(text, span))),
            Some(reason) => Err(Problem::BadEmail { found: text.to_owned(), reason }),
        })
    }
}

impl Decode for WebUrl {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        checked(node, decoder, |text, span| match url_fault(text) {
            None => Ok(Self(Text::new(text, span))),
            Some((reason, repaired)) => Err(Problem::BadUrl { found: text.to_owned(), reason, repaired }),
        })
    }
}

impl Decode for CountryCode {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        checked(node, decoder, |text, span| {
            if is_country(text) {
                Ok(Self(Text::new(text.to_uppercase(), span)))
            } else {
                Err(Problem::BadCountry { found: text.to_owned() })
            }
        })
    }
}

impl Decode for Id {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        checked(node, decoder, |text, span| {
            if is_id(text) {
                Ok(Self(Text::new(text, span)))
            } else {
                Err(Problem::BadId { found: text.to_owned() })
            }
        })
    }
}

impl Decode for ImagePath {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Plain::decode(node, decoder).map(|plain| Self(plain.0))
    }
}

macro_rules! string_schema {
    ($name:ident, $($schema:tt)*) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($($schema)*)
            }
        }
    };
}

string_schema!(Email, { "description": "An e-mail address", "type": "string", "pattern": "^$|^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$" });
string_schema!(WebUrl, { "description": "A URL with `http` or `https`", "type": "string", "pattern": "^$|^[hH][tT][tT][pP][sS]?://\\S+$" });
string_schema!(CountryCode, { "description": "A country by its ISO 3166-1 alpha-2 code", "type": "string" });
string_schema!(Id, { "description": "Letters, digits, `-` and `_`, not all digits", "type": "string", "pattern": "^$|^[\\p{L}\\p{N}_-]*[\\p{L}_-][\\p{L}\\p{N}_-]*$" });
string_schema!(ImagePath, { "description": "The path of a PNG, JPEG, GIF, WebP or SVG file, relative to the folder of this file", "type": "string" });

#[cfg(test)]
mod tests {
    use super::{email_fault, url_fault};

    #[test]
    fn addresses_that_work_are_accepted() {
        for address in ["a@b.org", "ada.lovelace+cv@mail.example.co.uk", "jörg@münchen.de", "x_1@exa-mple.io"] {
            assert_eq!(email_fault(address), None, "{address}");
        }
        for url in [
            "https://example.org",
            "http://example.org/a?b=c#d",
            "https://münchen.de/",
            "https://127.0.0.1:80/x",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert_eq!(url_fault(url), None, "{url}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for address in
            ["a", "a@", "@b.org", "a b@c.org", "a@b", "a@@b.org", "a.@b.org", "a@b..org", "<a@b.org>", "a@b c.org"]
        {
            assert!(email_fault(address).is_some(), "{address}");
        }
        for url in [
            "javascript:alert(1)",
            "https://",
            "ftp://example.org",
            "https://exa mple.org",
            "https://nodot",
            "file:///etc/passwd",
            "mailto:a@b.org",
            "http:example.org",
        ] {
            assert!(url_fault(url).is_some(), "{url}");
        }
    }

    #[test]
    fn a_missing_scheme_is_repaired() {
        assert_eq!(
            url_fault("www.example.org/me").and_then(|fault| fault.1).as_deref(),
            Some("https://www.example.org/me")
        );
        assert_eq!(url_fault("me").and_then(|fault| fault.1), None);
    }
}
