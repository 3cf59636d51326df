import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  MenuItem,
  Select,
  SvgIcon,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { DataGrid, type GridColDef } from '@mui/x-data-grid';
import { columns, fewColumns, levelColumns, levels, members, sectionNames, sections } from '../data.ts';
import { open, opened } from '../zoo.ts';
import { useField, useLevels } from '../react.tsx';
import { Fragment } from 'react';

function Grid({ count, names, pageSize }: { count: number; names: string[]; pageSize: number }) {
  useField('opened', '');
  const shown = names.map((field): GridColDef => ({ field, headerName: field, width: 150 }));
  return (
    <div style={{ height: 520, width: 940 }}>
      <DataGrid
        rows={members(count)}
        columns={shown}
        getRowId={row => row['Member ID']!}
        pageSizeOptions={[pageSize]}
        initialState={{ pagination: { paginationModel: { pageSize } } }}
        onRowDoubleClick={({ id }) => opened(String(id))}
      />
    </div>
  );
}
export const TablePaged = () => <Grid count={60} names={fewColumns} pageSize={20} />;
/** The free data grid shows at most 100 rows at a time: pages of 100, virtualised in both directions. */
export const TableVirtual = () => <Grid count={1000} names={columns} pageSize={100} />;

type Cell = (section: string, row: string, column: string, level: string, set: (level: string) => void) => any;

function Levels({ cell }: { cell: Cell }) {
  const { level, setLevel } = useLevels();
  return (
    <Table size="small" stickyHeader>
      <TableHead>
        <TableRow>
          {['Name', ...levelColumns].map(name => (
            <TableCell key={name}>{name}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {sectionNames.map(section => (
          <Fragment key={section}>
            <TableRow>
              <TableCell colSpan={5}>
                <b>{section}</b>
              </TableCell>
            </TableRow>
            {sections[section]!.map(row => (
              <TableRow key={row}>
                <TableCell>{row}</TableCell>
                {levelColumns.map(column => (
                  <TableCell key={column}>
                    {cell(section, row, column, level(section, row, column), next =>
                      setLevel(section, row, column, next),
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  );
}

export const LevelsSelect = () => (
  <Levels
    cell={(_s, _r, _c, level, set) => (
      <Select size="small" variant="standard" value={level} onChange={e => set(e.target.value)}>
        {levels.map(name => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </Select>
    )}
  />
);

export const LevelsRadio = () => (
  <Levels
    cell={(_s, _r, _c, level, set) => (
      <ToggleButtonGroup size="small" exclusive value={level} onChange={(_, next) => next && set(next)}>
        {levels.map(name => (
          <ToggleButton key={name} value={name}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    )}
  />
);

const arrow = (
  <SvgIcon>
    <path d="M7 10l5 5 5-5z" />
  </SvgIcon>
);

/** An accordion of sections, each with a data grid whose cells are edited after a double click. */
export function LevelsEdit() {
  const { level, setLevel } = useLevels();
  const shown: GridColDef[] = [
    { field: 'Name', width: 220 },
    ...levelColumns.map((field): GridColDef => ({
      field,
      width: 130,
      editable: true,
      type: 'singleSelect',
      valueOptions: levels,
    })),
  ];
  return sectionNames.map(section => (
    <Accordion
      key={section}
      onChange={(_, to) => open(section, to)}
      slotProps={{ transition: { unmountOnExit: true } }}
    >
      <AccordionSummary expandIcon={arrow}>{section}</AccordionSummary>
      <AccordionDetails>
        <DataGrid
          hideFooter
          density="compact"
          getRowId={row => row.Name}
          columns={shown}
          rows={sections[section]!.map(row => ({
            Name: row,
            ...Object.fromEntries(levelColumns.map(column => [column, level(section, row, column)])),
          }))}
          processRowUpdate={(next: any, before: any) => {
            for (const column of levelColumns) {
              if (next[column] !== before[column]) setLevel(section, next.Name, column, next[column]);
            }
            return next;
          }}
        />
      </AccordionDetails>
    </Accordion>
  ));
}
