/** The oldest Node that runs Keywright; `engines` in package.json says the same. */
const OLDEST = 24;

const CODE = 'KW-NODE';

/** What to tell somebody whose Node is too old. Imports nothing, so that any Node can say it. */
export function tooOld(version: string): string | undefined {
  return Number(version.split('.')[0]) >= OLDEST
    ? undefined
    : `Keywright needs Node ${OLDEST} or newer, and this is Node ${version}. ` +
        'Install it from https://nodejs.org, then run the command again. ' +
        `[${CODE}]`;
}
