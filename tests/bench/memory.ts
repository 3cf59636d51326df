import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  bytes: number;
}

function processes(): Process[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const status = readFileSync(`/proc/${pid}/status`, 'utf8');
          const number = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
          return [{ pid: Number(pid), parent: number('PPid'), bytes: number('VmRSS') * 1024 }];
        } catch {
          // It has ended meanwhile.
          return [];
        }
      });
  }
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  return (stdout ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid, parent, kilobytes]) => ({ pid: pid!, parent: parent!, bytes: kilobytes! * 1024 }));
}

/**
 * The resident memory of a process and all that it started (pages that they share count for each); undefined where the
 * system does not say.
 */
export function memoryOf(root: number): number | undefined {
  if (process.platform === 'win32') return undefined;
  const all = processes();
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid }) => tree.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0);
}
