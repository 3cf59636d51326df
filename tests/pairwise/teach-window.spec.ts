import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { noDisplay, openDisplay } from '../support/display/display.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.skip(noDisplay !== undefined, noDisplay);
test.skip(noTerminal !== undefined, noTerminal);
test.describe.configure({ timeout: 600_000 });

/** What this tenant calls Role ID in the member's form, and Security Roles in the menu. */
const [BOX, ENTRY] = ['Zwirbel', 'Kringel'];
const PICTURES = join(import.meta.dirname, '../../test-results/teach-window');

/** Tells the test where these are drawn on the screen, as a person sees them. */
const TELLS = `
setInterval(() => {
  for (const text of ${JSON.stringify([BOX, ENTRY])}) {
    const found = [...document.querySelectorAll('*')].findLast((one) =>
      one.textContent.replace(/[\\s*:]/g, '') === text && one.checkVisibility());
    if (found === undefined) continue;
    const box = found.getBoundingClientRect();
    const x = screenX + (outerWidth - innerWidth) / 2 + box.x + box.width / 2;
    const y = screenY + outerHeight - innerHeight + box.y + box.height / 2;
    new Image().src = '/favicon.ico?' + new URLSearchParams({ text, x, y, now: Date.now() });
  }
}, 200);
`;

function renamed(path: string, text: string): string {
  const calls = (name: string, otherwise: string) =>
    text.replaceAll(new RegExp(`(['"])${name}\\1`, 'g'), `'${otherwise}'`);
  if (/\/member-boxes\.[jt]s$/.test(path)) return calls('Role ID', BOX);
  return /^menu-tree\.[jt]s$/.test(path) ? calls('Security Roles', ENTRY) + TELLS : text;
}

test('somebody points in the window at a label of another name, and the job then ends right by the command line', async () => {
  const display = await openDisplay();
  const spots = new Map<string, { x: number; y: number }>();
  const workspace = await createWorkspace({
    script: renamed,
    asked: (url) => {
      const { text, x, y } = Object.fromEntries(new URL(url).searchParams);
      if (text !== undefined) spots.set(text, { x: Number(x), y: Number(y) });
    },
  });
  const keep = (name: string) => {
    mkdirSync(PICTURES, { recursive: true });
    if (existsSync(display.picture)) copyFileSync(display.picture, join(PICTURES, `${name}.xwd`));
  };
  const points = (text: string) => async () => {
    await expect.poll(() => spots.get(text)).toBeDefined();
    keep(`point-${text}`);
    const { x, y } = spots.get(text)!;
    await display.click(x, y);
    return '';
  };
  const confirms = async () => {
    keep('words');
    return 'y';
  };
  try {
    const { cwd, env } = { cwd: workspace.folder, env: { ...workspace.env, DISPLAY: display.name } };
    const checked = await atTerminal(['check-screens', '--customer', 'practice', '--headed'], {
      cwd,
      env,
      answers: [
        [/Where is "Security Roles"\?/, points(ENTRY)],
        [/"Kringel" is the Security Roles/, confirms],
        [/Where is "Role ID"\?/, points(BOX)],
        [/The box "Zwirbel" is the Role ID/, confirms],
      ],
    });
    console.log(checked.screen.slice(-3_000));
    expect(checked.screen).toContain('onboard: can run with the confirmed words');
    expect(checked.code).toBe(0);
    const { connectwise } = workspace.practice;
    expect(connectwise.company.mutations, 'nothing was pressed by pointing').toEqual({});
    expect((await workspace.run('plan', 'onboard', '--customer', 'practice')).stdout).toContain(
      `"${BOX}" is the Role ID`,
    );
    const ran = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    expect((await workspace.run('words', 'list')).stdout).toContain(`the box "${BOX}" is the Role ID`);
    await workspace.run('words', 'export', '--customer', 'practice', '--output', 'words.yaml');
    expect(readFileSync(join(cwd, 'words.yaml'), 'utf8')).toContain(`says: ${BOX}`);
    expect((await workspace.run('words', 'forget', 'all', '--customer', 'practice')).stdout).toContain('Forgotten');
    expect((await workspace.run('words', 'list')).stdout).toContain('No words are confirmed');
  } finally {
    await workspace.end();
    await display.end();
  }
});
