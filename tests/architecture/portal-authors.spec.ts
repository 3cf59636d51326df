import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import * as screen from '../../pages/index.ts';
import { Description } from '../../pages/receiver/portal.ts';
import { ROOT } from '../support/repository.ts';

/** The page that tells authors of portals what there is. */
const PAGE = readFileSync(join(ROOT, '.github/PORTAL-AUTHORS.md'), 'utf8');
const CONTEXT = readFileSync(join(ROOT, 'src/portal-sdk/context.ts'), 'utf8');

/** The names in the first column of a table of the page. */
function namesIn(table: string): string[] {
  const rows = new RegExp(`<!-- ${table} -->\n([\\s\\S]*?)<!-- /${table} -->`).exec(PAGE)![1]!.split('\n').slice(2);
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name!));
}

test('the page for authors of portals names only what there is', () => {
  const { View } = screen;
  const isThere: Record<string, (name: string) => boolean> = {
    seeing: (name) => name in screen,
    acting: (name) => name in screen,
    view: (name) => name in View.prototype,
    context: (name) => new RegExp(`^ {2}(readonly )?${name}\\??[(<:]`, 'm').test(CONTEXT),
  };
  for (const [table, known] of Object.entries(isThere)) {
    const names = namesIn(table);
    expect(names.length, table).toBeGreaterThan(5);
    expect(
      names.filter((name) => !known(name)),
      table,
    ).toEqual([]);
  }
});

test('its page of YAML is valid', () => {
  const [, yaml] = /^```yaml\n([\s\S]*?)^```/m.exec(PAGE)!;
  expect(Description.safeParse(parse(yaml!)).error).toBeUndefined();
});

test('the pages of YAML that are shown where portals are described are valid', () => {
  const page = readFileSync(join(ROOT, 'pages/receiver/README.md'), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml]) => parse(yaml!) as object);
  expect(blocks.map((one) => ['form', 'makes', 'api'].find((key) => key in one))).toEqual(['form', 'api', 'makes']);
  for (const one of blocks) expect(Description.safeParse(one).error).toBeUndefined();
});
