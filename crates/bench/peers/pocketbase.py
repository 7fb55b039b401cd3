"""Creates one record for each line of a CSV through PocketBase's batch API, 1,000 a request; prints the seconds."""
import csv, glob, json, os, socket, subprocess, sys, tempfile, time, urllib.error, urllib.request

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
binary = None
for root in sys.path:
    for path in glob.glob(os.path.join(root, "pocketbase*", "**", "pocketbase*"), recursive=True):
        if os.path.isfile(path) and os.access(path, os.X_OK) and not path.endswith(".py"):
            binary = path
for path in [os.path.join(os.path.dirname(sys.executable), "pocketbase")]:
    binary = binary or (path if os.path.exists(path) else None)
assert binary, "no pocketbase binary in the package"
data = tempfile.mkdtemp()
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]
base = f"http://127.0.0.1:{port}"
subprocess.run([binary, "superuser", "upsert", "bench@example.com", "benchbench1", "--dir", data], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
server = subprocess.Popen([binary, "serve", f"--http=127.0.0.1:{port}", "--dir", data, "--automigrate=false", "--migrationsDir", os.path.join(data, "migrations")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


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


try:
    for _ in range(100):
        try:
            call("GET", "/api/health")
            break
        except OSError:
            time.sleep(0.1)
    token = call("POST", "/api/collections/_superusers/auth-with-password", {"identity": "bench@example.com", "password": "benchbench1"})["token"]
    call("PATCH", "/api/settings", {"batch": {"enabled": True, "maxRequests": 1000, "timeout": 120}}, token)
    fields = [{"name": name, "type": "text"} for name in rows[0]]
    call("POST", "/api/collections", {"name": "roster", "type": "base", "fields": fields}, token)
    start = time.perf_counter()
    for i in range(0, len(rows), 1000):
        requests = [{"method": "POST", "url": "/api/collections/roster/records", "body": row} for row in rows[i : i + 1000]]
        call("POST", "/api/batch", {"requests": requests}, token)
    print(time.perf_counter() - start)
finally:
    server.kill()
