//! The records of a profile: JSON Resume 1.x with its field names, and what curricle adds.

use super::contact::{Email, ImagePath, WebUrl};
use super::date::{Date, EndDate, Timestamp};
use super::decode::{ById, record};
use super::highlight::Highlight;
use super::keyword::{JobProject, Keyword};
use super::location::Location;
use super::section::OwnSection;
use super::several::{OneOrMany, Tags};
use super::text::{LanguageTag, LineText, Plain, Prose};

record! {
    /// Everything true about one person: a superset of JSON Resume 1.x.
    Profile is "a profile" {
        /// The person: name, contact, summary.
        basics: Option<Basics> = "basics";
        /// Jobs, latest first.
        work: Vec<Work> = "work";
        /// Voluntary work, latest first.
        volunteer: Vec<Volunteer> = "volunteer";
        /// Schools and degrees, latest first.
        education: Vec<Education> = "education";
        /// Awards, each with its date and who gave it.
        awards: Vec<Award> = "awards";
        /// Certificates, each with its date and issuer.
        certificates: Vec<Certificate> = "certificates";
        /// Publications: papers, articles, books.
        publications: Vec<Publication> = "publications";
        /// Skills in groups, each with keywords.
        skills: Vec<Skill> = "skills";
        /// Languages that the person speaks.
        languages: Vec<Language> = "languages";
        /// Interests, each with keywords.
        interests: Vec<Interest> = "interests";
        /// References: what others say, or how to reach them.
        references: Vec<Reference> = "references";
        /// Projects, each with bullet points and keywords.
        projects: Vec<Project> = "projects";
        /// Sections of your own by id, shown after the others. Under the id of a usual section: its title.
        sections: ById<OwnSection> = "sections";
        /// Settings of this file: language, date, order of the sections.
        meta: Option<Meta> = "meta";
    }
}

record! {
    /// Who it is and how to reach them.
    Basics is "`basics`" {
        /// The name.
        name: Option<LineText> = "name";
        /// The job title below the name.
        label: Option<LineText> = "label";
        /// A photo.
        image: Option<ImagePath> = "image";
        /// The e-mail address, or several.
        email: OneOrMany<Email> = "email";
        /// The phone number, or several.
        phone: OneOrMany<Plain> = "phone";
        /// The website, or several.
        url: OneOrMany<WebUrl> = "url";
        /// Two or three sentences about the person.
        summary: Option<Prose> = "summary";
        /// The pronouns, such as `she/her`.
        pronouns: Option<LineText> = "pronouns";
        /// The place where the person lives.
        location: Option<Location> = "location";
        /// Profiles at networks, such as LinkedIn or GitHub.
        profiles: Vec<NetworkProfile> = "profiles";
    }
}

record! {
    /// A profile at a network.
    NetworkProfile is "a profile at a network" {
        /// The network, such as `LinkedIn`.
        network: Option<LineText> = "network";
        /// The user name there. It is shown if the URL does not contain it.
        username: Option<Plain> = "username";
        /// The address of the profile.
        url: Option<WebUrl> = "url";
        /// Tags, by which applications select.
        tags: Tags = "tags";
        /// `true` leaves it out unless an application asks for private entries.
        private: bool = "private";
    }
}

record! {
    /// A job, or several at one employer.
    Work is entry "a work entry" {
        /// The employer.
        name: Option<LineText> = "name";
        /// The position.
        position: Option<LineText> = "position";
        /// Several positions at this employer, latest first.
        positions: Vec<Position> = "positions";
        /// The place.
        location: Option<Location> = "location";
        /// What the employer does, in a few words.
        description: Option<LineText> = "description";
        /// The employer's website.
        url: Option<WebUrl> = "url";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// Keywords, such as the technologies used.
        keywords: Vec<Keyword> = "keywords";
        /// Projects that were part of it.
        projects: Vec<JobProject> = "projects";
    }
}

record! {
    /// One of several positions at an employer.
    Position is entry "a position" {
        /// The position.
        position: Option<LineText> = "position";
        /// The place, if it differs from the employer's.
        location: Option<Location> = "location";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// Keywords, such as the technologies used.
        keywords: Vec<Keyword> = "keywords";
        /// Projects that were part of it.
        projects: Vec<JobProject> = "projects";
    }
}

record! {
    /// Voluntary work.
    Volunteer is entry "a volunteer entry" {
        /// The organization.
        organization: Option<LineText> = "organization";
        /// The position.
        position: Option<LineText> = "position";
        /// Several positions at this organization, latest first.
        positions: Vec<Position> = "positions";
        /// The place.
        location: Option<Location> = "location";
        /// The organization's website.
        url: Option<WebUrl> = "url";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// Keywords, such as the technologies used.
        keywords: Vec<Keyword> = "keywords";
        /// Projects that were part of it.
        projects: Vec<JobProject> = "projects";
    }
}

record! {
    /// A course of study.
    Education is entry "an education entry" {
        /// The school.
        institution: Option<LineText> = "institution";
        /// The school's website.
        url: Option<WebUrl> = "url";
        /// The field, such as `Computer Science`.
        area: Option<LineText> = "area";
        /// The degree, such as `Bachelor`.
        study_type: Option<LineText> = "studyType";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// The grade.
        score: Option<LineText> = "score";
        /// Courses taken.
        courses: Vec<LineText> = "courses";
        /// The place.
        location: Option<Location> = "location";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
    }
}

