//! Themes: from a résumé to a Typst project.
//!
//! A theme is a folder with a manifest (`theme.yaml`, see [`manifest`]), `MiniJinja` templates that turn the résumé into
//! calls, and a Typst file that draws them; it may extend another. [`store`] finds themes, [`options`] checks what users
//! ask of them, [`environment`] renders their templates and [`project`] puts the result together. [`scaffold`] and [`schema`] are for
//! those who write themes. Whatever comes from a
//! profile enters Typst as a [`literal`], whose place in the profile [`origin`] remembers. Compiling the project is the
//! work of the typesetting layer.

pub mod check;
pub mod context;
pub mod drawn;
pub mod environment;
pub mod literal;
pub mod manifest;
pub mod options;
pub mod origin;
pub mod project;
pub mod scaffold;
pub mod schema;
pub mod store;

mod builtin;
mod color;
mod markup;
mod value;

pub(crate) use builtin::is_built_in;
pub use options::{OptionInput, OptionValue, OptionValues};
pub use project::{ImageFormats, ProjectFile, ProjectImage, TypstProject};
pub use store::{Theme, ThemeStore};
