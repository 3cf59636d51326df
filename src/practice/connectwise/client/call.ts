import type { ActionName, Actions, Answer } from '../rpc/rpc-types.ts';
import { announceDue } from './announcement.ts';
import { sessionLost } from './session-lost.ts';

/** The server refused, with words for the person and perhaps the box that is to blame. */
export class Refusal extends Error {
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** Calls the server as the product's screens do: one form field with JSON (PRODUCT.md A11). @throws Refusal */
export async function call<Name extends ActionName>(
  name: Name,
  payload: Actions[Name]['in'],
): Promise<Actions[Name]['out']> {
  const [module, action] = name.split('/');
  const actionMessage = JSON.stringify({
    payload: JSON.stringify(payload),
    payloadClassName: `${action}Action`,
    project: `${module}Common`,
  });
  const response = await fetch(`services/system_io/actionprocessor/${name}.rails`, {
    method: 'POST',
    body: new URLSearchParams({ actionMessage }),
  }).catch(() => undefined);
  if (response?.status === 401) return sessionLost();
  announceDue();
  const answer = (await response?.json().catch(() => undefined)) as Answer<Name> | undefined;
  if (answer === undefined) throw new Refusal('An error has occurred. Please contact your system administrator.');
  if (!answer.success) throw new Refusal(answer.message, answer.field);
  return answer.data;
}
