// The truth of a page: what the application would submit, and what was really pressed.
import { dates, firstLevels, levelKey } from './data.ts';

type Zoo = { state: Record<string, any>; pressed: string[]; view: { open: Record<string, boolean> } };
declare global {
  interface Window {
    zoo: Zoo;
  }
}

/** `view` holds what reading may change as well: which sections are open. */
export const zoo: Zoo = (window.zoo = { state: {}, pressed: [], view: { open: {} } });

export const set = (name: string, value: unknown) => {
  zoo.state[name] = value;
};
export const put = (group: string, name: string, value: unknown) => {
  (zoo.state[group] ??= {})[name] = value;
};
export const press = (name: string) => {
  zoo.pressed.push(name);
};
export const open = (section: string, to: boolean) => {
  zoo.view.open[section] = to;
};
export const opened = (id: string) => set('opened', id);

export const startLevels = () => {
  zoo.state.levels = firstLevels();
  return zoo.state.levels as Record<string, string>;
};
export const setLevel = (section: string, row: string, column: string, level: string) =>
  put('levels', levelKey(section, row, column), level);
export const levelOf = (section: string, row: string, column: string): string =>
  zoo.state.levels[levelKey(section, row, column)];

export const startDates = () => Object.assign(zoo.state, dates);

const two = (n: number) => String(n).padStart(2, '0');

/** A Date as yyyy-mm-dd in local time, '' for none. */
export const iso = (date?: Date | null) =>
  !date || Number.isNaN(+date) ? '' : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
export const fromIso = (day: string) => (day ? new Date(`${day}T00:00:00`) : null);

export async function askRoles(from: number, q: string): Promise<{ entries: string[]; total: number }> {
  const answer = await fetch(`/roles?from=${from}&q=${encodeURIComponent(q)}`);
  return answer.json();
}

export const cellName = new URLSearchParams(location.search).get('cell') ?? '';
