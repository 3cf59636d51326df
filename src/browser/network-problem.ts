import { ProxyRefused } from './tunnel.ts';

/** What went wrong on the way to a server, in words for a person. */
export interface NetworkProblem {
  /** Stable: `KW-…`. */
  code: string;
  /** For a sentence: 'no server at this address: its name is not known (ENOTFOUND)'. */
  actual: string;
  hint: string;
}

const AGAIN = 'Then run again: it looks first and continues from what is there.';

const TRUST =
  'If it is the certificate of a company or of a server in your own network: install that authority in the trusted ' +
  'certificates of this machine, or give its file in NODE_EXTRA_CA_CERTS' +
  (process.platform === 'linux'
    ? ' (for the browser, certutil must be installed: package libnss3-tools or nss-tools); '
    : " (that counts for Keywright's own requests, and not for the browser); ") +
  'or have the server send its whole chain.';

const MAY_NEED_PROXY = 'If this network needs a proxy, give it in HTTPS_PROXY or as proxy in the customers file.';

/** The words of Chromium (`net::ERR_…`) and of Node, by what they mean. */
const KINDS: { code: string; says: RegExp; actual: string; hint: string }[] = [
  {
    code: 'KW-PROXY',
    says: /ERR_PROXY\w*|ERR_TUNNEL\w*|ERR_MANDATORY_PROXY\w*/,
    actual: 'a proxy that does not let this through',
    hint: `Check the proxy that is set. ${AGAIN}`,
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
    hint:
      'Check the address in the customers file: the certificate must name its host. If it names a stranger, the network ' +
      `answers in the portal's place: sign in to the network first, or leave it. ${AGAIN}`,
  },
  {
    code: 'KW-CERTIFICATE',
    says: /ERR_CERT_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*|CERT_UNTRUSTED/,
    actual: 'a certificate that this machine does not trust: self-signed, or issued by an authority it does not know',
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
    hint: `Check the address in the customers file, and whether this machine needs a VPN to know it. ${MAY_NEED_PROXY} ${AGAIN}`,
  },
  {
    code: 'KW-CONNECTION-REFUSED',
    says: /ERR_CONNECTION_REFUSED|ECONNREFUSED/,
    actual: 'a machine that refuses the connection',
    hint: `Check the address in the customers file, and whether the server runs. ${MAY_NEED_PROXY} ${AGAIN}`,
  },
  {
    code: 'KW-CONNECTION-LOST',
    says: /ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED|ECONNRESET|EPIPE|UND_ERR_SOCKET/,
    actual: 'a connection that was cut',
    hint: `Something between here and the server cut it: a firewall, a VPN, or the server itself. ${AGAIN}`,
  },
  {
    code: 'KW-CONNECTION-LOST',
    says: /ERR_HTTP2_\w+|ERR_QUIC\w*|NGHTTP2_\w+/,
    actual: 'a connection that was cut in the middle of the answer',
    hint: `Some firewalls cut off browsers without a window: try with --headed. ${AGAIN}`,
  },
  {
    code: 'KW-NO-ANSWER',
    says: /ERR_(CONNECTION_)?TIMED_OUT|ETIMEDOUT|UND_ERR_\w*TIMEOUT|TimeoutError/,
    actual: 'no answer in time',
    hint: `Check the network and whether the server can be reached from here. ${MAY_NEED_PROXY} ${AGAIN}`,
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
    code: 'KW-BLOCKED',
    says: /ERR_UNSAFE_PORT|ERR_BLOCKED_BY_\w+/,
    actual: 'an address that the browser itself does not open',
    hint:
      'Browsers keep some ports closed (6000 and 10080, for example), and a company may forbid addresses on its ' +
      `machines. Have the server use another port, or the address allowed. ${AGAIN}`,
  },
  {
    code: 'KW-NO-ANSWER',
    says: /net::ERR_\w+|fetch failed/,
    actual: 'no answer',
    hint: `Check the address in the customers file and the network. ${AGAIN}`,
  },
];

/** What a text says of the network, if it does: an error's message, or Node's code of its cause. */
export function networkProblem(text: string): NetworkProblem | undefined {
  const kind = KINDS.find(({ says }) => says.test(text));
  if (kind === undefined) return undefined;
  const word = kind.says.exec(text)![0].replace(/^net::/, '');
  return { code: kind.code, actual: `${kind.actual} (${word})`, hint: kind.hint };
}

/** What a proxy's answer means: its status, and whether it was told who asks. */
function proxyProblem({ status, schemes, proxy, message }: ProxyRefused): NetworkProblem {
  const its = `the proxy ${proxy.url.host} (set by ${proxy.place})`;
  const say = (actual: string, hint: string) => ({
    code: 'KW-PROXY',
    actual: `${its}, ${actual}`,
    hint: `${hint} ${AGAIN}`,
  });
  if (status === undefined)
    return say(
      `which cannot be reached (${message})`,
      'Check its address, and whether this machine is in the network that it serves.',
    );
  if (status === 407 && schemes !== undefined && !/basic/i.test(schemes))
    return say(
      `which wants a sign-in by ${schemes} (407)`,
      'Keywright signs in with user name and password (Basic) alone. Give a local helper that can do it, such as px or ' +
        'cntlm, as the proxy; or have these hosts let through without a sign-in.',
    );
  if (status === 407)
    return proxy.authorization === undefined
      ? say(
          'which wants a user name and a password (407)',
          `Give them in HTTPS_PROXY (http://user:password@${proxy.url.host}), or the user name in the address and the ` +
            'password in KEYWRIGHT_PROXY_PASSWORD.',
        )
      : say('which refuses the user name or the password (407)', `Correct them where they are set.`);
  if (status >= 500)
    return say(
      `which does not get through to the portal (${status})`,
      'Check the address in the customers file. If this machine reaches that server directly, add its host to NO_PROXY.',
    );
  return say(`which does not let this address through (${status})`, 'Have the host of the portal allowed there.');
}

/** What an error says of the network, if it does. */
export function problemOfError(error: unknown): NetworkProblem | undefined {
  return error instanceof ProxyRefused ? proxyProblem(error) : networkProblem(wordsOfError(error));
}

/** All that an error and its causes say: undici tells the reason in the cause alone. */
export function wordsOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const cause = error.cause === undefined ? '' : ` ${wordsOfError(error.cause)}`;
  const inside = error instanceof AggregateError ? error.errors.map(wordsOfError).join(' ') : '';
  return `${error.name} ${code ?? ''} ${error.message}${cause} ${inside}`;
}
