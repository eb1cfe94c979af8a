//! Where a text that stands for a web address leads, if anywhere.

use url::{Host, Url};

/// Endings of files, which stand where a domain would have its last label.
const FILES: [&str; 22] = [
    "doc", "docx", "gif", "gz", "htm", "html", "jpeg", "jpg", "json", "odt", "pdf", "php", "png", "ppt", "pptx", "rtf",
    "svg", "tex", "txt", "webp", "xml", "yaml",
];

/// A text that is no web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoLink {
    /// The reason, for people.
    pub(crate) reason: String,
    /// A web address that was probably meant.
    pub(crate) repaired: Option<String>,
}

/// Returns the address that a text leads to: as it stands, or with the scheme that everybody leaves out.
pub(crate) fn link_target(text: &str) -> Result<String, NoLink> {
    if text.contains(char::is_whitespace) {
        let repaired = text.replace(char::is_whitespace, "%20");
        let head = text.split(char::is_whitespace).next().unwrap_or_default();
        let repaired = Some(repaired).filter(|_| has_scheme(text) && whole(head).is_some());
        return Err(NoLink { reason: "there is a space in it".into(), repaired });
    }
    if has_scheme(text) {
        return with_scheme(text);
    }
    let bare = text.strip_prefix("//").unwrap_or(text);
    if is_domain(bare)
        && let Some(url) = whole(&format!("https://{bare}"))
    {
        return Ok(url);
    }
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| is_scheme(scheme));
    let reason = match scheme {
        Some(scheme) => format!("the scheme `{}` is not `http` or `https`", scheme.to_ascii_lowercase()),
        None => "there is no `https://`".to_owned(),
    };
    Err(NoLink { reason, repaired: None })
}

/// Whether a text is a whole URL with scheme `http` or `https`.
pub(crate) fn is_web_url(text: &str) -> bool {
    has_scheme(text) && with_scheme(text).is_ok_and(|url| url == text) && !text.contains(char::is_whitespace)
}

/// Whether a text begins with the scheme of a web page, however it goes on.
fn has_scheme(text: &str) -> bool {
    let head: String = text.chars().take(6).collect::<String>().to_ascii_lowercase();
    head.starts_with("http:") || head == "https:"
}

/// An address with a scheme of the web; slashes that are missing after it are put there.
fn with_scheme(text: &str) -> Result<String, NoLink> {
    let no = |reason: String| Err(NoLink { reason, repaired: None });
    match Url::parse(text) {
        Ok(url) => match url.host() {
            Some(Host::Domain(domain)) if !domain.contains('.') && domain != "localhost" => {
                no(format!("the host `{domain}` has no dot"))
            }
            Some(_) if text[url.scheme().len()..].starts_with("://") => Ok(text.to_owned()),
            Some(_) => Ok(url.into()),
            None => no("there is no host".into()),
        },
        Err(error) => no(error.to_string()),
    }
}

/// An address that has its scheme, if it leads anywhere.
fn whole(text: &str) -> Option<String> {
    with_scheme(text).ok()
}

/// Whether a text without a scheme begins with a domain: labels with dots, the last one no ending of a file, and neither user
/// nor number alone.
fn is_domain(text: &str) -> bool {
    let end = text.find(['/', '?', '#', ':']).unwrap_or(text.len());
    let (host, rest) = text.split_at(end);
    // A port is digits; anything else behind a colon makes the word before it a scheme.
    let port = rest.strip_prefix(':').map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let label = |label: &str| {
        let edge = label.starts_with('-') || label.ends_with('-');
        !label.is_empty()
            && !edge
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii())
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let Some((before, last)) = host.rsplit_once('.') else { return false };
    let top = last.chars().count() > 1 && !last.contains('_') && last.chars().any(char::is_alphabetic);
    let file = FILES.iter().any(|file| file.eq_ignore_ascii_case(last));
    before.split('.').all(label) && label(last) && top && !file && port.is_none_or(is_port)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'))
}

#[cfg(test)]
mod tests {
    use super::link_target;

    #[test]
    fn an_address_with_its_scheme_stays_as_it_is() {
        for url in [
            "https://example.org",
            "http://example.org/a?b=c#d",
            "https://münchen.de/",
            "https://127.0.0.1:80/x",
            "http://localhost:4000/cv",
            "HTTPS://EXAMPLE.ORG",
            "https://example.org/@mira",
            "https://example.org/cv.pdf",
        ] {
            assert_eq!(link_target(url).as_deref(), Ok(url));
        }
    }

    #[test]
    fn an_address_gets_the_scheme_that_everybody_leaves_out() {
        for (text, url) in [
            ("www.example.org/me", "https://www.example.org/me"),
            ("github.com/me", "https://github.com/me"),
            ("//example.org", "https://example.org"),
            ("example.org:8080/x?y", "https://example.org:8080/x?y"),
            ("Example.ORG", "https://Example.ORG"),
            ("münchen.de", "https://münchen.de"),
            ("例え.jp/履歴", "https://例え.jp/履歴"),
            ("example.org/cv.pdf", "https://example.org/cv.pdf"),
            ("medium.com/@mira", "https://medium.com/@mira"),
            ("http:example.org", "http://example.org/"),
            ("https:/example.org/a", "https://example.org/a"),
        ] {
            assert_eq!(link_target(text).as_deref(), Ok(url), "{text}");
        }
    }

    #[test]
    fn any_other_text_leads_nowhere() {
        for text in [
            "@me",
            "me",
            "pdf/cv.pdf",
            "cv.pdf",
            "./cv/index.html",
            "/cv",
            "https://",
            "https://nodot",
            "https//example.org",
            "ftp://example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "javascript:alert.org",
            "data:text/html,x.org",
            "mailto:a@b.org",
            "a@b.org",
            "user:pass@example.org",
            "1.2.3.4",
            "v1.2",
            "n.d.",
            "-",
            "example..org",
            "-example.org",
            "see example.org",
            "https://exa mple.org",
            "ähnlich wie oben",
        ] {
            assert!(link_target(text).is_err(), "{text}");
        }
        let spaced = link_target("https://example.org/my cv").expect_err("there is a space");
        assert_eq!(spaced.repaired.as_deref(), Some("https://example.org/my%20cv"));
    }
}
