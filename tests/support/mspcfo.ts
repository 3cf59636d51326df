import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Description, type FormDescription } from '../../pages/receiver/description.ts';
import { describedPortal } from '../../pages/receiver/portal.ts';
import { Receiver } from '../../pages/receiver/receiver.ts';
import { ROOT } from './repository.ts';

const page = Description.parse(
  parse(readFileSync(join(ROOT, 'pages', 'mspcfo', 'portal.yaml'), 'utf8')),
) as FormDescription;

/** MSPCFO, as its page describes it. */
export const mspcfo = new Receiver('mspcfo', page);
export const portal = describedPortal('mspcfo', page);

/** @param verb read, ensure, clear */
export const credentialsAction = (verb: string) =>
  portal.actions.find(({ name }) => name === `mspcfo.credentials.${verb}`)!;
