//! How far a run is: a bar on a terminal, a line for each target elsewhere, and what came of all of it at the end.

use std::time::{Duration, Instant};

use curricle::batch::report::{Spool, Summary, TargetReport};
use curricle::source::report::Told;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal::{Said, Terminal};

/// How often the bar is drawn while nothing ends.
const TICK: Duration = Duration::from_millis(200);

/// From how many targets on a rate and the slowest of them mean something.
const FEW: usize = 10;

/// How many of the slowest are named.
const SLOWEST: usize = 3;

/// How far a run is, as people see it.
pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    bar: Option<ProgressBar>,
    failed: usize,
    start: Instant,
}

impl<'a> Progress<'a> {
    /// Shows the progress of so many targets.
    pub(super) fn new(total: usize, terminal: &'a Terminal) -> Self {
        let bar = terminal.has_bar().then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr_with_hz(10));
            // The template is one that a test has tried.
            bar.set_style(style().unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.enable_steady_tick(TICK);
            bar
        });
        Self { terminal, bar, failed: 0, start: Instant::now() }
    }

    /// Counts a target.
    pub(super) fn count(&mut self, failed: bool) {
        self.failed += usize::from(failed);
        let Some(bar) = &self.bar else { return };
        if self.failed > 0 {
            bar.set_message(format!(", {} failed", self.failed));
        }
        bar.inc(1);
    }

    /// Says what there is to say of a target, and its line where no bar tells of it.
    pub(super) fn say(&self, line: Option<&str>, told: &[Told], said: &mut Said) {
        match &self.bar {
            Some(_) if told.is_empty() => {}
            Some(bar) => bar.suspend(|| self.terminal.say_new(told, said)),
            None => {
                self.terminal.say_new(told, said);
                if let Some(line) = line {
                    self.terminal.result(line);
                }
            }
        }
    }

    /// How long it has been.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) {
        self.bar.take().into_iter().for_each(|bar| bar.finish_and_clear());
    }
}

fn style() -> Result<ProgressStyle, indicatif::style::TemplateError> {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}{msg}, {per_sec}, {eta} left")?;
    Ok(style.progress_chars("=> ").with_key(
        "per_sec",
        |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:.0}/s", state.per_sec());
        },
    ))
}

/// What came of a run, in one line.
pub(super) fn summary(sums: &Summary, what: Verb, elapsed: Duration) -> String {
    let count = |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}"));
    let done = match what {
        Verb::Made => count(sums.made, "made"),
        Verb::Checked => count(sums.made, "right"),
    };
    let parts = [
        done,
        count(sums.unchanged, "unchanged"),
        count(sums.failed, "failed"),
        count(sums.skipped, "not begun or not ended"),
    ];
    let mut text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if text.is_empty() {
        text.push_str("nothing to do");
    }
    if sums.pages > 0 {
        text.push_str(&format!("; {} page{}", sums.pages, if sums.pages == 1 { "" } else { "s" }));
    }
    let seconds = elapsed.as_secs_f64();
    text.push_str(&format!(" in {}", time(elapsed)));
    let worked = sums.made + sums.failed;
    if worked >= FEW && seconds > 0.0 {
        #[expect(clippy::cast_precision_loss, reason = "a rate is read by people")]
        let rate = worked as f64 / seconds;
        text.push_str(&format!(" ({rate:.0}/s)"));
    }
    text
}

/// The targets that took longest, in one line; none where there are few.
pub(super) fn slowest(spool: &mut Spool) -> Option<String> {
    if spool.summary().made < FEW {
        return None;
    }
    let named = |target: &TargetReport| {
        let name = target.outputs.first().map_or(&target.input, |output| &output.path);
        format!("{name} {}", time(Duration::from_millis(target.milliseconds)))
    };
    // A target that cannot be read back is not worth an end.
    let slowest: Vec<String> = spool.slowest().filter_map(Result::ok).take(SLOWEST).map(|it| named(&it)).collect();
    (!slowest.is_empty()).then(|| format!("slowest: {}", slowest.join(", ")))
}

/// What a run does with targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It makes them.
    Made,
    /// It only looks at them.
    Checked,
}

/// A time as people read it: milliseconds below a second, seconds with a decimal below a minute, then minutes.
pub(super) fn time(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        1..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use curricle::batch::report::Summary;

    use super::{Verb, style, summary};

    #[test]
    fn the_template_of_the_bar_is_one() {
        style().expect("a template");
    }

    #[test]
    fn a_run_is_summed_up_in_one_line() {
        let sums = Summary { made: 298, unchanged: 9, failed: 2, skipped: 0, pages: 612, milliseconds: 0 };
        let text = summary(&sums, Verb::Made, Duration::from_secs(3));
        assert_eq!(text, "298 made, 9 unchanged, 2 failed; 612 pages in 3.0 s (100/s)");
        let one = Summary { made: 1, pages: 1, ..Summary::default() };
        assert_eq!(summary(&one, Verb::Checked, Duration::from_millis(12)), "1 right; 1 page in 12 ms");
        assert_eq!(summary(&Summary::default(), Verb::Made, Duration::from_secs(61)), "nothing to do in 1 min 1 s");
    }
}
