import type { Job } from './job.ts';
import { rest } from './screens.ts';

/** Asks the REST API with the new keys, as any script would: what is allowed, and what is not. */
export async function proveKeys(
  { url, company, clientId }: Job['connectwise'],
  publicKey: string,
  privateKey: string,
): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${company}+${publicKey}:${privateKey}`).toString('base64')}`;
  for (const [n, path] of rest.entries()) {
    const { status } = await fetch(`${url}/v4_6_release/apis/3.0${path}?pageSize=1`, {
      headers: { authorization, clientId, accept: 'application/json' },
    });
    if ((status === 200) !== (n === 0)) throw new Error(`${path} was answered with ${status}.`);
  }
}
