/** What went wrong on the way to a server, in words for a person. */
export interface NetworkProblem {
  /** Stable: `KW-…`. */
  code: string;
  /** For a sentence: 'no server at this address: its name is not known (ENOTFOUND)'. */
  actual: string;
  hint: string;
}

const AGAIN = 'Then run again: it looks first and goes on from what is there.';

const TRUST =
  'If it is the certificate of a company or of a server in your own network: install that authority in the trusted ' +
  "certificates of this machine, or give its file in NODE_EXTRA_CA_CERTS for Keywright's own requests; or have the " +
  'server send its whole chain.';

/** The words of Chromium (`net::ERR_…`) and of Node, by what they mean. */
const KINDS: { code: string; says: RegExp; actual: string; hint: string }[] = [
  {
    code: 'KW-PROXY',
    says: /ERR_PROXY\w*|ERR_TUNNEL\w*|ERR_MANDATORY_PROXY\w*/,
    actual: 'a proxy that does not let this through',
    hint: `Keywright connects directly and uses no proxy. Run it where the portal can be reached without one. ${AGAIN}`,
  },
  {
    code: 'KW-CERTIFICATE',
    says: /ERR_CERT_DATE_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    actual: 'a certificate that is expired or not valid yet',
    hint: `Check the date and time of this machine; else the server needs a new certificate. ${AGAIN}`,
  },
  {
    code: 'KW-CERTIFICATE',
    says: /ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID/,
    actual: 'a certificate that is for another name than this address',
    hint: `Check the address in the customers file: the certificate must name its host. ${AGAIN}`,
  },
  {
    code: 'KW-CERTIFICATE',
    says: /ERR_CERT_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*|CERT_UNTRUSTED/,
    actual: 'a certificate that this machine does not trust: self-signed, or of an authority it does not know',
    hint: `${TRUST} ${AGAIN}`,
  },
  {
    code: 'KW-TLS',
    says: /ERR_SSL_\w+|ERR_TLS_\w+|EPROTO/,
    actual: 'no secure connection',
    hint: `Check that the address is right and that the server speaks https there. ${AGAIN}`,
  },
  {
    code: 'KW-HOST-UNKNOWN',
    says: /ERR_NAME_\w+|ERR_ICANN_\w+|ENOTFOUND|EAI_\w+/,
    actual: 'no server of this name: it is not known here',
    hint: `Check the address in the customers file, and whether this machine needs a VPN to know it. ${AGAIN}`,
  },
  {
    code: 'KW-CONNECTION-REFUSED',
    says: /ERR_CONNECTION_REFUSED|ECONNREFUSED/,
    actual: 'a machine that refuses the connection',
    hint: `Check the address in the customers file, and whether the server runs. ${AGAIN}`,
  },
  {
    code: 'KW-CONNECTION-LOST',
    says: /ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED|ERR_HTTP2_\w+|ECONNRESET|EPIPE|UND_ERR_SOCKET/,
    actual: 'a connection that was cut',
    hint: `Something between here and the server cut it: a firewall, a VPN, or the server itself. ${AGAIN}`,
  },
  {
    code: 'KW-NO-ANSWER',
    says: /ERR_(CONNECTION_)?TIMED_OUT|ETIMEDOUT|UND_ERR_\w*TIMEOUT|TimeoutError/,
    actual: 'no answer in time',
    hint: `Check the network and whether the server can be reached from here. ${AGAIN}`,
  },
  {
    code: 'KW-NO-NETWORK',
    says: /ERR_INTERNET_DISCONNECTED|ERR_(ADDRESS|NETWORK)_\w+|ENETUNREACH|EHOSTUNREACH|ENETDOWN/,
    actual: 'no way to this address',
    hint: `Check the network, and whether this machine needs a VPN for it. ${AGAIN}`,
  },
  {
    code: 'KW-REDIRECTS',
    says: /ERR_TOO_MANY_REDIRECTS/,
    actual: 'an address that leads in circles',
    hint: `Open it in a browser to see where it leads, and give that address in the customers file. ${AGAIN}`,
  },
  {
    code: 'KW-NO-ANSWER',
    says: /net::ERR_\w+|fetch failed/,
    actual: 'no answer',
    hint: `Check the address in the customers file and the network. ${AGAIN}`,
  },
];

/** The names of variables that tell other programs to use a proxy. */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * What a text says of the network, if it does: an error's message, or Node's code of its cause.
 * @param environment where a proxy may be set, which Keywright does not use
 */
export function networkProblem(
  text: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): NetworkProblem | undefined {
  const kind = KINDS.find(({ says }) => says.test(text));
  if (kind === undefined) return undefined;
  const word = kind.says.exec(text)![0].replace(/^net::/, '');
  const proxy = PROXIES.find((name) => environment[name]);
  const noProxy = proxy === undefined || kind.code === 'KW-CERTIFICATE' || kind.code === 'KW-REDIRECTS';
  return {
    code: kind.code,
    actual: `${kind.actual} (${word})`,
    hint: noProxy
      ? kind.hint
      : `${proxy} is set, but Keywright uses no proxy: it connects to the portals alone, and directly. Run it where they ` +
        `can be reached without one. ${kind.hint}`,
  };
}

/** All that an error and its causes say: undici tells the reason in the cause alone. */
export function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const cause = error.cause === undefined ? '' : ` ${wordsOfError(error.cause)}`;
  const inside = error instanceof AggregateError ? error.errors.map(wordsOfError).join(' ') : '';
  return `${error.name} ${code ?? ''} ${error.message}${cause} ${inside}`;
}
