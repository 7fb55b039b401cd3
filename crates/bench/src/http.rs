//! The least of an HTTP client: one kept-alive connection, answers with a known length.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::Outcome;

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
        let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len());
        self.socket.write_all(request.as_bytes()).await?;
        let (mut fine, mut length) = (false, 0);
        loop {
            let mut header = String::new();
            if self.socket.read_line(&mut header).await? == 0 {
                return Err("the server hung up".into());
            }
            let header = header.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            fine |= header.starts_with("http/1.1 200");
            if let Some(value) = header.strip_prefix("content-length: ") {
                length = value.parse()?;
            }
        }
        let mut answer = vec![0; length];
        self.socket.read_exact(&mut answer).await?;
        if fine { Ok(answer) } else { Err(format!("{line}: {}", String::from_utf8_lossy(&answer)).into()) }
    }
}
