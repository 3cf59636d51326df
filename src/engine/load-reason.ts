import { fileURLToPath } from 'node:url';

/** Where Node says that a mistake is: the first line of such an error, a path or an address. */
function placeOf({ stack = '' }: Error): string | undefined {
  const [place] = /^.+\.[cm]?[jt]s:\d+(?=\n)/.exec(stack) ?? [];
  return place?.startsWith('file:') ? fileURLToPath(place) : place;
}

/** Why a module could not be loaded, on one line, with the file and the line that are wrong where Node tells them. */
export function loadReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const says = error.message.split('\n')[0]!;
  if (!(error instanceof SyntaxError)) return says;
  const [, missing] = /does not provide an export named '(\w+)'/.exec(says) ?? [];
  const place = placeOf(error);
  return (place === undefined ? says : `${place}: ${says}`).concat(
    missing === undefined ? '' : `; if ${missing} is a type, write "import type" or "type ${missing}"`,
  );
}
