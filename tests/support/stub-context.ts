import type { Page } from 'playwright';
import { createContext } from '../../src/engine/context/context.ts';
import type { ContextOptions } from '../../src/engine/context/options.ts';
import { Readings } from '../../src/engine/context/readings.ts';
import { NULL_RECORDER } from '../../src/engine/null-recorder.ts';
import type { PortalSession } from '../../src/engine/portal-session.ts';
import type { Escrow, HandOvers } from '../../src/portal-sdk/index.ts';

/** An escrow that holds nothing and keeps nothing. */
export const noEscrow: Escrow = {
  list: async () => [],
  seal: async () => undefined,
  open: () => Promise.reject(new Error('none')),
  refuse: async () => undefined,
  destroy: async () => undefined,
};

/** Nothing was handed over, and nothing is. */
const noHandOvers: HandOvers = {
  command: 'NONE',
  current: async () => undefined,
  give: () => Promise.reject(new Error('none')),
  takeBack: async () => false,
};

/** A page that stands for a portal, without a browser context of its own. */
export const stubSession = (page: Page): PortalSession =>
  ({
    page,
    portal: { title: 'Portal', name: 'portal', hosts: () => [] },
    url: new URL('http://x'),
  }) as unknown as PortalSession;

/** What an action is given, without a run around it: nothing is kept, and nobody can be asked. */
export const stubContext = (session: PortalSession, more: Partial<ContextOptions> = {}) =>
  createContext({
    session,
    recorder: NULL_RECORDER,
    readings: new Readings(),
    planning: false,
    escrow: noEscrow,
    handOvers: noHandOvers,
    tag: '00000000',
    ourTags: new Set(),
    step: 'one',
    fingerprint: () => 'fp',
    secrets: new Map(),
    headed: false,
    say: () => undefined,
    askCode: () => Promise.reject(new Error('none')),
    signal: new AbortController().signal,
    ...more,
  });
