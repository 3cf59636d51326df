import type { FoundBrowser } from '../browser/find.ts';
import { Connections } from '../browser/connections.ts';
import { launchBrowser } from '../browser/launch.ts';
import { Control } from '../watch/control.ts';
import type { Finding } from '../portal-sdk/index.ts';
import type { Prepared } from '../runbook/load.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Vault } from '../secrets/vault.ts';
import { join } from 'node:path';
import { pino } from 'pino';
import { readOnlyEscrow } from '../secrets/escrow/escrow.ts';
import { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import { createContext } from './context.ts';
import { openPortals, reachable } from './portals.ts';
import { readTags } from './run-tags.ts';

export interface PlanOptions {
  prepared: Prepared;
  /** Folder of the vault, the escrow and saved sessions. */
  state: string;
  browser: FoundBrowser;
  headed: boolean;
  sources: SecretSource;
  vault: Vault;
  say(text: string): void;
  signal: AbortSignal;
}

/** What a step would do: what its look-up found, or the earlier step that must be done before anybody can tell. */
export type PlannedStep = { id: string; title: string; phase: string } & ({ finding: Finding } | { after: string });

/**
 * Looks at the portals and says step by step what a run would change. Signs in, and touches nothing else; keeps no
 * evidence.
 * @param found called for each step as it is known
 * @throws what stops a look-up, as a run would meet it
 */
export async function plan(options: PlanOptions, found: (step: PlannedStep) => void): Promise<void> {
  const { prepared, vault, sources, signal } = options;
  const { runbook, customer } = prepared;
  const escrow = readOnlyEscrow(join(options.state, 'escrow', customer.name));
  const browser = await launchBrowser({
    path: options.browser.path,
    headed: options.headed,
    origins: reachable(prepared),
  });
  try {
    const portals = openPortals({
      browser,
      connections: new Connections(),
      headed: options.headed,
      live: undefined,
      customer,
      vault,
      sources,
      sessions: join(options.state, 'sessions'),
      log: pino({ level: 'silent' }),
      note: () => undefined,
    });
    const people = new HumanInTheLoop({
      control: Control.unattended(signal),
      recorder: undefined,
      headed: options.headed,
      customer: customer.title,
      approvedUpFront: [],
      operator: '',
    });
    const outputs = new Map<string, unknown>();
    for (const step of prepared.steps) {
      const head = { id: step.id, title: step.title, phase: runbook.phases[step.phase]!.title };
      const missing = step.needs.find((id) => !outputs.has(id));
      if (missing !== undefined) {
        found({ ...head, after: missing });
        continue;
      }
      const signIn = step.action === step.portal.signIn;
      const {
        session,
        secrets: { known: secrets },
      } = await portals.open(step.portal);
      const { ctx } = createContext({
        session,
        recorder: undefined,
        people,
        planning: !signIn,
        escrow: escrow.of(step.portal.name),
        tag: '00000000',
        ourTags: readTags(options.state, customer.name),
        step: step.id,
        secrets,
        signal,
        headed: options.headed,
        fingerprint: (secret) => vault.fingerprint(secret),
        say: options.say,
        askCode: () => sources.ask(`${step.portal.title} one-time code`),
      });
      const input = step.resolve(outputs);
      if (!session.arrived) await session.arrive();
      let finding = await step.action.inspect(ctx, input);
      if (signIn && finding.state === 'needed') {
        await step.action.perform!(ctx, input);
        finding = await step.action.inspect(ctx, input);
      }
      if (finding.state === 'satisfied') outputs.set(step.id, finding.output);
      found({ ...head, finding });
    }
  } finally {
    await browser.close().catch(() => undefined);
  }
}
