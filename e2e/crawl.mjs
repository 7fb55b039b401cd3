// Every page as every role sees it: from the routes the server declares and from the links on the pages themselves.
import { accounts, get, newcomer, session, visited } from "./house.mjs";
import { routeOf, routes } from "./routes.mjs";
import "./standing.mjs";

/** Addresses of one route that are opened to see whether they look different. */
const TRIES = 6;

/** One account for each role there is, and one without any. */
export const roles = new Map();
for (const { login, en } of accounts) {
  const role = en.split(",")[0];
  if (!roles.has(role)) roles.set(role, login);
}
roles.set("no role", (await newcomer(null)).login);

const decode = (text) => text.replaceAll("&#38;", "&").replaceAll("&amp;", "&").replaceAll("&#34;", '"');

/** The kinds of elements a page is made of; rows more or less make no other look. */
function look(html) {
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  const kinds = tags.map((tag) => {
    const name = /^<([a-z0-9]+)/.exec(tag)[1];
    const attributes = [...tag.matchAll(/ (class|role|type|aria-[a-z]+)(?:="([^"]*)")?/g)].map(([, key, value]) => (key.startsWith("aria") ? key : `${key}=${value}`));
    return [name, ...attributes].join(" ");
  });
  return [...new Set(kinds)].sort().join("\n");
}

async function crawl(role, login) {
  const cookie = await session(login);
  const found = new Map();
  const queue = routes.filter((route) => route.get && route.open).map((route) => route.path);
  const asked = new Set();
  const tries = new Map();
  while (queue.length > 0) {
    const path = queue.shift();
    const route = routeOf(path);
    const query = [...new URLSearchParams(path.split("?")[1] ?? "").keys()].sort().join("&");
    const shape = `${route?.path}?${query}`;
    const tried = tries.get(shape) ?? 0;
    if (!route || asked.has(path) || tried >= (route.open ? 1 : TRIES) || path.includes("as=xlsx")) continue;
    asked.add(path);
    tries.set(shape, tried + 1);
    const answer = await get(path, cookie);
    // A document to take along is a file, whatever it is made of.
    const taken = answer.headers.get("content-disposition")?.startsWith("attachment");
    const html = !taken && answer.headers.get("content-type")?.startsWith("text/html") ? await answer.text() : "";
    if (answer.status >= 500) throw new Error(`${role}: ${path}: ${answer.status}`);
    if (answer.status === 200) visited.add(path.split("?")[0]);
    if (answer.status !== 200 || !html) continue;
    const key = `${route.path}\n${look(html)}`;
    if (!found.has(key)) found.set(key, { route: route.path, path, html, role, login });
    for (const [, href] of html.matchAll(/href="(\/[^"#]*)/g)) queue.push(decode(href));
  }
  return found;
}

/** What looks different, with everybody who sees it: `{route, path, html, role, login, also}`. */
export const views = [];
const seen = new Map();
for (const [role, login] of roles) {
  for (const [key, view] of await crawl(role, login)) {
    const known = seen.get(key);
    if (known) {
      known.also.push(role);
    } else {
      seen.set(key, { ...view, also: [] });
      views.push(seen.get(key));
    }
  }
}
const outside = await get("/sign-in", "");
views.push({ route: "/sign-in", path: "/sign-in", html: await outside.text(), role: "nobody", login: null, also: [] });

/** Whose pages of a route look different. */
export const viewsOf = (route) => views.filter((view) => view.route === route);
