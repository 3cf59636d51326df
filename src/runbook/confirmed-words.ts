import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { makeFolder, remove, versionOf, writeDurably } from '../files/durable-write.ts';
import type { ConfirmedWord } from '../portal-sdk/index.ts';
import type { Checked } from './diagnostic.ts';
import { readYaml } from './read-yaml.ts';
import { Name } from './schema.ts';
import { diagnose } from './zod-diagnostics.ts';

const text = z.string().min(1).max(200);

const Kept = z.strictObject({
  portal: Name,
  term: text.regex(/^\w+\.\w+$/, 'must be a term, such as member.role').describe('Which of the portal’s words it is.'),
  is: text.describe('What the reference calls it.'),
  kind: text.describe('What was pointed at: box, column, tab, button or text.'),
  says: text.describe('What this customer’s screens call it.'),
  in: text.optional().describe('Words of the part of the screen that it stands in, where others there say the same.'),
  who: text.describe('Who confirmed it.'),
  when: z.iso.datetime(),
  run: text.describe('The run whose evidence has the picture.'),
  gesture: z.int().min(0).describe('The gesture whose picture shows it.'),
});

const WordsFile = z.strictObject({ keywright: z.literal(1), words: z.array(Kept) });

/** A confirmed word, with who said so and where the picture is. */
export type KeptWord = z.output<typeof Kept> & ConfirmedWord & { portal: string };

const HEAD = `# What this customer's screens call things, as people have confirmed it by pointing at them.
# Only this customer's runs use it. "keywright words list" shows it, "keywright words forget" takes words out.
`;

/** `the box "Security Role" is the Role ID` */
export const wordInWords = ({ kind, says, is, in: part }: Pick<KeptWord, 'kind' | 'says' | 'is' | 'in'>): string =>
  `the ${kind} "${says}"${part === undefined ? '' : ` under "${part}"`} is the ${is}`;

/** The words that people have confirmed for one customer: `words/<customer>.yaml` in the workspace. */
export class ConfirmedWords {
  readonly file: string;
  #all: readonly KeptWord[] = [];

  private constructor(workspace: string, customer: string) {
    this.file = join(workspace, 'words', `${customer}.yaml`);
  }

  static read(workspace: string, customer: string): Checked<ConfirmedWords> {
    const words = new ConfirmedWords(workspace, Name.parse(customer));
    if (versionOf(words.file) === '') return words;
    const file = readYaml(words.file);
    if ('diagnostics' in file) return file;
    const parsed = WordsFile.safeParse(file.value);
    if (!parsed.success)
      return { diagnostics: parsed.error.issues.flatMap((one) => diagnose(file, [], [one], WordsFile, file.value)) };
    words.#all = parsed.data.words as KeptWord[];
    return words;
  }

  get all(): readonly KeptWord[] {
    return this.#all;
  }

  of(portal: string): KeptWord[] {
    return this.#all.filter((word) => word.portal === portal);
  }

  /** Keeps a word in place of an earlier one for the same term. */
  keep(word: KeptWord): void {
    this.#write([...this.#all.filter(({ portal, term }) => portal !== word.portal || term !== word.term), word]);
  }

  /** @param which terms, or what they are called; all, if there is none */
  forget(which: readonly string[]): KeptWord[] {
    const gone = this.#all.filter(
      ({ term, is, says }) => which.length === 0 || [term, is, says].some((one) => which.includes(one)),
    );
    if (gone.length > 0) this.#write(this.#all.filter((word) => !gone.includes(word)));
    return gone;
  }

  #write(words: readonly KeptWord[]): void {
    this.#all = words;
    if (words.length === 0) remove(this.file);
    else {
      makeFolder(join(this.file, '..'));
      writeDurably(this.file, HEAD + stringify({ keywright: 1, words }));
    }
  }
}
