import { printable } from '../../text/printable.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Text for the inside of an XML element, or, with newlines escaped, of an attribute. What XML 1.0 cannot
 * hold even as a reference (§2.2) is a visible escape; `]]>` cannot arise, since every `>` is a reference.
 */
export function escapeXml(text: string, newlines: 'keep' | 'escape' = 'escape'): string {
  return printable(text, newlines).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
