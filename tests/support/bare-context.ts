import type { Page } from '@playwright/test';
import { View } from '../../pages/connectwise/widgets/view.ts';
import type { Context } from '../../src/portal-sdk/index.ts';

/**
 * What page objects need to work with a page, without a run around it.
 * @param notes gets what they would write into its journal
 */
export function bareContext(page: Page, notes: string[] = []): Context {
  const ctx = {
    page,
    touches: async () => undefined,
    note: (text: string) => notes.push(text),
    listRead: () => undefined,
    gesture: async (_: string, act: () => Promise<unknown>) => await act(),
  };
  return ctx as unknown as Context;
}

/** A page that stands for a screen of ConnectWise. */
export const bareView = (page: Page, notes?: string[]): View => new View(bareContext(page, notes), 'a screen');
