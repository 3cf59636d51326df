import { join } from 'node:path';
import { pino } from 'pino';
import { Connections } from '../browser/connections.ts';
import type { FoundBrowser } from '../browser/find.ts';
import { launchBrowser } from '../browser/launch.ts';
import type { NetworkProblem } from '../browser/network-problem.ts';
import { Proxies } from '../browser/proxies.ts';
import { openRelay } from '../browser/relay.ts';
import { type Finding, ScreenProblem } from '../portal-sdk/index.ts';
import type { ConfirmedWords } from '../runbook/confirmed-words.ts';
import type { Prepared } from '../runbook/load.ts';
import { readOnlyEscrow } from '../secrets/escrow/escrow.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Vault } from '../secrets/vault.ts';
import { Control } from '../watch/control.ts';
import { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import { contextsOf, type OpenContext } from './context/contexts.ts';
import { Readings } from './context/readings.ts';
import { blameNetwork, explainError } from './explain-error.ts';
import { NULL_RECORDER } from './null-recorder.ts';
import { jobName, openPortals, reachable } from './portals.ts';
import { readTags } from './run-tags.ts';
import { type WalkMode, walk } from './walk.ts';

interface PlanOptions {
  prepared: Prepared;
  /** Folder of the vault, the escrow and saved sessions. */
  state: string;
  browser: FoundBrowser;
  headed: boolean;
  /** What leads to the portals. Default: they are reached directly. */
  proxies?: Proxies | undefined;
  sources: SecretSource;
  /** What people have confirmed of this customer's screens. */
  words?: ConfirmedWords | undefined;
  vault: Vault;
  say(text: string): void;
  signal: AbortSignal;
}

/** What a step would do: what it found, or the step that must be done before anybody can tell. */
export type PlannedStep = { id: string; title: string; phase: string } & ({ finding: Finding } | { after: string });

/** An error with its true cause, where that is the network. */
function withNetwork(error: unknown, screen: string, network: NetworkProblem | undefined): unknown {
  if (network === undefined) return error;
  const { expected = 'the page that was asked for', ...said } = blameNetwork(explainError(error, undefined), network);
  return new ScreenProblem({ screen, ...said, expected });
}

/** Looks, and changes nothing but who is signed in. */
function planMode(open: OpenContext, found: (step: PlannedStep) => void): WalkMode {
  return {
    blocked: ({ step: { id, title }, phase }, missing) => found({ id, title, phase, after: missing.id }),
    async visit({ step, phase }, portal, input) {
      const isSignIn = step.action === step.portal.signIn;
      const { ctx } = open(step, portal, !isSignIn);
      if (!portal.session.arrived && !step.portal.noPages) await portal.session.arrive();
      const look = async () => {
        const first = await step.action.inspect(ctx, input);
        if (!isSignIn || first.state !== 'needed') return first;
        await portal.signIn.perform!(ctx, input);
        return await step.action.inspect(ctx, input);
      };
      const finding = await look().catch(async (error: unknown) => {
        throw withNetwork(error, step.portal.title, await portal.session.networkProblem());
      });
      found({ id: step.id, title: step.title, phase, finding });
      return finding.state === 'satisfied' ? { output: finding.output } : 'no output';
    },
  };
}

/**
 * Looks at the portals and says step by step what a run would change. Signs in, and touches nothing else; keeps no
 * evidence.
 * @param found called for each step as it is known
 * @throws what stops a look-up, as a run would meet it
 */
export async function plan(options: PlanOptions, found: (step: PlannedStep) => void): Promise<void> {
  const { prepared, state, headed, vault, sources, words, say, signal, proxies = Proxies.NONE } = options;
  const { customer } = prepared;
  const origins = reachable(prepared);
  const relay = await openRelay(origins, proxies);
  const browser = await launchBrowser({ path: options.browser.path, headed, origins, relay });
  try {
    const portals = openPortals({
      browser,
      connections: new Connections(origins, proxies),
      network: { reachable: origins, proxies, relay },
      headed,
      live: undefined,
      customer,
      vault,
      sources,
      sessions: join(state, 'sessions'),
      words,
      log: pino({ level: 'silent' }),
      note: () => undefined,
    });
    const readings = new Readings();
    const people = new HumanInTheLoop({
      control: Control.unattended(signal),
      recorder: NULL_RECORDER,
      headed,
      customer: customer.title,
      approvedUpFront: [],
      operator: '',
      waited: () => readings.forgetAll(),
    });
    const open = contextsOf({
      recorder: NULL_RECORDER,
      readings,
      people,
      escrow: readOnlyEscrow(join(state, 'escrow', customer.name)),
      tag: '00000000',
      job: (runbook) => jobName(prepared, runbook),
      ourTags: readTags(state, customer.name),
      vault,
      sources,
      state,
      customer: customer.name,
      signal,
      headed,
      proxies,
      say,
    });
    const at = { step: undefined };
    await walk({ prepared, portals, people, live: undefined, at, signal }, planMode(open, found));
  } finally {
    await browser.close().catch(() => undefined);
    relay?.close();
  }
}
