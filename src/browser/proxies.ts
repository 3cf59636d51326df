import { isDirect, type WebProxy } from './proxy.ts';

/** Which proxy leads to which address: one notion for the browser and Keywright's own requests. */
export class Proxies {
  /** Everything is reached directly. */
  static readonly NONE = new Proxies({});
  readonly #byProtocol: Readonly<Record<string, WebProxy | undefined>>;
  readonly #noProxy: string;

  /** @param noProxy hosts that are reached directly, as NO_PROXY has them */
  constructor(byProtocol: Readonly<Record<string, WebProxy | undefined>>, noProxy = '') {
    this.#byProtocol = byProtocol;
    this.#noProxy = noProxy;
  }

  /** The proxy that leads there; undefined if the way is direct. */
  of(url: URL): WebProxy | undefined {
    return isDirect(url, this.#noProxy) ? undefined : this.#byProtocol[url.protocol];
  }
}
