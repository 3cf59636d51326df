import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';

/** Follows the page of a watched run as a browser would, and shows nothing: what is measured is the run. */
async function follow(link: string, over: AbortSignal): Promise<number> {
  const { origin } = new URL(link);
  const cookie = (await fetch(link)).headers.get('set-cookie')!.split(';')[0]!;
  const headers = { cookie, origin };
  let pictures = 0;
  const events = await fetch(`${origin}/events`, { headers, signal: over });
  try {
    for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) {
      for (const [, number] of chunk.matchAll(/"number":(\d+)/g)) {
        const answer = await fetch(`${origin}/picture/${number}`, { headers });
        if (answer.ok && (await answer.arrayBuffer()).byteLength > 0) pictures += 1;
      }
    }
  } catch {
    // The run is over.
  }
  return pictures;
}

/** Seconds of an onboarding by the real command line, with the pictures that a watcher got. */
async function onboard(watch: boolean): Promise<{ seconds: number; pictures: number; note: string }> {
  const workspace = await createWorkspace({ mfa: false });
  const over = new AbortController();
  try {
    const began = performance.now();
    const { child, result } = workspace.start(
      'run',
      'onboard',
      '--customer',
      'practice',
      ...(watch ? ['--watch'] : []),
    );
    let said = '';
    let followed: Promise<number> | undefined;
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\S+\/enter\/\S+/.exec(said)?.[0];
      if (watch && link !== undefined) followed ??= follow(link, over.signal);
    });
    const { code, stdout, stderr } = await result;
    const seconds = (performance.now() - began) / 1000;
    over.abort();
    expect(code, stdout + stderr).toBe(0);
    return { seconds, pictures: (await followed) ?? 0, note: stdout.match(/Live view: .*/)?.[0] ?? '' };
  } finally {
    await workspace.end();
  }
}

test('what a watched onboarding costs beside one that nobody watches, in pairs that take turns', async () => {
  const ratios: number[] = [];
  for (let pair = 1; pair <= 3; pair += 1) {
    const order = pair % 2 === 1 ? [false, true] : [true, false];
    const seconds = new Map<boolean, number>();
    for (const watch of order) {
      const run = await onboard(watch);
      seconds.set(watch, run.seconds);
      if (watch) expect(run.pictures).toBeGreaterThan(20);
      console.log(
        `${watch ? 'watched' : 'alone'}: ${run.seconds.toFixed(1)} ` +
          `s${watch ? `, ${run.pictures} pictures came. ${run.note}` : ''}`,
      );
    }
    ratios.push(seconds.get(true)! / seconds.get(false)!);
  }
  ratios.sort((a, b) => a - b);
  console.log(
    `--watch by none: median ${ratios[1]!.toFixed(2)} (${ratios[0]!.toFixed(2)} to ${ratios[2]!.toFixed(2)})`,
  );
});
