import type { Context } from 'keywright/portal';
import {
  besideLabel,
  buttonsOf,
  fieldOf,
  locate,
  Screen,
  type Shown,
  type Thing,
  tableOf,
  tipped,
  typeInto,
  words,
} from 'keywright/screen';
import { labels } from '../labels.ts';
import { View } from '../view.ts';

const { tokens } = labels;

export interface Token {
  name: string;
  user: string;
}

/** What a new token's password looks like. */
const PASSWORD = '^[A-Za-z0-9]{12,40}$';

const nameBox = (screen: Shown) => fieldOf(screen, tokens.name);

/** The link that makes one: with tokens there, the "New" beside their heading. */
function createLink(screen: Shown): Thing | undefined {
  const heading = words(screen, tokens.heading)[0];
  if (heading === undefined) return words(screen, tokens.create)[0];
  const away = ({ box }: Thing) => Math.abs(box.top - heading.box.top);
  return words(screen, tokens.new).sort((one, other) => away(one) - away(other))[0];
}

/** The user name over the new password: the list of tokens has user names, too. */
function newUser(screen: Shown): Thing | undefined {
  const [password] = besideLabel(screen, tokens.password);
  if (password === undefined) return undefined;
  const away = ({ box }: Thing) => Math.abs(box.top - password.box.top);
  return besideLabel(screen, tokens.user).sort((one, other) => away(one) - away(other))[0];
}

const table = (screen: Shown) => tableOf(screen, { name: tokens.columnName, user: tokens.user });

/** My Account, Active Login Tokens. */
export class LoginTokens extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'My Account'));
  }

  async read(): Promise<Token[]> {
    return await this.ctx.reading('The login tokens', async () => {
      await this.ctx.gesture(
        'Go to My Account',
        async () => {
          await this.ctx.page.goto(new URL('/?viewmode=2', this.ctx.url).href);
          await this.view.find('the account page', (screen) => words(screen, labels.account.groups));
          // The list comes over a socket after the page.
          await this.view.comesToRest();
        },
        {
          reads: true,
          proves: 'Login tokens',
          proof: async () => await this.view.look((screen) => words(screen, tokens.heading)),
        },
      );
      const rows = table(await this.view.see())?.rows ?? [];
      return rows.map(({ cells }) => ({ name: cells['name']!.text.trim(), user: cells['user']!.text.trim() }));
    });
  }

  /** Makes a token and seals its password, which is never shown again. */
  async create(name: string): Promise<void> {
    const { ctx, view } = this;
    const link = await view.find('the link that makes a token', createLink);
    await ctx.gesture('Press the link that makes a login token', async () => {
      await view.press(link, 'the link');
      await view.find('the box Token Name', nameBox);
    });
    const box = await view.find('the box Token Name', nameBox);
    await ctx.gesture(`Type ${name} as Token Name`, async () => await typeInto(view, box, 'Token Name', name), {
      kind: 'edit',
      at: box,
    });
    const ok = await view.find('the button OK', (screen) => buttonsOf(screen, tokens.ok));
    view.hides = PASSWORD;
    await ctx
      .gesture(
        'Press OK, and keep the password that is shown now',
        async () => {
          await view.pressOnce(ok, 'OK');
          const user = await view.wait('the new user name', async () => newUser(await view.see()));
          const hidden = await view.find('the new password', (screen) => besideLabel(screen, tokens.password));
          const privateKey = await ctx.takeSecret(hidden, 'MeshCentral login token');
          const publicKey = (await locate(user).innerText()).trim();
          await ctx.escrow.seal({ kind: 'login token', publicKey, description: name, member: publicKey, privateKey });
        },
        { kind: 'commit', reveals: true, at: ok },
      )
      .finally(() => (view.hides = undefined));
  }

  async remove({ user }: Token): Promise<void> {
    const { ctx, view } = this;
    const bin = await view.find(`the bin of ${user}`, (screen) => {
      const row = table(screen)?.rows.find(({ cells }) => cells['user']!.text.trim() === user);
      return screen.things
        .filter((thing) => tipped(thing, tokens.remove))
        .sort((a, b) => Math.abs(a.box.top - row!.box.top) - Math.abs(b.box.top - row!.box.top))[0];
    });
    await ctx.gesture(`Press the bin of ${user}`, async () => await view.press(bin, 'the bin'));
    const ok = await view.find('the button OK', (screen) => buttonsOf(screen, tokens.ok));
    const gone = async () =>
      !(table(await view.see())?.rows ?? []).some(({ cells }) => cells['user']!.text.trim() === user);
    await ctx.gesture(
      `Press OK: ${user} is removed`,
      async () => {
        await view.pressOnce(ok, 'OK');
        await view.wait(`${user} to be gone`, gone);
      },
      { kind: 'commit', at: ok },
    );
  }
}
