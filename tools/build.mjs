// Bundles scripts, style sheets, fonts and pictures into static/dist under names that carry their digest,
// and writes the manifest from which summit/web/assets.py answers asset('main.css').
import { build } from "esbuild";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

const out = "static/dist";
const pictures = (await readdir("static/img")).map((name) => join("static/img", name));

const { metafile } = await build({
  entryPoints: ["static/js/main.js", "static/js/order.js", "static/css/main.css", ...pictures],
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

const built = Object.entries(metafile.outputs).filter(([, output]) => output.inputs);
const manifest = Object.fromEntries(
  built
    .filter(([path]) => !path.endsWith(".map"))
    .map(([path, output]) => [basename(output.entryPoint ?? Object.keys(output.inputs)[0]), basename(path)]),
);

// Squeezed once here, so that the server does not do it for every phone. Faces and pictures are squeezed already.
const made = Object.keys(metafile.outputs);
const squeezed = made.filter((path) => /\.(css|js|svg)$/.test(path));
for (const path of squeezed) await writeFile(path + ".gz", gzipSync(await readFile(path), { level: 9 }));

// Swapped in by rename, so that a server running meanwhile never reads half a manifest.
await mkdir(out, { recursive: true });
await writeFile(join(out, "manifest.json.new"), JSON.stringify(manifest, null, 2) + "\n");
await rename(join(out, "manifest.json.new"), join(out, "manifest.json"));

const current = new Set([...made, ...squeezed.map((path) => path + ".gz")].map((path) => basename(path)));
for (const name of await readdir(out)) {
  if (name !== "manifest.json" && !current.has(name)) await rm(join(out, name));
}
