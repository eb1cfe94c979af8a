//! What made-up people are made of.

/// What people of one field do.
pub(crate) struct Field {
    pub(crate) roles: &'static [&'static str],
    pub(crate) things: &'static [&'static str],
    pub(crate) tools: &'static [&'static str],
    pub(crate) groups: [&'static str; 3],
    pub(crate) subjects: &'static [&'static str],
    pub(crate) journals: &'static [&'static str],
}

#[rustfmt::skip]
pub(crate) const FIELDS: [Field; 5] = [
    Field {
        roles: &[
            "Software Engineer", "Senior Software Engineer", "Staff Engineer", "Data Engineer", "Site Reliability Engineer",
            "Engineering Manager", "Platform Lead", "Research Engineer", "Security Engineer", "Solutions Architect",
        ],
        things: &[
            "the billing service", "a search index of forty million products", "the nightly import", "the on-call rota",
            "an event pipeline (Kafka → ClickHouse)", "the A/B-testing framework", "the customer-facing API", "a feature store",
            "the mobile back-end", "the internal developer portal", "the `deploy` tool", "a forecasting model", "the audit log",
            "two payment gateways", "the permission system", "a cache in front of the catalogue",
        ],
        tools: &[
            "Rust", "Python", "Go", "PostgreSQL", "Kafka", "Kubernetes", "Terraform", "TypeScript", "gRPC", "ClickHouse", "Redis",
            "dbt", "Airflow", "C++", "Prometheus", "OpenTelemetry", "Spark", "Elixir", "React", "Ansible", "Nix", "SQLite",
        ],
        groups: ["Languages", "Data", "Operations"],
        subjects: &["Computer Science", "Applied Mathematics", "Physics", "Statistics", "Information Systems"],
        journals: &["Software Practice Letters", "Proceedings of DataConf", "The Queue", "Journal of Reliable Systems"],
    },
    Field {
        roles: &[
            "Registered Nurse", "Ward Manager", "Clinical Educator", "Nurse Practitioner", "Head of Nursing", "Study Nurse",
            "Infection Control Lead", "Care Coordinator",
        ],
        things: &[
            "the handover between shifts", "a discharge checklist", "the sepsis pathway", "a clinic for heart failure", "the rota of the ward",
            "the triage of walk-in patients", "a programme of vaccinations", "the training of new staff", "the medication round",
            "a registry of wounds", "the care of stroke patients", "a register of falls", "the isolation unit", "the home-visit service",
        ],
        tools: &[
            "Intensive care", "Wound management", "Phlebotomy", "ECG", "Triage", "Patient education", "Palliative care", "Dialysis",
            "Medication safety", "Electronic records", "Infection control", "Ventilation", "Audit", "Mentoring", "Rostering",
        ],
        groups: ["Clinical", "Safety", "Leadership"],
        subjects: &["Nursing Science", "Public Health", "Health Management", "Clinical Research", "Midwifery"],
        journals: &["Nursing Quarterly", "Ward & Practice", "Annals of Patient Safety", "Clinical Education Review"],
    },
    Field {
        roles: &[
            "Financial Analyst", "Controller", "Senior Auditor", "Tax Adviser", "Treasury Manager", "Head of Accounting", "Risk Analyst",
            "Investment Associate",
        ],
        things: &[
            "the monthly close", "a model of cash flow", "the audit of three subsidiaries", "the transfer-pricing file", "the budget process",
            "a dashboard of receivables", "the valuation of a portfolio", "the switch to IFRS 16", "the credit policy", "the treasury reports",
            "a stress test of the loan book", "the chart of accounts", "the tax returns of the group", "a due diligence",
        ],
        tools: &[
            "IFRS", "HGB", "SAP S/4HANA", "Excel", "Power BI", "SQL", "Consolidation", "Valuation", "Hedging", "Forecasting", "Internal audit",
            "Payroll", "VAT", "Python", "Bloomberg", "Basel III", "Cost accounting",
        ],
        groups: ["Standards", "Tools", "Methods"],
        subjects: &["Business Administration", "Finance", "Accounting", "Economics", "Business Law"],
        journals: &["Journal of Applied Accounting", "Treasury Today", "Risk & Return", "The Auditor's Review"],
    },
    Field {
        roles: &[
            "Mechanical Engineer", "Design Engineer", "Test Engineer", "Process Engineer", "Project Engineer", "Head of Maintenance",
            "Quality Engineer", "Energy Consultant",
        ],
        things: &[
            "a gearbox for wind turbines", "the test bench for pumps", "the maintenance plan of a paper mill", "a heat exchanger",
            "the assembly line for valves", "the tolerance chain of a bearing", "a retrofit of two boilers", "the supplier audits",
            "a model of fatigue (FEM)", "the commissioning of a biogas plant", "the cooling of a battery pack", "the spare-parts store",
            "a fixture for laser welding", "the energy audit of a brewery",
        ],
        tools: &[
            "CATIA", "SolidWorks", "ANSYS", "FEM", "GD&T", "FMEA", "Six Sigma", "MATLAB", "PLC programming", "Hydraulics", "Welding", "CFD",
            "Lean production", "ISO 9001", "Thermodynamics", "Vibration analysis", "Machining",
        ],
        groups: ["Design", "Analysis", "Production"],
        subjects: &["Mechanical Engineering", "Process Engineering", "Energy Systems", "Materials Science", "Mechatronics"],
        journals: &["Machine & Process", "Energy Engineering Letters", "Archive of Applied Fatigue", "Works Practice"],
    },
    Field {
        roles: &[
            "Lecturer", "Research Associate", "Curator", "Editor", "Museum Educator", "Librarian", "Head of Programmes", "Translator",
            "Press Officer",
        ],
        things: &[
            "a seminar on early printing", "the catalogue of a map collection", "the summer school", "a podcast about local history",
            "the translation of two novels", "an exhibition of glass", "the press work of a festival", "the digitisation of 900 letters",
            "the reading list for first-years", "a grant for regional archives", "the alumni magazine", "the peer review of a journal",
            "a course in academic writing", "the loan of forty paintings",
        ],
        tools: &[
            "Archival research", "Palaeography", "TEI-XML", "InDesign", "Proofreading", "Fundraising", "Latin", "Curriculum design", "Interviews",
            "Cataloguing (RDA)", "Exhibition design", "Public speaking", "Zotero", "Moderation", "Copy editing", "Didactics",
        ],
        groups: ["Research", "Editing", "Teaching"],
        subjects: &["History of Art", "Comparative Literature", "Library Science", "History", "Linguistics"],
        journals: &["Archive & Memory", "Papers in Book History", "The Museum Journal", "Studies in Translation"],
    },
];

