// The house under test: one server, one browser, and who comes in.
//
// `cargo xtask e2e` starts the server on a synthetic bureau (演示数据) and says by the environment where everything is.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readFileSync } from "node:fs";

const told = (name) => {
  const value = process.env[`NUANCHENG_E2E_${name}`];
  if (!value) throw new Error(`NUANCHENG_E2E_${name} is not set; run this by \`cargo xtask e2e\``);
  return value;
};

/** Where the server answers. */
export const origin = told("ORIGIN");
/** The program, for what an outsider does with it. */
export const program = told("PROGRAM");
/** What a program of the political department asks the API with. */
export const token = told("TOKEN");
/** A folder for what is downloaded and drawn. */
export const folder = told("FOLDER");
/** Every account of the demonstration: `{login, password, en}`. */
export const accounts = JSON.parse(readFileSync(told("DEMO"), "utf8")).summary.accounts;
/** Whether every journey is walked in every way. */
export const thorough = process.env.NUANCHENG_E2E_ALL === "yes";

const modules = createRequire(join(told("MODULES"), "here.js"));
/** A package of the lock file. */
export const packaged = (name) => modules(name);
/** The source of axe, for pages. */
export const axe = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");

/** One browser for everything; contexts keep visitors apart. */
export const browser = await modules("playwright-core").chromium.launch({
  executablePath: told("BROWSER"),
  // A container's root may not make the sandbox's namespaces; what is visited here is our own server only.
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
});

export const languages = { zh: "zh-CN", en: "en-GB" };
export const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

/** The eight ways to walk; four of them hold every pair of language, script and width. */
export function ways() {
  const all = [];
  for (const lang of ["zh", "en"]) {
    for (const script of [true, false]) for (const size of ["wide", "narrow"]) all.push({ lang, script, size });
  }
  const paired = ({ lang, script, size }) => (lang === "zh") === (script === (size === "wide"));
  return thorough ? all : all.filter(paired);
}

export const nameOf = ({ lang, script, size }) => `${lang}, ${script ? "with" : "without"} script, ${size}`;

/** Every address that answered somebody with something, a page or a file. */
export const visited = new Set();

const form = (fields) => new URLSearchParams(fields).toString();

/** Sends a form as a page of ours would. */
export async function post(path, fields, cookie = "") {
  const headers = { origin, cookie, "content-type": "application/x-www-form-urlencoded" };
  return fetch(origin + path, { method: "POST", headers, body: form(fields), redirect: "manual" });
}

export const get = (path, cookie, lang = "zh-CN") => fetch(origin + path, { headers: { cookie, "accept-language": lang }, redirect: "manual" });

const cookies = new Map();

/** The session cookie of an account; each signs in once, as somebody at work does. */
export function session(login) {
  if (!cookies.has(login)) cookies.set(login, enter(login));
  return cookies.get(login);
}

async function enter(login) {
  const answer = await post("/sign-in", { login, password: passwordOf(login), next: "/" });
  assert.equal(answer.status, 303, `${login} signs in`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

const made = new Map();
const passwordOf = (login) => made.get(login) ?? accounts.find((account) => account.login === login)?.password ?? assert.fail(`no account ${login}`);

let newcomers = 0;

/** A new account with a role in the whole bureau: its login and password. */
export async function newcomer(role) {
  newcomers += 1;
  const login = `e2e-${role ?? "nobody"}-${newcomers}`;
  const answer = await post("/admin/accounts", { what: "create", login, person: "" }, await session("demo-sysadmin"));
  const password = /nc-secret">([^<]+)</.exec(await answer.text())?.[1] ?? assert.fail("the page shows the new password");
  made.set(login, password);
  if (role) {
    const from = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const granted = await post("/admin/grants", { what: "grant", user: login, role, unit: "/150600/", from, until: "" }, await session("demo-secadmin"));
    assert.equal(granted.status, 303, `a role for ${login}: ${granted.status}`);
  }
  return { login, password };
}

// What a browser says when a server answers no, or a line is cut: no fault of a page.
const EXPECTED = /Failed to load resource: (the server responded with a status of|net::ERR_INTERNET_DISCONNECTED)/;

/** A browser window of somebody (or nobody): `{context, page, close}`; closing it fails when a page misbehaved. */
export async function window({ as, lang = "zh", script = true, size = "wide", theme = "light" }) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: languages[lang],
    viewport: sizes[size],
    javaScriptEnabled: script,
    colorScheme: theme,
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(20_000);
  if (as) {
    const pairs = (await session(as)).split("; ").map((pair) => pair.split(/=(.*)/s));
    await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: origin })));
  }
  const faults = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) faults.push(`says: ${message.text()}`);
  });
  context.on("weberror", (fault) => faults.push(`fails: ${fault.error()}`));
  context.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob|about):/.test(request.url())) faults.push(`asks elsewhere: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.ok()) visited.add(new URL(response.url()).pathname);
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
  return {
    context,
    page: await context.newPage(),
    close: async () => {
      await context.close();
      assert.deepEqual(faults, [], "a page misbehaved");
    },
  };
}

/** The faults axe finds that keep people out: serious and critical ones. */
export async function barriers(page, rules) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async (only) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
    const options = { runOnly, resultTypes: ["violations"], ...(only ? {} : { rules: { "target-size": { enabled: true } } }) };
    return (await globalThis.axe.run(document, options)).violations;
  }, rules);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} — ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`).join(" | ")}`);
}
