import type { Template } from '../../contracts/type/common.ts'
import { Secret } from '../../env/secret.ts'
import { MissingValue } from './missing-value.ts'

/** What fills a placeholder; undefined when nothing does. */
export type Values = (name: string) => string | Secret | undefined

const PLACEHOLDER = /\{([A-Za-z_][\w.-]*)\}/g

/**
 * Fills `{NAME}` placeholders, each value passed through `encode`. Values are put in once and never read
 * for placeholders themselves, since some come from servers. The result may hold secrets: it belongs
 * into a request and nowhere else. Throws `MissingValue`.
 */
export function fillTemplate(
  template: Template,
  values: Values,
  encode: (value: string, name: string) => string = (value) => value,
): string {
  return template.replace(PLACEHOLDER, (_placeholder, name: string) => {
    const value = values(name)
    if (value === undefined) throw new MissingValue(name)
    return encode(value instanceof Secret ? value.reveal() : value, name)
  })
}
