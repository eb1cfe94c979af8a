//! The help texts, all of them.

use clap::CommandFactory;

use super::Arguments;

/// Adds the help of a command and of all commands within it, in a terminal of this width.
fn add(command: &mut clap::Command, name: &str, width: usize, long: bool, all: &mut Vec<(String, String)>) {
    let mut shown = command.clone().bin_name(name).term_width(width);
    let help = if long { shown.render_long_help() } else { shown.render_help() };
    all.push((format!("$ {name} {}", if long { "--help" } else { "-h" }), help.to_string()));
    for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        let name = format!("{name} {}", inner.get_name());
        add(inner, &name, width, long, all);
    }
}

fn helps(width: usize, long: bool) -> Vec<(String, String)> {
    let mut command = Arguments::command();
    command.build();
    let mut all = Vec::new();
    add(&mut command, "curricle", width, long, &mut all);
    all
}

#[test]
fn all_help_texts_read_as_one() {
    let text = |long| helps(100, long).into_iter().map(|(name, help)| format!("{name}\n{help}\n")).collect::<String>();
    insta::assert_snapshot!("help", format!("{}{}", text(false), text(true)));
}

#[test]
fn no_line_that_is_broken_by_hand_is_broken_again() {
    fn texts(command: &clap::Command, all: &mut Vec<String>) {
        let helps = [command.get_after_help(), command.get_after_long_help()];
        all.extend(helps.into_iter().flatten().map(ToString::to_string));
        command.get_subcommands().for_each(|inner| texts(inner, all));
    }
    let mut all = Vec::new();
    texts(&Arguments::command(), &mut all);
    let long: Vec<&str> = all.iter().flat_map(|text| text.lines()).filter(|line| line.chars().count() > 100).collect();
    assert_eq!(long, [""; 0]);
}

#[test]
fn short_help_fits_a_screen_and_begins_with_the_options_of_the_command() {
    for (name, help) in helps(100, false).into_iter().chain(helps(120, true)) {
        let lines = help.lines().count();
        assert!(lines <= 44 || name.ends_with("--help"), "{name}: {lines} lines");
        let (own, global) = (help.find("\nOptions:"), help.find("\nGlobal options:"));
        assert!(own < global && global.is_some(), "{name}");
    }
}

#[test]
fn help_texts_are_one_line_and_no_questions() {
    for (name, help) in helps(100, true) {
        for word in ["What ", "Whether ", "Where ", "How ", "Say ", "Tell "] {
            assert!(!help.lines().any(|line| line.trim_start().starts_with(word)), "{name}: {word}");
        }
    }
}
