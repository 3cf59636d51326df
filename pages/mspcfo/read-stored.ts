import type { Context } from '../../src/portal-sdk/index.ts';
import { ApiCredentials, type Stored } from './screens/api-credentials.ts';

/** Opens Api Credentials, from any screen, and reads what is stored there, and whether it works. */
export async function readStored(ctx: Context): Promise<Stored> {
  return await ctx.reading('What is stored under Api Credentials', async () => {
    const screen = new ApiCredentials(ctx);
    await screen.open();
    return await screen.read();
  });
}
