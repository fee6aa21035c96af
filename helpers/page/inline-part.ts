import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import type { ImportMap } from './import-map.ts'

/** A script that the page carries itself. */
export interface InlineScript {
  readonly as: 'script' | 'module'
  readonly text: string
  readonly nonce?: string
  /** How many of the `policies` of the page stand before it, and apply to it. */
  readonly policiesBefore: number
  /** What the import maps before it say: a module in the page is resolved where it stands (Chromium 156). */
  readonly importMap: ImportMap
}

/** A style, an event handler or an address with code that stands in the markup itself: a policy may block each. */
export interface InlinePart {
  readonly as: 'inline-style' | 'style-attribute' | 'handler'
  readonly text: string
  readonly nonce?: string
  /** How many of the `policies` of the page stand before it, and apply to it. */
  readonly policiesBefore: number
  /** `app`: the page begins with it (`<body onload>`); `look`: it puts a style into effect (`<link onload>`). */
  readonly starts?: 'app' | 'look'
}

/** Of one page; more of them say nothing new. */
const MOST_PARTS = 100

/** The parts of one element; `text` is what stands in it. */
export function inlineParts(
  { tagName, attrs }: Pick<Tree.Element, 'tagName' | 'attrs'>,
  text: string,
  { policies, inlineParts: known }: Pick<Found, 'policies' | 'inlineParts'>,
): readonly InlinePart[] {
  if (known.length >= MOST_PARTS) return []
  const policiesBefore = policies.length
  const nonce = attrs.find(({ name }) => name === 'nonce')?.value
  const style: readonly InlinePart[] =
    tagName === 'style' && text.trim() !== ''
      ? [{ as: 'inline-style', text, policiesBefore, ...(nonce !== undefined && { nonce }) }]
      : []
  return [
    ...style,
    ...attrs.flatMap(({ name, value }): readonly InlinePart[] => {
      if (value.trim() === '') return []
      if (name === 'style') return [{ as: 'style-attribute', text: value, policiesBefore }]
      const isCode = name === 'href' && /^\s*javascript:/i.test(value)
      if (!isCode && !/^on[a-z]+$/.test(name)) return []
      const starts = name === 'onload' ? STARTS[tagName] : undefined
      return [{ as: 'handler', text: value, policiesBefore, ...(starts && { starts }) }]
    }),
  ]
}

const STARTS: Readonly<Record<string, InlinePart['starts']>> = { body: 'app', link: 'look' }

interface Found {
  readonly policies: readonly string[]
  readonly inlineParts: readonly InlinePart[]
}
