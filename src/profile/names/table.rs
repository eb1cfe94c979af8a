//! The table of other names.

/// The keys of one record, each with its other names.
pub(super) type Names = &'static [(&'static str, &'static [&'static str])];

/// Other names of a web address.
const URL: &[&str] = &["website", "web", "webPage", "homepage", "site", "link", "href", "uri"];

/// Other names of a start.
const START: &[&str] = &["from", "start", "since", "begin", "began", "started", "startedOn"];

/// Other names of an end.
const END: &[&str] = &["to", "until", "till", "end", "ended", "endedOn", "finish", "finished", "finishedOn", "through"];

/// Other names of a single date.
const DATE: &[&str] = &["year", "when", "dates", "on"];

/// Other names of highlights.
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

/// Other names of the keywords of a job or a project.
const KEYWORDS: &[&str] = &["keyword", "technologies", "technology", "tech", "techStack", "tools", "stack", "skills"];

/// Other names of a summary, in records without a description of their own.
const SUMMARY: &[&str] = &["description", "about", "text", "notes"];

/// Other names of a place.
const LOCATION: &[&str] = &["place", "where"];

/// Other names of an employer or organization.
const EMPLOYER: &[&str] =
    &["company", "companyName", "employer", "organization", "organisation", "org", "firm", "institution"];

/// Other names of a position.
const POSITION: &[&str] = &["title", "role", "jobTitle", "job", "designation"];

/// The table: by record, its keys and what others call them.
pub(super) const TABLE: &[(&str, Names)] = &[
    (
        "Profile",
        &[
            (
                "basics",
                &[
                    "bio",
                    "profile",
                    "person",
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
            ("institution", &["school", "schoolName", "university", "college", "institute", "name", "organization"]),
            ("url", URL),
            (
                "area",
                &["major", "field", "fieldOfStudy", "subject", "specialization", "program", "programme", "course"],
            ),
            ("studyType", &["degree", "degreeName", "qualification", "diploma", "type", "title"]),
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
pub(super) const RANGES: &[&str] =
    &["dates", "date", "year", "years", "period", "duration", "when", "time", "timeFrame"];

/// Keys that hold one part of the name in `basics`, in the order of the parts.
pub(super) const NAME_PARTS: [&[&str]; 3] =
    [&["firstName", "givenName", "forename"], &["middleName"], &["lastName", "familyName", "surname"]];
