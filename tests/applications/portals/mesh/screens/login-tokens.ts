import type { Context } from 'keywright/portal';
import {
  buttonsOf,
  fieldOf,
  keepNewSecret,
  Screen,
  type Shown,
  type Thing,
  tableOf,
  tipped,
  typeInto,
  words,
} from 'keywright/screen';
import { labels } from '../labels.ts';
import { speech, View } from '../own.ts';

const { tokens } = labels;

export interface Token {
  name: string;
  user: string;
}

const nameBox = (screen: Shown) => fieldOf(screen, tokens.name);

/** The link that makes one: with tokens there, the "New" beside their heading. */
function createLink(screen: Shown): Thing | undefined {
  const heading = words(screen, tokens.heading)[0];
  if (heading === undefined) return words(screen, tokens.create)[0];
  const away = ({ box }: Thing) => Math.abs(box.top - heading.box.top);
  return words(screen, tokens.new).sort((one, other) => away(one) - away(other))[0];
}

const table = (screen: Shown) => tableOf(screen, { name: tokens.columnName, user: tokens.user });

/** My Account, Active Login Tokens. */
export class LoginTokens extends Screen {
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
    await keepNewSecret(view, {
      at: ok,
      button: 'OK',
      kind: 'login token',
      name,
      label: tokens.password,
      publicLabel: tokens.user,
      speech,
    });
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
