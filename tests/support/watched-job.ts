import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from '../../src/evidence/events.ts';
import { HELD } from './held-key.ts';

const step = (line: string) => `      - ${line}\n`;
export const SIGN_IN = step('{ id: connectwise, title: Sign in to ConnectWise, use: connectwise.sign-in }');
export const MSPCFO = step('{ id: mspcfo, title: Sign in to MSPCFO, use: mspcfo.sign-in }');
export const CLEAR = step(
  `{ id: clear, title: Remove the keys, use: mspcfo.credentials.clear, with: { managed: [${HELD}] }, approve: true }`,
);
/** @param more as the step has it: `, retries: 0` */
export const look = (more = ''): string =>
  step(
    '{ id: look, title: See which keys the member has, use: connectwise.keys.list, with: { member: Automate }' +
      `${more} }`,
  );

/** A short job, for tests of those who watch it. */
export function writeRunbook(folder: string, steps: string): void {
  writeFileSync(
    join(folder, 'job.yaml'),
    `keywright: 1\nname: job\ntitle: A job to watch\nphases:\n  - title: The job\n    steps:\n${steps}`,
  );
}

export const JOB = ['run', 'job.yaml', '--customer', 'practice'];
type ByPerson = Extract<JournalLine, { type: 'person' }>;
export const people = (journal: JournalLine[]): ByPerson[] =>
  journal.filter((line): line is ByPerson => line.type === 'person');
export const did = (journal: JournalLine[]): (string | undefined)[][] =>
  people(journal).map(({ step, did, via }) => [step, did, via]);
