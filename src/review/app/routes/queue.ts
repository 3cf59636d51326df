import { Hono } from 'hono';
import { plainText } from '../../../files/sanitize.ts';
import { UserError } from '../../../files/user-error.ts';
import { type Local, readForm } from '../../../web/local-server.ts';
import { messagePage } from '../pages/frame.ts';
import { queuePage } from '../pages/queue.ts';
import { DECISIONS, type QueueDesk } from '../queue.ts';
import { BadForm } from '../read-verdict.ts';

/** `/queue`: the page of the queue, and what its reviewer decides there. */
export function queueRoutes(queue: QueueDesk): Hono<Local> {
  const app = new Hono<Local>();

  app.get('/', async (c) => c.html(queuePage(plainText(await queue.look()))));

  app.post('/', async (c) => {
    const { what, customer } = (await readForm(c)) ?? {};
    const decision = DECISIONS.find((known) => known === what);
    if (decision === undefined || typeof customer !== 'string' || !/^[a-z0-9-]{1,60}$/.test(customer))
      throw new BadForm('Only the buttons of this page may send that.');
    try {
      await queue.decide(decision, customer);
    } catch (error) {
      // Somebody else may have decided meanwhile.
      if (error instanceof UserError) return c.html(messagePage('That did not work', error.message), 409);
      throw error;
    }
    return c.redirect('/queue', 303);
  });

  return app;
}
