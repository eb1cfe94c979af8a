//! A résumé compiler: one profile in YAML or JSON becomes a résumé in a theme, and that a PDF, in milliseconds, offline
//! and without anything installed beside it.
//!
//! A [profile](profile::Profile) holds everything true about one person and is a superset of
//! [JSON Resume](https://jsonresume.org/schema) 1.x. The command line (`curricle render me.yaml`) is a thin layer over
//! this library.
//!
//! ```
//! use curricle::batch::{Input, Renderer, Request};
//! use curricle::source::Sources;
//!
//! let yaml = b"basics: {name: Ada Lovelace, label: Analyst}\nskills: [{name: Mathematics, keywords: [Series]}]";
//! let input = Input { name: "ada.yaml".into(), bytes: yaml.to_vec(), folder: ".".into() };
//! let request = Request { theme: Some("ledger".into()), ..Request::default() };
//! let made = Renderer::new(Vec::new(), false).make(&input, &request, &mut Sources::new())?.value;
//! assert!(made.artifacts[0].bytes.starts_with(b"%PDF-"));
//! # Ok::<(), curricle::diagnostic::Diagnostics>(())
//! ```
//!
//! # What went wrong, and where
//!
//! Nothing stops at the first mistake: a function that can fail gives an [`Outcome`](diagnostic::Outcome), which is a
//! value with its warnings, or all that is wrong. [`source::report::render`] writes diagnostics for people, with the line
//! concerned and a caret under the very characters, or for editors and machines.
//!
//! ```
//! use curricle::batch::{Input, load};
//! use curricle::source::{Sources, report};
//!
//! let yaml = b"basics:\n  name: Ada Lovelace\n  emial: ada@example.org\n".to_vec();
//! let input = Input { name: "ada.yaml".into(), bytes: yaml, folder: ".".into() };
//! let mut sources = Sources::new();
//! let errors = load(&input, &[], &mut sources).unwrap_err();
//! let text = report::render(&errors, &sources, report::MessageFormat::Short, false);
//! assert!(text.starts_with("ada.yaml:3:3: error[unknown-key]: `basics` has no key `emial`"), "{text}");
//! ```
//!
//! # Layers
//!
//! Data goes one way: text → [`Node`](source::Node) → [`Profile`](profile::Profile) →
//! [`Resume`](application::resume::Resume) → [`TypstProject`](theme::TypstProject) → pages → [artifact](export::Artifact).
//! Text formats take the [`Resume`](application::resume::Resume) itself.
//! Each layer uses only those above it in this list; a test holds that.
//!
//! | module | what it does |
//! |---|---|
//! | [`diagnostic`] | kinds of problems, their words and places |
//! | [`source`] | the texts that were read; YAML and JSON with the place of every key and value; reports |
//! | [`locale`] | the words and date forms of a language |
//! | [`profile`] | the model, reading it, its JSON Schema |
//! | [`application`] | changes, and `resolve`: one language, in order, worded |
//! | [`theme`] | themes and their templates; data enters Typst only as literals |
//! | [`typeset`] | fonts, images, pages |
//! | [`export`] | PDF, PNG, SVG, a Typst project; plain text, Markdown |
//! | [`batch`] | all of it from an input to its artifacts: where to begin |
//! | [`contract`] | whether a theme shows whatever a profile can hold, legibly |
//!
//! The library reads no clock, no environment and no home folder, and prints nothing: such facts come in as values. What
//! it reads from disk are images, fonts and themes beside an input or named by the caller. The same input gives the same
//! bytes.

pub mod application;
pub mod batch;
pub mod contract;
pub mod diagnostic;
pub mod export;
pub mod locale;
pub mod profile;
pub mod source;
pub mod theme;
pub mod typeset;
