import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { COMMAND, LAB } from './stages.ts'

/** The stages that wait for runs go first, in their order: what takes longest must not be left for the end, alone. */
const ORDER: readonly string[] = [...LAB, ...COMMAND]

/** The order of test files: by stage, then as vitest sorts them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const at = ORDER.findIndex((file) => moduleId.endsWith(file))
  return at === -1 ? ORDER.length : at
}
