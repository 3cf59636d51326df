import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerdict } from '../../evidence/bundle/format-verdict.ts';
import { count } from '../../evidence/picture-count.ts';
import { UserError } from '../../files/user-error.ts';
import { StampChecker } from '../../review/stamp/check-stamped.ts';
import { openStampSource } from '../../review/stamp/stamped.ts';
import { exit } from '../exit-codes.ts';
import { print } from '../terminal.ts';

/** The pictures of a folder, or the one that is named. */
function picturesAt(path: string): string[] {
  if (!existsSync(path)) throw new UserError('KW-FILE-MISSING', `There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.png$/i.test(name));
  return names.sort().map((name) => join(path, name));
}

/** Holds stamped pictures against the bundle that they are of. */
export async function verifyStamped(folder: string, path: string, key: KeyObject | undefined): Promise<void> {
  if (!existsSync(join(folder, 'journal.jsonl')))
    throw new UserError('KW-USAGE', `--stamped needs the folder of one run, and ${folder} is not one.`);
  const files = picturesAt(path);
  if (files.length === 0) throw new UserError('KW-FILE-MISSING', `There is no PNG in ${path}.`);
  const source = await openStampSource(folder, key);
  print(formatVerdict(source.verified));
  const checker = await StampChecker.of(source);
  let bad = 0;
  for (const file of files) {
    const found = checker.check(readFileSync(file));
    if ('wrong' in found) bad += 1;
    print('wrong' in found ? `✗ ${file}: ${found.wrong}` : `✓ ${file}: picture ${found.shot.number}`);
  }
  print(
    bad === 0
      ? `${count(files.length, 'stamped picture')}: as this evidence makes ${files.length === 1 ? 'it' : 'them'}.`
      : `${count(files.length, 'stamped picture')}: ${bad} not as this evidence makes them.`,
  );
  const isGood = source.verified.verdict === 'intact' || source.verified.verdict === 'unsigned';
  process.exitCode = bad > 0 || !isGood ? exit.runFailed : exit.success;
}
