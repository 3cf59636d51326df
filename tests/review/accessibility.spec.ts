import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@playwright/test';
import { renderReport } from '../../src/review/report.ts';
import { COLOURS_AND_SIZES, findings } from '../support/axe.ts';
import { letIn, SAMPLE, test } from '../support/review-server.ts';

const PAGES: Record<string, string> = {
  'the list': '/',
  'a run': `/run/failed/${SAMPLE}`,
  'a run that proves': `/run/proven/${SAMPLE}`,
  'a proving picture': `/run/proven/${SAMPLE}/shot/15`,
  'a journal': `/run/failed/${SAMPLE}/journal`,
  'a picture': `/run/done/${SAMPLE}/shot/13`,
  'a picture with the slider': `/run/done/${SAMPLE}/shot/13?view=slider&changes=1`,
  'two pictures side by side': `/run/failed/${SAMPLE}/shot/23?view=side&changes=1`,
  'two runs': `/compare?run=failed/${SAMPLE}&run=done/${SAMPLE}`,
  'a pair': `/compare?run=failed/${SAMPLE}&run=done/${SAMPLE}&pair=23&view=side&changes=1`,
  'the register of access': '/register',
  'the queue': '/queue',
  'a page that is not there': '/nowhere',
};

/** Only looked at for what sticks out: long texts without a space. */
const LONG = {
  'a search without a hit': '/?q=nothing',
  'a hostile run': `/run/hostile/${SAMPLE}`,
  'a journal of a hostile run': `/run/hostile/${SAMPLE}/journal`,
  'a picture of a hostile run': `/run/hostile/${SAMPLE}/shot/3`,
  'a hostile pair': `/compare?run=hostile/${SAMPLE}&run=done/${SAMPLE}&pair=3`,
};

/** Everything at one size and in one scheme, and then what another can change. */
const VIEWS = [
  ['1440 pixels', { width: 1440, height: 900 }, 'light', undefined],
  ['320 pixels', { width: 320, height: 640 }, 'dark', COLOURS_AND_SIZES],
] as const;

for (const [name, path] of Object.entries({ ...PAGES, ...LONG }))
  test(`axe finds nothing in ${name}, wide and light or narrow and dark, and nothing sticks out to the side`, async ({
    page,
    samples,
  }) => {
    await letIn(page, samples);
    await page.goto(`${samples.app.origin}${path}`);
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    for (const [size, viewport, colorScheme, rules] of VIEWS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const keys = name === 'the list' || name === 'a picture';
      if (name in PAGES) expect(await findings(page, rules), size).toEqual([]);
      if (keys) {
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await findings(page, rules), `the keys at ${size}`).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), size).toBeLessThanOrEqual(0);
      if (keys) await page.keyboard.press('Escape');
    }
  });

test('axe finds nothing in the report, folded or open, wide and light or narrow and dark', async ({
  page,
  samples,
}) => {
  const file = join(samples.runs, 'proven', SAMPLE, 'report.html');
  writeFileSync(file, await renderReport(join(file, '..')));
  await page.goto(pathToFileURL(file).href);
  expect(await findings(page)).toEqual([]);
  await page.locator('#all-moments > summary').click();
  for (const [size, viewport, colorScheme, rules] of VIEWS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    expect(await findings(page, rules), size).toEqual([]);
  }
});
