import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sha256Of } from '../../../src/files/sha256.ts';

interface Key {
  publicKey: string;
  tag: string;
  privateHash: string;
}

/** The stub's state and its address. */
export interface StubServer {
  url: string;
  keys: Key[];
  held: { publicKey: string; privateKey: string } | undefined;
  /** What was saved, in order: the paths of its POST requests. */
  readonly presses: string[];
  /** Forgets everything. */
  reset(): void;
  close(): void;
}

const hash = (value: string) => sha256Of(value);

/** Whether the one live key is the one that is held, with its own private half. */
export function holdsItsOnlyKey({ keys, held }: StubServer): boolean {
  const [key] = keys;
  return keys.length === 1 && held?.publicKey === key!.publicKey && hash(held.privateKey) === key!.privateHash;
}

const button = (action: string, name: string, fields = '') =>
  `<form method="post" action="${action}">${fields}<button>${name}</button></form>`;

/** Serves the pages of the stub portal. */
export async function startStub(): Promise<StubServer> {
  const state: Pick<StubServer, 'keys' | 'held'> = { keys: [], held: undefined };
  const presses: string[] = [];
  // The same private halves after each reset: whoever resets it a thousand times would else have a thousand secrets.
  let made = 0;
  const list = () =>
    `<h1>Stub</h1><ul id="keys">${state.keys.map(({ publicKey, tag }) => `<li>${publicKey} ${tag}</li>`).join('')}</ul>
    <p id="held">${state.held?.publicKey ?? ''}</p>${button('/new', 'New', '<input id="tag" name="tag">')}
    ${state.keys.map(({ publicKey }) => button(`/delete?key=${publicKey}`, `Delete ${publicKey}`)).join('')}
    ${button('/enter', 'Enter Key', '<input id="enter-public" name="public"><input id="enter-private" name="private">')}`;
  const answers: Record<string, (form: URLSearchParams, query: URLSearchParams) => string> = {
    '/new': (form) => {
      made += 1;
      const [publicKey, privateKey] = [randomBytes(8).toString('hex'), hash(`private half ${made}`).slice(0, 24)];
      state.keys.push({ publicKey, tag: form.get('tag') ?? '', privateHash: hash(privateKey) });
      return `<h1>New key</h1><p id="public">${publicKey}</p><p id="private">${privateKey}</p>`;
    },
    '/delete': (_, query) => {
      state.keys = state.keys.filter(({ publicKey }) => publicKey !== query.get('key'));
      return list();
    },
    '/enter': (form) => {
      state.held = { publicKey: form.get('public')!, privateKey: form.get('private')! };
      return list();
    },
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://stub');
    const form = new URLSearchParams(await text(request));
    if (request.method === 'POST') presses.push(pathname);
    const page = request.method === 'POST' ? answers[pathname]!(form, searchParams) : list();
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Stub</title>${page}`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get keys() {
      return state.keys;
    },
    get held() {
      return state.held;
    },
    presses,
    reset: () => {
      Object.assign(state, { keys: [], held: undefined });
      presses.length = 0;
      made = 0;
    },
    close: () => void server.close().closeAllConnections(),
  };
}
