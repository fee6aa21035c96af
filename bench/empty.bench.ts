import { test } from 'vitest'

// What the runner costs by itself: the measure for everything else.
test('nothing', () => {})
