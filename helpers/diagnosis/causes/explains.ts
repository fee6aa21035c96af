import type { Code } from '../../record/code.ts'
import { GONE, IN_PLACE, LACKS, SUFFERS } from './explain-groups.ts'
import { RULES, type Rule } from './explain-rules.ts'
import { isOneAnswer, isOneList } from './same-answer.ts'

/** A finding as far as explaining goes. */
export interface Named {
  readonly code: Code
  readonly service: string
  readonly subjects: readonly string[]
  /** METHOD URL of each request that it was found at. */
  readonly asked: readonly string[]
  /** What came at each of these. */
  readonly got: readonly string[]
  /** The origin that each of its findings says the service writes in place of the promised one, if any. */
  readonly writes: readonly (string | undefined)[]
  /** What the bad answers of a service that answers well at other times would be, each alone. */
  readonly alone: readonly Code[]
  /** Whether the checks of pages alone found it: its service may serve all else. */
  readonly foundAt: 'pages' | 'service'
}

/** Which services cannot do without which: name → what it depends on. */
export type Dependencies = Readonly<Record<string, readonly string[]>>

/** Whether the one finding is enough to bring about the other; never of itself. */
export function explains(cause: Named, effect: Named, dependencies: Dependencies): boolean {
  if (cause.code === effect.code && cause.service === effect.service) return false
  if (
    effect.code === 'dependency.down' &&
    effect.service !== cause.service &&
    !effect.subjects.includes(cause.service)
  )
    return false
  if (isPartOf(cause, effect) || isBesidePage(cause, effect)) return false
  if (areSwapped(cause, effect) || isOneAddress(cause, effect)) return true
  if (isOneAnswer(cause, effect) || isOneList(cause, effect)) return true
  if (isAnotherInstance(cause, effect)) return true
  return RULES.some(
    (rule) =>
      matches(cause.code, rule.cause) &&
      matches(effect.code, rule.effect) &&
      stands(rule.where, cause, effect, dependencies),
  )
}

/**
 * Who answers now and then is not gone: that it does not answer is part of being unstable. Who lacks a
 * dependency says so: that it is unhealthy is part of it.
 */
function isPartOf(part: Named, whole: Named): boolean {
  if (part.service !== whole.service) return false
  if (whole.code === 'dependency.down') return part.code === 'service.unhealthy'
  return whole.code === 'service.unstable' && matches(part.code, SUFFERS)
}

/**
 * A page that its service or the edge does not give says little about the other paths, which answer. Another app in its place
 * lacks what the right one has, and does not crash; a service that is not available may fail elsewhere, and has the same form.
 */
function isBesidePage(cause: Named, effect: Named): boolean {
  const isOfPage = cause.foundAt === 'pages' && cause.service === effect.service
  if (!isOfPage || !matches(cause.code, ['edge.', 'service.'])) return false
  return !matches(effect.code, matches(cause.code, IN_PLACE) ? LACKS : [...SUFFERS, 'frontend.'])
}

/** An instance that lacks the health route of the others, or is another app, lacks other routes too, and what stands in its answers. */
function isAnotherInstance(cause: Named, effect: Named): boolean {
  return (
    cause.code === 'service.unstable' &&
    cause.service === effect.service &&
    cause.alone.some((code) => matches(code, ['route.missing', ...IN_PLACE])) &&
    matches(effect.code, LACKS)
  )
}

/** Two services that answer at each other's URL are one mistake. */
function areSwapped(one: Named, other: Named): boolean {
  const isSwap = one.code === 'service.wrong-identity' && other.code === one.code
  return isSwap && one.subjects.includes(other.service) && other.subjects.includes(one.service)
}

/** A service that writes the same other address into several answers has it of one setting, or of one proxy that passes on another Host. */
function isOneAddress(one: Named, other: Named): boolean {
  return (
    one.service === other.service &&
    other.writes.every((origin) => origin !== undefined && one.writes.includes(origin))
  )
}

/** Whether the code says that its service cannot be used at all. */
export function isGone(code: Code): boolean {
  return matches(code, GONE)
}

function matches(code: Code, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern === '' || pattern.endsWith('.') ? code.startsWith(pattern) : code === pattern,
  )
}

function stands(
  where: Rule['where'],
  cause: Named,
  effect: Named,
  dependencies: Dependencies,
): boolean {
  if (where === 'same-request') return effect.asked.every((one) => cause.asked.includes(one))
  if (where === 'same-path')
    return (
      cause.service === effect.service &&
      effect.asked.every((one) => cause.asked.some((other) => areBelowOnePath(one, other)))
    )
  if (where === 'anywhere' || cause.service === effect.service) return true
  return where === 'dependent' && (dependencies[effect.service] ?? []).includes(cause.service)
}

/** Whether the path of one request is that of the other, or the beginning of it; a handshake differs in its scheme. `/` is the beginning of all, and says nothing. */
function areBelowOnePath(one: string, other: string): boolean {
  const [short = '', long = ''] = [pathOf(one), pathOf(other)].sort((a, b) => a.length - b.length)
  return short !== '' && `${long}/`.startsWith(`${short}/`)
}

/** The path of METHOD URL without a slash at its end; empty for what is no request. */
function pathOf(asked: string): string {
  const [, url = ''] = asked.split(' ')
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : ''
}
