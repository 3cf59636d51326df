import { ONE_TIME_CODE, type Portal, SecretRefused } from '../portal-sdk/index.ts';
import type { Secret } from '../secrets/secret.ts';
import type { SecretSource } from '../secrets/sources.ts';
import { StillRefused } from '../secrets/still-refused.ts';
import { variableOf } from '../secrets/variable.ts';

/** A portal's secrets during a run. It remembers what the portal has refused, and reads it anew before the next use. */
export class PortalSecrets {
  /** By the names in the portal's `secrets`. */
  readonly known: Map<string, Secret>;
  readonly #portal: Portal;
  readonly #sources: SecretSource;
  readonly #refused: { name: string; value: Secret }[] = [];
  /** The names of the secrets to be read anew. */
  readonly #stale = new Set<string>();

  constructor(portal: Portal, known: ReadonlyMap<string, Secret>, sources: SecretSource) {
    this.#portal = portal;
    this.known = new Map(known);
    this.#sources = sources;
  }

  /** Whether the portal has refused this value. */
  wasRefused(value: Secret): boolean {
    return this.#refused.some((one) => one.value.is(value));
  }

  /** Remembers that the portal has refused a secret. @param code the one-time code that was typed last */
  refuse(name: string, code: Secret | undefined): void {
    const value = name === ONE_TIME_CODE ? code : this.known.get(name);
    if (value !== undefined && !this.wasRefused(value)) this.#refused.push({ name, value });
    // A wrong seed makes wrong codes.
    this.#stale.add(name === ONE_TIME_CODE ? 'TOTP_SECRET' : name);
  }

  /** Reads refused secrets anew. @throws SecretRefused if the source still gives a refused value */
  async renew(note: (text: string) => void): Promise<void> {
    const { name: portal, title, secrets } = this.#portal;
    for (const name of this.#stale) {
      if (!this.known.has(name)) continue;
      const [variable, label] = [variableOf(portal, name), secrets[name] ?? name];
      const refused = this.#refused.filter((one) => one.name === name).map(({ value }) => value);
      this.#sources.forget(variable);
      const value = await this.#sources.need(variable, label, refused).catch((error: unknown) => {
        if (!(error instanceof StillRefused)) throw error;
        const actual = `that ${error.which} is still the one that ${title} refused, so it was not sent again`;
        throw new SecretRefused(name, {
          screen: `${title}, sign-in`,
          expected: `another ${label} than the one that ${title} refused`,
          actual,
          hint: error.hint,
        });
      });
      this.known.set(name, value);
      note(`Read the ${label} again.`);
    }
    this.#stale.clear();
  }
}
