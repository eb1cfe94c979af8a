//! The order of an address, which is that of its country.
//!
//! The forms follow what the postal services say in the Universal Postal Union's "Postal addressing systems" and the `fmt`
//! entries of Google's libaddressinput, brought to one line. CLDR has none of this.

/// The parts of an address, each as it was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Address {
    pub(super) street: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) city: Option<String>,
    pub(super) region: Option<String>,
    /// The country's code, if one is given or the rest tells it.
    pub(super) code: Option<String>,
    /// The country as it is shown.
    pub(super) country: Option<String>,
}

/// Where the postal code stands, and what is between the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `10115 Berlin, Region`.
    CodeCity,
    /// `Miami, FL 33126`; without a region `London SW1A 2AA`.
    CityRegionCode,
    /// `Bengaluru 560001, Karnataka`.
    CityCodeRegion,
    /// `São Paulo - SP, 01310-100`.
    CityDashRegion,
    /// `1011 Budapest, street`: from large to small in Latin letters.
    CodeCityStreet,
    /// From large to small without spaces, where the parts are in such a script.
    Dense,
    /// From large to small with spaces, where the parts are in Hangul.
    Spaced,
}

/// Countries by their forms; all others have [`Form::CodeCity`].
const FORMS: [(Form, &[&str]); 6] = [
    (
        Form::CityRegionCode,
        &[
            "AU", "BM", "BS", "CA", "EG", "FJ", "FM", "GB", "GG", "GH", "GU", "HK", "ID", "IE", "IM", "IQ", "JE", "JM",
            "KE", "KH", "LK", "MM", "MT", "NG", "NZ", "PG", "PR", "PW", "RU", "SG", "SO", "TH", "UA", "UG", "US", "VI",
            "VN", "ZA",
        ],
    ),
    (Form::CityCodeRegion, &["BD", "BH", "IL", "IN", "JO", "LB", "NP", "PE", "PK", "SA", "VE"]),
    (Form::CityDashRegion, &["BR"]),
    (Form::CodeCityStreet, &["HU"]),
    (Form::Dense, &["CN", "JP", "MO", "TW"]),
    (Form::Spaced, &["KP", "KR"]),
];

/// The states of the USA by their postal codes and names, and what else has such codes.
const STATES: [(&str, &str); 52] = [
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AR", "Arkansas"),
    ("AZ", "Arizona"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DC", "District of Columbia"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VT", "Vermont"),
    ("WA", "Washington"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
];

impl Address {
    /// Everything in one line, in the order of the country; `comma` stands between parts. Empty where nothing is given.
    pub(super) fn line(mut self, comma: &str) -> String {
        // Nobody writes the USA behind a city and its state.
        let at_home = self.code.as_deref() == Some("US") && self.city.is_some() && self.region.is_some();
        let same = |one: &Option<String>, other: &Option<String>| {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.to_lowercase() == other.to_lowercase())
        };
        if same(&self.region, &self.city) {
            self.region = None;
        }
        if at_home || same(&self.country, &self.city) || same(&self.country, &self.region) {
            self.country = None;
        }
        match self.form() {
            Form::Dense => return self.large_to_small(""),
            Form::Spaced => return self.large_to_small(" "),
            _ => {}
        }
        let form = self.form();
        let Self { street, postal_code, city, region, country, .. } = self;
        let parts = match form {
            Form::CityRegionCode if region.is_some() => [street, city, joined(" ", [region, postal_code]), country],
            Form::CityRegionCode => [street, joined(" ", [city, postal_code]), None, country],
            Form::CityCodeRegion => [street, joined(" ", [city, postal_code]), region, country],
            Form::CityDashRegion => [street, joined(" - ", [city, region]), postal_code, country],
            Form::CodeCityStreet => [joined(" ", [postal_code, city]), region, street, country],
            _ => [street, joined(" ", [postal_code, city]), region, country],
        };
        joined(comma, parts).unwrap_or_default()
    }

    fn form(&self) -> Form {
        let parts = || [&self.city, &self.region, &self.street].into_iter().flatten();
        let (dense, hangul) =
            (parts().any(|part| part.chars().any(is_dense)), parts().any(|part| part.chars().any(is_hangul)));
        let code = self.code.as_deref().or_else(|| self.told());
        let form = code.and_then(|code| FORMS.iter().find(|(_, codes)| codes.contains(&code)).map(|(form, _)| *form));
        match form {
            Some(Form::Dense | Form::Spaced) | None if hangul => Form::Spaced,
            Some(Form::Dense | Form::Spaced) | None if dense => Form::Dense,
            // In Latin letters these go from small to large, as on mail from abroad.
            Some(Form::Dense | Form::Spaced) => Form::CityRegionCode,
            Some(Form::CityRegionCode) if dense => Form::Dense,
            form => form.unwrap_or(Form::CodeCity),
        }
    }

    /// The country, where none is named and region and postal code can be of one only.
    fn told(&self) -> Option<&'static str> {
        let code = self.postal_code.as_deref().unwrap_or_default();
        // The pattern of a code: `9` for a digit, `A` for a letter.
        let pattern: String = code
            .chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_alphabetic() {
                    'A'
                } else {
                    c
                }
            })
            .collect();
        // Many write `Miami, FL` as the city.
        let of_city = || self.city.as_deref()?.rsplit_once(", ").map(|(_, region)| region);
        let region = self.region.as_deref().or_else(of_city).unwrap_or_default();
        let is_state = |(short, name): &(&str, &str)| *short == region || name.eq_ignore_ascii_case(region);
        match pattern.as_str() {
            "99999" | "99999-9999" | "" if STATES.iter().any(is_state) => Some("US"),
            "A9A 9A9" | "A9A9A9" => Some("CA"),
            "A9 9AA" | "A99 9AA" | "AA9 9AA" | "AA99 9AA" | "A9A 9AA" | "AA9A 9AA" => Some("GB"),
            _ => None,
        }
    }

    /// Country, postal code, region, city, street, as East Asia writes them.
    fn large_to_small(self, between: &str) -> String {
        let Self { street, postal_code, city, region, code, country } = self;
        let postal_code = match code.as_deref() {
            Some("JP") => postal_code.map(|code| if code.starts_with('〒') { code } else { format!("〒{code}") }),
            _ => postal_code,
        };
        // The city may have its region in it already.
        let region = region.filter(|region| !city.as_ref().is_some_and(|city| city.starts_with(region.as_str())));
        let rest = joined(between, [region, city, street]);
        joined(" ", [country, postal_code, rest]).unwrap_or_default()
    }
}

