import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { writePracticeSecrets } from '../../src/cli/practice-workspace.ts';
import type { PracticeCustomer } from '../../src/practice/start.ts';
import type { PracticeOptions } from '../../src/practice/testing/start.ts';
import { scanForSecrets } from './secret-scanner.ts';
import { createWorkspace, type TestWorkspace } from './test-workspace.ts';

/** A workspace of many customers, each with portals and secrets of its own. */
export interface FleetWorkspace extends TestWorkspace {
  names: string[];
  customers: PracticeCustomer[];
}

/** @param tags by customer name */
export async function createFleet(
  number: number,
  { tags = {}, ...options }: PracticeOptions & { tags?: Record<string, string[]> } = {},
): Promise<FleetWorkspace> {
  const names = Array.from({ length: number }, (_, at) => `msp-${at + 1}`);
  const workspace = await createWorkspace({ ...options, companyId: names[0]!, customers: names.slice(1) });
  const { customers } = workspace.practice;
  const file = join(workspace.folder, 'customers.yaml');
  const text = readFileSync(file, 'utf8');
  const { practice } = (parse(text) as { customers: Record<string, { portals: object }> }).customers;
  const entries = customers.map(({ connectwise, mspcfo }, at) => {
    const { connectwise: ours, mspcfo: theirs } = practice!.portals as Record<string, object>;
    return [
      names[at]!,
      {
        title: `Practice IT ${at + 1}`,
        ...(tags[names[at]!] && { tags: tags[names[at]!] }),
        portals: {
          connectwise: { ...ours, company: connectwise.companyId },
          mspcfo: { ...theirs, username: mspcfo.username },
        },
      },
    ] as const;
  });
  writeFileSync(file, stringify({ keywright: 1, customers: Object.fromEntries(entries) }));
  for (const [at, customer] of customers.entries()) writePracticeSecrets(workspace.folder, names[at]!, customer);
  // What stands in the environment would go before each customer's own file.
  for (const name of Object.keys(workspace.env)) if (/^(CONNECTWISE|MSPCFO)_/.test(name)) delete workspace.env[name];
  const said: string[] = [];
  const heard = (result: { stdout: string; stderr: string }) => void said.push(result.stdout, result.stderr);
  return {
    ...workspace,
    names,
    customers,
    async run(...args) {
      const result = await workspace.run(...args);
      heard(result);
      return result;
    },
    start(...args) {
      const started = workspace.start(...args);
      void started.result.then(heard);
      return started;
    },
    async end() {
      // In the customers' own files they belong; nowhere else.
      const secrets = customers.map(({ connectwise, mspcfo }, at) => ({
        [`ConnectWise password ${at + 1}`]: connectwise.password,
        [`MSPCFO password ${at + 1}`]: mspcfo.password,
        ...(mspcfo.state.credentials && { [`private key ${at + 1}`]: mspcfo.state.credentials.privateKey }),
      }));
      const scan = (of: Record<string, string>, folders: string[], texts = {}) => {
        const all = folders.map((name) => join(workspace.folder, name)).filter((folder) => existsSync(folder));
        return scanForSecrets({ secrets: of, folders: all, texts, ocr: false });
      };
      // Everybody's where all is told; each one's in its own runs and its neighbour's, because all in all takes hours.
      const runs = (at: number) => join('runs', names[at % names.length]!);
      const scans = [
        scan(Object.assign({}, ...secrets), ['.keywright', 'temp', 'runs/_batches'], { terminal: said.join('\n') }),
        ...secrets.map((of, at) => scan(of, [...new Set([runs(at), runs(at + 1)])])),
      ];
      const found = scans.flatMap((one) => one.found);
      const files = scans.reduce((sum, one) => sum + one.files, 0);
      await workspace.end();
      expect(found).toEqual([]);
      expect(files).toBeGreaterThan(0);
    },
  };
}
