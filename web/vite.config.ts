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

interface Locked {
  packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
}

/** The licences of all that the pages may hold, workers included. */
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as Locked;
      const told = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev).map(([path, { version, license }]) => {
        const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
        const text = file ? readFileSync(join(path, file), "utf8").trim() : "";
        return `${path.replace("node_modules/", "")} ${version} (${license})\n\n${text}\n`;
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: told.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

// The output is committed, so that `kg serve` runs from a checkout without node: it has to be the same every time.
export default defineConfig({
  base: "./",
  plugins: [digest(), licences()],
  build: {
    outDir: "built",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/sparql": "http://127.0.0.1:8080" } },
});
