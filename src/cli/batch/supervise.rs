//! Who makes what, when: keeps every worker busy, ends those that are late, and starts others for those that died.
//!
//! A worker makes one target at a time, so that the one that ended it is known. What else it had been given is given to
//! another. A worker that has made something before it died may have died of that (memory that was not given back, a state
//! left half done): the target is tried once more in a fresh one before it is called the culprit.

use std::collections::{BTreeSet, VecDeque};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::child::{Death, Event, Worker};
use super::protocol::{Greeting, Task};
use crate::cli::signals;

/// How often it is looked whether somebody is late or asks for an end.
const LOOK: Duration = Duration::from_millis(50);

/// How many tasks a worker has at once, where there are enough: the next one lies ready while an answer is on its way.
const AHEAD: usize = 2;

/// How many workers in a row may be unfit before it is said that there is no working like this.
const STILLBORN: usize = 3;

/// What came of a task.
pub(super) enum Ended {
    /// It was answered.
    Answered(Box<Answer>),
    /// It ended its worker, after so long.
    Died(Death, Duration),
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// Every task was given and ended.
    Whole,
    /// Somebody asked for an end, by this signal.
    Signalled(u8),
    /// The listener asked for an end.
    Stopped,
    /// Workers cannot be started, for this reason.
    Impossible(String),
}

/// What a listener wants after it heard what came of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The others.
    GoOn,
    /// No others.
    Stop,
}

/// How tasks are worked on.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// How many workers there are.
    pub(super) jobs: usize,
    /// How long a task may take.
    pub(super) limit: Duration,
    /// What each worker is told first.
    pub(super) greeting: Greeting,
}

/// Has tasks worked on in this order, and says what comes of each, in the order in which they end. `task` makes the message of
/// one.
pub(super) fn run(
    ids: impl IntoIterator<Item = u32>,
    settings: &Settings,
    task: &dyn Fn(u32) -> Option<Task>,
    ended: &mut dyn FnMut(u32, Ended) -> Then,
) -> Run {
    let (sender, receiver) = channel();
    let waiting: VecDeque<u32> = ids.into_iter().collect();
    let jobs = settings.jobs.min(waiting.len());
    let mut floor = Floor {
        workers: Vec::with_capacity(jobs),
        jobs,
        waiting,
        retried: BTreeSet::new(),
        next: 0,
        stillborn: 0,
        sender,
    };
    let end = floor.work(settings, task, ended, &receiver);
    if end == Run::Whole {
        floor.workers.drain(..).for_each(Worker::dismiss);
    }
    // Those that are left are ended as they are dropped.
    end
}

/// The workers and what lies before them.
struct Floor {
    workers: Vec<Worker>,
    jobs: usize,
    waiting: VecDeque<u32>,
    /// The tasks that had a second chance.
    retried: BTreeSet<u32>,
    next: u64,
    stillborn: usize,
    sender: Sender<Event>,
}

impl Floor {
    fn work(
        &mut self,
        settings: &Settings,
        task: &dyn Fn(u32) -> Option<Task>,
        ended: &mut dyn FnMut(u32, Ended) -> Then,
        events: &Receiver<Event>,
    ) -> Run {
        loop {
            if let Err(error) = self.hire(settings) {
                return Run::Impossible(error.to_string());
            }
            self.feed(task);
            if self.waiting.is_empty() && self.workers.iter().all(|worker| worker.queue.is_empty()) {
                return Run::Whole;
            }
            let then = match events.recv_timeout(LOOK) {
                Ok(Event::Answered(worker, answer)) => self.answered(worker, answer, ended),
                Ok(Event::Gone(worker)) => {
                    let then = self.gone(worker, ended);
                    if self.stillborn >= STILLBORN {
                        return Run::Impossible("they cannot begin".into());
                    }
                    then
                }
                Err(RecvTimeoutError::Timeout) => Then::GoOn,
                Err(RecvTimeoutError::Disconnected) => return Run::Impossible("nobody listens to them".into()),
            };
            if let Some(signal) = signals::asked_to_end() {
                return Run::Signalled(signal);
            }
            if then == Then::Stop {
                return Run::Stopped;
            }
            for worker in self.workers.iter_mut().filter(|worker| worker.is_late(settings.limit)) {
                worker.late = true;
                worker.kill();
            }
        }
    }

    /// Starts workers while there are too few for what waits. That some start is enough.
    fn hire(&mut self, settings: &Settings) -> std::io::Result<()> {
        let idle = self.workers.iter().filter(|worker| worker.queue.is_empty()).count();
        let wanted = self.jobs.min(self.workers.len() + self.waiting.len().saturating_sub(idle));
        while self.workers.len() < wanted {
            match Worker::start(self.next, &settings.greeting, &self.sender) {
                Ok(worker) => self.workers.push(worker),
                Err(error) if self.workers.is_empty() => return Err(error),
                Err(_) => break,
            }
            self.next += 1;
        }
        Ok(())
    }

    /// Gives out tasks, to those first that have none.
    fn feed(&mut self, task: &dyn Fn(u32) -> Option<Task>) {
        for load in 0..AHEAD {
            for worker in &mut self.workers {
                // Towards the end nobody takes a second one that another could begin.
                let enough = load == 0 || self.waiting.len() > self.jobs;
                if worker.queue.len() == load && enough && !worker.late && !worker.leaving {
                    let Some(id) = self.waiting.pop_front() else { return };
                    // Those that have no message are made elsewhere.
                    if let Some(task) = task(id) {
                        worker.give(&task);
                    }
                }
            }
        }
    }

    fn answered(&mut self, worker: u64, answer: Box<Answer>, ended: &mut dyn FnMut(u32, Ended) -> Then) -> Then {
        let Some(worker) = self.workers.iter_mut().find(|known| known.id == worker) else { return Then::GoOn };
        // Only the task in work can be answered.
        if worker.queue.front() != Some(&answer.id) {
            worker.kill();
            return Then::GoOn;
        }
        worker.queue.pop_front();
        worker.since = Instant::now();
        worker.answered += 1;
        self.stillborn = 0;
        worker.late = false;
        if answer.spent {
            worker.leaving = true;
            worker.kill();
            // What it had besides is nobody's fault.
            let rest: Vec<u32> = worker.queue.drain(..).collect();
            rest.into_iter().rev().for_each(|id| self.waiting.push_front(id));
        }
        ended(answer.id, Ended::Answered(answer))
    }

    fn gone(&mut self, worker: u64, ended: &mut dyn FnMut(u32, Ended) -> Then) -> Then {
        let Some(at) = self.workers.iter().position(|known| known.id == worker) else { return Then::GoOn };
        let mut worker = self.workers.remove(at);
        let culprit = worker.queue.pop_front();
        let rest = std::mem::take(&mut worker.queue);
        rest.into_iter().rev().for_each(|id| self.waiting.push_front(id));
        let (time, answered) = (worker.since.elapsed(), worker.answered);
        let death = worker.bury();
        if death == Death::Unfit && answered == 0 {
            self.stillborn += 1;
            if let Some(id) = culprit {
                self.waiting.push_front(id);
            }
            return Then::GoOn;
        }
        let Some(culprit) = culprit else { return Then::GoOn };
        self.stillborn = 0;
        if death != Death::Late && answered > 0 && self.retried.insert(culprit) {
            self.waiting.push_front(culprit);
            return Then::GoOn;
        }
        ended(culprit, Ended::Died(death, time))
    }
}
