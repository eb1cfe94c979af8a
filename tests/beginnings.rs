//! The first commands of a newcomer: something to begin with, another application, and what is said where one is lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Runs curricle in a folder below; the exit code and what is said.
    fn run_in(&self, folder: &str, arguments: &[&str]) -> (i32, String) {
        let output = curricle(&self.0.path().join(folder), arguments).output().expect("it runs");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        (output.status.code().expect("not killed"), said)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        self.run_in("", arguments)
    }

    /// What is said where all went well.
    fn done(&self, folder: &str, arguments: &[&str]) -> String {
        let (code, said) = self.run_in(folder, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        said
    }
}

fn curricle(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curricle"));
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

const THEMES: &str = "plain,ledger,meridian,folio,sidebar,banner";

#[test]
fn a_new_profile_renders_at_once_in_every_theme_and_meets_its_schema() {
    let folder = Folder::new(&[]);
    let said = folder.done("", &["new", "me.yaml"]);
    assert_eq!(
        said,
        "made me.yaml, and schema/profile.json for editors\nnext: fill it in, then type `curricle render me.yaml`\n"
    );
    assert_eq!(
        folder.done("", &["check", "me.yaml", "--deny-warnings", "-t", THEMES]).matches("nothing wrong").count(),
        6
    );
    let made = folder.done("", &["render", "me.yaml", "--deny-warnings", "-t", THEMES]);
    assert!(made.contains("6 made"), "{made}");
    let text = folder.read("me.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=schema/profile.json\n"));
    let schema: serde_json::Value = serde_json::from_str(&folder.read("schema/profile.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let value: serde_json::Value = serde_yaml::from_str(&text).expect("YAML");
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    // The schema is no input.
    let said = folder.done("", &["render", ".", "--dry-run"]);
    assert_eq!(said, "");
    folder.write("me.yaml", "basics: {name: Mine}\n");
    let (code, said) = folder.run(&["new", "me.yaml"]);
    assert_eq!((code, folder.read("me.yaml").as_str()), (1, "basics: {name: Mine}\n"));
    assert!(said.contains("`me.yaml` already exists"), "{said}");
}

#[test]
fn a_new_profile_calls_itself_by_its_name() {
    let folder = Folder::new(&[]);
    folder.done("", &["new", "people/nora field.yml"]);
    let text = folder.read("people/nora field.yml");
    assert!(text.contains("curricle render 'nora field.yml'") && text.contains("dist/nora field.pdf"), "{text}");
    assert!(!text.contains("me.yaml") && folder.has("people/schema/profile.json"));
    for (name, hint) in [("me.json", "`curricle new me.yaml`"), ("a/cv.docx", "`curricle new a/cv.yaml`")] {
        let (code, said) = folder.run(&["new", name]);
        assert!(code == 2 && said.contains(hint) && !folder.has(name), "{said}");
    }
    let (code, said) = folder.run(&["new"]);
    assert!(code == 2 && said.contains("curricle new me.yaml"), "{said}");
}

#[test]
fn a_workspace_is_made_beside_what_is_there_and_over_nothing() {
    let folder = Folder::new(&[("notes.docx", "x"), (".git/config", "x"), (".gitignore", "*.tmp\n")]);
    let said = folder.done("", &["new", "."]);
    assert!(said.contains("add the line /dist/ to .gitignore") && said.ends_with("next: curricle render\n"), "{said}");
    assert_eq!(folder.read(".gitignore"), "*.tmp\n");
    assert!(folder.done("", &["render"]).contains("3 made"));
    for schema in ["profile", "application", "workspace"] {
        assert!(folder.has(&format!("schema/{schema}.json")));
    }
    let (code, said) = folder.run(&["new", "."]);
    assert!(code == 2 && said.contains("`.` is a workspace already") && said.contains("new application"), "{said}");

    let folder = Folder::new(&[("profile.yaml", "x"), ("applications/harbour.yaml", "x")]);
    let (code, said) = folder.run(&["new", "."]);
    assert_eq!(code, 1);
    assert!(said.contains("`profile.yaml`") && said.contains("`applications/harbour.yaml`"), "{said}");
    assert!(!said.contains("nordlicht") && !folder.has("curricle.yaml"));
    // A profile that is there is the one that the workspace is for.
    for profile in ["me.yaml", "profile.yaml", "my cv: new.yaml"] {
        let folder = Folder::new(&[]);
        folder.done("", &["new", profile]);
        let said = folder.done("", &["new", "."]);
        assert!(said.contains(&format!("around your profile {profile}")), "{said}");
        assert_eq!(folder.has("profile.yaml"), profile == "profile.yaml");
        let said = folder.done("", &["render", "--deny-warnings"]);
        assert!(said.contains("2 made") && folder.has("dist/example.pdf"), "{said}");
    }
}

#[test]
fn a_mistake_in_the_profile_of_a_new_workspace_is_said_once_and_alone() {
    let folder = Folder::new(&[]);
    folder.done("", &["new", "w"]);
    let profile = folder.read("w/profile.yaml");
    let mistakes = [
        ("label: Software Engineer", "label: Engineer: backend", "syntax"),
        ("email:", "emial:", "unknown-key"),
        ("institution:", "instituton:", "unknown-key"),
    ];
    for (right, wrong, code) in mistakes {
        folder.write("w/profile.yaml", &profile.replace(right, wrong));
        let (_, said) = folder.run_in("w", &["render"]);
        let found: Vec<&str> = said.lines().filter(|line| line.starts_with("error[")).collect();
        assert!(found.len() == 1 && found[0].starts_with(&format!("error[{code}]")), "{said}");
        assert!(!said.contains('▒') && said.contains("profile.yaml:"), "{said}");
    }
}

#[test]
fn a_workspace_inside_another_is_asked_for_by_a_path() {
    let folder = Folder::new(&[("curricle.yaml", "targets: []\n")]);
    let (code, said) = folder.run(&["new", "acme"]);
    assert!(code == 2 && said.contains("`curricle new application acme`") && !folder.has("acme"), "{said}");
    let said = folder.done("", &["new", "./acme"]);
    assert!(said.contains("note: it lies in the workspace of curricle.yaml"), "{said}");
    assert!(folder.has("acme/curricle.yaml"));
}

const ADVERT: &str = "Backend Engineer\n\nWhat you bring\n- Kafka and PostgreSQL in production.\n- Rust.\n";

#[test]
fn a_new_application_joins_the_workspace_and_renders_at_once() {
    let folder = Folder::new(&[("advert.md", ADVERT)]);
    folder.done("", &["new", "w"]);
    let said = folder.done("w/applications", &["new", "application", "blue-ocean", "--posting", "../../advert.md"]);
    assert_eq!(
        said,
        "made ../applications/blue-ocean.yaml, ../postings/blue-ocean.txt\n\
         next: edit it, then type `curricle render ../applications/blue-ocean.yaml`\n"
    );
    let text = folder.read("w/applications/blue-ocean.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=../schema/application.json\n"));
    for line in ["company: Blue Ocean", "posting: ../postings/blue-ocean.txt", "# theme: ledger"] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}");
    }
    assert_eq!(folder.read("w/postings/blue-ocean.txt"), ADVERT);
    let said = folder.done("w", &["render"]);
    assert!(said.contains("4 made") && folder.has("w/dist/blue-ocean.pdf"), "{said}");
    // Everything that is in comments is right, too.
    let (head, keys) = text.split_once("\n\n").expect("a head");
    let keys: Vec<&str> =
        keys.lines().map(|line| line.strip_prefix("# ").or(line.strip_prefix('#')).unwrap_or(line)).collect();
    folder.write("w/applications/blue-ocean.yaml", &format!("{head}\n\n{}\n", keys.join("\n")));
    let said = folder.done("w", &["check", "applications/blue-ocean.yaml", "--deny-warnings"]);
    assert!(said.contains("0 errors, 0 warnings") || said.contains("nothing wrong"), "{said}");
    folder.done("w", &["render", "applications/blue-ocean.yaml"]);
    assert!(folder.has("w/dist/mara-lindqvist-blue-ocean-letter.pdf"));

    // By its path it is the same; over what is there nothing is written.
    folder.done("w", &["new", "applications/red.yaml"]);
    folder.done("w/applications", &["new", "green.yaml"]);
    assert!(folder.read("w/applications/red.yaml").contains("\ncompany: Red\n"));
    assert!(folder.read("w/applications/green.yaml").contains("\ncompany: Green\n"));
    let (code, said) = folder.run_in("w", &["new", "application", "harbour"]);
    assert!(code == 1 && said.contains("`applications/harbour.yaml` already exists"), "{said}");
    // An advert within the workspace stays where it is.
    folder.write("w/ads/pink.txt", ADVERT);
    folder.done("w", &["new", "application", "pink", "--posting", "ads/pink.txt"]);
    assert!(
        folder.read("w/applications/pink.yaml").contains("\nposting: ../ads/pink.txt\n")
            && !folder.has("w/postings/pink.txt")
    );
}

