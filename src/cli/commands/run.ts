import { Option } from 'commander';
import { define } from '../define.ts';
import type { BatchRunOptions } from '../load-chosen.ts';
import type { ManyOptions } from '../many-customers.ts';
import { detail, forCustomers, forMany, json, runbook, vendor, watching, yes } from '../options.ts';

const onlyRunbook = new Option(
  '--runbook-sha256 <hash>',
  'run it only if the file has this SHA-256, as the queue does',
);

const onlyPortals = new Option('--portals-sha256 <hash>', 'as the queue does').hideHelp();

const onlyJob = new Option('--job-sha256 <hash>', 'as a batch was confirmed').hideHelp();

/** Only if things are as they were when somebody asked for it. */
interface Pins {
  runbookSha256?: string;
  portalsSha256?: string;
  jobSha256?: string;
}

export const run = define({
  name: 'run',
  description: 'run a runbook for a customer, or for many, and keep the evidence',
  arguments: [runbook],
  options: [...forCustomers, vendor, ...forMany, ...watching, yes, ...detail, json, onlyRunbook, onlyPortals, onlyJob],
  examples: [
    ['keywright run onboard --customer acme', 'run in an invisible browser'],
    ['keywright run onboard --customer acme --headed', 'show the browser, during a support call'],
    ['keywright run onboard --customer acme --watch', 'serve a live page to watch and steer it'],
    ['keywright run check-access --customer acme', 'check the access; changes nothing'],
    ['keywright run rotate-keys --customer acme', 'replace the keys (asks first)'],
    ['keywright run onboard --vendor gozynta --customer acme', 'hand the keys to another vendor'],
    ['keywright run check-access --all', 'check the access of all customers, four at once'],
    ['keywright run offboard --customer acme', 'revoke the access (asks first)'],
  ],
  async action(name: string, given: BatchRunOptions & ManyOptions & Pins) {
    const { refuseLeakyEnvironment } = await import('../environment.ts');
    const { chosenCustomers } = await import('../many-customers.ts');
    const { loadJob, requireJob, requirePortals, requireRunbook } = await import('../load-job.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(given, async () => {
      refuseLeakyEnvironment();
      const chosen = chosenCustomers(given);
      if (chosen.one === undefined) {
        await (await import('../work/run-batch.ts')).runForMany(name, chosen, given);
        return;
      }
      const options = { ...given, customer: chosen.one, customers: chosen.file };
      const prepared = await loadJob(name, options);
      requirePortals(options, given.portalsSha256);
      requireRunbook(prepared, given.runbookSha256);
      requireJob(prepared, given.jobSha256);
      await (await import('../work/run.ts')).runInWorkspace(prepared, options);
    });
  },
});
