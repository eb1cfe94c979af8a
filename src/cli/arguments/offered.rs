//! Values that shells offer when they complete a command line. Any other text is taken all the same, and checked where it is used.

use std::ffi::OsStr;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command};
use curricle::application::redact::Redact;
use curricle::batch::Format;
use curricle::export::pdf::Standard;
use curricle::locale::Locale;
use curricle::profile::Profile;
use curricle::source::Sources;
use curricle::theme::ThemeStore;
use curricle::theme::options::OptionKind;

/// Takes any text, and offers known ones.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offered(fn() -> &'static [String]);

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().iter().map(|value| PossibleValue::new(value.as_str()))))
    }
}

/// Offers the built-in themes.
pub(super) const fn themes() -> Offered {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| ThemeStore::default().names());
    Offered(|| &NAMES)
}

/// Offers the options of the built-in themes, with their values where those are few.
pub(super) const fn options() -> Offered {
    static OPTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let store = ThemeStore::default();
        let mut options = Vec::new();
        for theme in store.names() {
            let Ok(theme) = store.load(&theme, &mut Sources::new()) else { continue };
            for (name, spec) in &theme.value.options {
                match &spec.kind {
                    OptionKind::Bool => options.extend([true, false].map(|value| format!("{name}={value}"))),
                    OptionKind::Choice(words) => options.extend(words.iter().map(|word| format!("{name}={word}"))),
                    _ => options.push(format!("{name}=")),
                }
            }
        }
        options.sort();
        options.dedup();
        options
    });
    Offered(|| &OPTIONS)
}

/// Offers the formats of artifacts.
pub(super) const fn formats() -> Offered {
    static NAMES: LazyLock<Vec<String>> =
        LazyLock::new(|| Format::ALL.iter().map(|format| format.as_str().to_owned()).collect());
    Offered(|| &NAMES)
}

/// Offers the languages that have words.
pub(super) const fn languages() -> Offered {
    static TAGS: LazyLock<Vec<String>> = LazyLock::new(|| Locale::known().map(str::to_owned).collect());
    Offered(|| &TAGS)
}

/// Offers the sections of a profile.
pub(super) const fn sections() -> Offered {
    static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let lists = Profile::KEYS.iter().filter(|key| !matches!(**key, "basics" | "sections" | "meta"));
        std::iter::once(&"summary").chain(lists).map(|id| (*id).to_owned()).collect()
    });
    Offered(|| &IDS)
}

/// Offers the groups that redaction knows.
pub(super) const fn redactions() -> Offered {
    static GROUPS: LazyLock<Vec<String>> = LazyLock::new(|| Redact::groups().map(str::to_owned).collect());
    Offered(|| &GROUPS)
}

/// Offers the standards of PDF.
pub(super) const fn standards() -> Offered {
    static NAMES: LazyLock<Vec<String>> =
        LazyLock::new(|| Standard::ALL.map(|standard| standard.as_str().to_owned()).into());
    Offered(|| &NAMES)
}