#[test]
fn a_new_application_follows_the_layout_of_its_workspace() {
    let workspace = "targets:\n- applications: jobs/*/cv.yaml\n- profiles: people/*.yaml\n";
    let ada = ("people/ada.yaml", "basics: {name: Ada}\n");
    let folder = Folder::new(&[("curricle.yaml", workspace), ada]);
    folder.done("", &["new", "application", "acme"]);
    let text = folder.read("jobs/acme/cv.yaml");
    assert!(text.contains("\nprofile: ../../people/ada.yaml\n") && text.starts_with("# One application"), "{text}");
    assert!(folder.done("", &["render"]).contains("2 made"));
    folder.write("people/bob.yaml", "basics: {name: Bob}\n");
    let (code, said) = folder.run(&["new", "application", "beta"]);
    assert!(code == 2 && said.contains("`people/ada.yaml`, `people/bob.yaml`") && said.contains("--profile"), "{said}");
    folder.done("people", &["new", "application", "beta", "--profile", "bob.yaml"]);
    assert!(folder.read("jobs/beta/cv.yaml").contains("\nprofile: ../../people/bob.yaml\n"));

    // Where no target would pick it up, it says what to add, and the line does it.
    let folder = Folder::new(&[("curricle.yaml", "targets:\n- profiles: ada.yaml\n"), ("ada.yaml", ada.1)]);
    let said = folder.done("", &["new", "application", "acme"]);
    assert!(said.contains("\n  - applications: applications/*.yaml\n"), "{said}");
    folder.write("curricle.yaml", "targets:\n- profiles: ada.yaml\n- applications: applications/*.yaml\n");
    assert!(folder.done("", &["render"]).contains("2 made"));
}

