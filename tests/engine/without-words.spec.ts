import { expect, test } from '@playwright/test';
import { wordless } from '../../src/engine/context/without-words.ts';
import { explainError } from '../../src/engine/explain-error.ts';
import { DiskRefused } from '../../src/files/durable-write.ts';

const GESTURE = 'Press Save';

test('what the disk said while a new key was shown is told, and the words of the screen are not', () => {
  const disk = new DiskRefused(
    '/w/escrow/acme/1.age',
    'written',
    Object.assign(new Error('EIO: i/o'), { code: 'EIO' }),
  );
  expect(explainError(wordless(disk, GESTURE), GESTURE)).toMatchObject({
    code: 'KW-DISK',
    actual: expect.stringContaining('1.age could not be written (EIO: i/o)') as unknown,
  });
  expect(explainError(wordless(new Error('it says pr1vate-Half'), GESTURE), GESTURE).actual).not.toContain('pr1vate');
});
