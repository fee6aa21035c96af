import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { type ImportMap, readImportMaps, resolve } from './import-map.ts'

/** A file that browsers fetch for a page. */
export interface PageFile {
  /** Absolute; http or https. */
  readonly url: string
  /** `other`: data that a script imports, of which only the presence counts. */
  readonly as: 'script' | 'module' | 'style' | 'font' | 'other'
  /** Browsers fetch it with CORS, so that another host must let the page read it (HTML, CORS settings attributes). */
  readonly cors: 'no' | 'anonymous' | 'use-credentials'
  readonly integrity?: string
  readonly nonce?: string
  /** The script that imports it; absent where the page itself names the file. */
  readonly importedBy?: string
}

/** A script that the page carries itself. */
export interface InlineScript {
  readonly as: 'script' | 'module'
  readonly text: string
  readonly nonce?: string
  /** How many of the `policies` of the page stand before it, and apply to it. */
  readonly policiesBefore: number
}

/** What a browser finds in a page before it runs a script. */
export interface PageParts {
  readonly title: string
  /** Text that people see, in one line, at most `MOST_TEXT` characters. */
  readonly text: string
  readonly files: readonly PageFile[]
  readonly inlineScripts: readonly InlineScript[]
  /** Against which relative URLs of the page are resolved (`<base>`). */
  readonly baseUrl: string
  readonly importMap: ImportMap
  /** Policies in `<meta http-equiv="Content-Security-Policy">`. */
  readonly policies: readonly string[]
  /** Without a doctype browsers are lenient about types of styles of the page's own host. */
  readonly mode: 'standards' | 'quirks'
}

const MOST_TEXT = 20_000

/** JavaScript MIME types (MIME Sniffing standard); in the `type` of a script they and nothing mean a classic script. */
export const JAVASCRIPT_TYPE =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/

/** Elements whose text nobody sees, or that a browser with scripts does not show. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'title'])

interface Found {
  title: string
  readonly texts: string[]
  readonly files: { -readonly [Key in keyof PageFile]: PageFile[Key] }[]
  readonly inlineScripts: InlineScript[]
  readonly policies: string[]
  readonly maps: string[]
  base: string | undefined
}

/** Reads a page as browsers do, by the HTML standard (parse5); `url` is the address at which it was found. */
export async function readPage(html: string, url: string): Promise<PageParts> {
  // Only a platform with pages needs the parser.
  const { parse } = await import('parse5')
  const document = parse(html)
  const found: Found = {
    title: '',
    texts: [],
    files: [],
    inlineScripts: [],
    policies: [],
    maps: [],
    base: undefined,
  }
  for (const [element, isSeen] of elementsOf(document)) {
    note(element, found)
    if (isSeen) found.texts.push(textIn(element))
  }
  const baseUrl = resolve(found.base ?? '', url) ?? url
  const files = found.files.flatMap((file) => {
    const absolute = resolve(file.url, baseUrl)
    return absolute === undefined ? [] : [{ ...file, url: absolute }]
  })
  return {
    title: found.title,
    text: oneLine(found.texts.join(' ')).slice(0, MOST_TEXT),
    files: [...new Map(files.map((file) => [`${file.as} ${file.url}`, file])).values()],
    inlineScripts: found.inlineScripts,
    policies: found.policies,
    baseUrl,
    importMap: readImportMaps(found.maps, baseUrl),
    mode: document.mode === 'quirks' ? 'quirks' : 'standards',
  }
}

/** Every element in document order, and whether people see its text; a page may nest deeper than a stack. */
function* elementsOf(document: Tree.Document): Generator<readonly [Tree.Element, boolean]> {
  const open: (readonly [Tree.ChildNode, boolean])[] = document.childNodes
    .map((node) => [node, true] as const)
    .reverse()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, isSeen] = next
    if (!('tagName' in node)) continue
    const isShown = isSeen && !UNSEEN.has(node.tagName)
    yield [node, isShown]
    for (const child of node.childNodes.toReversed()) open.push([child, isShown])
  }
}

function note(element: Tree.Element, found: Found): void {
  const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
  const word = (name: string) => (attributes.get(name) ?? '').trim().toLowerCase()
  if (element.tagName === 'title' && found.title === '') found.title = oneLine(textIn(element))
  if (element.tagName === 'base') found.base ??= attributes.get('href')
  if (element.tagName === 'script') noteScript(element, attributes, found)
  if (element.tagName === 'link') noteLink(attributes, found)
  if (element.tagName === 'meta' && word('http-equiv') === 'content-security-policy')
    found.policies.push(attributes.get('content') ?? '')
}

function noteScript(
  element: Tree.Element,
  attributes: ReadonlyMap<string, string>,
  found: Found,
): void {
  const type = (attributes.get('type') ?? '').trim().toLowerCase()
  if (type === 'importmap') found.maps.push(textIn(element))
  const isModule = type === 'module'
  // Browsers that know modules leave out `nomodule`; other types hold data.
  if (!isModule && (attributes.has('nomodule') || !(type === '' || JAVASCRIPT_TYPE.test(type))))
    return
  const src = attributes.get('src')
  const as = isModule ? 'module' : 'script'
  const nonce = attributes.get('nonce')
  if (src === undefined)
    found.inlineScripts.push({
      as,
      text: textIn(element),
      policiesBefore: found.policies.length,
      ...(nonce !== undefined && { nonce }),
    })
  else if (src.trim() !== '') found.files.push({ url: src, as, ...terms(attributes, isModule) })
}

function noteLink(attributes: ReadonlyMap<string, string>, found: Found): void {
  const rel = new Set((attributes.get('rel') ?? '').toLowerCase().split(/\s+/))
  const href = attributes.get('href')?.trim() ?? ''
  if (href === '' || attributes.has('disabled')) return
  const as = rel.has('modulepreload')
    ? 'module'
    : rel.has('stylesheet') && !rel.has('alternate')
      ? 'style'
      : rel.has('preload')
        ? preloaded(attributes.get('as') ?? '')
        : undefined
  if (as !== undefined)
    found.files.push({ url: href, as, ...terms(attributes, as === 'module' || as === 'font') })
}

/** Images and data may be preloaded too; a page runs without them, and data may need a user. */
function preloaded(as: string): 'script' | 'style' | 'font' | undefined {
  const name = as.trim().toLowerCase()
  return name === 'script' || name === 'style' || name === 'font' ? name : undefined
}

function terms(
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

function textIn(element: Tree.Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
