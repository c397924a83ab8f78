import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const SOURCES = ["index.html", "package-lock.json", "package.json", "public", "src", "tsconfig.json", "vite.config.ts"];

function files(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => files(join(path, name))) : [path];
}

/** Tells in the output which sources it was made from, so that a test without node sees when it is out of date. */
function digest(): Plugin {
  return {
    name: "digest",
    generateBundle() {
      const hash = createHash("sha256");
      for (const path of SOURCES.flatMap(files).sort()) hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
      this.emitFile({ type: "asset", fileName: "sources.sha256", source: `${hash.digest("hex")}\n` });
    },
  };
}

// The output is committed, so that `kg serve` runs from a checkout without node: it has to be the same every time.
export default defineConfig({
  base: "./",
  plugins: [digest()],
  build: {
    outDir: "built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    license: { fileName: "licences.txt" },
    chunkSizeWarningLimit: 700,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/sparql": "http://127.0.0.1:8080" } },
});
