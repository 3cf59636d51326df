import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPortals } from '../../engine/registry.ts';
import { customersSchema, runbookSchema } from '../../runbook/json-schema.ts';
import { print } from '../terminal.ts';

export async function schemaCommand(folder: string): Promise<void> {
  const registry = await loadPortals();
  for (const [name, schema] of [
    ['runbook', runbookSchema(registry)],
    ['customers', customersSchema(registry)],
  ] as const) {
    const file = join(folder, `${name}.schema.json`);
    writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
    print(`Wrote ${file}`);
  }
}
