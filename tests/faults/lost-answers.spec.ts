import { expect, test } from '@playwright/test';
import { failAt } from '../../src/practice/testing/faults.ts';
import { expectClearStop } from './clear-stop.ts';
import { createHandOver } from './hand-over.ts';
import { expectOneKey } from './invariants.ts';

test.describe.configure({ timeout: 600_000 });

test('a key whose answer was lost is found and replaced', async () => {
  const { workspace, job } = await createHandOver({ fault: failAt('cut-after', 'ApiKeys/SaveKey') });
  try {
    const first = await workspace.run('run', job, '--customer', 'practice');
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(first.stdout).toContain(
      'What it left behind is known: There is a Keywright key whose private key was not sealed.',
    );
    // The key is seen at the first look, and nothing brings its private half back: nobody waits for more. The next one
    // belongs to the step that begins anew.
    const titles = workspace.journal().flatMap((line) => (line.type === 'gesture' ? [line.title] : []));
    const looked = titles.slice(titles.findIndex((title) => title.startsWith('Press Save')));
    expect(
      looked
        .slice(
          0,
          looked.findIndex((title) => title.startsWith('Open the key')),
        )
        .filter((title) => /API Keys,? and read the list$/.test(title)),
    ).toHaveLength(2);
    expect(workspace.practice.log.filter(({ request }) => request === 'ApiKeys/SaveKey')).toHaveLength(2);
    await expectOneKey(workspace);
  } finally {
    await workspace.end();
  }
});

test('a session that ends while a key is made stops the run and is named as the cause', async () => {
  const { workspace, job } = await createHandOver({
    variants: { sessionEnd: 'window' },
    fault: failAt('session-lost', 'ApiKeys/SaveKey'),
  });
  try {
    const { code, stdout } = await workspace.run('run', job, '--customer', 'practice');
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('Saw:      the end of the session');
    expectClearStop(workspace.journal());
  } finally {
    await workspace.end();
  }
});
