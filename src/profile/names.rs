//! Other people's names for the keys of a profile.
//!
//! The one table of them: whoever needs to know that an `employer` is a `name` asks here. Names are compared without
//! case and separators, so that `Start Date`, `start_date` and `startDate` are one, and none of those need an entry.

use std::borrow::Cow;

use super::shape::{Record, Shape};

/// The keys of one record, each with its other names.
type Names = &'static [(&'static str, &'static [&'static str])];

/// What a web address is called everywhere.
const URL: &[&str] = &["website", "web", "webPage", "homepage", "site", "link", "href", "uri"];

/// What a start is called everywhere.
const START: &[&str] = &["from", "start", "since", "begin", "began", "started"];

/// What an end is called everywhere.
const END: &[&str] = &["to", "until", "till", "end", "ended", "finish", "through"];

/// What a single date is called where a record has one.
const DATE: &[&str] = &["year", "when", "dates", "on"];

/// What highlights are called everywhere.
const HIGHLIGHTS: &[&str] = &[
    "highlight",
    "bullets",
    "bulletPoints",
    "points",
    "achievements",
    "accomplishments",
    "responsibilities",
    "duties",
    "tasks",
    "details",
];

/// What keywords are called where something is made with them.
const KEYWORDS: &[&str] = &["keyword", "technologies", "technology", "tech", "techStack", "tools", "stack", "skills"];

/// What a summary is called where a record has no description of its own.
const SUMMARY: &[&str] = &["description", "about", "text", "notes"];

/// What a place is called everywhere.
const LOCATION: &[&str] = &["place", "where"];

/// What an employer or organization is called.
const EMPLOYER: &[&str] = &["company", "employer", "organization", "organisation", "org", "firm", "institution"];

/// What a position is called.
const POSITION: &[&str] = &["title", "role", "jobTitle", "job", "designation"];

