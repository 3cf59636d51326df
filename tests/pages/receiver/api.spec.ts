import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { Description, describedPortal } from '../../../pages/receiver/portal.ts';
import { requestTo } from '../../../src/engine/context/http.ts';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { HUB_PAGE, HUB_TOKEN, startHub } from '../../support/hub.ts';

const PRIVATE = 'pR1vate-half-0042';
const WISH = {
  publicKey: 'PUB/1+a',
  privateKey: new Secret(PRIVATE, 'private key'),
  server: 'https://na.myconnectwise.net',
  company: 'acme',
};

/** The page's portal, and what it does as a step does it: look, do, read back. */
async function withHub(
  page: string,
  work: (
    hub: Awaited<ReturnType<typeof startHub>>,
    does: (what: string, input: object) => Promise<unknown>,
  ) => Promise<void>,
  token = HUB_TOKEN,
): Promise<void> {
  const hub = await startHub();
  const portal = describedPortal('acme-hub', Description.parse(parse(page)));
  let committing = false;
  const url = new URL(hub.url);
  const request = requestTo(new Set([url.origin]), {
    signal: new AbortController().signal,
    note: () => undefined,
    committing: () => committing,
  });
  const ctx = {
    url,
    settings: {},
    request,
    planning: false,
    secret: () => new Secret(token, 'token'),
    reading: async (_: string, read: () => Promise<unknown>) => await read(),
    async gesture(_: string, act: () => Promise<unknown>, { kind }: { kind?: string } = {}) {
      committing = kind === 'commit';
      return await act().finally(() => (committing = false));
    },
  } as unknown as Context;
  try {
    await work(hub, async (what, input) => {
      const action = portal.actions.find(({ name }) => name === `acme-hub.credentials.${what}`)!;
      const parsed = action.input.parse(input);
      const found = await action.inspect(ctx, parsed);
      if (found.state !== 'needed') return found;
      await action.perform!(ctx, parsed);
      return await action.confirm!(ctx, parsed);
    });
  } finally {
    hub.stop();
  }
}

test('a REST API is given the key, asked whether it has it and connects, and has it removed', async () => {
  await withHub(HUB_PAGE, async (hub, does) => {
    expect(await does('read', {})).toMatchObject({ actual: 'Acme Hub holds no key.' });
    expect(await does('ensure', WISH)).toMatchObject({
      state: 'satisfied',
      actual: 'Acme Hub holds the key PUB/1+a, and says of the connection: "connected".',
      output: { publicKey: 'PUB/1+a', connection: 'works' },
    });
    expect(hub.stored).toEqual({
      site: 'na.myconnectwise.net',
      company: 'acme',
      keys: { public: 'PUB/1+a', private: PRIVATE },
    });
    expect(await does('ensure', { ...WISH, privateKey: undefined })).toMatchObject({ state: 'satisfied' });
    expect(hub.changes).toBe(1);
    expect(await does('clear', { managed: ['another'] })).toMatchObject({ state: 'conflict' });
    hub.stored!.keys.public = 'PUB';
    expect(await does('clear', { managed: ['PUB'] })).toMatchObject({ state: 'satisfied' });
    expect(hub.stored).toBeUndefined();
  });
});

test('a connection that fails is no success, and a key without its private half no reason to store', async () => {
  await withHub(HUB_PAGE, async (hub, does) => {
    hub.connection = 'refused by ConnectWise';
    expect(await does('ensure', WISH)).toMatchObject({
      state: 'conflict',
      actual: expect.stringContaining('"refused by ConnectWise"') as unknown,
    });
    expect(await does('ensure', { ...WISH, privateKey: undefined })).toMatchObject({ state: 'conflict' });
    expect(hub.changes).toBe(1);
  });
});

test('what has no request to remove is left to a person, and a refused token is told by its name', async () => {
  await withHub(HUB_PAGE.replace(/^ {2}clear:.*$/m, ''), async (hub, does) => {
    await does('ensure', WISH);
    expect(await does('clear', { managed: ['PUB/1+a'] })).toMatchObject({
      left: [{ what: 'remove the key PUB/1+a from Acme Hub', why: 'no request removes it there' }],
    });
    expect(hub.stored).toBeDefined();
  });
  await withHub(
    HUB_PAGE,
    async (_, does) => await expect(does('read', {})).rejects.toThrow(/401.*Check the token of Acme Hub/),
    'another',
  );
});

for (const [what, page, wrong] of [
  ['a private key in a text', HUB_PAGE.replace("'${{ key.private }}'", "'x ${{ key.private }}'"), /alone/],
  [
    'a private key in an address',
    HUB_PAGE.replace('clear: { path: ', 'clear: { path: "/${{ key.private }}" }\n#'),
    /not known or not sent/,
  ],
  ['no public key', HUB_PAGE.replace("'${{ key.public }}', private", "'x', private"), /must hold \$\{\{ key\.public/],
  ['an unknown value', HUB_PAGE.replace('connectwise.host', 'connectwise.port'), /unknown \$\{\{ connectwise\.port/],
] as const)
  test(`${what} is refused`, () => {
    const parsed = Description.safeParse(parse(page));
    expect(parsed.error?.issues.map(({ message }) => message).join()).toMatch(wrong);
  });

const COMMAND_PAGE = 'keywright: 1\ntitle: Acme Hub\ncommand: true';
const UNUSED = HUB_PAGE.replace(/'\$\{\{ connectwise\.\w+ \}\}'/g, 'fixed');

for (const [what, page, asked] of [
  ['a page that uses both', HUB_PAGE, ['server', 'company']],
  ['a page that uses neither', UNUSED, []],
  ['a command', COMMAND_PAGE, []],
] as const)
  test(`server and company must be given only where they are used: ${what}`, () => {
    const { actions } = describedPortal('acme-hub', Description.parse(parse(page)));
    const ensure = actions.find(({ name }) => name === 'acme-hub.credentials.ensure')!;
    const missing = ensure.input.safeParse({ publicKey: 'PUB' }).error?.issues.map(({ path }) => path[0]) ?? [];
    expect(missing).toEqual(asked);
  });
