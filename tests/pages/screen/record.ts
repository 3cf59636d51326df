/**
 * Records what screens show, for the tests of the screen model that need no browser: practice ConnectWise's lists, and
 * the pages of `makes.ts`. Run it from the project's folder: `node tests/pages/screen/record.ts`.
 */
import { writeFileSync } from 'node:fs';
import connectwise from '../../../pages/connectwise/portal.ts';
import { hooks } from '../../../pages/connectwise/profile.ts';
import { Members } from '../../../pages/connectwise/screens/members.ts';
import { SecurityModules } from '../../../pages/connectwise/screens/security-modules.ts';
import { SecurityRoles } from '../../../pages/connectwise/screens/security-roles.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import type { Listed } from '../../../pages/screen/listed.ts';
import type { Screen } from '../../../pages/screen/thing.ts';
import { atConnectwise } from '../../support/connectwise.ts';
import { MAKES } from './makes.ts';
import { fileOf, type Recorded } from './recorded.ts';

/** What no test asks for is left out, to keep the files small. */
function small({ ground: _ground, font: _font, look: drawn, ...listed }: Listed): Listed {
  return drawn === undefined || listed.kind === 'button' ? listed : { ...listed, look: drawn };
}

function write(name: string, screen: Screen): void {
  const frames = new Map<number, Recorded[number]>();
  for (const { frame, listed, box } of screen.things) {
    const known: Recorded[number] = frames.get(frame) ?? {
      at: [box.left - listed.box[0], box.top - listed.box[1]] as [number, number],
      snapshot: {
        items: [],
        frames: false,
        view: [screen.view.width, screen.view.height] as [number, number],
        title: screen.titles[frame] ?? '',
        moves: false,
        version: 1,
        quiet: 1_000,
        began: 0,
      },
    };
    known.snapshot.items.push({ ...small(listed), id: known.snapshot.items.length });
    frames.set(frame, known);
  }
  writeFileSync(fileOf(name), `${JSON.stringify([...frames.values()])}\n`);
}

await prepareLooks();
const at = await atConnectwise();
try {
  const { page } = at.session;
  const ctx = at.context();
  const record = async (name: string) => write(name, await look(page, { hooks }));
  await connectwise.signIn.perform!(ctx, {});
  const roles = new SecurityRoles(ctx);
  await roles.open();
  await record('connectwise-roles');
  await roles.search('Technician');
  await roles.openRole('Technician');
  await new SecurityModules(ctx).arrived();
  await record('connectwise-levels-closed');
  for (const section of ['System', 'Sales']) {
    await page.getByText(section, { exact: true }).last().click();
    await page.waitForTimeout(500);
  }
  await record('connectwise-levels');
  await new Members(ctx).open();
  await record('connectwise-members');
  await page.goto('about:blank');
  for (const [name, html] of Object.entries(MAKES)) {
    await page.setContent(html);
    await record(name);
  }
} finally {
  await at.end();
}
