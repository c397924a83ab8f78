import { defineConfig } from "vite";

// The output is committed, so that `kg serve` runs from a checkout without node: it has to be the same every time.
export default defineConfig({
  base: "./",
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
