//! What can be wrong with applications, workspaces, and what they name.

use super::{Case, LETTER};

/// A profile to select from.
const PROFILE: &str = "\
basics: {name: Grace Hopper, summary: Built a compiler.}
work:
- {id: navy, name: Navy, startDate: 1943, endDate: 1986, tags: [lead], highlights: [{text: Led., tags: [lead]}, Wrote.]}
- {id: harvard, name: Harvard, startDate: 1944, endDate: 1949, tags: [research]}
skills: [{name: COBOL}]
";

/// A case of `check` with an application.
fn application(name: &str, text: &str) -> Case {
    Case::new(format!("application-{name}"), &["check", "a/acme.yaml"])
        .file("me.yaml", PROFILE)
        .file("a/acme.yaml", text)
}

/// A case of a workspace.
fn workspace(name: &str, arguments: &[&str], text: &str) -> Case {
    Case::new(format!("workspace-{name}"), arguments).file("me.yaml", PROFILE).file("curricle.yaml", text)
}

/// A profile whose file bears its name.
const GRACE: &str = "basics: {name: Grace Hopper}\nwork: [{name: Navy}]\n";

/// A profile that says its name in what is left out.
const EXPLAINED: &str = "basics: {name: Grace Hopper}\nwork: [{name: Navy}, {name: Under Hopper, private: true}]\n";

/// A theme that does not end.
const ENDLESS: &str = "#let theme(..) = { for a in range(100000) { for b in range(100000) { let c = 0 } }\n(:) }\n";

/// A case of a profile whose name nobody may read, though the command names its file.
fn redacted(name: &str, arguments: &[&str], profile: &str) -> Case {
    Case::new(format!("redacted-{name}"), arguments).file("grace-hopper.yaml", profile)
}

