import { join } from 'node:path';
import { makeFolder, readIfThere, remove, writeDurably } from '../../files/durable-write.ts';
import type { HandedOver, HandOvers } from '../../portal-sdk/index.ts';
import type { SecretSource } from '../../secrets/sources.ts';
import { variableOf } from '../../secrets/variable.ts';

interface HandOversOptions {
  /** The workspace's state. */
  state: string;
  customer: string;
  portal: string;
  sources: SecretSource;
}

/** What this workspace has handed to a portal that cannot be asked what it holds. */
export function handOversOf({ state, customer, portal, sources }: HandOversOptions, planning: boolean): HandOvers {
  const folder = join(state, 'handed-over');
  const file = join(folder, `${customer}.${portal}.json`);
  const store = variableOf(portal, 'STORE');
  const environment = (publicKey: string) => ({ KEYWRIGHT_CUSTOMER: customer, KEYWRIGHT_PUBLIC_KEY: publicKey });
  const mayChange = (what: string) => {
    if (planning) throw new Error(`A plan or a check changes nothing, so it cannot ${what}.`);
  };
  const current = async () => {
    const text = readIfThere(file);
    return text === undefined ? undefined : (JSON.parse(text.toString('utf8')) as HandedOver);
  };
  return {
    command: `${store}_COMMAND`,
    current,
    async give(publicKey, privateKey, facts = {}) {
      mayChange('hand over a key');
      await sources.give(store, privateKey, { ...environment(publicKey), ...facts });
      makeFolder(folder);
      writeDurably(file, JSON.stringify({ publicKey, utc: new Date().toISOString() } satisfies HandedOver));
    },
    async takeBack() {
      mayChange('take back a key');
      const held = await current();
      if (held === undefined) return true;
      const cleared = await sources.give(variableOf(portal, 'CLEAR'), undefined, environment(held.publicKey), true);
      remove(file);
      return cleared;
    },
  };
}
