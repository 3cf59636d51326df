import type { CDPSession } from 'playwright';
import { within } from '../../browser/within.ts';
import type { Secret } from '../../secrets/secret.ts';
import { coverElement, forgetCovers } from './bullets.ts';
import type { Inspection } from './targets.ts';

/** The covers that lie over a page for one picture. */
export class Covers {
  /** By target and element: what takes the cover away again. */
  readonly #covers: Map<CDPSession, Map<number, () => Promise<void>>>;
  /** In how many places each secret was covered. */
  readonly places = new Map<Secret, number>();

  constructor(sessions: CDPSession[]) {
    this.#covers = new Map(sessions.map((session) => [session, new Map()]));
  }

  #all(): (() => Promise<void>)[] {
    return [...this.#covers.values()].flatMap((ofTarget) => [...ofTarget.values()]);
  }

  get isEmpty(): boolean {
    return this.#all().length === 0;
  }

  /** Whether bullets tell a length. Bullets that are still there under a cover may stay: they are bullets. */
  miss({ lengths }: Inspection): boolean {
    return lengths.some(({ session, node }) => !this.#covers.get(session)!.has(node));
  }

  /** Covers each place that shows a secret, and each whose bullets tell a length. */
  async add({ hits, lengths }: Inspection): Promise<void> {
    for (const { secret, nodes } of hits) this.places.set(secret, (this.places.get(secret) ?? 0) + nodes.size);
    const shown = hits.flatMap(({ session, nodes }) => [...nodes].map((node) => ({ session, node })));
    const telling = lengths.filter(({ session, node }) => !this.#covers.get(session)!.has(node));
    for (const { session, node } of [...shown, ...telling]) {
      const ofTarget = this.#covers.get(session)!;
      // If the page has replaced the cover's style, that style is what comes back.
      await within(ofTarget.get(node)?.() ?? Promise.resolve());
      ofTarget.set(node, await within(coverElement(session, node)));
    }
  }

  async remove(): Promise<void> {
    for (const uncover of this.#all()) await within(uncover()).catch(() => undefined);
    for (const [session, ofTarget] of this.#covers)
      if (ofTarget.size > 0) await forgetCovers(session).catch(() => undefined);
  }
}
