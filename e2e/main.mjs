// What `cargo xtask e2e` runs: journeys, then every page looked at, two visitors at a time in one browser.
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { browser, folder, nameOf, ways, window } from "./house.mjs";
import { journeys } from "./journeys.mjs";
import { looks } from "./looks.mjs";
import { has } from "./routes.mjs";
import { nothingForgotten, rules } from "./rules.mjs";

const LIMIT = { timeout: 120_000 };

after(() => browser.close());

describe("pages", { concurrency: 2 }, () => {
  for (const { name, needs, as, walk } of journeys) {
    const skip = needs && !has(needs) ? `waits for ${needs}` : false;
    describe(name, { skip, concurrency: 1 }, () => {
      for (const way of ways()) {
        it(nameOf(way), LIMIT, async () => {
          const { page, context, close } = await window({ as, ...way });
          try {
            await walk({ page, context, way });
          } catch (fault) {
            await page.screenshot({ path: join(folder, `${name} (${nameOf(way)}).png`), fullPage: true }).catch(() => {});
            throw fault;
          } finally {
            await close();
          }
        });
      }
    });
  }
  rules(LIMIT);
  looks(LIMIT);
});

describe("afterwards", nothingForgotten);
