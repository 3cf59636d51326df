import { join } from 'node:path';
import { makeFolder, readIfThere, writeDurably } from '../files/durable-write.ts';
import { exclusively } from '../files/exclusive.ts';
import { type Schedule, ScheduleRefused } from './schedule.ts';

/** Later than every date. */
const OVER = '9999';

/**
 * Which date of each schedule was seen to last, kept in the workspace's state: whoever alters rows of the database can
 * neither repeat a date, nor bring back a schedule that was removed here.
 */
export class ScheduleMarks {
  readonly #folder: string;

  /** @param state the workspace's folder of what Keywright keeps for itself */
  constructor(state: string) {
    this.#folder = join(state, 'jobs', 'schedules');
  }

  /** Marks a date as seen to. @throws ScheduleRefused if it, or a later one, was before */
  begin(schedule: Schedule, date: string): void {
    this.#mark(schedule, date);
  }

  /** It is not followed any more. */
  end(schedule: Schedule): void {
    this.#mark(schedule, OVER);
  }

  #mark({ id }: Schedule, until: string): void {
    const file = join(this.#folder, id);
    makeFolder(this.#folder);
    exclusively(join(this.#folder, 'lock.sqlite'), () => {
      const known = readIfThere(file)?.toString('utf8');
      if (known !== undefined && known >= until && until !== OVER)
        throw new ScheduleRefused(known === OVER ? 'it was removed' : `its date ${until} was seen to before`);
      writeDurably(file, until);
    });
  }
}
