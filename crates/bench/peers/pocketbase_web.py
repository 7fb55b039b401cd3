"""PocketBase with rows like those of our list and an index over the same filter and order. Prints where it listens, a
token and its process number on one line; ends when its input closes."""
import json, os, socket, sqlite3, subprocess, sys, time, urllib.error, urllib.request

folder, rows, units = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
binary = os.path.join(os.path.dirname(sys.executable), "pocketbase")
data = os.path.join(folder, "pocketbase")
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
base = f"http://127.0.0.1:{port}"


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = token
    request = urllib.request.Request(base + path, json.dumps(body).encode() if body is not None else None, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as fault:
        raise SystemExit(f"{method} {path}: {fault.code} {fault.read().decode()}") from None


def serve():
    command = [binary, "serve", f"--http=127.0.0.1:{port}", "--dir", data, "--automigrate=false", "--migrationsDir", os.path.join(data, "migrations")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            call("GET", "/api/health")
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("PocketBase did not start")


def sign_in():
    answer = call("POST", "/api/collections/_superusers/auth-with-password", {"identity": "bench@example.com", "password": "benchbench1"})
    return answer["token"]


subprocess.run([binary, "superuser", "upsert", "bench@example.com", "benchbench1", "--dir", data], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
server = serve()
try:
    fields = [{"name": name, "type": "text"} for name in ("serial", "title", "kind", "state", "unit")] + [{"name": "ends_on", "type": "number"}]
    index = "CREATE INDEX activities_by_unit ON activities (unit, state, ends_on)"
    call("POST", "/api/collections", {"name": "activities", "type": "base", "fields": fields, "indexes": [index]}, sign_in())
    server.terminate()
    server.wait()
    kinds = ["initial", "promotion", "professional", "development", "drill", "instructor", "other"]
    states = ["planned", "open", "running", "closed", "cancelled"]
    made = (
        (f"r{i:014}", f"listed-{i}", f"培训班 {i}（演示数据）", kinds[i % 7], states[i // 7 % 5], f"/150600/u{i * 7919 % units:02}/", 20200128 + i % 4 * 10000)
        for i in range(rows)
    )
    database = sqlite3.connect(os.path.join(data, "data.db"))
    with database:
        database.executemany("INSERT INTO activities (id, serial, title, kind, state, unit, ends_on) VALUES (?, ?, ?, ?, ?, ?, ?)", made)
    database.execute("ANALYZE")
    database.commit()
    database.close()
    server = serve()
    print(f"127.0.0.1:{port} {sign_in()} {server.pid}", flush=True)
    sys.stdin.read()
finally:
    server.terminate()
    server.wait()
