import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright';
import type { Box } from '../../src/evidence/events.ts';
import { readRun } from '../../src/evidence/read-run.ts';
import { Recorder, type ShotRequest } from '../../src/evidence/recorder.ts';
import { proofsOf } from '../../src/review/proofs.ts';
import { runHere } from '../faults/run-here.ts';
import { changed } from '../support/redaction/pixels.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 600_000 });

const WINDOW = { width: 1440, height: 900 };
/** So far a mark may be from the pixels: borders are painted over what tells a thing's pixels from others. */
const NEAR = 3;

const original = Recorder.prototype.shoot;
test.afterEach(() => void (Recorder.prototype.shoot = original));

/** Which pixels are a thing's own: those that change when it alone is painted in other colours. */
async function pixelsOf(page: Page, at: Locator, clip: Box): Promise<Box | undefined> {
  const picture = async () => await page.screenshot({ clip, animations: 'disabled' });
  const plain = await picture();
  const thing = await at.elementHandle({ timeout: 2_000 });
  const style = await thing!.evaluate((element) => {
    const before = element.getAttribute('style');
    for (const [name, value] of [
      ['background', 'magenta'],
      ['filter', 'invert(1)'],
      ['transition', 'none'],
    ] as const) {
      (element as HTMLElement).style.setProperty(name, value, 'important');
    }
    return before;
  });
  const painted = await picture();
  await thing!.evaluate(
    (element, before) => (before === null ? element.removeAttribute('style') : element.setAttribute('style', before)),
    style,
  );
  const found = changed(plain, painted);
  return found && { ...found, x: found.x + clip.x, y: found.y + clip.y };
}

function around({ x, y, width, height }: Box, room: number): Box {
  const [left, top] = [Math.max(0, Math.floor(x - room)), Math.max(0, Math.floor(y - room))];
  const [right, bottom] = [
    Math.min(WINDOW.width, Math.ceil(x + width + room)),
    Math.min(WINDOW.height, Math.ceil(y + height + room)),
  ];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const differs = (one: Box, other: Box) =>
  [
    one.x - other.x,
    one.y - other.y,
    one.x + one.width - other.x - other.width,
    one.y + one.height - other.y - other.height,
  ].some((far) => Math.abs(far) > NEAR);

test("in every screenshot of the four jobs the mark is around the gesture's target", async () => {
  const compared: string[] = [];
  const wrong: string[] = [];
  let job = '';
  Recorder.prototype.shoot = async function (this: Recorder, request: ShotRequest, title: string, tries?: number) {
    const box = await original.call(this, request, title, tries);
    if (request.at === undefined || box === undefined) return box;
    const what = `${job}: ${title} (${request.when})`;
    const found = await pixelsOf(request.page, request.at, around(box, 12)).catch((error: Error) => error);
    compared.push(what);
    const painted = found instanceof Error ? found.message : JSON.stringify(found);
    if (found === undefined || found instanceof Error || differs(found, box))
      wrong.push(`${what}: marked ${JSON.stringify(box)}, painted ${painted}`);
    return box;
  };
  const workspace = await createWorkspace({ mfa: false, delay: 0 });
  /** What each job proves, and whether its picture marks the spot. */
  const proven: Record<string, string[]> = {};
  try {
    for (job of ['onboard', 'check-access', 'rotate-keys', 'offboard']) {
      const { outcome } = await runHere(workspace, job, () => undefined);
      expect(outcome, job).toMatch(/^(done|nothing to do)$/);
      proven[job] = proofsOf(await readRun(workspace.runs().at(-1)!)).map(
        ({ heading, shot }) => `${heading}${shot?.box === undefined ? ' (no mark)' : ''}`,
      );
    }
  } finally {
    await workspace.end();
  }
  expect(proven).toEqual({
    onboard: [
      'Rights of the role MSPCFO: System / API Reports',
      'API member MSPCFO as stored',
      'New key of MSPCFO, its private half covered',
      'API keys of MSPCFO',
      'What the REST API allows and refuses (no mark)',
      'Keys stored in MSPCFO',
      'What MSPCFO says about its connection to ConnectWise',
    ],
    'check-access': [
      'Rights of the role MSPCFO: System / API Reports',
      'API member MSPCFO as stored',
      'Keys stored in MSPCFO',
      'What MSPCFO says about its connection to ConnectWise',
      'API keys of MSPCFO',
    ],
    'rotate-keys': [
      'New key of MSPCFO, its private half covered',
      'What the REST API allows and refuses (no mark)',
      'Keys stored in MSPCFO',
      'What MSPCFO says about its connection to ConnectWise',
      'API keys of MSPCFO',
    ],
    // Nothing is connected any more, so what MSPCFO said before is no proof.
    offboard: [
      'Keys stored in MSPCFO',
      'API keys of MSPCFO (no mark)',
      'Whether the API member MSPCFO is inactive',
      'Whether the role MSPCFO is still there',
    ],
  });
  expect(compared.filter((what) => what.includes('Look through the section')).length).toBeGreaterThan(4);
  expect(wrong).toEqual([]);
  expect(compared.length).toBeGreaterThan(50);
});