/// Chinese characters and kana, which are written without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}')
}

/// The parts that there are, with something between them.
fn joined<const N: usize>(between: &str, parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address of street, postal code, city, region, country's code; the country's name is that of the code.
    fn line(parts: [&str; 5]) -> String {
        let [street, postal_code, city, region, code] =
            parts.map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()));
        let country = code.as_deref().and_then(|code| crate::locale::countries::name(code, "en")).map(str::to_owned);
        Address { street, postal_code, city, region, code, country }.line(", ")
    }

    #[test]
    fn an_address_has_the_order_of_its_country() {
        for (parts, expected) in [
            (["4410 NW 7th Street", "33126", "Miami", "FL", "US"], "4410 NW 7th Street, Miami, FL 33126"),
            (["", "M5V 2T6", "Toronto", "ON", "CA"], "Toronto, ON M5V 2T6, Canada"),
            (["1 George Street", "2000", "Sydney", "NSW", "AU"], "1 George Street, Sydney, NSW 2000, Australia"),
            (["Chausseestraße 1", "10115", "Berlin", "Berlin", "DE"], "Chausseestraße 1, 10115 Berlin, Germany"),
            (["1 rue de Rivoli", "75001", "Paris", "", "FR"], "1 rue de Rivoli, 75001 Paris, France"),
            (["Gran Vía 1", "28013", "Madrid", "Madrid", "ES"], "Gran Vía 1, 28013 Madrid, Spain"),
            (
                ["10 Downing Street", "SW1A 2AA", "London", "", "GB"],
                "10 Downing Street, London SW1A 2AA, United Kingdom",
            ),
            (["", "RG1 1AA", "Reading", "Berkshire", "GB"], "Reading, Berkshire RG1 1AA, United Kingdom"),
            (["", "560001", "Bengaluru", "Karnataka", "IN"], "Bengaluru 560001, Karnataka, India"),
            (
                ["Av. Paulista 1", "01310-100", "São Paulo", "SP", "BR"],
                "Av. Paulista 1, São Paulo - SP, 01310-100, Brazil",
            ),
            (["Fő utca 1.", "1011", "Budapest", "", "HU"], "1011 Budapest, Fő utca 1., Hungary"),
            (["", "018956", "Singapore", "", "SG"], "Singapore 018956"),
            (["", "", "Zürich", "", "CH"], "Zürich, Switzerland"),
            (["", "", "", "", "CH"], "Switzerland"),
            (["", "8001", "", "", ""], "8001"),
            (["", "", "", "", ""], ""),
        ] {
            assert_eq!(line(parts), expected);
        }
    }

    #[test]
    fn east_asian_addresses_go_from_large_to_small_in_their_own_script() {
        for (parts, expected) in [
            (["丸の内1-1", "100-0005", "千代田区", "東京都", "JP"], "Japan 〒100-0005 東京都千代田区丸の内1-1"),
            (
                ["1-1 Marunouchi", "100-0005", "Chiyoda", "Tokyo", "JP"],
                "1-1 Marunouchi, Chiyoda, Tokyo 100-0005, Japan",
            ),
            (["长安街1号", "100000", "北京", "北京", "CN"], "China 100000 北京长安街1号"),
            (["세종대로 1", "04524", "중구", "서울특별시", "KR"], "South Korea 04524 서울특별시 중구 세종대로 1"),
            (["長安路1號", "", "台北市", "", ""], "台北市長安路1號"),
        ] {
            assert_eq!(line(parts), expected);
        }
    }

    #[test]
    fn a_country_that_nobody_names_may_be_told_by_region_and_code() {
        for (parts, expected) in [
            (["", "33126", "Miami", "FL", ""], "Miami, FL 33126"),
            (["", "94102-1234", "San Francisco", "california", ""], "San Francisco, california 94102-1234"),
            (["", "", "Austin", "TX", ""], "Austin, TX"),
            (["", "33126", "Miami, FL", "", ""], "Miami, FL 33126"),
            (["", "M5V 2T6", "Toronto", "ON", ""], "Toronto, ON M5V 2T6"),
            (["", "SW1A 2AA", "London", "", ""], "London SW1A 2AA"),
            (["", "10115", "Berlin", "", ""], "10115 Berlin"),
            (["", "20121", "Milano", "MI", "IT"], "20121 Milano, MI, Italy"),
        ] {
            assert_eq!(line(parts), expected);
        }
    }

    #[test]
    fn a_country_has_one_form() {
        let mut codes: Vec<&str> = FORMS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(codes.iter().all(|code| crate::locale::countries::name(code, "en").is_some()));
    }
}
