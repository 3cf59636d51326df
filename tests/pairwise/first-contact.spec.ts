import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unknownMutants } from '../support/mutants/first-contact.ts';
import { judge } from '../support/mutants/judge.ts';
import { surveyMutant, type Told } from '../support/mutants/survey.ts';

test.describe.configure({ timeout: 900_000 });

const OUT = join(import.meta.dirname, '../../test-results/first-contact');
/** Only those whose names match. */
const ONLY = new RegExp(process.env['MUTANTS'] ?? '');

for (const mutant of unknownMutants.filter(({ name }) => ONLY.test(name)))
  test(`check-screens at a ConnectWise that differs: ${mutant.name}`, async () => {
    const told = await surveyMutant(mutant);
    mkdirSync(OUT, { recursive: true });
    writeFileSync(join(OUT, `${mutant.name.replaceAll(/\W+/g, '-')}.json`), JSON.stringify(told));
    console.log(`${told.named ? 'named' : 'NOT NAMED'}: ${told.mutant}\n${told.lines.join('\n')}`);
    expect(told.wrong).toEqual([]);
  });

for (const mutant of unknownMutants.filter(({ name, language }) => language !== undefined && ONLY.test(name)))
  test(`role, member and key are made at a ConnectWise ${mutant.name}`, async () => {
    const judged = await judge(mutant);
    expect(judged.map(({ action, outcome, said }) => `${action}: ${outcome} ${said}`.trim())).toEqual(
      ['sign-in', 'role', 'member', 'key'].map((action) => `${action}: right`),
    );
  });

test('nothing is changed or touched wrongly, and the first ten lines name what differs', () => {
  const all = readdirSync(OUT).map((name) => JSON.parse(readFileSync(join(OUT, name), 'utf8')) as Told);
  const unnamed = all.filter(({ named }) => !named).map(({ mutant }) => mutant);
  console.log(`${all.length - unnamed.length} of ${all.length} named; not: ${unnamed.join(', ')}`);
  expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(1 - unnamed.length / all.length).toBeGreaterThanOrEqual(0.95);
});
