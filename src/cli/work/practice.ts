import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { startPractice } from '../../practice/start.ts';
import { untilInterrupted } from '../interrupt.ts';
import { chosenVariants, variantTables } from '../practice-variants.ts';
import { writePracticeSecrets, writePracticeWorkspace } from '../practice-workspace.ts';
import { print } from '../terminal.ts';

export interface PracticeOptions {
  delay: number;
  variant?: string[];
  mspcfoVariant?: string[];
  listVariants?: boolean;
  write?: string;
}

/** The practice customer's name in the files that `--write` makes. */
const NAME = 'practice';

/** Starts the practice portals, says how to use them, and keeps them up until Ctrl-C. */
export async function servePractice(options: PracticeOptions): Promise<void> {
  if (options.listVariants) return print(variantTables());
  const interrupted = untilInterrupted();
  const portals = await startPractice({
    delay: options.delay,
    variants: chosenVariants(options.variant ?? []),
    mspcfoVariants: chosenVariants(options.mspcfoVariant ?? []) as object,
  });
  try {
    const { connectwise, mspcfo } = portals;
    print(`ConnectWise  ${connectwise.url}   company ${connectwise.companyId}, user ${connectwise.username}
             state: ${connectwise.url}/practice/state?company=${connectwise.companyId}
MSPCFO       ${mspcfo.url}   user ${mspcfo.username}
             state: ${mspcfo.url}/practice/state?customer=${mspcfo.state.customer}
`);
    print(
      options.write === undefined
        ? 'Passwords are not shown here. Start with --write <folder> to get customers.yaml and .env.practice in a ' +
            'folder.'
        : written(options.write, portals),
    );
    print('\nPress Ctrl-C to stop.');
    await interrupted;
  } finally {
    await portals.stop();
  }
}

function written(where: string, portals: Awaited<ReturnType<typeof startPractice>>): string {
  const folder = resolve(where);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = [writePracticeWorkspace(folder, NAME, portals), writePracticeSecrets(folder, NAME, portals)];
  const place = relative('', folder);
  return `Written: ${files.join(' and ')} (with the passwords).
In another terminal${place === '' ? '' : `, in ${folder}`}:

  keywright run onboard --customer ${NAME} --headed`;
}
