import { join } from 'node:path';
import type { Flow } from './job.ts';
import { flowWith } from './playwright.ts';

/** The minimal script with a video of each page in its full size. */
export const flow: Flow = async (job) =>
  await flowWith(
    { recordVideo: { dir: join(job.folder, 'kept'), size: { width: 1440, height: 900 } } },
    async () => undefined,
    async (context) => await context.close(),
  )(job);
