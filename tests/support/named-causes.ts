/** The code and the service of each cause, sorted. */
export function namedCauses(
  causes: readonly { readonly code: string; readonly service: string }[],
): readonly string[] {
  return causes.map(({ code, service }) => `${code} (${service})`).sort()
}
