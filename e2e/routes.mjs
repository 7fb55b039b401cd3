// The addresses of the pages, read where the server reads them: `crates/web/src/routes.rs`. No list of pages is kept here.
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../crates/web/src/routes.rs", import.meta.url), "utf8").split("fn pages(")[1].split("\n}")[0];

/** Every route: its path as declared, and what may be asked of it. */
export const routes = source
  .split('.route("')
  .slice(1)
  .map((part) => {
    const [path, rest] = [part.slice(0, part.indexOf('"')), part.slice(part.indexOf('"')).split(".layer(")[0]];
    const pattern = new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
    return { path, pattern, get: /[ .]get\(/.test(rest), post: /[ .]post\(/.test(rest), open: !path.includes("{") };
  });

if (routes.length < 25) throw new Error("the routes are not read any more");

/** The declared route an address belongs to, a word before a parameter: `/people/{id}` only when nothing is spelled so. */
export function routeOf(address) {
  const path = address.split(/[?#]/)[0];
  return routes.find((route) => route.path === path) ?? routes.find((route) => route.pattern.test(path));
}

/** Whether this build has the page: a journey over a page that is still to come waits for it. */
export const has = (path) => routes.some((route) => route.path === path);
