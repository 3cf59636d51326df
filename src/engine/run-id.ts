import { randomInt } from 'node:crypto';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A run's name, `20261124-141532-7k3f9xwp` (UTC), and the tag at its end, which marks what the run makes. */
export interface RunId {
  id: string;
  tag: string;
}

export function newRunId(): RunId {
  const tag = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return { id: `${time}-${tag}`, tag };
}
