//! How many pages a résumé may take.

use std::borrow::Cow;
use std::num::NonZeroU8;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::diagnostic::{Problem, Span};
use crate::profile::decode::{Decode, Decoder};
use crate::source::{Data, Node};

/// The greatest number of pages that can be asked for.
const GREATEST: u8 = 99;

/// The most pages that a résumé may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// How many, from 1 to 99.
    pub most: NonZeroU8,
    /// Where that stands; none where it came from the command line.
    pub span: Option<Span>,
}

impl Pages {
    /// Reads the number.
    ///
    /// # Errors
    /// `bad-pages` where it is no whole number from 1 to 99.
    pub fn parse(text: &str, span: Option<Span>) -> Result<Self, Problem> {
        let digits = text.trim();
        // `parse` takes a sign, too.
        let number = if digits.starts_with('+') { None } else { digits.parse().ok() };
        match number.filter(|number: &NonZeroU8| number.get() <= GREATEST) {
            Some(most) => Ok(Self { most, span }),
            None => Err(Problem::BadPages { found: text.to_owned() }),
        }
    }

    /// How many.
    #[must_use]
    pub fn most(self) -> usize {
        usize::from(self.most.get())
    }
}

impl Decode for Pages {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Data::Scalar { text, .. } = &node.data else {
            decoder.wrong_type(node, "a whole number from 1 to 99");
            return None;
        };
        Self::parse(text, Some(node.span)).map_err(|problem| decoder.report(node.span, problem)).ok()
    }
}

impl JsonSchema for Pages {
    fn schema_name() -> Cow<'static, str> {
        "Pages".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": GREATEST })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_pages_is_a_whole_number_from_1_to_99() {
        for (text, most) in [("1", 1), (" 2 ", 2), ("03", 3), ("99", 99)] {
            assert_eq!(Pages::parse(text, None).map(Pages::most), Ok(most), "{text}");
        }
        for text in ["0", "100", "300", "-1", "+1", "1.5", "one", "1 2", "", "٣"] {
            assert_eq!(Pages::parse(text, None), Err(Problem::BadPages { found: text.to_owned() }), "{text}");
        }
    }
}
