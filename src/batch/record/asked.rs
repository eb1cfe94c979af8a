//! What was asked of a target, as one hash: whatever is in a request, and nothing that is in a file.

use crate::batch::{Input, Renderer, Request};
use crate::source::Sha256;

/// What was asked of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The hash of it.
    pub(super) hash: Sha256,
    /// The input, by its path.
    pub(super) input: String,
}

impl Asked {
    /// What is asked of an input: by which executable, with which fonts, and where the outputs go. Of the input and of all that a
    /// request names, names and folders count; contents are left to those who read them, and may be empty here.
    #[must_use]
    pub fn new(executable: Sha256, renderer: &Renderer, input: &Input, request: &Request, destination: &str) -> Self {
        // All fields by name, so that none that is added later can be forgotten.
        let Request {
            theme,
            themes,
            application,
            fields,
            letter,
            join,
            options,
            formats,
            language,
            changes,
            standards,
            source_date_epoch,
            ppi,
            wrap,
            answers,
            workspace,
        } = request;
        let named = |input: &Input| (input.name.clone(), input.folder.clone());
        let inputs = [Some(input), application.as_ref(), letter.as_ref(), workspace.as_ref()].map(|it| it.map(named));
        let look = (theme, themes, fields, join, options, formats, language);
        let made = (changes, standards, source_date_epoch, ppi, wrap, answers);
        // A text that two requests share only if they are the same; that it changes with the compiler is no matter, since the
        // executable does.
        let text = format!("{:?}", (renderer.settings(), inputs, look, made));
        let hash = Sha256::of_list([&executable.0[..], text.as_bytes(), destination.as_bytes()]);
        Self { hash, input: input.name.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::path::PathBuf;

    use super::*;
    use crate::application::Field;
    use crate::batch::Format;
    use crate::export::pdf::Standard;
    use crate::profile::LanguageTag;

    fn input(name: &str) -> Input {
        Input { name: name.into(), bytes: name.into(), folder: ".".into() }
    }

    #[test]
    fn every_part_of_a_request_counts_and_no_content_does() {
        let renderer = Renderer::new(Vec::new(), false);
        let executable = Sha256::of(b"1");
        let ask = |request: &Request| Asked::new(executable, &renderer, &input("a"), request, "d").hash;
        let plain = Request::default;
        let field = |path: &str, value: &str| vec![Field { path: path.into(), value: value.into(), name: "n".into() }];
        let requests = [
            plain(),
            Request { theme: Some("x".into()), ..plain() },
            Request { application: Some(input("x")), ..plain() },
            Request { letter: Some(input("x")), ..plain() },
            Request { workspace: Some(input("x")), ..plain() },
            Request { workspace: Some(Input { folder: "x".into(), ..input("x") }), ..plain() },
            Request { fields: field("x", "y"), ..plain() },
            Request { fields: field("xy", ""), ..plain() },
            Request { join: true, ..plain() },
            Request { options: vec!["x".into()], ..plain() },
            Request { options: vec!["x".into(), "x".into()], ..plain() },
            Request { options: vec!["x\", \"x".into()], ..plain() },
            Request { changes: vec!["x".into()], ..plain() },
            Request { formats: vec![], ..plain() },
            Request { formats: vec![Format::Png], ..plain() },
            Request { language: LanguageTag::parse("de"), ..plain() },
            Request { standards: vec![Standard::A2a], ..plain() },
            Request { source_date_epoch: Some(0), ..plain() },
            Request { ppi: 144.5, ..plain() },
            Request { wrap: NonZeroUsize::new(72), ..plain() },
            Request { answers: true, ..plain() },
            Request { themes: Some("x".into()), ..plain() },
        ];
        let mut hashes: Vec<Sha256> = requests.iter().map(ask).collect();
        let fonts = [Renderer::new(vec![PathBuf::from("x")], false), Renderer::new(Vec::new(), true)];
        hashes.extend(fonts.iter().map(|fonts| Asked::new(executable, fonts, &input("a"), &plain(), "d").hash));
        hashes.push(Asked::new(Sha256::of(b"2"), &renderer, &input("a"), &plain(), "d").hash);
        hashes.push(Asked::new(executable, &renderer, &input("b"), &plain(), "d").hash);
        hashes.push(Asked::new(executable, &renderer, &input("a"), &plain(), "e").hash);
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
        let content = Input { bytes: b"other".to_vec(), ..input("x") };
        assert_eq!(ask(&Request { letter: Some(content), ..plain() }), ask(&requests[3]));
    }
}
