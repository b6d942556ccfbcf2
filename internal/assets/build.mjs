// Makes internal/assets/dist: style sheet, subset font, scripts, mark and the PDF's fonts.
// Run by `make assets` after `npm ci`. What it writes is embedded into the binary.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const face = join(here, "../web/face");
const dist = join(here, "dist");
const vazirmatn = dirname(createRequire(import.meta.url).resolve("vazirmatn/package.json"));

// Every letter that a Persian page of ours can hold; a rarer one falls back to the reader's own font.
const persian = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچژکگیۀ" + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670\u0640";
const digits = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
const signs = "،؛؟٪٫٬«»…–—‹›·•×÷−°©" + "\u200c\u200d\u200e\u200f\u00a0\u2066\u2067\u2068\u2069\u202f";
const latin = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32)) + "‘’“”";
// Joining, marks, kerning and tabular figures; the font's stylistic sets would cost 8 KB.
const features = ["init", "medi", "fina", "isol", "rlig", "liga", "calt", "ccmp", "locl", "rclt", "curs", "mark", "mkmk", "kern", "tnum"];
const webFontLimit = 40 * 1024;

// The address under which Go serves a file (assets.go makes the same name): content decides it,
// so that a browser may keep the file for ever.
function hashed(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}

async function webFont() {
  const source = await readFile(join(vazirmatn, "fonts/variable/Vazirmatn[wght].ttf"));
  const bytes = await subsetFont(source, persian + digits + signs + latin, {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 900 } },
    keepFeatures: features,
    noHinting: true,
  });
  if (bytes.length > webFontLimit) {
    throw new Error(`the web font is ${bytes.length} bytes, the budget is ${webFontLimit}: take letters out of build.mjs`);
  }
  await writeFile(join(dist, "vazirmatn.woff2"), bytes);
  return hashed("vazirmatn.woff2", bytes);
}

function fontFace(address) {
  return `@font-face{font-family:"Vazirmatn Variable";font-style:normal;font-display:swap;font-weight:400 900;src:url("${address}") format("woff2")}\n`;
}

async function styleSheet(font) {
  const tokens = await readFile(join(face, "tokens.css"), "utf8");
  const sheet = (await readFile(join(face, "face.css"), "utf8")).replace('@import url("tokens.css");', "");
  const { code } = await transform(fontFace(font) + tokens + sheet, { loader: "css", minify: true, legalComments: "none" });
  await writeFile(join(dist, "face.css"), code);
}

async function scripts() {
  for (const name of (await readdir(face)).filter((n) => n.endsWith(".js")).sort()) {
    const { code } = await transform(await readFile(join(face, name), "utf8"), { minify: true, target: ["chrome88", "firefox89", "safari15"] });
    await writeFile(join(dist, name), code);
  }
}

async function clear() {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (name !== ".keep") await rm(join(dist, name), { recursive: true });
  }
}

await clear();
await styleSheet(await webFont());
await scripts();
await copyFile(join(face, "mark.svg"), join(dist, "mark.svg"));
await copyFile(join(vazirmatn, "OFL.txt"), join(dist, "vazirmatn-OFL.txt"));
for (const weight of ["Regular", "Bold"]) {
  await copyFile(join(vazirmatn, `fonts/ttf/Vazirmatn-${weight}.ttf`), join(dist, `Vazirmatn-${weight}.ttf`));
}
