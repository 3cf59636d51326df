// Part of the build: copies what the compiler leaves behind (style sheets, pictures, shell scripts, words, templates) to dist/.
import { cpSync, statSync } from 'node:fs';

const isAsset = (path) => /\.(css|svg|sh|yaml|tmpl)$/.test(path);

for (const folder of ['src', 'pages'])
  cpSync(folder, `dist/${folder}`, {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || isAsset(path),
  });
