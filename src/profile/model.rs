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
        /// Who it is and how to reach them.
        basics: Option<Basics> = "basics";
        /// Jobs, latest first.
        work: Vec<Work> = "work";
        /// Voluntary work, latest first.
        volunteer: Vec<Volunteer> = "volunteer";
        /// Schools and degrees, latest first.
        education: Vec<Education> = "education";
        /// Awards.
        awards: Vec<Award> = "awards";
        /// Certificates.
        certificates: Vec<Certificate> = "certificates";
        /// Publications.
        publications: Vec<Publication> = "publications";
        /// Skills, in groups.
        skills: Vec<Skill> = "skills";
        /// Languages spoken.
        languages: Vec<Language> = "languages";
        /// Interests.
        interests: Vec<Interest> = "interests";
        /// What others say.
        references: Vec<Reference> = "references";
        /// Projects.
        projects: Vec<Project> = "projects";
        /// Own sections by id, shown after the others in this order; under the id of a usual section, its title.
        sections: ById<OwnSection> = "sections";
        /// About the file itself.
        meta: Option<Meta> = "meta";
    }
}

record! {
    /// Who it is and how to reach them.
    Basics is "`basics`" {
        /// The name.
        name: Option<LineText> = "name";
        /// The job title.
        label: Option<LineText> = "label";
        /// A photo in the profile's folder.
        image: Option<ImagePath> = "image";
        /// The e-mail address, or several.
        email: OneOrMany<Email> = "email";
        /// The phone number, or several.
        phone: OneOrMany<Plain> = "phone";
        /// The website, or several.
        url: OneOrMany<WebUrl> = "url";
        /// Two or three sentences about the person.
        summary: Option<Prose> = "summary";
        /// Pronouns.
        pronouns: Option<LineText> = "pronouns";
        /// Where the person lives.
        location: Option<Location> = "location";
        /// Profiles at networks.
        profiles: Vec<NetworkProfile> = "profiles";
    }
}

record! {
    /// A profile at a network.
    NetworkProfile is "a profile at a network" {
        /// The network, such as `LinkedIn`.
        network: Option<LineText> = "network";
        /// The user name there; shown where the URL does not hold it.
        username: Option<Plain> = "username";
        /// Where the profile is.
        url: Option<WebUrl> = "url";
        /// Tags, for selection.
        tags: Tags = "tags";
        /// Left out unless an application asks for it.
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
        /// Where.
        location: Option<Location> = "location";
        /// What the employer does, in a few words.
        description: Option<LineText> = "description";
        /// The employer's website.
        url: Option<WebUrl> = "url";
        /// The first day, month or year.
        start_date: Option<Date> = "startDate";
        /// The last day, month or year; none means present.
        end_date: Option<EndDate> = "endDate";
        /// What it was about.
        summary: Option<Prose> = "summary";
        /// What was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// What it was done with.
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
        /// Where, if it differs from the employer's place.
        location: Option<Location> = "location";
        /// The first day, month or year.
        start_date: Option<Date> = "startDate";
        /// The last day, month or year; none means present.
        end_date: Option<EndDate> = "endDate";
        /// What it was about.
        summary: Option<Prose> = "summary";
        /// What was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// What it was done with.
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
        /// Where.
        location: Option<Location> = "location";
        /// The organization's website.
        url: Option<WebUrl> = "url";
        /// The first day, month or year.
        start_date: Option<Date> = "startDate";
        /// The last day, month or year; none means present.
        end_date: Option<EndDate> = "endDate";
        /// What it was about.
        summary: Option<Prose> = "summary";
        /// What was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// What it was done with.
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
        /// The first day, month or year.
        start_date: Option<Date> = "startDate";
        /// The last day, month or year; none means present.
        end_date: Option<EndDate> = "endDate";
        /// The grade.
        score: Option<LineText> = "score";
        /// Courses taken.
        courses: Vec<LineText> = "courses";
        /// Where.
        location: Option<Location> = "location";
        /// What it was about.
        summary: Option<Prose> = "summary";
        /// What was achieved.
        highlights: Vec<Highlight> = "highlights";
    }
}

