import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, UNSUMMED_FILES } from '../../../src/evidence/bundle/close.ts';
import { asciiLine, GENESIS_HASH } from '../../../src/evidence/chain/hash-chain.ts';
import type { Signer } from '../../../src/evidence/signing.ts';
import { sha256Of } from '../../../src/files/sha256.ts';
import { picture } from './sample-bundle.ts';

export interface Alteration {
  what: string;
  /** Changes a bundle. `signer`: for those that the holder of the key makes. */
  make(folder: string, signer: Signer): void;
}

const edit = (folder: string, file: string, change: (bytes: Buffer) => Buffer) =>
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file))));
const flip = (at: (length: number) => number, bit: number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const place = Math.min(copy.length - 1, at(copy.length));
  copy[place] = copy[place]! ^ (1 << bit);
  return copy;
};

/** What may be done to any file. */
function ofFile(file: string): Alteration[] {
  const places: [string, (length: number) => number][] = [
    ['first', () => 0],
    ['second', () => 1],
    ['quarter', (n) => Math.floor(n / 4)],
    ['middle', (n) => Math.floor(n / 2)],
    ['three quarters', (n) => Math.floor((n * 3) / 4)],
    ['last', (n) => n - 1],
  ];
  return [
    ...places.flatMap(([name, at]) =>
      [0, 5].map((bit) => ({
        what: `bit ${bit} of the ${name} byte of ${file} flipped`,
        make: (folder: string) => edit(folder, file, flip(at, bit)),
      })),
    ),
    { what: `${file} cut by one byte`, make: (folder) => edit(folder, file, (bytes) => bytes.subarray(0, -1)) },
    {
      what: `${file} cut to half`,
      make: (folder) => edit(folder, file, (bytes) => bytes.subarray(0, bytes.length >> 1)),
    },
    { what: `${file} emptied`, make: (folder) => edit(folder, file, () => Buffer.alloc(0)) },
    {
      what: `a byte added to ${file}`,
      make: (folder) => edit(folder, file, (bytes) => Buffer.concat([bytes, Buffer.from('\n')])),
    },
    {
      what: `a byte put before ${file}`,
      make: (folder) => edit(folder, file, (bytes) => Buffer.concat([Buffer.from(' '), bytes])),
    },
    { what: `${file} deleted`, make: (folder) => rmSync(join(folder, file)) },
    { what: `${file} renamed`, make: (folder) => renameSync(join(folder, file), join(folder, `${file}.old`)) },
    {
      what: `${file} renamed by case`,
      make: (folder) =>
        renameSync(
          join(folder, file),
          join(
            folder,
            file.replace(/[a-z](?=[^/]*$)/i, (letter) =>
              letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
            ),
          ),
        ),
    },
    {
      what: `${file} turned into a link to a copy`,
      make: (folder) => {
        renameSync(join(folder, file), `${folder}.away`);
        symlinkSync(`${folder}.away`, join(folder, file));
      },
    },
    { what: `${file} shared with another place`, make: (folder) => linkSync(join(folder, file), `${folder}.shared`) },
    {
      what: `${file} turned into a folder`,
      make: (folder) => {
        rmSync(join(folder, file));
        mkdirSync(join(folder, file));
      },
    },
    {
      what: `line ends of ${file} made CRLF, or its zeros ones`,
      make: (folder) =>
        edit(folder, file, (bytes) =>
          bytes.includes('\n') && !file.endsWith('.png') && !file.endsWith('.sig')
            ? Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
            : flip((n) => n >> 1, 2)(bytes),
        ),
    },
  ];
}

const put = (file: string) => ({
  what: `a file ${JSON.stringify(file)} put in`,
  make: (folder: string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), 'x');
  },
});

/** Lines of the sums, as a person without the key might edit them. */
const sumLines = (what: string, change: (lines: string[]) => string[]): Alteration => ({
  what: `SHA256SUMS: ${what}`,
  make: (folder) =>
    edit(folder, 'SHA256SUMS', (bytes) =>
      Buffer.from(`${change(bytes.toString().trimEnd().split('\n')).join('\n')}\n`),
    ),
});

/**
 * Makes sums and signature anew, as only the holder of the key can: what contradicts itself inside must still be seen.
 */
function resign(folder: string, signer: Signer): void {
  const sums = filesOf(folder)
    .filter((file) => !UNSUMMED_FILES.test(file))
    .map((file) => `${sha256Of(readFileSync(join(folder, file)))}  ${file}\n`)
    .join('');
  writeFileSync(join(folder, 'SHA256SUMS'), sums);
  writeFileSync(join(folder, 'SHA256SUMS.sig'), signer.sign(Buffer.from(sums)));
}

const byHolder = (what: string, change: (folder: string) => void): Alteration => ({
  what: `by the holder of the key: ${what}`,
  make: (folder, signer) => {
    change(folder);
    resign(folder, signer);
  },
});

const journal = (change: (lines: string[]) => string[]) => (folder: string) =>
  edit(folder, 'journal.jsonl', (bytes) =>
    Buffer.from(`${change(bytes.toString().trimEnd().split('\n')).join('\n')}\n`),
  );

