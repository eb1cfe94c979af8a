//! Names that other tools have for what curricle does.

/// What to type for the name of another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// The same under our name.
    Same(&'static str),
    /// Something else, in words.
    Advice(&'static str),
}

use Other::{Advice, Same};

/// Commands of others.
const COMMANDS: [(&[&str], Other); 12] = [
    (&["init", "create", "start", "scaffold", "setup"], Same("new")),
    (
        &["add", "apply"],
        Advice("type `curricle new application NAME` in a workspace, or `curricle new me.yaml` for a profile"),
    ),
    (&["build", "compile", "pdf", "make", "generate", "gen", "export", "run", "print"], Same("render")),
    (&["watch", "preview", "serve", "server", "dev", "open"], Same("render --watch")),
    (&["validate", "lint", "verify", "test", "doctor"], Same("check")),
    (
        &["list", "ls"],
        Advice("type `curricle themes` to list themes, or `curricle render --dry-run` to list what would be made"),
    ),
    (&["template", "templates", "style", "styles", "design"], Same("themes")),
    (
        &["convert", "migrate", "from"],
        Advice(
            "type `curricle import FILE` to import another tool's file, or `curricle render FILE -f txt` for another format",
        ),
    ),
    (&["score", "rank", "ats", "analyze", "analyse", "tailor", "optimize"], Same("match")),
    (
        &["letter", "cover-letter", "coverletter", "cover"],
        Advice("type `curricle render me.yaml --letter letter.yaml`"),
    ),
    (&["language", "languages", "lang"], Same("locales")),
    (&["version"], Advice("type `curricle --version`")),
];

/// Options of others. Advice is about options of `render` and of what works like it.
const OPTIONS: [(&[&str], Other); 20] = [
    (
        &[
            "out",
            "output-dir",
            "outdir",
            "out-dir",
            "output-file",
            "output-path",
            "output-folder",
            "outfile",
            "dest",
            "dist",
            "destination",
        ],
        Same("output"),
    ),
    (&["template", "style", "design", "layout"], Same("theme")),
    (&["lang", "locale"], Same("language")),
    (&["type", "fmt", "to", "filetype", "output-format"], Same("format")),
    (
        &["pdf", "png", "svg", "txt", "text", "md", "markdown", "typst"],
        Advice("name formats after `-f`, such as `-f pdf,png,txt`"),
    ),
    (&["docx", "html", "latex", "tex"], Advice("name one of these formats after `-f`: pdf, png, svg, txt, md, typ")),
    (&["max-pages", "page-limit", "page-count", "one-page"], Same("pages")),
    (&["tag", "tags", "only", "filter"], Same("include")),
    (&["skip", "without", "omit"], Same("exclude")),
    (&["anonymize", "anonymise", "anonymous", "blind", "mask"], Same("redact")),
    (&["job", "jd", "job-description", "advert", "ad", "job-ad"], Same("posting")),
    (
        &[
            "font",
            "font-size",
            "fontsize",
            "color",
            "colour",
            "accent",
            "paper",
            "papersize",
            "page-size",
            "margin",
            "margins",
            "photo",
            "icons",
            "density",
            "date-format",
        ],
        Advice("set the look of a page with `-O KEY=VALUE`; `curricle themes show plain` lists the keys"),
    ),
    (
        &["i", "input", "file", "in", "resume", "cv", "profile", "data", "source"],
        Advice("name the file without an option: `curricle render me.yaml`"),
    ),
    (&["v", "verbose", "debug"], Advice("`--explain` prints what is shown and why; there is no other log")),
    (&["json", "output-json"], Advice("type `--message-format json`")),
    (&["log-format", "error-format"], Same("message-format")),
    (&["silent", "no-progress"], Same("quiet")),
    (&["threads", "parallel", "workers", "processes"], Same("jobs")),
    (&["live", "reload", "preview"], Same("watch")),
    (&["plan", "pretend", "simulate", "n"], Same("dry-run")),
];

/// Returns what to type for a command of another tool.
pub(super) fn command(name: &str) -> Option<Other> {
    find(&COMMANDS, name)
}

/// Returns what to type for an option of another tool, without its hyphens.
pub(super) fn option(name: &str) -> Option<Other> {
    find(&OPTIONS, name)
}

fn find(known: &[(&[&str], Other)], name: &str) -> Option<Other> {
    let name = name.to_lowercase().replace('_', "-");
    known.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, other)| *other)
}
