/**
 * Records what screens show, for the tests of the screen model that need no browser: practice ConnectWise's lists, and
 * the pages of `makes.ts`. Run it from the project's folder: `node tests/pages/screen/record.ts`.
 */
import connectwise from '../../../pages/connectwise/portal.ts';
import { hooks } from '../../../pages/connectwise/profile.ts';
import { Members } from '../../../pages/connectwise/screens/members.ts';
import { SecurityModules } from '../../../pages/connectwise/screens/security-modules.ts';
import { SecurityRoles } from '../../../pages/connectwise/screens/security-roles.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import { atConnectwise } from '../../support/connectwise.ts';
import { MAKES } from './makes.ts';
import { write } from './recorded.ts';

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
  await roles.find('Technician');
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
