//! Made-up people for a batch: profiles of two pages, each different, the same on every run.
//!
//! What somebody did is put together from what is done in their field, how, and with what success, with numbers in between, so
//! that hardly a sentence is in two profiles: a batch must not live on what Typst remembers of the profile before. How much
//! somebody did varies, within what two pages hold in `plain` and in `ledger`.

mod words;

use std::fmt::{Result, Write};

use crate::dice::Dice;
use words::{CITIES, FAMILY, FIELDS, FIRM_ENDS, FIRM_STARTS, Field, GIVEN, LANGUAGES, MANNERS, STREETS, VERBS};

/// The profile of the person of this number, as YAML.
pub(crate) fn person(number: usize) -> String {
    let mut out = String::with_capacity(8 << 10);
    let mut dice = Dice(0x5EED_0000_0000 ^ (number as u64) << 1);
    let field = &FIELDS[dice.roll(FIELDS.len())];
    Person { number, field, dice, out: &mut out }.write().expect("a string takes any text");
    out
}

/// The profile of a person of whom little is known, as YAML: one page, quickly made.
pub(crate) fn stranger(number: usize) -> String {
    let dice = &mut Dice(number as u64);
    let field = &FIELDS[dice.roll(FIELDS.len())];
    let (given, family, role) = (dice.pick(&GIVEN), dice.pick(&FAMILY), dice.pick(field.roles));
    format!("basics: {{name: {given} {family}, label: {role}, email: person.{number}@example.org}}\n")
}

/// Where a person is written to.
struct Person<'a> {
    number: usize,
    field: &'static Field,
    dice: Dice,
    out: &'a mut String,
}

