import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { rehearse, type Rehearsal } from '../e2e/practice.ts';
import { copyOf, goBackTo, type Copy } from './copy.ts';
import { expectNoAccess, expectOneKey } from './promise.ts';
import { standing } from './standing.ts';

test.describe.configure({ timeout: 7_200_000 });
test.skip(process.platform === 'win32', 'nothing can be killed like this there');

/** Lines of one test, and more tests than any job has lines for: how many it has shows when a run ends before the line that it was to be killed at. */
const LINES = 10;
const TESTS = 45;

const JOBS: Record<string, (rehearsal: Rehearsal) => Promise<void> | void> = { 'onboard': expectOneKey, 'rotate-keys': expectOneKey, 'offboard': expectNoAccess };

/** One for each job and worker: the portals and the workspace as the job finds them, to be gone back to. */
const stages = new Map<string, Promise<{ rehearsal: Rehearsal; start: Copy }>>();
test.afterAll(async () => {
  for (const stage of stages.values()) await (await stage).rehearsal.end();
});

async function stageOf(job: string): Promise<{ rehearsal: Rehearsal; start: Copy }> {
  const rehearsal = await rehearse({ mfa: false, delay: 0 });
  if (job === 'onboard') return { rehearsal, start: copyOf(rehearsal) };
  const { code, stdout } = await rehearsal.run('run', 'onboard', '--customer', 'practice');
  expect(code, stdout).toBe(0);
  // The evidence of the onboarding has nothing to do with what comes.
  return { rehearsal, start: copyOf(rehearsal, (name) => name.startsWith('.keywright')) };
}

for (const [job, expectPromise] of Object.entries(JOBS)) {
  for (let first = 0; first < LINES * TESTS; first += LINES) {
    test(`${job}, killed at each of the lines ${first} to ${first + LINES - 1} of its journal, is set right by a plain run`, async ({}, { project, annotations }) => {
      const marks = join(project.outputDir, 'kill-matrix', job);
      mkdirSync(marks, { recursive: true });
      const mark = (name: string) => join(marks, name);
      // Found out by an earlier test.
      test.skip(Array.from({ length: first / LINES }, (_, n) => mark(`ends before ${n * LINES}`)).some((name) => existsSync(name)), 'the run has fewer lines');
      stages.set(job, stages.get(job) ?? stageOf(job));
      const { rehearsal, start } = await stages.get(job)!;
      const { env } = rehearsal;
      for (let line = first; line < first + LINES; line++) {
        goBackTo(rehearsal, start);
        Object.assign(env, { KEYWRIGHT_TEST_FAULTS: '1', KEYWRIGHT_KILL_AT: String(line) });
        const killed = await rehearsal.run('run', job, '--customer', 'practice');
        delete env['KEYWRIGHT_KILL_AT'];
        if (killed.code !== null) {
          expect(killed, 'a run that nothing has killed').toMatchObject({ code: 0 });
          expect(rehearsal.journal().length).toBeLessThanOrEqual(line);
          if (line === first) writeFileSync(mark(`ends before ${first}`), '');
          break;
        }
        expect(rehearsal.journal().at(-1)).toMatchObject({ seq: line });
        rehearsal.expectNoSecret();
        // A later run decides by what it finds and nothing else, so how it ends was proven for all moments in which things stood like this. A line of the journal changes nothing, so `before` it is `after` it.
        const proof = mark(createHash('sha256').update(standing(rehearsal)).digest('hex'));
        const proven = existsSync(proof);
        if (!proven) {
          const healed = await rehearsal.run('run', job, '--customer', 'practice');
          expect(healed.code, `healing line ${line}: ${healed.stdout}${healed.stderr}`).toBe(0);
          await expectPromise(rehearsal);
          writeFileSync(proof, '');
        }
        annotations.push({ type: `${job}: killed at a line, and set right`, description: proven ? 'as in a moment proven before' : 'by a run' });
      }
    });
  }
}
