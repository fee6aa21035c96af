import { onTestFinished } from 'vitest'
import {
  type Reference,
  type ReferenceOptions,
  startReference,
} from '../../reference/start-reference.ts'

/** A reference deployment that ends with the test. */
export async function useReference(options: ReferenceOptions = {}): Promise<Reference> {
  const reference = await startReference(options)
  onTestFinished(() => reference.close())
  return reference
}
