import { randomBytes } from 'node:crypto';
import type { ByPerson } from '../evidence/events.ts';
import type { ApprovalAsked, ApprovalRule, Statement } from '../evidence/operators/approval.ts';
import type { OperatorKey } from '../evidence/operators/key-file.ts';
import type { RegisteredOperator } from '../evidence/operators/register.ts';
import {
  isSigned,
  type SignedStatement,
  signStatement,
  statementEvent,
  statementIn,
} from '../evidence/operators/statement.ts';
import { plainText } from '../files/sanitize.ts';
import { redact } from '../secrets/redact.ts';
import { newAnswers, putQuestion, putReply, removeQuestion } from './approval-folder.ts';
import type { Answer, Question } from './commands.ts';

/** How often the folder is looked at, in milliseconds. Shared folders tell nobody of changes. */
const EVERY = 500;

interface SignedApprovalsOptions {
  /** The workspace's own folder. */
  state: string;
  about: Pick<ApprovalAsked, 'run' | 'customer' | 'runbook' | 'startedBy'>;
  /** The key of whoever started the run, unlocked; undefined where no step needs it. */
  starter: OperatorKey | undefined;
  /** Who is registered now. @throws if that cannot be known */
  operators(): RegisteredOperator[];
  /** For the person who started the run. */
  say(text: string): void;
}

/** What a question of {@link SignedApprovals.gather} needs of the people around the run. */
export interface Asking {
  /** Asks until `done` is over, the limit is, or the run is to stop. */
  ask(question: Omit<Question, 'since' | 'until'>, limit: number, done: Promise<unknown>): Promise<Answer | undefined>;
  record(event: ByPerson): void;
  /** An approval was refused: by whom, and why. */
  refused(why: string): void;
}

interface AskedStep {
  id: string;
  title: string;
  /** Why it may be asked once more. */
  again?: string | undefined;
}

/** The command that an operator is to be sent. */
export const approveCommand = (run: string, step: string): string => `keywright approve ${run} ${step}`;

/** Asks operators for signed approvals, checks what they answer, and counts. Nothing but their signatures counts. */
export class SignedApprovals {
  readonly #options: SignedApprovalsOptions;

  constructor(options: SignedApprovalsOptions) {
    this.#options = options;
  }

  /** The signed statement of whoever started the run, for the journal. */
  started(): ByPerson | undefined {
    const { starter, about } = this.#options;
    if (starter === undefined) return undefined;
    const shown = plainText({ customer: about.customer, runbook: about.runbook });
    const signed = signStatement(starter, { run: about.run }, { did: 'started', shown });
    return statementEvent(signed, JSON.parse(signed.text) as Statement);
  }

  /**
   * Waits until as many operators as the rule says have approved.
   * @param limit milliseconds
   * @returns whether they have, or who has declined
   */
  async gather(
    step: AskedStep,
    changes: string[],
    rule: ApprovalRule,
    limit: number,
    asking: Asking,
  ): Promise<boolean | { declined: string }> {
    const { state } = this.#options;
    const until = Date.now() + limit;
    const asked = this.#asked(step, changes, rule, until);
    const wanted = rule.approvals ?? 1;
    const given: Statement[] = [];
    putQuestion(state, asked);
    try {
      while (given.length < wanted) {
        const before = given.length;
        const poll = this.#poll(asked, given, asking);
        const signed = { who: whoMust(asked, wanted, given), command: approveCommand(asked.run, asked.step) };
        const question = { kind: 'approve', title: step.title, lines: changes, again: step.again, signed } as const;
        try {
          await asking.ask({ ...question, choices: ['stop'] }, Math.max(0, until - Date.now()), poll.done);
        } finally {
          poll.end();
        }
        const last = given.at(-1);
        if (last?.did === 'refused') return { declined: last.who };
        if (given.length === before) return false;
      }
      return true;
    } finally {
      removeQuestion(state, asked);
    }
  }

