//! A file as it was read, with its values where its syntax allows. A file of another tool is read as what `curricle import`
//! makes of it, so that nothing that follows knows of other tools.

use super::load::{Input, parsed};
use crate::application::Application;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};
use crate::import::{self, foreign, tool, unread};
use crate::source::lint::lint;
use crate::source::{Node, Parsed, Sources};

/// A file as it was read.
#[derive(Debug)]
pub(super) struct Document {
    /// The file.
    pub(super) input: Input,
    /// Its values as far as its syntax allows, or why it cannot be read.
    pub(super) parsed: Result<Parsed, Diagnostics>,
    /// What was found while its syntax was read.
    pub(super) found: Diagnostics,
    /// The rest of a file of another tool; none for a file of ours.
    pub(super) imported: Option<Imported>,
}

/// What a file of another tool says beside the profile.
#[derive(Debug, Default)]
pub(super) struct Imported {
    /// The application.
    pub(super) application: Option<Node>,
    /// What did not come over to it.
    pub(super) notes: Diagnostics,
}

impl Document {
    /// Reads a file.
    pub(super) fn read(input: Input, sources: &mut Sources) -> Self {
        let mut found = Diagnostics::new();
        let parsed = parsed(&input, sources, &mut found);
        Self { input, parsed, found, imported: None }
    }

    /// Reads a file that is a profile or an application, or that another tool made.
    pub(super) fn open(input: Input, sources: &mut Sources) -> Self {
        if let Some(problem) = foreign(&input.name, &input.bytes) {
            let parsed = Err(Diagnostic::in_file(&input.name, problem).into());
            return Self { input, parsed, found: Diagnostics::new(), imported: None };
        }
        let mut document = Self::read(input, sources);
        let Ok(parsed) = &document.parsed else { return document };
        let (told, foreign) = match parsed {
            Parsed::Whole(node) => (unread(node), tool(node).map(|(tool, key)| (tool, key.span, node.clone()))),
            // What is missing would be missed in everything that is made of it.
            Parsed::Partial(partial) if partial.is(|node| unread(node).is_some() || tool(node).is_some()) => {
                document.parsed = Ok(Parsed::Nothing);
                return document;
            }
            Parsed::Partial(_) | Parsed::Nothing => return document,
        };
        if let Some((tool, at, node)) = foreign {
            lint(sources, &node, &mut document.found);
            let read = import::read(tool, &node);
            let path = document.input.name.clone();
            document.found.push(Diagnostic::at(at, Problem::ReadAs { tool: tool.name(), path }));
            document.found.extend(read.notes);
            document.parsed = Ok(Parsed::Whole(read.profile));
            document.imported = Some(Imported { application: read.application, notes: read.application_notes });
        } else if let Some(told) = told {
            document.found.push(told);
            document.parsed = Ok(Parsed::Nothing);
        }
        document
    }

    /// Whether it is an application.
    pub(super) fn is_application(&self) -> bool {
        match &self.parsed {
            _ if self.imported.is_some() => false,
            Ok(Parsed::Whole(node)) => Application::is_one(node),
            Ok(Parsed::Partial(partial)) => partial.is(Application::is_one),
            Ok(Parsed::Nothing) | Err(_) => false,
        }
    }
}
