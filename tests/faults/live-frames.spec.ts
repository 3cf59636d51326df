import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { sha256Of } from '../../src/files/sha256.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { oneTimeCode } from '../../src/secrets/totp.ts';
import type { LivePicture } from '../../src/watch/live/live-view.ts';
import { letters } from '../support/redaction/pixels.ts';
import { pngOf } from '../support/redaction/png-of.ts';
import { hasOcr, scanForSecrets } from '../support/secret-scanner.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { paintSecretsRed } from './red-secrets.ts';
import { runHere } from './run-here.ts';

test.describe.configure({ timeout: 3_600_000 });

let workspace: TestWorkspace | undefined;
test.afterEach(async () => await workspace?.end());

/** Every one-time code that could be typed in this time, by its name. */
function codes(seed: string, from: number, to: number): Record<string, string> {
  const half = 30_000;
  return Object.fromEntries(
    Array.from({ length: Math.ceil((to - from) / half) + 2 }, (_, n) =>
      oneTimeCode(new Secret(seed, 'seed'), from + (n - 1) * half).reveal(),
    ).map((code) => [`one-time code ${code}`, code]),
  );
}

/** The most letters that can be read where nobody guards the page: so a picture could have shown them. */
async function readable(pages: () => Page[], over: () => boolean): Promise<number> {
  let most = 0;
  while (!over()) {
    for (const page of pages()) {
      const png = await page.screenshot({ timeout: 5_000 }).catch(() => undefined);
      if (png !== undefined) most = Math.max(most, letters(png));
    }
    await delay(100);
  }
  return most;
}

test('no live picture of a whole onboarding shows a secret, and none takes long', async ({ page }) => {
  // A private key is typed in plain text here.
  workspace = await createWorkspace({ mfa: true, mspcfoVariants: { privateKeyBox: 'text' } });
  const { env, practice } = workspace;
  const red = paintSecretsRed();
  const kept: { picture: LivePicture; at: number }[] = [];
  let over = false;
  const began = Date.now();
  const control = readable(red.pages, () => over);
  const { outcome } = await runHere(workspace, 'onboard', () => undefined, {
    live: (picture) => void kept.push({ picture, at: Date.now() }),
  }).finally(() => {
    over = true;
    red.end();
  });
  const ended = Date.now();
  expect(outcome).toBe('done');
  expect(await control).toBeGreaterThan(4);

  const folder = join(test.info().outputDir, 'frames');
  mkdirSync(folder, { recursive: true });
  const different = new Map(
    kept.flatMap(({ picture }) =>
      'picture' in picture ? [[sha256Of(picture.picture).slice(0, 16), picture.picture] as const] : [],
    ),
  );
  for (const [name, bytes] of different) {
    expect(letters(await pngOf(page, bytes)), name).toBe(0);
    writeFileSync(join(folder, `${name}.${bytes[0] === 0x89 ? 'png' : 'jpg'}`), bytes);
  }

  const reasons = kept.flatMap(({ picture }) => ('withheld' in picture ? [picture.withheld] : []));
  const names = [
    'CONNECTWISE_PASSWORD',
    'CONNECTWISE_TOTP_SECRET',
    'MSPCFO_PASSWORD',
    'MSPCFO_TOTP_SECRET',
    'KEYWRIGHT_PASSPHRASE',
  ].filter((name) => env[name] !== undefined);
  const seeds = names.filter((name) => name.endsWith('TOTP_SECRET')).map((name) => env[name]!);
  const secrets = {
    ...Object.fromEntries(names.map((name) => [name, env[name]!])),
    ...(Object.assign({}, ...seeds.map((seed) => codes(seed, began, ended))) as Record<string, string>),
    'private key': practice.mspcfo.state.credentials!.privateKey,
  };
  const { found, pictures } = scanForSecrets({
    secrets,
    folders: [folder],
    texts: { cards: reasons.join('\n') },
    ocr: hasOcr,
  });
  expect(found).toEqual([]);
  if (hasOcr) {
    // What is no secret and stands there is found, so a secret would be.
    const { found: seen } = scanForSecrets({
      secrets: { 'public key': practice.mspcfo.state.credentials!.publicKey },
      folders: [folder],
      texts: {},
      ocr: true,
    });
    expect(seen.length).toBeGreaterThan(0);
  }

  const cards = kept
    .map(({ picture, at }, n) => ({ picture, ms: (kept[n + 1]?.at ?? ended) - at }))
    .filter(({ picture }) => 'withheld' in picture);
  const behind = cards.reduce((sum, { ms }) => sum + ms, 0);
  const note = workspace.journal().find((line) => line.type === 'note' && line.text.startsWith('Live view:')) as {
    text: string;
  };
  console.log(
    `${note.text} ${different.size} different ones were judged, ${pictures} read by OCR. Of ${ended - began} ms ` +
      `a card stood for ${behind} ` +
      `ms:\n${cards.map(({ picture, ms }) => `${ms} ms: ${(picture as { withheld: string }).withheld}`).join('\n')}`,
  );
  expect(behind).toBeLessThan((ended - began) / 2);
});
