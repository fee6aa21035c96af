import { type ContentPolicy, violated } from '../../../page/content-policy.ts'
import type { InlinePart } from '../../../page/inline-part.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'

/** Styles and handlers in the markup that a policy blocks. */
export interface BlockedInline {
  /** For people: `2 styles in the page`. */
  readonly what: string
  readonly directive: string
  readonly values: readonly string[]
  /** `failure`: the page does not begin, or has no look. */
  readonly severity: 'failure' | 'warning'
}

const NAMES = {
  'inline-style': ['style in the page', 'styles in the page'],
  'style-attribute': ['style attribute', 'style attributes'],
  handler: ['event handler in the markup', 'event handlers in the markup'],
} as const

/**
 * What of the markup's own styles and handlers a browser leaves out (CSP Level 3 §4.2.3). The page fails where it begins
 * with one of them, or where all its look stands in them; else a part of it may be missing, which is a warning.
 */
export function blockedInline(
  { parts, files }: LoadedPage,
  policiesBefore: (count: number) => readonly ContentPolicy[],
  url: string,
): readonly BlockedInline[] {
  const styles = files.filter(({ file }) => file.as === 'style' && file.need !== 'hint')
  // Those that a handler puts into effect are lost with it.
  const waiting = parts.inlineParts.filter(({ starts }) => starts === 'look')
  const hasStyles = styles.length > waiting.length
  const found = new Map<InlinePart['as'], BlockedInline & { readonly count: number }>()
  for (const part of parts.inlineParts) {
    const block = policiesBefore(part.policiesBefore)
      .map((policy) => violated(policy, { ...part, url }, url))
      .find((one) => one !== undefined)
    if (block === undefined) continue
    const known = found.get(part.as)
    const isGrave =
      part.starts === 'app' ||
      ((part.as === 'inline-style' || part.starts === 'look') && !hasStyles)
    const count = (known?.count ?? 0) + 1
    const severity = isGrave || known?.severity === 'failure' ? 'failure' : 'warning'
    const [one, several] = NAMES[part.as]
    const what = `${count} ${count === 1 ? one : several}`
    found.set(part.as, { ...block, count, severity, what })
  }
  return [...found.values()].sort((a, b) => a.severity.localeCompare(b.severity))
}
