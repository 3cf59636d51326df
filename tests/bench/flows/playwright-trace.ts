import { join } from 'node:path';
import type { Flow } from './job.ts';
import { flowWith } from './playwright.ts';

/** The minimal script with Playwright's trace, as its test runner records it with `trace: 'on'`. */
export const flow: Flow = async (job) =>
  await flowWith(
    {},
    async (context) => void (await context.tracing.start({ screenshots: true, snapshots: true, sources: true })),
    async (context, name) => await context.tracing.stop({ path: join(job.folder, 'kept', `${name}.zip`) }),
  )(job);
