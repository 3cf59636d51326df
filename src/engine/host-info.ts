import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { pipeline } from 'node:stream/promises';

/** What the run stood on beside programs: for the evidence. */
export function machine(): { osUser: string; locale: string; timeZone: string } {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { osUser: userInfo().username, locale, timeZone };
}

/** undefined where the file can't be read. */
export async function sha256OfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  return await pipeline(createReadStream(file), hash).then(
    () => hash.digest('hex'),
    () => undefined,
  );
}
