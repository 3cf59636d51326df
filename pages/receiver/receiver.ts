import type { Term } from '../../src/portal-sdk/index.ts';
import { sameName } from '../same-name.ts';
import { besideLabel, fieldOf } from '../screen/boxes/field.ts';
import type { Screen, Thing } from '../screen/thing.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { DescribedPages } from './described-pages.ts';
import type { FormDescription } from './description.ts';
import { OF_KEYS } from './messages.ts';
import { filled, hostOf, valuesIn, type Wish } from './template.ts';
import { words } from './words.ts';

type FieldEntry = FormDescription['form']['fields'][number];

/** What such boxes are called elsewhere, by what goes into them. */
const USUAL: Record<string, Term> = {
  'key.public': words.form.publicKey,
  'key.private': words.form.privateKey,
  'connectwise.url': words.form.server,
  'connectwise.host': words.form.server,
  'connectwise.company': words.form.company,
};

/** How a gesture names a box by what goes into it: its label differs by tenant, and so is no part of a title. */
const NAMED: Record<string, string> = {
  'key.public': 'the public key',
  'key.private': 'the private key',
  'connectwise.url': 'the address of the server',
  'connectwise.host': 'the address of the server',
  'connectwise.company': 'the company ID',
};

/** A box of the form. */
export class Field {
  readonly entry: FieldEntry;
  /** As the guide calls it. */
  readonly label: string;
  /** All that it may be called, the guide's words first. */
  readonly labels: Term;
  /** For the titles of gestures: 'the public key'. */
  readonly named: string;
  readonly #usual: Term;
  readonly #values: readonly string[];

  constructor(entry: FieldEntry) {
    this.entry = entry;
    this.#values = valuesIn(entry.value ?? '').names;
    const [value] = this.#values;
    this.label = entry.label[0]!;
    this.#usual = this.#values.length === 1 ? (USUAL[value!] ?? []) : [];
    this.labels = anyOf(entry.label, this.#usual);
    this.named = (this.#values.length === 1 ? NAMED[value!] : undefined) ?? `"${this.label}"`;
  }

  get isPrivate(): boolean {
    return this.#values.includes('key.private');
  }

  get holdsPublicKey(): boolean {
    return this.#values.includes('key.public');
  }

  /** Typed into, and no secret. */
  get isPlain(): boolean {
    return this.entry.value !== undefined && !this.isPrivate;
  }

  /** Whether what is stored in it can be read again. */
  get isRead(): boolean {
    return this.isPlain && this.entry.reads !== false;
  }

  /** Its boxes: by the guide's words, else by what others call it. */
  boxes(screen: Screen): Thing[] {
    const known = fieldOf(screen, this.entry.label);
    return known.length > 0 || this.#usual.length === 0 ? known : fieldOf(screen, this.#usual);
  }

  /** What stands beside its label. */
  beside(screen: Screen): Thing[] {
    const known = besideLabel(screen, this.entry.label);
    return known.length > 0 || this.#usual.length === 0 ? known : besideLabel(screen, this.#usual);
  }

  text(wish: Wish): string {
    return filled(this.entry.value ?? '', wish);
  }

  /** Whether what is stored is what is wished, however the portal writes it. */
  isAs(stored: string | undefined, wish: Wish): boolean {
    const wanted = this.text(wish);
    const [only] = this.#values;
    if (this.#values.length === 1 && (only === 'connectwise.url' || only === 'connectwise.host'))
      return hostOf(stored ?? '') === hostOf(wanted);
    return this.holdsPublicKey ? stored === wanted : sameName(stored ?? '', wanted);
  }
}

/** A portal that takes keys, as its page describes it, with what is common to all such portals. */
export class Receiver extends DescribedPages {
  readonly description: FormDescription;
  readonly form: string;
  readonly fields: readonly Field[];
  readonly words: Record<'open' | 'replace' | 'save' | 'test' | 'remove', Term>;

  constructor(name: string, description: FormDescription) {
    const { form } = description;
    super(name, description, form, OF_KEYS);
    this.description = description;
    this.form = form.title;
    this.fields = form.fields.map((entry) => new Field(entry));
    this.words = {
      open: anyOf(form.open ?? [], words.form.edit),
      replace: anyOf(form.replace ?? [], words.form.replace),
      save: anyOf(form.save ?? [], words.form.save),
      test: anyOf(form.test ?? [], words.form.test),
      remove: anyOf(form.remove ?? [], words.form.remove),
    };
  }

  override showsForm(screen: Screen): boolean {
    return this.fields.some((field) => field.boxes(screen).length > 0);
  }

  /** The smallest part of the screen that holds all boxes of the form that are shown. */
  formOf(screen: Screen): Thing | undefined {
    const boxes = this.fields.flatMap((field) => field.boxes(screen).slice(0, 1));
    return boxes[0]?.closest((part) => boxes.every((box) => part === box || part.holds(box)));
  }

  /** Of what several forms of a page may have, such as a button Save, what is nearest to this form. */
  ownOf(screen: Screen, found: readonly Thing[]): readonly Thing[] {
    for (let part = this.formOf(screen); part !== undefined; part = part.up) {
      const inside = found.filter((one) => part!.holds(one));
      if (inside.length > 0) return inside;
    }
    return found;
  }

  get publicField(): Field {
    return this.fields.find((field) => field.holdsPublicKey)!;
  }

  get privateField(): Field {
    return this.fields.find((field) => field.isPrivate)!;
  }

  /** The box by which the form is known: the first one that is typed into and shown at once. */
  get anchor(): Field {
    return this.fields.some(({ entry }) => entry.choose !== undefined)
      ? this.fields.find((field) => field.isPlain)!
      : this.publicField;
  }

  /** Whether a message speaks of the keys, as far as its words go. */
  isAbout(text: string): boolean {
    return /connectwise|\bcw\b|(public|private) (api )?key|api credentials/i.test(text) || text.includes(this.form);
  }
}
