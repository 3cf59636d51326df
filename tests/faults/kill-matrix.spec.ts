import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { killAtLine } from '../support/journal-lines.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';
import { type Copy, copyOf, goBackTo } from './copy.ts';
import { JOBS, workspaceFor } from './jobs.ts';
import { provenStates } from './proven.ts';
import { stateDigest } from './state-digest.ts';

test.describe.configure({ timeout: 7_200_000 });
test.skip(process.platform === 'win32', 'nothing can be killed like this there');

/**
 * Lines of one test, and more tests than any job has lines for: how many it has shows when a run ends before the line
 * that it was to be killed at.
 */
const LINES = 10;
const TESTS = 45;

/** One for each job and worker: the portals and the workspace as the job finds them, to be gone back to. */
const stages = new Map<string, Promise<{ workspace: TestWorkspace; start: Copy }>>();
test.afterAll(async () => {
  for (const stage of stages.values()) await (await stage).workspace.end();
});

async function stageOf(job: string): Promise<{ workspace: TestWorkspace; start: Copy }> {
  const workspace = await workspaceFor(job);
  return { workspace, start: copyOf(workspace) };
}

for (const [job, expectInvariants] of Object.entries(JOBS)) {
  for (let first = 0; first < LINES * TESTS; first += LINES) {
    test(
      `${job}, killed at each of the lines ${first} to ${first + LINES - 1} of its journal, is set right by a ` +
        'plain run',
      async ({}, { project, annotations }) => {
        const lengths = join(project.outputDir, 'lengths', job);
        mkdirSync(lengths, { recursive: true });
        const proven = provenStates(project.outputDir, job);
        // Found out by an earlier test.
        test.skip(
          Array.from({ length: first / LINES }, (_, n) => join(lengths, `ends before ${n * LINES}`)).some((name) =>
            existsSync(name),
          ),
          'the run has fewer lines',
        );
        stages.set(job, stages.get(job) ?? stageOf(job));
        const { workspace, start } = await stages.get(job)!;
        const { env } = workspace;
        for (let line = first; line < first + LINES; line++) {
          goBackTo(workspace, start);
          Object.assign(env, killAtLine(line));
          const killed = await workspace.run('run', job, '--customer', 'practice');
          delete env['KILL_AT_LINE'];
          if (killed.code !== null) {
            expect(killed, 'a run that nothing has killed').toMatchObject({ code: 0 });
            expect(workspace.journal().length).toBeLessThanOrEqual(line);
            if (line === first) writeFileSync(join(lengths, `ends before ${first}`), '');
            break;
          }
          expect(workspace.journal().at(-1)).toMatchObject({ seq: line });
          workspace.expectNoSecret();
          // Right before the line things stand as they do right after it: writing it changes nothing else.
          const state = stateDigest(workspace);
          const known = proven.has(state);
          if (!known) {
            const healed = await workspace.run('run', job, '--customer', 'practice');
            expect(healed.code, `healing line ${line}: ${healed.stdout}${healed.stderr}`).toBe(0);
            await expectInvariants(workspace);
            proven.add(state);
          }
          console.log(
            `${job}, line ${line} (${workspace.journal(workspace.runs()[0]).at(-1)!.type}): ` +
              `${known ? 'its state was proven before' : 'set right by a run'}`,
          );
          annotations.push({
            type: `${job}: killed at a line, and set right`,
            description: known ? 'a state proven before' : 'by a run',
          });
        }
      },
    );
  }
}
