// i10: every page is looked at as everybody who may open it sees it, in both languages, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { it } from "node:test";
import { views, viewsOf } from "./crawl.mjs";
import { barriers, origin, window } from "./house.mjs";

/** Bytes a page may take beyond what the browser keeps. */
const MOST_BYTES = 100_000;
/** How much a page may move while it comes: half of what is called good, for a browser may draw a long table before its last row. */
const MOST_MOVED = 0.05;
/** Where a page is looked at: each language, look and width beside each other one. */
const LOOKS = [
  { lang: "zh", theme: "light", size: "wide" },
  { lang: "en", theme: "dark", size: "narrow" },
];

/** Counts what moves while the page comes, and what it weighs. */
async function measured(page, path) {
  let bytes = 0;
  const weigh = async (response) => {
    if (response.url().startsWith(`${origin}/assets/`)) return;
    const { responseBodySize } = await response.request().sizes().catch(() => ({ responseBodySize: 0 }));
    bytes += responseBodySize;
  };
  const weighing = [];
  page.on("response", (response) => weighing.push(weigh(response)));
  await page.addInitScript(() => {
    globalThis.moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!entry.hadRecentInput) globalThis.moved.push([entry.value, entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80))]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const answer = await page.goto(path, { waitUntil: "load" });
  assert.ok(answer.ok(), `${path}: ${answer.status()}`);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const moved = await page.evaluate(() => globalThis.moved);
  await Promise.all(weighing);
  page.removeAllListeners("response");
  return { bytes, moved };
}

async function looked({ path, login }, { lang, theme, size }) {
  const { page, close } = await window({ as: login, lang, theme, size });
  const faults = [];
  const note = (what, found) => faults.push(...found.map((fault) => `${path} (${login}, ${lang}, ${what}, ${size}): ${fault}`));
  try {
    const { bytes, moved } = await measured(page, path);
    if (bytes > MOST_BYTES) faults.push(`${path}: ${bytes} bytes`);
    if (moved.reduce((sum, [value]) => sum + value, 0) > MOST_MOVED) faults.push(`${path} (${size}) moves while it comes: ${JSON.stringify(moved)}`);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    note(theme, await barriers(page));
    await page.emulateMedia({ colorScheme: theme === "dark" ? "light" : "dark" });
    note(theme === "dark" ? "light" : "dark", await barriers(page, ["color-contrast"]));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) faults.push(`${path} (${size}, ${lang}) is ${wider} pixels too wide`);
  } finally {
    await close();
  }
  return faults;
}

export function looks(limit) {
  for (const route of new Set(views.map((view) => view.route))) {
    const all = viewsOf(route);
    const who = [...new Set(all.flatMap((view) => [view.role, ...view.also]))];
    it(`i10_nothing_keeps_anybody_out of ${route} (${who.length} roles, ${all.length} looks)`, limit, async () => {
      const faults = [];
      for (const view of all) for (const way of LOOKS) faults.push(...(await looked(view, way)));
      assert.deepEqual([...new Set(faults)], []);
    });
  }
}
