import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Watchers } from '../../src/watch/page/watchers.ts';
import { listen } from '../support/egress/servers.ts';

test('for whoever has stopped reading nothing queues up, and the newest comes when they read again', async () => {
  const watchers = new Watchers();
  let [number, made] = [0, 0];
  const view = () => {
    made += 1;
    return `${number} ${'x'.repeat(100_000)}`;
  };
  let outgoing: ServerResponse | undefined;
  const server = createServer((_, response) => {
    outgoing = response;
    watchers.add(response, 'control', { view, picture: () => '' });
  });
  const stalled = connect(await listen(server), '127.0.0.1').pause();
  try {
    stalled.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => outgoing).toBeDefined();
    for (number = 1; number <= 2_000; number += 1) {
      watchers.tell('view');
      await turn();
    }
    // The system takes some megabytes of 200; here waits one event at most.
    expect(outgoing!.writableLength).toBeLessThan(300_000);
    expect(made).toBeLessThan(200);
    let read = '';
    stalled.on('data', (chunk: Buffer) => (read = (read + chunk.toString()).slice(-300_000))).resume();
    await expect.poll(() => read).toContain(`data: ${number} x`);
  } finally {
    stalled.destroy();
    server.close();
    await watchers.leave();
  }
});
