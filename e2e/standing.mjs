// What stands when the visitors come, because no page would show it otherwise: a sheet with faults, a draft of a report, a topic
// that branches owe. Each is made as somebody at work makes it; nobody else touches it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { accounts, get, origin, session, token } from "./house.mjs";

const today = (later = 0) => new Date(Date.now() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10);

async function send(login, path, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value, ...(value instanceof Blob ? ["roster.csv"] : []));
  return fetch(origin + path, { method: "POST", headers: { origin, cookie: await session(login) }, body, redirect: "manual" });
}

/** The sheet of a class head: a stranger, a word that is no mark, and nobody's number. */
async function faultySheet() {
  const { login } = accounts.find(({ en }) => en.startsWith("class head")) ?? assert.fail("nobody heads classes");
  const file = new Blob(["警号,姓名,考勤\n999999,某某,出勤\n999998,某某,大概\n,某某,出勤\n"], { type: "text/csv" });
  const sent = await send(login, "/import", { into: "training", serial: "没有这一期", file });
  assert.equal(sent.status, 303, await sent.text());
  for (let n = 0; n < 200; n += 1) {
    const page = await get("/import", await session(login));
    if (!page.headers.get("refresh")) return assert.match(await page.text(), /href="\/import\/faults"/, "the sheet has faults");
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail("the sheet is not judged");
}

async function draft() {
  const text = readFileSync(new URL("../catalogue/reports/annual.md", import.meta.url), "utf8");
  const sent = await send("demo-political", "/reports/new", { unit: "/150600/", from: "2023-01-01", to: "2025-12-31", text, step: "save" });
  assert.equal(sent.status, 303, await sent.text());
  assert.match(sent.headers.get("location"), /^\/reports\/./);
}

/** The id of what has this serial, as the program derives it: 63 bits of a hash, thirteen letters. */
function idOf(family, serial) {
  const bits = createHash("sha256").update(`${family}\0${serial}`).digest().readBigUInt64BE() >> 1n;
  return Array.from({ length: 13 }, (_, n) => "0123456789abcdefghjkmnpqrstvwxyz"[Number((bits >> BigInt(60 - 5 * n)) & 31n)]).join("");
}

async function command(name, body) {
  const headers = { authorization: `Bearer ${token}`, "idempotency-key": `e2e-${name}`, "content-type": "application/json" };
  const sent = await fetch(`${origin}/api/v1/commands/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(sent.status, 200, await sent.text());
}

async function topic() {
  const [serial, title, unit, published_on] = ["e2e-topic", "浏览器核验专题", "/150600/", today()];
  await command("study.publish_source", { serial, title, issuer: "政治部", level: "city", published_on, unit });
  const cites = [idOf("SourceId", serial)];
  await command("study.publish_topic", { serial, title, cites, committee: unit, published_on, due_by: today(30) });
}

await Promise.all([faultySheet(), draft(), topic()]);
