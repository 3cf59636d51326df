/** When runs may begin: not before the one moment, and not after the other. */
export interface Hours {
  opens: Date;
  closes: Date | undefined;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The next moment, from this one on, at which the machine's clock shows that time. */
function next(time: string, from: Date): Date {
  const at = new Date(from);
  at.setHours(0, minutesOf(time), 0, 0);
  if (at < from) at.setDate(at.getDate() + 1);
  return at;
}

/**
 * The hours in which a batch may begin runs.
 * @param notBefore and
 * @param notAfter times of the machine's clock, `22:00`; the second may be on the day after
 */
export function hoursOf(notBefore: string | undefined, notAfter: string | undefined, now: Date): Hours {
  const minute = now.getHours() * 60 + now.getMinutes();
  const from = notBefore === undefined ? undefined : minutesOf(notBefore);
  const to = notAfter === undefined ? undefined : minutesOf(notAfter);
  const overMidnight = from !== undefined && to !== undefined && to <= from;
  const hasBegun = from === undefined || minute >= from;
  const isOver = to !== undefined && minute >= to;
  const isOpen = overMidnight ? hasBegun || !isOver : hasBegun && (!isOver || from === undefined);
  const opens = isOpen ? now : next(notBefore!, now);
  return { opens, closes: notAfter === undefined ? undefined : next(notAfter, opens) };
}
