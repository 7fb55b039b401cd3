//! A load over kept-alive connections: as much HTTP as it takes to send a request and to know that its answer came whole.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::Outcome;

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

/// One request: line, headers and body, ready to be sent.
pub(crate) fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

struct Client {
    socket: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Client {
    async fn connect(to: SocketAddr) -> Outcome<Self> {
        let socket = TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket: BufReader::with_capacity(65_536, socket), body: Vec::new() })
    }

    /// Sends a request and reads its answer; the body stays in `self.body`.
    async fn ask(&mut self, request: &[u8]) -> Outcome<u16> {
        self.socket.write_all(request).await?;
        let (mut status, mut length, mut chunked) = (0, None, false);
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                break;
            }
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.get(..3).and_then(|code| code.parse().ok()).unwrap_or_default();
            } else if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().ok();
            } else if line == "transfer-encoding: chunked" {
                chunked = true;
            }
        }
        self.body.clear();
        if chunked {
            loop {
                let size = usize::from_str_radix(&self.line().await?, 16)?;
                self.append(size).await?;
                self.line().await?;
                if size == 0 {
                    return Ok(status);
                }
            }
        }
        self.append(length.unwrap_or_default()).await?;
        Ok(status)
    }

    async fn append(&mut self, size: usize) -> Outcome<()> {
        let start = self.body.len();
        self.body.resize(start + size, 0);
        self.socket.read_exact(self.body.get_mut(start..).unwrap_or_default()).await?;
        Ok(())
    }

    async fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.socket.read_line(&mut line).await? == 0 {
            return Err("the server closed the connection".into());
        }
        Ok(line.trim_end().to_ascii_lowercase())
    }
}

/// One answer's body, for looking at.
pub(crate) async fn once(to: SocketAddr, request: &[u8]) -> Outcome<(u16, String)> {
    let mut client = Client::connect(to).await?;
    let status = client.ask(request).await?;
    Ok((status, String::from_utf8_lossy(&client.body).into_owned()))
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
                let status = client.ask(&request).await?;
                times.push(asked.elapsed());
                if status != 200 {
                    return Err(format!("{status}: {}", String::from_utf8_lossy(&client.body)).into());
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
