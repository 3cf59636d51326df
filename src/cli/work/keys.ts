import { signingFiles } from '../../evidence/signing.ts';
import { makeSigningKey } from '../../evidence/signing-key.ts';
import { chooseWitness, chosenWitness, readWitness, witnessInWords } from '../../evidence/witness/settings.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

export interface KeysInitOptions extends InWorkspace {
  witness?: string;
}

const HOW = '"keywright keys witness" chooses another.';

/** Makes the key that signs evidence, and says what to give auditors. */
export function initKeys(options: KeysInitOptions): void {
  const state = stateOf(options);
  const witness = options.witness === undefined ? undefined : readWitness(options.witness);
  const { fingerprint, publicKey } = makeSigningKey(state, runsOf(options));
  if (witness !== undefined) chooseWitness(state, witness);
  print(`Outside witness: ${witnessInWords(chosenWitness(state))}. ${HOW}
Made the key that signs evidence: ${signingFiles(state).folder}

Give auditors this public key or its fingerprint, separately from the evidence:

${publicKey.trim()}

SHA-256 of it (DER): ${fingerprint}

Keep private.pem on this machine: whoever has it can sign as you, and without it no later run is signed. \
Keep a copy of public.pem elsewhere.`);
}

/** Says who outside is told of each run. @param who chooses another first */
export function showWitness(who: string | undefined, options: InWorkspace): void {
  const state = stateOf(options);
  if (who !== undefined) chooseWitness(state, readWitness(who));
  print(`Outside witness: ${witnessInWords(chosenWitness(state))}.`);
}
