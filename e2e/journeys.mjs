// The journeys that matter most, as data: a name, who goes, and what they do. Each is walked in both languages, with and
// without script, narrow and wide. `needs` names a page that is still to come; the journey waits for it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accounts, folder, newcomer, origin, program, token, window } from "./house.mjs";
import { code, download, figure, only, open, recordHeld, rows, signIn, where } from "./steps.mjs";

// Somebody's own year: what is recorded today moves it.
const THIS_YEAR = `?period_from=${new Date().getUTCFullYear()}-01-01`;
const shown = (page, selector) => page.locator(selector).first().waitFor();

export const journeys = [
  {
    name: "somebody signs in, and out",
    async walk({ page }) {
      const { login, password } = await newcomer("leader");
      await page.goto("/figures");
      assert.equal(where(page), "/sign-in", "nobody is led to the door");
      await signIn(page, login, "not the password");
      await shown(page, "#faults");
      assert.equal(await page.inputValue("[name=login]"), login, "the login stays");
      await signIn(page, login, password);
      assert.equal(where(page), "/figures", "and then to where they wanted to go");
      await page.click('form[action="/sign-out"] button');
      assert.equal(where(page), "/sign-in");
      await page.goto("/");
      assert.equal(where(page), "/sign-in", "the session is over");
    },
  },
  {
    name: "a newcomer's first five minutes",
    async walk({ page, way }) {
      const began = Date.now();
      const { login, password } = accounts.find((account) => account.login === "demo-political");
      await page.goto("/pillars");
      await signIn(page, login, password);
      assert.equal(where(page), "/pillars");
      assert.equal(await page.locator(".nc-pillar").count(), 4, "four pillars");
      // One figure, to its rows and its proof.
      const unit = "/150600/150621/";
      const [id, query] = ["study.featured_lesson.runs", `${THIS_YEAR}&unit=${unit}`];
      const before = await figure(page, id, query);
      await shown(page, ".nc-terms dd");
      // A session is recorded, and the figure moves by it.
      const title = `首课 ${way.lang} ${way.script} ${way.size}`;
      await open(page, "/study/record");
      await recordHeld(page, { title, kind: "featured_lesson", unit, hours: "1.5" });
      await page.click("button[value=record]");
      await shown(page, ".alert-success");
      await page.locator(`main a[href^="/figures/${id}?"]`).first().click();
      assert.equal(where(page), `/figures/${id}`);
      const after = await figure(page, id, query);
      assert.equal(after, before + 1, "one more");
      assert.equal(await page.locator(".nc-rows tbody tr").count(), after, "each stands among the rows");
      const proof = await download(page, page.locator("a[download]").first());
      const file = join(folder, `first-${way.lang}-${way.script}-${way.size}.json`);
      writeFileSync(file, proof.bytes);
      await open(page, "/ledger");
      const key = (await page.locator("dd code").allInnerTexts()).find((text) => text.includes("+"));
      const verified = execFileSync(program, ["verify", "--proof", file, "--key", key, "--lang", "en"], { encoding: "utf8" });
      assert.ok(verified.includes(id), verified);
      // An article says one number that stands and one that does not; the second is found, and opens to what the ledger says.
      const period = "period_from=2023-01-01&period_to=2025-12-31";
      const runs = await figure(page, "training.runs", `?${period}`);
      await open(page, "/check");
      await page.fill("#field-period_from", "2023-01-01");
      await page.fill("#field-period_to", "2025-12-31");
      await page.fill("[name=text]", `全局共举办培训练兵${runs}期。全局共举办培训练兵${runs + 7}期。`);
      await page.locator("form:has(textarea[name=text]:not([hidden])) button.btn-primary").click();
      const wrong = page.locator(".nc-article .nc-v-contradicted");
      await wrong.first().waitFor();
      assert.equal(await wrong.count(), 1);
      assert.ok((await wrong.innerText()).includes(`${runs + 7}`), await wrong.innerText());
      assert.equal(await page.locator(".nc-article .nc-v-supported").count(), 1);
      await page.locator('.nc-findings tr:has(.nc-v-contradicted) a[href^="/figures/training.runs"]').first().click();
      assert.equal(Number((await page.locator(".nc-value strong").innerText()).replaceAll(",", "")), runs, "what the ledger says");
      assert.ok(Date.now() - began < 300_000, "five minutes");
    },
  },
  {
    name: "an outsider proves a figure, and another number is not proved",
    as: "demo-political",
    async walk({ page, way }) {
      await open(page, "/pillars");
      await page.fill("[name=period_from]", "2023-01-01");
      await page.fill("[name=period_to]", "2025-12-31");
      await page.click(".nc-chooser button");
      await page.waitForURL(/period_from=2023-01-01/);
      assert.equal(await page.locator(".nc-pillar article").count(), 12);
      const link = page.locator('.nc-amount a[href^="/figures/training.attendances"]').first();
      const number = await link.innerText();
      assert.ok(Number(number) > 0, number);
      await link.click();
      assert.equal(where(page), "/figures/training.attendances");
      assert.equal(await page.locator(".nc-value strong").innerText(), number, "one number on both pages");
      await shown(page, ".nc-rows tbody tr");
      const proof = await download(page, page.locator("a[download]").first());
      await open(page, "/ledger");
      const key = (await page.locator("dd code").allInnerTexts()).find((text) => text.includes("+"));
      const file = join(folder, `proof-${way.lang}-${way.script}-${way.size}.json`);
      writeFileSync(file, proof.bytes);
      const verified = execFileSync(program, ["verify", "--proof", file, "--key", key, "--lang", "en"], { encoding: "utf8" });
      assert.ok(verified.includes("training.attendances") && verified.replaceAll(",", "").includes(number.replaceAll(",", "")), verified);
      const [first] = proof.bytes.toString().match(/"leaf":|"facts":|"claim":/) ?? [];
      assert.ok(first, "the proof is a file of facts");
      writeFileSync(file, proof.bytes.toString().replace(/"n":\s*(\d+)/, (_, n) => `"n":${Number(n) + 1}`));
      assert.throws(() => execFileSync(program, ["verify", "--proof", file, "--key", key], { stdio: "pipe" }), "another number is not proved");
    },
  },
  {
    name: "a recorder records a lesson in five fields and its figure moves",
    as: "demo-recorder-150602",
    walk: ({ page, way }) => held(page, way, "/study/record", "study.featured_lesson.runs", "featured_lesson", "/150600/150602/"),
  },
  {
    name: "a class head records a class and its figure moves",
    as: "demo-classhead-150603",
    walk: ({ page, way }) => held(page, way, "/training/record", "training.runs", "professional", "/150600/150603/"),
  },
  {
    name: "a refusal keeps what was typed and stands beside the field",
    as: "demo-classhead-150621",
    async walk({ page }) {
      await open(page, "/training/record");
      await recordHeld(page, { title: "警情处置", kind: "professional", unit: "/150600/150621/", hours: "4h" });
      const ticked = await page.locator("[name=person]:checked").count();
      await page.click("button[value=record]");
      await shown(page, "#faults");
      const field = page.locator("#field-hours");
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      await shown(page, `#${await field.getAttribute("aria-describedby")}`);
      assert.deepEqual([await field.inputValue(), await page.inputValue("[name=title]")], ["4h", "警情处置"], "the input stays");
      assert.equal(await page.locator("[name=person]:checked").count(), ticked, "so do the ticks");
      await page.click('#faults a[href="#field-hours"]');
      assert.equal(new URL(page.url()).hash, "#field-hours", "the summary leads to the field");
    },
  },
  {
    name: "a draft outlives a lost connection",
    as: "demo-classhead-150622",
    async walk({ page, context, way }) {
      const title = `断线 ${way.lang} ${way.script} ${way.size}`;
      await open(page, "/training/record");
      await page.fill("[name=title]", title);
      if (way.script) {
        await Promise.all([page.waitForResponse((answer) => answer.url().includes("/me/drafts/")), page.fill("[name=hours]", "2.5")]);
      } else {
        await page.fill("[name=hours]", "2.5");
        await page.click('[formaction^="/me/drafts/"]');
      }
      await context.setOffline(true);
      await page.goto("/training/record").catch(() => {});
      await context.setOffline(false);
      await open(page, "/");
      await page.locator('main a[href="/training/record"]').first().click();
      assert.deepEqual([await page.inputValue("[name=title]"), await page.inputValue("[name=hours]")], [title, "2.5"]);
      await page.click("button[value=afresh]");
      assert.equal(await page.inputValue("[name=title]"), "", "and goes when it is dropped");
    },
  },
  {
    name: "a second factor is set up, used and removed",
    async walk({ page }) {
      const { login, password } = await newcomer("supervisor");
      await page.goto("/sign-in");
      await signIn(page, login, password);
      await page.goto("/me/security");
      await page.click('main a[href="/me/second-factor"]');
      const secret = await page.locator(".nc-secret").innerText();
      await page.fill("[name=code]", "000000");
      await page.click("main form button");
      await shown(page, "#fault-code-1");
      await page.fill("[name=code]", code(await page.locator(".nc-secret").innerText()));
      await page.click("main form button");
      const recovery = await page.locator(".nc-codes code").allInnerTexts();
      assert.ok(recovery.length >= 8, "recovery codes are shown once");
      await page.click('form[action="/sign-out"] button');
      await signIn(page, login, password);
      assert.equal(where(page), "/sign-in/code", "the password alone opens nothing");
      await page.goto("/pillars");
      assert.equal(where(page).startsWith("/sign-in"), true);
      await page.goto("/sign-in/code");
      await page.fill("[name=code]", code(secret, 1));
      await page.click("main form button");
      assert.equal(where(page), "/");
      await page.goto("/me/second-factor");
      await page.fill("[name=code]", recovery[0]);
      await page.click("main form button.btn-danger");
      await page.click('form[action="/sign-out"] button');
      await signIn(page, login, password);
      assert.equal(where(page), "/", "one step again");
    },
  },
  {
    name: "an administrator opens an account, another grants its role, a third sees what it read",
    as: "demo-sysadmin",
    async walk({ page, way }) {
      const login = `e2e-new-${way.lang}-${way.script ? "s" : "n"}-${way.size}`;
      await open(page, "/admin/accounts");
      await page.fill("#field-login", login);
      await page.click('main form:has([value="create"]) button');
      const password = await page.locator(".nc-made .nc-secret").innerText();
      await visit("demo-secadmin", way, async (security) => {
        await open(security, "/admin/grants");
        await security.selectOption("#field-user", login);
        await security.selectOption("#field-role", "political_officer");
        await security.selectOption("#field-unit", "/150600/150602/");
        await security.click('main form:has([value="grant"]) button');
        await shown(security, ".alert-success");
      });
      await visit(null, way, async (officer) => {
        await officer.goto("/people");
        await signIn(officer, login, password);
        assert.equal(where(officer), "/people");
        await rows(officer).first().locator("a").first().click();
        assert.match(where(officer), /^\/people\/./);
        const answer = await officer.goto("/admin/audit");
        assert.equal(answer.status(), 403, "and nothing else");
      });
      await visit("demo-audit", way, async (audit) => {
        await open(audit, "/admin/audit");
        await audit.fill("#list-q", login);
        await audit.click(".nc-search button");
        await only(audit, login);
      });
    },
  },
  {
    name: "somebody is found by name, and sees who looked",
    as: "demo-political",
    async walk({ page, way }) {
      let name;
      await visit("demo-officer", way, async (own) => {
        await open(own, "/me/record");
        name = (await own.locator(".nc-sub").first().innerText()).trim();
        assert.ok((await own.locator("#list tbody tr").count()) > 0, "a record of one's own");
      });
      await open(page, "/people");
      await page.fill("#list-q", name);
      await page.click(".nc-search button");
      const found = rows(page).locator("a", { hasText: name });
      await only(page, name);
      assert.ok(!decodeURIComponent(page.url()).includes(name), "no address holds a name");
      for (let n = await found.count(); n > 0; n -= 1) {
        await found.nth(n - 1).click();
        await shown(page, "#service");
        if (n > 1) {
          await page.goBack();
          await page.fill("#list-q", name);
          await page.click(".nc-search button");
          await only(page, name);
        }
      }
      await visit("demo-officer", way, async (own) => {
        await open(own, "/me/readers");
        await rows(own).filter({ hasText: "demo-political" }).first().waitFor();
      });
    },
  },
  {
    name: "figures are searched, filtered, ordered and taken along",
    as: "demo-leader",
    async walk({ page }) {
      await open(page, "/figures");
      const all = await rows(page).count();
      await page.locator('.nc-tabs a[href*="group=training"]').click();
      await page.waitForURL(/group=training/);
      await page.waitForLoadState();
      await rows(page).first().waitFor();
      const group = await rows(page).count();
      assert.ok(group > 0 && group < all, `${group} of ${all}`);
      await page.fill("#list-q", "training.runs@1");
      await page.click(".nc-search button");
      await only(page, "training.runs@1");
      const number = await rows(page).locator("td.nc-number a").first().innerText();
      await page.locator('#list a[href="/figures"], #list .btn-ghost-secondary').first().click();
      await rows(page).nth(1).waitFor();
      await page.locator('#list th a[href*="sort=name"]').click();
      await page.locator("#list th[aria-sort=ascending]").waitFor();
      await page.locator('#list th a[href*="sort=-name"]').click();
      await page.locator("#list th[aria-sort=descending]").waitFor();
      assert.equal(await page.locator("#list th.nc-number a").count(), 0, "no order by number");
      const sheet = await download(page, page.locator("#list a[download]"));
      assert.equal(sheet.bytes.subarray(0, 2).toString(), "PK", "a workbook");
      assert.ok(sheet.bytes.length > 4_000);
      await page.fill("#list-q", "training.runs@1");
      await page.click(".nc-search button");
      await only(page, "training.runs@1");
      await rows(page).locator("td.nc-number a").first().click();
      assert.equal(await page.locator(".nc-value strong").innerText(), number);
    },
  },
  {
    name: "language and look are chosen and stay",
    async walk({ page, way }) {
      const { login, password } = await newcomer("leader");
      await page.goto("/pillars");
      await signIn(page, login, password);
      const html = page.locator("html");
      assert.equal(await html.getAttribute("lang"), way.lang, "the browser's language first");
      const other = way.lang === "zh" ? "en" : "zh";
      await page.click(".nc-choices button[name=lang]");
      await page.locator(`html[lang=${other}]`).waitFor();
      assert.equal(where(page), "/pillars", "on the same page");
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await ground();
      // The choice has its place on every width.
      await page.selectOption("[name=theme]", "dark");
      if (!way.script) await page.locator(".nc-choices button:not([name])").click();
      await page.locator("html[data-bs-theme=dark]").waitFor();
      assert.notEqual(await ground(), light, "it is dark");
      await page.goto("/figures");
      assert.deepEqual([await html.getAttribute("lang"), await html.getAttribute("data-bs-theme")], [other, "dark"], "here too");
      await visit(null, way, async (elsewhere) => {
        await elsewhere.goto("/");
        await signIn(elsewhere, login, password);
        await elsewhere.locator(`html[lang=${other}][data-bs-theme=dark]`).waitFor();
      });
    },
  },
  {
    name: "every other browser is signed out",
    async walk({ page, way }) {
      const { login, password } = await newcomer("leader");
      await visit(null, way, async (lost) => {
        await lost.goto("/figures");
        await signIn(lost, login, password);
        assert.equal(where(lost), "/figures");
        await page.goto("/me/security");
        await signIn(page, login, password);
        assert.equal(await page.locator(".nc-sessions li").count(), 2);
        await page.click("button[value=others]");
        await shown(page, ".alert-success");
        assert.equal(await page.locator(".nc-sessions li").count(), 1);
        await lost.goto("/figures");
        assert.equal(where(lost), "/sign-in", "the other one is out");
      });
    },
  },
  {
    name: "an article is checked against the ledger",
    needs: "/check",
    as: "demo-political",
    async walk({ page }) {
      const runs = await figure(page, "training.runs", "?period_from=2023-01-01&period_to=2025-12-31");
      assert.ok(runs > 0, `${runs}`);
      await open(page, "/check");
      await page.fill("#field-period_from", "2023-01-01");
      await page.fill("#field-period_to", "2025-12-31");
      await page.fill("[name=text]", `全局共举办培训练兵${runs}期。全局共举办培训练兵${runs + 7}期。`);
      await page.locator('form:has(textarea[name=text]:not([hidden])) button.btn-primary').click();
      await page.locator(".nc-article .nc-v").first().waitFor();
      assert.ok((await page.locator(".nc-findings tbody tr").count()) >= 2, "each number is found");
      assert.ok((await page.locator('.nc-findings a[href^="/figures/training.runs"]').count()) > 0, "and opens to its figure");
      const verdicts = await page.locator(".nc-findings td:nth-child(2) .nc-v").evaluateAll((marks) => marks.map((mark) => mark.className));
      assert.ok(new Set(verdicts).size >= 2, `the true and the false one are told apart: ${verdicts}`);
    },
  },
  {
    name: "classes are listed, filtered and opened",
    needs: "/training/classes",
    as: "demo-political",
    async walk({ page }) {
      await open(page, "/training/classes");
      assert.ok((await rows(page).count()) > 0);
      await rows(page).first().locator("a").first().click();
      assert.match(where(page), /^\/training\/classes\/./);
    },
  },
  {
    name: "a controller sets the clock of an exercise that is under way",
    needs: "/books/exercise/{id}/live",
    as: "demo-exercise-lead-controller",
    async walk({ page }) {
      const answer = await fetch(`${origin}/api/v1/books/exercise?state=conduct&limit=1`, { headers: { authorization: `Bearer ${token}` } });
      const { items } = await answer.json();
      await open(page, `/books/exercise/${items[0].id}`);
      await page.locator('a[href$="/live"]').first().click();
      assert.equal(where(page), `/books/exercise/${items[0].id}/live`, "the sheet leads to the live desk");
      for (const speed of ["5", "1"]) {
        await page.click(`button[name=f-speed][value="${speed}"]`);
        await shown(page, `button[name=f-speed][value="${speed}"][aria-pressed=true]`);
      }
      assert.ok((await page.locator(".nc-live-list li").count()) > 0, "what came stands there");
    },
  },
  {
    name: "the public board of a contest is opened from its sheet",
    needs: "/books/contest/{id}/board",
    as: "demo-political",
    async walk({ page }) {
      const answer = await fetch(`${origin}/api/v1/books/contest?limit=50`, { headers: { authorization: `Bearer ${token}` } });
      const { items } = await answer.json();
      let door;
      for (const { id } of items) {
        await open(page, `/books/contest/${id}`);
        door = page.locator('a[href$="/board"]').first();
        if (await door.count()) break;
      }
      await door.click();
      assert.match(where(page), /\/board$/);
    },
  },
  {
    name: "a roster is judged and its faults are said",
    needs: "/import",
    as: "demo-political",
    async walk({ page }) {
      await open(page, "/import");
      const template = await download(page, page.locator('a[href^="/import/template"] >> nth=0'));
      assert.equal(template.bytes.subarray(0, 2).toString(), "PK", "the sheet to fill in");
      // No such class: said beside the field, or as a cell that cannot be read.
      await page.fill("[name=serial]", "没有这一期");
      const buffer = Buffer.from("警号,姓名,考勤\n999999,某某,出勤\n");
      await page.setInputFiles("[name=file]", { name: "roster.csv", mimeType: "text/csv", buffer });
      await page.click('form[action="/import"] button.btn-primary');
      await shown(page, "#faults, .alert-danger, #came, th.nc-code");
      const sheet = page.locator('a[href="/import/faults"]');
      if (await sheet.isVisible()) assert.equal((await download(page, sheet)).bytes.subarray(0, 2).toString(), "PK", "the same sheet back");
      const drop = page.locator("button[value=drop]");
      if (await drop.isVisible()) await drop.click();
    },
  },
  {
    name: "a report is previewed from its template, and a kept one read",
    needs: "/reports",
    as: "demo-political",
    async walk({ page }) {
      await open(page, "/reports/new");
      await page.fill("#field-from", "2023-01-01");
      await page.fill("#field-to", "2025-12-31");
      await page.click("button[value=template]");
      await page.waitForFunction(() => document.querySelector("#field-text")?.value.length > 100);
      await page.click("button[value=preview]");
      await shown(page, "#preview, #faults");
      await open(page, "/reports");
      const kept = rows(page).locator("a").first();
      if (await kept.isVisible()) {
        await kept.click();
        assert.match(where(page), /^\/reports\/./);
      }
    },
  },
];

/** Another visitor's window, the same way. */
async function visit(as, way, walk) {
  const { page, close } = await window({ as, ...way });
  try {
    await walk(page);
  } finally {
    await close();
  }
}

async function held(page, way, path, id, kind, unit) {
  const query = `${THIS_YEAR}&unit=${unit}`;
  const before = await figure(page, id, query);
  await open(page, path);
  await recordHeld(page, { title: `五项登记 ${way.lang} ${way.script} ${way.size}`, kind, unit, hours: "1.5" });
  assert.equal(await page.locator("main fieldset").count(), 5, "five fields");
  assert.ok((await page.locator("[name=person]:checked").count()) > 0, "the roster is there already");
  await page.click("button[value=record]");
  await shown(page, ".alert-success");
  await shown(page, `main a[href^="/figures/${id}?"]`);
  assert.equal(await figure(page, id, query), before + 1);
}
