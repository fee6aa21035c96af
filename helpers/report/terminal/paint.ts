/** Select Graphic Rendition codes of ECMA-48 §8.3.117: [on, off]. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

export type Tint = keyof typeof CODES

export type Paint = (text: string, ...tints: readonly Tint[]) => string

/** Colours for a terminal, or none. Painted last: layout counts plain characters. */
export function createPaint(colour: 'ansi' | 'none'): Paint {
  if (colour === 'none') return (text) => text
  return (text, ...tints) =>
    tints.reduce((painted, tint) => {
      const [on, off] = CODES[tint]
      return `\u001b[${on}m${painted}\u001b[${off}m`
    }, text)
}
