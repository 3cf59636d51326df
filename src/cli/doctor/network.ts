import { problemOfError } from '../../browser/network-problem.ts';
import { nameOfService } from '../../evidence/time-stamp.ts';
import { chosenWitness, witnessInWords } from '../../evidence/witness/settings.ts';
import type { Portal } from '../../portal-sdk/index.ts';
import { timeStampService } from '../time-stamp-service.ts';
import { bad, type Check, type Finding, good, note } from './check.ts';
import type { World } from './world.ts';

/** One-time codes are good for half a minute, and a signature's time is evidence. Seconds. */
const MOST_SKEW = 15;
/** Days before its end in which a certificate is told of. */
const ENDS_SOON = 14;
const DAY = 86_400_000;

/** What went wrong on the way to a server, with its remedy. */
function problemOf(error: unknown): Finding {
  const problem = problemOfError(error);
  return problem === undefined
    ? bad((error as Error).message, 'Check the address in the customers file and the network.')
    : bad(problem.actual, problem.hint.replace(/ Then run again: .*$/, ''));
}

/** The addresses that a portal's pages need. */
function addressesOf({ customer }: World, portal: Portal): URL[] {
  const { url, settings } = customer!.portals[portal.name]!;
  const byPerson = ['person', 'saved-session'].includes(String(settings['sign-in']));
  const hosts = [
    ...portal.hosts(url).map((host) => new URL(`${url.protocol}//${host}`)),
    ...(byPerson ? (portal.signInHosts?.(url, settings) ?? []) : []).map((host) => new URL(`https://${host}`)),
  ];
  return [new URL(url.origin), ...hosts].filter(
    ({ host }, n, all) => all.findIndex((other) => other.host === host) === n,
  );
}

async function reach(url: URL, { network, now }: World): Promise<Finding> {
  const { host, hostname } = url;
  try {
    const proxy = network.proxyTo(url);
    if (proxy !== undefined) {
      await network.get(url.origin, new Set([url.origin]));
      return { about: host, ...good(`answers through the proxy of ${proxy}`) };
    }
    const isName = !/^[\d.]+$|^\[/.test(hostname);
    const addresses = isName ? await network.addresses(hostname) : [hostname];
    const certificate = await network.connect(url);
    const reached = `${addresses[0]}${addresses.length > 1 ? ` and ${addresses.length - 1} more` : ''}`;
    if (certificate === undefined) return { about: host, ...good(`${reached}, without TLS`) };
    const days = Math.floor((Date.parse(certificate.validTo) - now()) / DAY);
    const found = `${reached}, certificate of ${certificate.issuer} for ${days} more days`;
    return {
      about: host,
      ...(days < ENDS_SOON ? note(found, "Tell the server's owner that it expires soon.") : good(found)),
    };
  } catch (error) {
    return { about: host, ...problemOf(error) };
  }
}

async function clock(world: World): Promise<Finding> {
  const { customer, network, now } = world;
  const [first] = Object.values(customer?.portals ?? {});
  if (first === undefined)
    return note('not compared', "Name a customer (--customer) to compare with its server's clock.");
  const { origin, host } = first.url;
  const asked = now();
  const answer = await network.get(origin, new Set([origin])).catch(() => undefined);
  const date = Date.parse(answer?.header('date') ?? '');
  if (Number.isNaN(date)) return note(`${host} did not tell its time`, 'Check by hand that this clock is right.');
  // The header leaves out the fraction of its second: half a second on average.
  const skew = Math.round((date + 500 - (asked + now()) / 2) / 1000);
  const found = `${Math.abs(skew)} s ${skew < 0 ? 'ahead of' : 'behind'} that of ${host}`;
  return Math.abs(skew) > MOST_SKEW
    ? bad(found, 'Set this clock: otherwise one-time codes are refused and the times in the evidence are wrong.')
    : good(`within ${Math.max(1, Math.abs(skew))} s of that of ${host}`);
}

/** Certificates that NODE_EXTRA_CA_CERTS adds. */
function moreCertificates({ environment: { NODE_EXTRA_CA_CERTS: file }, files }: World): Finding[] {
  if (!file) return [];
  const isThere = files.exists(file) && /-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(files.text(file));
  return [
    {
      about: 'more certificates',
      ...(isThere
        ? good(file)
        : bad(`${file} holds no certificate`, 'Correct NODE_EXTRA_CA_CERTS: a file of certificates (PEM).')),
    },
  ];
}

/** The way to the customer's portals, and to the time-stamp service. */
export const networkChecks: Check[] = [
  { name: 'clock', look: clock },
  {
    name: 'proxy',
    look(world) {
      const { network, portals } = world;
      const places = portals.flatMap((portal) =>
        addressesOf(world, portal).flatMap((url) => network.proxyTo(url) ?? []),
      );
      const used = [...new Set(places)];
      const own = good(used.length === 0 ? 'none is used' : `that of ${used.join(', ')}`);
      return [own, ...moreCertificates(world)];
    },
  },
  {
    name: 'outside witness',
    async look({ environment, network, state }) {
      const chosen = chosenWitness(state);
      const service = timeStampService(state, environment);
      if (!service && chosen !== undefined) return good(witnessInWords(chosen));
      if (!service)
        return note(
          'none: only this machine says when evidence was made',
          'Choose one with "keywright keys witness": a time stamp service (RFC 3161), a command, or a Git remote.',
        );
      const failed = await network.timeStamp(service).then(
        () => undefined,
        (error: Error) => error.message,
      );
      const name = `the service ${nameOfService(service)}`;
      return failed === undefined
        ? good(`${name} stamps`)
        : bad(
            `${name} gave no time stamp (${failed})`,
            'Correct its address (KEYWRIGHT_TIME_STAMP_URL or "keywright keys witness"), or ask whoever runs it.',
          );
    },
  },
  {
    name: 'host',
    async look(world) {
      if (world.customer === undefined) return note('none looked at', 'Name a customer (--customer).');
      const urls = world.portals.flatMap((portal) => addressesOf(world, portal));
      return await Promise.all(urls.map(async (url) => await reach(url, world)));
    },
  },
  {
    name: 'portal',
    async look(world) {
      const { customer, portals, network } = world;
      if (customer === undefined) return [];
      const told = await Promise.all(
        portals.map(async (portal): Promise<Finding[]> => {
          const { url, settings } = customer.portals[portal.name]!;
          const origins = new Set(addressesOf(world, portal).map(({ origin }) => origin));
          const request = async (address: string) => await network.get(address, origins);
          const found = (await portal.diagnose?.({ url, settings, request })) ?? [];
          return found.map(({ what, state, ...rest }) => ({
            about: `${portal.title}, ${what}`,
            state: state === 'unclear' ? 'note' : state,
            ...rest,
          }));
        }),
      );
      return told.flat();
    },
  },
];
