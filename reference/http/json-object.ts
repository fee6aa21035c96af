import type { Asked } from './exchange.ts'

/** The JSON object a request carries, or undefined when its body is anything else. */
export function jsonObject(asked: Pick<Asked, 'body'>): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(asked.body)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
