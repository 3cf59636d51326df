import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContextOptions } from '../../../src/engine/context/options.ts';
import { NULL_RECORDER } from '../../../src/engine/null-recorder.ts';
import type { PortalSession } from '../../../src/engine/portal-session.ts';
import { teach } from '../../../src/engine/teach.ts';
import { ConfirmedWords } from '../../../src/runbook/confirmed-words.ts';
import { Control } from '../../../src/watch/control.ts';
import { HumanInTheLoop } from '../../../src/watch/human-in-the-loop.ts';

const PAT = { who: 'Pat Doe', via: 'watch page' } as const;

/** Somebody who points at one text in the picture of the live page whenever the run asks, and says yes to what it says. */
export class PointingPerson {
  readonly words: ConfirmedWords;
  /** What was asked and said. */
  readonly asked: string[] = [];
  /** The workspace, in which the words are kept. */
  readonly folder = mkdtempSync(join(tmpdir(), 'kw-teach-'));
  readonly #at: string;

  /** @param at the text that is pointed at */
  constructor(at: string) {
    this.#at = at;
    this.words = ConfirmedWords.read(this.folder, 'acme') as ConfirmedWords;
  }

  beside(session: PortalSession): Partial<ContextOptions> {
    const { signal } = new AbortController();
    const control = new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal });
    control.attended = true;
    control.onChange(({ question }) => {
      if (question !== undefined) this.asked.push(question.title);
      if (question?.kind === 'point') void this.#point(control, session);
      if (question?.kind === 'words') setImmediate(() => control.command('confirm', PAT));
    });
    const recorder = { ...NULL_RECORDER, write: () => undefined };
    const people = new HumanInTheLoop({
      control,
      recorder,
      headed: false,
      customer: 'Acme',
      approvedUpFront: [],
      operator: 'test',
    });
    const options = { session, people, recorder, words: this.words, run: 'test' };
    return { teach: async (ctx, unknown) => await teach(options, ctx, unknown) };
  }

  async #point(control: Control, { page }: PortalSession): Promise<void> {
    const boxes = await Promise.all(
      page.frames().map(async (frame) => {
        const shown = frame
          .getByText(new RegExp(`^${this.#at}[\\s*:]*$`))
          .filter({ visible: true })
          .first();
        return await shown.boundingBox({ timeout: 2_000 }).catch(() => null);
      }),
    );
    const box = boxes.find((one) => one !== null);
    const { width, height } = page.viewportSize()!;
    if (box)
      control.command('point', PAT, { x: (box.x + box.width / 2) / width, y: (box.y + box.height / 2) / height });
    else control.command('skip', PAT);
  }
}
