import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connectwiseMutants } from '../support/mutants/connectwise.ts';
import { type Judged, judge } from '../support/mutants/judge.ts';

test.describe.configure({ timeout: 900_000 });

const OUT = join(import.meta.dirname, '../../test-results/mutants');

/** So many at once: a refusal takes as long as the patience with a slow portal. */
const AT_ONCE = Number(process.env['MUTANTS_AT_ONCE'] ?? 2);
/** Only those whose names match. */
const ONLY = new RegExp(process.env['MUTANTS'] ?? '');

const chosen = connectwiseMutants
  .filter(({ name }) => ONLY.test(name))
  .sort((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined));

for (let n = 0; n < chosen.length; n += AT_ONCE) {
  const mutants = chosen.slice(n, n + AT_ONCE);
  test(`ConnectWise, ${mutants.map(({ name }) => name).join('; ')}`, async () => {
    const judged = (await Promise.all(mutants.map((mutant) => judge(mutant)))).flat();
    mkdirSync(OUT, { recursive: true });
    for (const { mutant } of judged)
      writeFileSync(
        join(OUT, `${mutant.replaceAll(/\W+/g, '-')}.json`),
        JSON.stringify(judged.filter((one) => one.mutant === mutant)),
      );
    console.log(table(judged));
  });
}

function table(judged: readonly Judged[]): string {
  return judged
    .map(
      ({ mutant, action, outcome, seconds, said }) =>
        `${mutant} | ${action} | ${outcome} | ${seconds} s${outcome === 'right' ? '' : ` | ${said}`}`,
    )
    .join('\n');
}

test('nothing wrong is touched, and what is right is found or refused with its reason', () => {
  const all = readdirSync(OUT)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(OUT, name), 'utf8')) as Judged[]);
  writeFileSync(join(OUT, 'table.txt'), table(all));
  const count = (...outcomes: string[]) => all.filter(({ outcome }) => outcomes.includes(outcome)).length;
  console.log(
    ['right', 'refused rightly', 'failed', 'wrong touch'].map((outcome) => `${outcome}: ${count(outcome)}`).join(', '),
  );
  expect(count('wrong touch')).toBe(0);
  expect(count('right', 'refused rightly') / all.length).toBeGreaterThanOrEqual(0.95);
});
