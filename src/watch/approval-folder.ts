/**
 * Where a run asks operators for their signed approval, and they answer: files in the workspace, so that another
 * terminal, or another machine that shares the folder, can answer. What is read here was written by anybody.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ApprovalAsked } from '../evidence/operators/approval.ts';
import type { SignedStatement } from '../evidence/operators/statement.ts';
import { makeFolder, namesIn, remove, removeIfPossible, writeDurably } from '../files/durable-write.ts';

/** Bytes of an answer. */
const LARGEST = 256 * 1_024;
/** When what a killed run has left is removed, in milliseconds. */
const STALE = 24 * 60 * 60_000;
const QUESTION = '.question.json';
const ANSWER = '.answer.json';
const REPLY = '.reply.json';

/** What a run says to an answer. */
export interface Reply {
  accepted: boolean;
  says: string;
}

const rootOf = (state: string) => join(state, 'approvals');

function readJson(file: string): unknown {
  try {
    return statSync(file).size > LARGEST ? undefined : JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Puts a question where operators find it. Removes what runs that were killed have left. */
export function putQuestion(state: string, asked: ApprovalAsked): void {
  const root = rootOf(state);
  for (const name of namesIn(root)) {
    const { mtimeMs } = statSync(join(root, name), { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > STALE) removeIfPossible(join(root, name));
  }
  makeFolder(join(root, asked.run));
  writeDurably(join(root, asked.run, `${asked.step}${QUESTION}`), JSON.stringify(asked));
}

export const removeQuestion = (state: string, { run, step }: ApprovalAsked): void =>
  remove(join(rootOf(state), run, `${step}${QUESTION}`));

/** What runs wait for now; also what a killed one had asked, until its time is over. */
export function openQuestions(state: string): ApprovalAsked[] {
  return namesIn(rootOf(state)).flatMap((run) =>
    namesIn(join(rootOf(state), run))
      .filter((name) => name.endsWith(QUESTION))
      .map((name) => readJson(join(rootOf(state), run, name)) as ApprovalAsked | undefined)
      .filter((asked) => asked !== undefined && asked.run === run && Date.parse(asked.until) > Date.now())
      .map((asked) => asked!),
  );
}

/** Leaves an answer for a run. @returns reads what the run says to it, once it has */
export function putAnswer(state: string, run: string, answer: SignedStatement): () => Reply | undefined {
  const file = join(rootOf(state), run, randomBytes(12).toString('hex'));
  writeDurably(`${file}${ANSWER}`, JSON.stringify(answer));
  return () => readJson(`${file}${REPLY}`) as Reply | undefined;
}

/** The answers that a run has not replied to. `undefined` for one that is none. */
export function newAnswers(state: string, run: string): { id: string; answer: SignedStatement | undefined }[] {
  const folder = join(rootOf(state), run);
  const names = namesIn(folder);
  return names
    .filter((name) => name.endsWith(ANSWER) && !names.includes(`${basename(name, ANSWER)}${REPLY}`))
    .map((name) => ({ id: basename(name, ANSWER), answer: answerOf(readJson(join(folder, name))) }));
}

function answerOf(value: unknown): SignedStatement | undefined {
  const { text, publicKey, signature } = (value ?? {}) as Partial<SignedStatement>;
  const isAnswer = [text, publicKey, signature].every((part) => typeof part === 'string');
  return isAnswer ? { text: text!, publicKey: publicKey!, signature: signature! } : undefined;
}

export const putReply = (state: string, run: string, id: string, reply: Reply): void =>
  writeDurably(join(rootOf(state), run, `${id}${REPLY}`), JSON.stringify(reply));
