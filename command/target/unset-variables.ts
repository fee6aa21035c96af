import { at } from '../../contracts/check/contract-fault.ts'
import { leavesOf } from '../../contracts/check/leaves.ts'
import type { Contract } from '../../contracts/contract.ts'
import { PLACEHOLDER } from '../../contracts/schema/variables-in.ts'
import type { ConfigProblem, Target } from '../../env/target.ts'

/** Requests that are sent only where their variables are set. */
const ONLY_IF_SET = /^tokens\.(?:ways|wrongCredentials|serviceCredentials|jwt\.claims)\b/

/** Texts for readers. */
const NOT_FILLED = /^(?:platform|variables|serverWords|oneOf)\b|(?:^|\.)(?:title|leftOut)(?:\.|$)/

/** Optional variables that are not set, and that a request or an expected value of the contract needs. */
export function unsetVariables(
  { variables, ...promises }: Contract,
  { urls, texts, secrets }: Pick<Target, 'urls' | 'texts' | 'secrets'>,
): readonly ConfigProblem[] {
  const found = new Map<string, ConfigProblem>()
  for (const { path, pattern, value } of leavesOf(promises)) {
    if (typeof value !== 'string' || ONLY_IF_SET.test(pattern) || NOT_FILLED.test(pattern)) continue
    for (const [, name = ''] of value.matchAll(PLACEHOLDER)) {
      const variable = variables.find((one) => one.name === name)
      const isSet = [urls, texts, secrets].some((set) => Object.hasOwn(set, name))
      if (variable === undefined || isSet || found.has(name)) continue
      found.set(name, {
        code: 'config.missing',
        variable: name,
        message: `is not set, and the contract needs it at ${at(path)}`,
        example: variable.example,
        from: 'unset',
      })
    }
  }
  return [...found.values()]
}
