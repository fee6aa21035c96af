import { test } from 'vitest'

// The cost of the runner alone: the measure for everything else.
test('nothing', () => {})