#[test]
fn an_application_that_cannot_be_is_refused_with_what_to_type() {
    let folder = Folder::new(&[("me.yaml", "basics: {name: Ada}\n"), ("ad.pdf", "%PDF-1.7\n")]);
    let cases: [(&[&str], &str); 5] = [
        (&["new", "application", "acme"], "`curricle new .`"),
        (&["new", "application", "Harbour & Sons"], "`curricle new application harbour-sons`"),
        (&["new", "application", "a/b"], "letters, digits"),
        (&["new", "application"], "needs NAME"),
        (&["new", "letter", "acme"], "takes one file or folder"),
    ];
    for (arguments, hint) in cases {
        let (code, said) = folder.run(arguments);
        assert!(code == 2 && said.contains(hint), "{arguments:?}: {said}");
    }
    folder.write("curricle.yaml", "targets: []\n");
    let (code, said) = folder.run(&["new", "application", "acme", "--posting", "ad.pdf"]);
    assert!(code == 1 && said.contains("PDF") && !folder.has("applications"), "{said}");
    let (code, said) = folder.run(&["new", "application", "acme", "--posting", "none.txt"]);
    assert!(code == 2 && said.contains("posting not found: `none.txt`"), "{said}");
    folder.done("", &["new", "application", "acme"]);
    assert!(folder.read("applications/acme.yaml").contains("\nprofile: ../me.yaml\n"));
}

#[test]
fn a_command_without_input_names_what_is_here() {
    let folder = Folder::new(&[("package.json", "{\"name\": \"x\", \"version\": \"1\"}"), ("notes.txt", "x")]);
    let hint = |command: &str| {
        let (code, said) = folder.run(&[command]);
        assert_eq!(code, 2, "{said}");
        said.lines().find_map(|line| Some(line.split_once("= help: ")?.1.to_owned())).expect("a hint")
    };
    assert_eq!(hint("render"), "type `curricle render FILE`, or begin with `curricle new me.yaml`");
    folder.write("my cv.yaml", "basics: {name: Ada}\n");
    assert_eq!(hint("check"), "type `curricle check 'my cv.yaml'`");
    fs::remove_file(folder.0.path().join("my cv.yaml")).expect("there");
    folder.write("me.yaml", "basics: {name: Ada}\n");
    assert_eq!(hint("render"), "type `curricle render me.yaml`");
    assert_eq!(hint("check"), "type `curricle check me.yaml`");
    folder.write("acme.yaml", "profile: me.yaml\n");
    let both = "type `curricle check acme.yaml`, or `curricle check .` for all; there are also `me.yaml`";
    assert_eq!(hint("check"), both);
}