#[rustfmt::skip]
pub(crate) const GIVEN: [&str; 60] = [
    "Ada", "Bruno", "Chioma", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Iker", "José", "Kaja", "Lủc", "Mireille", "Nadia", "Oskar",
    "Priya", "Quentin", "Rosa", "Sven", "Tomás", "Ulla", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoë", "Amara", "Björn", "Céline", "Dario",
    "Eszter", "Fionn", "Gülşen", "Henrik", "Ingrid", "Jakub", "Kwame", "Leila", "Mateo", "Noor", "Ömer", "Pia", "Rania", "Søren", "Thandiwe",
    "Uwe", "Valeria", "Wiebke", "Yara", "Zbigniew", "Anaïs", "Bogdan", "Chiara", "Désirée", "Emeka", "Freya", "Giorgos", "Hiroko", "Ines", "Jan",
];

#[rustfmt::skip]
pub(crate) const FAMILY: [&str; 60] = [
    "Okafor", "Lindqvist", "Moreau", "Petrović", "Schäfer", "Tanaka", "Uribe", "Van Dijk", "Weiß", "Żukowska", "Abebe", "Brennan", "Castellanos",
    "Dąbrowski", "Engström", "Ferreira", "Grünwald", "Haddad", "Ivanova", "Jørgensen", "Kovács", "Lefèvre", "Mbeki", "Nakamura", "O'Sullivan",
    "Papadakis", "Quiroga", "Rosenthal", "Sørensen", "Takahashi", "Ünal", "Vasquez", "Wójcik", "Yılmaz", "Zimmermann", "Adeyemi", "Bianchi",
    "Carvalho", "Dvořák", "Eriksson", "Fischer", "García Márquez", "Hoffmann", "Ibrahim", "Janssen", "Kiplagat", "Larsen", "Müller-Thiele", "Novák",
    "Oliveira", "Peeters", "Rahman", "Silva", "Tóth", "Usman", "Vogel", "Wright", "Yamada", "Zhang", "Nguyễn",
];

