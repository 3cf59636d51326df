import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { verifyBundle } from '../../../src/evidence/bundle/verify.ts';
import { build, ROOT, SHIPPED, timeOf } from '../dist.ts';
import { inTurns, megabytes, milliseconds, notMeasured, type Row, ratios, spread } from '../figures.ts';
import { tempFolder } from '../load.ts';
import type { Machine } from '../machine.ts';
import { once } from '../once.ts';
import type { Settings } from '../settings.ts';

function bytesOf(folder: string, fits: (name: string) => boolean = () => true): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(fits)
    .map((name) => statSync(join(folder, name)))
    .filter((found) => found.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

/**
 * How much evidence an onboarding leaves, against a trace and a video of the same gestures; and how fast a bundle is
 * verified, against `sha256sum`.
 */
export async function evidence({ pairs }: Settings, machine: Machine, say: (line: string) => void): Promise<Row[]> {
  const kept = tempFolder();
  const weigh = async (tool: string, folder: string) => {
    let bytes = 0;
    await once(tool, machine.browser, undefined, (left) => {
      bytes = bytesOf(join(left, folder));
      if (tool === 'keywright') cpSync(join(left, 'runs'), join(kept, 'runs'), { recursive: true });
    });
    say(`  ${tool}: ${megabytes(bytes)}`);
    return bytes;
  };
  await weigh('keywright', 'runs');
  const parent = join(kept, 'runs', 'practice');
  const bundle = join(parent, readdirSync(parent)[0]!);
  const [whole, withoutReport] = [bytesOf(bundle), bytesOf(bundle, (name) => name !== 'report.html')];
  const rows: Row[] = [];
  for (const [tool, what] of [
    ['playwright-trace', "Playwright's trace (screenshots, snapshots, sources)"],
    ['playwright-video', "Playwright's video, 1440 x 900"],
  ] as const) {
    try {
      const theirs = await weigh(tool, 'kept');
      if (theirs === 0) throw new Error('nothing was recorded');
      const one = (bytes: number) => ({ ...ratios([{ ours: bytes, theirs }]) });
      rows.push({
        point: 3,
        what: `bytes of a run's evidence, by ${what}`,
        ...one(whole),
        ...(tool === 'playwright-trace' && { goal: 1 }),
        note: `${megabytes(whole)} by ${megabytes(theirs)}`,
      });
      rows.push({
        point: 3,
        what: `the same without report.html, which holds the pictures once more, by ${what}`,
        ...one(withoutReport),
        note: `${megabytes(withoutReport)} by ${megabytes(theirs)}`,
      });
    } catch (error) {
      rows.push(notMeasured(3, `bytes of a run's evidence, by ${what}`, error));
    }
  }
  return [...rows, ...(await verifying(bundle, pairs))];
}

/** A run's folder against `sha256sum` over the same files. */
async function verifying(bundle: string, pairs: number): Promise<Row[]> {
  build();
  const files = readFileSync(join(bundle, 'SHA256SUMS'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  ')[1]!)
    .filter((name) => existsSync(join(bundle, name)));
  const [program, args] =
    process.platform === 'darwin' ? (['shasum', ['-a', '256', ...files]] as const) : (['sha256sum', files] as const);
  const within = () => {
    const begun = performance.now();
    const { state } = verifyBundle(bundle, undefined);
    if (state === 'bad' || state === 'open') throw new Error(`The bundle is ${state}.`);
    return performance.now() - begun;
  };
  const runs = {
    verify: () => timeOf(process.execPath, [SHIPPED, 'verify', bundle], { cwd: ROOT }),
    within,
    sums: () => timeOf(program, [...args], { cwd: bundle }),
  };
  const times = await inTurns(
    Object.keys(runs) as (keyof typeof runs)[],
    Math.max(pairs, 15),
    async (name) => runs[name](),
    () => undefined,
  );
  const what = {
    verify: '`keywright verify` of a bundle, start included',
    within: 'the same in a process that runs already',
  };
  return (['verify', 'within'] as const).map((name): Row => {
    const failed = times.failed[name] ?? times.failed.sums;
    const title = `${what[name]}, by ${program}`;
    if (failed !== undefined) return notMeasured(3, title, failed);
    return {
      point: 3,
      what: title,
      ...ratios(times[name].map((ours, turn) => ({ ours, theirs: times.sums[turn]! }))),
      goal: 1.5,
      note:
        `${milliseconds(spread(times[name]).median)} by ${milliseconds(spread(times.sums).median)}, ` +
        `${files.length} files, ${megabytes(bytesOf(bundle))}`,
    };
  });
}
