/** What an approval must be signed for, as the runbook says it. */
export interface ApprovalRule {
  /** Whoever started the run does not count. */
  by?: 'another' | undefined;
  reason?: 'required' | undefined;
  /** By how many operators; left out: one. */
  approvals?: number | undefined;
}

/** Which job, for whom. */
interface JobShown {
  customer: { name: string; title: string };
  runbook: { name: string; title: string; sha256: string };
}

/** What an operator was shown before signing. */
export type Shown = JobShown | ApprovalAsked;

/** What an operator is asked to approve. */
export interface ApprovalAsked extends JobShown {
  run: string;
  step: string;
  title: string;
  changes: string[];
  /** Why it may be asked once more. */
  again?: string;
  startedBy: string;
  rule: ApprovalRule;
  /** Different for each time a run asks, so that an answer fits one question alone. */
  question: string;
  /** ISO 8601, like the end of the time for an answer. */
  askedAt: string;
  until: string;
}

/** What an operator has signed. */
export interface Statement {
  format: string;
  run: string;
  step?: string;
  did: 'started' | 'approved' | 'refused';
  who: string;
  at: string;
  /** SHA-256 of the operator's public key. */
  key: string;
  reason?: string;
  shown: Shown;
}
