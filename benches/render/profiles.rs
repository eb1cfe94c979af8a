//! Made-up profiles of about two pages, each different, the same on every run.

use std::fmt::Write;

use dice::Dice;

#[path = "../batch/dice.rs"]
mod dice;

const GIVEN: [&str; 12] =
    ["Ada", "Bruno", "Chioma", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Iker", "José", "Kaja", "Lủc"];
const FAMILY: [&str; 10] =
    ["Okafor", "Lindqvist", "Moreau", "Petrović", "Schäfer", "Tanaka", "Uribe", "Van Dijk", "Weiß", "Żukowska"];
const PLACES: [&str; 8] = ["Aachen", "Bilbao", "Cork", "Daejeon", "Enschede", "Florence", "Göteborg", "Halifax"];
const FIRMS: [&str; 10] = [
    "Anvil & Sons",
    "Brightwater",
    "Cobalt Freight",
    "Dovetail",
    "Evergreen Mutual",
    "Fathom",
    "Granary",
    "Hexagon Rail",
    "Ibex Networks",
    "Juniper Street",
];
const ROLES: [&str; 8] = [
    "Software Engineer",
    "Senior Software Engineer",
    "Staff Engineer",
    "Data Engineer",
    "Site Reliability Engineer",
    "Engineering Manager",
    "Platform Lead",
    "Research Engineer",
];
const VERBS: [&str; 10] = [
    "Built",
    "Replaced",
    "Led",
    "Measured and then rewrote",
    "Designed",
    "Took over",
    "Split",
    "Automated",
    "Documented",
    "Retired",
];
const THINGS: [&str; 12] = [
    "the billing service",
    "a search index of forty million products",
    "the nightly import",
    "the on-call rota",
    "an event pipeline (Kafka → ClickHouse)",
    "the A/B-testing framework",
    "the customer-facing API",
    "a feature store",
    "the mobile back-end",
    "the *internal* developer portal",
    "the `deploy` tool",
    "a forecasting model",
];
const ENDS: [&str; 10] = [
    "and cut its cost by a third",
    "without a minute of downtime",
    "which now answers in under **40 ms**",
    "with a team of four",
    "so that releases went from monthly to daily",
    "and wrote the guide that others follow",
    "together with product and legal",
    "for eleven markets",
    "after two failed attempts by vendors",
    "and brought the error rate below 0.1 %",
];
const TOOLS: [&str; 18] = [
    "Rust",
    "Python",
    "Go",
    "PostgreSQL",
    "Kafka",
    "Kubernetes",
    "Terraform",
    "TypeScript",
    "gRPC",
    "ClickHouse",
    "Redis",
    "dbt",
    "Airflow",
    "C++",
    "Prometheus",
    "OpenTelemetry",
    "Spark",
    "Elixir",
];
const SUBJECTS: [&str; 5] =
    ["Computer Science", "Applied Mathematics", "Physics", "Electrical Engineering", "Statistics"];

fn achievement(dice: &mut Dice) -> String {
    format!("{} {} {}.", dice.pick(&VERBS), dice.pick(&THINGS), dice.pick(&ENDS))
}

/// The profile of this number, as YAML.
pub(crate) fn profile(number: usize) -> String {
    sized(number, 4, 3)
}

/// The profile of this number with so many jobs and projects, as YAML.
pub(crate) fn sized(number: usize, jobs: usize, projects: usize) -> String {
    let mut dice = Dice(number as u64);
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut out, &mut dice, number, jobs, projects);
    out
}

fn write(out: &mut String, dice: &mut Dice, number: usize, jobs: usize, projects: usize) -> std::fmt::Result {
    let (given, family) = (dice.pick(&GIVEN), dice.pick(&FAMILY));
    writeln!(out, "basics:\n  name: {given} {family}\n  label: {}", dice.pick(&ROLES))?;
    writeln!(out, "  email: person{number}@example.org\n  phone: \"+49 30 {:07}\"", dice.roll(10_000_000))?;
    writeln!(
        out,
        "  url: https://example.org/people/{number}\n  location: {{city: {}, countryCode: DE}}",
        dice.pick(&PLACES)
    )?;
    writeln!(
        out,
        "  profiles:\n    - {{network: GitHub, username: person{number}, url: \"https://github.com/person{number}\"}}"
    )?;
    writeln!(out, "  summary: >-")?;
    for _ in 0..3 {
        writeln!(out, "    {}", achievement(dice))?;
    }
    writeln!(out, "work:")?;
    let mut year = 2025;
    for job in 0..jobs {
        let start = year - 2 - dice.roll(2);
        writeln!(out, "  - name: {}\n    location: {}", dice.pick(&FIRMS), dice.pick(&PLACES))?;
        writeln!(out, "    summary: {}", achievement(dice))?;
        if job == 1 {
            let middle = start + 1;
            writeln!(out, "    positions:")?;
            writeln!(out, "      - {{position: {}, startDate: {middle}-03, endDate: {year}-01}}", dice.pick(&ROLES))?;
            writeln!(out, "      - {{position: {}, startDate: {start}-02, endDate: {middle}-02}}", dice.pick(&ROLES))?;
        } else {
            writeln!(out, "    position: {}\n    startDate: {start}-{:02}", dice.pick(&ROLES), 1 + dice.roll(12))?;
            if job > 0 {
                writeln!(out, "    endDate: {year}-{:02}", 1 + dice.roll(12))?;
            }
        }
        writeln!(out, "    highlights:")?;
        for _ in 0..4 + dice.roll(2) {
            writeln!(out, "      - text: {}\n        tags: [backend]", achievement(dice))?;
        }
        year = start;
    }
    writeln!(out, "projects:")?;
    for index in 0..projects {
        writeln!(out, "  - name: {} {index}\n    status: Production", dice.pick(&FIRMS))?;
        writeln!(out, "    description: {}\n    url: https://example.org/p/{number}/{index}", achievement(dice))?;
        writeln!(out, "    keywords: [{}]\n    highlights:\n      - {}", dice.some(&TOOLS, 4), achievement(dice))?;
    }
    writeln!(out, "education:")?;
    writeln!(out, "  - institution: University of {}\n    area: {}", dice.pick(&PLACES), dice.pick(&SUBJECTS))?;
    writeln!(out, "    studyType: MSc\n    startDate: {}-10\n    endDate: {}-09", year - 2, year)?;
    writeln!(out, "skills:")?;
    for group in ["Languages", "Data", "Operations"] {
        writeln!(out, "  - {{name: {group}, keywords: [{}]}}", dice.some(&TOOLS, 5))?;
    }
    writeln!(out, "languages:\n  - {{language: English, fluency: fluent}}\n  - {{language: German, fluency: native}}")?;
    writeln!(
        out,
        "certificates:\n  - {{name: Certified {}, issuer: {}, date: {}-05}}",
        dice.pick(&TOOLS),
        dice.pick(&FIRMS),
        year + 3
    )?;
    writeln!(out, "meta: {{lastModified: \"2026-11-21\"}}")
}
