import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The REST API says no: a status, and the body that goes with it. */
export class RestProblem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** Members of the record sent that are to blame. */
  readonly errors: { code: string; message: string; resource: string; field: string }[];
  /** Seconds to wait, for the `Retry-After` header. */
  readonly retryAfter: number | undefined;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    more: { errors?: RestProblem['errors']; retryAfter?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** A record sent lacks something, or has something wrong. */
export function invalid(resource: string, field: string, message: string): RestProblem {
  return new RestProblem(400, 'InvalidObject', `${resource} object is invalid`, {
    errors: [{ code: 'InvalidField', message, resource, field }],
  });
}
