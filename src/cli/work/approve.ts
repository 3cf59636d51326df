import { setTimeout as delay } from 'node:timers/promises';
import type { ApprovalAsked } from '../../evidence/operators/approval.ts';
import { type OperatorKey, openOperatorKey } from '../../evidence/operators/key-file.ts';
import { operatorNamed, type RegisteredOperator, registeredOperators } from '../../evidence/operators/register.ts';
import { signStatement } from '../../evidence/operators/statement.ts';
import { plainText } from '../../files/sanitize.ts';
import { UserError } from '../../files/user-error.ts';
import { bothClocks } from '../../review/format.ts';
import { openQuestions, putAnswer, type Reply } from '../../watch/approval-folder.ts';
import { approveCommand } from '../../watch/signed-approvals.ts';
import { exit } from '../exit-codes.ts';
import { operator } from '../operator.ts';
import { askedPassphrase, askLine } from '../prompt.ts';
import { atTerminal } from '../show-secret.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

export interface ApproveOptions extends InWorkspace {
  reason?: string;
  decline?: boolean;
  as?: string;
  /** The file of the private key. */
  key?: string;
}

/** How long to wait for what the run says to it, in milliseconds. */
const REPLY_WITHIN = 15_000;
/** Characters of a reason. */
const LONGEST_REASON = 500;

/** How the person is asked. */
interface AskOperator {
  line(question: string): Promise<string>;
  /** Unlocks the operator's key. */
  key(who: RegisteredOperator): Promise<OperatorKey>;
}

function questionOf(state: string, run: string, step: string): ApprovalAsked {
  const open = openQuestions(state);
  const found = open.find((asked) => asked.run === run && asked.step === step);
  if (found !== undefined) return found;
  const waiting = open.map(
    (asked) => `\n          ${approveCommand(asked.run, asked.step)}   (${asked.customer.title})`,
  );
  throw new UserError(
    'KW-APPROVAL-UNKNOWN',
    'No run in this workspace is waiting for this approval: it has ended, its time has run out, or it belongs to another workspace ' +
      `(--customers).${waiting.length === 0 ? '' : `\nNext:     These wait:${waiting.join('')}`}`,
  );
}

/** What a run asks, for the person who is to sign the answer. */
export function askedInWords({
  customer,
  runbook,
  title,
  changes,
  again,
  startedBy,
  run,
  until,
}: ApprovalAsked): string {
  return [
    `Customer:  ${customer.title} (${customer.name})`,
    `Runbook:   ${runbook.title}`,
    `Run:       ${run}, started by ${startedBy}`,
    `Step:      ${title}`,
    ...(again === undefined ? [] : [`Again:     ${again}`]),
    'Changes:',
    ...changes.map((change) => `  - ${change}`),
    `The run waits until ${bothClocks(until)}.`,
  ].join('\n');
}

async function reasonFor({ rule }: ApprovalAsked, { reason, decline }: ApproveOptions, ask: AskOperator) {
  const needed = rule.reason === 'required';
  const given = reason ?? (needed ? await ask.line(decline ? 'Why not' : 'Reason (goes into the evidence)') : '');
  const text = plainText(given).replace(/\s+/g, ' ').trim();
  if (needed && text === '') throw new UserError('KW-USAGE', 'error: a reason is required. Nothing was signed.');
  if (text.length > LONGEST_REASON)
    throw new UserError('KW-USAGE', `error: a reason has at most ${LONGEST_REASON} characters. Nothing was signed.`);
  return text === '' ? undefined : text;
}

/** Shows what a run asks, and signs the operator's answer. @returns what the run says to it; undefined if nothing */
export async function signAnswer(
  run: string,
  step: string,
  options: ApproveOptions,
  ask: AskOperator,
  patience = REPLY_WITHIN,
): Promise<Reply | undefined> {
  const state = stateOf(options);
  const asked = questionOf(state, run, step);
  const who = operatorNamed(registeredOperators(runsOf(options), state), options.as ?? operator());
  print(askedInWords(asked));
  const reason = await reasonFor(asked, options, ask);
  const did = options.decline ? 'refused' : 'approved';
  const key = await ask.key(who);
  const reply = putAnswer(state, run, signStatement(key, { run, step }, { did, reason, shown: asked }));
  for (const end = performance.now() + patience; performance.now() < end; await delay(200)) {
    const said = reply();
    if (said !== undefined) return said;
  }
  return undefined;
}

/** Approves or declines, at a terminal, what a run waits for. Sets the exit code. */
export async function approveStep(run: string, step: string, options: ApproveOptions): Promise<void> {
  if (!atTerminal())
    throw new UserError(
      'KW-NO-TERMINAL',
      'keywright approve shows a person what they sign, and asks for their passphrase.\nNext:     Run it at a terminal.',
    );
  const reply = await signAnswer(run, step, options, {
    line: askLine,
    key: async (who) =>
      await openOperatorKey(
        who,
        await askedPassphrase(`Passphrase of operator ${who.name}`),
        options.key || process.env['KEYWRIGHT_OPERATOR_KEY'] || undefined,
      ),
  });
  if (reply === undefined) print('Signed, but the run has not answered: it may have ended. Ask whoever started it.');
  else print(reply.accepted ? `✓ ${reply.says}` : `✗ Refused: ${reply.says}`);
  process.exitCode = reply?.accepted ? exit.success : exit.runFailed;
}
