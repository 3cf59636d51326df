import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../portal-sdk/index.ts';
import { Interrupted } from '../explain-error.ts';
import type { ContextOptions } from './options.ts';

/** How long a person may take for what the run asks at the browser. Milliseconds. */
const PERSON_TIMEOUT = 10 * 60_000;
const POLL = 250;

/** `Context.askPerson` */
export function askPersonOf({
  headed,
  people,
  say,
  recorder,
  step,
  session,
  signal,
}: ContextOptions): Context['askPerson'] {
  return async (request, done) => {
    if ((!headed && session.view === undefined) || people === undefined)
      throw new Error(
        `A person is needed here: ${request}. Run again with --headed, so that someone can do it in the browser.`,
      );
    say(request);
    recorder.write({ type: 'note', step, text: `Asked the person at the browser: ${request}` });
    let waiting = true;
    const looked = (async () => {
      while (waiting && !(await done())) await delay(POLL);
    })();
    const answered = await people.handsDone(request, PERSON_TIMEOUT, session, looked).finally(() => (waiting = false));
    if (signal.aborted) throw new Interrupted();
    if (!answered)
      throw new Error(`Nobody did this within ten minutes: ${request}. Run again when someone is at the browser.`);
    await looked;
    recorder.write({ type: 'note', step, text: 'The person at the browser did it.' });
  };
}
