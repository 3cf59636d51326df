import type { CompanyState } from '../connectwise/state.ts';
import type { Intercept } from '../intercept.ts';
import type { MspcfoState } from '../mspcfo/state.ts';
import { type PracticeOptions as Options, type Practice as Running, startPractice as start } from '../start.ts';
import { type FaultOf, faults } from './faults.ts';
import { PracticeSnapshot } from './snapshot.ts';

export interface PracticeOptions extends Omit<Options, 'intercept' | 'state'> {
  /** What goes wrong in ConnectWise, request by request. */
  fault?: FaultOf<CompanyState>;
  /** What goes wrong in MSPCFO, request by request. */
  mspcfoFault?: FaultOf<MspcfoState>;
  /** Called with the address of each request for ConnectWise, scripts and pictures too. */
  asked?: ((url: string) => void) | undefined;
  /**
   * Goes on from there, at the same addresses unless `ports` says otherwise. With it, `companyId`, `customers` and
   * `company` have no effect.
   */
  from?: PracticeSnapshot;
}

/** A request as faults name it. */
export interface PracticeRequest {
  portal: 'connectwise' | 'mspcfo';
  request: string;
}

/** Running practice portals, and what tests do with them. */
export interface Practice extends Omit<Running, 'state'> {
  /** Every request so far that a fault could have been for, in order. */
  log: PracticeRequest[];
  /** A copy of everything that both portals know now, except sessions. */
  snapshot(): PracticeSnapshot;
  /**
   * Puts everything back to that moment while the portals run on; everybody is signed out. A request that is under way
   * may still change what is there then.
   * @throws when it is of other portals
   */
  restore(snapshot: PracticeSnapshot): void;
}

/** Starts both practice portals with faults, a log of requests, and snapshots. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { fault, mspcfoFault, asked, from, ...rest } = options;
  const log: PracticeRequest[] = [];
  const logged =
    <State>(portal: PracticeRequest['portal'], faultOf: FaultOf<State> | undefined): Intercept<State> =>
    (its) =>
      faults(its, (request, customer) => {
        log.push({ portal, request });
        return faultOf?.(request, customer);
      });
  const { state, ...portals } = await start({
    ...rest,
    state: from?.open(),
    intercept: {
      connectwise: telling(logged('connectwise', fault), asked),
      mspcfo: logged('mspcfo', mspcfoFault),
    },
    singleRequests: { connectwise: fault !== undefined, mspcfo: mspcfoFault !== undefined },
  });
  return {
    ...portals,
    log,
    snapshot: () => new PracticeSnapshot(state),
    restore(snapshot) {
      const past = snapshot.open();
      if (past.clientIds.ours !== state.clientIds.ours)
        throw new Error(
          'The snapshot is of other practice portals, with other passwords. Start new ones from it instead.',
        );
      state.customers.forEach(({ company, state: its }, n) => {
        replace(company, past.customers[n]!.company);
        replace(its, past.customers[n]!.state);
      });
    },
  };
}

/** Tells of each request that comes past what goes wrong. */
function telling<State>(intercept: Intercept<State>, asked: PracticeOptions['asked']): Intercept<State> {
  return (its) => {
    const before = intercept(its);
    return async (c, next) =>
      await before(c, async () => {
        asked?.(c.req.url);
        await next();
      });
  };
}

/** Makes one object's members those of another; who holds it goes on holding it. */
function replace<T extends object>(target: T, source: T): void {
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name);
  Object.assign(target, source);
}
