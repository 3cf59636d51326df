import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { loadPortals } from '../../engine/registry.ts';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { differenceInWords } from '../../portal-sdk/index.ts';
import { screenFile } from '../check-screens/bundle.ts';
import { type Shown, sketchPage } from '../check-screens/sketch.ts';
import { printJson } from '../progress/json.ts';
import { print, printLine } from '../terminal.ts';

export interface ReplayOptions {
  page?: string;
  record?: string;
  json?: boolean;
}

/** No bundle has more; a zip from elsewhere may. */
const LARGEST = 64 * 1024 * 1024;

const Bundled = z.object({
  portal: z.string(),
  screen: z.string(),
  language: z.string(),
  frames: z.array(
    z.object({
      at: z.tuple([z.number(), z.number()]),
      snapshot: z.looseObject({ items: z.array(z.looseObject({ box: z.array(z.number()).length(4) })) }),
    }),
  ),
});

/** Which product it is, as a check has found it; older bundles do not say. */
const About = z.object({ product: z.record(z.string(), z.string()).default({}) });

interface Bundle {
  screens: z.output<typeof Bundled>[];
  product: z.output<typeof About>['product'];
}

function bundled(file: string): Bundle {
  const broken = (why: string) =>
    new UserError(
      'KW-FILE-FORM',
      `error: ${file} is no bundle of screens: ${why}\nNext:     give the file that "keywright check-screens --bundle" has written`,
    );
  let size = 0;
  try {
    const files = unzipSync(readFileSync(file), {
      filter: ({ name, originalSize }) =>
        /^(screens\/[^/]+|about)\.json$/.test(name) && (size += originalSize) <= LARGEST,
    });
    const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    const { 'about.json': about, ...rest } = files;
    const screens = Object.values(rest).map((bytes) => Bundled.parse(read(bytes)));
    if (screens.length === 0) throw new Error('it holds no screens');
    return { screens, product: about === undefined ? {} : About.parse(read(about)).product };
  } catch (error) {
    throw broken(error instanceof z.ZodError ? 'a screen in it is not as it should be' : (error as Error).message);
  }
}

function tell({ portal, screen, compared, shown }: Shown): void {
  const differing = compared.filter(({ state }) => state !== 'same');
  const same = compared.length - differing.length;
  print(`${portal}, ${screen}: ${same} of ${compared.length} as known; ${shown.length} things shown`);
  for (const one of differing)
    printLine({ mark: one.usable ? '  ! ' : '  ✗ ', tone: one.usable ? 'warn' : 'bad', text: differenceInWords(one) });
}

/** Shows what the model sees in each screen of a bundle. @throws UserError for a file that is none */
export async function replayBundle(file: string, { page, record, json }: ReplayOptions): Promise<void> {
  const { screens: kept, product } = bundled(file);
  const portals = await loadPortals();
  const all = kept.flatMap(({ portal, screen, language, frames }): Shown[] => {
    const screens = portals.get(portal)?.screens;
    return screens === undefined ? [] : [{ portal, screen, ...screens.replay({ screen, frames }, language) }];
  });
  const facts = Object.entries(product).map(([what, found]) => `${what}: ${found}`);
  if (!json && facts.length > 0) print(facts.join('; '));
  if (json) printJson({ product, screens: all });
  else for (const one of all) tell(one);
  if (record !== undefined) {
    makeFolder(record);
    for (const { portal, screen, frames } of kept)
      writeDurably(join(record, screenFile(portal, screen)), `${JSON.stringify(frames)}\n`);
  }
  if (page !== undefined) writeDurably(page, await sketchPage(all));
  if (json) return;
  if (record !== undefined) print(`Wrote ${kept.length} recorded lists to ${record}.`);
  if (page !== undefined) print(`Page: ${page}`);
}
