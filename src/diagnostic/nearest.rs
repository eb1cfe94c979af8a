//! Did you mean: which of the known names somebody probably meant.

/// The known name that a name was probably meant to be: equal but for case and separators, or at most a third of its
/// letters, and never more than three, away. The first of equals.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let folded = fold(name);
    let limit = (folded.chars().count() / 3).min(3);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["email", "phone", "url", "startDate"];
        assert_eq!(nearest("emial", known), Some("email"));
        assert_eq!(nearest("start_date", known), Some("startDate"));
        assert_eq!(nearest("Phone", known), Some("phone"));
        assert_eq!(nearest("hobby", known), None);
        assert_eq!(nearest("ur", known), None);
    }
}
