//! Other people's names for the keys of a profile.
//!
//! The one table of them: whoever needs to know that an `employer` is a `name` asks here. Names are compared without
//! case and separators, so that `Start Date`, `start_date` and `startDate` are one, and none of those need an entry.

use std::borrow::Cow;

use super::shape::{Record, Shape};

/// The keys of one record, each with its other names in lower case and without separators.
type Names = &'static [(&'static str, &'static [&'static str])];

/// What a web address is called everywhere.
const URL: &[&str] = &["website", "web", "webpage", "homepage", "site", "link", "href", "uri"];

/// What a start is called everywhere.
const START: &[&str] = &["from", "start", "since", "begin", "began", "started"];

/// What an end is called everywhere.
const END: &[&str] = &["to", "until", "till", "end", "ended", "finish", "through"];

/// What a single date is called where a record has one.
const DATE: &[&str] = &["year", "when", "dates", "on"];

/// What highlights are called everywhere.
const HIGHLIGHTS: &[&str] = &[
    "highlight", "bullets", "bulletpoints", "points", "achievements", "accomplishments", "responsibilities", "duties",
    "tasks", "details",
];

/// What keywords are called where something is made with them.
const KEYWORDS: &[&str] = &["keyword", "technologies", "technology", "tech", "techstack", "tools", "stack", "skills"];

/// What a summary is called where a record has no description of its own.
const SUMMARY: &[&str] = &["description", "about", "text", "notes"];

/// What a place is called everywhere.
const LOCATION: &[&str] = &["place", "where"];

/// What an employer or organization is called.
const EMPLOYER: &[&str] = &["company", "employer", "organization", "organisation", "org", "firm", "institution"];

/// What a position is called.
const POSITION: &[&str] = &["title", "role", "jobtitle", "job", "designation"];

const TABLE: &[(&str, Names)] = &[
    (
        "Profile",
        &[
            ("basics", &["basic", "personal", "personalinfo", "personalinformation", "personaldetails", "contact", "contactinfo", "contactdetails", "contacts"]),
            (
                "work",
                &["experience", "experiences", "workexperience", "workexperiences", "professionalexperience", "employment", "employmenthistory", "workhistory", "jobs", "career"],
            ),
            ("volunteer", &["volunteering", "volunteerwork", "volunteerexperience", "voluntarywork"]),
            ("education", &["educations", "academics", "studies", "schools"]),
            ("awards", &["award", "honors", "honours", "honorsandawards", "awardsandhonors"]),
            ("certificates", &["certificate", "certifications", "certification", "licenses", "licences"]),
            ("publications", &["publication", "papers", "articles"]),
            ("skills", &["skill", "skillset", "technicalskills", "competencies", "technologies"]),
            ("languages", &["spokenlanguages"]),
            ("interests", &["interest", "hobbies", "hobby"]),
            ("references", &["reference", "referees", "testimonials", "recommendations"]),
            ("projects", &["project", "sideprojects", "personalprojects"]),
        ],
    ),
    (
        "Basics",
        &[
            ("name", &["fullname"]),
            ("label", &["headline", "title", "jobtitle", "role", "position", "tagline", "profession"]),
            ("image", &["picture", "photo", "avatar", "profilepicture", "profilephoto", "profileimage", "portrait"]),
            ("email", &["mail", "emailaddress", "emails"]),
            ("phone", &["telephone", "tel", "mobile", "mobilephone", "cell", "cellphone", "phonenumber", "phones"]),
            ("url", URL),
            ("summary", &["about", "aboutme", "bio", "profile", "objective", "description", "introduction"]),
            ("location", &["place", "residence", "where"]),
            ("profiles", &["socials", "social", "socialmedia", "socialprofiles", "socialnetworks", "networks", "links", "accounts"]),
        ],
    ),
    (
        "Location",
        &[
            ("address", &["street", "streetaddress"]),
            ("postalCode", &["zip", "zipcode", "postcode"]),
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
            ("position", &["title", "role", "jobtitle", "name"]),
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
            ("area", &["major", "field", "fieldofstudy", "subject", "specialization", "program", "programme", "course"]),
            ("studyType", &["degree", "qualification", "diploma", "type", "title"]),
            ("startDate", START),
            ("endDate", &["to", "until", "till", "end", "ended", "finish", "through", "graduation", "graduated", "graduationdate"]),
            ("score", &["gpa", "grade", "grades", "mark", "result"]),
            ("courses", &["coursework", "modules", "subjects", "relevantcourses"]),
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
            ("date", &["year", "when", "issued", "issuedate", "dates", "on"]),
            ("startDate", START),
            ("endDate", &["to", "until", "end", "expires", "expiry", "expirydate", "expirationdate", "validuntil"]),
            ("url", URL),
            ("issuer", &["authority", "organization", "organisation", "issuedby", "by", "institution"]),
            ("location", LOCATION),
            ("summary", SUMMARY),
        ],
    ),
    (
        "Publication",
        &[
            ("name", &["title"]),
            ("publisher", &["venue", "publishedin", "publishedby"]),
            ("releaseDate", &["date", "year", "when", "dates", "published", "publicationdate"]),
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
    (
        "Language",
        &[
            ("language", &["name", "lang", "title"]),
            ("fluency", &["level", "proficiency", "rating"]),
        ],
    ),
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
            ("email", &["mail", "emailaddress"]),
            ("phone", &["telephone", "tel", "mobile", "phonenumber"]),
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
            ("url", &["website", "web", "webpage", "homepage", "site", "link", "href", "uri", "repo", "repository", "github"]),
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
    ("Meta", &[("language", &["lang", "locale"]), ("lastModified", &["updated", "lastupdated", "modified"])]),
    (
        "Letter",
        &[
            ("to", &["recipient", "addressee"]),
            ("subject", &["title", "about"]),
            ("greeting", &["salutation", "opening"]),
            ("body", &["text", "content", "message"]),
            ("closing", &["signoff", "farewell"]),
        ],
    ),
];

/// Keys that stand for a range of dates in records with a start and an end.
const RANGES: &[&str] = &["dates", "date", "year", "years", "period", "duration", "when", "time", "timeframe"];

/// Keys that hold one part of the name in `basics`, in the order of the parts.
pub(super) const NAME_PARTS: [&[&str]; 3] =
    [&["firstname", "givenname", "forename"], &["middlename"], &["lastname", "familyname", "surname"]];

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
        let (key, _) = names.iter().find(|(_, others)| others.contains(&&*folded))?;
        record.keys().find(|own| own == key)
    })
}

/// Whether a key of a record with a start and an end holds both in one text.
pub(super) fn is_range(record: &Record, name: &str) -> bool {
    record.field("startDate").is_some() && record.field("date").is_none() && RANGES.contains(&&*fold(name))
}

/// The other names of a record's key, as the documentation and the editor's schema list them.
pub(crate) fn others(record: &str, key: &str) -> &'static [&'static str] {
    let names = TABLE.iter().find(|(of, _)| *of == record).map_or(&[][..], |(_, names)| names);
    names.iter().find(|(own, _)| *own == key).map_or(&[], |(_, others)| others)
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

/// The keys of a record that a name stands for in the table.
#[cfg(test)]
pub(crate) fn meanings(record: &str, name: &str) -> Vec<&'static str> {
    all().filter(|(of, _, other)| *of == record && *other == name).map(|(_, key, _)| key).collect()
}
