// What `cargo xtask pictures` runs: the readme's pictures, of synthetic data and marked so by the page itself (演示数据).
//
// They are drawn without a mouse, a caret or motion, at the same size every time, and kept as pictures of few colours, which
// is what pages are made of.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { browser, packaged, window } from "./house.mjs";
import { has } from "./routes.mjs";
import { open, recordHeld } from "./steps.mjs";

const upng = packaged("upng-js");

/** The same picture in so few colours as pages have. */
function smaller(png) {
  const picture = upng.decode(png);
  return Buffer.from(upng.encode(upng.toRGBA8(picture), picture.width, picture.height, 256));
}

const MOST_BYTES = 200_000;
const THREE_YEARS = "period_from=2023-01-01&period_to=2025-12-31";
const TEXT = "三年来，全市公安机关共举办培训练兵10期，参训1350人次。政治轮训覆盖率达到75.66%，举办政治轮训3期。民警年人均训练提升12%。";
const folder = new URL("../docs/pictures/", import.meta.url);

const pictures = [
  { name: "pillars", as: "demo-leader", size: { width: 1440, height: 1080 }, show: (page) => open(page, `/pillars?${THREE_YEARS}`) },
  { name: "figure", as: "demo-political", size: { width: 1280, height: 1120 }, show: (page) => open(page, `/figures/training.attendances?${THREE_YEARS}`) },
  {
    name: "record",
    as: "demo-classhead-150602",
    size: { width: 390, height: 1240 },
    async show(page) {
      await open(page, "/training/record");
      await recordHeld(page, { title: "警情处置实战训练", kind: "professional", day: "2025-12-18", unit: "/150600/150602/", hours: "4" });
    },
  },
  {
    name: "check",
    needs: "/check",
    as: "demo-political",
    size: { width: 1280, height: 960 },
    async show(page) {
      await open(page, "/check");
      await page.fill("main form:has(button.btn-primary) [name=text]", TEXT);
      await page.fill("#field-period_from", "2023-01-01");
      await page.fill("#field-period_to", "2025-12-31");
      await page.click("main form:has(textarea) button.btn-primary");
      await page.locator(".nc-article .nc-v").first().waitFor();
    },
  },
];

mkdirSync(folder, { recursive: true });
for (const { name, needs, as, size, show } of pictures) {
  if (needs && !has(needs)) {
    console.log(`${name}: waits for ${needs}`);
    continue;
  }
  for (const lang of ["zh", "en"]) {
    const { page, close } = await window({ as, lang });
    await page.setViewportSize(size);
    await show(page);
    assert.ok(await page.locator(".nc-label").isVisible(), "the page says that its data is synthetic");
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() => {
      document.activeElement?.blur();
      if (!location.hash) scrollTo(0, 0);
    });
    const png = smaller(await page.screenshot({ animations: "disabled", caret: "hide" }));
    assert.ok(png.length < MOST_BYTES, `${name}: ${png.length} bytes`);
    writeFileSync(new URL(`${name}.${lang}.png`, folder), png);
    console.log(`${name}.${lang}.png: ${png.length} bytes`);
    await close();
  }
}
await browser.close();
