import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, LineCounter, parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { closest } from '../files/closest.ts';

/** What something is called: labels or patterns, the likeliest first. The list itself stands for the thing. */
export type Term = readonly string[];

/** Groups of names. */
type Shape = Readonly<Record<string, readonly string[]>>;
type Terms<S extends Shape> = {
  readonly [G in keyof S]: { readonly [N in S[G][number]]: readonly [string, ...string[]] };
};

/** The language of the reference: its pack has all terms. */
const REFERENCE = 'en';

type Pack = Record<string, Record<string, Record<string, string[]>>>;

/** Public pages that a file cites, by the names that it gives them. */
const Sources = z.looseObject({ sources: z.record(z.string(), z.url()).default({}) });

function packSchema(shape: Shape, whole: boolean, pages: readonly string[]): z.ZodType<Pack> {
  /** Where words are from: a section of the portal's facts, a public page, or nowhere. */
  const isSource = (name: string) => /^(PRODUCT\.md [A-F]\d{0,2}|unverified)$/.test(name) || pages.includes(name);
  const Said = z
    .record(z.string(), z.array(z.string().min(1)).min(1))
    .refine(
      (said) => Object.keys(said).every(isSource),
      "a source must be a section of the portal's facts, one of `sources`, or unverified",
    );
  const groups = Object.entries(shape).map(([group, names]) => {
    const terms = z.strictObject(Object.fromEntries(names.map((name) => [name, Said])));
    return [group, whole ? terms : terms.partial()] as const;
  });
  const pack = z.strictObject(Object.fromEntries(groups));
  return (whole ? pack : pack.partial()) as unknown as z.ZodType<Pack>;
}