impl Person<'_> {
    fn write(&mut self) -> Result {
        self.basics()?;
        let began = self.work()?;
        self.projects()?;
        self.publications()?;
        self.education(began)?;
        self.skills()?;
        self.others(began)?;
        writeln!(self.out, "meta: {{lastModified: \"2026-11-21\"}}")
    }

    fn basics(&mut self) -> Result {
        let (number, dice) = (self.number, &mut self.dice);
        let (given, family, city) = (dice.pick(&GIVEN), dice.pick(&FAMILY), dice.pick(&CITIES));
        let middle = if dice.roll(3) == 0 { format!(" {}", dice.pick(&GIVEN)) } else { String::new() };
        let (role, phone) = (dice.pick(self.field.roles), dice.roll(90_000_000) + 10_000_000);
        let (street, house, code) = (dice.pick(&STREETS), 1 + dice.roll(180), 10_000 + dice.roll(89_999));
        let summary = [self.sentence(), self.sentence(), self.sentence()].join("\n    ");
        writeln!(
            self.out,
            "basics:
  name: {given}{middle} {family}
  label: {role}
  email: person.{number}@example.org
  phone: \"+49 30 {phone}\"
  url: https://example.org/people/{number}
  location: {{address: {street} {house}, postalCode: \"{code}\", city: {city}, countryCode: DE}}
  profiles:
    - {{network: LinkedIn, username: person-{number}, url: \"https://www.linkedin.com/in/person-{number}\"}}
  summary: >-
    {summary}"
        )
    }

    /// Returns the year in which it began.
    fn work(&mut self) -> std::result::Result<usize, std::fmt::Error> {
        writeln!(self.out, "work:")?;
        let mut year = 2026;
        for job in 0..4 {
            let start = year - 2 - self.dice.roll(3);
            let (firm, city, role) = (self.firm(), self.dice.pick(&CITIES), self.dice.pick(self.field.roles));
            let summary = self.sentence();
            let (from, until) = (1 + self.dice.roll(12), 1 + self.dice.roll(12));
            write!(
                self.out,
                "  - name: {firm}\n    location: {city}\n    position: {role}\n    startDate: {start}-{from:02}\n"
            )?;
            if job > 0 {
                writeln!(self.out, "    endDate: {year}-{until:02}")?;
            }
            writeln!(self.out, "    summary: {summary}\n    highlights:")?;
            for _ in 0..3 + self.dice.roll(2) {
                let text = self.sentence();
                writeln!(self.out, "      - {text}")?;
            }
            year = start;
        }
        Ok(year)
    }

    fn projects(&mut self) -> Result {
        writeln!(self.out, "projects:")?;
        for index in 0..2 {
            let (name, description, highlight) = (self.firm(), self.sentence(), self.sentence());
            let (tools, number) = (self.dice.some(self.field.tools, 3), self.number);
            writeln!(
                self.out,
                "  - name: {name}
    description: {description}
    url: https://example.org/p/{number}/{index}
    keywords: [{tools}]
    highlights:
      - {highlight}"
            )?;
        }
        Ok(())
    }

    fn publications(&mut self) -> Result {
        writeln!(self.out, "publications:")?;
        for _ in 0..=self.dice.roll(2) {
            let (thing, city) = (self.dice.pick(self.field.things), self.dice.pick(&CITIES));
            let (kind, publisher) = (self.dice.pick(&words::STUDIES), self.dice.pick(self.field.journals));
            let (year, month, count) = (2012 + self.dice.roll(14), 1 + self.dice.roll(12), 3 + self.dice.roll(97));
            writeln!(
                self.out,
                "  - name: \"{kind} {thing}: {count} cases from {city}\"
    publisher: {publisher}
    releaseDate: {year}-{month:02}"
            )?;
        }
        Ok(())
    }

    fn education(&mut self, until: usize) -> Result {
        writeln!(self.out, "education:")?;
        for (degree, years, end) in [("MSc", 2, until), ("BSc", 3, until - 2)] {
            let (city, area) = (self.dice.pick(&CITIES), self.dice.pick(self.field.subjects));
            let (start, grade) = (end - years, self.dice.roll(10));
            writeln!(
                self.out,
                "  - institution: University of {city}
    area: {area}
    studyType: {degree}
    startDate: {start}-10
    endDate: {end}-09
    score: 1.{grade}"
            )?;
        }
        Ok(())
    }

    fn skills(&mut self) -> Result {
        writeln!(self.out, "skills:")?;
        for group in self.field.groups {
            let count = 4 + self.dice.roll(3);
            let keywords = self.dice.some(self.field.tools, count);
            writeln!(self.out, "  - {{name: {group}, keywords: [{keywords}]}}")?;
        }
        Ok(())
    }

    /// Languages, certificates and awards.
    fn others(&mut self, began: usize) -> Result {
        let dice = &mut self.dice;
        let (other, fluency) = (dice.pick(&LANGUAGES), dice.pick(&["fluent", "native", "B2", "C1"]));
        let (tool, year) = (dice.pick(self.field.tools), began + 1 + dice.roll(8));
        let issuer = self.firm();
        writeln!(
            self.out,
            "languages:
  - {{language: English, fluency: fluent}}
  - {{language: {other}, fluency: {fluency}}}
certificates:
  - {{name: Certified in {tool}, issuer: {issuer}, date: {year}-05}}"
        )
    }

    fn firm(&mut self) -> String {
        format!("{} {}", self.dice.pick(&FIRM_STARTS), self.dice.pick(&FIRM_ENDS))
    }

    /// Something that somebody did.
    fn sentence(&mut self) -> String {
        let dice = &mut self.dice;
        let (verb, thing, manner) = (dice.pick(&VERBS), dice.pick(self.field.things), dice.pick(&MANNERS));
        let (number, city) = (2 + dice.roll(97), dice.pick(&CITIES));
        let success = match dice.roll(8) {
            0 => format!("and cut its cost by {number} %"),
            1 => format!("for {number} teams in {city}"),
            2 => format!("which **{number} colleagues** in {city} now rely on"),
            3 => format!("so that the wait fell from {} days to {number} hours", number / 8 + 5),
            4 => format!("on a budget of €{number},000"),
            5 => format!("across {number} sites, from {city} to {}", dice.pick(&CITIES)),
            6 => format!("and brought *complaints* down from {} to {number} a year", number * 3 + 11),
            _ => format!("{number} weeks ahead of the plan made in {city}"),
        };
        format!("{verb} {thing} {manner}, {success}.")
    }
}
