//! The forms of a hidden value: every way in which it would give the value away.

use url::Url;

use crate::locale::countries;
use crate::profile::link::link_target;
use crate::source::Hidden;
use crate::source::data_uri::is_data_uri;
use crate::source::hidden::{What, folded, is_dense, percent_decoded};

/// What a value is, which decides its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person's name.
    Name,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A URL.
    Url,
    /// The path of an image, or the image itself.
    Image,
    /// A country.
    Country,
    /// A user name.
    User,
    /// The name of a company or another organization.
    Organization,
    /// Anything else.
    Plain,
}

/// Words within names that are no names, titles among them; alone they say nothing.
const PARTICLES: [&str; 78] = [
    "abu", "al", "and", "ap", "bar", "bat", "ben", "bin", "bint", "da", "das", "de", "degli", "dei", "del", "della",
    "den", "der", "des", "di", "do", "dos", "du", "e", "el", "et", "ibn", "i", "la", "las", "le", "les", "lo", "los",
    "mac", "mc", "o", "of", "san", "st", "ten", "ter", "the", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
    "dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "phd", "md", "msc", "bsc", "mba", "ma", "ba", "dipl", "ing",
    "jr", "sr", "ii", "iii", "بن", "ابن", "بنت", "ابو", "בן", "בת",
];

/// The legal forms of companies, as words at the end of a name.
const LEGAL: [&str; 62] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "cie",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "doo",
    "ev",
    "gbr",
    "ggmbh",
    "gmbh",
    "gk",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "private",
    "sa",
    "sarl",
    "sas",
    "scs",
    "se",
    "sia",
    "sl",
    "slu",
    "spa",
    "sro",
    "srl",
    "tbk",
    "ug",
    "zoo",
    "zrt",
    "gesellschaft",
    "stiftung",
    "ооо",
    "оао",
    "пао",
    "ао",
];

/// Legal forms that stand at either end of a name in a script without spaces, and of Hebrew.
const LEGAL_DENSE: [&str; 12] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "集团",
    "集團",
    "주식회사",
    "(주)",
    "בע״מ",
];

/// Local parts and user names that are nobody's.
const GENERIC: [&str; 34] = [
    "about",
    "admin",
    "apply",
    "applications",
    "bewerbung",
    "career",
    "careers",
    "contact",
    "contacto",
    "email",
    "hello",
    "hey",
    "home",
    "info",
    "job",
    "jobs",
    "kontakt",
    "mail",
    "myself",
    "office",
    "people",
    "person",
    "post",
    "private",
    "profile",
    "profiles",
    "pub",
    "resume",
    "team",
    "user",
    "users",
    "web",
    "webmaster",
    "work",
];

/// Hides a value in every form that its kind has.
pub(super) fn hide(hidden: &mut Hidden, what: What, kind: Kind, text: &str) {
    let text = text.trim();
    match kind {
        Kind::Name => name(hidden, what, text),
        Kind::Email => email(hidden, what, text),
        Kind::Phone => phone(hidden, what, text),
        Kind::Url => url(hidden, what, text),
        Kind::Image => image(hidden, what, text),
        Kind::Country => country(hidden, what, text),
        Kind::User => handle(hidden, what, text),
        Kind::Organization => organization(hidden, what, text),
        Kind::Plain => plain(hidden, what, text),
    }
}

/// The value as a whole. What has no more than two letters or digits is everywhere, and tells nothing.
fn plain(hidden: &mut Hidden, what: What, text: &str) {
    let letters = folded(text).chars().filter(|c| c.is_alphanumeric()).count();
    if letters > 2 || (letters == 2 && text.chars().any(is_dense)) {
        hidden.add(what, text);
    }
}

/// The whole name in any order, each part alone, and initials written together with the last part.
fn name(hidden: &mut Hidden, what: What, text: &str) {
    // A title or a degree behind a comma is no name, and a name before one comes last.
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '“' | '”' | '・')).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !folded(part).is_empty()).collect();
    let telling: Vec<&str> = parts.iter().copied().filter(|part| tells(part)).collect();
    if telling.is_empty() {
        hidden.add_name(what, text);
        return;
    }
    for order in 0..parts.len() {
        let (end, start) = parts.split_at(order);
        hidden.add_name(what, &[start, end].concat().join(" "));
    }
    for part in &telling {
        name_part(hidden, what, part);
    }
    if let [firsts @ .., last] = telling.as_slice() {
        let initials: String = firsts.iter().filter_map(|part| part.chars().next()).collect();
        if !initials.is_empty() && folded(last).chars().count() > 2 && !last.chars().any(is_dense) {
            hidden.add_name(what, &format!("{initials}{last}"));
        }
    }
}

fn name_part(hidden: &mut Hidden, what: What, part: &str) {
    hidden.add_name(what, part);
    let letters: Vec<char> = part.chars().collect();
    if letters.iter().all(|c| is_dense(*c)) {
        // Family and given name are written together: one character and two, or two and two.
        if (3..=4).contains(&letters.len()) {
            hidden.add_name(what, &letters[letters.len() - 2..].iter().collect::<String>());
        }
        if letters.len() == 4 {
            hidden.add_name(what, &letters[..2].iter().collect::<String>());
        }
        return;
    }
    let words = folded(part);
    if let Some(stem) = words.strip_prefix("ال").filter(|stem| stem.chars().count() > 2) {
        hidden.add_name(what, stem);
    }
    // Either half of a double name is one, too.
    words
        .split(' ')
        .filter(|word| words.len() > word.len() && tells(word))
        .for_each(|word| hidden.add_name(what, word));
}

