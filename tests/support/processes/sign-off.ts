/** Signs off so many pictures: folder of runs, state, name, how many. */
import { recordReview } from '../../../src/evidence/runs/reviews.ts';
import { openSigner } from '../../../src/evidence/signing.ts';

const [runs, state, reviewer, times] = process.argv.slice(2) as [string, string, string, string];
for (let number = 1; number <= Number(times); number += 1) {
  recordReview(runs, openSigner(state), {
    type: 'review',
    customer: 'acme',
    run: '20261124-140001-7k3f9xwp',
    shot: { number, sha256: 'a'.repeat(64) },
    verdict: 'approved',
    reviewer,
    host: 'here',
    journal: 'b'.repeat(64),
  });
}
