import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { packageVersion } from '../../engine/host-info.ts';
import type { SeenScreen } from '../../engine/run-options.ts';
import { writeDurably } from '../../files/durable-write.ts';
import type { KeptScreen } from '../../portal-sdk/index.ts';
import type { Customer } from '../../runbook/customers.ts';
import type { RunSoFar } from '../progress/run-so-far.ts';
import { print, printError } from '../terminal.ts';

/** A screen in a bundle. */
interface BundledScreen extends KeptScreen {
  portal: string;
  language: string;
}

/** What a survey tells of a product and not of who has it. */
const OF_PRODUCT = ['version', 'version of the company', 'kind', 'shell', 'language'];

/** Clouds, of whose hosts only the first label tells where a customer is. */
const CLOUD = /\.(myconnectwise\.net|connectwisedev\.com)$/;

/** Which product a check has found, in its own words. The host's place is kept, and not its name. */
function productIn({ results }: RunSoFar): Record<string, unknown> {
  const facts = [...results.values()].map(({ details }) => details).find((one) => one?.['shell'] !== undefined);
  if (facts === undefined) return {};
  const [cloud] = CLOUD.exec(String(facts['host'])) ?? [];
  const known = OF_PRODUCT.flatMap((key) => (facts[key] === undefined ? [] : [[key, facts[key]] as const]));
  return { host: cloud === undefined ? 'one of their own' : `…${cloud}`, ...Object.fromEntries(known) };
}

/** Settings that say nothing of who the customer is. */
const TELLING_NOTHING = ['sign-in', 'language', 'on-premises'];

const README = `Screens of a portal, for the maintainers of Keywright.

screens/    what each screen is made of: places, sizes, kinds of parts, and the words of the application itself
about.json  which product it is: versions, kind and shell, without its host
words.txt   every word that is left in it, to be read before this file is sent

Left out: what the customer has put into the portal (rows of lists, what boxes hold, names, addresses, numbers, keys).
It keeps its shape alone: Xxxxx, 000.
`;

/** `connectwise-form-of-a-new-role.json` */
export const screenFile = (portal: string, screen: string): string =>
  `${`${portal} ${screen}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.json`;

/** All texts in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What the customers file says of a customer. */
function valuesOf({ name, title, portals, inputs }: Customer): string[] {
  const settings = Object.values(portals).flatMap(({ url, settings: all }) => [
    url.host,
    url.hostname,
    ...Object.entries(all).flatMap(([key, value]) => (TELLING_NOTHING.includes(key) ? [] : textsIn(value))),
  ]);
  return [name, title, ...settings, ...textsIn(inputs)].filter((text) => text.length > 1);
}

/** The words in a kept screen, whatever its form. */
function wordsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return ['text', 'title', 'label', 'placeholder', 'linked'].includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => wordsIn(one, name));
}

const isWord = (text: string): boolean => /[^\sXx\d\p{P}\p{S}]/u.test(text);

/** The screens that a check has looked at, as a file for the maintainers. Nothing is written as it was seen. */
export class ScreenBundle {
  readonly #customer: Customer;
  readonly #seen = new Map<string, SeenScreen>();

  constructor(customer: Customer) {
    this.#customer = customer;
  }

  /** The last look at a screen counts. */
  add(seen: SeenScreen): void {
    this.#seen.set(`${seen.portal.name} ${seen.screen}`, seen);
  }

  #screens(): BundledScreen[] {
    const all = [...this.#seen.values()].flatMap((seen) =>
      seen.portal.screens ? [{ ...seen, name: seen.portal.name, screens: seen.portal.screens }] : [],
    );
    const values = [
      ...valuesOf(this.#customer),
      ...all.flatMap(({ screens, screen, shown, account }) => [
        ...(account === undefined ? [] : [account]),
        ...screens.values(screen, shown),
      ]),
    ];
    return all.map(({ name, screens, screen, shown }) => {
      const { language } = this.#customer.portals[name]!.settings as { language?: string };
      return { portal: name, language: language ?? 'en', ...screens.redact(screen, shown, values) };
    });
  }

  /** @param pictures the folder of the run whose pictures are added */
  write(file: string, pictures: string | undefined, json: boolean | undefined, run: RunSoFar): void {
    const screens = this.#screens();
    const words = [...new Set(screens.flatMap(({ frames }) => wordsIn(frames)).map((text) => text.trim()))];
    const left = words.filter(isWord).sort((a, b) => a.localeCompare(b));
    const files: Zippable = {
      'README.txt': strToU8(README),
      'about.json': strToU8(
        `${JSON.stringify({ keywright: packageVersion(), bundle: 1, product: productIn(run) }, null, 2)}\n`,
      ),
      'words.txt': strToU8(`${left.join('\n')}\n`),
    };
    for (const screen of screens) {
      files[`screens/${screenFile(screen.portal, screen.screen)}`] = strToU8(`${JSON.stringify(screen)}\n`);
    }
    if (pictures !== undefined)
      for (const name of readdirSync(join(pictures, 'shots')).filter((one) => one.endsWith('.png')))
        files[`pictures/${name}`] = [readFileSync(join(pictures, 'shots', name)), { level: 0 }];
    writeDurably(file, zipSync(files));
    const say = json ? printError : print;
    say(
      `Wrote ${screens.length} screens to ${file}${pictures === undefined ? '' : ', with pictures that show customer data'}. ` +
        `Read the ${left.length} words in its words.txt before you send it.`,
    );
  }
}
