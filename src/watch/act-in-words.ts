import type { ByPerson } from '../evidence/events.ts';
import { plainText } from '../files/sanitize.ts';
import { redact } from '../secrets/redact.ts';
import type { Act } from './commands.ts';

/** An act in the journal's words. */
const DID: Record<Act['did'], ByPerson['did']> = {
  pause: 'paused',
  resume: 'resumed',
  stop: 'stopped',
  approve: 'approved',
  refuse: 'refused',
  retry: 'chose to try again',
  'by hand': 'says it is done by hand',
  'take over': 'opened a window',
  point: 'pointed at something',
  confirm: 'confirmed words',
  skip: 'left it as it is',
  'nobody answered': 'nobody answered',
  note: 'noted',
  watch: 'began to watch',
  'new link': 'made a new steering link',
};

/** An act as the journal has it. @param operator whose options they are */
export function actInWords(
  { did, actor, at, ms, why, command, before, question, note }: Act,
  operator: string,
): Omit<ByPerson, 'type' | 'step'> {
  const details = {
    ...(question?.kind === 'words' && { words: redact(question.title) }),
    ...(why !== undefined && { why }),
    ...(command !== undefined && { with: command }),
    ...(before !== undefined && { before }),
    ...(note !== undefined && { note: redact(plainText(note)) }),
    ...(did !== 'approve' && question && { asked: question.kind }),
    ...(question?.kind === 'approve' && { changes: question.lines }),
  };
  const option = { who: operator, via: 'option' } as const;
  const by = did === 'nobody answered' ? { who: 'nobody' } : (actor ?? option);
  const what = { did: DID[did], ...by, who: redact(by.who), at: new Date(at).toISOString() };
  return { ...what, ...(ms !== undefined && { ms }), ...(Object.keys(details).length > 0 && { details }) };
}
