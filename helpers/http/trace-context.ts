import { randomBytes } from 'node:crypto'

/** W3C Trace Context, level 1, §3.2: a trace of our own, sampled, so that the deployment logs it. */
export function newTraceId(): string {
  return hexOf(16)
}

/** The header of one try; tries of one request share the trace and differ in the parent. */
export function traceparentOf(traceId: string): string {
  return `00-${traceId}-${hexOf(8)}-01`
}

/** All zeros is not a valid id. */
function hexOf(bytes: number): string {
  const hex = randomBytes(bytes).toString('hex')
  return /^0+$/.test(hex) ? hexOf(bytes) : hex
}
