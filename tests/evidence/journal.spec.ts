import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { Journal } from '../../src/evidence/journal.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keywright-test-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

function write(lines: string[]): string {
  const journal = new Journal(folder);
  for (const text of lines) journal.write({ type: 'note', text });
  journal.close();
  const text = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  expect(checkChain(text)).toMatchObject({ lines: lines.length });
  return text;
}

test('a journal is ASCII, chained, and gives back what was written', () => {
  const texts = ['one', 'zwei – ü', 'three \u202e\n"quoted"', '四 😀'];
  const text = write(texts);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text),
  ).toEqual(texts);
});

test('any altered, dropped, doubled, swapped or torn line breaks the chain', () => {
  const text = write(['a', 'b', 'c', 'd', 'e']);
  const lines = text.split('\n').slice(0, -1);
  const join = (parts: string[]) => parts.map((part) => `${part}\n`).join('');
  for (let at = 0; at < lines.length - 1; at += 1) {
    expect(checkChain(join(lines.with(at, lines[at]!.replace('"note"', '"nota"')))), `altered ${at}`).toHaveProperty(
      'wrong',
    );
    expect(checkChain(join(lines.toSpliced(at, 1))), `dropped ${at}`).toHaveProperty('wrong');
    expect(checkChain(join(lines.toSpliced(at, 0, lines[at]!))), `doubled ${at}`).toHaveProperty('wrong');
    expect(checkChain(join(lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!))), `swapped ${at}`).toHaveProperty(
      'wrong',
    );
  }
  expect(checkChain(text.slice(0, -5))).toHaveProperty('wrong');
});

test('a journal is never continued', () => {
  write(['a']);
  expect(() => new Journal(folder)).toThrow(/EEXIST/);
});

test('a secret that slips into an event does not reach the disk', () => {
  registerSecret(new Secret('Sl1pped-into-an-event', 'password'));
  const journal = new Journal(folder);
  journal.write({
    type: 'note',
    text: 'the page said Sl1pped-into-an-event',
    details: { deep: { also: encodeURIComponent('Sl1pped-into-an-event') } },
  });
  journal.close();
  const text = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  expect(text).not.toContain('Sl1pped');
  expect(checkChain(text)).toMatchObject({ lines: 1 });
});
