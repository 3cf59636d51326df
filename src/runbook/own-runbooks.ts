import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../files/package-folder.ts';

/** The folder of the runbooks that come with Keywright. */
export const OWN_RUNBOOKS = join(PACKAGE_FOLDER, 'runbooks');

/** The paths of the runbooks that come with Keywright. */
export const ownRunbooks = (): string[] =>
  readdirSync(OWN_RUNBOOKS)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(OWN_RUNBOOKS, name));

/** The path of a runbook: a file as it is named, or a runbook that comes with Keywright by its bare name. */
export function runbookFile(name: string): string {
  const own = join(OWN_RUNBOOKS, `${name}.yaml`);
  return /^[a-z0-9-]+$/.test(name) && !existsSync(name) && existsSync(own) ? own : name;
}

/** The folder of the tables of levels that vendors' guides ask for. */
export const VENDORS = 'vendors';

/** The same folder, by its path. */
export const OWN_VENDORS = join(OWN_RUNBOOKS, VENDORS);
/** What the page of a vendor's form ends with; it lies beside the vendor's table. */
export const VENDOR_PAGE = '.portal.yaml';

/** The tables of levels that come with Keywright, by the names that inputs take: `vendors/gradient`. */
export const ownTables = (): string[] =>
  readdirSync(OWN_VENDORS)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(VENDOR_PAGE))
    .map((name) => `${VENDORS}/${name.slice(0, -'.yaml'.length)}`);

/** The path of a table that comes with Keywright; undefined where there is none of this name. */
export const ownTable = (name: string): string | undefined =>
  ownTables().includes(name) ? join(OWN_RUNBOOKS, `${name}.yaml`) : undefined;
