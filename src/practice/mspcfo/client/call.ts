import { variants } from './boot.ts';
import { showDialog } from './dialog.ts';
import { showNoticeDue } from './overlay.ts';

/** What a call to the server gave; `undefined` after the session has ended, when the page is on its way out. */
export interface Answer {
  ok: boolean;
  status: number;
  data: Record<string, unknown>;
  text: string;
}

/** GET without a body, POST with one, unless told otherwise. */
export async function call(
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer | undefined> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => undefined);
  if (response?.status === 401) {
    sessionEnded();
    return undefined;
  }
  showNoticeDue();
  const text = await response?.text().catch(() => undefined);
  if (response === undefined || text === undefined) return { ok: false, status: 0, data: {}, text: '' };
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return {
    ok: response.ok,
    status: response.status,
    data: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    text,
  };
}

function sessionEnded(): void {
  const leave = () => window.top!.location.assign('/signin?expired=1');
  if (variants.sessionEnd === 'redirect') {
    leave();
    return;
  }
  showDialog(
    '<h2>Your session has ended</h2><p>Please sign in again. Changes that were not saved are lost.</p>',
    'Sign in again',
    leave,
  );
}
