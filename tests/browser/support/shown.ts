import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds in which an app that is well shows itself, and between two looks at it. */
const SHOWN_MS = 15_000
const LOOK_MS = 250

/** Looks into shadow roots too. */
const TEXT = `(function read(node) {
  return [...node.childNodes].map((child) => child.nodeType === 3 ? child.data : read(child)).join(' ') +
    (node.shadowRoot ? read(node.shadowRoot) : '')
})(document.body)`

/** `shown` as soon as the page has such a text; after `withinMs`, the text that it has. */
export async function shown(
  tab: { evaluate(text: string): Promise<unknown> },
  wanted: RegExp,
  withinMs = SHOWN_MS,
): Promise<string> {
  let text = ''
  for (let left = withinMs; left > 0; left -= LOOK_MS) {
    text = String(await tab.evaluate(TEXT))
    if (wanted.test(text.replaceAll(/\s+/g, ' ').trim())) return 'shown'
    await sleep(LOOK_MS)
  }
  return text.slice(0, 300)
}