/** The journal chained anew after a change, but not its statement. */
const rechain = (change: (lines: string[]) => string[]) =>
  journal((lines) => {
    let prev = GENESIS_HASH;
    return change(lines).map((line, seq) => {
      const text = line.replace(/^\{"seq":\d+,"prev":"[0-9a-f]{64}"/, `{"seq":${seq},"prev":"${prev}"`);
      prev = sha256Of(asciiLine(text));
      return text;
    });
  });

/** All alterations of a bundle with these files. */
export function alterations(files: string[]): Alteration[] {
  const shots = files.filter((file) => file.startsWith('shots/'));
  const [one, two] = shots as [string, string];
  return [
    ...[...files, 'SHA256SUMS', 'SHA256SUMS.sig'].flatMap(ofFile),
    ...[
      'extra.txt',
      'shots/0009-extra-after.png',
      '.hidden',
      'shots/.hidden.png',
      'sub/folder/x',
      'name with blank',
      'näme',
      '-rf',
      'SHA256SUMS.bak',
      'SHA256SUMS.SIG',
      'pruned.json',
      'line\nbreak',
    ].map(put),
    { what: 'an empty folder put in', make: (folder) => mkdirSync(join(folder, 'empty')) },
    { what: 'a link put in', make: (folder) => symlinkSync('run.json', join(folder, 'link')) },
    { what: 'a pipe put in', make: (folder) => execFileSync('mkfifo', [join(folder, 'pipe')]) },
    { what: 'all pictures deleted', make: (folder) => rmSync(join(folder, 'shots'), { recursive: true }) },
    {
      what: 'two pictures swapped',
      make: (folder) => {
        const [a, b] = [readFileSync(join(folder, one)), readFileSync(join(folder, two))];
        writeFileSync(join(folder, one), b);
        writeFileSync(join(folder, two), a);
      },
    },
    {
      what: 'a statement of pruning made up',
      make: (folder) => {
        rmSync(join(folder, 'shots'), { recursive: true });
        rmSync(join(folder, 'report.html'));
        writeFileSync(
          join(folder, 'pruned.json'),
          `{"sums":"${sha256Of(readFileSync(join(folder, 'SHA256SUMS')))}"}\n`,
        );
      },
    },
    ...files.map((file) =>
      sumLines(`the line of ${file} dropped`, (lines) => lines.filter((line) => !line.endsWith(`  ${file}`))),
    ),
    sumLines('a line twice', (lines) => [...lines, lines[0]!]),
    sumLines('a path that leads out', (lines) => [...lines, `${'0'.repeat(64)}  ../x`]),
    sumLines('an absolute path', (lines) => [...lines, `${'0'.repeat(64)}  /etc/hostname`]),
    sumLines('a comment', (lines) => ['# sums', ...lines]),
    sumLines('binary marks', (lines) => lines.map((line) => line.replace('  ', ' *'))),
    sumLines('another order', (lines) => [...lines].reverse()),
    sumLines('capitals', (lines) => lines.map((line) => line.slice(0, 64).toUpperCase() + line.slice(64))),
    byHolder('a picture replaced', (folder) => writeFileSync(join(folder, one), picture(200))),
    byHolder('two pictures swapped', (folder) => {
      const [a, b] = [readFileSync(join(folder, one)), readFileSync(join(folder, two))];
      writeFileSync(join(folder, one), b);
      writeFileSync(join(folder, two), a);
    }),
    byHolder('a picture deleted', (folder) => rmSync(join(folder, one))),
    byHolder('a picture added', (folder) => writeFileSync(join(folder, 'shots/0009-x-after.png'), picture(201))),
    byHolder('another journal in the statement', (folder) =>
      edit(folder, 'run.json', (bytes) =>
        Buffer.from(
          bytes.toString().replace(/"head": "[0-9a-f]/, (text) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')),
        ),
      ),
    ),
    ...Array.from({ length: 8 }, (_, n) =>
      byHolder(
        `line ${n + 2} of the journal edited`,
        journal((lines) =>
          lines.with(n + 1, lines[n + 1]!.replace('"step":"a"', '"step":"b"').replace('"ms":3', '"ms":4')),
        ),
      ),
    ),
    ...Array.from({ length: 8 }, (_, n) =>
      byHolder(
        `line ${n + 2} of the journal dropped`,
        journal((lines) => lines.toSpliced(n + 1, 1)),
      ),
    ),
    ...Array.from({ length: 8 }, (_, n) =>
      byHolder(
        `line ${n + 2} of the journal doubled`,
        journal((lines) => lines.toSpliced(n + 1, 0, lines[n + 1]!)),
      ),
    ),
    ...Array.from({ length: 6 }, (_, n) =>
      byHolder(
        `lines ${n + 2} and ${n + 3} of the journal swapped`,
        journal((lines) => lines.with(n + 1, lines[n + 2]!).with(n + 2, lines[n + 1]!)),
      ),
    ),
    ...Array.from({ length: 6 }, (_, n) =>
      byHolder(
        `line ${n + 2} of the journal dropped, and the rest chained anew`,
        rechain((lines) => lines.toSpliced(n + 1, 1)),
      ),
    ),
    byHolder(
      'a picture dropped from the journal, chained anew',
      rechain((lines) => lines.filter((line) => !line.includes('0001-press'))),
    ),
    byHolder(
      'two pictures swapped in the journal, chained anew',
      rechain((lines) =>
        lines.map((line) =>
          line.includes('0001-press')
            ? line.replace('0001', '0002')
            : line.includes('0002-press')
              ? line.replace('0002', '0001')
              : line,
        ),
      ),
    ),
  ];
}
