import type { Level, LevelColumn } from '../modules.ts';
import type { CompanyState, Member, Role } from '../state.ts';
import type { Variants } from '../variants.ts';

/** One call of the REST API that has been let in. */
export interface RestCall {
  company: CompanyState;
  /** Whose key it came with. */
  member: Member;
  role: Role | undefined;
  /** What the role has of the right that the endpoint needs. */
  level: Level;
  variants: Variants;
  /** The parts of the path that an endpoint leaves open, decoded. */
  parts: Record<string, string>;
  query: URLSearchParams;
  /** The body as parsed JSON; undefined without one. */
  body: unknown;
}

export interface RestAnswer {
  status?: 200 | 201 | 204;
  body?: unknown;
}

/** One method of one path. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apis/3.0/`; parts with a colon are open. */
  path: string;
  /** What the key's role must allow; left out, any valid key may call. */
  right?: { module: string; row: string; column: LevelColumn };
  answer(call: RestCall): RestAnswer;
}

/** @returns the endpoints of a path by method, with the open parts; upper and lower case are the same */
export function findEndpoints(
  endpoints: readonly Endpoint[],
  path: string,
): { endpoint: Endpoint; parts: Record<string, string> }[] {
  const asked = path.replace(/\/$/, '').split('/');
  return endpoints.flatMap((endpoint) => {
    const known = endpoint.path.split('/');
    if (
      known.length !== asked.length ||
      !known.every((part, n) =>
        part.startsWith(':') ? asked[n] !== '' : part.toLowerCase() === asked[n]!.toLowerCase(),
      )
    )
      return [];
    return [
      {
        endpoint,
        parts: Object.fromEntries(
          known.flatMap((part, n) => (part.startsWith(':') ? [[part.slice(1), asked[n]!]] : [])),
        ),
      },
    ];
  });
}