record! {
    /// An award.
    Award is entry "an award" {
        /// What was awarded.
        title: Option<LineText> = "title";
        /// When.
        date: Option<Date> = "date";
        /// By whom.
        awarder: Option<LineText> = "awarder";
        /// Where.
        location: Option<Location> = "location";
        /// Where it is announced.
        url: Option<WebUrl> = "url";
        /// What for.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A certificate.
    Certificate is entry "a certificate" {
        /// The name.
        name: Option<LineText> = "name";
        /// When it was issued.
        date: Option<Date> = "date";
        /// Since when it is valid, instead of `date`.
        start_date: Option<Date> = "startDate";
        /// Until when it is valid.
        end_date: Option<EndDate> = "endDate";
        /// Where it can be verified.
        url: Option<WebUrl> = "url";
        /// Who issued it.
        issuer: Option<LineText> = "issuer";
        /// Where.
        location: Option<Location> = "location";
        /// Its badge, in the profile's folder.
        image: Option<ImagePath> = "image";
        /// What it is about.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A publication.
    Publication is entry "a publication" {
        /// The title.
        name: Option<LineText> = "name";
        /// Where it appeared.
        publisher: Option<LineText> = "publisher";
        /// The journal that it appeared in.
        journal: Option<LineText> = "journal";
        /// The volume of the journal.
        volume: Option<Plain> = "volume";
        /// The issue of the volume.
        issue: Option<Plain> = "issue";
        /// The pages, such as `45–67`.
        pages: Option<Plain> = "pages";
        /// Where: of a conference, or of the publisher.
        location: Option<Location> = "location";
        /// What kind, such as `Conference paper`.
        kind: Option<LineText> = "type";
        /// When it appeared.
        release_date: Option<Date> = "releaseDate";
        /// Its DOI, such as `10.1000/182`, or the URL of that.
        doi: Option<Plain> = "doi";
        /// Where it can be read.
        url: Option<WebUrl> = "url";
        /// Who wrote it, the person included.
        authors: Vec<LineText> = "authors";
        /// What it is about.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// A group of skills.
    Skill is entry "a skill" {
        /// The name of the group.
        name: Option<LineText> = "name";
        /// How well, such as `Master`.
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
        /// How well.
        fluency: Option<LineText> = "fluency";
        /// What shows it, such as `TOEFL 110`.
        keywords: Vec<Keyword> = "keywords";
    }
}

record! {
    /// An interest.
    Interest is entry "an interest" {
        /// The interest.
        name: Option<LineText> = "name";
        /// What of it.
        keywords: Vec<Keyword> = "keywords";
        /// What it is about.
        summary: Option<Prose> = "summary";
    }
}

record! {
    /// What somebody says of the person.
    Reference is entry "a reference" {
        /// Who says it.
        name: Option<LineText> = "name";
        /// Their position.
        position: Option<LineText> = "position";
        /// Whom they work for.
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
        /// What it is.
        description: Option<Prose> = "description";
        /// What was achieved.
        highlights: Vec<Highlight> = "highlights";
        /// What it is made with.
        keywords: Vec<Keyword> = "keywords";
        /// The first day, month or year.
        start_date: Option<Date> = "startDate";
        /// The last day, month or year; none means present.
        end_date: Option<EndDate> = "endDate";
        /// Where it can be seen.
        url: Option<WebUrl> = "url";
        /// The person's part in it.
        roles: Vec<LineText> = "roles";
        /// Where.
        location: Option<Location> = "location";
        /// For whom, such as a company.
        entity: Option<LineText> = "entity";
        /// What kind, such as `application`.
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
        /// When it was last changed; the PDF's date.
        last_modified: Option<Timestamp> = "lastModified";
        /// The language of texts that name none, as a BCP 47 tag; `en` if absent.
        language: Option<LanguageTag> = "language";
        /// The sections by id, in the order in which they are shown; those not named follow. An application goes before it.
        sections: Vec<Plain> = "sections";
        /// The theme that other tools of JSON Resume use; curricle takes its theme from the application.
        theme: Option<Plain> = "theme";
    }
}
