import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { allowsBase, readPolicies } from './content-policy.ts'
import { type ImportMap, readImportMaps, resolve } from './import-map.ts'
import { type InlinePart, type InlineScript, inlineParts } from './inline-part.ts'
import { fileOfLink, isDrawn, kindOfScript, type PageFile, terms } from './page-file.ts'

/** What a browser finds in a page before it runs a script. */
export interface PageParts {
  readonly title: string
  /** Text that people see, in one line, at most `MOST_TEXT` characters. */
  readonly text: string
  /** Whether something is seen beside text, such as an image or a frame, or the page leads on to another (`refresh`). */
  readonly showsMore: boolean
  /** Where the page leads on to before anybody reads it (`refresh`), absolute. */
  readonly leadsTo?: string
  readonly files: readonly PageFile[]
  readonly inlineScripts: readonly InlineScript[]
  /** Styles and handlers in the markup itself. */
  readonly inlineParts: readonly InlinePart[]
  /** Scripts that browsers take for data, since their `type` is none of scripts by mistake: the type and the address. */
  readonly mistyped: readonly string[]
  /** Against which relative URLs of the page are resolved (`<base>`). */
  readonly baseUrl: string
  readonly importMap: ImportMap
  /** Policies in `<meta http-equiv="Content-Security-Policy">` of the head; elsewhere browsers ignore them. */
  readonly policies: readonly string[]
  /** Without a doctype browsers are lenient about types of styles of the page's own host. */
  readonly mode: 'standards' | 'quirks'
}

const MOST_TEXT = 20_000

/** Elements whose text is never shown, or not by a browser with scripts. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'title'])

interface Found {
  title: string
  readonly texts: string[]
  readonly files: PageFile[]
  readonly inlineScripts: (Omit<InlineScript, 'importMap'> & { readonly mapsBefore: number })[]
  readonly inlineParts: InlinePart[]
  readonly mistyped: string[]
  readonly policies: string[]
  readonly maps: string[]
  showsMore: boolean
  refresh: string | undefined
  base: string | undefined
}

/**
 * Reads a page as browsers do, by the HTML standard (parse5); `url` is the address at which it was found, and `policy`
 * the Content-Security-Policy with which it was sent: it may forbid a `<base>`.
 */
export async function readPage(html: string, url: string, policy?: string): Promise<PageParts> {
  // Only a platform with pages needs the parser.
  const { parse } = await import('parse5')
  const document = parse(html)
  const found: Found = {
    title: '',
    texts: [],
    files: [],
    inlineScripts: [],
    inlineParts: [],
    mistyped: [],
    policies: [],
    maps: [],
    showsMore: false,
    refresh: undefined,
    base: undefined,
  }
  for (const [node, isSeen] of nodesOf(document)) {
    if ('tagName' in node) note(node, found, isSeen)
    else if (isSeen && 'value' in node) found.texts.push(node.value)
  }
  const given = resolve(found.base ?? '', url) ?? url
  const policies = [policy, ...found.policies].flatMap(readPolicies)
  const baseUrl = policies.every((one) => allowsBase(one, given, url)) ? given : url
  const importMap = readImportMaps(found.maps, baseUrl)
  const files = found.files.flatMap((file) => {
    const absolute = resolve(file.url, baseUrl)
    if (absolute === undefined) return []
    const integrity = file.as === 'module' ? importMap.integrity.get(absolute) : undefined
    return [{ ...(integrity !== undefined && { integrity }), ...file, url: absolute }]
  })
  const leadsTo = refreshTo(found.refresh, baseUrl)
  return {
    ...(leadsTo !== undefined && { leadsTo }),
    title: found.title,
    text: oneLine(found.texts.join(' ')).slice(0, MOST_TEXT),
    showsMore: found.showsMore,
    files: onceEach(files),
    inlineScripts: found.inlineScripts.map(({ mapsBefore, ...script }) => ({
      ...script,
      importMap: readImportMaps(found.maps.slice(0, mapsBefore), baseUrl),
    })),
    inlineParts: found.inlineParts,
    mistyped: found.mistyped,
    policies: found.policies,
    baseUrl,
    importMap,
    mode: document.mode === 'quirks' ? 'quirks' : 'standards',
  }
}

/** A file that is named several times, once: as the element that needs it names it. */
function onceEach(files: readonly PageFile[]): readonly PageFile[] {
  const once = new Map<string, PageFile>()
  for (const file of files) {
    const key = `${file.as} ${file.url}`
    const known = once.get(key)
    if (known === undefined || known.need === 'hint' || file.need !== 'hint') once.set(key, file)
  }
  return [...once.values()]
}

/** Every element and every text in document order, and whether people see its text; a page may nest deeper than a stack. */
function* nodesOf(document: Tree.Document): Generator<readonly [Tree.ChildNode, boolean]> {
  const open: (readonly [Tree.ChildNode, boolean])[] = document.childNodes
    .map((node) => [node, true] as const)
    .reverse()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, isSeen] = next
    const isShown = isSeen && !UNSEEN.has(node.nodeName)
    yield [node, isShown]
    if (!('childNodes' in node)) continue
    for (const child of node.childNodes.toReversed()) open.push([child, isShown])
  }
}

function note(element: Tree.Element, found: Found, isSeen: boolean): void {
  const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
  if (element.tagName === 'title' && found.title === '') found.title = oneLine(textIn(element))
  if (element.tagName === 'base') found.base ??= attributes.get('href')
  if (element.tagName === 'script') noteScript(element, attributes, found)
  if (element.tagName === 'link') {
    const file = fileOfLink(attributes)
    if (file !== undefined) found.files.push({ ...file, policiesBefore: found.policies.length })
  }
  if (element.tagName === 'meta') noteMeta(element, attributes, found)
  found.inlineParts.push(...inlineParts(element, textIn(element), found))
  if (isSeen && isDrawn(element, attributes)) found.showsMore = true
}

function noteMeta(
  { parentNode }: Tree.Element,
  attributes: ReadonlyMap<string, string>,
  found: Found,
): void {
  const name = (attributes.get('http-equiv') ?? '').trim().toLowerCase()
  const isInHead = parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'head'
  if (name === 'content-security-policy' && isInHead)
    found.policies.push(attributes.get('content') ?? '')
  if (name !== 'refresh') return
  found.showsMore = true
  found.refresh ??= attributes.get('content')
}

/** The address of a refresh, of the header or a `<meta>`, that comes within a second (HTML, "shared declarative refresh steps"). */
export function refreshTo(content: string | undefined, baseUrl: string): string | undefined {
  const to = /^\s*[01](?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s]+)/i.exec(content ?? '')?.[1]
  return to === undefined ? undefined : resolve(to, baseUrl)
}

function noteScript(
  element: Tree.Element,
  attributes: ReadonlyMap<string, string>,
  found: Found,
): void {
  const as = kindOfScript(attributes)
  const src = attributes.get('src')
  if (as === 'importmap') found.maps.push(src === undefined ? textIn(element) : '')
  if (as === 'mistyped') found.mistyped.push(`${attributes.get('type')} ${src ?? ''}`.trim())
  if (as !== 'script' && as !== 'module') return
  const nonce = attributes.get('nonce')
  const policiesBefore = found.policies.length
  if (src === undefined)
    found.inlineScripts.push({
      as,
      text: textIn(element),
      policiesBefore,
      mapsBefore: found.maps.length,
      ...(nonce !== undefined && { nonce }),
    })
  else if (src.trim() !== '')
    found.files.push({ url: src, as, policiesBefore, ...terms(attributes, as === 'module') })
}

function textIn(element: Tree.Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
