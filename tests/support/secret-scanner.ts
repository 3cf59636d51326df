/**
 * Searches everything that a run left for its secrets, in every form in which they may have got there.
 * It shares no code with the product's own filter, so that a mistake there cannot hide here.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

function encodingsOf(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret, 'utf8');
  const all = new Map<string, string>();
  // Files are read byte by byte, so a letter of several bytes is looked for as those, too.
  const add = (name: string, form: string) =>
    form.length >= 6 && all.set(form, name).set(Buffer.from(form, 'utf8').toString('latin1'), name);
  add('plain', secret);
  add('reversed', [...secret].reverse().join(''));
  add('URL', encodeURIComponent(secret));
  add('form', new URLSearchParams({ x: secret }).toString().slice(2));
  add('JSON', JSON.stringify(secret).slice(1, -1));
  add(
    'HTML',
    secret.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
  );
  add('decomposed', secret.normalize('NFD'));
  const wide = Buffer.from(secret, 'utf16le');
  for (const [name, form] of [
    ['hex', bytes],
    ['UTF-16 hex', wide],
    ['UTF-16 hex, the other way round', Buffer.from(wide).swap16()],
  ] as const) {
    add(name, form.toString('hex'));
    add(name.toUpperCase(), form.toString('hex').toUpperCase());
  }
  add('UTF-16 base64', wide.toString('base64').slice(0, -4));
  for (const before of ['', 'x', 'xx']) {
    // What stands of the value whatever its neighbours are: whole groups of four only.
    const text = Buffer.from(before + secret, 'utf8')
      .toString('base64')
      .replace(/=+$/, '');
    const form = text.slice(before === '' ? 0 : 4, Math.floor((before.length + bytes.length) / 3) * 4);
    add(`base64+${before.length}`, form);
    add(`base64url+${before.length}`, form.replaceAll('+', '-').replaceAll('/', '_'));
    for (const around of ['', 'x', 'xx'])
      add(
        `base64 of base64+${before.length}`,
        Buffer.from(around + form)
          .toString('base64')
          .slice(around === '' ? 0 : 4, Math.floor((around.length + form.length) / 3) * 4),
      );
  }
  add('UTF-16', [...secret].join('\0'));
  add('first twelve', secret.length >= 16 ? secret.slice(0, 12) : '');
  add('last twelve', secret.length >= 16 ? secret.slice(-12) : '');
  return all;
}

const codePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

/**
 * The text with each of the usual encodings undone, once and twice over, so that any mixture of them shows what it
 * holds.
 */
