/** Faults that answer after seconds: with a short deadline they would be silent, which is another fault. */
export const NEEDS_ITS_TIME: ReadonlySet<string> = new Set([
  'backend-slow',
  'login-takes-seconds',
  'socket-events-held',
  'socket-welcome-late',
])
