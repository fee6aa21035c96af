import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** A file that browsers fetch for a page. */
export interface PageFile {
  /** Absolute; http or https. */
  readonly url: string
  /** `json` and `sheet`: what a script imports with `type: "json"` or `"css"`; `other`: of which only the presence counts;
   * `settings`: JSON that a script asks for when it starts. */
  readonly as: 'script' | 'module' | 'style' | 'font' | 'json' | 'sheet' | 'other' | 'settings'
  /** Browsers fetch it with CORS, so that another host must let the page read it (HTML, CORS settings attributes). */
  readonly cors: 'no' | 'anonymous' | 'use-credentials'
  readonly integrity?: string
  readonly nonce?: string
  /** The script that imports it; absent where the page itself names the file. */
  readonly importedBy?: string
  /** `hint`: a preload, or a style for paper: the page on the screen does not show that it is missing. */
  readonly need?: 'hint'
  /** How many of the `policies` of the page stand before it, and apply to it; absent: all. */
  readonly policiesBefore?: number
}

/** JavaScript MIME types (MIME Sniffing standard); in the `type` of a script they and nothing mean a classic script. */
export const JAVASCRIPT_TYPE =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/

/** How a script element is run: by its type, and by `nomodule`, which browsers that know modules leave out. */
export function kindOfScript(
  attributes: ReadonlyMap<string, string>,
): 'script' | 'module' | 'importmap' | 'mistyped' | 'data' {
  const type = (attributes.get('type') ?? '').trim().toLowerCase()
  if (type === 'importmap' || type === 'module') return type
  if (type === '' || JAVASCRIPT_TYPE.test(type))
    return attributes.has('nomodule') ? 'data' : 'script'
  return isMistyped(type) ? 'mistyped' : 'data'
}

/** A type of scripts with parameters, or without its first half, is none: browsers take the script for data (HTML §4.12.1). */
function isMistyped(type: string): boolean {
  return type === 'javascript' || JAVASCRIPT_TYPE.test(type.split(';')[0]?.trim() ?? '')
}

/** The file of a `link`, if browsers load one for the page. */
export function fileOfLink(attributes: ReadonlyMap<string, string>): PageFile | undefined {
  const rel = new Set((attributes.get('rel') ?? '').toLowerCase().split(/\s+/))
  const href = attributes.get('href')?.trim() ?? ''
  if (href === '' || attributes.has('disabled')) return undefined
  const isStyle = rel.has('stylesheet') && !rel.has('alternate')
  const as = rel.has('modulepreload')
    ? 'module'
    : isStyle
      ? 'style'
      : rel.has('preload')
        ? preloaded(attributes.get('as') ?? '')
        : undefined
  if (as === undefined) return undefined
  const isSeen = isStyle && !isForPaper(attributes)
  return {
    url: href,
    as,
    ...terms(attributes, as === 'module' || as === 'font'),
    ...(as !== 'module' && as !== 'font' && !isSeen && !attributes.has('onload')
      ? { need: 'hint' }
      : {}),
  }
}

function isForPaper(attributes: ReadonlyMap<string, string>): boolean {
  return (attributes.get('media') ?? '').trim().toLowerCase() === 'print'
}

/** Images and data may be preloaded too; a page runs without them, and data may need a user. */
function preloaded(as: string): 'script' | 'style' | 'font' | undefined {
  const name = as.trim().toLowerCase()
  return name === 'script' || name === 'style' || name === 'font' ? name : undefined
}

/** The terms on which an element has its file fetched; `always`: with CORS. */
export function terms(
  attributes: ReadonlyMap<string, string>,
  always: boolean,
): Pick<PageFile, 'cors' | 'integrity' | 'nonce'> {
  const given = attributes.get('crossorigin')?.trim().toLowerCase()
  const [integrity, nonce] = [attributes.get('integrity'), attributes.get('nonce')]
  return {
    cors: given === 'use-credentials' ? given : given !== undefined || always ? 'anonymous' : 'no',
    ...(integrity !== undefined && integrity.trim() !== '' && { integrity }),
    ...(nonce !== undefined && { nonce }),
  }
}

/** Elements that show something without a text, or let people do something. */
const DRAWN =
  /^(?:img|svg|picture|video|audio|canvas|iframe|frame|object|embed|input|button|select|textarea|meter|progress)$/

/** Whether an element shows something though it has no text; hidden fields show nothing. */
export function isDrawn(
  { tagName }: Tree.Element,
  attributes: ReadonlyMap<string, string>,
): boolean {
  return DRAWN.test(tagName) && !attributes.has('hidden') && attributes.get('type') !== 'hidden'
}