/** What code that only looks at a value asks of it. */
const ASKED_OF_ANY = ['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'tagName'];

/** Where code stands that has asked for something: the first place outside this file. */
const placeOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .slice(1)
    .flatMap((line) => /\(?((?:file:\/\/)?[^()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
    .find((place) => !/portal-sdk\/words\.[jt]s:/.test(place)) ?? 'somewhere';

/** The same, which tells of a misspelt name: nothing would be found by it, and nobody would know why. */
const named = <T extends object>(all: T, prefix: string): T =>
  new Proxy(all, {
    get(own, key) {
      if (typeof key !== 'string' || key in own || ASKED_OF_ANY.includes(key) || !/^[a-z]/i.test(key))
        return Reflect.get(own, key) as unknown;
      const meant = closest(key, Object.keys(own));
      const place = placeOf(new Error('here')).replace(/^file:\/\//, '');
      throw new Error(
        `${place}: there is no term "${prefix}${key}"${meant === undefined ? '' : ` (did you mean "${prefix}${meant}"?)`}`,
      );
    },
  });

/** The places of a file's parts: `:4:3` for the names that lead there, or for those before where there is none. */
function placesIn(text: string): (names: readonly PropertyKey[]) => string {
  const lineCounter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter });
  return (names) => {
    let place = '';
    let at: unknown = contents;
    for (const name of names) {
      const pair = isMap(at) ? at.items.find(({ key }) => String(key) === String(name)) : undefined;
      const offset = (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0];
      if (offset === undefined) break;
      const { line, col } = lineCounter.linePos(offset);
      place = `:${line}:${col}`;
      at = pair!.value;
    }
    return place;
  };
}

/**
 * What a portal's screens say, as data: a folder with a YAML file for each language, in which each word stands under its
 * source. `en.yaml` has all terms; others have those that are known, and English words are understood beside them.
 */
export class Words<const S extends Shape = Shape> {
  /** The reference, for code to look for. */
  readonly terms: Terms<S>;
  /** As in `de.yaml`. */
  readonly languages: readonly string[];
  readonly #folder: URL;
  readonly #shape: S;
  readonly #shared: Words | undefined;
  readonly #names = new Map<Term, string>();
  readonly #packs = new Map<string, ReadonlyMap<Term, Term>>();

  /**
   * @param folder ends with a slash: `new URL('words/', import.meta.url)`
   * @param shape the terms that code uses, in groups
   * @param shared words that several portals use
   * @throws if a file lacks a term, or has one that no code uses
   */
  constructor(folder: URL, shape: S, shared?: Words) {
    this.#folder = folder;
    this.#shape = shape;
    this.#shared = shared;
    const read = this.#read(REFERENCE);
    const group = (name: string) =>
      shape[name]!.map((term): [string, Term] => {
        const said = Object.values(read[name]![term]!).flat();
        this.#names.set(said, `${name}.${term}`);
        return [term, said];
      });
    this.terms = named(
      Object.fromEntries(Object.keys(shape).map((name) => [name, named(Object.fromEntries(group(name)), `${name}.`)])),
      '',
    ) as unknown as Terms<S>;
    this.languages = readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => basename(file, '.yaml'))
      .sort();
  }

  #read(language: string): Pack {
    const file = fileURLToPath(new URL(`${language}.yaml`, this.#folder));
    const { sources, ...terms } = Sources.parse(parse(readFileSync(file, 'utf8')));
    const read = packSchema(this.#shape, language === REFERENCE, Object.keys(sources)).safeParse(terms);
    if (read.success) return read.data;
    const at = placesIn(readFileSync(file, 'utf8'));
    const wrong = read.error.issues.flatMap(({ path, message, ...issue }) => {
      const place = (keys: readonly PropertyKey[]) => `${file}${at(keys)}: ${keys.join('.')}`;
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => {
          const known = path.length === 0 ? Object.keys(this.#shape) : (this.#shape[String(path[0])] ?? []);
          const meant = closest(key, known);
          const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
          return `${place([...path, key])} is no name that the code knows${hint}`;
        });
      return /received undefined$/.test(message) ? `${place(path)} is missing` : `${place(path)}: ${message}`;
    });
    throw new Error(`the words cannot be used: ${wrong.join('; ')}`);
  }

  /** What is wrong with the files that nobody has needed yet, in sentences. */
  wrong(): string[] {
    return this.languages.flatMap((language) => {
      try {
        this.in(language);
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    });
  }

  /** All words of all terms, with their sources, for whoever checks them. */
  sources(language: string): { term: string; source: string; words: readonly string[] }[] {
    return Object.entries(this.#read(language)).flatMap(([group, terms]) =>
      Object.entries(terms).flatMap(([name, said]) =>
        Object.entries(said).map(([source, words]) => ({ term: `${group}.${name}`, source, words })),
      ),
    );
  }

  /** Each word that is known, in whatever language. */
  get all(): string[] {
    const own = this.languages.flatMap((language) => this.sources(language)).flatMap(({ words }) => words);
    return [...new Set([...own, ...(this.#shared?.all ?? [])])];
  }

  /** The names of all terms. */
  get names(): string[] {
    return [...this.#names.values(), ...(this.#shared?.names ?? [])];
  }

  /** The name of a term: `member.role`; undefined if it is none of these. */
  nameOf(term: Term): string | undefined {
    return this.#names.get(term) ?? this.#shared?.nameOf(term);
  }

  /** Whether a term stands for many texts: a person can confirm words, and no pattern. */
  isPattern(term: Term): boolean {
    return term.some((text) => /[\\^$|]|\.\?|\(\?/.test(text));
  }

  /** The names of the other terms of a group that the reference calls so. */
  alike(name: string, text: string): string[] {
    const group = name.replace(/\..*$/, '.');
    return [...this.#names]
      .filter(
        ([said, other]) => other.startsWith(group) && other !== name && said[0]!.toLowerCase() === text.toLowerCase(),
      )
      .map(([, other]) => other);
  }

  /** The term of a name. */
  named(name: string): Term | undefined {
    return [...this.#names].find(([, own]) => own === name)?.[0] ?? this.#shared?.named(name);
  }

  /** What each term is called in a language, and in English. @throws if the language's file cannot be used */
  in(language: string): ReadonlyMap<Term, Term> {
    const known = this.#packs.get(language);
    if (known !== undefined) return known;
    const said = new Map(this.#shared?.languages.includes(language) ? this.#shared.in(language) : []);
    if (language !== REFERENCE)
      for (const [group, terms] of Object.entries(this.#read(language)))
        for (const [name, theirs] of Object.entries(terms)) {
          const term = this.named(`${group}.${name}`)!;
          said.set(term, [...new Set([...Object.values(theirs).flat(), ...term])]);
        }
    this.#packs.set(language, said);
    return said;
  }
}
