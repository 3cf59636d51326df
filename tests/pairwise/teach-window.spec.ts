import { mkdirSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { noDisplay, openDisplay } from '../support/display/display.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.skip(noDisplay !== undefined, noDisplay);
test.skip(noTerminal !== undefined, noTerminal);
test.describe.configure({ timeout: 600_000 });

const AT = 'Zwirbel';
const PICTURES = join(import.meta.dirname, '../../test-results/teach-window');

/** Tells the test where the label is drawn on the screen, as a person sees it. */
const TELLS = `
setInterval(() => {
  const label = [...document.querySelectorAll('*')].findLast((one) => one.textContent.replace(/[\\s*:]/g, '') === '${AT}' &&
    one.getClientRects().length > 0);
  if (label === undefined) return;
  const box = label.getBoundingClientRect();
  const x = screenX + (outerWidth - innerWidth) / 2 + box.x + box.width / 2;
  const y = screenY + outerHeight - innerHeight + box.y + box.height / 2;
  new Image().src = '/favicon.ico?' + new URLSearchParams({ x, y });
}, 200);
`;

/** The member's form calls Role ID otherwise. */
const renamed = (path: string, text: string): string =>
  path.endsWith('/screens/member-boxes.ts') || path.endsWith('/screens/member-boxes.js')
    ? text.replaceAll(/(['"])Role ID\1/g, `'${AT}'`) + TELLS
    : text;

test('somebody points in the window at a label of another name, and the job then ends right by the command line', async () => {
  const display = await openDisplay();
  let spot = { x: 0, y: 0 };
  const workspace = await createWorkspace({
    script: renamed,
    asked: (url) => {
      const { x, y } = Object.fromEntries(new URL(url).searchParams);
      if (x !== undefined && y !== undefined) spot = { x: Number(x), y: Number(y) };
    },
  });
  const keep = (name: string) => {
    mkdirSync(PICTURES, { recursive: true });
    if (existsSync(display.picture)) copyFileSync(display.picture, join(PICTURES, `${name}.xwd`));
  };
  try {
    const { cwd, env } = { cwd: workspace.folder, env: { ...workspace.env, DISPLAY: display.name } };
    const checked = await atTerminal(['check-screens', '--customer', 'practice', '--headed'], {
      cwd,
      env,
      answers: [
        [
          /Where is the Role ID\?/,
          async () => {
            keep('point');
            expect(spot.x).toBeGreaterThan(0);
            await display.click(spot.x, spot.y);
            return '';
          },
        ],
        [
          /The box "Zwirbel" is the Role ID/,
          async () => {
            keep('words');
            return 'y';
          },
        ],
      ],
    });
    console.log(checked.screen.slice(-3_000));
    expect(checked.screen).toContain('onboard: can run with the confirmed words');
    expect(checked.code).toBe(0);
    const { connectwise } = workspace.practice;
    expect(connectwise.company.mutations, 'nothing was pressed by pointing').toEqual({});
    expect((await workspace.run('plan', 'onboard', '--customer', 'practice')).stdout).toContain(
      `"${AT}" is the Role ID`,
    );
    const ran = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    expect((await workspace.run('words', 'list')).stdout).toContain(`the box "${AT}" is the Role ID`);
    await workspace.run('words', 'export', '--customer', 'practice', '--output', 'words.yaml');
    expect(readFileSync(join(cwd, 'words.yaml'), 'utf8')).toContain(`says: ${AT}`);
    expect((await workspace.run('words', 'forget', 'member.role', '--customer', 'practice')).stdout).toContain(
      'Forgotten',
    );
    expect((await workspace.run('words', 'list')).stdout).toContain('No words are confirmed');
  } finally {
    await workspace.end();
    await display.end();
  }
});