#[test]
fn a_path_upward_leads_out_of_a_workspace() {
    let folder = Folder::new(&[
        ("deep/w/curricle.yaml", "targets: []\n"),
        ("deep/w/applications/x.txt", ""),
        ("deep/one.yaml", "basics: {name: Ada}\n"),
        ("other/two.yaml", "basics: {name: Bob}\n"),
    ]);
    for (from, input) in [
        ("deep/w", "../one.yaml"),
        ("deep/w", "../../other/two.yaml"),
        ("deep/w/applications", "../../one.yaml"),
        ("deep/w/applications", "../../../other/two.yaml"),
    ] {
        let said = folder.done(from, &["check", input]);
        assert!(said.contains("nothing wrong"), "{from}: {said}");
        folder.done(from, &["render", input, "-f", "txt"]);
    }
}

#[test]
fn a_theme_of_the_current_folder_serves_inputs_elsewhere_unless_its_name_is_taken() {
    let look = |color: &str| format!("extends: plain\noptions: {{accent: {{default: '{color}'}}}}\n");
    let folder = Folder::new(&[
        ("people/ada.yaml", "basics: {name: Ada, summary: Hello.}\n"),
        ("themes/uni/theme.yaml", &look("#112233")),
        ("themes/ledger/theme.yaml", "extends: nothing\n"),
        ("people/themes/near/theme.yaml", &look("#112233")),
        ("themes/near/theme.yaml", "extends: nothing\n"),
    ]);
    let made = folder.done("", &["render", "people/ada.yaml", "-t", "uni,ledger,near"]);
    assert!(made.contains("3 made"), "{made}");
    assert!(folder.done("", &["render", "people/ada.yaml", "-t", "uni,ledger,near"]).contains("3 unchanged"));
    folder.write("themes/uni/theme.yaml", &look("#445566"));
    assert!(folder.done("", &["render", "people/ada.yaml", "-t", "uni,ledger,near"]).contains("1 made"));
    // What a file names is not for the folder that it is rendered from.
    folder.write("people/acme.yaml", "profile: ada.yaml\ntheme: uni\n");
    let (code, said) = folder.run(&["render", "people/acme.yaml"]);
    assert!(code == 1 && said.contains("no theme `uni`"), "{said}");
}

/// What bash offers for a line of words, of which the last is completed.
fn offered(folder: &Folder, line: &str) -> Vec<String> {
    let script = format!(
        "source completions.bash\nCOMP_WORDS=({line})\n[[ '{line}' == *' ' ]] && COMP_WORDS+=('')\n\
         COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\ncompopt() {{ :; }}\n\
         _curricle curricle \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    );
    let output: Output =
        Command::new("bash").args(["-c", &script]).current_dir(folder.0.path()).output().expect("bash runs");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_themes_formats_options_languages_and_sections() {
    let folder = Folder::new(&[]);
    let script = curricle(folder.0.path(), &["completions", "bash"]).output().expect("it runs");
    folder.write("completions.bash", &String::from_utf8(script.stdout).expect("UTF-8"));
    assert_eq!(offered(&folder, "curricle rend"), ["render"]);
    assert_eq!(offered(&folder, "curricle render -t le"), ["ledger"]);
    assert_eq!(offered(&folder, "curricle check --theme me"), ["meridian"]);
    assert_eq!(offered(&folder, "curricle render -f "), ["pdf", "png", "svg", "txt", "md", "typ"]);
    assert_eq!(offered(&folder, "curricle render -O acc"), ["accent="]);
    assert_eq!(offered(&folder, "curricle render -O photo"), ["photo=false", "photo=true"]);
    assert_eq!(offered(&folder, "curricle render -l pt"), ["pt"]);
    assert_eq!(offered(&folder, "curricle render --sections s"), ["summary", "skills"]);
    assert_eq!(offered(&folder, "curricle render --redact na"), ["name"]);
    assert_eq!(offered(&folder, "curricle themes show si"), ["sidebar"]);
    assert_eq!(offered(&folder, "curricle new app"), ["application"]);
    assert_eq!(offered(&folder, "curricle render --message-format g"), ["github"]);
}
