import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { judge } from '../support/mutants/judge.ts';
import { PointingPerson } from '../support/mutants/pointing-person.ts';
import { surveyMutant } from '../support/mutants/survey.ts';
import { TEACHABLE } from '../support/mutants/teachable.ts';

test.describe.configure({ timeout: 900_000 });

/** Only those whose names match. */
const ONLY = new RegExp(process.env['MUTANTS'] ?? '');
let taught = 0;

for (const mutant of TEACHABLE.filter(({ name }) => ONLY.test(name)))
  test(`what a person has pointed at is found from then on, for that customer alone: ${mutant.name}`, async () => {
    const person = new PointingPerson(mutant.at);
    try {
      const told = await surveyMutant(mutant, person);
      console.log(`${mutant.name}: ${person.asked.join(' | ')}\n${told.lines.join('\n')}`);
      expect(told.wrong).toEqual([]);
      expect(person.words.all.map(({ says }) => says)).toEqual([mutant.at]);
      taught += person.words.all.length;
      expect(told.lines.join('\n')).toMatch(mutant.named);
      const judged = await judge(mutant, person.words.of('connectwise'));
      expect(judged.map(({ action, outcome, said }) => `${action}: ${outcome} ${said}`.trim())).toEqual(
        ['sign-in', 'role', 'member', 'key'].map((action) => `${action}: right`),
      );
      console.log(`taught so far: ${taught}`);
    } finally {
      rmSync(person.folder, { recursive: true, force: true });
    }
  });
