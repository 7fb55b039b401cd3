// What a visitor does on a page, in the words of the pages' own fields. Nothing here depends on the language shown.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Goes somewhere and expects to be let in. */
export async function open(page, path) {
  const answer = await page.goto(path);
  assert.equal(answer?.status(), 200, `${path} opens`);
}

export async function signIn(page, login, password) {
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", password);
  await page.click("main form button");
}

/** Where the visitor is, without what is asked of the page. */
export const where = (page) => new URL(page.url()).pathname;

/** What stands in a list's every row. */
export const rows = (page) => page.locator("#list tbody tr");

/** Waits until every row of the list holds `text`, and there is one. */
export async function only(page, text) {
  await rows(page).filter({ hasText: text }).first().waitFor();
  await rows(page).filter({ hasNotText: text }).first().waitFor({ state: "detached" });
}

/** The number on a figure's own page. */
export async function figure(page, id, query = "") {
  await open(page, `/figures/${id}${query}`);
  return Number((await page.locator(".nc-value strong").innerText()).replaceAll(",", ""));
}

/** Saves what a link or button sends, and gives its bytes. */
export async function download(page, locator) {
  const [file] = await Promise.all([page.waitForEvent("download"), locator.click()]);
  const path = await file.path();
  return { path, bytes: await readFile(path) };
}

/** Fills the five fields of what was held; the roster is listed by the page. */
export async function recordHeld(page, { title, kind, unit, day, hours }) {
  await page.fill("[name=title]", title);
  await page.selectOption("[name=kind]", kind);
  if (day) await page.fill("[name=day]", day);
  await page.selectOption("[name=unit]", unit);
  await page.fill("[name=hours]", hours);
  await page.click("button[value=roster]");
  await page.locator("[name=person]").first().waitFor();
  // Without script this is a new page, of which more is still to come.
  await page.waitForLoadState();
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The six digits an authenticator shows now, or some half minutes later. */
export function code(secret, later = 0) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
