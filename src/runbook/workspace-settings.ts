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

const Settings = z.strictObject({
  keywright: z.literal(1, 'must be 1'),
  portals: z.array(Package).max(50).default([]),
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
