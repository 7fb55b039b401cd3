//! 进度: bars for work that takes more than a second, on a terminal only.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use nc_store::Progress;

use crate::global::Global;

/// Work that is quicker shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself once the work has taken a second. Nothing is drawn where nobody watches.
pub struct Bar {
    bar: ProgressBar,
    shown: bool,
    wanted: bool,
    since: Instant,
}

impl Bar {
    /// A bar for work that knows how much there is.
    #[must_use]
    pub fn new(global: &Global, zh: &str, en: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = "{msg} {wide_bar} {human_pos}/{human_len} {rate} {eta}";
        let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:.0}/s", state.per_sec());
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.with_key("rate", rate));
        bar.set_message(global.lang().pick(zh, en).to_owned());
        Self { bar, shown: false, wanted: !global.quiet, since: Instant::now() }
    }

    /// `done` of `all`.
    pub fn set(&mut self, done: u64, all: u64) {
        self.bar.set_length(all);
        self.bar.set_position(done);
        if !self.shown && self.wanted && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
    }

    /// The bar as the store takes it; it goes when the work is over.
    #[must_use]
    pub fn callback(mut self) -> Progress {
        Box::new(move |done, all| self.set(done, all))
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A spinner for work that cannot say how far it is.
pub struct Spinner {
    bar: ProgressBar,
    waiting: tokio::task::JoinHandle<()>,
}

impl Spinner {
    /// Starts one; it shows itself after a second and goes when it is dropped.
    #[must_use]
    pub fn start(global: &Global, zh: &str, en: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::with_template("{spinner} {msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(global.lang().pick(zh, en).to_owned());
        let (shown, wanted) = (bar.clone(), !global.quiet);
        let waiting = tokio::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            if wanted {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Self { bar, waiting }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.waiting.abort();
        self.bar.finish_and_clear();
    }
}
