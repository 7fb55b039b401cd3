//! The least of an HTTP client: one kept-alive connection, answers with a known length or in chunks.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::Outcome;

/// What the server answered.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub status: u16,
    /// Type of the body.
    pub media: String,
    /// The cookies it set, as they are sent back.
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

/// One connection to the server under measurement.
pub(crate) struct Client {
    socket: BufReader<TcpStream>,
}

impl Client {
    /// Connects.
    pub(crate) async fn connect(to: SocketAddr) -> Outcome<Self> {
        let socket = TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket: BufReader::with_capacity(65_536, socket) })
    }

    /// Sends `METHOD path`, header lines and a body; anything but 200 is a fault of the measurement.
    pub(crate) async fn ask(&mut self, line: &str, headers: &str, body: &str) -> Outcome<Vec<u8>> {
        let answer = self.exchange(line, headers, body).await?;
        if answer.status == 200 { Ok(answer.body) } else { Err(format!("{line}: {}", String::from_utf8_lossy(&answer.body)).into()) }
    }

    /// The header line of a session of the account with `login`.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Outcome<String> {
        let form = format!("login={login}&password={password}&next=%2F");
        let headers = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n";
        let answer = self.exchange("POST /sign-in", headers, &form).await?;
        if answer.cookies.is_empty() {
            return Err(format!("{login} cannot sign in: {}", answer.status).into());
        }
        Ok(format!("Cookie: {}\r\n", answer.cookies.join("; ")))
    }

    /// Sends a request and reads its answer, whatever it says.
    pub(crate) async fn exchange(&mut self, line: &str, headers: &str, body: &str) -> Outcome<Answer> {
        self.send(&request(line, headers, body)).await
    }

    /// The same of a request that is written already.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Outcome<Answer> {
        self.socket.write_all(request).await?;
        let mut answer = Answer::default();
        let (mut length, mut chunked) = (0, false);
        loop {
            let header = self.line().await?;
            if header.is_empty() {
                break;
            }
            let (name, value) = header.split_once(": ").unwrap_or((&header, ""));
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse()?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = value.eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("content-type") {
                value.clone_into(&mut answer.media);
            } else if name.eq_ignore_ascii_case("set-cookie") {
                answer.cookies.extend(value.split(';').next().map(str::to_owned));
            } else if let Some(status) = name.strip_prefix("HTTP/1.1 ") {
                answer.status = status.get(..3).unwrap_or_default().parse()?;
            }
        }
        if !chunked {
            self.append(&mut answer.body, length).await?;
            return Ok(answer);
        }
        loop {
            let size = usize::from_str_radix(&self.line().await?, 16)?;
            self.append(&mut answer.body, size).await?;
            self.line().await?;
            if size == 0 {
                return Ok(answer);
            }
        }
    }

    async fn append(&mut self, body: &mut Vec<u8>, size: usize) -> Outcome<()> {
        let start = body.len();
        body.resize(start + size, 0);
        self.socket.read_exact(body.get_mut(start..).unwrap_or_default()).await?;
        Ok(())
    }

    async fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.socket.read_line(&mut line).await? == 0 {
            return Err("the server closed the connection".into());
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}

/// A request `METHOD path` with header lines and a body, ready to be sent.
pub(crate) fn request(line: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("{line} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