/// Whether a part of a name says anything alone: an initial or a particle does not.
fn tells(part: &str) -> bool {
    let word = folded(part);
    word.chars().count() > 1 && !PARTICLES.iter().any(|particle| folded(particle) == word)
}

/// The address, and its local part where that is somebody's.
fn email(hidden: &mut Hidden, what: What, text: &str) {
    hidden.add(what, text);
    if let Some((local, _)) = text.rsplit_once('@') {
        handle(hidden, what, local.split('+').next().unwrap_or(local));
    }
}

/// A user name or local part: whole, unless it is a word that anybody may use.
fn handle(hidden: &mut Hidden, what: What, text: &str) {
    let words = folded(text);
    if words.chars().filter(|c| c.is_alphanumeric()).count() > 2 && !GENERIC.contains(&words.as_str()) {
        hidden.add(what, text);
    }
}

/// The digits, with and without the code of the country.
fn phone(hidden: &mut Hidden, what: What, text: &str) {
    plain(hidden, what, text);
    let digits: String = folded(text).chars().filter(char::is_ascii_digit).collect();
    hidden.add_number(what, &digits);
    let international = text.trim_start().starts_with('+') || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    hidden.add_number(what, digits);
    if international {
        // Codes have one to three digits, and a zero before the rest may be written or not.
        for code in 1..=3.min(digits.len()) {
            hidden.add_number(what, digits[code..].trim_start_matches('0'));
        }
        // In `+49 (0)30 …` the zero is dialled only without the code.
        let without: String = text.split("(0)").collect();
        if without.len() < text.len() {
            hidden.add_number(what, &folded(&without));
        }
    }
}

/// The address without its scheme, as it stands and decoded; the host alone where it is the whole or an organization's, and
/// the last step of the path where it is a person's.
fn url(hidden: &mut Hidden, what: What, text: &str) {
    let bare = bare(text);
    hidden.add(what, bare);
    if let Some(decoded) = percent_decoded(bare) {
        hidden.add(what, &decoded);
    }
    let Some(url) = parsed(text) else { return };
    let host = url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host));
    // The host in another spelling of an international name counts, too.
    let alone = bare.split('/').next() != host && url.path() == "/";
    if let Some(host) = host.filter(|_| alone || matches!(what, What::Employer | What::School)) {
        hidden.add(what, host);
    }
    if matches!(what, What::Contact | What::Name)
        && let Some(segment) = last_segment(text)
    {
        handle(hidden, what, &segment);
    }
}

/// A URL without scheme, `www.` and a slash at the end.
fn bare(url: &str) -> &str {
    let url = url.find("://").map_or(url, |at| &url[at + 3..]);
    let url = url.strip_prefix("//").unwrap_or(url);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// The URL that a text stands for, with or without its scheme.
fn parsed(text: &str) -> Option<Url> {
    Url::parse(&link_target(text).ok()?).ok()
}

/// The last step of a URL's path, decoded and without an `@` before it.
fn last_segment(text: &str) -> Option<String> {
    let url = parsed(text)?;
    let segment = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
    let decoded = percent_decoded(segment).unwrap_or_else(|| segment.to_owned());
    Some(decoded.trim_start_matches(['@', '~']).to_owned())
}

/// The name of the file. An image in the profile itself has none, and nobody would find its bytes in what is made.
fn image(hidden: &mut Hidden, what: What, text: &str) {
    if !is_data_uri(text) {
        hidden.add(what, text.rsplit(['/', '\\']).next().unwrap_or(text));
    }
}

/// The text, and the names of the country in every language that it may be shown in.
fn country(hidden: &mut Hidden, what: What, text: &str) {
    plain(hidden, what, text);
    countries::code(text).into_iter().flat_map(countries::names).for_each(|name| plain(hidden, what, name));
}

/// The whole name, and the name without its legal form.
fn organization(hidden: &mut Hidden, what: What, text: &str) {
    plain(hidden, what, text);
    plain(hidden, what, without_legal_form(text));
    // `Acme, Berlin`, `Acme (formerly Apex)`, `Acme / Apex`: what stands before is the name that people say.
    let ends = [", ", " (", " - ", " – ", " — ", " / ", " | "];
    if let Some(at) = ends.iter().filter_map(|end| text.find(end)).min()
        && text[..at].chars().filter(|c| c.is_alphanumeric()).count() > 3
    {
        plain(hidden, what, without_legal_form(&text[..at]));
    }
}

/// The name of a company as people say it.
pub(super) fn without_legal_form(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest;
        for form in LEGAL_DENSE {
            rest = rest.strip_prefix(form).unwrap_or(rest);
            rest = rest.strip_suffix(form).unwrap_or(rest).trim();
        }
        let last = rest.rfind(|c: char| c.is_whitespace() || c == ',').map_or(0, |at| at + 1);
        let word: String = folded(&rest[last..].replace(['.', '/'], "")).split(' ').collect();
        if last > 0 && (LEGAL.contains(&word.as_str()) || rest[last..].chars().all(|c| !c.is_alphanumeric())) {
            rest = rest[..last].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '&'));
        }
        if rest == before {
            return rest;
        }
    }
}

/// What a profile holds that names the person although it is not the name: local parts, user names, steps of URLs.
pub(super) fn handles(email: &[String], users: &[String], urls: &[String]) -> Vec<String> {
    let local = email.iter().filter_map(|email| email.rsplit_once('@')).map(|(local, _)| local.to_owned());
    let hosts = urls.iter().filter_map(|url| bare(url).split(['/', '.']).next().map(str::to_owned));
    let steps = urls.iter().filter_map(|url| last_segment(url));
    local.chain(users.iter().cloned()).chain(hosts).chain(steps).collect()
}
