import { setTimeout as delay } from 'node:timers/promises';
import { JournalWriteError } from '../../evidence/journal.ts';
import { type Context, type Finding, SessionLost } from '../../portal-sdk/index.ts';
import { Interrupted } from '../explain-error.ts';
import type { StepRuntime, StepSpec } from './spec.ts';

/** After a commit of unknown outcome: how long to look for what it may still bring, and how often. Milliseconds. */
const LOOK_FOR = 30_000;
const LOOK_EVERY = 3_000;

const isKnown = (finding: Finding | undefined) =>
  finding?.state === 'satisfied' || (finding?.state === 'needed' && finding.settled);

/** Looks again and again for what a commit of unknown outcome may have brought. Never presses anything. */
export async function resolveUnknownOutcome(
  { action, input }: StepSpec,
  ctx: Context,
  { signal, signInAgain, arrive }: StepRuntime,
): Promise<Finding | undefined> {
  const look = action.confirm ?? action.inspect;
  const end = performance.now() + LOOK_FOR;
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    const finding = await arrive(ctx)
      .then(() => look(ctx, input))
      .catch(async (error: unknown) => {
        if (error instanceof JournalWriteError) throw error;
        // A refused sign-in ends the looking: portals lock accounts.
        if (error instanceof SessionLost) await signInAgain();
        return undefined;
      });
    if (isKnown(finding) || performance.now() > end) return finding;
    await delay(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
  }
}
