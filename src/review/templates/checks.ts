import { html } from 'hono/html';
import { formatVerdict } from '../../evidence/bundle/format-verdict.ts';
import type { Verified } from '../../evidence/bundle/verify.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Run } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import type { Picture } from '../pictures.ts';

/** Something that was checked, in a sentence. */
export interface Check {
  /** Nothing about it is doubtful. */
  good: boolean;
  says: string;
  /** Where it is not just right or doubtful. */
  tone?: 'calm' | 'bad';
  /** SHA-256 of the public key that vouches for it. */
  key?: string | undefined;
}

/** What a closed bundle is worth: unsigned is told calmly, altered is an alarm. */
export function bundleCheck(verified: Verified): Check {
  const says = formatVerdict(verified);
  if (verified.verdict === 'altered') return { good: false, says, tone: 'bad' };
  if (verified.verdict === 'unsigned') return { good: true, says, tone: 'calm' };
  return { good: verified.signature === 'good', says, key: verified.key };
}

/** Whether the picture files match the journal. */
export function pictureCheck(run: Run, pictures: Map<number, Picture>): Check {
  const files = new Set(run.shots.map(({ file }) => file));
  const wrong = new Set(
    run.shots.filter(({ number }) => 'wrong' in (pictures.get(number) ?? {})).map(({ file }) => file),
  ).size;
  const all = files.size;
  if (wrong > 0)
    return {
      good: false,
      says:
        `${count(wrong, 'picture')} of ${all} ${wrong === 1 ? 'is' : 'are'} not shown: the file is missing or does not ` +
        'match its SHA-256 in the journal.',
    };
  if (all === 0) return { good: true, says: 'The run took no pictures.' };
  return {
    good: true,
    says: `${all === 1 ? 'The picture matches its' : `All ${all} pictures match their`} SHA-256 in the journal.`,
  };
}

export function checkLines(checks: Check[]): Html {
  return html`<div class="checks">
    ${checks.map(
      ({ good, says, tone }) =>
        html`<p class="with-icon check${good ? '' : ' doubt'}${tone ? ` ${tone}` : ''}">
          ${icon(tone ?? (good ? 'good' : 'warn'))}<span><bdi>${says}</bdi></span>
        </p>`,
    )}
  </div>`;
}
