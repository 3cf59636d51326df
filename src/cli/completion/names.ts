import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { customersFiles } from '../../runbook/customers-files.ts';
import { ownRunbooks, runbookFile } from '../../runbook/own-runbooks.ts';
import { readYaml } from '../../runbook/read-yaml.ts';
import { valueAt } from '../../runbook/zod-diagnostics.ts';
import { runsOf } from '../workspace.ts';

/** A word that fits, and what it means. */
export interface Candidate {
  value: string;
  meaning?: string;
}

/** A name of the files as they are, wrong ones included: completion must work in a file that is being written. */
function read(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const source = readYaml(file);
  return 'diagnostics' in source ? undefined : source.value;
}

const entries = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === 'object' ? Object.entries(value) : [];

function candidate(value: string, title: unknown): Candidate {
  return { value, ...(typeof title === 'string' && { meaning: title }) };
}

/** All customers. @param named a customers file, or a folder of them */
export function customers(named: string): Candidate[] {
  const files = customersFiles(named);
  return ('diagnostics' in files ? [] : files)
    .flatMap((file) => entries(valueAt(read(file), ['customers'])))
    .map(([name, customer]) => candidate(name, valueAt(customer, ['title'])));
}

/** The runbooks that come with Keywright. */
export function runbooks(): Candidate[] {
  return ownRunbooks().map((file) => candidate(basename(file, '.yaml'), valueAt(read(file), ['title'])));
}

/** The steps of a runbook. */
export function steps(runbook: string): Candidate[] {
  return entries(valueAt(read(runbookFile(runbook)), ['phases']))
    .flatMap(([, phase]) => entries(valueAt(phase, ['steps'])))
    .flatMap(([, step]) => {
      const id = valueAt(step, ['id']);
      return typeof id === 'string' ? [candidate(id, valueAt(step, ['title']))] : [];
    });
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** The runs of a workspace, newest first. @param customer only this one's; left out: all customers' */
export function runs(customersFile: string, customer: string | undefined): Candidate[] {
  const all = runsOf({ customers: customersFile });
  return folders(all)
    .filter((name) => customer === undefined || name === customer)
    .flatMap((name) => folders(join(all, name)).map((run) => ({ value: run, meaning: name })))
    .filter(({ value }) => /^\d{8}-\d{6}-/.test(value))
    .sort((a, b) => (a.value < b.value ? 1 : -1));
}
