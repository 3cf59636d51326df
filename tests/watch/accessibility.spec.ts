import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Question } from '../../src/watch/commands.ts';
import { COLOURS_AND_SIZES, findings } from '../support/axe.ts';
import type { Played } from '../support/watch-server.ts';
import { BEGUN, end, gesture, intent, jpegOf, play, result, start, test } from '../support/watch-server.ts';

const LONG = 'Unbroken'.repeat(40);

function ask({ control }: Played, question: Partial<Question>): void {
  void control.ask(
    {
      kind: 'approve',
      title: 'Make the API keys',
      lines: [
        'This makes one key for the API member “MSPCFO”. Its private half is sealed in the escrow until MSPCFO ' +
          'holds it.',
      ],
      choices: ['approve', 'stop'],
      ...question,
    },
    300_000,
  );
}

const PROBLEM = [
  'Where:    Members > New API member',
  'Expected: a form with the field “Role ID”',
  'Saw:      a dialog “This record is locked by j.admin”',
  'Next:     Close the dialog, wait until the record is free, and retry.',
];

/** Brings a run into each state that the page can show. */
const SCENES: Record<string, (played: Played, page: Page, jpeg: Buffer) => Promise<void> | void> = {
  'before the run': () => {},
  running: ({ tell, watch }, _, jpeg) => {
    tell(...BEGUN);
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
  },
  'pausing, and refused': async ({ tell, watch, control }, page, jpeg) => {
    tell(...BEGUN);
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
    await page.keyboard.press('s');
    await expect(page.locator('#refusal')).not.toBeEmpty();
    control.command('pause', { who: 'kim', via: 'terminal' });
    await expect(page.locator('#state')).toHaveText('Pausing…');
  },
  'paused, with the card': ({ tell, watch, control }) => {
    tell(
      ...BEGUN,
      result('member', 'done'),
      intent('keys'),
      gesture('keys', 'Press “Save” and read the keys that are shown once'),
    );
    watch.picture({ withheld: 'A secret stands on this page, so it is not shown.' });
    control.command('pause', { who: 'kim', via: 'terminal' });
    void control.reach({ at: 'gesture', step: 'keys', title: 'Press “Save” and read the keys that are shown once' });
  },
  'paused, with an older picture': ({ tell, watch, control }, _, jpeg) => {
    tell(...BEGUN);
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
    watch.picture({ asOf: Date.now() - 12_000 });
    control.command('pause', { who: 'kim', via: 'terminal' });
    void control.reach({ at: 'gesture', step: 'member', title: 'Press “Save and Close” in the toolbar' });
  },
  'an approval': (played, _, jpeg) => {
    played.tell(...BEGUN, result('member', 'done'));
    played.watch.picture({ picture: jpeg, type: 'image/jpeg' });
    ask(played, {});
  },
  'a failure': (played, _, jpeg) => {
    played.tell(...BEGUN, result('member', 'failed', 'The record is locked.'));
    played.watch.picture({ picture: jpeg, type: 'image/jpeg' });
    ask(played, {
      kind: 'failed',
      title: 'Press “Save” in the toolbar',
      lines: PROBLEM,
      choices: ['retry', 'by hand', 'stop'],
    });
  },
  hands: (played, _, jpeg) => {
    played.tell(...BEGUN);
    played.watch.picture({ picture: jpeg, type: 'image/jpeg' });
    ask(played, {
      kind: 'hands',
      title: 'Enter the code of your authenticator',
      lines: ['The sign-in of ConnectWise asks for a second factor.'],
      choices: ['stop'],
    });
  },
  pointing: (played, _, jpeg) => {
    played.tell(...BEGUN);
    played.watch.picture({ picture: jpeg, type: 'image/jpeg' });
    ask(played, {
      kind: 'point',
      title: 'Where is the Role ID?',
      lines: ['Nearest: "Security Role", 0.80'],
      choices: ['skip', 'stop'],
    });
  },
  words: (played, _, jpeg) => {
    played.tell(...BEGUN);
    played.watch.picture({ picture: jpeg, type: 'image/jpeg' });
    ask(played, {
      kind: 'words',
      title: 'The box "Security Role" under "System" is the Role ID',
      lines: [],
      choices: ['confirm', 'point', 'skip', 'stop'],
    });
  },
  sure: async ({ tell, watch }, page, jpeg) => {
    tell(...BEGUN);
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
    await page.keyboard.press('x');
    await expect(page.getByText('Stop the run?')).toBeVisible();
  },
  'the keys': async ({ tell }, page) => {
    tell(...BEGUN);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  done: async ({ tell, watch }, _, jpeg) => {
    tell(
      ...BEGUN,
      ...['member', 'keys', 'prove', 'enter', 'test', 'sweep'].flatMap((step) => [intent(step), result(step, 'done')]),
      end('done'),
    );
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
    await watch.stop('runs/practice/20261125-141532-7k3f9xwp/report.html');
  },
  failed: async ({ tell, watch }, _, jpeg) => {
    tell(
      ...BEGUN,
      {
        ...result('member', 'failed', 'The record is locked.'),
        problem: {
          screen: 'Members > New API member',
          expected: 'a form with the field “Role ID”',
          actual: 'a dialog “This record is locked by j.admin”',
          hint: 'Close the dialog, wait until the record is free, and run it again.',
        },
      } as never,
      end('failed'),
    );
    watch.picture({ picture: jpeg, type: 'image/jpeg' });
    await watch.stop('runs/practice/20261125-141532-7k3f9xwp/report.html');
  },
  'long words': (played) => {
    played.tell(
      start(LONG, LONG, [{ phase: LONG, steps: [{ id: 'keys', title: LONG, use: 'x' }] }]),
      { ...intent('keys'), title: LONG } as never,
      { type: 'step.found', step: 'keys', state: 'needed', actual: LONG, changes: [LONG] },
      gesture('keys', LONG),
    );
    played.watch.picture({ withheld: LONG });
    ask(played, {
      kind: 'failed',
      title: LONG,
      lines: [`Saw:      ${LONG}`, LONG],
      choices: ['retry', 'by hand', 'stop'],
    });
  },
};

/** Everything at one size and in one scheme, and then what another can change. */
const VIEWS = [
  ['1440 pixels', { width: 1440, height: 900 }, 'light', undefined],
  ['390 pixels', { width: 390, height: 844 }, 'dark', COLOURS_AND_SIZES],
] as const;

/** What is wrong with sizes on the page: a picture too small to see, or something beyond the right edge. */
async function sizes(page: Page, scene: string, viewport: { width: number; height: number }): Promise<string[]> {
  const found: string[] = [];
  const picture = (await page.locator('#picture').boundingBox())!;
  const least = viewport.width * viewport.height * (viewport.width > viewport.height ? 0.3 : 0.2);
  if (scene !== 'long words' && picture.width * picture.height < least)
    found.push(`the picture is only ${picture.width} × ${picture.height}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > viewport.width) found.push(`sticks out to ${width}`);
  return found;
}

/** Opens the watch page in a scene, waits for what the scene shows, and finds what is wrong with it in each view. */
async function findingsOf(page: Page, role: 'control' | 'look', scene: string, jpeg: Buffer) {
  using played = await play({}, []);
  await page.setViewportSize(VIEWS[0][1]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(role === 'control' ? played.watch.link : played.watch.guestLink);
  await page.locator('[data-mode]').waitFor();
  await SCENES[scene]!(played, page, jpeg);
  if (scene !== 'before the run') await expect(page.locator('.step-link').first()).toBeVisible();
  if (/approval|failure|hands|point|words|done|failed/.test(scene)) await expect(page.locator('#ask')).toBeVisible();
  await expect(page.locator('#image[src], #card:not([hidden])')).not.toHaveCount(0);
  const found: string[] = [];
  for (const [size, viewport, colorScheme, rules] of VIEWS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    if (scene !== 'the keys') await page.evaluate(() => scrollTo(0, 0));
    if (process.env['SCENE_PICTURES'])
      await page.screenshot({ path: `${process.env['SCENE_PICTURES']}/${role}-${scene}-${colorScheme}.png` });
    for (const line of [...(await findings(page, rules)), ...(await sizes(page, scene, viewport))])
      found.push(`${role}, ${scene}, ${size}, ${colorScheme}: ${line}`);
  }
  return found;
}

let jpeg: Buffer;
test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  jpeg = await jpegOf(page, 'New API member');
  await page.close();
});

for (const [role, scenes] of Object.entries({
  control: Object.keys(SCENES),
  look: ['running', 'a failure', 'an approval', 'done', 'failed'],
}))
  for (const scene of scenes)
    test(`axe finds nothing in ${scene} (${role}), wide and light or narrow and dark, and nothing sticks out`, async ({
      page,
    }) => {
      expect(await findingsOf(page, role as 'control' | 'look', scene, jpeg)).toEqual([]);
    });
