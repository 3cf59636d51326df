import { batchHere } from '../fleet/messages.ts';
import type { Control } from '../watch/control.ts';
import { startWatchPage, type WatchPage } from '../watch/page/server.ts';
import type { MoreKeys } from '../watch/terminal-keys.ts';
import { operator } from './operator.ts';
import { portTaken } from './port-taken.ts';
import { type WatchingOptions, watchLines } from './watch-options.ts';

type Say = (text: string) => void;

/** Starts the live page and says where it is; undefined if nobody asked for it. */
export async function openLivePage(
  { watch, share, watchPort: port }: WatchingOptions,
  control: Control,
  say: Say,
): Promise<WatchPage | undefined> {
  if (!watch) return undefined;
  const page = await startWatchPage({ control, operator: operator(), share, port, say }).catch((error: unknown) => {
    throw portTaken(error, port, '--watch-port');
  });
  // The page of its batch leads to it.
  if (batchHere() === undefined) say(watchLines(page));
  return page;
}

/** The keys of the live page at the terminal. */
export const pageKeys = (page: WatchPage, say: Say): MoreKeys => ({
  c() {
    const { code, minutes, address } = page.makeCode();
    say(`Viewer code: ${code}\n  It lets one viewer in at ${address} and is valid for ${minutes} minutes.`);
  },
  l: () => say(`New steering link (the old one no longer works):\n\n  ${page.renewLink()}\n`),
});
