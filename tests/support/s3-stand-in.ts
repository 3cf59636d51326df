import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * A stand-in for an S3-compatible store: one bucket in memory, with path addresses. It checks signatures (AWS version
 * 4) and SHA-256 sums by itself, and lists in pages.
 */
export interface StoreStandIn {
  endpoint: string;
  /** The variables of a machine that may use it. */
  env: { KEYWRIGHT_BUNDLES_ACCESS_KEY_ID: string; KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY: string };
  objects: Map<string, Buffer>;
  /** Called when so many bytes of an object have come; the rest is not read until it is over. */
  onUpload: ((got: number) => void | Promise<void>) | undefined;
  /** The requests that came, without their bodies. */
  asked: string[];
  stop(): Promise<void>;
}

const ID = 'KWTESTACCESSKEY01';
const SECRET = 'kw+test/Secret-Access&Key<01>';
const BUCKET = 'evidence';

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature that a request should have, as AWS describes it. */
function signatureOf(request: IncomingMessage, url: URL, signed: string[], scope: string): string {
  const header = (name: string) => String(request.headers[name] ?? '').trim();
  const query = [...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signed.map((name) => `${name}:${header(name)}\n`).join('');
  const what = [request.method, url.pathname, query, headers, signed.join(';'), header('x-amz-content-sha256')];
  const toSign = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha256(what.join('\n'))].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return hmac(key, toSign).toString('hex');
}

function isSigned(request: IncomingMessage, url: URL): boolean {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (found === null || found[1] !== ID) return false;
  const signed = found[3]!.split(';');
  return signed.includes('host') && signatureOf(request, url, signed, found[2]!) === found[4];
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Refused by ${SECRET.length}</Message></Error>`,
  );
}

export async function startStore({ page = 1_000 } = {}): Promise<StoreStandIn> {
  const store: Omit<StoreStandIn, 'endpoint' | 'stop'> = {
    env: { KEYWRIGHT_BUNDLES_ACCESS_KEY_ID: ID, KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY: SECRET },
    objects: new Map(),
    onUpload: undefined,
    asked: [],
  };

  function list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const all = [...store.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const most = Math.min(page, Number(url.searchParams.get('max-keys') ?? page));
    const shown = all.slice(0, most);
    const more = all.length > shown.length;
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
        `<Name>${BUCKET}</Name><Prefix>${prefix}</Prefix><KeyCount>${shown.length}</KeyCount><IsTruncated>${more}</IsTruncated>` +
        (more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : '') +
        shown
          .map((key) => `<Contents><Key>${key}</Key><Size>${store.objects.get(key)!.length}</Size></Contents>`)
          .join('') +
        '</ListBucketResult>',
    );
  }

  async function put(request: IncomingMessage, key: string, response: ServerResponse): Promise<void> {
    let got = 0;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      got += chunk.length;
      await store.onUpload?.(got);
    }
    const bytes = Buffer.concat(chunks);
    const sum = createHash('sha256').update(bytes).digest('base64');
    if (request.headers['x-amz-checksum-sha256'] !== sum) return fail(response, 400, 'BadDigest');
    store.objects.set(key, bytes);
    response.writeHead(200, { etag: `"${createHash('md5').update(bytes).digest('hex')}"` }).end();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://store');
    store.asked.push(`${request.method} ${request.url}`);
    if (!isSigned(request, url)) return fail(response, 403, 'SignatureDoesNotMatch');
    const [, bucket, key] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (bucket !== BUCKET) return fail(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') return await put(request, key!, response);
    await buffer(request);
    if (url.searchParams.get('list-type') === '2') return list(url, response);
    const found = store.objects.get(key!);
    if (found === undefined) return fail(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-type': 'application/zip' }).end(found);
  }

  const server = createServer((request, response) => {
    // A sender that was killed has no use for an answer.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(store, {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${BUCKET}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
