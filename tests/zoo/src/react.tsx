// What the React makes share: fields bound to the truth, and the start of a page.
import { useState, type ComponentType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { cellName, put, set, setLevel, startLevels, zoo } from './zoo.ts';
import { type Check, checks, departments, levelKey, locations, someRoles } from './data.ts';

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

export interface Combo {
  name: string;
  entries: string[];
  native?: boolean;
  search?: boolean;
  disabled?: boolean;
}

/** @param more what the make's combo needs besides */
export const threeCombos = (Choice: ComponentType<Combo>, more: Partial<Combo> = {}) => () => (
  <>
    <Choice name="Role ID" entries={someRoles} {...more} />
    <Choice name="Location" entries={locations} {...more} />
    <Choice name="Department" entries={departments} {...more} disabled />
  </>
);

export const twoSearches = (Search: ComponentType<Combo>) => () => (
  <>
    <Search name="Role ID" entries={someRoles} search />
    <Search name="Location" entries={locations} search />
  </>
);

/** The page of check boxes, each as this make draws it. */
export const eachCheck = (Box: ComponentType<Check>) => () => (
  <>
    {checks.map(check => (
      <Box key={check.name} {...check} />
    ))}
  </>
);

export const bothDates = (Day: ComponentType<{ name: string }>) => () => (
  <>
    <Day name="Start Date" />
    <Day name="End Date" />
  </>
);

export function start(cells: Record<string, ComponentType>, wrap: (page: ReactNode) => ReactNode = page => page) {
  const Page = cells[cellName];
  if (Page) createRoot(document.getElementById('root')!).render(wrap(<Page />));
}
