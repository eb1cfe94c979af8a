//! The profile: the model, and reading it from a file with every mistake reported.
//!
//! A JSON Resume 1.x document is a valid profile as it stands; curricle adds positions, tags, languages, own sections
//! and a few fields. Reading goes from text to [`Node`]s to typed values. It ends before the disk: whether an image is
//! there is for [`crate::typeset`] to say, which loads it.

pub(crate) mod canonical;
mod check;
mod contact;
mod date;
pub(crate) mod decode;
mod entry;
pub(crate) mod guess;
mod highlight;
mod keyword;
pub(crate) mod link;
mod location;
mod model;
pub(crate) mod names;
mod naming;
pub(crate) mod networks;
pub(crate) mod official;
pub(crate) mod schema;
mod section;
mod several;
pub(crate) mod shape;
pub(crate) mod text;

pub use contact::{CountryCode, Email, Id, ImagePath, WebUrl};
pub use date::{CalendarDate, Date, Dates, EndDate, Moment, PartialDate, Timestamp, When};
pub(crate) use date::{Extent, canonical_date, plain_date, split_range};
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
use crate::source::{Format, Node, Sources};
use canonical::Layer;
use decode::{Decode, Decoder};

impl Profile {
    /// Reads a profile from a node in any form that people write: with other names of keys and with shorthands. Reports everything
    /// that is wrong with it; what is wrong counts as absent. `None` if the node is no mapping at all.
    pub fn read(mut node: Node, format: Format, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        canonical::canonicalize(&mut node, Self::RECORD, Layer::whole(format), sources, diagnostics);
        Self::from_node(&node, diagnostics)
    }

    /// Reads a profile from a node in its canonical form, which `read` and the layers of an application have made. Keys that
    /// it does not know are left out without a word.
    pub fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        Self::from_part(node, node, diagnostics)
    }

    /// Reads a profile from what is left of a whole one, as [`Profile::from_node`] does. The whole tells how dates are read.
    pub(crate) fn from_part(node: &Node, whole: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let profile = Self::decode(node, &mut Decoder::lenient(whole, diagnostics))?;
        check::check(&profile, diagnostics);
        Some(profile)
    }
}
