//! The profile: the model, and reading it from a file with every mistake reported.
//!
//! A JSON Resume 1.x document is a valid profile as it stands; curricle adds positions, tags, languages, own sections
//! and a few fields. Reading goes from text to [`Node`]s to typed values. It ends before the disk: whether an image is
//! there is for [`crate::typeset`] to say, which loads it.

mod check;
mod contact;
mod date;
pub(crate) mod decode;
mod entry;
mod highlight;
mod keyword;
mod location;
mod model;
pub(crate) mod schema;
mod section;
mod several;
mod text;

pub use contact::{CountryCode, Email, Id, ImagePath, WebUrl};
pub use date::{Date, EndDate, PartialDate, Timestamp};
pub use decode::{ById, ExtraValue, Extras};
pub use entry::{Entry, Listed, Period, entry_path};
pub use highlight::Highlight;
pub use keyword::{JobProject, Keyword, KeywordRecord};
pub use location::{Location, Place};
pub use model::{
    Award, Basics, Certificate, Education, Interest, Language, Meta, NetworkProfile, Position, Profile, Project,
    Publication, Reference, Skill, Volunteer, Work,
};
pub use schema::{json_schema, json_schema_text};
pub(crate) use section::readable;
pub use section::{KeywordGroup, Metric, OwnEntry, OwnItems, OwnSection, Quote, QuoteRecord};
pub use several::{OneOrMany, Tags};
pub use text::{LanguageTag, LineText, Lines, Localized, Plain, Prose, Text};

use crate::diagnostic::Diagnostics;
use crate::source::Node;
use decode::{Decode, Decoder};

impl Profile {
    /// Reads a profile from a node, reporting everything that is wrong with it; what is wrong counts as absent.
    /// `None` if the node is no mapping at all.
    pub fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let profile = Self::decode(node, &mut Decoder::new(diagnostics))?;
        check::check(&profile, diagnostics);
        Some(profile)
    }
}
