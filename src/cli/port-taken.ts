import { UserError } from '../files/user-error.ts';

/** What a server's error means for the person who chose the port. @param option that chooses it: `--port` */
export function portTaken(error: unknown, port: number | undefined, option: string): unknown {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    ? new UserError(
        'KW-PORT-TAKEN',
        `Port ${port} of this machine is taken by another program. Choose another one, or leave ${option} out for a ` +
          'free one.',
      )
    : error;
}
