//! The least of an HTTP client: one kept-alive connection, answers with a known length.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

pub struct Client {
    socket: BufReader<TcpStream>,
    /// Cookies the last answer set.
    pub set_cookies: Vec<String>,
    /// Whether the last answer asks to be asked for again.
    pub refreshes: bool,
}

impl Client {
    pub async fn connect(to: SocketAddr) -> std::io::Result<Self> {
        let socket = TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket: BufReader::new(socket), set_cookies: Vec::new(), refreshes: false })
    }

    /// Sends `METHOD path`, header lines and a body; an error means that nobody knows whether it was carried out.
    pub async fn ask(&mut self, line: &str, headers: &str, body: &[u8]) -> std::io::Result<(u16, Vec<u8>)> {
        let head = format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
        self.socket.write_all(&[head.as_bytes(), body].concat()).await?;
        let mut status = None;
        let mut length = 0;
        (self.set_cookies, self.refreshes) = (Vec::new(), false);
        loop {
            let mut line = String::new();
            if self.socket.read_line(&mut line).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let written = line.trim_end();
            let line = written.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if line.starts_with("set-cookie: ") {
                self.set_cookies.extend(written.get("set-cookie: ".len()..).map(str::to_owned));
            }
            self.refreshes |= line.starts_with("refresh: ");
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.get(..3).and_then(|code| code.parse().ok());
            } else if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().unwrap_or_default();
            }
        }
        let mut body = vec![0; length];
        self.socket.read_exact(&mut body).await?;
        Ok((status.ok_or(std::io::ErrorKind::InvalidData)?, body))
    }
}
