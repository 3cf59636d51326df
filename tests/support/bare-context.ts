import type { Locator, Page } from '@playwright/test';
import { View } from '../../pages/connectwise/widgets/view.ts';
import { locate, look, prepareLooks } from '../../pages/screen/look.ts';
import { prepareBoundingBoxes } from '../../src/browser/bounding-box.ts';
import type { Context } from '../../src/portal-sdk/index.ts';

// As a launch does, before there is any page: without it, each press takes Playwright's longer way.
await prepareBoundingBoxes();

/**
 * What page objects need to work with a page, without a run around it.
 * @param notes gets what they would write into its journal
 */
export function bareContext(page: Page, notes: string[] = []): Context {
  const ctx = {
    page,
    job: (runbook: string) => runbook,
    madeFor: () => undefined,
    touches: async () => undefined,
    note: (text: string) => notes.push(text),
    listRead: () => undefined,
    heldBack: () => undefined,
    reading: async (_: string, read: () => Promise<unknown>) => await read(),
    gesture: async (_: string, act: () => Promise<unknown>) => await act(),
  };
  return ctx as unknown as Context;
}

/** A page that stands for a screen of ConnectWise. */
export const bareView = (page: Page, notes?: string[]): View => new View(bareContext(page, notes), 'a screen');

/** A place that a test knows by its CSS, as page objects hold places. */
export async function byCss(page: Page, css: string): Promise<Locator> {
  await prepareLooks();
  const [thing] = (await look(page, { hooks: { it: css } })).hooked('it');
  return locate(thing!);
}
