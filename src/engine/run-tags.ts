import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, writeDurably } from '../files/durable-write.ts';

const fileOf = (state: string, customer: string) => join(state, 'tags', `${customer}.txt`);

/**
 * The tags of all runs of this workspace for a customer, whether or not their folders are still there: what carries one
 * is ours.
 */
export function readTags(state: string, customer: string): ReadonlySet<string> {
  const file = fileOf(state, customer);
  return new Set(
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((tag) => /^[0-9a-z]{8}$/.test(tag))
      : [],
  );
}

/**
 * Adds a run's tag; it is on disk when this returns, and what the run makes may carry it from then on.
 * @param earlier tags of the run folders that are there, for a workspace that has no ledger yet
 * @returns all tags
 */
export function addTag(state: string, customer: string, tag: string, earlier: string[]): ReadonlySet<string> {
  const file = fileOf(state, customer);
  const tags = new Set([...(existsSync(file) ? readTags(state, customer) : earlier), tag]);
  makeFolder(dirname(file));
  writeDurably(file, [...tags].map((one) => `${one}\n`).join(''));
  return tags;
}
