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
        Case::new("workspace-over-a-folder", &["new", "there"]).file("there/file.txt", "x"),
    ]
}