  #asked(step: AskedStep, changes: string[], rule: ApprovalRule, until: number): ApprovalAsked {
    const asked = {
      ...this.#options.about,
      step: step.id,
      title: step.title,
      changes,
      ...(step.again !== undefined && { again: step.again }),
      rule,
      question: randomBytes(16).toString('hex'),
      askedAt: new Date().toISOString(),
      until: new Date(until).toISOString(),
    };
    return JSON.parse(redact(JSON.stringify(plainText(asked)))) as ApprovalAsked;
  }

  /** Looks for answers until there is one that counts. */
  #poll(asked: ApprovalAsked, given: Statement[], asking: Asking): { done: Promise<void>; end(): void } {
    const { state, say } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const done = new Promise<void>((resolve, reject) => {
      const look = () => {
        for (const { id, answer } of newAnswers(state, asked.run)) {
          const statement = this.#check(answer, asked, given);
          if (typeof statement === 'string') {
            putReply(state, asked.run, id, { accepted: false, says: statement });
            say(`An approval was refused: ${statement}`);
            asking.refused(statement);
            continue;
          }
          // On disk before anybody is told, and before it has any effect.
          asking.record(statementEvent(answer!, statement));
          given.push(statement);
          resolve();
          putReply(state, asked.run, id, { accepted: true, says: taken(statement, asked, given) });
          return;
        }
      };
      timer = setInterval(() => {
        try {
          look();
        } catch (error) {
          reject(error as Error);
        }
      }, EVERY);
    });
    return { done, end: () => clearInterval(timer) };
  }

  /** @returns the statement, or why it does not count */
  #check(answer: SignedStatement | undefined, asked: ApprovalAsked, given: Statement[]): Statement | string {
    const statement = answer && statementIn(answer.text);
    if (answer === undefined || statement === undefined) return 'This is not a signed approval.';
    if (redact(answer.text) !== answer.text) return 'It contains a secret, which must not get into the evidence.';
    try {
      return wrongAnswer(statement, asked) ?? this.#wrongSigner(answer, statement, asked, given) ?? statement;
    } catch (error) {
      return (error as Error).message;
    }
  }

  #wrongSigner(
    answer: SignedStatement,
    { who, key }: Statement,
    { rule }: ApprovalAsked,
    given: Statement[],
  ): string | undefined {
    const { starter } = this.#options;
    const registered = this.#options.operators().find(({ fingerprint }) => fingerprint === key);
    if (registered === undefined || registered.name !== who)
      return `Its key is not that of a registered operator of the name ${who}.`;
    if (!isSigned(answer, key)) return `It is not signed by the key of ${who}.`;
    if (rule.by === 'another' && starter === undefined) return 'Nothing proves who started this run.';
    if (rule.by === 'another' && key === starter?.fingerprint)
      return `${who} started this run, so somebody else must approve it.`;
    if (given.some((one) => one.key === key)) return `${who} has approved it already. Another operator must, too.`;
    return undefined;
  }
}

/** What an answer says, against what is asked now. */
function wrongAnswer(statement: Statement, asked: ApprovalAsked): string | undefined {
  const { run, step, did, reason = '', shown } = statement;
  if (run !== asked.run) return `It is about another run, ${run}.`;
  if (step !== asked.step) return `It is about another step, ${String(step)}.`;
  if (did !== 'approved' && did !== 'refused') return 'It neither approves nor declines.';
  if (JSON.stringify(shown) !== JSON.stringify(asked))
    return 'It is about something else than what the run asks now: what was shown has changed, or is of an earlier time.';
  return asked.rule.reason === 'required' && reason.trim() === ''
    ? 'It gives no reason, which is required.'
    : undefined;
}

/** `2 operators other than kim must approve this, and give a reason; 1 of 2 has.` */
function whoMust({ rule, startedBy }: ApprovalAsked, wanted: number, given: Statement[]): string {
  const who = `${wanted === 1 ? 'An operator' : `${wanted} operators`}${rule.by === 'another' ? ` other than ${startedBy}` : ''}`;
  const reason = rule.reason === 'required' ? ', and say why' : '';
  const so = given.length === 0 ? '' : ` ${given.map((one) => one.who).join(', ')} approved already.`;
  return `${who} must approve this with a signature${reason}.${so}`;
}

function taken({ did }: Statement, { rule }: ApprovalAsked, given: Statement[]): string {
  if (did === 'refused') return 'You declined: the run stops.';
  const missing = (rule.approvals ?? 1) - given.length;
  return missing > 0 ? `Approved. The run waits for ${missing} more.` : 'Approved. The run continues.';
}