const TABLE: &[(&str, Names)] = &[
    (
        "Profile",
        &[
            (
                "basics",
                &[
                    "basic",
                    "personal",
                    "personalInfo",
                    "personalInformation",
                    "personalDetails",
                    "contact",
                    "contactInfo",
                    "contactDetails",
                    "contacts",
                ],
            ),
            (
                "work",
                &[
                    "experience",
                    "experiences",
                    "workExperience",
                    "workExperiences",
                    "professionalExperience",
                    "employment",
                    "employmentHistory",
                    "workHistory",
                    "jobs",
                    "career",
                ],
            ),
            ("volunteer", &["volunteering", "volunteerWork", "volunteerExperience", "voluntaryWork"]),
            ("education", &["educations", "academics", "studies", "schools"]),
            ("awards", &["award", "honors", "honours", "honorsAndAwards", "awardsAndHonors"]),
            ("certificates", &["certificate", "certifications", "certification", "licenses", "licences"]),
            ("publications", &["publication", "papers", "articles"]),
            ("skills", &["skill", "skillSet", "technicalSkills", "competencies", "technologies"]),
            ("languages", &["spokenLanguages"]),
            ("interests", &["interest", "hobbies", "hobby"]),
            ("references", &["reference", "referees", "testimonials", "recommendations"]),
            ("projects", &["project", "sideProjects", "personalProjects"]),
        ],
    ),
    (
        "Basics",
        &[
            ("name", &["fullName"]),
            ("label", &["headline", "title", "jobTitle", "role", "position", "tagline", "profession"]),
            ("image", &["picture", "photo", "avatar", "profilePicture", "profilePhoto", "profileImage", "portrait"]),
            ("email", &["mail", "emailAddress", "emails"]),
            ("phone", &["telephone", "tel", "mobile", "mobilePhone", "cell", "cellPhone", "phoneNumber", "phones"]),
            ("url", URL),
            ("summary", &["about", "aboutMe", "bio", "profile", "objective", "description", "introduction"]),
            ("location", &["place", "residence", "where"]),
            (
                "profiles",
                &[
                    "socials",
                    "social",
                    "socialMedia",
                    "socialProfiles",
                    "socialNetworks",
                    "networks",
                    "links",
                    "accounts",
                ],
            ),
        ],
    ),
    (
        "Place",
        &[
            ("address", &["street", "streetAddress"]),
            ("postalCode", &["zip", "zipCode", "postcode"]),
            ("city", &["town", "locality"]),
            ("countryCode", &["country"]),
            ("region", &["state", "province", "county"]),
        ],
    ),
    (
        "NetworkProfile",
        &[
            ("network", &["name", "platform", "site", "service", "type"]),
            ("username", &["user", "handle", "login", "account"]),
            ("url", &["link", "href", "uri", "website", "address"]),
        ],
    ),
    (
        "Work",
        &[
            ("name", EMPLOYER),
            ("position", POSITION),
            ("positions", &["roles"]),
            ("location", LOCATION),
            ("url", URL),
            ("startDate", START),
            ("endDate", END),
            ("highlights", HIGHLIGHTS),
            ("keywords", KEYWORDS),
        ],
    ),
    (
        "Position",
        &[
            ("position", &["title", "role", "jobTitle", "name"]),
            ("location", LOCATION),
            ("startDate", START),
            ("endDate", END),
            ("summary", SUMMARY),
            ("highlights", HIGHLIGHTS),
            ("keywords", KEYWORDS),
        ],
    ),
    (
        "Volunteer",
        &[
            ("organization", &["name", "organisation", "org", "company", "employer", "institution"]),
            ("position", POSITION),
            ("positions", &["roles"]),
            ("location", LOCATION),
            ("url", URL),
            ("startDate", START),
            ("endDate", END),
            ("summary", SUMMARY),
            ("highlights", HIGHLIGHTS),
            ("keywords", KEYWORDS),
        ],
    ),
    (
        "Education",
        &[
            ("institution", &["school", "university", "college", "institute", "name", "organization"]),
            ("url", URL),
            (
                "area",
                &["major", "field", "fieldOfStudy", "subject", "specialization", "program", "programme", "course"],
            ),
            ("studyType", &["degree", "qualification", "diploma", "type", "title"]),
            ("startDate", START),
            (
                "endDate",
                &[
                    "to",
                    "until",
                    "till",
                    "end",
                    "ended",
                    "finish",
                    "through",
                    "graduation",
                    "graduated",
                    "graduationDate",
                ],
            ),
            ("score", &["gpa", "grade", "grades", "mark", "result"]),
            ("courses", &["coursework", "modules", "subjects", "relevantCourses"]),
            ("location", LOCATION),
            ("summary", SUMMARY),
            ("highlights", HIGHLIGHTS),
        ],
    ),
    (
        "Award",
        &[
            ("title", &["name", "award"]),
            ("date", DATE),
            ("awarder", &["issuer", "organization", "organisation", "by", "from", "institution"]),
            ("location", LOCATION),
            ("url", URL),
            ("summary", SUMMARY),
        ],
    ),
    (
        "Certificate",
        &[
            ("name", &["title", "certificate"]),
            ("date", &["year", "when", "issued", "issueDate", "dates", "on"]),
            ("startDate", START),
            ("endDate", &["to", "until", "end", "expires", "expiry", "expiryDate", "expirationDate", "validUntil"]),
            ("url", URL),
            ("issuer", &["authority", "organization", "organisation", "issuedBy", "by", "institution"]),
            ("location", LOCATION),
            ("summary", SUMMARY),
        ],
    ),
    (
        "Publication",
        &[
            ("name", &["title"]),
            ("publisher", &["venue", "publishedIn", "publishedBy"]),
            ("releaseDate", &["date", "year", "when", "dates", "published", "publicationDate"]),
            ("url", URL),
            ("authors", &["author"]),
            ("summary", &["description", "abstract", "about", "notes"]),
        ],
    ),
    (
        "Skill",
        &[
            ("name", &["category", "label", "group", "title", "skill", "area"]),
            ("level", &["proficiency", "rating"]),
            ("keywords", &["keyword", "items", "skills", "details", "list", "technologies", "tools"]),
        ],
    ),
    ("Language", &[("language", &["name", "lang", "title"]), ("fluency", &["level", "proficiency", "rating"])]),
    (
        "Interest",
        &[
            ("name", &["interest", "title", "hobby"]),
            ("keywords", &["keyword", "items", "details", "list"]),
            ("summary", SUMMARY),
        ],
    ),
    (
        "Reference",
        &[
            ("name", &["person", "referee", "author", "from"]),
            ("reference", &["text", "quote", "testimonial", "recommendation", "summary", "description"]),
            ("position", POSITION),
            ("company", &["employer", "organization", "organisation", "firm", "institution"]),
            ("email", &["mail", "emailAddress"]),
            ("phone", &["telephone", "tel", "mobile", "phoneNumber"]),
            ("relationship", &["relation"]),
        ],
    ),
    (
        "Project",
        &[
            ("name", &["title", "project"]),
            ("description", &["summary", "about", "text", "notes"]),
            ("highlights", HIGHLIGHTS),
            ("keywords", KEYWORDS),
            ("startDate", START),
            ("endDate", END),
            (
                "url",
                &[
                    "website",
                    "web",
                    "webPage",
                    "homepage",
                    "site",
                    "link",
                    "href",
                    "uri",
                    "repo",
                    "repository",
                    "github",
                ],
            ),
            ("roles", &["role", "position"]),
            ("entity", &["client", "company", "organization", "organisation", "employer"]),
            ("location", LOCATION),
        ],
    ),
    (
        "OwnEntry",
        &[
            ("title", &["name"]),
            ("subtitle", &["organization", "organisation", "company", "position"]),
            ("location", LOCATION),
            ("url", URL),
            ("date", &["year", "when", "dates"]),
            ("startDate", START),
            ("endDate", END),
            ("summary", SUMMARY),
            ("highlights", HIGHLIGHTS),
            ("keywords", KEYWORDS),
        ],
    ),
    ("Meta", &[("language", &["lang", "locale"]), ("lastModified", &["updated", "lastUpdated", "modified"])]),
    (
        "Letter",
        &[
            ("to", &["recipient", "addressee"]),
            ("subject", &["title", "about"]),
            ("greeting", &["salutation", "opening"]),
            ("body", &["text", "content", "message"]),
            ("closing", &["signOff", "farewell"]),
        ],
    ),
];

