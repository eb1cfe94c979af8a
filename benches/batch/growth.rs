//! Whether one process that makes more and more documents grows: what a document leaves behind for ever.

use curricle::batch::{Renderer, Request, evict};
use curricle::source::Sources;

use crate::batch::input;
use crate::process::{memory, mib};

pub(crate) fn report(count: usize) {
    let renderer = Renderer::new(Vec::new(), false);
    let request = Request { theme: Some("plain".into()), ..Request::default() };
    let own = std::process::id();
    let mut last = (0, memory(own).sum);
    for number in 0..count {
        let made = renderer.make(&input(number), &request, &mut Sources::new()).expect("valid");
        assert_eq!(made.value.artifacts.len(), 1);
        evict(1);
        let done = number + 1;
        if [100, 200, 500, 1000, 2000].contains(&done) || done % 5000 == 0 || done == count {
            let now = memory(own).sum;
            let (more, documents) = (now.saturating_sub(last.1), (done - last.0) as u64);
            println!(
                "{done:6} made: {:6.1} MiB, {} bytes more for each since the line before",
                mib(now),
                more / documents
            );
            last = (done, now);
        }
    }
}
