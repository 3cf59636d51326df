import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Checked } from './diagnostic.ts';
import { readYaml } from './read-yaml.ts';
import { diagnose } from './zod-diagnostics.ts';

/** What a workspace is made of, beside its customers: in the same folder as the customers file. */
export const SETTINGS = 'keywright.yaml';

const Package = z
  .string()
  .regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, 'must be the name of an npm package')
  .max(214);

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether nobody on the way can read what goes to an address. */
function isPrivate(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username !== '' || url.search !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

/** A bucket of an S3-compatible store, to which closed bundles are brought. */
const Bundles = z.strictObject({
  /** With the bucket: as its path, or in front of the host. */
  endpoint: z.string().refine(isPrivate, 'must be an https address with the bucket, and without user name or query'),
  /** As the store calls it. */
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be a region such as eu-central-1')
    .default('auto'),
  /** Stands before the name of each bundle, where several workspaces share a bucket. */
  prefix: z
    .string()
    .regex(
      /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/,
      'must be letters, digits, dots, hyphens and underscores, with / between',
    )
    .max(200)
    .optional(),
});

export type BundlesSetting = z.output<typeof Bundles>;

const Settings = z.strictObject({
  keywright: z.literal(1, 'must be 1'),
  portals: z.array(Package).max(50).default([]),
  bundles: Bundles.optional(),
});

type WorkspaceSettings = z.output<typeof Settings>;

/** The settings of a workspace: none are needed. */
export const settingsOf = (workspace: string): Checked<WorkspaceSettings> =>
  existsSync(join(workspace, SETTINGS)) ? readSettings(join(workspace, SETTINGS)) : { keywright: 1, portals: [] };

export function readSettings(file: string): Checked<WorkspaceSettings> {
  const source = readYaml(file);
  if ('diagnostics' in source) return source;
  const parsed = Settings.safeParse(source.value);
  if (parsed.success) return parsed.data;
  return { diagnostics: diagnose(source, [], parsed.error.issues, Settings, source.value) };
}
