// Serves the built pages of the zoo and the fake paged data.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolePage } from './src/data.ts';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** What tells a table of levels from a menu with the names of its sections, while all of them are closed. */
const TITLE = '<h1>Security Modules for Role - MSPCFO</h1>';

const page = (make: string, cell: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${cell} - ${make}</title>
<link rel="icon" href="data:,">
${existsSync(join(dist, `${make}.css`)) ? `<link rel="stylesheet" href="/dist/${make}.css">` : ''}
</head>
<body>
${cell.startsWith('levels') ? TITLE : ''}<div id="root"></div>
<script type="module" src="/dist/${make}.js"></script>
</body>
</html>
`;

export async function startZoo(port = 0): Promise<{ url: string; close: () => Promise<void> }> {
  if (!existsSync(dist)) throw new Error('The zoo is not built: run "npm ci && npm run build" in its folder.');
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const send = (code: number, type: string, body: string | Buffer) =>
      response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    if (url.pathname === '/') {
      const make = (url.searchParams.get('make') ?? '').replace(/\W/g, '');
      const cell = (url.searchParams.get('cell') ?? '').replace(/[^\w-]/g, '');
      return send(200, 'text/html; charset=utf-8', page(make, cell));
    }
    if (url.pathname === '/roles') {
      const answer = rolePage(Number(url.searchParams.get('from') ?? 0), url.searchParams.get('q') ?? '');
      return setTimeout(() => send(200, 'application/json', JSON.stringify(answer)), 150);
    }
    const file = normalize(join(here, url.pathname));
    if (file.startsWith(dist) && existsSync(file)) {
      return send(200, types[extname(file)] ?? 'application/octet-stream', await readFile(file));
    }
    send(404, 'text/plain', 'Not found');
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startZoo(Number(process.env.PORT ?? 8123));
  console.log(url);
}
