//! Whether what stands on the pages can be read: sizes, contrast, nothing cut and nothing over something else.

use std::collections::BTreeMap;

use super::page::{Pages, Rgb, Run};
use crate::diagnostic::Problem;

/// The least size of body text in points.
const LEAST_BODY: f64 = 9.0;

/// The least size of body text in Inter, whose letters are larger.
const LEAST_BODY_INTER: f64 = 8.4;

/// The least size of any text in points.
const LEAST: f64 = 7.0;

/// The least contrast: WCAG 2.2, 1.4.3, for text that is not large.
const LEAST_CONTRAST: f64 = 4.5;

/// How far text may run out, in points: sides of letters are no edges.
const SLACK: f64 = 1.0;

/// How much of two texts may be common, in points in each direction: letters of neighbours touch.
const COMMON: f64 = 1.6;

/// What is wrong, with the run concerned.
pub(super) fn illegible<'p, 'd>(pages: &'p Pages<'d>, case: &str) -> Vec<(&'p Run<'d>, Problem)> {
    let runs: Vec<&Run<'_>> = pages.runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
    let mut found = Vec::new();
    found.extend(small_body(&runs, case));
    let case = || case.to_owned();
    for run in &runs {
        let text = || run.text.trim().to_owned();
        if run.size < LEAST - 0.01 {
            let (size, least) = (points(run.size), points(LEAST));
            found.push((*run, Problem::TextSmall { text: text(), size, least, case: case() }));
        }
        if let (Some(color), Some(ground)) = (run.fill, run.ground)
            && contrast(color, ground) < LEAST_CONTRAST - 0.005
        {
            let ratio = format!("{:.2}", contrast(color, ground));
            let colors = format!("{} on {}", hex(color), hex(ground));
            found.push((*run, Problem::LowContrast { text: text(), colors, ratio, case: case() }));
        }
        if !run.visible.holds(run.area, SLACK) {
            found.push((*run, Problem::TextCut { text: text(), case: case() }));
        }
    }
    for (run, other) in overlaps(&runs) {
        let (text, other) = (run.text.trim().to_owned(), other.text.trim().to_owned());
        found.push((run, Problem::TextOverlap { text, other, case: case() }));
    }
    found
}

/// The body text is what most letters have in common: family and size.
fn small_body<'p, 'd>(runs: &[&'p Run<'d>], case: &str) -> Option<(&'p Run<'d>, Problem)> {
    let mut sizes: BTreeMap<(&str, u64), (usize, &'p Run<'d>)> = BTreeMap::new();
    for run in runs {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are positive and small")]
        let size = (run.size * 20.0).round() as u64;
        sizes.entry((run.family, size)).or_insert((0, run)).0 += run.text.chars().count();
    }
    let (_, run) = sizes.into_values().max_by_key(|(count, _)| *count)?;
    let least = if run.family == "Inter" { LEAST_BODY_INTER } else { LEAST_BODY };
    (run.size < least - 0.01).then(|| {
        let (size, least) = (points(run.size), points(least));
        (run, Problem::TextSmall { text: "body text".into(), size, least, case: case.to_owned() })
    })
}

/// Runs over others, each with the first that it covers.
fn overlaps<'p, 'd>(runs: &[&'p Run<'d>]) -> Vec<(&'p Run<'d>, &'p Run<'d>)> {
    let mut sorted = runs.to_vec();
    sorted.sort_by(|a, b| a.page.cmp(&b.page).then(a.area.top.total_cmp(&b.area.top)));
    let mut found = Vec::new();
    for (index, run) in sorted.iter().enumerate() {
        let near = sorted[index + 1..]
            .iter()
            .take_while(|other| other.page == run.page && other.area.top < run.area.bottom - COMMON);
        let over = near.into_iter().find(|other| {
            let common = run.area.common(other.area);
            common.right - common.left > COMMON && common.bottom - common.top > COMMON
        });
        found.extend(over.map(|other| (*run, *other)));
    }
    found
}

fn points(size: f64) -> String {
    let text = format!("{size:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hex(color: Rgb) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "parts of a colour are from 0 to 1")]
    let [red, green, blue] = color.map(|part| (part * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// How far two colours differ in lightness, from 1 to 21 (WCAG 2.2, contrast ratio).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance = |color: Rgb| {
        let [red, green, blue] = color.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
        let grey = [0x76, 0x76, 0x76].map(|part: u8| f64::from(part) / 255.0);
        assert!((contrast(grey, [1.0; 3]) - 4.54).abs() < 0.01);
    }
}