record! {
    /// An award.
    Award is entry "an award" {
        /// The title of the award.
        title: Option<LineText> = "title";
        /// The date of the award.
        date: Option<Date> = "date";
        /// Who gave the award.
        awarder: Option<LineText> = "awarder";
        /// The place.
        location: Option<Location> = "location";
        /// A web page about the award.
        url: Option<WebUrl> = "url";
        /// The reason for the award.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A certificate.
    Certificate is entry "a certificate" {
        /// The name.
        name: Option<LineText> = "name";
        /// The date of issue.
        date: Option<Date> = "date";
        /// The start of its validity, instead of `date`.
        start_date: Option<Date> = "startDate";
        /// The end of its validity.
        end_date: Option<EndDate> = "endDate";
        /// A web page that confirms it.
        url: Option<WebUrl> = "url";
        /// Who issued it.
        issuer: Option<LineText> = "issuer";
        /// The place.
        location: Option<Location> = "location";
        /// The badge.
        image: Option<ImagePath> = "image";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A publication.
    Publication is entry "a publication" {
        /// The title.
        name: Option<LineText> = "name";
        /// The publisher.
        publisher: Option<LineText> = "publisher";
        /// The journal that it appeared in.
        journal: Option<LineText> = "journal";
        /// The volume of the journal.
        volume: Option<Plain> = "volume";
        /// The issue of the volume.
        issue: Option<Plain> = "issue";
        /// The pages, such as `45–67`.
        pages: Option<Plain> = "pages";
        /// The place of the conference or of the publisher.
        location: Option<Location> = "location";
        /// The kind, such as `Conference paper`.
        kind: Option<LineText> = "type";
        /// The date when it appeared.
        release_date: Option<Date> = "releaseDate";
        /// The DOI, such as `10.1000/182`, or its URL.
        doi: Option<Plain> = "doi";
        /// A web page where it can be read.
        url: Option<WebUrl> = "url";
        /// The authors, the person included.
        authors: Vec<LineText> = "authors";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A group of skills.
    Skill is entry "a skill" {
        /// The name of the group.
        name: Option<LineText> = "name";
        /// The level, such as `Master`.
        level: Option<LineText> = "level";
        /// The single skills.
        keywords: Vec<Keyword> = "keywords";
    }
}

record! {
    /// A language spoken.
    Language is entry "a language" {
        /// The language.
        language: Option<LineText> = "language";
        /// The level, such as `Native speaker` or `C1`.
        fluency: Option<LineText> = "fluency";
        /// What shows the level, such as `TOEFL 110`.
        keywords: Vec<Keyword> = "keywords";
    }
}

record! {
    /// An interest.
    Interest is entry "an interest" {
        /// The interest.
        name: Option<LineText> = "name";
        /// Keywords, such as `Sailing`.
        keywords: Vec<Keyword> = "keywords";
        /// A few sentences about it.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// What somebody says of the person.
    Reference is entry "a reference" {
        /// The name of the person who says it.
        name: Option<LineText> = "name";
        /// Their position.
        position: Option<LineText> = "position";
        /// Their employer.
        company: Option<LineText> = "company";
        /// How they know the person, such as `Former manager`.
        relationship: Option<LineText> = "relationship";
        /// Their e-mail address, or several.
        email: OneOrMany<Email> = "email";
        /// Their phone number, or several.
        phone: OneOrMany<Plain> = "phone";
        /// Their website.
        url: Option<WebUrl> = "url";
        /// What they say.
        reference: Option<Prose> = "reference";
    }
}

record! {
    /// A project.
    Project is entry "a project" {
        /// The name.
        name: Option<LineText> = "name";
        /// Its state, such as `Production`.
        status: Option<LineText> = "status";
        /// A few sentences about the project.
        description: Option<Prose> = "description";
        /// Bullet points: what was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// Keywords, such as the technologies used.
        keywords: Vec<Keyword> = "keywords";
        /// The start.
        start_date: Option<Date> = "startDate";
        /// The end. Without one, it goes on.
        end_date: Option<EndDate> = "endDate";
        /// A web page about the project.
        url: Option<WebUrl> = "url";
        /// The roles of the person in it.
        roles: Vec<LineText> = "roles";
        /// The place.
        location: Option<Location> = "location";
        /// The company or client that it is for.
        entity: Option<LineText> = "entity";
        /// The kind, such as `application`.
        kind: Option<LineText> = "type";
    }
}

record! {
    /// About the file itself.
    Meta is "`meta`" {
        /// The URL of the latest version of this file.
        canonical: Option<Plain> = "canonical";
        /// The version of this file.
        version: Option<Plain> = "version";
        /// The date of the last change, which is also that of the PDF.
        last_modified: Option<Timestamp> = "lastModified";
        /// The language of this file. Without one, it is guessed from the text.
        language: Option<LanguageTag> = "language";
        /// The order of the sections, by id. Those not named follow. An application can change it.
        sections: Vec<Plain> = "sections";
        /// The theme that other tools of JSON Resume use. curricle takes its theme from an application.
        theme: Option<Plain> = "theme";
    }
}
