import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { keyFile, makeOperatorKey } from '../../evidence/operators/key-file.ts';
import {
  refuseTaken,
  registeredOperators,
  registerOperator,
  removeOperator,
} from '../../evidence/operators/register.ts';
import { openSigner } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { nameOf } from '../../watch/page/person-name.ts';
import { LONGEST_NAME } from '../../web/guests.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { operator } from '../operator.ts';
import { newPassphrase } from '../prompt.ts';
import { atTerminal } from '../show-secret.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

export interface InitOptions extends InWorkspace {
  file?: string;
}

const placesOf = (options: InWorkspace) => ({ runs: runsOf(options), state: stateOf(options) });

/** Makes a key for an operator, and registers it in the workspace. */
export async function initOperator(given: string, options: InitOptions): Promise<void> {
  const name = nameOf(given);
  if (name === undefined)
    throw new UserError('KW-USAGE', `error: a name is one line of at most ${LONGEST_NAME} characters`);
  if (!atTerminal())
    throw new UserError(
      'KW-NO-TERMINAL',
      'keywright operator init asks for a new passphrase, and nobody is at a terminal.\nNext:     Run it at a terminal.',
    );
  const places = placesOf(options);
  ensureSigningKey(places.state, places.runs, print);
  if (openSigner(places.state) === undefined)
    throw new UserError('KW-OPERATOR-KEY', 'Without the key that signs the list of runs, nobody can be registered.');
  refuseTaken(registeredOperators(places.runs, places.state), name);
  print(
    `Only you should know this passphrase: whoever has it and the key can approve as ${name}.\n` +
      'If it is lost, remove the operator and register again.',
  );
  const passphrase = await newPassphrase(`Passphrase of operator ${name}`);
  const made = await makeOperatorKey(passphrase, options.file && resolve(options.file));
  registerOperator(places, name, made);
  print(`Registered operator ${name} in this workspace.
  Private key: ${made.file}
  SHA-256 fingerprint of the public key: ${made.fingerprint}
  Tell it to whoever relies on your approvals through another channel: "keywright operator list" shows it to them.`);
  if (operator() !== name) print(`  Where you work as ${name}, set KEYWRIGHT_OPERATOR to that name.`);
}

export function listOperators(options: InWorkspace): void {
  const { runs, state } = placesOf(options);
  const operators = registeredOperators(runs, state);
  if (operators.length === 0) print('No operator is registered. "keywright operator init NAME" makes one.');
  for (const { name, fingerprint, since, host, osUser } of operators)
    print(
      `${name}${existsSync(keyFile(fingerprint)) ? ' (the private key is here)' : ''}\n  key ${fingerprint}\n` +
        `  registered ${since} by user ${osUser} on ${host}`,
    );
}

export function removeRegistered(name: string, options: InWorkspace): void {
  removeOperator(placesOf(options), name, operator());
  print(`Removed: what the key of ${name} signs from now on counts for nothing. Earlier signatures stay valid.`);
}
