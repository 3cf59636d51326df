import type { Command, Control, ControlState } from './control.ts';

const KEYS: Record<string, Command> = {
  n: 'next step',
  s: 'next step',
  g: 'next gesture',
  '+': 'faster',
  '=': 'faster',
  '-': 'slower',
  a: 'approve',
  r: 'retry',
  h: 'by hand',
};
const CHOICES: Partial<Record<Command, string>> = {
  approve: 'a approve',
  retry: 'r try again',
  'by hand': 'h I have done it by hand (it is read back)',
  stop: 'q stop',
};

export const KEYS_HELP = 'Keys: space pause or go on · s next step · g next gesture · + faster · - slower · q stop';

/** The keys of whoever sits at the terminal. Nothing of them is shown or kept. */
export interface TerminalKeys {
  /** Leaves the keyboard to a prompt meanwhile. */
  without<T>(prompt: () => Promise<T>): Promise<T>;
  close(): void;
}

/** Commands a run by single keys. @param who for the evidence */
export function openTerminalKeys(control: Control, who: string, say: (text: string) => void): TerminalKeys {
  const { stdin } = process;
  let stopAsked = false;

  const command = (name: Command) => {
    const refusal = control.command(name, { who, via: 'terminal' });
    if (refusal !== undefined) say(refusal);
    else if (name === 'faster' || name === 'slower') say(`Each instruction is shown for ${control.pace} ms.`);
  };
  const press = (key: string) => {
    // In this mode the terminal leaves Ctrl-C to us.
    if (key === '\u0003') return void process.emit('SIGINT');
    if (key === '\r' || key === '\n') return undefined;
    if (key === 'q') {
      if (stopAsked) return command('stop');
      stopAsked = true;
      return say('Press q again to stop the run at the next safe place; any other key goes on.');
    }
    stopAsked = false;
    if (key === ' ' || key === 'p') return command(control.state.mode === 'running' ? 'pause' : 'continue');
    const known = KEYS[key.toLowerCase()];
    if (known !== undefined) command(known);
    else if (key === '?') say(KEYS_HELP);
  };
  const hear = (chunk: Buffer) => {
    for (const key of chunk.toString('utf8')) press(key);
  };
  const listen = (on: boolean) => {
    stdin.setRawMode(on);
    if (on) stdin.on('data', hear).resume();
    else stdin.off('data', hear).pause();
  };

  let told = '';
  const tell = ({ mode, held, question }: ControlState) => {
    const text =
      mode === 'held'
        ? `Paused before: ${held!.title}\n  space go on · s next step · g next gesture · q stop`
        : mode === 'pausing'
          ? 'Pausing before the next gesture …'
          : mode === 'asking'
            ? [
                `${{ approve: 'Approve this step?', failed: 'This step failed. What now?', hands: 'A person is needed at the browser:' }[question!.kind]}` +
                  ` ${question!.title}`,
                ...question!.lines.map((line) => `  ${line}`),
                `  ${question!.choices.map((choice) => CHOICES[choice]).join(' · ')}`,
              ].join('\n')
            : '';
    if (text !== '' && text !== told) say(text);
    told = text;
  };
  const untell = control.onChange(tell);
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
      untell();
      listen(false);
    },
  };
}