/// Keys that stand for a range of dates in records with a start and an end.
const RANGES: &[&str] = &["dates", "date", "year", "years", "period", "duration", "when", "time", "timeFrame"];

/// Keys that hold one part of the name in `basics`, in the order of the parts.
const NAME_PARTS: [&[&str]; 3] =
    [&["firstName", "givenName", "forename"], &["middleName"], &["lastName", "familyName", "surname"]];

/// A key without case and separators.
pub(super) fn fold(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(key);
    }
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>().into()
}

/// The key of a record that a name means: the key itself, however it is spelt, or one of its other names.
pub(crate) fn canonical(record: &Record, name: &str) -> Option<&'static str> {
    if let Some(key) = record.keys().find(|key| *key == name) {
        return Some(key);
    }
    let folded = fold(name);
    if folded.is_empty() {
        return None;
    }
    record.keys().find(|key| fold(key) == folded).or_else(|| {
        let (_, names) = TABLE.iter().find(|(of, _)| *of == record.name)?;
        let (key, _) = names.iter().find(|(_, others)| others.iter().any(|other| fold(other) == folded))?;
        record.keys().find(|own| own == key)
    })
}

/// Whether a key of a record with a start and an end holds both in one text.
pub(super) fn is_range(record: &Record, name: &str) -> bool {
    record.field("startDate").is_some() && record.field("date").is_none() && means(RANGES, name)
}

