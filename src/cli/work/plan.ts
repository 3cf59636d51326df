import { performance } from 'node:perf_hooks';
import { ensureBrowser } from '../../browser/install.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { customerLockHolder } from '../../engine/customer-lock.ts';
import { explainError } from '../../engine/explain-error.ts';
import { type PlannedStep, plan } from '../../engine/plan.ts';
import { collectSecrets, ownerOf } from '../../engine/portals.ts';
import { openProxies } from '../../engine/proxies.ts';
import { formatClock } from '../../evidence/format-duration.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Prepared, PreparedStep } from '../../runbook/load.ts';
import { openSources } from '../../secrets/sources.ts';
import { confirmedLines, confirmedWords } from '../confirmed-words.ts';
import { enterPlan } from '../enter-plan.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { exit } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { type CustomerOptions, loadJob } from '../load-job.ts';
import { holderLine } from '../lock-message.ts';
import { problemLines } from '../progress/ending.ts';
import { printJson, printResult, withResult } from '../progress/json.ts';
import { screenHere } from '../progress/terminal-screen.ts';
import { promptIn } from '../prompt.ts';
import { type Line, printError, printLine } from '../terminal.ts';
import { shorten } from '../text-width.ts';
import { openVault } from '../vault.ts';
import { refuseWithoutWindow } from '../watch-options.ts';
import { stateOf, workspaceOf } from '../workspace.ts';

const INDENT = '      ';

/** What a run would do at a step. @param looksOnly the step only looks, or signs in @param titles of steps, by id */
function lines(step: PlannedStep, looksOnly: boolean, titles: ReadonlyMap<string, string>): Line[] {
  const { title } = step;
  const head = (mark: string, tone: 'good' | 'warn' | 'mute'): Line => ({ mark: `  ${mark} `, tone, text: title });
  if ('after' in step)
    return [head('?', 'mute'), { mark: INDENT, text: `depends on “${titles.get(step.after)}”`, textTone: 'mute' }];
  const { finding } = step;
  if (finding.state === 'conflict') {
    const { expected, actual, hint } = finding;
    return [head('!', 'warn'), ...problemLines({ expected, actual, hint }, INDENT)];
  }
  if (finding.state === 'needed')
    return [
      head('+', 'good'),
      { mark: INDENT, text: finding.actual, textTone: 'mute' },
      ...finding.changes.map((change): Line => ({ mark: `${INDENT}would change: `, tone: 'mute', text: change })),
    ];
  if (finding.left !== undefined)
    return [
      head('!', 'warn'),
      ...finding.left.map(
        ({ what, why }): Line => ({ mark: `${INDENT}would be left for you: `, tone: 'warn', text: `${what} (${why})` }),
      ),
    ];
  const how = finding.skipped ? 'would be skipped: ' : looksOnly ? '' : 'already in place: ';
  return [
    head(finding.skipped ? '–' : '=', 'mute'),
    { mark: `${INDENT}${how}`, tone: 'mute', text: finding.actual, textTone: 'mute' },
  ];
}

/** `2 of 9 steps would change something, 4 depend on them.` */
export function sumOf(found: readonly PlannedStep[]): string {
  const changing = found.filter((step) => 'finding' in step && step.finding.state === 'needed').length;
  const stuck = found.filter((step) => 'finding' in step && step.finding.state === 'conflict').length;
  const open = found.filter((step) => 'after' in step).length;
  if (changing + stuck + open === 0) return 'Nothing to change.';
  const parts = [
    `${count(changing, 'step')} would change something`,
    ...(stuck > 0 ? [`${count(stuck, 'step')} would fail`] : []),
    ...(open > 0
      ? [`${count(open, 'step depends', 'steps depend')} on ${changing + stuck === 1 ? 'it' : 'them'}`]
      : []),
  ];
  return `${parts.join(', ')}.`;
}

/** Shows which step is being looked at, where a line can be drawn again. */
function showLooking({ steps }: Prepared, found: readonly PlannedStep[]): void {
  const started = performance.now();
  screenHere().live?.((columns) => {
    const step = steps[found.length];
    const time = formatClock(performance.now() - started);
    if (step === undefined) return `… ${time}`;
    const head = `… ${step.index + 1} of ${steps.length}  `;
    return `${head}${shorten(step.title, columns - head.length - time.length - 2)}  ${time}`;
  });
}

/** Looks at each step as a run would, prints what it would change, and sets the exit code. */
export async function showPlan(runbook: string, options: CustomerOptions): Promise<void> {
  await withResult(options, async () => await planJob(runbook, options));
}

async function planJob(runbook: string, options: CustomerOptions): Promise<void> {
  refuseLeakyEnvironment();
  const { json, headed = false } = options;
  const prepared = await loadJob(runbook, options);
  refuseWithoutWindow(prepared, headed);
  const { customer } = prepared;
  const state = stateOf(options);
  const words = confirmedWords(options, customer.name);
  if (!json) for (const text of confirmedLines(words)) printLine({ text });
  const sources = openSources(workspaceOf(options), ownerOf(customer), promptIn(state), printError);
  const proxies = await openProxies(customer.proxy, sources);
  const browser = await ensureBrowser(json ? printError : () => undefined, headed);
  await collectSecrets(prepared, sources);
  const vault = await openVault(state, customer.name, sources);
  const holder = customerLockHolder(state, customer.name);
  if (holder !== undefined)
    printError(
      `Another run for ${customer.name} is in progress (${holderLine(holder)}): the plan may show half of it.`,
    );
  const removeTempFolder = usePrivateTempFolder();
  const looks = ({ action, portal }: PreparedStep) => action.perform === undefined || action === portal.signIn;
  const looksOnly = new Set(prepared.steps.filter(looks).map(({ id }) => id));
  const titles = new Map(prepared.steps.map(({ id, title }) => [id, title]));
  const found: PlannedStep[] = [];
  let code: string | undefined;
  let phase = '';
  const show = (step: PlannedStep) => {
    found.push(step);
    if (json) return printJson({ type: 'step.planned', ...step });
    if (step.phase !== phase) for (const text of ['', step.phase]) printLine({ text, textTone: 'strong' });
    phase = step.phase;
    for (const line of lines(step, looksOnly.has(step.id), titles)) printLine(line);
  };
  try {
    const stop = new AbortController();
    onInterrupt(stop.signal, () => stop.abort());
    if (!json) showLooking(prepared, found);
    const say = (text: string) => printError(text);
    const of = { prepared, state, browser, headed, proxies, sources, words, vault, say, signal: stop.signal };
    await plan(of, show);
    screenHere().live?.(undefined);
    if (json) printResult({ outcome: 'planned', exit: exit.success });
    else for (const text of ['', `${sumOf(found)} Nothing was changed.`]) printLine({ text, textTone: 'strong' });
    process.exitCode = exit.success;
  } catch (error) {
    const problem = explainError(error, undefined, prepared.customer.name);
    code = problem.code ?? 'KW-OTHER';
    screenHere().live?.(undefined);
    for (const { mark = '', text } of problemLines(problem)) printError(`${mark}${text}`);
    if (json)
      printResult({
        outcome: 'failed',
        exit: exit.runFailed,
        code: problem.code ?? null,
        problem: { ...problem },
      });
    process.exitCode = exit.runFailed;
  } finally {
    enterPlan(options, prepared, found, code);
    removeTempFolder();
  }
}
