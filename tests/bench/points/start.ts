import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePracticeWorkspace } from '../../../src/cli/practice-workspace.ts';
import { build, ROOT, SHIPPED, SOURCES, timeOf } from '../dist.ts';
import { inTurns, milliseconds, notMeasured, type Row, ratios, spread } from '../figures.ts';
import { portals, tempFolder } from '../load.ts';
import type { Machine } from '../machine.ts';
import type { Settings } from '../settings.ts';

/** Starting up, against a Node that does nothing. */
export async function start({ pairs }: Settings, _machine: Machine, _say: (line: string) => void): Promise<Row[]> {
  build();
  const folder = tempFolder();
  const practice = await portals();
  writePracticeWorkspace(folder, 'practice', practice);
  await practice.stop();
  writeFileSync(join(folder, '.env'), '');
  const run =
    (...args: string[]) =>
    () =>
      timeOf(process.execPath, args, { cwd: folder });
  const validate = ['validate', join(ROOT, 'runbooks/onboard.yaml'), join(folder, 'customers.yaml')];
  const programs = {
    node: run('-e', '0'),
    '`keywright --help`': run(SHIPPED, '--help'),
    '`keywright validate`': run(SHIPPED, ...validate),
    '`--help` from the sources': run(SOURCES, '--help'),
    '`validate` from the sources': run(SOURCES, ...validate),
  };
  const names = Object.keys(programs) as (keyof typeof programs)[];
  const times = await inTurns(
    names,
    Math.max(pairs, 15),
    async (name) => programs[name](),
    () => undefined,
  );
  return names.slice(1).map((name): Row => {
    const what = `start: ${name}, by \`node -e 0\``;
    const failed = times.failed[name];
    if (failed !== undefined) return notMeasured(5, what, failed);
    return {
      point: 5,
      what,
      ...ratios(times[name].map((ours, turn) => ({ ours, theirs: times.node[turn]! }))),
      ...(name.includes('sources') ? {} : { goal: 3 }),
      note: `${milliseconds(spread(times[name]).median)} by ${milliseconds(spread(times.node).median)}`,
    };
  });
}
