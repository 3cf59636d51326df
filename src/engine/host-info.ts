import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { hostname, platform, release, userInfo } from 'node:os';
import { pipeline } from 'node:stream/promises';

/** The machine, for the evidence. */
export function machineInfo(): { host: string; os: string } {
  return { host: hostname(), os: `${platform()} ${release()}` };
}

/** The user and the regional settings, for the evidence. */
export function userSettings(): { osUser: string; locale: string; timeZone: string } {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { osUser: userInfo().username, locale, timeZone };
}

/** In lower-case hex; undefined if the file can't be read. */
export async function sha256OfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  return await pipeline(createReadStream(file), hash).then(
    () => hash.digest('hex'),
    () => undefined,
  );
}
