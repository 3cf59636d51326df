import { join } from 'node:path';
import { completeLines } from '../chain/chained-file.ts';
import { chainOf } from '../chain/hash-chain.ts';
import type { Statement } from '../operators/approval.ts';
import { statementOfLine } from '../operators/statement.ts';
import { bytesOf } from './check-files.ts';
import { journalLines } from './close.ts';

/**
 * Checks a bundle's journal: its chain, and that it ends where `run.json` says.
 * @param head as `run.json` names it
 * @returns the number of lines (0 for a broken chain), and whether the last one is torn
 */
export function checkJournalChain(
  folder: string,
  head: string | undefined,
  wrong: string[],
): { events: number; torn: boolean } {
  const raw = bytesOf(folder, 'journal.jsonl')?.toString('utf8') ?? '';
  const torn = raw !== '' && !raw.endsWith('\n');
  const chain = chainOf(raw.slice(0, raw.lastIndexOf('\n') + 1));
  if ('wrong' in chain) wrong.push(`The journal is broken: line ${chain.line} ${chain.wrong}.`);
  if ('head' in chain && head !== chain.head) wrong.push('run.json names another journal.');
  return { events: 'lines' in chain ? chain.lines : 0, torn };
}

/** Checks what operators have signed: each signature, and that the journal says the same. @returns what is good */
export function checkStatements(folder: string, wrong: string[]): Statement[] {
  const lines = completeLines(join(folder, 'journal.jsonl')).split('\n');
  const run = /"type":"run\.start".*?"run":"([^"]*)"/.exec(lines[0]!)?.[1] ?? '';
  const found = lines.map((line) => statementOfLine(line, run)).filter((one) => one !== undefined);
  wrong.push(...found.filter((one) => typeof one === 'string'));
  return found.filter((one) => typeof one !== 'string');
}

/**
 * Compares the pictures that the journal names with those that are listed.
 * @returns whether the journal has its last line
 */
export function checkPictures(folder: string, listed: ReadonlyMap<string, string>, wrong: string[]): boolean {
  const { lines } = journalLines(folder);
  const shots = lines.filter((line) => line.type === 'shot');
  const named = new Set(shots.map(({ file }) => file));
  for (const { file, sha256 } of shots)
    if (listed.get(file) !== sha256)
      wrong.push(`The journal names the picture ${file}, but the list has none with that sum.`);
  for (const path of listed.keys())
    if (path.startsWith('shots/') && !named.has(path)) wrong.push(`The journal does not name the picture ${path}.`);
  return lines.at(-1)?.type === 'run.end';
}
