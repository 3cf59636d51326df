import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stringify } from 'yaml';
import { failAt } from '../../src/practice/testing/faults.ts';
import { expectClearStop } from '../faults/clear-stop.ts';
import { createHandOver } from '../faults/hand-over.ts';

test.describe.configure({ timeout: 600_000 });

test('a portal in trouble at its sign-in is not blamed on the password', async () => {
  const { workspace, job } = await createHandOver({
    fault: failAt('error-before', 'POST /v4_6_release/login/login.aspx'),
  });
  try {
    const { code, stdout } = await workspace.run('run', job, '--customer', 'practice');
    expect(code).toBe(1);
    expect(stdout).toContain('Next:     ConnectWise has a problem of its own. Run again later.');
    expectClearStop(workspace.journal());
  } finally {
    await workspace.end();
  }
});

test('a portal that does not answer stops the run with where, what to do next and a screenshot', async () => {
  const { workspace, job } = await createHandOver({ fault: failAt('cut-before', 'GET /', { always: true }) });
  try {
    const { code, stdout } = await workspace.run('run', job, '--customer', 'practice');
    expect(code).toBe(1);
    expect(stdout).toContain('Where:    ConnectWise PSA');
    expect(stdout).toContain('Saw:      a connection that was cut (ERR_');
    expectClearStop(workspace.journal());
  } finally {
    await workspace.end();
  }
});

test('a step that takes too long starts again in a fresh page of its portal', async () => {
  const { workspace } = await createHandOver({
    mspcfoFault: failAt({ late: 40_000 }, 'GET /settings/api-credentials/panel'),
  });
  try {
    const steps = [
      { id: 'mspcfo', title: 'Sign in', use: 'mspcfo.sign-in' },
      { id: 'held', title: 'Look', use: 'mspcfo.credentials.read', timeout: '12s', retries: 1 },
    ];
    writeFileSync(
      join(workspace.folder, 'look.yaml'),
      stringify({ keywright: 1, name: 'look', title: 'Look', phases: [{ title: 'Look', steps }] }),
    );
    const { code, stdout, stderr } = await workspace.run('run', 'look.yaml', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    expect(
      workspace
        .journal()
        .filter((line) => line.type === 'step.intent')
        .map(({ step, attempt }) => `${step} ${attempt}`),
    ).toEqual(['mspcfo 1', 'held 1', 'held 2']);
    expect(
      workspace.journal().filter((line) => line.type === 'gesture' && line.title.startsWith('Go to http')),
    ).toHaveLength(2);
  } finally {
    await workspace.end();
  }
});
