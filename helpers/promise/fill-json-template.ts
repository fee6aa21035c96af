import type { JsonTemplate } from '../../contracts/type/common.ts'
import { fillTemplate, type Values } from './fill-template.ts'

/** Fills the placeholders in every text of a JSON value; keys are left as they are. Throws `MissingValue`. */
export function fillJsonTemplate(template: JsonTemplate, values: Values): unknown {
  if (typeof template === 'string') return fillTemplate(template, values)
  if (template === null || typeof template !== 'object') return template
  if (isList(template)) return template.map((item) => fillJsonTemplate(item, values))
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillJsonTemplate(value, values)]),
  )
}

function isList(template: JsonTemplate): template is readonly JsonTemplate[] {
  return Array.isArray(template)
}
