import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkspace } from '../test-workspace.ts';
import { makeIdentities } from './authority.ts';
import { front, startProxy } from './servers.ts';

/** Takes away what a network has started. */
type Stop = () => void;

/** Changes the customers file's addresses, and adds to each portal. */
function readdress(
  folder: string,
  practice: TestWorkspace['practice'],
  to: { connectwise: string; mspcfo: string },
  more = '',
): void {
  const file = join(folder, 'customers.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text
      .replace(`url: ${practice.connectwise.url}`, `url: ${to.connectwise}${more}`)
      .replace(`url: ${practice.mspcfo.url}`, `url: ${to.mspcfo}${more}`),
  );
}

/** MSPCFO's servers are elsewhere, and reach ConnectWise in their own way. */
function mspcfoReaches(address: string, practice: TestWorkspace['practice']): Stop {
  const before = globalThis.fetch;
  const { origin, pathname } = new URL(address);
  const prefix = pathname.replace(/\/$/, '');
  globalThis.fetch = async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    if (!asked.startsWith(`${origin}/`)) return await before(input, init);
    const path = asked.slice(origin.length);
    return await before(practice.connectwise.url + (path.startsWith(prefix) ? path.slice(prefix.length) : path), init);
  };
  return () => void (globalThis.fetch = before);
}

const ON_PREMISES = '\n        on-premises: true';

/** Portals that are reached only by a proxy with a password, whose certificates are a company's. */
async function companyProxy({ folder, practice, env }: TestWorkspace): Promise<Stop> {
  const identities = makeIdentities();
  const authority = identities.authority('Acme Inspection');
  const one = identities.issued(authority, 'DNS:cw.acme.example,DNS:mspcfo.acme.example');
  const fronts = [await front(one, practice.connectwise.url), await front(one, practice.mspcfo.url)];
  const ways = { 'cw.acme.example:443': fronts[0]!.port, 'mspcfo.acme.example:443': fronts[1]!.port };
  const proxy = await startProxy(ways, 'ann:Pr0xy-pass-42');
  readdress(folder, practice, { connectwise: 'https://cw.acme.example', mspcfo: 'https://mspcfo.acme.example' });
  env['HTTPS_PROXY'] = `http://ann:Pr0xy-pass-42@127.0.0.1:${proxy.port}`;
  env['NODE_EXTRA_CA_CERTS'] = authority.file;
  const restore = mspcfoReaches('https://cw.acme.example', practice);
  return () => {
    restore();
    for (const each of [proxy, ...fronts]) each.stop();
    identities.remove();
  };
}

/** Portals on ports of their own, ConnectWise below a path. */
async function prefixAndPort({ folder, practice, env }: TestWorkspace): Promise<Stop> {
  const identities = makeIdentities();
  const authority = identities.authority('Acme');
  const one = identities.issued(authority, 'DNS:localhost,IP:127.0.0.1');
  const fronts = [await front(one, practice.connectwise.url, '/psa'), await front(one, practice.mspcfo.url)];
  const [cw, mspcfo] = fronts.map(({ port }) => `https://127.0.0.1:${port}`) as [string, string];
  readdress(folder, practice, { connectwise: `${cw}/psa`, mspcfo }, ON_PREMISES);
  env['NODE_EXTRA_CA_CERTS'] = authority.file;
  const restore = mspcfoReaches(`${cw}/psa`, practice);
  return () => {
    restore();
    for (const each of fronts) each.stop();
    identities.remove();
  };
}

/** Portals that sign their certificates themselves. */
async function selfSigned({ folder, practice, env }: TestWorkspace): Promise<Stop> {
  const identities = makeIdentities();
  const one = identities.selfSigned('DNS:localhost,IP:127.0.0.1');
  const fronts = [await front(one, practice.connectwise.url), await front(one, practice.mspcfo.url)];
  const [connectwise, mspcfo] = fronts.map(({ port }) => `https://localhost:${port}`) as [string, string];
  readdress(folder, practice, { connectwise, mspcfo }, ON_PREMISES);
  env['NODE_EXTRA_CA_CERTS'] = one.file;
  const restore = mspcfoReaches(connectwise, practice);
  return () => {
    restore();
    for (const each of fronts) each.stop();
    identities.remove();
  };
}

/** Networks that people have between them and their portals; each is put before a workspace's portals. */
export const NETWORKS: Record<string, (workspace: TestWorkspace) => Promise<Stop>> = {
  'a proxy with a password, and the certificates of a company': companyProxy,
  'a port and a path': prefixAndPort,
  'certificates that the servers sign themselves': selfSigned,
};
