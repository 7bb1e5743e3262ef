// Bundles scripts, style sheets, fonts and pictures into static/dist under names that carry their digest,
// and writes the manifest from which summit/web/assets.py answers asset('main.css').
import { build } from "esbuild";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const out = "static/dist";
const pictures = (await readdir("static/img")).map((name) => join("static/img", name));

const { metafile } = await build({
  entryPoints: ["static/js/main.js", "static/css/main.css", ...pictures],
  outdir: out,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  sourcemap: "linked",
  format: "esm",
  target: ["es2022", "safari15.4", "chrome107", "firefox104"],
  loader: { ".woff2": "file", ".svg": "copy", ".png": "copy", ".webp": "copy" },
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
});

const built = Object.entries(metafile.outputs).filter(([, made]) => made.entryPoint ?? made.inputs);
const manifest = Object.fromEntries(
  built
    .filter(([path]) => !path.endsWith(".map"))
    .map(([path, made]) => [basename(made.entryPoint ?? Object.keys(made.inputs)[0]), basename(path)]),
);

// Swapped in by rename, so that a server running meanwhile never reads half a manifest.
await mkdir(out, { recursive: true });
await writeFile(join(out, "manifest.json.new"), JSON.stringify(manifest, null, 2) + "\n");
await rename(join(out, "manifest.json.new"), join(out, "manifest.json"));

const current = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of await readdir(out)) {
  if (name !== "manifest.json" && !current.has(name)) await rm(join(out, name));
}
