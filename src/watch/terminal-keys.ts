import type { Command, ControlState, Question } from './commands.ts';
import type { Control } from './control.ts';

const KEYS: Record<string, Command> = {
  s: 'next step',
  g: 'next gesture',
  '+': 'faster',
  '=': 'faster',
  '-': 'slower',
  a: 'approve',
  r: 'retry',
  h: 'by hand',
  w: 'take over',
  t: 'point',
  y: 'confirm',
  k: 'skip',
};
const CTRL_C = '\u0003';

const CHOICES: Partial<Record<Command, string>> = {
  approve: 'a approve',
  retry: 'r retry',
  'by hand': 'h done by hand (Keywright will check)',
  'take over': 'w take over in a window',
  point: 't point at it',
  confirm: 'y yes, keep these words',
  skip: 'k leave it',
  stop: 'q stop',
};

const QUESTIONS: Record<Question['kind'], string> = {
  approve: 'Approve this step?',
  failed: 'Step failed. What next?',
  hands: 'A person is needed at the browser:',
  point: 'Point at it in the browser, or click it in the picture of the live page:',
  words: 'Is that right?',
};

export const KEYS_HELP =
  'Keys: space pause or resume · s next step · g next gesture · + faster · - slower · n note · q stop';
/** Of a run with a live page. */
export const PAGE_KEYS_HELP = 'Live page: c viewer code · l new steering link';

/** The keys of the person at the terminal. They are neither shown nor kept. */
export interface TerminalKeys {
  /** Leaves the keyboard to a prompt meanwhile. */
  without<T>(prompt: () => Promise<T>): Promise<T>;
  close(): void;
}

/** What the person at the terminal should know about a state; undefined if nothing. */
function announcement({ mode, held, question }: ControlState): string | undefined {
  if (mode === 'held') return `Paused before: ${held!.title}\n  space resume · s next step · g next gesture · q stop`;
  if (mode === 'pausing') return 'Pausing before the next gesture …';
  if (mode !== 'asking') return undefined;
  const { kind, title, lines, choices, again, signed } = question!;
  return [
    `${signed === undefined ? QUESTIONS[kind] : 'A signed approval is needed:'} ${title}`,
    ...(again === undefined ? [] : [`  Asked again: ${again}`]),
    ...lines.map((line) => `  ${line}`),
    ...(signed === undefined ? [] : [`  ${signed.who} Send them this command:`, `    ${signed.command}`]),
    `  ${choices.map((choice) => CHOICES[choice]).join(' · ')}`,
  ].join('\n');
}

/** What keys do besides commanding the run, by key. */
export type MoreKeys = Record<string, () => void>;

/** Turns single keys into commands. @param who for the evidence */
function keyReader(control: Control, who: string, say: (text: string) => void, more: MoreKeys): (key: string) => void {
  let stopAsked = false;
  const command = (name: Command) => {
    const refusal = control.command(name, { who, via: 'terminal' });
    if (refusal !== undefined) say(refusal);
    else if (name === 'faster' || name === 'slower') say(`Each instruction is shown for ${control.pace} ms.`);
  };
  const stop = () => {
    if (stopAsked) return command('stop');
    stopAsked = true;
    say('Press q again to stop safely, any other key to continue.');
  };
  return (key) => {
    // In raw mode the terminal does not turn Ctrl-C into a signal.
    if (key === CTRL_C) return void process.emit('SIGINT');
    if (key === '\r' || key === '\n') return;
    if (key === 'q') return stop();
    stopAsked = false;
    if (key === ' ' || key === 'p') return command(control.state.mode === 'running' ? 'pause' : 'continue');
    const known = KEYS[key.toLowerCase()];
    const other = more[key.toLowerCase()];
    if (known !== undefined) command(known);
    else if (other !== undefined) other();
    else if (key === '?') say(KEYS_HELP);
  };
}

/**
 * Lets the person at the terminal command a run by single keys.
 * @param who for the evidence
 */
export function openTerminalKeys(
  control: Control,
  who: string,
  say: (text: string) => void,
  more: MoreKeys,
): TerminalKeys {
  const { stdin } = process;
  const press = keyReader(control, who, say, more);
  const read = (chunk: Buffer) => {
    for (const key of chunk.toString('utf8')) press(key);
  };
  const listen = (on: boolean) => {
    stdin.setRawMode(on);
    if (on) stdin.on('data', read).resume();
    else stdin.off('data', read).pause();
  };
  let said: string | undefined;
  const endAnnouncements = control.onChange((state) => {
    const text = announcement(state);
    if (text !== undefined && text !== said) say(text);
    said = text;
  });
  control.attended = true;
  // A terminal that was closed cannot be read any more. The signal that comes with it stops the run.
  stdin.on('error', () => undefined);
  listen(true);
  return {
    async without(prompt) {
      listen(false);
      try {
        return await prompt();
      } finally {
        listen(true);
      }
    },
    close() {
      endAnnouncements();
      listen(false);
    },
  };
}
