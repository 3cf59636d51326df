/** One flow in a process of its own: nothing of another tool is in its memory, and its start-up is not counted. */
import type { Flow, Job } from './flows/job.ts';

// Whoever started it is gone, and so is what for; the browser goes with it.
process.once('disconnect', () => process.exit());

process.once('message', async ({ tool, job }: { tool: string; job: Job }) => {
  try {
    const { flow } = (await import(`./flows/${tool}.ts`)) as { flow: Flow };
    process.send!({ done: await flow(job) });
  } catch (error) {
    process.send!({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  process.disconnect();
});
