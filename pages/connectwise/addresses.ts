/** The hosts of ConnectWise's cloud (PRODUCT.md E1). */
const isCloud = (host: string): boolean => /\.(myconnectwise\.net|connectwisedev\.com)$/.test(host);

/** The path before ConnectWise's own: an on-premises server may have one. */
export const pathBefore = ({ pathname }: URL): string => pathname.replace(/\/(v4_6_release\b.*)?$/, '');

/** Cloud hosts serve the API under `api-`, too. Sources disagree which to use (PRODUCT.md E1), so both are tried. */
export function apiBases(url: URL): string[] {
  const origins = isCloud(url.hostname) ? [`${url.protocol}//api-${url.host}`, url.origin] : [url.origin];
  return origins.map((origin) => `${origin}${pathBefore(url)}/v4_6_release/apis/3.0`);
}

/**
 * Why people cannot sign in at an address: guides for the REST API print the one with `api-` in front. An own server may
 * be called so all the same, where the customers file says that it is meant.
 */
export function wrongAddress({ hostname, host, pathname }: URL, onPremises: boolean): string | undefined {
  if (/\/apis(\/|$)/i.test(pathname))
    return 'has the path of the REST API: leave out /v4_6_release and what follows it';
  if (!hostname.startsWith('api-') || (onPremises && !isCloud(hostname))) return undefined;
  return (
    `is the address of the REST API; people sign in at https://${host.replace('api-', '')}` +
    (isCloud(hostname) ? '' : ' (for a server of your own that is really called so, add on-premises: true)')
  );
}
