import { dirname, join } from 'node:path';
import { makeFolder, namesIn, readIfThere, writeDurably } from '../files/durable-write.ts';

const fileOf = (state: string, customer: string) => join(state, 'tags', `${customer}.txt`);

const tagsIn = (bytes: Buffer | undefined): ReadonlySet<string> =>
  new Set((bytes?.toString('utf8') ?? '').split('\n').filter((tag) => /^[0-9a-z]{8}$/.test(tag)));

/** The tags of all runs of this workspace for a customer, even if their folders are gone. They mark managed keys. */
export function readTags(state: string, customer: string): ReadonlySet<string> {
  return tagsIn(readIfThere(fileOf(state, customer)));
}

/**
 * Adds a run's tag. It is on disk when this returns, so the run may use it from then on.
 * @param earlier tags of the run folders, for a workspace without a file of tags
 * @returns all tags
 */
export function addTag(state: string, customer: string, tag: string, earlier: string[]): ReadonlySet<string> {
  const file = fileOf(state, customer);
  const known = readIfThere(file);
  const tags = new Set([...(known === undefined ? earlier : tagsIn(known)), tag]);
  makeFolder(dirname(file));
  writeDurably(file, [...tags].map((one) => `${one}\n`).join(''));
  return tags;
}

/** The other customer of this workspace for whom a run with this tag was made: an entry for the same tenant, perhaps. */
export function otherCustomerOf(state: string, tag: string, customer: string): string | undefined {
  const names = namesIn(join(state, 'tags')).flatMap((file) => /^(.+)\.txt$/.exec(file)?.[1] ?? []);
  return names.find((name) => name !== customer && readTags(state, name).has(tag));
}
