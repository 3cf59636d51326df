// Builds one bundle for each make: node build.mjs [make …]

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const entry = (make) => ['main.tsx', 'main.ts'].map((name) => join(here, 'src', make, name)).find(existsSync);
const makes = readdirSync(join(here, 'src')).filter(entry);

/** Carbon's styles name fonts on a far server: the pages must not ask for them. */
const noFarFonts = {
  name: 'no-far-fonts',
  setup(b) {
    b.onLoad({ filter: /carbon.styles.css.*\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

for (const make of process.argv.length > 2 ? process.argv.slice(2) : makes) {
  const started = Date.now();
  await build({
    entryPoints: { [make]: entry(make) },
    outdir: join(here, 'dist'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: {
      '.woff2': 'dataurl',
      '.woff': 'empty',
      '.ttf': 'empty',
      '.eot': 'empty',
      '.svg': 'dataurl',
      '.png': 'dataurl',
      '.gif': 'dataurl',
    },
    legalComments: 'none',
    plugins: [noFarFonts],
    logLevel: 'error',
  });
  console.log(`${make} ${Date.now() - started} ms`);
}
