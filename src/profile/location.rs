//! Places: their parts, or a text as it stands.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::contact::CountryCode;
use super::decode::{Decode, Decoder, record};
use super::schema::text_or;
use super::shape::Shape;
use super::text::{LanguageTag, LineText, Plain};
use crate::source::{Data, Node};

record! {
    /// The parts of a place.
    Place is "a location" {
        /// The street and number, or the whole place as it stands. Several lines are joined.
        address: Option<LineText> = "address";
        /// The postal code.
        postal_code: Option<Plain> = "postalCode";
        /// The city.
        city: Option<LineText> = "city";
        /// The country, by its two-letter code or its name. It decides the order of the address and, in `basics`, the paper.
        country_code: Option<CountryCode> = "countryCode";
        /// The region: a state, province or county.
        region: Option<LineText> = "region";
    }
}

/// A place, of a person or of something done: its parts, or a text such as `Berlin, Germany`, which is its address then.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Location(pub Place);

impl Location {
    /// The keys that a place has.
    pub const KEYS: &'static [&'static str] = Place::KEYS;
}

impl Deref for Location {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Decode for Location {
    const SHAPE: &'static Shape = &Shape::Place(Place::RECORD);

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if is_record(node) {
            return Place::decode(node, decoder).map(Self);
        }
        let address = Some(LineText::decode(node, decoder)?);
        Some(Self(Place { address, span: Some(node.span), ..Place::default() }))
    }
}

/// Tells the parts of a place from one text in several languages, whose keys are all language tags.
fn is_record(node: &Node) -> bool {
    let Data::Mapping(pairs) = &node.data else { return false };
    let is_tag = |name: &str| !Place::KEYS.contains(&name) && LanguageTag::parse(name).is_some();
    !pairs.iter().all(|(key, _)| is_tag(&key.name))
}

impl JsonSchema for Location {
    fn schema_name() -> Cow<'static, str> {
        "Location".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        text_or(Place::json_schema(generator))
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::profile::{LineText, Location, Profile};
    use crate::source::{Format, Sources, parse};

    fn location(text: &str) -> (Option<Location>, Vec<&'static str>) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", format!("{{basics: {{name: A}}, work: [{{location: {text}}}]}}"));
        let node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        let profile = Profile::from_node(&node, &mut diagnostics).expect("a profile");
        let location = profile.work.first().and_then(|work| work.location.clone());
        (location, diagnostics.iter().map(Diagnostic::code).collect())
    }

    fn texts(text: Option<&LineText>) -> Vec<String> {
        text.iter().flat_map(|text| &text.0.variants).map(|(_, text)| text.value.clone()).collect()
    }

    #[test]
    fn a_place_is_a_text_a_text_in_languages_or_its_parts() {
        for (text, address, city) in [
            ("'Berlin, Germany'", vec!["Berlin, Germany"], vec![]),
            ("{en: Cologne, de: Köln}", vec!["Cologne", "Köln"], vec![]),
            ("{city: Köln, countryCode: DE}", vec![], vec!["Köln"]),
            ("{city: {en: Cologne, de: Köln}}", vec![], vec!["Cologne", "Köln"]),
        ] {
            let (location, said) = location(text);
            let location = location.expect("a place");
            assert_eq!(texts(location.address.as_ref()), address, "{text}");
            assert_eq!(texts(location.city.as_ref()), city, "{text}");
            assert!(said.is_empty(), "{text}: {said:?}");
        }
    }
}
