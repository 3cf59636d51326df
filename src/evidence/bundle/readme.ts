import { LIMITS } from './statement.ts';

const EXIT_CODES =
  'It ends with 0: intact, 1: altered, 2: incomplete (the run was killed), ' +
  '3: unsigned (nothing was altered, but nothing shows who made it).';

const VOUCHED_FOR =
  'The list of all runs can vouch for it: where list.jsonl is signed (list.jsonl.sig) ' +
  'and holds the SHA-256 of this SHA256SUMS,';

const IN_TOTO = `
  in-toto.dsse.json   the sums of these files and run.json as an in-toto statement, signed with the same key (DSSE)`;

/** `README.txt` of a bundle: what is in it, how to check it without Keywright, what it does not show. */
export function readme(run: string, signedBy: string | undefined): string {
  const stamped = signedBy === undefined ? 'SHA256SUMS' : 'SHA256SUMS.sig';
  const signature = signedBy === undefined ? '' : '; SHA256SUMS.sig is its signature (ECDSA P-256, SHA-256)';
  return `Evidence of the run ${run}, closed by Keywright

  report.html     to read, in this folder: what exists now, what proves it, and every step. Needs only a browser.
  run.json        who, what, when, for whom, with which programs, clocks and certificates, how it ended,
                  who stopped it and who approved which step
  steps.json      each step as it was resolved, what was found and read back, how many rows lists had
  journal.jsonl   everything in order; each line holds the SHA-256 of the line before
  runbook.yaml    the bytes of the runbook that ran
  shots/          the pictures; the journal has their facts: address, title, time, step, what was covered
  technical.log   for developers${signedBy === undefined ? '' : IN_TOTO}
  SHA256SUMS      every file above${signature}
  verify.sh       all checks below in one, with sh, sha256sum and openssl alone
  SHA256SUMS.tsr  if it is there: an RFC 3161 time stamp of ${stamped}

How to check it

  sh verify.sh .${signedBy === undefined ? '' : ' PUBLIC_KEY.pem'}

${EXIT_CODES}

or by hand, in this folder:

  sha256sum -c SHA256SUMS                      (macOS: shasum -a 256 -c SHA256SUMS; Windows: Get-FileHash)
${
  signedBy === undefined
    ? `
This bundle is unsigned: the workspace had no signing key when it was closed. The sums show accidents, not intent.
${VOUCHED_FOR}
the files are those that the signer's list knows. "keywright verify" of the folder of all runs checks that.
`
    : `  openssl dgst -sha256 -verify PUBLIC_KEY.pem -signature SHA256SUMS.sig SHA256SUMS
  openssl pkey -pubin -in PUBLIC_KEY.pem -outform DER | sha256sum
                                               must print ${signedBy}

The public key is not in here on purpose: get it, or this fingerprint of it, from whoever made the bundle through
another channel (a letter, a ticket, a web site). A key that comes with what it signs proves nothing.
`
}
A time stamp is checked with

  openssl ts -verify -data ${stamped} -in SHA256SUMS.tsr -CAfile CA_OF_THE_TIME_STAMP.pem

Lines of journal.jsonl with "statement" are signed by operators, with keys of their own: verify.sh checks each and prints
SIGNED, who, and the SHA-256 of the key. Whether that key is theirs, the signed list of runs says (list.jsonl,
operator.registered), or they themselves, through another channel.

Where pruned.json is there, the pictures and the report were removed later, on purpose, by "keywright prune".

What this does not show

${LIMITS.map((limit) => `  - ${limit.replace(/(.{1,92})(\s|$)/g, '$1\n    ').trim()}`).join('\n')}
`;
}
