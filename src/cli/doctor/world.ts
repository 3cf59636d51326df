import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import type { FoundBrowser } from '../../browser/find.ts';
import type { Probed } from '../../browser/probe.ts';
import type { Proxies } from '../../browser/proxies.ts';
import { hostOf, portOf } from '../../browser/proxy.ts';
import { trustSystemCertificates } from '../../browser/trust.ts';
import { EACH_ADDRESS, resolvable, secureConnection } from '../../browser/tunnel.ts';
import { freeIn } from '../../files/disk-space.ts';
import type { Context, Portal } from '../../portal-sdk/index.ts';
import type { Customer } from '../../runbook/load.ts';

/** The certificate of a server, as far as a check needs it. */
interface Certificate {
  validTo: string;
  issuer: string;
}

/** All that the checks look at, so that a test can give them any other. */
export interface World {
  workspace: string;
  /** The folder of what Keywright keeps for itself. */
  state: string;
  customer?: Customer | undefined;
  /** Those that the customer has. */
  portals: readonly Portal[];
  platform: NodeJS.Platform;
  user: 'root' | 'other';
  nodeVersion: string;
  environment: Readonly<Record<string, string | undefined>>;
  now(): number;
  files: {
    exists(path: string): boolean;
    /** Permission bits; undefined if there is no such file. */
    mode(path: string): number | undefined;
    names(folder: string): string[];
    canWrite(folder: string): boolean;
    /** Bytes that this user may still write there. */
    free(folder: string): number;
    text(path: string): string;
  };
  network: {
    /** Where the proxy is set that leads there: `HTTPS_PROXY`; undefined if the way is direct. */
    proxyTo(url: URL): string | undefined;
    /** @throws as Node does */
    addresses(host: string): Promise<string[]>;
    /** Connects as a browser would. @returns undefined without TLS @throws as Node does */
    connect(url: URL): Promise<Certificate | undefined>;
    get(url: string, origins: ReadonlySet<string>): ReturnType<Context['request']>;
    /** @throws with the reason when the service gives none */
    timeStamp(service: string): Promise<unknown>;
  };
  browser: {
    /** @param headed whether it must be able to show a window */
    find(headed: boolean): FoundBrowser | undefined;
    probe(path: string): Promise<Probed>;
  };
}

/** Milliseconds. */
const CONNECTS_WITHIN = 15_000;

async function certificateOf(url: URL): Promise<Certificate | undefined> {
  trustSystemCertificates();
  const signal = AbortSignal.timeout(CONNECTS_WITHIN);
  if (url.protocol === 'https:') {
    const socket = await secureConnection(url, undefined, { signal });
    const { valid_to: validTo, issuer } = socket.getPeerCertificate();
    socket.destroy();
    return { validTo, issuer: [issuer?.O, issuer?.CN].flat().filter(Boolean).join(', ') };
  }
  const socket = connect({ host: hostOf(url), port: Number(portOf(url)), ...EACH_ADDRESS });
  try {
    await once(socket, 'connect', { signal });
  } finally {
    socket.destroy();
  }
  return undefined;
}

/** This machine and its network. What takes long to load is loaded when it is asked for. */
export const thisWorld = (
  proxies: Proxies,
): Pick<World, 'platform' | 'user' | 'nodeVersion' | 'environment' | 'now' | 'files' | 'network'> => ({
  platform: process.platform,
  user: process.getuid?.() === 0 ? 'root' : 'other',
  nodeVersion: process.version,
  environment: process.env,
  now: Date.now,
  files: {
    exists: existsSync,
    mode: (path) => (existsSync(path) ? statSync(path).mode & 0o777 : undefined),
    names: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
    canWrite(folder) {
      try {
        accessSync(folder, constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
    free: freeIn,
    text: (path) => readFileSync(path, 'utf8'),
  },
  network: {
    proxyTo: (url) => proxies.of(url)?.place,
    addresses: async (host) => (await lookup(resolvable(host), { all: true })).map(({ address }) => address),
    connect: certificateOf,
    async get(url, origins) {
      const { requestTo } = await import('../../engine/context/http.ts');
      return await requestTo(origins, { proxies, signal: AbortSignal.timeout(30_000), note: () => undefined })(url);
    },
    async timeStamp(service) {
      const { randomBytes } = await import('node:crypto');
      const { askForTimeStamp } = await import('../../evidence/time-stamp.ts');
      // Of nothing: only whether it stamps is asked.
      return await askForTimeStamp(randomBytes(32), service, proxies);
    },
  },
});
