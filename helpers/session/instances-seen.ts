import type { Exchange } from '../http/exchange.ts'
import type { Session } from './session.ts'

/** The services whose answers in this run showed that several instances give them. */
function servicesWithSeveral(): Set<string> {
  return new Set()
}

/** Notes what answers to one request show of the instances of a service. */
export function noteInstances(
  session: Session,
  service: string,
  answers: readonly Exchange[],
): void {
  if (showsSeveral(answers)) session.shared(servicesWithSeveral).add(service)
}

/** Whether answers of this run showed that a service has several instances. */
export function hasSeveral(session: Session, service: string): boolean {
  return session.shared(servicesWithSeveral).has(service)
}

/** Headers that change with the time, and not with the instance. */
const OF_TIME: ReadonlySet<string> = new Set([
  'age',
  'date',
  'expires',
  'last-modified',
  'server-timing',
])

/** A count or a duration: two answers of one instance may have the same by chance. */
const NUMBER = /^\d[\d.,]* ?(?:m?s)?$/

/**
 * Whether answers to one request come of several instances, as far as a header shows it: one value comes, another, and the first
 * again. `X-Served-By`, the name of a pod, and a cookie that keeps a user at one instance do so; an id of each request never comes again.
 */
export function showsSeveral(answers: readonly Exchange[]): boolean {
  const all = answers.flatMap((one) => (one.kind === 'answer' ? [one] : []))
  const sorted = all.toSorted((one, other) => (one.asked.at < other.asked.at ? -1 : 1))
  const names = new Set(sorted.flatMap(({ headers }) => Object.keys(headers)))
  return [...names].some((name) => {
    if (OF_TIME.has(name)) return false
    const values = sorted.flatMap(({ headers }) => headers[name] ?? [])
    return !values.some((value) => NUMBER.test(value)) && comesAgain(values)
  })
}

/** Whether a value stands before and after another one. */
function comesAgain(values: readonly string[]): boolean {
  return values.some(
    (value, at) =>
      value !== values[at + 1] && values.slice(at + 2).includes(value) && at + 2 < values.length,
  )
}
