import type { Signer } from '../signing.ts';

/** in-toto Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
const STATEMENT = 'https://in-toto.io/Statement/v1';
const PAYLOAD = 'application/vnd.in-toto+json';

/** What the predicate is: `run.json` of a Keywright run. */
const PREDICATE = 'urn:keywright:evidence:run:v2';

/** What is signed of a DSSE envelope: its pre-authentication encoding (https://github.com/secure-systems-lab/dsse). */
function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.byteLength} `),
    Buffer.from(payload),
  ]);
}

/**
 * An in-toto statement in a DSSE envelope, for tools that judge evidence by policy: the files, each with its SHA-256,
 * and what `run.json` says of the run.
 * @param files paths with `/`, and the SHA-256 of each in hexadecimal
 * @param predicate the text of `run.json`
 */
export function inTotoEnvelope(files: ReadonlyMap<string, string>, predicate: string, signer: Signer): string {
  const payload = Buffer.from(
    JSON.stringify({
      _type: STATEMENT,
      subject: [...files].map(([name, sha256]) => ({ name, digest: { sha256 } })),
      predicateType: PREDICATE,
      predicate: JSON.parse(predicate) as unknown,
    }),
  );
  const signature = Buffer.from(signer.sign(preAuthEncoding(PAYLOAD, payload)));
  const envelope = {
    payloadType: PAYLOAD,
    payload: payload.toString('base64'),
    signatures: [{ keyid: signer.fingerprint, sig: signature.toString('base64') }],
  };
  return `${JSON.stringify(envelope)}\n`;
}
