// The rules of the interface that only a browser, or all pages together, can show.
import assert from "node:assert/strict";
import { it } from "node:test";
import { views, viewsOf } from "./crawl.mjs";
import { barriers, get, session, visited, window } from "./house.mjs";
import { routeOf, routes } from "./routes.mjs";
import { open } from "./steps.mjs";

/** Logs of the machine and of who read what: how often somebody looked, or a job was tried, is a line of the log, no figure. */
const LOGS = ["/me/readers", "/admin/audit", "/admin/backup"];

/** Open only while there is no account at all: the server's own tests go there, before there is anybody to sign in. */
const BEFORE_ANYBODY = "/set-up";

/**
 * Pages of a moment: a code stands only while a session of today begins, and a calendar only at the secret address its owner
 * was shown once. No filled bureau has either; the server's own tests go there.
 */
const OF_A_MOMENT = ["/training/classes/{id}/sessions/{n}/code", "/training/classes/{id}/sessions/{n}/present", "/calendar/{name}"];

const unique = (faults) => [...new Set(faults)];

/** Asks one question of the text of every page, as a document that fetches nothing; the question gives faults. */
async function ofEvery(question, pages = views) {
  const { page, close } = await window({});
  const faults = [];
  for (const { path, login, html } of pages) {
    const found = await page.evaluate(`(${question})(new DOMParser().parseFromString(${JSON.stringify(html)}, "text/html"))`);
    faults.push(...found.map((fault) => `${path} (${login}): ${fault}`));
  }
  await close();
  assert.deepEqual(unique(faults), []);
}

/** One page of every route: enough where all looks of a route come from the same code. */
const oneOfEach = (pages) => pages.filter((view, n) => pages.findIndex((other) => other.route === view.route) === n);

const withForms = () => oneOfEach(views.filter(({ html }) => /<form[^>]*method="post"[\s\S]*? required/.test(html)));

/** When everybody has been everywhere: no page or file is without a link or a journey that leads there. */
export function nothingForgotten() {
  it("i2_every_page_is_reached", { skip: process.execArgv.some((word) => word.startsWith("--test-name-pattern")) }, () => {
    const reached = new Set([...visited].map((path) => routeOf(path)?.path));
    const unreached = routes.filter((route) => route.get && route.path !== BEFORE_ANYBODY && !OF_A_MOMENT.includes(route.path) && !reached.has(route.path));
    assert.deepEqual(unreached.map((route) => route.path), [], "no link leads there, and no journey");
  });
}

