import { z } from 'zod';
import type { Portal } from '../../src/portal-sdk/index.ts';
import type { Described } from './description.ts';
import { actionsWithoutPages } from './without-pages.ts';

/**
 * A portal without pages: a command of the operator's takes the keys, such as a password manager's, or one that calls an
 * API. Nobody can ask it what it holds, so what counts is what this workspace has handed over.
 */
export const commandPortal = (name: string, { title, vendor }: Described): Portal => ({
  name,
  title,
  noPages: 'a command',
  ...(vendor && { vendor: { ...vendor, form: title } }),
  settings: z.strictObject({}),
  secrets: {},
  hosts: () => [],
  ...actionsWithoutPages(name, {
    title,
    gives: 'hand the key to',
    command: 'STORE',
    takesBack: 'take the key back from',
    none: 'No key counts as handed over.',
    async holds({ handOvers }) {
      const held = await handOvers.current();
      if (held === undefined) return undefined;
      const actual = `The key ${held.publicKey} was handed to ${title} on ${held.utc.replace(/T.*/, '')}.`;
      return { publicKey: held.publicKey, actual, connection: 'unknown', details: { ...held } };
    },
    async give(ctx, { publicKey, privateKey, server, company }) {
      const facts = { ...(server && { KEYWRIGHT_SERVER: server }), ...(company && { KEYWRIGHT_COMPANY: company }) };
      await ctx.gesture(
        `Give the private key to the command in ${ctx.handOvers.command}`,
        async () => await ctx.handOvers.give(publicKey, privateKey, facts),
        { kind: 'commit', outsidePage: true },
      );
    },
    async takeBack(ctx, { publicKey }) {
      const cleared = await ctx.gesture(`Take back the key ${publicKey}`, async () => await ctx.handOvers.takeBack(), {
        kind: 'commit',
        outsidePage: true,
      });
      return cleared ? undefined : 'no command removes it there';
    },
  }),
});
