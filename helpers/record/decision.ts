/** What to do with a deploy, by the run that looked at it. */
export const DECISIONS = ['promote', 'hold', 'rollback'] as const

/** pass and warn: promote; a broken promise: rollback; not judged, or a run configured wrongly: hold. */
export type Decision = (typeof DECISIONS)[number]
