import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { persistently } from '../files/durable-write.ts';
import { redact } from '../secrets/redact.ts';

export interface TechnicalLog {
  log: Logger;
  close(): void;
}

/**
 * Opens the technical log of a run (`technical.log`, JSON lines): for developers, while the journal is for auditors.
 * KEYWRIGHT_LOG_LEVEL sets its level.
 */
export function openTechnicalLog(folder: string): TechnicalLog {
  const file = join(folder, 'technical.log');
  const handle = persistently(file, 'begun', () => openSync(file, 'ax', 0o600));
  let open = true;
  const write = (line: string) => {
    try {
      if (open) writeSync(handle, redact(line));
    } catch {
      // A run does not stop for this log, as long as its journal can be written.
    }
  };
  return {
    log: pino(
      { level: process.env['KEYWRIGHT_LOG_LEVEL'] || 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
      { write },
    ),
    close() {
      open = false;
      closeSync(handle);
    },
  };
}
