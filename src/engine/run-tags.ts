import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, writeDurably } from '../files/durable-write.ts';

const fileOf = (state: string, customer: string) => join(state, 'tags', `${customer}.txt`);

/** The tags of all runs of this workspace for a customer, even if their folders are gone. They mark managed keys. */
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
 * Adds a run's tag. It is on disk when this returns, so the run may use it from then on.
 * @param earlier tags of the run folders, for a workspace without a file of tags
 * @returns all tags
 */
export function addTag(state: string, customer: string, tag: string, earlier: string[]): ReadonlySet<string> {
  const file = fileOf(state, customer);
  const tags = new Set([...(existsSync(file) ? readTags(state, customer) : earlier), tag]);
  makeFolder(dirname(file));
  writeDurably(file, [...tags].map((one) => `${one}\n`).join(''));
  return tags;
}
