import type { Run } from '../../../evidence/read-run.ts';

/** Whose values are only this run's own: an address, a company, a user name, a key. Each with what takes its place. */
function placeholders(run: Run): [value: string, name: string][] {
  const { portals, titles, tenants } = run.start;
  const keys = run.lines.flatMap((line) => (line.type === 'escrow.sealed' ? [line.publicKey] : []));
  const own: [string, string][] = [
    ...Object.entries(portals).map(([name, at]): [string, string] => [at, `address of ${titles?.[name] ?? name}`]),
    ...Object.values(tenants ?? {}).map((tenant): [string, string] => [tenant, 'company']),
    ...run.accounts.flatMap(({ account }): [string, string][] => (account === null ? [] : [[account, 'user name']])),
    ...keys.map((key): [string, string] => [key, 'public key']),
  ];
  return own.sort(([one], [other]) => other.length - one.length);
}

const EMAIL = /[^\s@()<>]+@[^\s@()<>]+\.[a-z]+/gi;

/** An instruction for anybody, without what is only this run's own. */
export function forAnybody(run: Run): (title: string) => string {
  const own = placeholders(run);
  return (title) =>
    own.reduce(
      (text, [value, name]) =>
        text.replace(new RegExp(`(?<!\\w)${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g'), `‹${name}›`),
      title.replace(/ kw-[0-9a-z]{8}\b/g, '').replace(EMAIL, '‹user name›'),
    );
}
