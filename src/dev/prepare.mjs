// Plain JavaScript for whatever Node is there: it runs before anything is installed. Installs what package-lock.json
// names, unless that is done already.
// With arguments it then runs them with a Node that is new enough: a shell that has looked `node` up once would take
// the old one again.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const lock = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(process.platform + process.arch)
  .digest('hex');
const stamp = 'node_modules/.keywright-installed';

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing the packages that package-lock.json names (npm ci) …');
  // npm sets npm_execpath for its scripts; running that file with node needs no shell on any system.
  const npm = process.env.npm_execpath;
  if (npm === undefined) {
    console.error('Run this through npm: npm run demo, or npm test.');
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('npm ci failed: see the lines above. Is the npm registry reachable from here?');
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, lock);
}

const [program, ...args] = process.argv.slice(2);
if (program !== undefined) {
  const own = ['node.exe', 'node'].map((name) => `node_modules/node/bin/${name}`).find((path) => existsSync(path));
  const node = Number.parseInt(process.versions.node, 10) >= 24 || own === undefined ? process.execPath : own;
  // Ctrl-C reaches the program too, which ends in its own way.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  // The command works in the folder that it was typed in: `npm --prefix <clone> run keywright` beside one's own files.
  const cwd = process.env.npm_lifecycle_event === 'keywright' ? process.env.INIT_CWD : undefined;
  spawn(resolve(node), [resolve(program), ...args], { stdio: 'inherit', cwd }).on('close', (code) =>
    process.exit(code ?? 1),
  );
}