export function rules(limit) {
  it("i1_every_page_speaks_the_language_of_the_browser", limit, async () => {
    for (const { path, login } of oneOfEach(views)) {
      const cookie = login ? await session(login) : "";
      for (const [lang, accepted] of [["zh", "zh-CN,zh;q=0.9"], ["en", "en-GB,en;q=0.9"], ["zh", "fr"]]) {
        const html = await (await get(path, cookie, accepted)).text();
        assert.ok(html.includes(`<html lang="${lang}"`), `${path} for ${accepted}`);
        const heading = /<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? "";
        assert.ok(heading.length > 0, `${path} has a heading`);
      }
    }
  });

  it("i2_nothing_from_elsewhere_and_nothing_inline", limit, async () => {
    for (const { path, html } of views) {
      assert.doesNotMatch(html, /<script(?![^>]* src="\/)[^>]*>|<style|<[^>]* style="|<[^>]* on[a-z]+="|javascript:/, path);
      for (const [, address] of html.matchAll(/ (?:src|href|action|formaction)="([^"]*)"/g)) assert.match(address, /^(?:\/(?!\/)|#|\?)/, path);
    }
    for (const login of new Set(views.map((view) => view.login))) {
      const answer = await get("/", login ? await session(login) : "");
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src '(self|none)'/);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:/);
    }
  });

  it("i2_every_form_is_a_plain_form", limit, async () => {
    for (const { path, html } of views) {
      for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/g)) {
        const head = /^<form[^>]*>/.exec(form)[0];
        const method = /method="(get|post)"/.exec(head)?.[1];
        assert.ok(method, `${path}: ${head}`);
        const action = /action="([^"]*)"/.exec(head)?.[1] ?? path;
        const route = routes.find(({ pattern }) => pattern.test(action.split(/[?#]/)[0]));
        assert.ok(route?.[method], `${path}: ${method} ${action}`);
        assert.match(form, /<button(?![^>]*type="button")/, `${path}: ${head} can be sent without script`);
      }
    }
  });

  it("i2_a_keyboard_alone_reaches_everything_and_shows_where_it_is", limit, async () => {
    const pages = views.filter(({ route }) => ["/sign-in", "/pillars", "/training/record", "/people", "/admin/grants"].includes(route));
    assert.ok(pages.length >= 5);
    for (const { path, login } of pages) {
      const { page, close } = await window({ as: login });
      await page.goto(path);
      const wanted = await page.evaluate(() => {
        const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
        const visible = [...all].filter((element) => element.checkVisibility() && !element.disabled);
        for (const element of visible) element.dataset.wanted = "yes";
        return visible.length;
      });
      assert.ok(wanted > 3, path);
      for (let n = 0; n < wanted * 2 + 20; n += 1) {
        await page.keyboard.press("Tab");
        const over = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return true;
          const style = getComputedStyle(element);
          if (element.dataset.wanted && style.outlineStyle === "none" && style.boxShadow === "none") element.dataset.unseen = "yes";
          delete element.dataset.wanted;
          return false;
        });
        if (over) break;
      }
      const left = await page.evaluate(() => [...document.querySelectorAll("[data-wanted], [data-unseen]")].map((element) => element.outerHTML.slice(0, 120)));
      assert.deepEqual(left, [], `${path}: not reached, or not seen when reached`);
      await close();
    }
    const { page, close } = await window({});
    await page.goto("/sign-in");
    await page.locator("#field-login").focus();
    await page.keyboard.type("demo-leader");
    await page.keyboard.press("Tab");
    await page.keyboard.type("nuancheng-demo");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/");
    await close();
  });

  it("i3_recording_is_one_page_of_five_fields_with_the_roster_filled_in", limit, async () => {
    const pages = views.filter(({ route }) => route.endsWith("/record") && route !== "/me/record");
    assert.ok(pages.length >= 2);
    for (const { path, login } of pages) {
      const { page, close } = await window({ as: login, script: false });
      await open(page, path);
      assert.equal(await page.locator("main fieldset").count(), 5, path);
      assert.equal(await page.locator("form[data-draft]").count(), 1, `${path} keeps drafts`);
      const unit = await page.locator("[name=unit] option").last().getAttribute("value");
      await page.selectOption("[name=unit]", unit);
      await page.click("button[value=roster]");
      await page.locator("[name=person]").first().waitFor();
      const there = await page.locator("[name=person]").count();
      const away = await page.locator(".form-check:has(.nc-mark-off)").count();
      assert.equal(await page.locator("[name=person]:checked").count(), there - away, "everybody who is not on leave is ticked");
      await close();
    }
  });

  it("i4_every_number_opens_to_what_it_is_made_of", limit, () =>
    ofEvery((document) => {
      const all = document.querySelectorAll("main .nc-amount b, main .nc-numbers dd b, main .nc-value strong, main [data-number], main td.nc-number");
      const numbers = [...all].filter((element) => /^\s*[\d—]/.test(element.textContent) && !element.closest(".nc-rows"));
      // In a list the line opens: its name is the link, and what the number counts stands on that page.
      const opens = (element) => (element.closest("a[href]") ?? element.querySelector("a[href]") ?? element.closest("tr")?.querySelector("a[href]"))?.getAttribute("href");
      return numbers.filter((element) => !opens(element)).map((element) => element.outerHTML.slice(0, 160));
    }, views.filter(({ route }) => !LOGS.includes(route))));

  it("i4_a_figure_says_definition_period_scope_trend_rows_and_proof", limit, async () => {
    const figures = viewsOf("/figures/{id}");
    assert.ok(figures.length >= 4, "counts, rates, and figures with and without rows");
    await ofEvery((document) => {
      const wanted = [".nc-terms dd", ".nc-sub .nc-days", "#trend tbody tr", "#rows h2", ".nc-rows tbody tr, .nc-hidden, #rows .nc-empty"];
      return wanted.filter((part) => !document.querySelector(part));
    }, figures);
    const proofs = figures.filter(({ html }) => /\/proof[^"]*" download/.test(html));
    assert.ok(proofs.length > 0 && proofs.every(({ html }) => !html.includes('class="nc-hidden"')), "a proof is offered to who may open every row");
  });

  it("i5_a_fault_stands_beside_its_field_and_the_input_stays", limit, async () => {
    const pages = withForms();
    assert.ok(pages.length >= 6, "forms are found");
    const faults = [];
    // A form that asks for nothing but a text of one's own has no wrong answer to give.
    for (const { path, login } of pages.filter(({ path }) => !/^\/training\/classes\/[^/]+\/certificates$/.test(path))) {
      const { page, close } = await window({ as: login });
      const count = await page.goto(path).then(() => page.locator('main form[method=post]:has(:is(input, textarea):required:not([type=date]):not([type=file]))').count());
      for (let n = 0; n < count; n += 1) {
        await page.goto(path);
        const form = page.locator('main form[method=post]:has(:is(input, textarea):required:not([type=date]):not([type=file]))').nth(n);
        // What is folded away is unfolded first, as whoever fills it in does.
        await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });
        const field = form.locator(":is(input:not([type=password]), textarea):required:not([type=date]):not([type=file])").first();
        const name = (await field.count()) > 0 ? await field.getAttribute("name") : "";
        // A text that is nothing there, or lacks the other fields. It stays, but for a code: that is typed anew.
        if (name) await field.fill("没有 这个");
        const answer = page.waitForNavigation();
        await form.evaluate((element) => {
          element.noValidate = true;
          element.requestSubmit(element.querySelector("button[value=record], button:not([formaction]):not([value=roster])"));
        });
        const status = (await answer).status();
        const at = `${path} (${login}), form ${n}`;
        if (status !== 422) faults.push(`${at}: ${status}`);
        else {
          const found = await page.evaluate((kept) => {
            const wrong = [];
            if (!document.querySelector("#faults[role=alert] li")) wrong.push("no summary");
            for (const link of document.querySelectorAll("#faults a")) if (!document.querySelector(link.getAttribute("href"))) wrong.push(`${link.outerHTML} leads nowhere`);
            for (const field of document.querySelectorAll("[aria-invalid]")) {
              if (!document.getElementById(field.getAttribute("aria-describedby"))?.textContent.trim()) wrong.push(`${field.id} has no words`);
            }
            if (document.activeElement?.id !== "faults") wrong.push("the keyboard is elsewhere");
            if (kept && kept !== "code" && ![...document.getElementsByName(kept)].some((field) => field.value === "没有 这个")) wrong.push(`${kept} was lost`);
            return wrong;
          }, name);
          faults.push(...[...found, ...(await barriers(page))].map((fault) => `${at}: ${fault}`));
        }
      }
      await close();
    }
    assert.deepEqual(unique(faults), []);
  });

  it("i6_nothing_is_ranked_and_no_colour_speaks_alone", limit, () =>
    ofEvery((document) => {
      const wrong = [];
      for (const link of document.querySelectorAll("th.nc-number a, main [aria-sort].nc-number")) wrong.push(`a number orders the list: ${link.outerHTML.slice(0, 120)}`);
      for (const mark of document.querySelectorAll("[class*=nc-mark], [class*=nc-v-]")) if (!mark.textContent.trim()) wrong.push(`colour alone: ${mark.outerHTML.slice(0, 120)}`);
      for (const word of ["排行榜", "积分", "末位"]) if (document.querySelector("main").textContent.includes(word)) wrong.push(`says ${word}`);
      return wrong;
    }));

  it("i8_every_list_is_searched_ordered_paged_linked_and_taken_along", limit, async () => {
    const lists = oneOfEach(views.filter(({ html }) => html.includes('class="card nc-list"')));
    assert.ok(lists.length >= 7, "lists are found");
    for (const { path, login, html } of lists) {
      const part = html.slice(html.indexOf('class="card nc-list"'));
      assert.match(part, /role="search"[\s\S]*name="q"/, `${path}: search`);
      const address = (text) => new RegExp(`href="([^"]*)"[^>]*>${text}`).exec(part)?.[1].replaceAll("&#38;", "&").replaceAll("&amp;", "&");
      if (part.includes("<tbody>")) assert.match(part, /<th[^>]*><a href="[^"]*sort=/, `${path}: order`);
      const saved = address("此列表的链接");
      const sheet = address("下载 xlsx");
      assert.ok(saved && sheet, `${path}: link and workbook`);
      const cookie = await session(login);
      assert.equal((await get(saved, cookie)).status, 200, saved);
      const workbook = await get(sheet, cookie);
      assert.equal(workbook.status, 200, sheet);
      assert.equal(Buffer.from(await workbook.arrayBuffer()).subarray(0, 2).toString(), "PK", sheet);
      const [, last, total] = /第 \d+–(\d+) 条，共 (\d+) 条/.exec(part) ?? [];
      if (Number(last) < Number(total)) assert.match(part, /rel="next"/, `${path}: the next page`);
    }
  });

  it("i9_every_chart_has_its_table_and_its_words", limit, async () => {
    const drawn = views.filter(({ html }) => html.includes("data-chart-of"));
    assert.ok(drawn.length > 0, "charts are found");
    for (const { path, login } of drawn) {
      const { page, close } = await window({ as: login });
      await page.goto(path);
      const wrong = await page.evaluate(() =>
        [...document.querySelectorAll("[data-chart-of], canvas, main svg")].flatMap((chart) => {
          const place = chart.closest("[data-chart-of], [role=img]");
          if (!place) return [`no words: ${chart.outerHTML.slice(0, 120)}`];
          const table = place.dataset.chartOf && document.getElementById(place.dataset.chartOf);
          const wrong = [];
          if (place.dataset.chartOf && !table?.matches("table")) wrong.push("no table");
          if (table && !table.checkVisibility()) wrong.push("the table is not shown");
          if (place.getAttribute("role") !== "img" || !place.getAttribute("aria-label")?.trim()) wrong.push("no words");
          return wrong;
        }),
      );
      assert.deepEqual(wrong, [], path);
      await close();
    }
  });
}
