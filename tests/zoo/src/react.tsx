// What the React makes share: fields bound to the truth, and the start of a page.
import { useState, type ComponentType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { cellName, put, set, setLevel, startLevels, zoo } from './zoo.ts';
import { levelKey } from './data.ts';

/** A field of the application's model. The setter is for the widget's own change event. */
export function useField<T = string>(name: string, first: T, group?: string): [T, (value: T) => void] {
  const write = (value: T) => (group ? put(group, name, value) : set(name, value));
  const [value, setValue] = useState<T>(() => {
    write(first);
    return first;
  });
  return [
    value,
    next => {
      write(next);
      setValue(next);
    },
  ];
}

/** All levels, with a setter. */
export function useLevels() {
  const [all, setAll] = useState<Record<string, string>>(() => ({ ...startLevels() }));
  return {
    level: (section: string, row: string, column: string) => all[levelKey(section, row, column)]!,
    setLevel: (section: string, row: string, column: string, level: string) => {
      setLevel(section, row, column, level);
      setAll({ ...zoo.state.levels });
    },
  };
}

export function start(cells: Record<string, ComponentType>, wrap: (page: ReactNode) => ReactNode = page => page) {
  const Page = cells[cellName];
  if (Page) createRoot(document.getElementById('root')!).render(wrap(<Page />));
}
