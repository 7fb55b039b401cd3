// Builds what browsers are sent from the installed packages: `node build.mjs <node_modules> <output folder>`.
// Called by `cargo xtask assets`. Every file is written plain, gzipped and as brotli, so that no server compresses it again.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, output] = process.argv.slice(2).map((path) => resolve(path));
const postcss = createRequire(join(modules, "here.js"))("postcss");
const read = (path) => readFileSync(join(modules, path), "utf8");

const DARK = /\[data-bs-theme="?dark"?\]/g;

// Tabler knows a light and a dark theme, chosen by an attribute. The third, "auto", follows the system without any script:
// the dark rules are said once more where the system prefers dark.
function stylesheet() {
  const root = postcss.parse(read("@tabler/core/dist/css/tabler.min.css"));
  const auto = postcss.atRule({ name: "media", params: "screen and (prefers-color-scheme:dark)" });
  root.walkAtRules("import", (rule) => rule.remove());
  root.walkAtRules("font-face", (rule) => rule.remove());
  root.walkComments((comment) => comment.remove());
  root.walkRules((rule) => {
    const dark = rule.selectors.filter((selector) => selector.search(DARK) >= 0);
    if (dark.length === 0 || rule.parent.name === "keyframes") return;
    const copy = rule.clone({ selectors: dark.map((selector) => selector.replace(DARK, "[data-bs-theme=auto]")) });
    if (rule.parent.type === "atrule") {
      const around = rule.parent.clone({ nodes: [] });
      around.append(copy);
      auto.append(around);
    } else {
      auto.append(copy);
    }
  });
  root.append(auto);
  const css = root.toString();
  if (/https?:\/\/(?!www\.w3\.org)/.test(css)) throw new Error("the stylesheet names another host");
  return css;
}

const files = {
  "tabler.css": stylesheet(),
  "htmx.js": read("htmx.org/dist/htmx.min.js"),
  "echarts.js": read("echarts/dist/echarts.simple.min.js"),
};

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const bytes = Buffer.from(text);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(output, name), bytes);
  writeFileSync(join(output, `${name}.br`), brotli);
  writeFileSync(join(output, `${name}.gz`), gzip);
  console.log(`${name}: ${bytes.length} bytes, ${gzip.length} gzip, ${brotli.length} brotli`);
}
