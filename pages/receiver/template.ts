import type { Secret } from '../../src/portal-sdk/index.ts';

/** The two halves of the key; each belongs into one field. */
export const KEY_VALUES = ['key.public', 'key.private'] as const;
/** What else a form may ask for. */
export const OTHER_VALUES = ['connectwise.url', 'connectwise.host', 'connectwise.company'] as const;

type ValueName = (typeof KEY_VALUES)[number] | (typeof OTHER_VALUES)[number];

/** What a key's form is filled with. */
export interface Wish {
  publicKey: string;
  privateKey?: Secret | undefined;
  /** The ConnectWise server's URL, if the key is of ConnectWise. */
  server?: string | undefined;
  company?: string | undefined;
}

const EXPRESSION = /\$\{\{\s*([^}]*?)\s*\}\}/g;
const KNOWN: readonly string[] = [...KEY_VALUES, ...OTHER_VALUES];

/** The names that a text reads, and those that mean nothing. */
export function valuesIn(text: string): { names: string[]; unknown: string[] } {
  const names = [...text.matchAll(EXPRESSION)].map(([, name]) => name!);
  return { names, unknown: names.filter((name) => !KNOWN.includes(name)) };
}

/** The host of an address, because portals rewrite the rest: scheme, capitals, path. */
export const hostOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');

const textFor = (name: ValueName, { publicKey, server = '', company = '' }: Wish): string => {
  switch (name) {
    case 'key.public':
      return publicKey;
    case 'connectwise.url':
      return server;
    case 'connectwise.host':
      return hostOf(server);
    case 'connectwise.company':
      return company;
    case 'key.private':
      throw new Error('A private key is no part of a text.');
  }
};

/** A field's text for a key. */
export const filled = (text: string, wish: Wish): string =>
  text.replace(EXPRESSION, (_, name: ValueName) => textFor(name, wish));

/** The public key in what a field of this text holds; undefined where it holds something else. */
export function publicKeyIn(text: string, held: string): string | undefined {
  const pattern = text
    .split(/(\$\{\{[^}]*\}\})/)
    .map((part) =>
      valuesIn(part).names.length === 0 ? RegExp.escape(part) : part.includes('key.public') ? '(\\S+)' : '.*',
    )
    .join('');
  return new RegExp(`^${pattern}$`).exec(held)?.[1];
}
