/**
 * `npm run bench`: how fast Keywright is, against what people would use instead. Everything that it needs it makes or
 * installs itself.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { notMeasured, type Row } from './figures.ts';
import { type Machine, thisMachine } from './machine.ts';
import { customers } from './points/customers.ts';
import { evidence } from './points/evidence.ts';
import { onboarding } from './points/onboarding.ts';
import { peers } from './points/peers.ts';
import { review } from './points/review.ts';
import { start } from './points/start.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { asMarkdown, asText, type Kept, writeResults } from './table.ts';

const LAST = fileURLToPath(new URL('last.json', import.meta.url));

type Point = (settings: Settings, machine: Machine, say: (line: string) => void) => Promise<Row[]>;

const points: Record<number, { title: string; measure: Point }> = {
  1: { title: 'Onboarding, against a minimal Playwright script', measure: onboarding },
  2: { title: 'The same in other tools', measure: peers },
  3: { title: 'Evidence', measure: evidence },
  4: { title: 'Many customers', measure: customers },
  5: { title: 'Start', measure: start },
  6: { title: 'Review app', measure: review },
};

const settings = settingsFrom(process.argv.slice(2));
if (settings !== undefined) {
  const machine = await thisMachine(settings.only.includes(2));
  console.log(`Measuring on ${machine.kind}.`);
  const kept: Kept = existsSync(LAST) ? (JSON.parse(readFileSync(LAST, 'utf8')) as Kept) : {};
  for (const number of settings.only) {
    const { title, measure } = points[number]!;
    console.log(`\n${number}. ${title}`);
    const rows = await measure(settings, machine, console.log).catch((error: unknown) => [
      notMeasured(number, title, error),
    ]);
    // Each point is kept as soon as it is measured: the next may take hours.
    kept[number] = { title, date: new Date().toISOString().slice(0, 10), machine: machine.kind, rows };
    writeFileSync(LAST, `${JSON.stringify(kept, undefined, 2)}\n`);
    console.log(asText(rows));
  }
  if (settings.results) writeResults(asMarkdown(kept));
}
