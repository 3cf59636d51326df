import { Hono } from 'hono';
import type { Local } from '../../../web/local-server.ts';
import { type RegisterRow, registerCsv } from '../../register.ts';
import { registerPage } from '../pages/register.ts';

/** `/register` and `/register.csv`: who has access to what. */
export function registerRoutes(register: () => Promise<RegisterRow[]>): Hono<Local> {
  const app = new Hono<Local>();

  app.get('/register', async (c) => c.html(registerPage(await register())));

  app.get('/register.csv', async (c) =>
    c.body(registerCsv(await register()), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="access-register.csv"',
    }),
  );

  return app;
}
