import { onTestFinished } from 'vitest'
import { type Reference, startReference } from '../../reference/start-reference.ts'

/** A reference deployment for one test, closed with it. */
export async function useReference(
  options: Parameters<typeof startReference>[0] = {},
): Promise<Reference> {
  const reference = await startReference(options)
  onTestFinished(() => reference.close())
  return reference
}
