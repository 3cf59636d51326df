import type { Context } from 'hono';
import type { Verdict } from '../../evidence/runs/reviews.ts';
import { readForm } from '../../web/local-server.ts';

const VERDICTS: readonly Verdict[] = ['approved', 'objected', 'remarked', 'taken back'];
const LONGEST_REMARK = 2000;

/** A form that cannot be used, in words for the reviewer. */
export class BadForm extends Error {}

/** What a reviewer has sent. */
export interface Said {
  verdict: Verdict;
  /** Empty where there is none. */
  remark: string;
  form: Record<string, unknown>;
}

/** @throws BadForm */
export async function readVerdict(c: Context): Promise<Said> {
  const form = await readForm(c);
  if (form === undefined) throw new BadForm('Only the form of this page may send that.');
  const verdict = VERDICTS.find((known) => known === form['verdict']);
  const remark = typeof form['remark'] === 'string' ? form['remark'].replace(/\r\n?/g, '\n').trim() : '';
  if (verdict === undefined) throw new BadForm('Choose: approve, object or comment only.');
  if (remark.length > LONGEST_REMARK) throw new BadForm(`A remark has at most ${LONGEST_REMARK} characters.`);
  if ((verdict === 'objected' || verdict === 'remarked') && remark === '')
    throw new BadForm('Say in the remark what it is about, then send it again. Nothing was saved.');
  return { verdict, remark, form };
}
