import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import type { Portal } from '../portal-sdk/index.ts';
import { type Checked, type Diagnostic, inOrder } from '../runbook/diagnostic.ts';
import { readYaml, type YamlFile } from '../runbook/read-yaml.ts';
import { diagnose } from '../runbook/zod-diagnostics.ts';

/** What makes portals of pages of YAML (pages/receiver). */
export interface Describing {
  Description: z.ZodType;
  describedPortal(name: string, description: unknown): Portal;
}

/** @param pages the folder of the page objects @param extension of modules here */
export const loadDescribing = async (pages: string, extension: string): Promise<Describing> =>
  (await import(pathToFileURL(join(pages, 'receiver', `portal${extension}`)).href)) as Describing;

/** All that is wrong with a page, by its places. */
export function wrongWithPage(source: YamlFile, { Description }: Describing): Diagnostic[] {
  const parsed = Description.safeParse(source.value);
  return inOrder(diagnose(source, [], parsed.error?.issues ?? [], Description, source.value));
}

/** The portal that a file describes. */
export function describedIn(file: string, name: string, describing: Describing): Checked<{ portal: Portal }> {
  const source = readYaml(file);
  if ('diagnostics' in source) return source;
  const { success, data } = describing.Description.safeParse(source.value);
  if (!success) return { diagnostics: wrongWithPage(source, describing) };
  return { portal: describing.describedPortal(name, data) };
}
