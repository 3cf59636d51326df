// `npm version 0.2.0` calls it with `cut`: what is under "Unreleased" in the changelog becomes that version's.
// The release workflow calls it with `notes <tag>`: prints what the changelog says of the version.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { pathToFileURL } from 'node:url';

const CHANGELOG = '.github/CHANGELOG.md';
const UNRELEASED = '## Unreleased';

/** What stands under a heading, to the next one of the same level; undefined where there is no such heading. */
function under(changelog, isHeading) {
  const lines = changelog.split('\n');
  const begin = lines.findIndex(isHeading);
  if (begin < 0) return undefined;
  const length = lines.slice(begin + 1).findIndex((line) => line.startsWith('## '));
  return lines
    .slice(begin + 1, length < 0 ? undefined : begin + 1 + length)
    .join('\n')
    .trim();
}

/** The changelog with what is unreleased under a version's heading. @throws if nothing is, or the version is there */
export function cut(changelog, version, day) {
  if (under(changelog, (line) => line.startsWith(`## ${version} `)) !== undefined)
    throw new Error(`the changelog has ${version} already`);
  if (!under(changelog, (line) => line === UNRELEASED)) throw new Error('nothing is unreleased in the changelog');
  return changelog.replace(`${UNRELEASED}\n`, `${UNRELEASED}\n\n## ${version} (${day})\n`);
}

/** What the changelog says of a tag's version. @throws if the tag is another version's, or it says nothing */
export function notes(changelog, tag, version) {
  if (tag !== `v${version}`) throw new Error(`the tag ${tag} is not that of version ${version}`);
  const found = under(changelog, (line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  if (!found) throw new Error(`the changelog says nothing of ${version}`);
  return `${found}\n`;
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const changelog = readFileSync(CHANGELOG, 'utf8');
  try {
    if (argv[2] === 'notes') console.log(notes(changelog, argv[3], version));
    // It only gets longer.
    else writeFileSync(CHANGELOG, cut(changelog, version, new Date().toISOString().replace(/T.*/, '')), { flag: 'r+' });
  } catch (error) {
    console.error(`Not released: ${error.message}.`);
    exit(1);
  }
}
