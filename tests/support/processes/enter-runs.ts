import { appendToList, listedRuns } from '../../../src/evidence/runs/run-list.ts';

/** Enters runs in a list: folder, a letter for their names, how many. */
const [runs, name, count] = process.argv.slice(2) as [string, string, string];
for (let n = 0; n < Number(count); n += 1) {
  appendToList(runs, undefined, (lines) => ({
    type: 'run.begun',
    run: `run-${name}-${n}`,
    number: listedRuns(lines).length + 1,
    customer: { name: 'acme', title: 'Acme' },
    runbook: { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) },
    operator: 'test',
    host: 'here',
  }));
}
