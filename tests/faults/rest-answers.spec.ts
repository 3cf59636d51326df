import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';
import { expectOneKey } from './invariants.ts';

test.describe.configure({ timeout: 600_000 });

const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();
const busy = (retryAfter: () => string) => () =>
  new Response('{"message":"Too many requests"}', { status: 429, headers: { 'retry-after': retryAfter() } });
const page = (status: number) => () =>
  new Response('<!doctype html><title>Company filter</title>', { status, headers: { 'content-type': 'text/html' } });

/** What the REST API answers, how often (Infinity: always), and what the run says of it; `undefined`: nothing, it goes on. */
const ANSWERS: [what: string, answer: () => Response, times: number, says: RegExp | undefined][] = [
  ['429 with seconds', busy(() => '2'), 1, undefined],
  ['429 with a date', busy(() => soon(3)), 1, undefined],
  ['429 with seconds, three times', busy(() => '1'), 3, undefined],
  ['503 with seconds', () => new Response('', { status: 503, headers: { 'retry-after': '1' } }), 1, undefined],
  ['429 with seconds, always', busy(() => '40'), Infinity, /429 .*no more calls for now \(for 40 seconds\)/s],
  ['429 with a date, always', busy(() => soon(3_600)), Infinity, /429 .*no more calls for now \(until /s],
  ['a page with 200', page(200), Infinity, /200 .*A page for people is no answer/s],
  ['a page with 403', page(403), Infinity, /403 .*A page for people is no answer/s],
  ['a page with 401', page(401), Infinity, /401 .*A page for people is no answer/s],
  ['404', () => new Response('', { status: 404 }), Infinity, /404 .*the url of connectwise/s],
  ['500', () => new Response('oops', { status: 500 }), Infinity, /500 .*Run again later/s],
];

for (const [what, answer, times, says] of ANSWERS)
  test(`an onboarding whose REST API answers ${what} ${says === undefined ? 'waits and ends well' : 'says so, and the next run goes on with the same key'}`, async () => {
    let left = times;
    const isRest = (request: string) => request.includes('/apis/3.0/');
    const workspace = await createWorkspace({
      mfa: false,
      delay: 0,
      fault: (request) => (isRest(request) && (left -= 1) >= 0 ? { answer } : undefined),
    });
    try {
      const first = await workspace.run('run', 'onboard', '--customer', 'practice');
      if (says !== undefined) {
        expect(first.code, first.stdout).toBe(1);
        expect(first.stdout).toMatch(says);
        left = 0;
        expect(await workspace.run('run', 'onboard', '--customer', 'practice')).toMatchObject({ code: 0 });
      } else {
        expect(first.code, first.stdout + first.stderr).toBe(0);
        expect(first.stdout).toMatch(/The REST API asks for a pause \((429|503)\)\. Waiting \d s\./);
      }
      const proof = workspace.journal().find((line) => line.type === 'step.result' && line.step === 'proof');
      expect(proof).toMatchObject({ outcome: 'done' });
      await expectOneKey(workspace);
      const made = workspace.practice.log.filter(({ request }) => request === 'ApiKeys/SaveKey');
      expect(made.length, 'keys made').toBe(1);
    } finally {
      await workspace.end();
    }
  });
