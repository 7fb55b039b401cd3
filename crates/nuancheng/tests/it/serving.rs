//! The server, from the command line.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::world::{World, program};

struct Server {
    child: Child,
    address: String,
    said: BufReader<std::process::ChildStderr>,
}

impl Server {
    fn start(world: &World) -> Self {
        let mut child = program()
            .arg("--data")
            .arg(world.data())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").unwrap_or_else(|| panic!("{line}")).split('/').next().unwrap().to_owned();
        Self { child, address, said }
    }

    fn get(&self, path: &str) -> String {
        ask(&self.address, path)
    }

    fn post(&self, path: &str, fields: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = fields.len();
        write!(stream, "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{fields}", self.address).unwrap();
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

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
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
    assert!(server.get("/sign-in").starts_with("HTTP/1.1 200"));
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 303") && page.contains("location: /sign-in?next=%2F"), "{page}");
    // The ledger may be worked on from the command line meanwhile.
    world.run(&["record", "training.set_stock", "--json", r#"{"item":"手持电台","quantity":12}"#, "--as", "zhengzhi"]).ends(0);
    let taken = world.run(&["serve", "--listen", &server.address]).ends(3);
    assert!(taken.err.contains("--listen"), "{}", taken.err);
    assert_eq!(server.stop(), 0);
    world.run(&["verify"]).ends(0);
}

#[test]
fn a_ledger_without_accounts_is_set_up_in_the_browser_with_the_code_on_the_terminal() {
    let world = World::nothing();
    world.run(&["init", "--in-browser"]).ends(0);
    let mut server = Server::start(&world);
    let mut line = String::new();
    server.said.read_line(&mut line).unwrap();
    let code = line.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(line.contains("/set-up") && code.len() == 11, "{line}");
    let three = |code: &str| {
        format!(
            "code={code}&system_login=xitong&system_password=first+sentence+here&security_login=anquan&security_password=second+one+follows&audit_login=shenji&audit_password=the+third+of+them"
        )
    };
    assert!(server.post("/set-up", &three("00000-00000")).starts_with("HTTP/1.1 422"));
    assert!(server.post("/set-up", &three(&code)).starts_with("HTTP/1.1 303"));
    assert!(server.get("/set-up").starts_with("HTTP/1.1 404"));
    let inside = server.post("/sign-in", "login=xitong&password=first+sentence+here&next=/admin/accounts");
    assert!(inside.starts_with("HTTP/1.1 303") && inside.contains("location: /admin/accounts"), "{inside}");
    assert_eq!(server.stop(), 0);
    // Nobody else becomes an administrator by running init again.
    let again = world.run(&["init", "--format", "json"]).ends(0).json();
    assert_eq!(again["accounts"].as_array().unwrap().len(), 0, "{again}");
}

#[test]
fn measurements_are_answered_on_an_address_of_their_own() {
    let world = World::staffed();
    let mut child = program()
        .arg("--data")
        .arg(world.data())
        .args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:39417"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let address = line.strip_prefix("http://").unwrap_or_else(|| panic!("{line}")).split('/').next().unwrap().to_owned();
    let server = Server { child, address, said };
    server.get("/sign-in?next=/people/1");
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"), "not on the public address");
    let metrics = ask("127.0.0.1:39417", "/metrics");
    assert!(metrics.contains("nuancheng_requests_total{route=\"/sign-in\",status=\"200\"} 1"), "{metrics}");
    assert!(metrics.contains("nuancheng_request_seconds_bucket") && !metrics.contains("/people/1"), "{metrics}");
}
