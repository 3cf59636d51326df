import { createHash } from 'node:crypto';
import { S3mini, S3ServiceError } from 's3mini';
import { problemOfError } from '../browser/network-problem.ts';
import type { Proxies } from '../browser/proxies.ts';
import { ask, type Question } from '../browser/request.ts';
import { UserError } from '../files/user-error.ts';
import type { BundlesSetting } from '../runbook/workspace-settings.ts';
import type { Secret } from '../secrets/secret.ts';

/** Milliseconds for a request, and so many bytes more are sent or read in each further second. */
const LIMIT = 60_000;
const SLOWEST = 50_000;
/** The largest bundle that is read. */
const LARGEST = 1 << 30;

/** A bundle's name in the store, as `customer/run`, behind the workspace's prefix. */
const NAME = /^([a-z0-9][a-z0-9-]{0,63}\/\d{8}-\d{6}-[0-9a-z]{8})\.zip$/;

/** What the store's answers mean to whoever set it up. */
const REFUSALS: Record<number, [actual: string, next: string]> = {
  301: ['it is in another region', 'Correct bundles.region and bundles.endpoint in keywright.yaml.'],
  403: [
    'it refuses the access key, or what the key may do',
    'Check the two secrets KEYWRIGHT_BUNDLES_…, the clock of this machine, and that the key may list, read and write.',
  ],
  404: ['there is no such bucket', 'Correct the bucket in bundles.endpoint in keywright.yaml.'],
};

/** Something answers, but no store: a web page of a network that wants a sign-in, for example. */
class NoStore extends Error {}

/** Sends as Keywright does: by the same proxies, and with the same trust. */
const sender =
  (proxies: Proxies | undefined): typeof fetch =>
  async (input, init = {}) => {
    const url = new URL(String(input));
    const body = init.body instanceof Uint8Array ? Buffer.from(init.body) : undefined;
    const answer = await ask(url, {
      method: init.method as NonNullable<Question['method']>,
      headers: init.headers as Record<string, string>,
      ...(body && { body }),
      timeout: LIMIT + Math.round((body?.length ?? LARGEST / 8) / SLOWEST) * 1_000,
      proxies,
    });
    const { status } = answer;
    if (status === 200 && url.searchParams.has('list-type') && !answer.body.includes('<ListBucketResult'))
      throw new NoStore();
    const headers = new Headers();
    for (const name of ['content-type', 'etag'] as const) headers.set(name, answer.headers[name] ?? '');
    return new Response(status === 204 || status === 304 ? null : new Uint8Array(answer.body), { status, headers });
  };

/** A bucket of an S3-compatible store, with one object for each bundle: it is there whole, or not at all. */
export class BundleStore {
  /** For people. */
  readonly where: string;
  readonly #s3: S3mini;
  readonly #prefix: string;

  constructor(
    { endpoint, region, prefix }: BundlesSetting,
    keys: { id: Secret; secret: Secret },
    proxies: Proxies | undefined,
  ) {
    this.#prefix = prefix === undefined ? '' : `${prefix}/`;
    this.where = `${endpoint.replace(/\/$/, '')}/${this.#prefix}`;
    this.#s3 = new S3mini({
      accessKeyId: keys.id.reveal(),
      secretAccessKey: keys.secret.reveal(),
      endpoint,
      region,
      fetch: sender(proxies),
    });
  }

  /** The bundles that are there, as `customer/run`. @param customer only those of one */
  async names(customer?: string): Promise<Set<string>> {
    const prefix = `${this.#prefix}${customer === undefined ? '' : `${customer}/`}`;
    const found = await this.#try(() => this.#s3.listObjects('/', prefix));
    if (found === null) throw this.#refused(404);
    return new Set(found.flatMap(({ Key: key }) => NAME.exec(key.slice(this.#prefix.length))?.[1] ?? []));
  }

  /** Keeps a bundle; one of this name is replaced. The store compares what arrives with its SHA-256. */
  async put(name: string, zip: Uint8Array): Promise<void> {
    const sum = createHash('sha256').update(zip).digest('base64');
    const sums = { 'x-amz-checksum-sha256': sum };
    await this.#try(async () => {
      const bytes = new Uint8Array(zip);
      const { headers } = await this.#s3.putObject(this.#key(name), bytes, 'application/zip', undefined, sums);
      if (!headers.get('etag')) throw new NoStore();
    });
  }

  /** A bundle as it lies there; undefined if there is none. */
  async get(name: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#try(() => this.#s3.getObjectArrayBuffer(this.#key(name)));
    return bytes === null ? undefined : new Uint8Array(bytes);
  }

  #key(name: string): string {
    return `${this.#prefix}${name}.zip`;
  }

  async #try<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof S3ServiceError) throw this.#refused(error.status, error.serviceCode);
      const problem = problemOfError(error)?.actual;
      if (problem === undefined && !(error instanceof NoStore) && !String(error).includes('[s3mini]')) throw error;
      throw this.#error(
        problem ?? 'its answer is not that of an S3-compatible store',
        'Check bundles.endpoint in keywright.yaml, and the network and proxy of this machine.',
      );
    }
  }

  #refused(status: number, code = ''): UserError {
    const word = /^(?!Unknown$)[A-Za-z]{1,60}$/.test(code) ? `, ${code}` : '';
    const [actual, next] = REFUSALS[status] ?? ['it does not take the request', 'Try again later.'];
    return this.#error(`${actual} (${status}${word})`, next);
  }

  #error(actual: string, next: string): UserError {
    return new UserError('KW-STORE', `The bundle store ${this.where} cannot be used: ${actual}.\nNext:     ${next}`);
  }
}
