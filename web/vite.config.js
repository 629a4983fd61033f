import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig } from "vite";

// A village network: each script lies there packed too, and the page server sends that to whoever takes it.
const packed = {
  name: "packed",
  writeBundle({ dir }) {
    for (const name of readdirSync(dir).filter((one) => one.endsWith(".js"))) {
      writeFileSync(join(dir, `${name}.gz`), gzipSync(readFileSync(join(dir, name)), { level: 9 }));
    }
  },
};

// Entries keep their names because templates link them; shared chunks carry a hash because only scripts name them.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [packed],
  build: {
    outDir: "../src/shian/doors/ui/static/bundle",
    emptyOutDir: true,
    target: ["es2017", "chrome61", "safari13"], // the WebView of an Android 8; what it lacks beside syntax is in src/old.ts
    modulePreload: false,
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: { app: "src/app.ts", visit: "src/visit.ts", charts: "src/charts.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "chunk-[hash].js" },
    },
  },
});
