import type { MspcfoVariants } from './variants.ts';

const isLoopback = (hostname: string) => hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);

/**
 * The address behind what somebody typed: with or without `https://`; plain http for this machine alone.
 * @returns undefined when it is no web address
 */
export function serverAddress(typed: string): URL | undefined {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (!isLoopback(url.hostname)) return url.protocol === 'https:' && url.hostname.includes('.') ? url : undefined;
  if (withScheme !== text) url.protocol = 'http:';
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** What is stored of a typed server URL. */
export function storedServerUrl(typed: string, how: MspcfoVariants['serverUrl']): string {
  const url = serverAddress(typed);
  if (how === 'as-typed' || url === undefined) return typed.trim();
  return how === 'host-only' ? url.host : `${url.origin}/`;
}

/** Where sign-in pages are, and where the API may be, the likelier first (PRODUCT.md E1). */
export function connectwiseOrigins(address: URL): { site: string; apis: string[] } {
  if (isLoopback(address.hostname)) return { site: address.origin, apis: [address.origin] };
  const host = address.host.replace(/^api-/, '');
  return {
    site: `https://${host}`,
    apis: host.endsWith('.myconnectwise.net') ? [`https://api-${host}`, `https://${host}`] : [`https://${host}`],
  };
}
