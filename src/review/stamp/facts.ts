import { UNREAD_ACCOUNT } from '../../evidence/accounts.ts';
import type { Verified } from '../../evidence/bundle/verify.ts';
import { type NumberedShot, type Run, stepsOf } from '../../evidence/read-run.ts';
import { utcTime, WHEN_WORD } from '../format.ts';

/** `2026-11-30 09:09:35 UTC+01:00 (Europe/Berlin)`: the clock of the machine that ran it. */
function localTime(utc: string, timeZone: string | undefined): string {
  if (timeZone === undefined) return 'not recorded';
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(utc));
  const minutes = Math.round((Date.parse(`${parts.replace(' ', 'T')}Z`) - Date.parse(utc)) / 60_000);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return `${parts} UTC${offset} (${timeZone})`;
}

/** The server's clock against the machine's. */
function clockOf({ environment }: Run, url: string): string {
  const origin = URL.canParse(url) ? new URL(url).origin : undefined;
  const seconds = environment?.connections.find((one) => one['origin'] === origin)?.['skewSeconds'];
  if (typeof seconds !== 'number') return 'not told by the server';
  return seconds === 0 ? 'no difference' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine`;
}

const EVIDENCE: Record<Verified['verdict'], string> = {
  intact: 'intact, signed with the key',
  unsigned: 'unsigned, nothing altered',
  altered: 'ALTERED',
  'not closed': 'not closed',
};

/** What stands under a picture: where and when it was taken, of whom, for whom, and what vouches for it. */
export function factsOf(run: Run, shot: NumberedShot, { verdict, sums, signedBy }: Verified): string[] {
  const { start, environment } = run;
  const steps = stepsOf(run);
  const step = steps.find(({ id }) => id === shot.step);
  const gesture = step?.gestures.find(({ start: { gesture: number } }) => number === shot.gesture);
  const portal = gesture?.start.portal;
  const tenant = portal === undefined ? undefined : start.tenants?.[portal];
  const account = shot.account === undefined ? 'nobody yet' : (shot.account ?? UNREAD_ACCOUNT);
  return [
    `Customer   ${start.customer.title} (${start.customer.name})`,
    `Run        ${start.run}, ${start.runbook.name}, by ${start.operator} on ${start.machine.host}`,
    `Step       ${step?.n ?? '?'} of ${steps.length}: ${step?.title ?? shot.step}`,
    `Picture    ${shot.number}, ${WHEN_WORD[shot.when].toLowerCase()} gesture ${shot.gesture}: ${gesture?.start.title ?? ''}`,
    `Address    ${shot.url}`,
    `Portal     ${portal ?? '?'}${tenant === undefined ? '' : `, tenant ${tenant}`}; signed in: ${account}`,
    `Time       ${utcTime(shot.utc)}; local ${localTime(shot.utc, environment?.timeZone)}`,
    `Clock      server ${clockOf(run, shot.url)}`,
    `Original   ${shot.file}`,
    `SHA-256    ${shot.sha256}`,
    `Evidence   ${EVIDENCE[verdict]}${verdict === 'intact' ? ` ${signedBy ?? '?'}` : ''}`,
    `SHA256SUMS ${sums ?? '-'}`,
  ];
}
