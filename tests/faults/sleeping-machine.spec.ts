import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { cli, startCli } from '../support/cli.ts';
import { signalAll, stopAtLine } from '../support/journal-lines.ts';
import { type TestDatabase, test } from '../support/postgres.ts';
import { holdsItsOnlyKey, type StubServer, startStub } from '../support/stub-portal/server.ts';

test.describe.configure({ timeout: 7_200_000 });
test.skip(process.platform === 'win32', 'no SIGSTOP');

/** Lines of one test, and more tests than the hand-over has lines for. */
const [LINES, TESTS] = [5, 16];
const STUB = resolve('tests/support/stub-portal');

/** A customer for each line, so that no case meets what another has left. */
const customers = (url: string) =>
  `keywright: 1\ncustomers:\n${Array.from(
    { length: LINES * TESTS },
    (_, n) => `  msp-${n}: { title: MSP ${n}, portals: { stub: { url: '${url}', sign-in: saved-session } } }\n`,
  ).join('')}`;

interface Machine {
  run(...args: string[]): ReturnType<typeof cli>;
  start(more: Record<string, string>, ...args: string[]): ReturnType<typeof startCli>;
}

/** Two machines with folders of their own, and their state in one database. */
async function twoMachines(
  server: StubServer,
  { url }: TestDatabase,
): Promise<{ machines: [Machine, Machine]; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kw-sleep-'));
  const machines = ['one', 'two'].map((name): Machine => {
    const cwd = join(folder, name);
    mkdirSync(join(cwd, 'temp'), { recursive: true });
    writeFileSync(join(cwd, 'customers.yaml'), customers(server.url));
    cpSync(join(STUB, 'hand-over.yaml'), join(cwd, 'hand-over.yaml'));
    symlinkSync(join(STUB, 'portals'), join(cwd, 'portals'), 'junction');
    const env = {
      KEYWRIGHT_DATABASE_URL: url,
      KEYWRIGHT_PASSPHRASE: 'zx9 Quokka-71 umbra',
      KEYWRIGHT_OPERATOR: 'test',
      TMPDIR: join(cwd, 'temp'),
    };
    return {
      run: async (...args) => await cli(args, { cwd, env }),
      start: (more, ...args) => startCli(args, { cwd, env: { ...env, ...more } }),
    };
  }) as [Machine, Machine];
  const [one] = machines;
  for (const args of [
    ['keys', 'init'],
    ['state', 'to-database'],
  ])
    expect(await one.run(...args), args.join(' ')).toMatchObject({ code: 0 });
  for (const name of ['vault', 'signing', 'state-in-database'])
    cpSync(join(folder, 'one', '.keywright', name), join(folder, 'two', '.keywright', name), { recursive: true });
  return { machines, folder };
}

const isStopped = (pid: number): boolean => / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/\(.*\)/, ''));

for (let first = 0; first < LINES * TESTS; first += LINES)
  test(`a machine sleeps at each of the lines ${first} to ${first + LINES - 1} of a hand-over, another takes over`, async ({
    fresh,
  }, { annotations }) => {
    const server = await startStub();
    const { machines, folder } = await twoMachines(server, fresh);
    const [one, two] = machines;
    try {
      for (let line = first; line < first + LINES; line += 1) {
        server.reset();
        const customer = ['run', 'hand-over.yaml', '--customer', `msp-${line}`];
        const asleep = one.start(stopAtLine(line), ...customer);
        const pid = asleep.child.pid!;
        let end: Awaited<typeof asleep.result> | undefined;
        void asleep.result.then((result) => (end = result));
        while (end === undefined && !isStopped(pid)) await delay(50);
        // The run has fewer lines.
        if (end !== undefined) {
          expect(end.code, end.stdout + end.stderr).toBe(0);
          break;
        }
        // A minute has passed.
        await fresh.database.executeSql('update keywright.lease set until = clock_timestamp()');
        let other = await two.run(...customer);
        // On a machine that is too busy to renew its lease within a minute, the next run goes on, as after any loss.
        for (let tries = 0; tries < 3 && other.stderr.includes('KW-LEASE-LOST'); tries += 1) {
          await fresh.database.executeSql('update keywright.lease set until = clock_timestamp()');
          other = await two.run(...customer);
        }
        expect(other.code, `line ${line}: ${other.stdout}${other.stderr}`).toBe(0);
        const presses = server.presses.length;
        signalAll('SIGCONT', pid);
        const { code, stdout, stderr } = await asleep.result;
        console.log(`line ${line}: ended with ${code}, ${server.presses.length - presses} presses after it woke`);
        expect.soft(server.presses.slice(presses), `line ${line}: ${stdout}${stderr}`).toEqual([]);
        expect.soft(holdsItsOnlyKey(server), `line ${line}: one key, which is held`).toBe(true);
        expect((await two.run('escrow', 'list')).stdout).toContain('The escrow is empty');
        annotations.push({ type: 'a machine slept at a line', description: `ended with ${code}` });
      }
    } finally {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
