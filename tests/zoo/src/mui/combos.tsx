import { useEffect, useRef, useState } from 'react';
import { Autocomplete, MenuItem, TextField } from '@mui/material';
import { departments, locations, someRoles } from '../data.ts';
import { askRoles } from '../zoo.ts';
import { useField } from '../react.tsx';

type Props = { name: string; entries: string[]; native?: boolean; disabled?: boolean };

function Choice({ name, entries, native, disabled }: Props) {
  const [value, setValue] = useField(name, '');
  const id = name.replace(' ', '-');
  return (
    <p>
      <TextField
        select
        label={name}
        value={value}
        onChange={e => setValue(e.target.value)}
        disabled={disabled}
        id={id}
        sx={{ width: 260 }}
        slotProps={{ select: { native }, inputLabel: native ? { shrink: true } : {} }}
      >
        {native && <option value="" />}
        {entries.map(entry =>
          native ? (
            <option key={entry}>{entry}</option>
          ) : (
            <MenuItem key={entry} value={entry}>
              {entry}
            </MenuItem>
          ),
        )}
      </TextField>
    </p>
  );
}

const three = (native: boolean) => () => (
  <>
    <Choice name="Role ID" entries={someRoles} native={native} />
    <Choice name="Location" entries={locations} native={native} />
    <Choice name="Department" entries={departments} native={native} disabled />
  </>
);
export const ComboNative = three(true);
export const ComboDrawn = three(false);

function Search({ name, entries }: Props) {
  const [value, setValue] = useField<string | null>(name, '');
  return (
    <Autocomplete
      options={entries}
      value={value || null}
      onChange={(_, next) => setValue(next ?? '')}
      sx={{ width: 260, m: 2 }}
      renderInput={params => <TextField {...params} label={name} />}
    />
  );
}
export const ComboSearch = () => (
  <>
    <Search name="Role ID" entries={someRoles} />
    <Search name="Location" entries={locations} />
  </>
);

/** Asks the server as one types, and for more as one scrolls. */
export function ComboPaged() {
  const [value, setValue] = useField<string | null>('Role ID', '');
  const [shown, setShown] = useState(false);
  const [typed, setTyped] = useState('');
  const [entries, setEntries] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const total = useRef(0);
  const query = typed === value ? '' : typed;
  useEffect(() => {
    if (!shown) return;
    let now = true;
    setBusy(true);
    setEntries([]);
    void askRoles(0, query).then(answer => {
      if (!now) return;
      total.current = answer.total;
      setEntries(answer.entries);
      setBusy(false);
    });
    return () => {
      now = false;
    };
  }, [shown, query]);
  async function more(e: any) {
    const list = e.currentTarget;
    if (busy || entries.length >= total.current || list.scrollTop + list.clientHeight < list.scrollHeight - 40)
      return;
    setBusy(true);
    const answer = await askRoles(entries.length, query);
    setEntries([...entries, ...answer.entries]);
    setBusy(false);
  }
  return (
    <Autocomplete
      options={entries}
      value={value || null}
      onChange={(_, next) => setValue(next ?? '')}
      open={shown}
      onOpen={() => setShown(true)}
      onClose={() => setShown(false)}
      loading={busy}
      inputValue={typed}
      onInputChange={(_, next) => setTyped(next)}
      filterOptions={list => list}
      slotProps={{ listbox: { onScroll: more } }}
      sx={{ width: 260, m: 2 }}
      renderInput={params => <TextField {...params} label="Role ID" />}
    />
  );
}
