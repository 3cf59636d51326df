import type { Endpoint, RestCall } from './endpoint.ts';
import { found, listed } from './list.ts';
import { RestProblem } from './problem.ts';
import { REPORTS, type ReportData } from './report-data.ts';

/** The row that gates `/system/reports`; the modules' own Reports rows do not (PRODUCT.md E4). */
const right = { module: 'System', row: 'API Reports', column: 'inquire' } as const;

function report({ company, parts }: RestCall): ReportData {
  const name = Object.keys(REPORTS).find((known) => known.toLowerCase() === parts['name']!.toLowerCase());
  if (name === undefined) throw new RestProblem(404, 'NotFound', `Report ${parts['name']} not found`);
  return REPORTS[name]!(company);
}

const definitions = ({ columns }: ReportData, names = Object.keys(columns)) =>
  names.map((name) => ({ [name]: columns[name]! }));

export const reportEndpoints: Endpoint[] = [
  {
    method: 'GET',
    path: 'system/reports',
    right,
    answer: ({ query }) => ({
      body: listed(
        Object.keys(REPORTS).map((name) => ({ name })),
        query,
      ),
    }),
  },
  {
    method: 'GET',
    path: 'system/reports/:name',
    right,
    answer: (call) => {
      const data = report(call);
      const rows = listed(data.rows, call.query);
      return {
        body: {
          column_definitions: definitions(data, rows[0] && Object.keys(rows[0])),
          row_values: rows.map((row) => Object.values(row)),
        },
      };
    },
  },
  {
    method: 'GET',
    path: 'system/reports/:name/columns',
    right,
    answer: (call) => ({ body: definitions(report(call)) }),
  },
  {
    method: 'GET',
    path: 'system/reports/:name/count',
    right,
    answer: (call) => ({ body: { count: found(report(call).rows, call.query).length } }),
  },
];
