//! Arguments that cannot be parsed: what is wrong with them, and what to type instead.
//!
//! The parser's own messages name neither what other tools call a thing nor where an option belongs, and its tips mislead about
//! words that look like options. So the words are ours, for people and machines alike.

mod others;

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};
use curricle::diagnostic::{Problem, nearest};

use super::arguments::Arguments;

/// The first words to somebody who types `curricle` alone.
pub(crate) const WELCOME: &str = "\
curricle makes a PDF résumé from a text file

  curricle new me.yaml       write a profile to fill in
  curricle render me.yaml    make dist/me.pdf
  curricle --help            list all commands";

/// Returns what is wrong with the arguments; none where there is nothing but the name of the program.
pub(crate) fn problem(error: &clap::Error, given: &[OsString]) -> Option<Problem> {
    let root = Arguments::command();
    let place = Place::of(&root, given);
    let name = place.name();
    let (message, hint) = match error.kind() {
        _ if given.is_empty() => return None,
        ErrorKind::UnknownArgument => place.unknown_argument(&text(error, ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => place.unknown_command(&text(error, ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (format!("`{name}` needs a command"), place.commands())
        }
        ErrorKind::MissingRequiredArgument => {
            let needed = texts(error, ContextKind::InvalidArg);
            let needed: Vec<&str> =
                needed.iter().map(|needed| needed.trim_end_matches('.').trim_matches(['<', '>'])).collect();
            (format!("`{name}` needs {}", needed.join(" and ")), format!("`{name} --help` shows examples"))
        }
        ErrorKind::ArgumentConflict => {
            let (one, others) = (option(&text(error, ContextKind::InvalidArg)), texts(error, ContextKind::PriorArg));
            let others: Vec<String> = others.iter().map(|other| format!("`{}`", option(other))).collect();
            if one.is_empty() {
                (format!("`{name}` takes one file or folder"), place.help())
            } else if others.iter().any(|other| *other == format!("`{one}`")) {
                (format!("`{one}` is given twice"), "give it once".to_owned())
            } else {
                (format!("`{one}` cannot be used with {}", others.join(" and ")), "remove one of them".to_owned())
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => place.bad_value(error),
        _ => {
            let rendered = error.render().to_string();
            let first = rendered.lines().next().unwrap_or_default();
            (first.strip_prefix("error: ").unwrap_or(first).to_owned(), place.help())
        }
    };
    Some(Problem::Usage { message, hint })
}

/// The command that was reached, and what was typed after it.
struct Place<'a> {
    root: &'a Command,
    /// The names from the program to the command.
    path: Vec<&'a str>,
    command: &'a Command,
    /// The arguments after the last name.
    rest: Vec<String>,
}

impl<'a> Place<'a> {
    fn of(root: &'a Command, given: &[OsString]) -> Self {
        let words: Vec<String> = given.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let mut place = Self { root, path: vec![root.get_name()], command: root, rest: words.clone() };
        for (index, word) in words.iter().enumerate().take_while(|(_, word)| *word != "--") {
            if let Some(next) = place.command.find_subcommand(word) {
                place.path.push(next.get_name());
                place.command = next;
                place.rest = words[index + 1..].to_vec();
            }
        }
        place
    }

    /// The command as it is typed.
    fn name(&self) -> String {
        self.path.join(" ")
    }

    fn help(&self) -> String {
        format!("`{} --help` lists what it takes", self.name())
    }

    /// The commands within this one.
    fn commands(&self) -> String {
        let names: Vec<&str> = visible(self.command).map(Command::get_name).collect();
        format!("available: {}", names.join(", "))
    }

    fn unknown_command(&self, word: &str) -> (String, String) {
        let message = format!("`{}` has no command `{word}`", self.name());
        let rest = self.rest.iter().position(|it| it == word).map_or(&[][..], |index| &self.rest[index + 1..]);
        let typed = |command: &str| {
            let words: Vec<String> =
                std::iter::once(command.to_owned()).chain(rest.iter().map(|word| quoted(word))).collect();
            format!("type `{} {}`", self.name(), words.join(" "))
        };
        let is_root = self.path.len() == 1;
        if is_root && let Some(other) = others::command(word) {
            let hint = match other {
                others::Other::Same(command) if command == "new" && rest.is_empty() => {
                    "type `curricle new me.yaml` for a profile, or `curricle new job-search` for a workspace".to_owned()
                }
                others::Other::Same(command) => typed(command),
                others::Other::Advice(advice) => advice.to_owned(),
            };
            return (message, hint);
        }
        let names = visible(self.command).map(Command::get_name);
        let hint = match nearest(word, names) {
            Some(name) => typed(name),
            None if is_root && is_input(word) => typed(&format!("render {}", quoted(word))),
            None => self.commands(),
        };
        (message, hint)
    }

    fn unknown_argument(&self, argument: &str) -> (String, String) {
        let argument = argument.split_once('=').map_or(argument, |(name, _)| name);
        let name = self.name();
        let Some(word) = argument.strip_prefix('-') else {
            return (format!("`{name}` does not take `{argument}`"), self.help());
        };
        let message = format!("`{name}` has no option `{argument}`");
        let word = word.trim_start_matches('-');
        let of_others = others::option(word);
        let fits = |other: &others::Other| match *other {
            others::Other::Same(long) => self.options().any(|it| it.get_long() == Some(long)),
            others::Other::Advice(_) => self.options().any(|it| it.get_long() == Some("theme")),
        };
        let hint = match of_others.filter(fits) {
            Some(others::Other::Same(long)) => Some(format!("type `--{long}` instead")),
            Some(others::Other::Advice(advice)) => Some(advice.to_owned()),
            None => None,
        };
        let near = || {
            let long = nearest(word, self.options().filter_map(Arg::get_long))?;
            Some(format!("did you mean `--{long}`?"))
        };
        let elsewhere = || {
            let has = |command: &&Command| command.get_arguments().any(|it| it.get_long() == Some(word));
            let other = visible(self.root).find(has)?;
            Some(format!("`--{word}` is an option of `{} {}`", self.root.get_name(), other.get_name()))
        };
        let hint =
            hint.or_else(near).or_else(elsewhere).unwrap_or_else(|| format!("`{name} --help` lists its options"));
        (message, hint)
    }

    /// The options of the command, those of every command among them.
    fn options(&self) -> impl Iterator<Item = &'a Arg> {
        self.command.get_arguments().chain(self.root.get_arguments().filter(|it| it.is_global_set()))
    }

    fn bad_value(&self, error: &clap::Error) -> (String, String) {
        let name = option(&text(error, ContextKind::InvalidArg));
        let value = text(error, ContextKind::InvalidValue);
        if value.is_empty() {
            return (format!("`{name}` needs a value"), self.help());
        }
        let mut message = if name.starts_with('-') {
            format!("`{name}` cannot be `{value}`")
        } else {
            format!("`{}` does not know `{value}`", self.name())
        };
        if let Some(reason) = std::error::Error::source(error) {
            let reason = reason.to_string();
            let range = reason.split_once(" is not in ").and_then(|(_, range)| range.split_once("..="));
            let reason = range.map_or(reason.clone(), |(from, to)| format!("expected a number from {from} to {to}"));
            message.push_str(&format!(": {reason}"));
        }
        let known = texts(error, ContextKind::ValidValue);
        if known.is_empty() {
            return (message, self.help());
        }
        let near = nearest(&value, known.iter().map(String::as_str));
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        (message, format!("{near}available: {}", known.join(", ")))
    }
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set())
}

/// An option without what stands for its value, and an argument without its brackets.
fn option(usage: &str) -> String {
    let first = usage.split([' ', '=']).next().unwrap_or_default();
    first.trim_end_matches('.').trim_matches(['<', '>', '[', ']']).to_owned()
}

/// Returns whether a word in the place of a command is the name of an input.
fn is_input(word: &str) -> bool {
    let path = Path::new(word);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    path.exists() || matches!(ending.as_str(), "yaml" | "yml" | "json")
}

/// Returns a word as a shell takes it: in quotes where it needs them.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/.-_:=,+~@%\\".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    texts(error, kind).into_iter().next().unwrap_or_default()
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::Parser;

    use super::super::arguments::Arguments;
    use super::problem;
    use curricle::diagnostic::Problem;

    /// The message and the hint for a command line.
    fn said(line: &str) -> String {
        let given: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        let error = Arguments::try_parse_from(std::iter::once("curricle".into()).chain(given.iter().cloned()));
        match problem(&error.expect_err(line), &given) {
            Some(Problem::Usage { message, hint }) => format!("$ curricle {line}\n{message}\n  = {hint}\n"),
            other => format!("$ curricle {line}\n{other:?}\n"),
        }
    }

    #[test]
    fn what_cannot_be_parsed_comes_with_what_to_type() {
        let lines = [
            "",
            "rendr me.yaml",
            "chek",
            "init",
            "init search",
            "create me.yaml",
            "build cv.yaml -t ledger",
            "compile",
            "pdf",
            "make",
            "generate",
            "watch me.yaml",
            "preview me.yaml",
            "serve",
            "validate me.yaml",
            "lint",
            "list",
            "templates",
            "convert cv.json",
            "score ad.txt me.yaml",
            "add acme",
            "me.yaml",
            "me.yaml --watch",
            "frobnicate",
            "version",
            "themes lst",
            "themes nope",
            "report",
            "-q",
            "render --theem plain",
            "render me.yaml --out x",
            "render --output-dir=x me.yaml",
            "render --template x",
            "render --lang de",
            "check --lang de",
            "check --output x",
            "check --format pdf",
            "render --pdf",
            "render --docx",
            "render --verbose",
            "render --font Arial",
            "render --margin 2cm",
            "render -i me.yaml",
            "render --json",
            "render --zzz",
            "fonts --theme x",
            "render -l German!",
            "render --ppi 3",
            "render --message-format jsn",
            "render --timeout",
            "schema nope",
            "match",
            "match a",
            "themes check",
            "render --dry-run --watch",
            "render --ppi 90 --ppi 91",
            "check --shard",
            "new a b",
            "new application",
            "completions fsh",
            "render --shard 4/3",
            "clean --force",
        ];
        insta::assert_snapshot!(lines.map(said).join("\n"));
    }
}
