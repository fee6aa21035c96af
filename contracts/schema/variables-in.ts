/** A placeholder of a template: `{NAME}`. */
export const PLACEHOLDER = /\{([A-Za-z_][\w.-]*)\}/g

/** A name in capitals is a variable of the environment. */
export const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*$/

/** The variables of the environment that the texts and names of a promise mean, each once. */
export function variablesIn(promise: unknown): string[] {
  const named = [...placeholdersIn(promise), ...variablesNamed(promise)]
  return [...new Set(named.filter((name) => VARIABLE_NAME.test(name)))]
}

/** The names in braces in all texts and keys of a JSON value. */
function placeholdersIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(PLACEHOLDER)].map(([, name = '']) => name)
}

function variablesNamed(promise: unknown): string[] {
  if (promise === null || typeof promise !== 'object') return []
  const { variable, keyVariable } = promise as { variable?: string; keyVariable?: string }
  return [variable, keyVariable].filter((name) => name !== undefined)
}