/// The part of a name that a key of `basics` holds, by its place among the parts.
pub(super) fn name_part(name: &str) -> Option<usize> {
    NAME_PARTS.iter().position(|names| means(names, name))
}

/// Whether a name is one of these, however it is spelt.
fn means(names: &[&str], name: &str) -> bool {
    let folded = fold(name);
    names.iter().any(|other| fold(other) == folded)
}

/// The other names of a record's key, as the documentation and the editor's schema list them.
pub(crate) fn others(record: &str, key: &str) -> &'static [&'static str] {
    let names = TABLE.iter().find(|(of, _)| *of == record).map_or(&[][..], |(_, names)| names);
    names.iter().find(|(own, _)| *own == key).map_or(&[], |(_, others)| others)
}

/// The spellings of a key and of its other names that people use most: in camel case and with underscores.
pub(crate) fn spellings(record: &Record, key: &str) -> Vec<String> {
    let ranges = if key == "endDate" && is_range(record, "dates") { RANGES } else { &[] };
    let names = std::iter::once(key).chain(others(record.name, key).iter().copied()).chain(ranges.iter().copied());
    names.flat_map(|name| [name.to_owned(), snake_case(name)]).collect()
}

/// The keys that are read although they belong to another place: names of networks and parts of the name in `basics`, and the
/// keys of `basics` beside it.
pub(crate) fn read_elsewhere(record: &Record) -> Vec<String> {
    let within = |home: &str| match record.field(home) {
        Some(Shape::Record(inside) | Shape::Place(inside)) => Some(*inside),
        _ => None,
    };
    let all = |inside: &'static Record| inside.keys().flat_map(|key| spellings(inside, key));
    let mut keys: Vec<String> = within("basics").into_iter().chain(within("location")).flat_map(all).collect();
    if let Some(basics) = within("basics") {
        keys.extend(read_elsewhere(basics));
        keys.push("language".to_owned());
    }
    if record.name == "Basics" {
        keys.extend(super::networks::names().map(|name| fold(name).into_owned()));
        keys.extend(
            NAME_PARTS.iter().flat_map(|part| part.iter().flat_map(|name| [(*name).to_owned(), snake_case(name)])),
        );
    }
    keys.retain(|key| canonical(record, key).is_none());
    keys
}

/// A name in camel case with underscores instead: `startDate` gives `start_date`.
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The key path that a path of other names means, such as `work.acme.name` for `experience.acme.employer`. Steps that no
/// record knows, ids and positions among them, stay.
pub(crate) fn canonical_path(root: &'static Record, steps: &[String]) -> Vec<String> {
    let mut shape: Option<&'static Shape> = None;
    let mut record = Some(root);
    let mut path = Vec::with_capacity(steps.len());
    for step in steps {
        // A step into a list is a position or an id, unless it is a key that each of its entries has.
        if let Some(Shape::List(item) | Shape::OneOrMany(item)) = shape {
            record = of(item);
            shape = Some(item);
            let known = record.is_some_and(|record| canonical(record, step).is_some());
            if !known {
                path.push(step.clone());
                continue;
            }
        }
        match record.and_then(|record| Some((record, canonical(record, step)?))) {
            Some((inside, key)) => {
                path.push(key.to_owned());
                shape = inside.field(key);
                record = shape.and_then(of);
            }
            None => {
                path.push(step.clone());
                (shape, record) = (None, None);
            }
        }
    }
    path
}

/// The record that a value is, where it is one.
fn of(shape: &'static Shape) -> Option<&'static Record> {
    match shape {
        Shape::Record(record) | Shape::Place(record) | Shape::TextOr(record) => Some(record),
        _ => None,
    }
}

/// Every other name with its record and key.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.iter().flat_map(|(record, keys)| {
        keys.iter().flat_map(move |(key, others)| others.iter().map(move |other| (*record, *key, *other)))
    })
}
