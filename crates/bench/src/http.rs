//! The least of an HTTP client: one kept-alive connection, answers with a known length.

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
        Ok(Self { socket: BufReader::new(socket) })
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
        let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len());
        self.socket.write_all(request.as_bytes()).await?;
        let mut answer = Answer::default();
        let mut length = 0;
        loop {
            let mut header = String::new();
            if self.socket.read_line(&mut header).await? == 0 {
                return Err("the server hung up".into());
            }
            let header = header.trim_end();
            if header.is_empty() {
                break;
            }
            let (name, value) = header.split_once(": ").unwrap_or((header, ""));
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse()?;
            } else if name.eq_ignore_ascii_case("content-type") {
                value.clone_into(&mut answer.media);
            } else if name.eq_ignore_ascii_case("set-cookie") {
                answer.cookies.extend(value.split(';').next().map(str::to_owned));
            } else if let Some(status) = name.strip_prefix("HTTP/1.1 ") {
                answer.status = status.get(..3).unwrap_or_default().parse()?;
            }
        }
        answer.body = vec![0; length];
        self.socket.read_exact(&mut answer.body).await?;
        Ok(answer)
    }
}
