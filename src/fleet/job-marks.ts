import { join } from 'node:path';
import { makeFolder, readIfThere, remove, writeDurably } from '../files/durable-write.ts';
import { exclusively } from '../files/exclusive.ts';
import { type Envelope, JobRefused, type QueuedJob } from './signed-job.ts';

/** Of jobs with the same place, the later attempt is the later one. */
const isLater = (one: QueuedJob, other: QueuedJob): boolean =>
  one.order === other.order ? one.attempt > other.attempt : one.order > other.order;

/**
 * Which job was begun last for each customer, kept in the workspace, where nobody reaches who only has the database: a
 * signed job is begun once, and none after a later one. Whoever alters rows can keep a job from running, and no more.
 */
export class JobMarks {
  readonly #folder: string;

  /** @param state the workspace's folder of what Keywright keeps for itself */
  constructor(state: string) {
    this.#folder = join(state, 'jobs');
  }

  /**
   * Marks a job as begun. It is on disk when this returns.
   * @returns takes the mark back, for a job that was given back before anything was changed
   * @throws JobRefused if it, or a later one, was begun before
   */
  begin(job: QueuedJob, envelope: Envelope): () => void {
    const file = join(this.#folder, `${job.customer}.json`);
    const alone = <T>(work: () => T): T => exclusively(join(this.#folder, 'lock.sqlite'), work);
    const mark = `${JSON.stringify(envelope)}\n`;
    makeFolder(this.#folder);
    const before = alone(() => {
      const known = readIfThere(file);
      const last = known && (JSON.parse((JSON.parse(known.toString('utf8')) as Envelope).job) as QueuedJob);
      if (last !== undefined && !isLater(job, last))
        throw new JobRefused(
          last.id === job.id
            ? 'it was begun before'
            : `a later job of this customer, of ${last.order}, was begun before it. Submit it again`,
        );
      writeDurably(file, mark);
      return known;
    });
    return () =>
      alone(() => {
        if (readIfThere(file)?.toString('utf8') !== mark) return;
        if (before === undefined) remove(file);
        else writeDurably(file, before);
      });
  }
}
