//! `curricle match`: what an advert asks for, what the profile answers, how entries rank and why.

mod human;
mod records;

use std::path::{Path, PathBuf};

use curricle::application::posting::report::{Report, report};
use curricle::application::posting::{Posting, Settings, Synonyms, rank};
use curricle::batch::workspace::FILE;
use curricle::batch::{Answer, Request, answer, outline};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::{FILE_LIMIT, read_file};

use super::arguments::{MatchFormat, Matching};
use super::exit::Exit;
use super::inputs::InputPath;
use super::plan::normal;
use super::terminal::Terminal;
use super::workspace::{self, Override};

/// How many inputs of a workspace are named.
const INPUTS: usize = 3;

pub(crate) fn run(asked: &Matching, terminal: &Terminal) -> Exit {
    let (posting, input) = match inputs(asked) {
        Ok(inputs) => inputs,
        Err(problems) => {
            terminal.report(&problems, &Sources::new());
            return Exit::CouldNotStart;
        }
    };
    let mut sources = Sources::new();
    let mut warnings = Diagnostics::new();
    match compare(asked, &posting, &input, &mut sources, &mut warnings) {
        Ok(report) => {
            terminal.report(&warnings, &sources);
            terminal.data(written(&report, asked).as_bytes())
        }
        Err(errors) => {
            terminal.report(&errors, &sources);
            Exit::Failure
        }
    }
}

/// The two inputs as named.
fn inputs(asked: &Matching) -> Result<(InputPath, InputPath), Diagnostics> {
    let stdin = |path: &Path| path == Path::new("-");
    if stdin(&asked.posting) && stdin(&asked.input) {
        let message = "standard input cannot be both the advert and the profile".into();
        return Err(Diagnostic::nowhere(Problem::Usage { message, hint: "name a file for one of them".into() }).into());
    }
    let mut problems = Diagnostics::new();
    let files = asked.synonyms.iter().map(|path| ("table of synonyms", path));
    for (what, path) in [("job advert", &asked.posting), ("input", &asked.input)].into_iter().chain(files) {
        if !stdin(path) && !path.exists() && path.symlink_metadata().is_err() {
            problems.push(Diagnostic::nowhere(Problem::NotFound { what, path: path.display().to_string() }));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let input = |path: &PathBuf| if stdin(path) { InputPath::default() } else { InputPath::of_file(path) };
    let posting = input(&asked.posting);
    match workspace_file(&asked.input) {
        Some(file) => Ok((posting, application_of(&file, &asked.posting)?)),
        None => Ok((posting, input(&asked.input))),
    }
}

/// The file of the workspace that an argument names, by itself or by its folder.
fn workspace_file(path: &Path) -> Option<PathBuf> {
    let file = if path.is_dir() { path.join(FILE) } else { path.to_path_buf() };
    (file.file_name().is_some_and(|name| name == FILE) && file.is_file()).then_some(file)
}

/// The input of a workspace that names an advert.
///
/// # Errors
/// Where none does, or several do: which inputs there are.
fn application_of(file: &Path, posting: &Path) -> Result<InputPath, Diagnostics> {
    let orders = workspace::orders(file, &Override::default(), &mut Sources::new())?.value;
    let request = Request { workspace: Some(workspace::read(file)?), ..Request::default() };
    let advert = normal(posting);
    let answers = |input: &&InputPath| {
        let outline = input.read().and_then(|input| outline(&input, &request, &mut Sources::new()));
        outline.is_ok_and(|outline| outline.files.iter().any(|file| normal(file) == advert))
    };
    let mut inputs: Vec<InputPath> = orders.into_iter().map(|order| order.input).collect();
    inputs.dedup();
    if let [one] = inputs.iter().filter(answers).collect::<Vec<_>>().as_slice() {
        return Ok((*one).clone());
    }
    let name = |input: &InputPath| format!("`curricle match {} {}`", posting.display(), input.name());
    let names: Vec<String> = inputs.iter().take(INPUTS).map(name).collect();
    let message = format!("`{}` is a workspace; expected a profile or an application", file.display());
    Err(Diagnostic::nowhere(Problem::Usage { message, hint: format!("write {}", names.join(" or ")) }).into())
}

/// Reads all that is named and ranks; everything wrong with any of them is said at once.
fn compare(
    asked: &Matching,
    posting: &InputPath,
    input: &InputPath,
    sources: &mut Sources,
    warnings: &mut Diagnostics,
) -> Result<Report, Diagnostics> {
    let mut errors = Diagnostics::new();
    let mut keep = |failed: Diagnostics| errors.extend(failed);
    let posting = posting.read().and_then(|advert| Posting::read(&advert.name, &advert.bytes, sources));
    let posting = posting.map(|read| read.into_value(warnings)).map_err(&mut keep).ok();
    let answer = read_answer(asked, input, sources, warnings).map_err(&mut keep).ok();
    let (Some(posting), Some(answer)) = (posting, answer) else {
        errors.extend(std::mem::take(warnings));
        return Err(errors);
    };
    // The advert's own language, so that a profile in several is read in the one that can answer.
    let Answer { profile, language, date, synonyms } = answer;
    let language = language.or_else(|| posting.language()).unwrap_or_else(|| profile.language());
    let settings = Settings { reference: asked.date.or(date), half_life: asked.half_life, synonyms };
    let ranking = rank(&profile, &language, &posting, &settings);
    Ok(report(&ranking, &posting, settings.half_life, sources))
}

/// Reads the profile, or the application over one, with the tables of synonyms: ours, those beside the input, and those that
/// were named.
fn read_answer(
    asked: &Matching,
    input: &InputPath,
    sources: &mut Sources,
    warnings: &mut Diagnostics,
) -> Result<Answer, Diagnostics> {
    let workspace = workspace::find(&input.folder()).map(|file| workspace::read(&file)).transpose()?;
    let request = Request { language: asked.language.clone(), answers: true, workspace, ..Request::default() };
    let mut errors = Diagnostics::new();
    let answer = input.read().and_then(|input| answer(&input, &request, sources));
    let answer = answer.map_err(|failed| errors.extend(failed)).ok();
    let mut own = Vec::new();
    for path in &asked.synonyms {
        let name = path.display().to_string();
        let bytes = read_file(path, "table of synonyms", FILE_LIMIT);
        let bytes = bytes.map_err(|problem| Diagnostics::from(Diagnostic::in_file(&name, problem)));
        match bytes.and_then(|bytes| Synonyms::read(&name, &bytes, sources)) {
            Ok(read) => own.push(read.into_value(warnings)),
            Err(failed) => errors.extend(failed),
        }
    }
    match answer {
        Some(answer) if errors.is_empty() => {
            let mut answer = answer.into_value(warnings);
            for table in own {
                answer.synonyms.extend(table);
            }
            Ok(answer)
        }
        _ => Err(errors),
    }
}

fn written(report: &Report, asked: &Matching) -> String {
    match asked.format {
        Some(MatchFormat::Json) => {
            serde_json::to_string_pretty(report).map_or_else(|_| String::new(), |text| text + "\n")
        }
        Some(MatchFormat::Human) => human::human(report, color(), asked.all),
        None if asked.all || Terminal::stdout_is_terminal() => human::human(report, color(), asked.all),
        None => records::records(report),
    }
}

/// Whether standard output takes colours; anstream knows `NO_COLOR`, `CLICOLOR` and what is a terminal.
fn color() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}
