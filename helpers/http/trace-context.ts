import { randomUUID } from 'node:crypto'

/**
 * W3C Trace Context, level 1, §3.2: a trace of our own, sampled, so that the deployment logs it. A UUID
 * is as many hex digits, never all zeros, and Node keeps random bytes for it in stock: asking the
 * system for each costs 50 µs.
 */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '')
}

/** The header of one try; tries of one request share the trace and differ in the parent. */
export function traceparentOf(traceId: string): string {
  return `00-${traceId}-${newTraceId().slice(0, 16)}-01`
}
