import { connect } from 'node:net';
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from '@playwright/test';
import { gesture, jpegOf, test } from '../support/watch-server.ts';

test('memory stays flat over 2,000 pictures, with one who looks and one who has stopped reading', async ({
  person,
  played,
}) => {
  test.setTimeout(180_000);
  v8.setFlagsFromString('--expose_gc');
  const gc = runInNewContext('gc') as () => void;
  const jpeg = await jpegOf(await person.context().newPage(), 'Members');
  const cookie = (await person.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const stalled = connect(Number(new URL(played.origin).port), '127.0.0.1');
  stalled.write(`GET /events HTTP/1.1\r\nHost: ${new URL(played.origin).host}\r\nCookie: ${cookie}\r\n\r\n`);
  stalled.pause();
  const used = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 2 ** 20;
  };
  const session = await person.context().newCDPSession(person);
  const usedByPage = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
  };
  const give = async (from: number, to: number) => {
    for (let number = from; number < to; number += 1) {
      played.watch.picture({ picture: Buffer.concat([jpeg, Buffer.alloc(100_000, number)]), type: 'image/jpeg' });
      played.tell(gesture('member', `Gesture ${number} ${'x'.repeat(500)}`));
      if (number % 20 === 0) await expect(person.locator('#instruction')).toContainText(`Gesture ${number} `);
    }
  };
  await give(1, 201);
  const [before, pageBefore] = [used(), await usedByPage()];
  await give(201, 2_001);
  const [after, pageAfter] = [used(), await usedByPage()];
  stalled.destroy();
  console.log(
    `1,800 pictures of ${((jpeg.length + 100_000) / 1024).toFixed(0)} KB: server ${before.toFixed(1)} to ` +
      `${after.toFixed(1)} MB, page ${pageBefore.toFixed(1)} to ${pageAfter.toFixed(1)} MB`,
  );
  // Buffers go when the collector finds the time; a tenth of what was given would be kept on purpose.
  expect(after - before).toBeLessThan((1_800 * (jpeg.length + 100_000)) / 2 ** 20 / 10);
  expect(pageAfter - pageBefore).toBeLessThan(10);
});
