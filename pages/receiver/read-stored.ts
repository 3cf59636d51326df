import type { Context } from '../../src/portal-sdk/index.ts';
import type { Receiver } from './receiver.ts';
import { Credentials, type Stored } from './screens/credentials.ts';

/** Opens the form, from any screen, and reads what is stored there, and whether it works. */
export async function readStored(receiver: Receiver, ctx: Context): Promise<Stored> {
  return await ctx.reading(
    `What is stored under ${receiver.form}`,
    async () => await new Credentials(receiver, ctx).openAndRead(),
  );
}
