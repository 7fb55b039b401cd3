//! The server, from the command line.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::world::{World, program};

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(world: &World) -> Self {
        let mut child = program()
            .arg("--data")
            .arg(world.data())
            .args(["serve", "--listen", "127.0.0.1:0", "--as", "zhengzhi"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").unwrap_or_else(|| panic!("{line}")).split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn stop(mut self) -> i32 {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed must leave no server behind; one that was stopped is gone already.
        let _ = self.child.kill();
    }
}

#[test]
fn the_server_answers_says_where_it_listens_and_stops_when_told() {
    let world = World::staffed();
    let server = Server::start(&world);
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/checkpoint").contains("nuancheng.local/150600"));
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    // The ledger may be worked on from the command line meanwhile.
    world.run(&["record", "training.set_stock", "--json", r#"{"item":"手持电台","quantity":12}"#, "--as", "zhengzhi"]).ends(0);
    let taken = world.run(&["serve", "--listen", &server.address, "--as", "zhengzhi"]).ends(3);
    assert!(taken.err.contains("--listen"), "{}", taken.err);
    assert_eq!(server.stop(), 0);
    world.run(&["verify"]).ends(0);
}
