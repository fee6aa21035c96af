import { decodeToken } from './plain.ts'

/** Where two tokens differ: `header.alg`, `payload.sub`, `signature`; `everything` when one is no JWT. */
export function differences(one: string, other: string): readonly string[] {
  const [a, b] = [decodeToken(one), decodeToken(other)]
  if (a.kind === 'opaque' || b.kind === 'opaque') return ['everything']
  const members = (['header', 'payload'] as const).flatMap((part) => {
    const names = [...new Set([...Object.keys(a[part]), ...Object.keys(b[part])])]
    return names
      .filter((name) => JSON.stringify(a[part][name]) !== JSON.stringify(b[part][name]))
      .map((name) => `${part}.${name}`)
  })
  return a.parts[2] === b.parts[2] ? members : [...members, 'signature']
}
