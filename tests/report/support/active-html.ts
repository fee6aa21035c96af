import { createHash } from 'node:crypto'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** Elements of this project's own page; none loads anything. */
const OWN_ELEMENTS = new Set(
  'html head meta title style body a main header h1 h2 h3 h4 span p section ul ol li b small code pre article details summary div dl dt dd i svg rect text path form label input fieldset legend select option button output table thead tbody tr th td br footer script'.split(
    ' ',
  ),
)

/** Attributes that neither run nor load anything; `href` is looked at by itself. */
const OWN_ATTRIBUTES = new Set(
  'lang charset http-equiv content name class id href rel target aria-label aria-labelledby aria-hidden role tabindex title hidden type value checked autocomplete placeholder scope data-status data-suite data-service viewBox preserveAspectRatio x y width height rx d text-anchor'.split(
    ' ',
  ),
)

/** What in the page could act, load or leave the place of a text: element by element, as a browser reads it. */
export function activeHtml(page: string): readonly string[] {
  const elements = elementsOf(parse(page))
  const policy = elements.find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy')
  const inline = elements.filter(({ tagName }) => tagName === 'script' || tagName === 'style')
  return [
    ...elements.flatMap(strange),
    ...inline
      .filter((one) => !attribute(policy, 'content')?.includes(`'${hashOf(textOf(one))}'`))
      .map(({ tagName }) => `a ${tagName} that the policy does not name`),
    ...(inline.length === 2 ? [] : [`${inline.length} scripts and styles`]),
    ...(/^default-src 'none';/.test(attribute(policy, 'content') ?? '') ? [] : ['no policy']),
  ]
}

function strange(element: Element): readonly string[] {
  const { tagName, attrs } = element
  const address = attribute(element, 'href') ?? '#'
  return [
    ...(OWN_ELEMENTS.has(tagName) ? [] : [`an element <${tagName}>`]),
    ...attrs
      .filter(({ name }) => !OWN_ATTRIBUTES.has(name))
      .map(({ name }) => `an attribute ${name} of <${tagName}>`),
    ...(/^(?:#|https?:\/\/)/i.test(address) ? [] : [`a link to ${address}`]),
  ]
}

/** Every text of the page as a reader sees it. */
export function shownTexts(page: string): readonly string[] {
  return elementsOf(parse(page))
    .filter(({ tagName }) => tagName !== 'script' && tagName !== 'style')
    .map(textOf)
}

/** Elements in the order of the page. */
export function elementsOf(node: Node): readonly Element[] {
  const own = 'tagName' in node ? [node] : []
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elementsOf)] : own
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((one) => one.name === name)?.value
}

export function textOf(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
