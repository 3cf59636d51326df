import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { problemOfError } from '../browser/network-problem.ts';
import type { Proxies } from '../browser/proxies.ts';
import { ask } from '../browser/request.ts';
import { readBytes, writeDurably } from '../files/durable-write.ts';

/** Milliseconds to wait for the service. */
const TIMEOUT = 20_000;

/**
 * An RFC 3161 request for a SHA-256, with the certificate asked for: all of it but the hash is the same each time
 * (DER).
 */
function request(digest: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from('30390201013031300d060960864801650304020105000420', 'hex'),
    digest,
    Buffer.from('0101ff', 'hex'),
  ]);
}

/** The status of a reply: 0 granted, 1 granted with changes; undefined if it is no reply. */
function statusOf(reply: Buffer): number | undefined {
  // TimeStampResp { PKIStatusInfo { INTEGER status …; lengths may take several bytes.
  const lengthBytes = (at: number) => (reply[at]! & 0x80 ? 1 + (reply[at]! & 0x7f) : 1);
  if (reply[0] !== 0x30) return undefined;
  const info = 1 + lengthBytes(1);
  const integer = info + 1 + lengthBytes(info + 1);
  return reply[info] === 0x30 && reply[integer] === 0x02 && reply[integer + 1] === 1 ? reply[integer + 2] : undefined;
}

/**
 * Has a time stamp service (RFC 3161) say that this SHA-256 existed now.
 * @returns its reply
 * @throws with the reason when the service gives none
 */
export async function askForTimeStamp(digest: Buffer, service: string, proxies?: Proxies): Promise<Buffer> {
  // Node's own words for it would hold a part of the address.
  if (!/^https?:/i.test(service) || !URL.canParse(service)) throw new Error('it is no https address');
  const { status: answered, body: reply } = await ask(new URL(service), {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: request(digest),
    timeout: TIMEOUT,
    proxies,
  }).catch((error: Error) => {
    throw new Error(problemOfError(error)?.actual ?? error.message);
  });
  if (answered !== 200) throw new Error(`answer ${answered}`);
  const status = statusOf(reply);
  if ((status !== 0 && status !== 1) || !reply.includes(digest))
    throw new Error(status === undefined ? 'what it answered is no time stamp' : `status ${status}`);
  return reply;
}

/** A time stamp service as it may be printed: its address may hold a password or a token. */
export const nameOfService = (service: string): string =>
  (URL.canParse(service) && new URL(service).host) || 'of KEYWRIGHT_TIME_STAMP_URL';

/**
 * Has a bundle stamped: `SHA256SUMS.tsr`, over the signature, or over the sums where there is none.
 * @throws when the service gives no stamp; the bundle is closed without it then
 */
export async function stamp(folder: string, service: string, proxies?: Proxies): Promise<void> {
  const signature = join(folder, 'SHA256SUMS.sig');
  const digest = createHash('sha256')
    .update(readBytes(existsSync(signature) ? signature : join(folder, 'SHA256SUMS')))
    .digest();
  const reply = await askForTimeStamp(digest, service, proxies).catch((error: Error) => {
    throw new Error(
      `The time stamp service ${nameOfService(service)} gave no time stamp (${error.message}). The bundle is closed ` +
        'without one.',
    );
  });
  writeDurably(join(folder, 'SHA256SUMS.tsr'), reply);
}