function decodingsOf(text: string): Set<string> {
  const ways: ((coded: string) => string)[] = [
    (coded) =>
      coded
        .replaceAll('+', ' ')
        .replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')),
    (coded) =>
      coded.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')),
    (coded) =>
      coded
        .replace(/&#(\d+);/g, (_, code: string) => codePoint(Number(code)))
        .replace(/&#x([\da-f]+);/gi, (_, code: string) => codePoint(Number.parseInt(code, 16)))
        .replace(
          /&(quot|apos|lt|gt|amp);/g,
          (_, name: string) => ({ quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' })[name]!,
        ),
    (coded) =>
      coded
        .replace(/\\u\{([\da-f]+)\}/gi, (_, code: string) => codePoint(Number.parseInt(code, 16)))
        .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/\\x([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replace(/\\([^\w])/g, '$1'),
    (coded) => coded.replace(/(?:\\r|\\n|\s)+/g, ''),
    (coded) => coded.replace(/(?<=\b[\da-f]{2})[ :-](?=[\da-f]{2}\b)/gi, ''),
  ];
  const undone = (coded: string) => ways.map((way) => way(coded));
  // Most ways leave most texts as they are; the same text has the same readings.
  const once = new Set(undone(text));
  return new Set([text, ...once, ...[...once].flatMap(undone)]);
}

/**
 * Finds all of many texts in one pass: only where three letters of a row may begin one of them does it look closer.
 * @param wanted each of three letters or more
 */
function finderOf(wanted: readonly string[]): (text: string) => Set<string> {
  const slot = (a: number, b: number, c: number) => (a * 961 + b * 31 + c) & 0xffff;
  const begins = new Map<number, string[]>();
  const known = new Uint8Array(0x10000);
  for (const one of wanted) {
    const at = slot(one.charCodeAt(0), one.charCodeAt(1), one.charCodeAt(2));
    known[at] = 1;
    begins.set(at, [...(begins.get(at) ?? []), one]);
  }
  return (text) => {
    const found = new Set<string>();
    let [a, b] = [text.charCodeAt(0), text.charCodeAt(1)];
    for (let at = 2; at < text.length; at += 1) {
      const c = text.charCodeAt(at);
      const its = slot(a, b, c);
      if (known[its] === 1) for (const one of begins.get(its)!) if (text.startsWith(one, at - 2)) found.add(one);
      [a, b] = [b, c];
    }
    return found;
  };
}

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

export const hasOcr = ((): boolean => {
  try {
    execFileSync('tesseract', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Letters that OCR confuses count as one, and what is left is compared without case. */
function blur(text: string): string {
  return text
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/[il1|!]/g, 'i')
    .replace(/[o0q]/g, 'o')
    .replace(/[s5$]/g, 's')
    .replace(/[z2]/g, 'z')
    .replace(/[b8]/g, 'b')
    .replace(/[g9]/g, 'g')
    .replace(/vv/g, 'w');
}

function inPicture(png: string, secrets: Record<string, string>): string[] {
  const text = blur(
    execFileSync('tesseract', [png, '-', '--psm', '11'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    }),
  );
  return Object.entries(secrets)
    .filter(([, secret]) => {
      const wanted = blur(secret);
      // Eight readable characters in a row are too many already.
      return Array.from({ length: Math.max(1, wanted.length - 9) }, (_, at) => wanted.slice(at, at + 10)).some(
        (piece) => text.includes(piece),
      );
    })
    .map(([name]) => `${png}: ${name} (OCR)`);
}

export interface ScanScope {
  /** Name to value. */
  secrets: Record<string, string>;
  folders: string[];
  /** Terminal output and the like, by name. */
  texts: Record<string, string>;
  /** Also read the pictures. */
  ocr?: boolean;
}

/** @returns one line for each secret found, and how much was searched */
export function scanForSecrets({ secrets, folders, texts, ocr = false }: ScanScope): {
  found: string[];
  files: number;
  pictures: number;
} {
  const found: string[] = [];
  const needles = Object.entries(secrets).flatMap(([name, secret]) =>
    [...encodingsOf(secret)].map(([form, kind]) => ({ form, what: `${name} (${kind})` })),
  );
  const find = finderOf(needles.map(({ form }) => form));
  const search = (where: string, text: string) => {
    // Pictures hold no text to be decoded.
    const plain = /^(?:\x89PNG|\xff\xd8\xff)/.test(text)
      ? [text]
      : [text, ...decodingsOf(text.replace(/data:image\/png;base64,[\w+/=]+/g, ''))];
    const there = new Set(plain.flatMap((reading) => [...find(reading)]));
    for (const { form, what } of needles) if (there.has(form)) found.push(`${where}: ${what}`);
  };
  for (const [name, text] of Object.entries(texts)) search(name, text);
  const all = folders.flatMap((folder) => [...files(folder)]);
  for (const file of all) {
    const bytes = readFileSync(file);
    search(file, bytes.toString('latin1'));
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) search(`${file} (unpacked)`, gunzipSync(bytes).toString('latin1'));
    search(`${file} (its name)`, file);
  }
  const pictures = all.filter((file) => /\.(?:png|jpg)$/.test(file));
  if (ocr) for (const picture of pictures) found.push(...inPicture(picture, secrets));
  return { found, files: all.length, pictures: ocr ? pictures.length : 0 };
}
