import { defineConfig } from "vite";

// Entries keep their names because templates link them; shared chunks carry a hash because only scripts name them.
export default defineConfig({
  base: "./",
  publicDir: false,
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