pub(crate) fn all() -> Vec<Case> {
    vec![
        application("is-right", "profile: ../me.yaml\nselect: {include: [lead], since: 1950}\n"),
        application("unknown-tags", "profile: ../me.yaml\nselect: {include: [leed], exclude: [reserch, cooking]}\n"),
        application(
            "unknown-sections",
            "profile: ../me.yaml\nselect: {sections: [summary, wrk], limit: {skils: 1}, since: {hobbies: 1900}}\n",
        ),
        application(
            "no-such-place",
            "profile: ../me.yaml\nchange: {work: {nasa: {name: N}, 7: null}, basics: {emial: a}}\n",
        ),
        application("zero", "profile: ../me.yaml\npages: 0\nselect: {limit: {work: 0, highlights: '-1'}}\n"),
        application("letter-without-body", "profile: ../me.yaml\nletter:\n  subject: About compilers\n"),
        application("letter-is-absent", "profile: ../me.yaml\nletter: ../none.yaml\n"),
        application("letter-in-a-file", "profile: ../me.yaml\nletter: ../letter.yaml\n")
            .file("letter.yaml", LETTER.replace("body", "bdy")),
        application("circle", "extends: base.yaml\n")
            .file("a/base.yaml", "extends: more.yaml\n")
            .file("a/more.yaml", "profile: ../me.yaml\nextends: acme.yaml\n"),
        application("extends-itself", "extends: ./acme.yaml\nprofile: ../me.yaml\n"),
        application("base-is-wrong", "extends: ../base.yaml\nselect: {include: [lead]}\n")
            .file("base.yaml", "profile: me.yaml\npages: many\ntheme: merdian\n"),
        application("without-profile", "theme: plain\nselect: {include: [lead]}\n"),
        application("profile-is-absent", "profile: ../you.yaml\n"),
        application("profile-is-an-application", "profile: other.yaml\n").file("a/other.yaml", "profile: ../me.yaml\n"),
        application("profile-is-wrong", "profile: ../wrong.yaml\npages: 0\n")
            .file("wrong.yaml", "basics: {name: A, email: b}\n"),
        application("nothing-left", "profile: ../me.yaml\nselect: {sections: [references], since: 2000}\n"),
        application("names", "profile: ../me.yaml\noutput: '{nmae}-{company}'\nformats: [pdf, docx]\n"),
        application(
            "unknown-keys",
            "profile: ../me.yaml\nselct: {}\nselect: {inclde: [lead]}\ntheme: {name: plain, acent: red}\n",
        ),
        application("syntax", "profile: ../me.yaml\nselect: {include: [lead\n"),
        // The name of the output is not what is wrong.
        Case::new("application-over-broken-syntax", &["render", "a.yaml"])
            .file("a.yaml", "profile: me.yaml\ncompany: Acme\nrole: {en: Lead, de: Leitung}\noutput: '{company}-{role}'\n")
            .file("me.yaml", "basics:\n  name: Grace\n  label: Engineer: backend\n  emial: x\nwork:\n- nam: Navy\n"),
        Case::new("application-redacts-broken-syntax", &["render", "a.yaml"])
            .file("a.yaml", "profile: me.yaml\ncompany: Acme\noutput: '{company}'\nredact: [name]\n")
            .file("me.yaml", "basics:\n  name: Grace\n  label: Engineer: backend\n  emial: x\n"),
        Case::new("application-named-by-company", &["render", "a.yaml", "-f", "txt"])
            .file("a.yaml", "profile: me.yaml\ncompany: Acme\nrole: {en: Lead, de: Leitung}\noutput: '{company}-{role}-{language}'\n")
            .file("me.yaml", "basics: {name: Grace Hopper}\nmeta: {language: de}\n"),
        application("posting-is-empty", "profile: ../me.yaml\nposting: ad.txt\n").file("a/ad.txt", " \n"),
        application("posting-is-a-pdf", "profile: ../me.yaml\nposting: ad.pdf\n").file("a/ad.pdf", "%PDF-1.7\n"),
        Case::new("application-without-its-company", &["render", "a.yaml"])
            .file("me.yaml", PROFILE)
            .file("a.yaml", "profile: me.yaml\noutput: '{name}-{company}'\n"),
        Case::new("application-output-clash", &["render", "a.yaml", "b.yaml"])
            .file("me.yaml", PROFILE)
            .file("a.yaml", "profile: me.yaml\noutput: '{name}'\n")
            .file("b.yaml", "profile: me.yaml\noutput: grace-hopper\n"),
        Case::new("application-over-its-profile", &["render", "a.yaml", "-o", ".", "-f", "md"])
            .file("me.md", PROFILE)
            .file("a.yaml", "profile: me.md\noutput: me\n"),
        Case::new(
            "application-flags",
            &["check", "me.yaml", "--include", "leed", "--limit", "work=0", "--since", "soon"],
        )
        .file("me.yaml", PROFILE),
        Case::new("application-flag-without-count", &["check", "me.yaml", "--limit", "work"]).file("me.yaml", PROFILE),
        Case::new("application-is-a-profile", &["check", "me.yaml", "-a", "good.yaml"]).file("me.yaml", PROFILE),
        Case::new("application-is-absent", &["check", "me.yaml", "-a", "none.yaml"]).file("me.yaml", PROFILE),
        Case::new(
            "application-explained",
            &["check", "me.yaml", "--include", "lead", "--limit", "highlights=1", "--explain"],
        )
        .file("me.yaml", PROFILE),
        Case::new("application-explained-to-stdout", &["render", "me.yaml", "--explain", "-o", "-"])
            .file("me.yaml", PROFILE),
        workspace("is-right", &["check"], "targets: [{profiles: me.yaml, languages: [en, de]}]\n"),
        workspace(
            "is-wrong",
            &["render"],
            "defaults: {pages: 0, thme: x}\noutpt: x\ntargets:\n- {applications: 'none/*.yaml', formats: [docx]}\n\
             - {profiles: [you.yaml, '[a'], languages: [english!]}\n- {themes: plain}\n",
        ),
        workspace("names-nothing", &["render"], "targets: []\n"),
        workspace("syntax", &["render"], "targets: [\n"),
        workspace(
            "output-clash",
            &["render"],
            "targets:\n- {profiles: me.yaml}\n- {profiles: me.yaml, themes: ledger}\n",
        ),
        workspace(
            "defaults-are-wrong",
            &["check", "me.yaml"],
            "defaults: {pages: 0}\ntargets: [{profiles: me.yaml}]\n",
        ),
        redacted("a-name", &["render", "grace-hopper.yaml", "--redact", "name", "-o", "out/hopper/"], GRACE),
        redacted("a-name-written-together", &["check", "ghopper.yaml", "--redact", "name"], GRACE)
            .file("ghopper.yaml", GRACE),
        redacted(
            "a-warning",
            &["check", "grace-hopper.yaml", "--redact", "name"],
            "basics: {name: Grace Hopper, x: Hopper}",
        ),
        redacted(
            "warnings-are-denied",
            &["render", "grace-hopper.yaml", "--redact", "name", "--deny-warnings"],
            "basics: {name: Grace Hopper, hobby: sailing}",
        ),
        redacted("no-syntax", &["check", "grace-hopper.yaml", "--redact", "name"], "basics: {name: Grace Hopper"),
        redacted("a-folder", &["check", "hopper.yaml", "--redact", "name"], GRACE).file("hopper.yaml/x", ""),
        redacted("an-absent-file", &["check", "hopper.yaml", "--redact", "name"], GRACE),
        redacted("named-twice", &["check", "grace-hopper.yaml", "./grace-hopper.yaml", "--redact", "name"], GRACE),
        redacted("explained", &["check", "grace-hopper.yaml", "--redact", "name", "--explain"], EXPLAINED),
        redacted("a-folder-for-an-application", &["check", "hopper.yaml", "-a", "a.yaml"], GRACE)
            .file("hopper.yaml/x", "")
            .file("a.yaml", "redact: name\n"),
        redacted("a-clash", &["render", "grace-hopper.yaml", "hopper/grace-hopper.yaml", "--redact", "name"], GRACE)
            .file("hopper/grace-hopper.yaml", GRACE),
        redacted("takes-long", &["check", "grace-hopper.yaml", "-a", "a.yaml", "-t", "mine", "--timeout", "1"], GRACE)
            .file("a.yaml", "redact: name\n")
            .file("themes/mine/theme.yaml", "extends: plain\n")
            .file("themes/mine/theme.typ", ENDLESS),
        redacted("by-the-workspace", &["render"], GRACE).file(
            "curricle.yaml",
            "defaults: {redact: name, formats: txt}\ntargets: [{profiles: grace-hopper.yaml}]\n",
        ),
        Case::new("workspace-over-a-folder", &["new", "there"]).file("there/profile.yaml", "x").file("there/notes.txt", "x"),
    ]
}
