/** What stands in a report where a secret stood. */
export const REDACTED = '[redacted]'
