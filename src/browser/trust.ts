import * as tls from 'node:tls';

let trusted = false;

/**
 * Makes Keywright's own requests trust what the machine trusts, as its browser does: certificates of companies are in
 * the system's store. Those of Node and of NODE_EXTRA_CA_CERTS stay.
 */
export function trustSystemCertificates(): void {
  // Since Node 24.5. Reading the system's store takes a third of a second, so only before a request.
  if (trusted || !('setDefaultCACertificates' in tls)) return;
  trusted = true;
  const { getCACertificates, setDefaultCACertificates } = tls;
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
