/** A watch page for a run that only plays: scripted events and pictures, and a real Control. */

import type { Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import type { RunEnd, RunEvent, RunStart, StepResult } from '../../src/evidence/events.ts';
import { Control } from '../../src/watch/control.ts';
import type { WatchPage, WatchPageOptions } from '../../src/watch/page/server.ts';
import { startWatchPage } from '../../src/watch/page/server.ts';
import { send } from './review-server.ts';

export const SHARE = new URL('https://watch.example');

export const PLAN: RunStart['plan'] = [
  {
    phase: 'Create a new security role',
    steps: [
      { id: 'role', title: 'Create the security role “MSPCFO”', use: 'connectwise.role.ensure' },
      { id: 'levels', title: 'Allow the API Reports', use: 'connectwise.role.levels' },
    ],
  },
  {
    phase: 'Create an API member',
    steps: [
      {
        id: 'member',
        title: 'Create the API member “MSPCFO”',
        use: 'connectwise.member.ensure',
        say: 'MSPCFO gets an account of its own.',
      },
      { id: 'keys', title: 'Make the API keys', use: 'connectwise.keys.make' },
      { id: 'prove', title: 'Prove the keys against the REST API', use: 'connectwise.keys.prove' },
    ],
  },
  {
    phase: 'Hand the keys to MSPCFO',
    steps: [
      { id: 'enter', title: 'Enter the keys in MSPCFO', use: 'mspcfo.credentials.ensure' },
      { id: 'test', title: 'Test the connection', use: 'mspcfo.credentials.test' },
      { id: 'sweep', title: 'Remove keys that nobody uses any more', use: 'connectwise.keys.delete-orphans' },
    ],
  },
];

export const start = (
  title = 'Create the ConnectWise API keys and store them in MSPCFO',
  customer = 'Practice MSP',
  plan = PLAN,
): RunStart => ({
  type: 'run.start',
  run: '20261125-141532-7k3f9xwp',
  tag: 'kw-7k3f',
  runbook: { name: 'onboard', title, file: 'runbooks/onboard.yaml', sha256: 'a'.repeat(64) },
  customer: { name: 'practice', title: customer },
  portals: {},
  inputs: {},
  operator: 'kim',
  machine: { host: 'desk', os: 'linux' },
  versions: { keywright: '1', node: '24', playwright: '1', browser: '1' },
  mode: { headed: false },
  plan,
});

export function intent(id: string, attempt = 1): RunEvent {
  const steps = PLAN.flatMap(({ phase, steps: planned }) => planned.map((step) => ({ ...step, phase })));
  const n = steps.findIndex((step) => step.id === id);
  return {
    type: 'step.intent',
    step: id,
    n: n + 1,
    of: steps.length,
    phase: steps[n]!.phase,
    title: steps[n]!.title,
    use: steps[n]!.use,
    input: {},
    attempt,
  };
}

export const result = (step: string, outcome: StepResult['outcome'], actual = 'It is as it should be.'): RunEvent => ({
  type: 'step.result',
  step,
  outcome,
  actual,
  ms: 1200,
});
export const gesture = (step: string, title: string, kind: 'look' | 'edit' | 'commit' = 'commit'): RunEvent => ({
  type: 'gesture',
  step,
  gesture: 7,
  title,
  kind,
  portal: 'connectwise',
});
export const end = (outcome: RunEnd['outcome']): RunEvent => ({
  type: 'run.end',
  outcome,
  ms: 61_400,
  counts: { steps: 8, gestures: 41, shots: 78, files: 40, withheld: 1, commits: 9 },
});

export interface Played extends Disposable {
  control: Control;
  watch: WatchPage;
  /** Tells these events. */
  tell(...events: RunEvent[]): void;
  stopped: AbortSignal;
  origin: string;
}

/** In the middle of the member's step, with the two before it done. */
export const BEGUN: RunEvent[] = [
  start(),
  intent('role'),
  result('role', 'already in place'),
  intent('levels'),
  result('levels', 'done'),
  intent('member'),
  {
    type: 'step.found',
    step: 'member',
    state: 'needed',
    actual: 'There is no API member “MSPCFO”.',
    changes: ['Create the member', 'Give it the role “MSPCFO”'],
  },
  gesture('member', 'Press “Save” in the toolbar'),
];

export async function play(options: Partial<WatchPageOptions> = {}, events: RunEvent[] = BEGUN): Promise<Played> {
  const stop = new AbortController();
  const control = new Control({
    pace: 700,
    step: false,
    pauseBefore: [],
    stop: () => stop.abort(),
    signal: stop.signal,
  });
  const watch = await startWatchPage({ control, operator: 'Kim Lee', ...options });
  const tell = (...told: RunEvent[]) => {
    for (const event of told) watch.event(event);
  };
  tell(...events);
  return {
    control,
    watch,
    tell,
    stopped: stop.signal,
    origin: new URL(watch.link).origin,
    [Symbol.dispose]: () => void watch.stop(),
  };
}

/** A picture as the run's browser would give it. */
export async function jpegOf(page: Page, heading: string, number = 0): Promise<Buffer> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.setContent(
    `<style>body { margin: 0; font: 15px sans-serif } header { background: #274b73;` +
      ` color: #fff; padding: 14px 22px; font-weight: bold } main { padding: 24px 30px } p { border: 1px solid ` +
      `#b9c3cd; border-radius: 3px; padding: 8px 10px; width: 380px } b { background: #e0006c; color: #fff;` +
      ` padding: 7px 16px; border-radius: 4px }</style>
<header>PSA (practice)</header><main><h1>${heading}</h1><p>Member ID: MSPCFO</p><p>Role ID: MSPCFO</p>` +
      `<p>Level: Corporate (Level 1)</p><b>Save</b><i style="float:right">${number}</i></main>`,
  );
  return await page.screenshot({ type: 'jpeg', quality: 60 });
}

/** The cookie that a link gives. */
export async function cookieBy(played: Pick<Played, 'origin'>, link: string): Promise<string> {
  const { headers } = await send(played, {
    path: new URL(link).pathname,
    headers: link.startsWith(SHARE.origin) ? { Host: SHARE.host } : {},
  });
  return headers['set-cookie']![0]!.split(';')[0]!;
}

export const test = base.extend<{ played: Played; person: Page; guest: Page }>({
  played: async ({}, use) => {
    const played = await play();
    await use(played);
    await played.watch.stop();
  },
  /** The browser of who controls. */
  person: async ({ page, played }, use) => {
    await page.goto(played.watch.link);
    await page.locator('[data-mode]').waitFor();
    await use(page);
  },
  /** Another browser, which came by the guests' link. */
  guest: async ({ browser, played }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(played.watch.guestLink);
    await page.locator('[data-mode]').waitFor();
    await use(page);
    await context.close();
  },
});
