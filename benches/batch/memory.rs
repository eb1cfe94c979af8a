//! The peak of memory of a batch: the supervisor and its workers, proportional set sizes summed, looked at every 50 ms.

use crate::batch::{check, render, write};
use crate::process::{mib, peak};

pub(crate) fn report(counts: &[usize], profile: fn(usize) -> String) {
    if !cfg!(target_os = "linux") {
        return println!("memory is read from /proc, which Linux has");
    }
    let mut first = None;
    for &count in counts {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (inputs, outputs) = (folder.path().join("in"), folder.path().join("out"));
        write(0..count, &inputs, profile);
        let (memory, taken) = peak(render(&inputs, &outputs, "plain", 2).args(["-q", "--force"]));
        check(&outputs, count);
        let sum = mib(memory.sum);
        println!(
            "{count} targets in {:.1} s: peak {sum:.1} MiB in {} processes, {:.1} of it the supervisor's; {:.3} of the first",
            taken.as_secs_f64(),
            memory.processes,
            mib(memory.first),
            sum / *first.get_or_insert(sum),
        );
    }
}