#[rustfmt::skip]
pub(crate) const CITIES: [&str; 48] = [
    "Aachen", "Bilbao", "Cork", "Daejeon", "Enschede", "Florence", "Göteborg", "Halifax", "Izmir", "Jena", "Kraków", "Leiden", "Malmö", "Nantes",
    "Odense", "Porto", "Quimper", "Rostock", "Sevilla", "Tartu", "Uppsala", "Varna", "Wrocław", "York", "Zagreb", "Antwerp", "Brno", "Coimbra",
    "Debrecen", "Erfurt", "Freiburg", "Graz", "Heraklion", "Innsbruck", "Jyväskylä", "Košice", "Lausanne", "Münster", "Nicosia", "Oulu", "Pécs",
    "Reims", "Skövde", "Trondheim", "Utrecht", "Verona", "Würzburg", "Zürich",
];

#[rustfmt::skip]
pub(crate) const STREETS: [&str; 16] = [
    "Lindenstraße", "Am Markt", "Hafenweg", "Goethestraße", "Kirchgasse", "Ringstraße", "Bergallee", "Mühlenweg", "Schulstraße", "Parkstraße",
    "Uferweg", "Gartenstraße", "Bahnhofstraße", "Rosenweg", "Feldstraße", "Schlossallee",
];

#[rustfmt::skip]
pub(crate) const FIRM_STARTS: [&str; 40] = [
    "Anvil", "Brightwater", "Cobalt", "Dovetail", "Evergreen", "Fathom", "Granary", "Hexagon", "Ibex", "Juniper", "Kestrel", "Lantern", "Meridian",
    "Northgate", "Orchard", "Paragon", "Quarry", "Redwood", "Saltmarsh", "Tamarind", "Umbra", "Viaduct", "Willow", "Xylon", "Yarrow", "Zephyr", "Alder",
    "Beacon", "Cinder", "Drift", "Ember", "Fennel", "Gull", "Harbour", "Iron", "Jasper", "Kiln", "Larch", "Mill", "Nettle",
];

#[rustfmt::skip]
pub(crate) const FIRM_ENDS: [&str; 20] = [
    "& Sons", "Freight", "Mutual", "Rail", "Networks", "Street", "Partners", "Institute", "Clinic", "Press", "Labs", "Works", "Foundation", "Group",
    "Systems", "Trust", "Energy", "Academy", "Consulting", "Holding",
];

#[rustfmt::skip]
pub(crate) const VERBS: [&str; 24] = [
    "Built", "Replaced", "Led", "Measured and then rewrote", "Designed", "Took over", "Split", "Automated", "Documented", "Retired", "Planned",
    "Introduced", "Reviewed", "Coordinated", "Set up", "Simplified", "Supervised", "Negotiated", "Rescued", "Tested", "Moved", "Relaunched",
    "Prepared", "Shortened",
];

#[rustfmt::skip]
pub(crate) const MANNERS: [&str; 24] = [
    "without a minute of interruption", "with a team of four", "together with product and legal", "after two failed attempts by vendors",
    "from the first sketch to the last review", "in three short steps", "against a hard deadline", "with the people who use it every day",
    "on the strength of a two-week pilot", "and wrote the guide that others follow", "as the only one on site", "under a new regulation",
    "in the middle of a merger", "with figures that anyone can check", "alongside the daily work", "for eleven markets", "at the request of the board",
    "by asking those who had complained", "before the old contract ran out", "with half of the usual staff", "in two languages",
    "through one winter", "as deputy of the head", "during a move of the whole department",
];

#[rustfmt::skip]
pub(crate) const STUDIES: [&str; 8] = [
    "What went wrong with", "Ten years of", "The true cost of", "A field study of", "On the limits of", "Lessons from", "Who pays for", "Another look at",
];

#[rustfmt::skip]
pub(crate) const LANGUAGES: [&str; 12] = [
    "German", "French", "Spanish", "Turkish", "Polish", "Arabic", "Dutch", "Portuguese", "Italian", "Swedish", "Czech", "Japanese",
];
