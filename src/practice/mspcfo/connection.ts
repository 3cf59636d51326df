import { connectwiseOrigins, serverAddress } from './server-url.ts';
import type { ConnectionResult, StoredCredentials } from './state.ts';

interface ConnectionOptions {
  /** MSPCFO's own client id, registered with ConnectWise. */
  clientId: string;
  /** Milliseconds to wait for each answer. Default 15 s. */
  timeout?: number;
}

/** An answer that ends the test. */
class NotConnected extends Error {}

const PREFERRED_REPORT = 'Service';

/** Lists the reports and pulls one, with the stored keys. Never throws: whatever goes wrong is the result. */
export async function testConnection(
  credentials: StoredCredentials,
  options: ConnectionOptions,
): Promise<ConnectionResult> {
  const done = (ok: boolean, message: string): ConnectionResult => ({ ok, message, at: new Date().toISOString() });
  try {
    return done(true, await pullReport(credentials, options));
  } catch (problem) {
    return done(
      false,
      problem instanceof NotConnected
        ? problem.message
        : 'The answer of ConnectWise could not be read. Try again later.',
    );
  }
}

async function pullReport(
  { serverUrl, companyId, publicKey, privateKey }: StoredCredentials,
  { clientId, timeout = 15_000 }: ConnectionOptions,
): Promise<string> {
  const address = serverAddress(serverUrl);
  if (address === undefined) throw new NotConnected(`"${serverUrl}" is not the address of a ConnectWise server.`);
  const { site, apis } = connectwiseOrigins(address);
  const ask = async (url: string, headers: Record<string, string> = {}) =>
    await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeout) }).catch(() => undefined);

  const info = await ask(`${site}/login/companyinfo/${encodeURIComponent(companyId)}`);
  if (info === undefined) throw new NotConnected(`${address.host} could not be reached. Check the server URL.`);
  if (!info.ok)
    throw new NotConnected(
      `${address.host} does not answer as ConnectWise does (${info.status}). Check the server URL.`,
    );
  const company = (await info.json().catch(() => undefined)) as { Codebase?: string } | null | undefined;
  if (company === undefined)
    throw new NotConnected(`${address.host} does not answer as ConnectWise does. Check the server URL.`);
  if (company === null)
    throw new NotConnected(`ConnectWise does not know the company "${companyId}". Check the company ID.`);

  const headers = {
    Authorization: `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`,
    clientId,
    Accept: 'application/json',
  };
  const path = `/${company.Codebase ?? 'v4_6_release/'}apis/3.0/system/reports`;
  let [api, list]: [string, Response | undefined] = ['', undefined];
  for (api of apis) {
    list = await ask(`${api}${path}?pageSize=1000`, headers);
    if (list !== undefined) break;
  }
  if (list === undefined) throw new NotConnected(`The API of ${address.host} could not be reached.`);
  if (!list.ok) throw new NotConnected(await reason(list));
  const names = ((await list.json()) as { name: string }[]).map(({ name }) => name);
  const name = names.includes(PREFERRED_REPORT) ? PREFERRED_REPORT : names[0];
  if (name === undefined) return 'Connected. ConnectWise offers no reports.';
  const report = await ask(`${api}${path}/${encodeURIComponent(name)}?pageSize=1000`, headers);
  if (report === undefined) throw new NotConnected(`${address.host} stopped answering while a report was read.`);
  if (!report.ok) throw new NotConnected(await reason(report));
  const { row_values: rows } = (await report.json()) as { row_values: unknown[][] };
  return `Connected. ${names.length} reports are available; ${rows.length} rows were read from ${name}.`;
}

async function reason(answer: Response): Promise<string> {
  const text = await answer.text();
  switch (answer.status) {
    case 400:
      return 'ConnectWise could not route the call. Check the server URL and the company ID.';
    case 401:
      return 'ConnectWise refused the keys. Check the public key, the private key and that both are active.';
    case 403:
      return (
        'The keys are good, but their security role does not allow reading reports. ConnectWise says: ' +
        `${message(text)}`
      );
    case 429:
      return 'ConnectWise asks to wait: too many calls. Try again in a minute.';
    default:
      return `ConnectWise answered with an error (${answer.status}). Try again later.`;
  }
}

function message(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message ?? text);
  } catch {
    return text;
  }
}
