//! A load over kept-alive connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::http::Client;

/// What a load measured.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Measured {
    /// Answers a second.
    pub rate: f64,
    /// Half of them came within this, in milliseconds.
    pub p50: f64,
    /// All but one of a hundred came within this, in milliseconds.
    pub p99: f64,
}

/// One answer's body, for looking at.
pub(crate) async fn once(to: SocketAddr, request: &[u8]) -> Outcome<(u16, String)> {
    let mut client = Client::connect(to).await?;
    let answer = client.send(request).await?;
    Ok((answer.status, String::from_utf8_lossy(&answer.body).into_owned()))
}

/// Asks over `connections` for `time`; `make` writes the request of each number. An answer other than 200 ends it.
pub(crate) async fn load(
    to: SocketAddr,
    connections: usize,
    time: Duration,
    first: usize,
    make: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> Outcome<(Measured, usize)> {
    let make = Arc::new(make);
    let next = Arc::new(AtomicUsize::new(first));
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Client::connect(to).await?);
    }
    let start = Instant::now();
    let mut tasks = Vec::new();
    for mut client in clients {
        let (make, next) = (make.clone(), next.clone());
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while start.elapsed() < time {
                let request = make(next.fetch_add(1, Ordering::Relaxed));
                let asked = Instant::now();
                let answer = client.send(&request).await?;
                times.push(asked.elapsed());
                if answer.status != 200 {
                    return Err(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)).into());
                }
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(times)
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let seconds = start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, |t| t.as_secs_f64() * 1_000.0);
    Ok((Measured { rate: times.len() as f64 / seconds, p50: at(50), p99: at(99) }, next.load(Ordering::Relaxed)))
}
