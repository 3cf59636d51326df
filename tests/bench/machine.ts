import { spawnSync } from 'node:child_process';
import { availableParallelism, platform, totalmem } from 'node:os';
import { ensureBrowser } from '../../src/browser/install.ts';
import { findDriver } from './install.ts';

export interface Machine {
  browser: string;
  driver: ReturnType<typeof findDriver>;
  /** In general words: nobody needs to know which machine it was. */
  kind: string;
}

const SYSTEMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** What the bench runs on; installs a browser, and the driver that belongs to it, where there is none. */
export async function thisMachine(withDriver: boolean): Promise<Machine> {
  const { path } = await ensureBrowser(console.log);
  const version = /(\w+) (\d+)\./.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '');
  const kind =
    `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ` +
    `${SYSTEMS[platform()] ?? platform()}, ` +
    `${version ? `${version[1]} ${version[2]}` : 'a browser of unknown version'}, Node ` +
    `${process.versions.node.split('.')[0]}`;
  return { browser: path, driver: withDriver ? findDriver(path) : { why: 'not looked for' }, kind };
}
